"""A block pasted from a workbook into an empty table, judged by itself."""

from __future__ import annotations

from collections import defaultdict

from starlette.responses import Response

from auditor.model import INDICATOR_FIELDS, Finding, Indicator, Project, Submission
from auditor.outputs.reports.told import told_of
from auditor.reading.forms.headings import heading
from auditor.web.visit import Visit

ROWS = 60
_HANDED_DOWN = ("level1", "level2")


def show(visit: Visit) -> Response:
    """The empty table."""
    return visit.page("paste.html", fields=INDICATOR_FIELDS, rows=ROWS)


def judge(visit: Visit) -> Response:
    """What is found in it."""
    rows, budget = _rows(visit), _budget(visit.text("budget", 30))
    if not rows or budget == "unclear":
        told = "表里还没有内容。" if not rows else "预算请只写数字，单位是万元。"
        return visit.page("paste_judged.html", 422 if rows else 200, told=told)
    project = Project(code="", name=visit.text("name", 200), budget_wan=budget, indicators=rows)
    judged = visit.site.quick.judge(Submission(source="", sha256="", status="audited", projects=(project,)))
    by_row: dict[str, list[Finding]] = defaultdict(list)
    for finding in judged.projects[0].findings:
        by_row[finding.indicator or ""].append(finding)
    return visit.page("paste_judged.html", told="", said=told_of(judged).all, project=judged.projects[0], by_row=by_row)


def _rows(visit: Visit) -> tuple[Indicator, ...]:
    """The filled rows; a pasted row of headings is none, and merged categories are handed down."""
    found: list[Indicator] = []
    above = dict.fromkeys(_HANDED_DOWN, "")
    for number in range(1, ROWS + 1):
        texts = {name: visit.text(f"{name}-{number}") for name in INDICATOR_FIELDS}
        if not any(texts.values()) or _is_header(texts):
            continue
        if texts["level1"] and not texts["level2"]:
            above["level2"] = ""
        above = {name: texts[name] or above[name] for name in _HANDED_DOWN}
        found.append(Indicator(id=f"/{len(found) + 1}", **{**texts, **above}))
    return tuple(found)


def _is_header(texts: dict[str, str]) -> bool:
    return heading(texts["level3"]) is not None and heading(texts["target"]) is not None


def _budget(text: str) -> float | str | None:
    """An amount in 万元, None where nothing was written, "unclear" for what is no amount."""
    bare = text.replace(",", "").replace("，", "").removesuffix("万元").strip()
    if not bare:
        return None
    try:
        amount = float(bare)
    except ValueError:
        return "unclear"
    return amount if 0 <= amount < 1e9 else "unclear"
