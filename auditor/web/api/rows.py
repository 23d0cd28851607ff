"""Rows for programs: a table judged by itself, as on the page where one is pasted."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from auditor.model import Finding, Indicator, Project, Submission
from auditor.web.visit import Visit

MOST_ROWS = 2000


class GivenRow(BaseModel):
    """One row of a table."""

    model_config = ConfigDict(extra="forbid")
    level1: str = Field(default="", max_length=4000, description="一级指标")
    level2: str = Field(default="", max_length=4000, description="二级指标")
    level3: str = Field(default="", max_length=4000, description="三级指标")
    description: str = Field(default="", max_length=4000, description="指标描述")
    target: str = Field(default="", max_length=4000, description="指标值")
    basis: str = Field(default="", max_length=4000, description="依据")


class GivenTable(BaseModel):
    """A project's table."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(default="", max_length=400, description="项目名称")
    budget_wan: float | None = Field(default=None, ge=0, lt=1e9, description="预算数，万元")
    goal: str = Field(default="", max_length=20000, description="绩效目标")
    rows: tuple[GivenRow, ...] = Field(min_length=1, max_length=MOST_ROWS)


def judge(visit: Visit) -> Response:
    """What is found in a table."""
    try:
        given = GivenTable.model_validate(dict(visit.form))
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or "正文"
        raise HTTPException(422, f"“{place}”不合要求，请对照接口说明。") from None
    judged = visit.site.quick.judge(_submission(given)).projects[0]
    by_row: dict[str, list[Finding]] = {}
    for finding in judged.findings:
        by_row.setdefault(finding.indicator or "", []).append(finding)
    return JSONResponse(
        {
            "rows": [_row(row, by_row.get(row.id, [])) for row in judged.indicators],
            "project": [_finding(one) for one in by_row.get("", [])],
        }
    )


def _submission(given: GivenTable) -> Submission:
    rows = tuple(Indicator(id=f"/{number}", **row.model_dump()) for number, row in enumerate(given.rows, 1))
    project = Project(code="", name=given.name, budget_wan=given.budget_wan, goal=given.goal, indicators=rows)
    return Submission(source="", sha256="", status="audited", projects=(project,))


def _row(row: Indicator, found: list[Finding]) -> dict[str, Any]:
    said = row.measurability
    return {
        "label": said.label if said else None,
        "probability": said.probability if said else None,
        "findings": [_finding(one) for one in found],
    }


def _finding(one: Finding) -> dict[str, Any]:
    kept = {"rule", "title", "severity", "certain", "field", "message", "suggestion", "standard", "fingerprint"}
    return one.model_dump(mode="json", include=kept)
