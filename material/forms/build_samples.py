"""Makes the shipped samples from their sources: ``python -m material.forms.build_samples``.

Each ``corpora/samples/source/*.yaml`` becomes a ``.txt`` in ``text/``, in the layout of text taken out of a PDF, and an ``.xlsx`` in
``workbooks/``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from auditor.model import Funding, Indicator, Project, SpendingStep
from material.forms.render import Style, linearised
from material.forms.typeset import broken
from material.forms.workbooks import hebei_workbook

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
FIELDS = ("level1", "level2", "level3", "description", "target", "basis")
PAGE = 60
ORDINALS = "一二三四五六七八九"
STYLE = Style(widths=(4, 8, 14, 38, 16, 14), gap=0.0, touch=0.0)


def projects_of(source: dict[str, Any]) -> tuple[Project, ...]:
    """The projects a source file describes."""
    return tuple(_project(entry) for entry in source["projects"])


def text_of(source: dict[str, Any]) -> str:
    """The whole submission as text: goals, narrative items, tables."""
    return "\n".join(_narrative(source)) + "\n" + linearised(projects_of(source), STYLE)


def build() -> None:
    """Write every sample beside its source."""
    for path in sorted((SAMPLES / "source").glob("*.yaml")):
        source = yaml.safe_load(path.read_text(encoding="utf-8"))
        (SAMPLES / "text" / f"{path.stem}.txt").write_text(text_of(source), encoding="utf-8")
        (SAMPLES / "workbooks" / f"{path.stem}.xlsx").write_bytes(hebei_workbook(projects_of(source), sheet_each=False))


def _narrative(source: dict[str, Any]) -> list[str]:
    lines = [f"{source['department']}{source['year']}年部门预算绩效文本", "一、总体绩效目标"]
    lines += _wrapped(source["overall_goal"])
    lines.append("二、分项绩效目标")
    for number, item in enumerate(source["narrative"]):
        lines.append(f"（{ORDINALS[number]}）{item['name']}")
        lines += _wrapped(f"绩效目标：{item['goal']}") + _wrapped(f"绩效指标：{item['indicators_text']}")
    return lines


def _wrapped(text: str) -> list[str]:
    return broken(text, PAGE, squeeze=True)


def _project(entry: dict[str, Any]) -> Project:
    code = str(entry["code"])
    return Project(
        code=code,
        name=entry["name"],
        purpose=entry["purpose"],
        goal=entry["goal"],
        budget_wan=entry["budget_wan"],
        funding=tuple(Funding(source=name, amount_wan=amount) for name, amount in entry["funding"].items()),
        spending_plan=tuple(SpendingStep(by=by, percent=percent) for by, percent in entry["plan"].items()),
        indicators=tuple(
            Indicator(id=f"{code}/{number}", **dict(zip(FIELDS, map(str, cells), strict=True)))
            for number, cells in enumerate(entry["rows"], 1)
        ),
    )


if __name__ == "__main__":
    build()
