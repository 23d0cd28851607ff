"""What token patterns of rules cost: our own matcher beside spaCy's, over the names of indicators.

``python -m benchmarks.token_patterns (ours|spacy)`` measures one of them in a fresh process: what loading it takes, and
finding the pattern of rule MEA011 in every different name of 10,000 rows.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, distribution

import psutil

from auditor.language.artefacts import Language
from auditor.rules.conditions import TokenPlace
from auditor.rules.load import load_pack
from benchmarks.measuring import clocked, told
from benchmarks.season import submissions

ROWS = 10_000
RULE = "MEA011"
Find = Callable[[Sequence[str]], object]


def main(which: str) -> None:
    """Load, find, tell."""
    pattern = _pattern()
    language = Language()
    names = sorted({row.level3 for one in submissions(ROWS) for project in one.projects for row in project.indicators})
    tokens = [language.analyse(name).tokens for name in names]
    held = psutil.Process().memory_info
    before = held().rss
    loaded, find = clocked(lambda: {"ours": _ours, "spacy": _spacy}[which](pattern))
    memory = (held().rss - before) / 1e6
    found, _ = clocked(lambda: [find(words) for words in tokens])
    told(found, load=loaded.cpu, memory=memory, texts=len(tokens))


def _pattern() -> Sequence[TokenPlace]:
    when = load_pack().find(RULE).when
    assert when is not None
    return next(one.tokens.pattern for one in when.all or () if one.tokens is not None)


def _ours(pattern: Sequence[TokenPlace]) -> Find:
    from auditor.rules.tokens import TokenPattern

    return TokenPattern(pattern).find


def _spacy(pattern: Sequence[TokenPlace]) -> Find:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    matcher = Matcher(Vocab())
    places = [place.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True) for place in pattern]
    matcher.add(RULE, [places], greedy="LONGEST")
    return lambda words: matcher(Doc(matcher.vocab, words=list(words), spaces=[False] * len(words)))


# --- on disk ----------------------------------------------------------------------------------------------------------


def disk_of_spacy() -> tuple[int, float]:
    """The packages that come with spaCy and with nothing else we need, and how many MB they take."""
    ours = _closure(_required("auditor"))
    added = _closure(["spacy"]) - ours
    return len(added), sum(_size(name) for name in added) / 1e6


def _closure(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and _is_installed(name):
            found.add(name)
            waiting += _required(name)
    return found


def _required(name: str) -> list[str]:
    """The packages a package needs without any extra."""
    lines = distribution(name).requires or []
    return [re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in lines if "extra ==" not in line]


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _size(name: str) -> int:
    files = [file.locate() for file in distribution(name).files or ()]
    return sum(file.stat().st_size for file in files if file.exists())


if __name__ == "__main__":
    main(sys.argv[1])
