"""What the classifier looks at in a row: words, characters, and the shape of name and target.

Every feature is a readable key with a weight of 1, so that a verdict can name what decided it. Project and place names
never become features of their own: quantities are replaced by their dimension.

A row is read in parts. All features of a part follow from the few texts that name the part, so a part that recurs in
other rows (the same target, the same name with the same kind of target) is read once for all of them. Keys carry the
name of what they were read from: no key belongs to two parts of a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from auditor.checks.protocol import RowView
from auditor.language.artefacts import Cells
from auditor.language.normalise import normalise
from auditor.language.wordlists import WordIndex
from auditor.model import MONEY, Indicator, Quantity
from auditor.rules.lexicon import Lexicon
from auditor.taxonomy import LEVEL1_LABELS, LEVEL2_LABELS

LIST_FEATURES = (
    "surveyed_heads", "template_marks", "expense_heads", "satisfaction_heads", "time_phrases", "vague_verbs", "vague_degrees", "vague_states", "countable_heads", "abstract_heads", "fillers", "graded_standards",
    "verifiable_facts", "payment_words", "input_words", "institutions", "graded_names", "money_names", "count_names",
    "casualty_words", "sham_heads", "output_verbs",
)  # fmt: skip

SAID_LISTS = (
    "system_words", "fillers", "symbols_only", "time_phrases", "done_words", "grade_words", "pass_words", "vague_states",
)  # fmt: skip
"""Lists that a target without figures may be taken from whole; the first that has it names its sort."""

FIELDS = ("level3", "description", "target")
KIND_ALONE, KIND_AND_NAME, KIND_AND_DESCRIPTION, COPIED, PLACE, BUDGET = (
    "kind", "kind and level3", "kind and description", "copied", "place", "budget",
)  # fmt: skip

Part = tuple[str, ...]
"""Names a part of a row: first what is read (a field of ``FIELDS`` or a name above), then the texts it is read from."""


class FeatureReader:
    """Turns rows into parts, and parts into feature keys.

    Args:
        lexicon: the word lists that rules use too.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lists = _WordLists({name: lexicon[name] for name in LIST_FEATURES})
        self._said = {word: name for name in reversed(SAID_LISTS) for word in lexicon[name]}

    def keys(self, row: RowView) -> tuple[str, ...]:
        """All features of a row, each once, in a fixed order."""
        return tuple(key for part in self.parts(row) for key in self.keys_of(part, row))

    def content_keys(self, row: RowView) -> tuple[str, ...]:
        """The features that do not tell the category the row stands under: what judges whether it belongs there."""
        return tuple(key for part in self.content_parts(row) for key in self.keys_of(part, row))

    def parts(self, row: RowView) -> tuple[Part, ...]:
        """All parts of a row: equally many for every row, in a fixed order."""
        category, kind = row.cells.category or "unknown", row.cells.cached(self._kind_of)
        budget = category if _names_budget(row) else ""
        return (*_content_parts(row.indicator, kind), (PLACE, category, kind), (BUDGET, budget))

    def content_parts(self, row: RowView) -> tuple[Part, ...]:
        """The parts that do not tell the category the row stands under; the beginning of ``parts``."""
        return _content_parts(row.indicator, row.cells.cached(self._kind_of))

    def keys_of(self, part: Part, row: RowView) -> tuple[str, ...]:
        """The features of a part, each once, in a fixed order; ``row`` is any row that has the part."""
        return tuple(dict.fromkeys(self._keys_of(part, row)))

    def _keys_of(self, part: Part, row: RowView) -> Iterable[str]:
        name, *texts = part
        if name in FIELDS:
            return self._field_keys(name, row)
        if name == KIND_ALONE:
            return [f"kind={texts[0]}"]
        if name == KIND_AND_NAME:
            return [*_kind_and_name_keys(texts[0], row), *self._kind_and_list_keys(texts[0], row)]
        if name == KIND_AND_DESCRIPTION:
            kind, description = texts
            return [f"kind+described={kind}|{normalise(description)[-1:]}"] if description else []
        if name == COPIED:
            return [f"target={field}" for field in texts]
        if name == PLACE:
            category, kind = texts
            return [f"level2={category}", f"kind+level2={kind}|{category}"]
        return [f"target=budget|{category}" for category in texts if category]

    def _kind_and_list_keys(self, kind: str, row: RowView) -> Iterator[str]:
        """What sort of name stands beside what sort of target: known of words that no training row had, too."""
        known = dict.fromkeys(self._lists.keys_of(row.text("level3"))) or ("none",)
        return (f"kind+list={kind}|{key}" for key in known)

    def _kind_of(self, cells: Cells) -> str:
        """The sort of target: that of ``_shape_of``, and of a text without figures the list it is taken from."""
        shape = _shape_of(cells)
        if shape not in ("text", "time-phrase"):
            return shape
        said = self._said.get(normalise(cells.artefacts["target"].text))
        return shape if said is None else f"{shape}:{said}"

    def _field_keys(self, name: str, row: RowView) -> list[str]:
        text = row.cells.texts[name]
        bare = normalise(text)
        keys = [*_word_keys(name, _generalised(row, name)), *_edge_keys(name, bare)]
        if name != "description":
            keys += _character_keys(name, bare)
            keys += _shape_keys(name, bare)
        if name == "level3" and _is_amount(row):
            keys.append("level3=amount")
        keys += [f"{name}:{key}" for key in self._lists.keys_of(text)]
        return keys


