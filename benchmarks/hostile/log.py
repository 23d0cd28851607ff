"""What a campaign has found, a line for each batch and each fault, so that a campaign that was stopped goes on; and its page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from benchmarks.page import machine, table

Kind = Literal["变异文件", "机器故障"]
GREATEST = ("最长：", "最大：")
"""How the names of counts begin of which the greatest counts, not the sum."""

BAD = "坏："
"""How the names of counts begin that should all be 0."""


@dataclass(frozen=True)
class Entry:
    """What was found in one batch of damaged files, or after one fault.

    ``name``: of the fault, "" for a batch; ``seed``: what it follows from; ``code``: which state of the program it ran on.
    """

    kind: Kind
    name: str
    seed: int
    code: str
    found: dict[str, int] = field(default_factory=dict)


def noted(log: Path, entry: Entry) -> None:
    """Add one line."""
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")


def entries(log: Path) -> tuple[Entry, ...]:
    """What is noted already; nothing where there is no log yet."""
    if not log.exists():
        return ()
    return tuple(Entry(**json.loads(line)) for line in log.read_text("utf-8").splitlines())


def together(found: Iterable[Entry]) -> Counter[str]:
    """The sums of the counts, and of some the greatest."""
    sums: Counter[str] = Counter()
    for entry in found:
        for name, number in entry.found.items():
            sums[name] = max(sums[name], number) if name.startswith(GREATEST) else sums[name] + number
    return sums


def report(found: Sequence[Entry]) -> Iterator[str]:
    """The page, line by line."""
    yield "# 坏文件和机器故障"
    yield ""
    yield f"`python -m benchmarks.hostile`，机器：{machine()}。“坏：”开头的各行应当没有。"
    for code in sorted({entry.code for entry in found}):
        of_code = [entry for entry in found if entry.code == code]
        batches, faults = ([one for one in of_code if one.kind == kind] for kind in ("变异文件", "机器故障"))
        yield from ("", f"## 程序 {code}")
        if batches:
            seeds = sorted(one.seed for one in batches)
            yield from ("", f"变异文件，种子 {seeds[0]} 至 {seeds[-1]}：")
            yield from table(("计数", "个数"), _counted(together(batches)))
        if faults:
            yield from ("", "机器故障：")
            names = sorted({one.name for one in faults})
            per_name = {name: [one for one in faults if one.name == name] for name in names}
            lines = ((name, str(len(some)), str(_bad(together(some)))) for name, some in per_name.items())
            whole = ("合计", str(len(faults)), str(_bad(together(faults))))
            yield from table(("故障", "次数", "不成立的"), (*lines, whole))
            yield from table(("计数", "个数"), _counted(together(faults)))


def _counted(sums: Counter[str]) -> Iterator[tuple[str, str]]:
    return ((name, str(number)) for name, number in sorted(sums.items()) if number)


def _bad(sums: Counter[str]) -> int:
    return sum(number for name, number in sums.items() if name.startswith(BAD))
