"""What the generated material looks like: how much of it recurs, at each size, and beside real submissions where there are any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import mean

from auditor.errors import AuditorError
from auditor.model import Submission
from auditor.reading import discover, read
from benchmarks.page import table
from material.season import CELLS, PROJECTS, ROWS, submissions, texts_of

REAL = Path(__file__).parents[2] / "shared" / "real"
"""Real submissions beside the checkout; measured where they lie, never copied."""
ALONE = 20
"""Generated submissions over whose own repetition a mean is taken."""


def material_section(sizes: Sequence[int]) -> Iterator[str]:
    """The share of distinct rows and texts, by size and within one file."""
    yield "## 材料"
    yield ""
    yield (
        "材料由 `material/season.py` 用本项目自编语料生成，同样的行数得到同样的材料：一个部门在一个行业内按齐夫律取行，四成的指标值换成自己的数字，"
        "一半部门填满每格描述，项目多在分项目标中再说一遍，二十分之一的项目照搬隔壁项目。"
    )
    lines = [_line(f"生成，{size:,} 行", tuple(submissions(size))) for size in sizes]
    single = [(one,) for one in islice(submissions(ALONE * PROJECTS * ROWS), ALONE)]
    lines.append(_mean(f"生成，一份之内（{ALONE} 份平均）", single))
    if real := _real():
        lines.append(_mean(f"真实材料，一份之内（{len(real)} 份）", real))
    yield from table(
        (
            "材料",
            "不同的行",
            "不同的文字（段）",
            "不同的文字（字）",
            "不同的名称",
            "不同的指标值",
            "描述平均字数",
            "每行总字数",
        ),
        lines,
    )
    yield "“不同的”指去重以后占全部的比例；字数含项目和分项目标的文字，摊到每行。"


def _line(title: str, batch: Sequence[Submission]) -> tuple[str, ...]:
    return title, *_written(_shares(batch))


def _mean(title: str, batches: Sequence[Sequence[Submission]]) -> tuple[str, ...]:
    return title, *_written([mean(values) for values in zip(*map(_shares, batches), strict=True)])


def _written(values: Sequence[float]) -> list[str]:
    return [*(f"{value:.1%}" for value in values[:-2]), *(f"{value:.1f}" for value in values[-2:])]


def _shares(batch: Sequence[Submission]) -> list[float]:
    rows = [row for one in batch for project in one.projects for row in project.indicators]
    texts = [text for one in batch for text in texts_of(one)]
    characters = sum(map(len, texts))
    distinct = set(texts)
    return [
        len({tuple(getattr(row, field) for field in CELLS) for row in rows}) / len(rows),
        len(distinct) / len(texts),
        sum(map(len, distinct)) / characters,
        len({row.level3 for row in rows}) / len(rows),
        len({row.target for row in rows}) / len(rows),
        mean(len(row.description) for row in rows),
        characters / len(rows),
    ]


def _real() -> list[tuple[Submission]]:
    try:
        found = [read(path) for path in discover([REAL])]
    except AuditorError:
        return []
    return [(one,) for one in found if any(project.indicators for project in one.projects)]
