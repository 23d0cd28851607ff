"""Rows built by construction: what kind of name, what is said of it, and how the value is written.

``corpora/constructions`` names the constructions met in published forms and the words they are filled with; names of real
things come from the labelled rows of each sector. A construction fixes the label, so that the same words appear under
several labels and only the way they are put together tells them apart. The noise of real tables (numbers before names,
signs of other keyboards, missing labels) is laid over all of them alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from auditor.classifier.corpus import LabelledRow
from auditor.model import Indicator, Label
from auditor.rules.options import Strict
from auditor.rules.source import parse, read_yaml, refusal
from auditor.taxonomy import LEVEL2_LABELS, Level2, broad_category, level2_of

ROWS = 70
"""Rows of a construction that does not say how many."""

TRIES = 20
"""Attempts at a row that says something new, before a construction counts as exhausted."""

_SLOT = re.compile(r"\{(\w+)\}")
_DIGIT = re.compile(r"\d")

Names = Mapping[str, Mapping[str, Sequence[str]]]
"""Names by pool and sector, in a fixed order."""


class RowTemplate(Strict):
    """One way to write a row, with its label; ``names`` and ``targets`` are templates."""

    id: str
    label: Label
    level2: tuple[Level2, ...]
    names: tuple[str, ...]
    targets: tuple[str, ...]
    rows: int = ROWS
    plain: bool = False
    budget: bool = False


class _File(Strict):
    constructions: tuple[RowTemplate, ...]


# --- names of real things ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Pool:
    """Which labelled rows lend their names: by label, second level, and what name and target look like."""

    label: Label
    level2: frozenset[str]
    name: str = ""
    target: str = ""

    def takes(self, item: LabelledRow) -> bool:
        """Whether a row's name may be borrowed."""
        row = item.indicator
        return (
            item.label == self.label
            and broad_category(level2_of(row.level2)) in self.level2
            and row.description in ("", row.level3)
            and 2 < len(row.level3) <= 16
            and _DIGIT.search(row.level3) is None
            and re.search(self.name, row.level3) is not None
            and re.search(self.target, row.target) is not None
        )


_EFFECTS = frozenset({"economic", "social", "ecological", "sustainable"})
_NUMBER = r"^\D{0,4}\d[\d.]*\s*"
_RATE = r"(?:率|比例|占比)$"

POOLS: Mapping[str, _Pool] = {
    "pool_count": _Pool("measurable", frozenset({"quantity"}), target=_NUMBER + r"[\u4e00-\u9fff]{1,2}$"),
    "pool_people": _Pool("measurable", frozenset({"quantity", "social"}), target=_NUMBER + r"(?:人|人次|名|户)$"),
    "pool_amount": _Pool("measurable", frozenset({"quantity"}), target=_NUMBER + r"\w*(?:米|里|亩|吨|顷)$"),
    "pool_rate": _Pool("measurable", frozenset({"quality", "social", "timeliness"}), name=_RATE, target=_NUMBER),
    "pool_time": _Pool("measurable", frozenset({"timeliness"}), target=r"\d+[月日]"),
    "pool_duration": _Pool("measurable", frozenset({"timeliness"}), target=r"\d+(?:个工作日|小时|分钟|天|日)"),
    "pool_cost": _Pool("measurable", frozenset({"cost"}), target=r"元"),
    "pool_effect": _Pool("measurable", frozenset({"economic", "social"}), target=_NUMBER + r"(?:人|人次|户|个|家)$"),
    "pool_satisfaction": _Pool("measurable", frozenset({"satisfaction"}), name=r"满意", target=_NUMBER),
    "pool_slogan": _Pool("pseudo_quantified", _EFFECTS | {"quality"}, name=r"[^率度]$"),
    "pool_vague": _Pool("vague", _EFFECTS | {"quality"}, name=r"(?<!满意度)[^率数量]$", target=r"^\D+$"),
    "pool_expense": _Pool("placeholder", frozenset({"quantity"}), name=r"(?:费|经费|资金|补助|补贴)$"),
}  # fmt: skip


