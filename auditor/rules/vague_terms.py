"""Words of a text that say nothing that could be measured, and what excuses them where they do no harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.language.artefacts import Artefacts
from auditor.language.clauses import clause_end, clause_start
from auditor.language.wordlists import WordIndex
from auditor.model import Span
from auditor.rules.lexicon import Lexicon

VAGUE_LISTS = ("vague_states", "vague_verbs", "vague_degrees", "slogans", "reference_phrases", "trend_phrases")
EXCUSES: Mapping[str, str] = {
    "graded_standards": "有公认的等级或标准",
    "verifiable_facts": "可以核验的事实",
    "countable_heads": "可以计数的名称",
    "surveyed_heads": "可以测评的名称",
}
"""Word lists whose words excuse a vague one inside them, with what is said of it."""

BESIDE_QUANTITY = "同一句里写明了数量"


@dataclass(frozen=True)
class VagueTerm:
    """A vague word: the list it stands in, and why it does no harm here (empty: it does)."""

    span: Span
    list_name: str
    excuse: str


class VagueTerms:
    """Finds vague words.

    Args:
        lexicon: the shipped word lists.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lists = {word: name for name in reversed(VAGUE_LISTS) for word in lexicon[name]}
        self._excuses = {word: said for name, said in reversed(list(EXCUSES.items())) for word in lexicon[name]}
        self._vague, self._excusing = WordIndex(self._lists), WordIndex(self._excuses)

    def find(self, artefacts: Artefacts) -> tuple[VagueTerm, ...]:
        """The vague words of a text in order; of those that overlap the longest."""
        text = artefacts.text
        places = _longest([(start, start + len(word)) for start, word in self._vague.words_in(text)])
        excusing = {(start, start + len(word)): self._excuses[word] for start, word in self._excusing.words_in(text)}
        return tuple(
            VagueTerm(span, self._lists[text[slice(*span)]], _excuse(span, artefacts, excusing)) for span in places
        )


def _longest(spans: Sequence[Span]) -> list[Span]:
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if all(span[1] <= start or end <= span[0] for start, end in chosen):
            chosen.append(span)
    return sorted(chosen)


def _excuse(span: Span, artefacts: Artefacts, excusing: Mapping[Span, str]) -> str:
    """Why a vague word does no harm: a phrase that holds it can be checked, or a quantity stands in its clause."""
    for (start, end), said in excusing.items():
        if start <= span[0] and span[1] <= end and (start, end) != span:
            return f"{said}（{artefacts.text[start:end]}）"
    begin, stop = clause_start(artefacts.text, span[0]), clause_end(artefacts.text, span[1])
    beside = [one.text for one in artefacts.quantities if begin <= one.span[0] and one.span[1] <= stop]
    return f"{BESIDE_QUANTITY}（{beside[0]}）" if beside else ""