class _WordLists:
    """What the word lists have to say of a text: that one of a list's words stands in it, ends it, or begins it."""

    def __init__(self, lists: Lexicon) -> None:
        self._lists_of: dict[str, list[str]] = defaultdict(list)
        for name, words in lists.items():
            for word in words:
                self._lists_of[word].append(name)
        self._index = WordIndex(self._lists_of)

    def keys_of(self, text: str) -> list[str]:
        """``has=``, ``ends=`` and ``starts=`` with the list's name, as far as they hold; a key may come repeatedly."""
        keys = []
        end_of_stem = len(text.rstrip("。．.；;，,、：: "))
        for start, word in self._index.words_in(text):
            end = start + len(word)
            for name in self._lists_of[word]:
                keys.append(f"has={name}")
                if end == end_of_stem:
                    keys.append(f"ends={name}")
                if start == 0 and end <= end_of_stem:
                    keys.append(f"starts={name}")
        return keys


def _content_parts(about: Indicator, kind: str) -> tuple[Part, ...]:
    level3, description, target = about.level3, about.description, about.target
    return (
        ("level3", level3),
        ("description", description),
        ("target", target),
        (KIND_ALONE, kind),
        (KIND_AND_NAME, kind, level3),
        (KIND_AND_DESCRIPTION, kind, description),
        (COPIED, *_fields_copied_by(target, level3, description)),
    )


def _fields_copied_by(target: str, level3: str, description: str) -> list[str]:
    bare = normalise(target)
    fields = (("level3", level3), ("description", description)) if bare else ()
    return [name for name, text in fields if normalise(text) == bare]


def _word_keys(name: str, tokens: list[str]) -> list[str]:
    words = [f"{name}:word={token}" for token in tokens]
    return words + [f"{name}:pair={one}|{two}" for one, two in pairwise(tokens)]


def _edge_keys(name: str, bare: str) -> list[str]:
    return [f"{name}:ends={bare[-1]}", f"{name}:ends2={bare[-2:]}", f"{name}:starts={bare[:2]}"] if bare else []


def _character_keys(name: str, bare: str) -> list[str]:
    return [f"{name}:chars={bare[start : start + size]}" for size in (2, 3) for start in range(len(bare) - size + 1)]


def _shape_keys(name: str, bare: str) -> list[str]:
    keys = [f"{name}:length={min(len(bare) // 4, 5)}"]
    if bare.endswith("指标") and (bare in LEVEL2_LABELS or bare in LEVEL1_LABELS):
        keys.append(f"{name}=label")
    return keys


def _kind_and_name_keys(kind: str, row: RowView) -> list[str]:
    words = [f"kind+word={kind}|{token}" for token in _generalised(row, "level3")]
    return [f"kind+ends={kind}|{normalise(row.text('level3'))[-1:]}", *words]


def _generalised(row: RowView, name: str) -> list[str]:
    """Tokens with each quantity replaced by its dimension and each digit run by a hash sign."""
    artefacts = row.cells.artefacts[name]
    if artefacts.text.isalpha() and not artefacts.quantities:
        return list(artefacts.tokens)
    dimensions = {quantity.text: f"<{quantity.dimension}>" for quantity in artefacts.quantities}
    return [dimensions.get(token) or _hashed(token) for token in artefacts.tokens if not token.isspace()]


def _hashed(token: str) -> str:
    return "#" if not token.isalpha() and any(map(str.isdigit, token)) else token


def _shape_of(cells: Cells) -> str:
    """The sort of target: empty, date, dimension of its first quantity (with what stands beside it), phrase or text."""
    target = cells.artefacts["target"]
    text, dates = target.text.strip(), target.dates_in(cells.year)
    if not text:
        return "empty"
    if any(mention.precise for mention in dates):
        return "date"
    if target.quantities:
        first = target.quantities[0].dimension
        covered = sum([len(quantity.text) for quantity in target.quantities])
        return first if covered * 2 >= len(text) else f"{first}+text"
    return "time-phrase" if dates else "text"


def _is_amount(row: RowView) -> bool:
    return any(q.dimension in MONEY and _whole(q, row.text("level3")) for q in row.artefacts("level3").quantities)


def _whole(quantity: Quantity, text: str) -> bool:
    return normalise(quantity.text) == normalise(text)


def amounts_of(cells: Cells) -> tuple[Decimal, ...]:
    """The amounts in 元 that the target states; where there are any, the project's budget matters to a feature."""
    return tuple(Decimal(one.value) for one in cells.artefacts["target"].quantities if one.dimension in MONEY)


def _names_budget(row: RowView) -> bool:
    amounts = row.cells.cached(amounts_of)
    return bool(amounts) and row.budget_yuan in amounts
