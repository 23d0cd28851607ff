"""Indicator texts in any number, with planted copies of known kind: the truth that ``benchmarks.duplicates`` measures by.

Base texts are two to four clauses of our own corpora, most with a clause that holds made-up names and numbers. No two
base texts share more than one clause, and no clause is more than half of a text, so base texts are never copies of
each other; but each clause stands in many texts, as set clauses do.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from typing import NamedTuple

from auditor.language.segment import Segmenter

CORPORA = Path(__file__).parent.parent / "corpora"
KINDS = ("identical", "masked", "edited", "reordered")
PLANTED = 0.15
"""Part of all texts that are copies."""

LARGEST_CLAUSE = 0.5
"""A clause takes at most this part of a text."""

CHARACTERS_AN_EDIT = 12
"""An edited copy has one word removed, added or exchanged for every so many characters, at least one."""

SYLLABLES = "东西南北上下前后石杨柳张王李赵刘陈马牛羊泉沟坡岭湾桥店庙寨堡庄屯滩洼崖口河溪塘井槐榆松柏"
_ENDINGS = ("村", "镇", "乡", "街道", "县", "区", "社区", "小学", "卫生院", "局")
_NAME = re.compile(rf"[{SYLLABLES}]{{2,3}}?({'|'.join(_ENDINGS)})")


class Text(NamedTuple):
    """One text; ``family`` is the number of the base text it is or was copied from, ``kind`` empty for a base text."""

    text: str
    family: int
    kind: str


def planted_texts(count: int, seed: int) -> list[Text]:
    """``count`` texts in random order, the same for the same seed."""
    random = Random(seed)
    copies = int(count * PLANTED)
    bases = _bases(count - copies, random)
    writer = _Writer(random, Segmenter())
    texts = [Text("，".join(base), family, "") for family, base in enumerate(bases)]
    texts += [writer.copy(bases, KINDS[number % len(KINDS)]) for number in range(copies)]
    random.shuffle(texts)
    return texts


def corpus_clauses() -> list[str]:
    """Distinct clauses of 4 to 20 characters from our labelled rows and the indicator bank, without numbers."""
    texts: set[str] = set()
    for path in sorted((CORPORA / "measurability").glob("*.tsv")):
        texts.update(text for line in _lines(path) for text in (line["description"], line["level3"]))
    for path in sorted((CORPORA / "indicator_bank").glob("*.tsv")):
        texts.update(text for line in _lines(path) for text in (line["method"], f"依据{line['basis']}"))
        texts.update(f"{line['name']}按月统计" for line in _lines(path))
    clauses = {clause for text in texts for clause in re.split(r"[，。；,;（）()]", text)}
    return sorted(clause for clause in clauses if 4 <= len(clause) <= 20 and not re.search(r"[\d\s]", clause))


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _bases(count: int, random: Random) -> list[tuple[str, ...]]:
    clauses = corpus_clauses()
    together: set[int] = set()
    bases: list[tuple[str, ...]] = []
    while len(bases) < count:
        chosen = random.sample(range(len(clauses)), random.choice((2, 3, 3)))
        pairs = {min(pair) * len(clauses) + max(pair) for pair in combinations(chosen, 2)}
        said = [clauses[number] for number in chosen]
        if random.random() < 0.7:
            said.insert(random.randint(0, len(said)), _frame(random))
        if pairs & together or max(map(len, said)) > LARGEST_CLAUSE * sum(map(len, said)):
            continue
        together |= pairs
        bases.append(tuple(said))
    return bases


def _frame(random: Random) -> str:
    """A clause with made-up names and numbers."""
    number = random.randint
    return random.choice(
        (
            f"在{_name(random)}投入{number(2, 980)}万元",
            f"由{_name(random)}负责实施",
            f"全年不少于{number(2, 400)}次",
            f"{number(2023, 2026)}年{number(1, 12)}月底前完成",
            f"覆盖{_name(random)}{number(20, 9000)}人",
            f"涉及{_name(random)}等{number(2, 30)}个单位",
            f"合格率达到{number(80, 99)}%",
            f"硬化{_name(random)}道路{number(2, 60)}公里",
            f"经{_name(random)}验收合格",
        )
    )


def _name(random: Random) -> str:
    return proper_name(random) + random.choice(_ENDINGS)


def proper_name(random: Random) -> str:
    """A made-up name of a place, without what it ends in."""
    return "".join(random.sample(SYLLABLES, random.choice((2, 2, 3))))


@dataclass(frozen=True)
class _Writer:
    """Writes copies of base texts."""

    random: Random
    segmenter: Segmenter

    def copy(self, bases: Sequence[tuple[str, ...]], kind: str) -> Text:
        """A copy of a random base text that can be copied in this way."""
        write: Callable[[tuple[str, ...]], str] = getattr(self, f"_{kind}")
        while True:
            family = self.random.randrange(len(bases))
            text = write(bases[family])
            if text:
                return Text(text, family, kind)

    def _identical(self, base: tuple[str, ...]) -> str:
        """Word for word, in half the cases with other punctuation."""
        return self.random.choice(("，", "；")).join(base) + self.random.choice(("", "。"))

    def _masked(self, base: tuple[str, ...]) -> str:
        """Other numbers and other names; empty where the text has none."""
        text = "，".join(base)
        changed = _NAME.sub(lambda found: proper_name(self.random) + found[1], text)
        changed = re.sub(r"\d+", lambda found: str(self.random.randint(2, 980)), changed)
        return changed if changed != text else ""

    def _reordered(self, base: tuple[str, ...]) -> str:
        """The same clauses in another order."""
        other = self.random.sample(base, len(base))
        return "，".join(other) if tuple(other) != base else ""

    def _edited(self, base: tuple[str, ...]) -> str:
        """Words removed, added and exchanged."""
        words = self.segmenter.cut("，".join(base))
        for _ in range(max(1, len("".join(base)) // CHARACTERS_AN_EDIT)):
            place = self.random.randrange(len(words))
            word = self.random.choice(_WORDS)
            words[place] = self.random.choice(("", word, words[place] + word))
        return "".join(words)


_WORDS = (
    "项目",
    "全部",
    "年度",
    "及时",
    "工作",
    "情况",
    "进一步",
    "组织",
    "相关",
    "有效",
    "建设",
    "本单位",
    "按要求",
    "服务",
)
