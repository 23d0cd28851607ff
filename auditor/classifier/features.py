"""What the classifier looks at in a row: words, characters, and the shape of name and target.

Every feature is a readable key with a weight of 1, so that a verdict can name what decided it. Project and place names
never become features of their own: quantities are replaced by their dimension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from auditor.checks.protocol import Row
from auditor.language.normalise import normalise
from auditor.model import Quantity
from auditor.rules.lexicon import Lexicon
from auditor.taxonomy import LEVEL1_LABELS, LEVEL2_LABELS

MONEY = ("money", "money_or_count")
LIST_FEATURES = (
    "surveyed_heads", "template_marks", "expense_heads", "satisfaction_heads", "time_phrases", "vague_verbs", "vague_degrees", "vague_states", "countable_heads", "abstract_heads", "fillers", "graded_standards",
    "verifiable_facts", "payment_words", "input_words",
)  # fmt: skip


class FeatureReader:
    """Turns rows into feature keys.

    Args:
        lexicon: the word lists that rules use too.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lists = [_ListFeature(name, lexicon[name]) for name in LIST_FEATURES]
        self._known: dict[str, tuple[str, ...]] = {}

    def keys(self, row: Row) -> tuple[str, ...]:
        """All features of a row, each once, in a fixed order."""
        return tuple(dict.fromkeys(self._keys(row)))

    def content_keys(self, row: Row) -> tuple[str, ...]:
        """The features that do not tell the category the row stands under: what judges whether it belongs there."""
        return tuple(dict.fromkeys(self._content(row)))

    def _keys(self, row: Row) -> Iterator[str]:
        category = row.category or "unknown"
        yield f"level2={category}"
        yield f"kind+level2={target_kind(row)}|{category}"
        if _repeats_budget(row):
            yield f"target=budget|{category}"
        yield from self._content(row)

    def _content(self, row: Row) -> Iterator[str]:
        yield from self._words(row)
        yield from self._shape(row)
        for name in ("level3", "description", "target"):
            yield from self._listed(name, row.text(name))

    def _words(self, row: Row) -> Iterator[str]:
        for name in ("level3", "description", "target"):
            tokens = _generalised(row, name)
            for token in tokens:
                yield f"{name}:word={token}"
            for one, two in pairwise(tokens):
                yield f"{name}:pair={one}|{two}"
            bare = normalise(row.text(name))
            if name != "description":
                for size in (2, 3):
                    for start in range(len(bare) - size + 1):
                        yield f"{name}:chars={bare[start : start + size]}"
            if bare:
                yield f"{name}:ends={bare[-1]}"
                yield f"{name}:ends2={bare[-2:]}"
                yield f"{name}:starts={bare[:2]}"
        kind = target_kind(row)
        head = normalise(row.text("level3"))[-1:]
        yield f"kind+ends={kind}|{head}"
        if row.text("description"):
            yield f"kind+described={kind}|{normalise(row.text('description'))[-1:]}"
        for token in _generalised(row, "level3"):
            yield f"kind+word={kind}|{token}"

    def _shape(self, row: Row) -> Iterator[str]:
        level3, description, target = (normalise(row.text(name)) for name in ("level3", "description", "target"))
        yield f"kind={target_kind(row)}"
        yield f"level3:length={min(len(level3) // 4, 5)}"
        yield f"target:length={min(len(target) // 4, 5)}"
        if level3 == target and target:
            yield "target=level3"
        if description == target and target:
            yield "target=description"
        for name, text in (("level3", level3), ("target", target)):
            if text.endswith("指标") and (text in LEVEL2_LABELS or text in LEVEL1_LABELS):
                yield f"{name}=label"
        if any(q.dimension in MONEY and _whole(q, row.text("level3")) for q in row.artefacts("level3").quantities):
            yield "level3=amount"

    def _listed(self, name: str, text: str) -> Iterator[str]:
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = tuple(key for one in self._lists for key in one.keys(text))
        for key in known:
            yield f"{name}:{key}"


class _ListFeature:
    """What a word list has to say of a text: that one of its words stands in it, ends it, or begins it."""

    def __init__(self, name: str, words: tuple[str, ...]) -> None:
        self._name = name
        self._words = words
        self._anywhere = re.compile("|".join(map(re.escape, words)))

    def keys(self, text: str) -> Iterator[str]:
        """``has=``, ``ends=`` and ``starts=`` with the list's name, as far as they hold."""
        if self._anywhere.search(text) is None:
            return
        yield f"has={self._name}"
        stem = text.rstrip("。．.；;，,、：: ")
        if stem.endswith(self._words):
            yield f"ends={self._name}"
        if stem.startswith(self._words):
            yield f"starts={self._name}"


def _generalised(row: Row, name: str) -> list[str]:
    """Tokens with each quantity replaced by its dimension and each digit run by a hash sign."""
    artefacts = row.artefacts(name)
    dimensions = {quantity.text: f"<{quantity.dimension}>" for quantity in artefacts.quantities}
    words = (dimensions.get(token) or _hashed(token) for token in artefacts.tokens)
    return [word for word in words if not word.isspace()]


def _hashed(token: str) -> str:
    return "#" if any(character.isdigit() for character in token) else token


def target_kind(row: Row) -> str:
    """The sort of target: empty, date, dimension of its first quantity (with what stands beside it), phrase or text."""
    text = row.text("target").strip()
    if not text:
        return "empty"
    artefacts = row.artefacts("target")
    if any(mention.precise for mention in artefacts.dates):
        return "date"
    if artefacts.quantities:
        first = artefacts.quantities[0]
        covered = sum(len(quantity.text) for quantity in artefacts.quantities)
        return f"{first.dimension}{'' if covered * 2 >= len(text) else '+text'}"
    return "time-phrase" if artefacts.dates else "text"


def _whole(quantity: Quantity, text: str) -> bool:
    return normalise(quantity.text) == normalise(text)


def _repeats_budget(row: Row) -> bool:
    budget = row.budget_yuan
    return budget is not None and any(
        quantity.dimension in MONEY and Decimal(quantity.value) == budget
        for quantity in row.artefacts("target").quantities
    )