def names_by_sector(labelled: Sequence[LabelledRow]) -> Names:
    """The names that each pool borrows from each sector of labelled rows."""
    found: dict[str, dict[str, dict[str, None]]] = {name: defaultdict(dict) for name in POOLS}
    for item in labelled:
        for name, pool in POOLS.items():
            if pool.takes(item):
                found[name][item.sector].setdefault(item.indicator.level3)
    return {
        name: {sector: tuple(names) for sector, names in sorted(by_sector.items())} for name, by_sector in found.items()
    }


# --- rows ---------------------------------------------------------------------------------------------------------------


def load_constructions(folder: Path) -> tuple[tuple[RowTemplate, ...], Mapping[str, Sequence[str]]]:
    """The constructions of a folder and the words that fill them.

    Raises:
        ConfigurationError: C001 where a file is malformed, or a template names words that there are not.
    """
    path = folder / "constructions.yaml"
    found = parse(_File, {"constructions": read_yaml(path)}, path).constructions
    words = {name: tuple(map(str, said)) for name, said in read_yaml(folder / "vocabulary.yaml").items()}
    known = words.keys() | POOLS.keys() | _MADE.keys() | {"name"}
    for one in found:
        for text in (*one.names, *one.targets):
            if missing := set(_SLOT.findall(text)) - known:
                raise refusal(str(path), f"{one.id}：没有名为“{min(missing)}”的词表")
    return found, words


def built_rows(
    constructions: Sequence[RowTemplate], words: Mapping[str, Sequence[str]], labelled: Sequence[LabelledRow]
) -> list[LabelledRow]:
    """All rows of all constructions, the same ones every time; no two say the same.

    Args:
        constructions: how rows are put together.
        words: what fills the slots of their templates.
        labelled: rows whose sectors and names are borrowed.
    """
    sectors = sorted({item.sector for item in labelled})
    pools = names_by_sector(labelled)
    return [row for one in constructions for row in _rows_of(one, words, pools, sectors)]


def _rows_of(
    one: RowTemplate, words: Mapping[str, Sequence[str]], pools: Names, sectors: Sequence[str]
) -> Iterator[LabelledRow]:
    random = Random(one.id)
    seen: set[tuple[str, str]] = set()
    for number in range(one.rows):
        for _ in range(TRIES):
            row = _Filler(random, words, pools, random.choice(sectors)).row(one, number)
            key = row.indicator.level3, row.indicator.target
            if key not in seen:
                seen.add(key)
                yield row
                break


@dataclass(frozen=True)
class _Filler:
    """Fills the templates of one row: every slot of it with words of the same sector."""

    random: Random
    words: Mapping[str, Sequence[str]]
    pools: Names
    sector: str

    def row(self, one: RowTemplate, number: int) -> LabelledRow:
        """One row of a construction, with the habits of real tables."""
        name = self.filled(self.random.choice(one.names), "")
        target = self.filled(self.random.choice(one.targets), name)
        level1, level2 = self._labels(self.random.choice(one.level2))
        amount = re.search(r"\d[\d.]*", target)
        return LabelledRow(
            indicator=Indicator(
                id=f"{one.id}/{number}",
                level1=level1,
                level2=level2,
                level3=name if one.plain else _numbered(name, self.random),
                description=name if self.random.random() < COPIED_DESCRIPTION else "",
                target=target if one.plain else _as_typed(target, self.random),
                basis="",
            ),
            budget_wan=float(amount[0].strip(".")) if one.budget and amount else float(self.random.randint(3, 900)),
            label=one.label,
            sector=self.sector,
            source="constructions",
            construction=one.id,
        )

    def filled(self, template: str, name: str) -> str:
        """A template with its slots filled, those of the words that fill them too."""
        return _SLOT.sub(lambda slot: self.filled(self._word(slot[1], name), name), template)

    def _word(self, slot: str, name: str) -> str:
        if slot == "name":
            return name
        if slot in _MADE:
            return _MADE[slot](self.random)
        if slot in self.pools:
            by_sector = self.pools[slot]
            return self.random.choice(by_sector.get(self.sector) or next(iter(by_sector.values())))
        return self.random.choice(self.words[slot])

    def _labels(self, category: Level2) -> tuple[str, str]:
        """First and second level as forms write them; some tables have neither."""
        if self.random.random() < WITHOUT_LABELS:
            return "", ""
        written = _WRITTEN[category]
        common = self.random.random() < COMMON_LABEL
        return _LEVEL1[category], written[0] if common else self.random.choice(written)


