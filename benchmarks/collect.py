"""Gathers the tables of single benchmarks into ``benchmarks/RESULTS.md``: ``python -m benchmarks.collect``."""

from __future__ import annotations

import re
from pathlib import Path

from auditor.runtime.atomic import write_text
from benchmarks.page import machine

FOLDER = Path(__file__).parent
ORDER = ("speed", "speed_gap", "reading", "duplicates", "consistency", "archive", "rendering")
_HEADING = re.compile("^#", re.MULTILINE)


def collected() -> str:
    """The page: each result as its own benchmark wrote it, in a fixed order, with how the machine looks in general."""
    parts = [
        "# 测量结果",
        "",
        f"本页由 `python -m benchmarks.collect` 汇总 `benchmarks/results/`；各表由表内写明的命令产生。机器：{machine()}。"
        "绝对数随机器而变，看比例。",
        "",
    ]
    known = [FOLDER / "results" / f"{name}.md" for name in ORDER]
    others = sorted(path for path in (FOLDER / "results").glob("*.md") if path not in known)
    for path in (*known, *others):
        if path.is_file():
            parts += [_HEADING.sub("##", path.read_text(encoding="utf-8").strip()), ""]
    return "\n".join(parts)


if __name__ == "__main__":
    write_text(FOLDER / "RESULTS.md", collected())
