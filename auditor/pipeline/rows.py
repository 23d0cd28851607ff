"""Single rows judged by themselves, as notebooks and forms on the screen ask for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from auditor.model import INDICATOR_FIELDS, Finding, Indicator, Label, Project, Submission
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.run import prepare_batch

if TYPE_CHECKING:
    from pandas import DataFrame

HEADINGS = {
    "一级指标": "level1",
    "二级指标": "level2",
    "三级指标": "level3",
    "指标名称": "level3",
    "指标解释": "description",
    "指标说明": "description",
    "指标值": "target",
    "指标值设定依据": "basis",
}
"""What columns are called in Chinese tables."""


def check_target(engine: EngineCore, target: str, *, level3: str, level2: str) -> tuple[Finding, ...]:
    """What is found in one target value; what was not given is not missed."""
    given = {"target": target, "level3": level3, "level2": level2}
    (row,) = judge_texts(engine, [{name: text for name, text in given.items() if text or name == "target"}])
    return row[1]


def judge_texts(engine: EngineCore, rows: Sequence[Mapping[str, str]]) -> list[tuple[Indicator, tuple[Finding, ...]]]:
    """Each row with its verdict and what is found in it, in order; a field that was not given is not missed.

    Args:
        engine: what to judge with.
        rows: texts by name of the field (``INDICATOR_FIELDS``).
    """
    projects = tuple(
        Project(code=str(number), name="", indicators=(Indicator(id=str(number), **texts),))
        for number, texts in enumerate(rows)
    )
    (judged,) = prepare_batch((Submission(source="", sha256="", status="audited", projects=projects),), engine).judged()
    return [
        (project.indicators[0], tuple(one for one in project.findings if _concerns(one, texts)))
        for project, texts in zip(judged.submission.projects, rows, strict=True)
    ]


def _concerns(finding: Finding, texts: Mapping[str, str]) -> bool:
    return finding.indicator is not None and finding.field in (None, *texts)


def judged_rows(engine: EngineCore, rows: DataFrame) -> DataFrame:
    """Label, probability, reasons and rules of each row of a table.

    Raises:
        ValueError: where no column is known.
    """
    from pandas import Categorical, DataFrame, Series

    fields = {column: name for column in rows.columns if (name := HEADINGS.get(column, column)) in INDICATOR_FIELDS}
    if not fields:
        raise ValueError(f"none of the columns {list(rows.columns)} is one of {[*INDICATOR_FIELDS, *HEADINGS]}")
    texts = rows[list(fields)].astype("string").fillna("").rename(columns=fields).to_dict("records")
    judged = judge_texts(engine, texts)
    verdicts = [row.measurability for row, _ in judged]
    return DataFrame(
        {
            "label": Categorical([one.label if one else None for one in verdicts], categories=get_args(Label)),
            "probability": Series([one.probability if one else None for one in verdicts], dtype="Float64").array,
            "reasons": Series([one.reasons if one else () for one in verdicts], dtype=object).array,
            "rules": Series([tuple(one.rule for one in found) for _, found in judged], dtype=object).array,
        },
        index=rows.index,
    )