def _amount(random: Random) -> str:
    whole = random.choice((random.randint(1, 9), random.randint(10, 99), random.randint(100, 999)))
    return f"{whole}.{random.randint(1, 99)}".rstrip("0") if random.random() < 0.35 else str(whole)


_MADE: Mapping[str, Callable[[Random], str]] = {
    "n": lambda random: str(random.randint(1, 9)),
    "nn": lambda random: str(random.randint(10, 99)),
    "nnn": lambda random: str(random.randint(100, 999)),
    "金": _amount,
}


def _written() -> dict[Level2, tuple[str, ...]]:
    """How forms write each second level, the commonest first."""
    found: dict[Level2, list[str]] = defaultdict(list)
    for label, category in LEVEL2_LABELS.items():
        found[category].append(label)
    return {category: tuple(labels) for category, labels in found.items()}


_WRITTEN = _written()
_LEVEL1: Mapping[Level2, str] = {
    **dict.fromkeys(("quantity", "quality", "timeliness", "cost"), "产出指标"),
    **dict.fromkeys(("economic", "social", "ecological", "sustainable"), "效益指标"),
    **dict.fromkeys(("economic_cost", "social_cost", "ecological_cost"), "成本指标"),
    "satisfaction": "满意度指标",
}

# --- habits of real tables ------------------------------------------------------------------------------------------------

WITHOUT_LABELS, COMMON_LABEL = 0.08, 0.75
COPIED_DESCRIPTION = 0.06
NUMBERED, FULL_WIDTH, SPACED, STOPPED = 0.16, 0.05, 0.04, 0.03
"""Shares of rows with a number before the name, with full-width figures, with a space between characters, with a full stop.

Published tables have a description in 1 %, and a number before the name in 15 % of rows; 8 % have no second level.
"""

_NUMBERS = ("指标{}：", "指标{}:", "指标{} ", "{}.", "{}、", "（{}）", "({})", "指标{}", "{}．")
_WIDE = str.maketrans("0123456789%.", "０１２３４５６７８９％．")


def _numbered(name: str, random: Random) -> str:
    if not name or random.random() >= NUMBERED:
        return name
    return random.choice(_NUMBERS).format(random.randint(1, 4)) + name


def _as_typed(target: str, random: Random) -> str:
    if random.random() < FULL_WIDTH:
        target = target.translate(_WIDE)
    if len(target) > 1 and random.random() < SPACED:
        at = random.randrange(1, len(target))
        target = f"{target[:at]} {target[at:]}"
    return target + "。" if target and random.random() < STOPPED else target


# --- tables without descriptions ------------------------------------------------------------------------------------------

KEPT_DESCRIPTIONS = 4
"""One in so many of the labelled rows keeps its description in training."""


def as_published(labelled: Sequence[LabelledRow]) -> list[LabelledRow]:
    """Labelled rows as published tables show them: without most descriptions, where the label does not rest on one.

    It may rest on the description where a bare number or a percentage can be counted only as the description tells.
    """
    return [_bared(item) if number % KEPT_DESCRIPTIONS else item for number, item in enumerate(labelled)]


def _bared(item: LabelledRow) -> LabelledRow:
    row = item.indicator
    told_by_description = (
        item.label == "measurable"
        and re.search(r"[\u4e00-\u9fff]", row.target.replace("以上", "")) is None
        and re.search(_RATE + r"|满意|数$|次$", row.level3) is None
    )
    if told_by_description:
        return item
    return replace(item, indicator=row.model_copy(update={"description": ""}))
