"""Goals of projects in any number, with planted copies of known kind: the truth that ``benchmarks.goals`` measures by.

A goal says of one to three things what is done to them, most with made-up names and numbers, many with a clause that
everybody writes. No two goals do the same to the same thing, but many do the same to other things, in the same sentence
with another noun: they are no copies of each other.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import combinations
from random import Random
from typing import NamedTuple

from auditor.language.segment import Segmenter
from material.planted import CORPORA, KINDS, PLANTED, SYLLABLES, Text, proper_name

_VERBS = (
    "修缮", "采购", "普查", "抢修", "回收", "培育", "测绘", "编印", "改造", "新建", "勘验", "检测",
    "整治", "更新", "养护", "清理", "登记", "展出", "加固", "推广", "租用", "监测", "翻建", "补植",
)  # fmt: skip
_MANNERS = ("", "", "", "集中", "分批", "逐户", "统一", "重点", "提前", "联合")
_WHERE = ("", "", "{place}", "{place}的")
_MANY = ("", "{number}处", "{number}处", "，全年{number}次", "不少于{number}套")
_ENDS = (
    "", "", "", "，保障各项工作顺利开展", "，进一步提升服务水平", "，切实改善群众生活", "，为经济社会发展提供有力支撑",
    "，确保年度任务圆满完成", "，营造良好氛围",
)  # fmt: skip
_PLACES = ("村", "镇", "乡", "街道", "县", "社区")
_PLACE = re.compile(rf"[{SYLLABLES}]{{2,3}}?({'|'.join(_PLACES)})")
_EDITS = (
    "全面", "积极", "认真", "并", "进一步", "持续", "有序", "及时", "相关", "项目", "工作", "本年度",
    "妥善", "扎实", "稳妥", "如期", "专门", "辖区", "常年", "定期", "现场", "继续", "尽快", "另行",
)  # fmt: skip
_LOOSE = frozenset((*_MANNERS, "的", "不少于", "全年", "各项", "切实", "进一步", "任务", "顺利"))
"""Words that an edited copy may leave out."""

SAME_FRAME = 0.2
"""Part of the goals that say something else in the very sentence of another one, its places and numbers included."""

EDITED = 0.1
"""Part of the words of an edited copy that are not those of the goal, one at least."""


def planted_goals(count: int, seed: int) -> list[Text]:
    """``count`` goals in random order, the same for the same seed."""
    random = Random(seed)
    copies = int(count * PLANTED)
    bases = _bases(count - copies, random)
    write: Mapping[str, Callable[[Goal, Random], str]] = {
        "identical": _identical,
        "masked": _masked,
        "edited": partial(_edited, Segmenter()),
        "reordered": _reordered,
    }
    texts = [Text(_written(base), family, "") for family, base in enumerate(bases)]
    for number in range(copies):
        kind, text = KINDS[number % len(KINDS)], ""
        while not text:
            family = random.randrange(len(bases))
            text = write[kind](bases[family], random)
        texts.append(Text(text, family, kind))
    random.shuffle(texts)
    return texts


def things() -> list[str]:
    """Nouns of 3 to 8 characters out of the names of our indicator bank."""
    found: dict[str, None] = {}
    for path in sorted((CORPORA / "indicator_bank").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t"):
                name = re.sub(
                    r"(?:数量|人数|次数|面积|时间|完成率|合格率|覆盖率|及时率|满意度|[率数量度])$", "", line["name"]
                )
                if re.fullmatch(r"[\u4e00-\u9fff]{3,8}", name):
                    found.setdefault(name)
    return sorted(found)


Goal = tuple[tuple[str, ...], str]
"""What is done, clause by clause, and the clause that everybody writes."""


def _bases(count: int, random: Random) -> list[Goal]:
    """Goals of which no two have more than one act in common, and those of one act none."""
    nouns, together = things(), set[tuple[str, ...]]()
    found: list[Goal] = []
    frame = _frame(random)
    while len(found) < count:
        frame = frame if random.random() < SAME_FRAME else _frame(random)
        number = len(frame.clauses)
        acts = [(random.choice(_VERBS), _thing(nouns, number, random)) for _ in range(number)]
        said = sorted({"".join(act) for act in acts})
        pairs = set(combinations(said, 2)) or {(*said, "")}
        if len({thing for _, thing in acts}) == number and not pairs & together:
            together |= pairs
            said_of = zip(frame.clauses, acts, strict=True)
            found.append((tuple(clause.format(verb=verb, thing=thing) for clause, (verb, thing) in said_of), frame.end))
    return found


class _Frame(NamedTuple):
    """A goal without what is done and to what: the places of both are left open."""

    clauses: tuple[str, ...]
    end: str


def _frame(random: Random) -> _Frame:
    acts = random.choice((1, 2, 2, 3))
    return _Frame(tuple(_clause(random) for _ in range(acts)), random.choice(_ENDS))


def _thing(nouns: Sequence[str], acts: int, random: Random) -> str:
    """What something is done to; where it is all that a goal says, there are two."""
    return "和".join(random.sample(nouns, 2)) if acts == 1 else random.choice(nouns)


def _clause(random: Random) -> str:
    where = random.choice(_WHERE).format(place=proper_name(random) + random.choice(_PLACES))
    many = random.choice(_MANY).format(number=random.randint(2, 980))
    return f"{random.choice(_MANNERS)}{{verb}}{where}{{thing}}{many}"


# --- copies -------------------------------------------------------------------------------------------------------------


def _identical(base: Goal, random: Random) -> str:
    return _written(base) + random.choice(("", "。"))


def _masked(base: Goal, random: Random) -> str:
    """Other numbers and other places; empty where the goal has none."""
    text = _written(base)
    changed = _PLACE.sub(lambda found: proper_name(random) + found[1], text)
    changed = re.sub(r"\d+", lambda found: str(random.randint(2, 980)), changed)
    return changed if changed != text else ""


def _reordered(base: Goal, random: Random) -> str:
    """The same acts in another order; empty where there is one."""
    clauses, end = base
    other = tuple(random.sample(clauses, len(clauses)))
    return _written((other, end)) if other != clauses else ""


def _edited(segmenter: Segmenter, base: Goal, random: Random) -> str:
    """A tenth of the words removed, added or exchanged, but for those that say to what something is done."""
    words = segmenter.cut(_written(base))
    for _ in range(max(1, round(len(words) * EDITED))):
        place = random.randrange(len(words))
        word = random.choice(_EDITS)
        words[place] = random.choice(
            (word + words[place], words[place] + word, "" if words[place] in _LOOSE else word + words[place])
        )
    text = "".join(words)
    return text if text != _written(base) else ""


def _written(goal: Goal) -> str:
    clauses, end = goal
    return "，".join(clauses) + end
