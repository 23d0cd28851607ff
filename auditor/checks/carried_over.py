"""Projects carried over from last year without being written anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from auditor.checks.before import Counterpart, counterparts, quoted
from auditor.checks.history.keys import yearless
from auditor.checks.history.past import ArchivedProject, ArchivedProjects
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings
from auditor.language.normalise import normalise
from auditor.model import Evidence, Indicator, NarrativeItem, Span

PROJECT_TEXTS = ("goal", "purpose")
ROW_TEXTS = ("level3", "description", "target")

_COMPARED_BEFORE = re.compile(r"(?:与|比|较|同|以|自|从|按|据|截至|截止|[〔\[【(（])[^，。；、]{0,3}$")
_COMPARED_AFTER = re.compile(
    r"^度?[^，。；、]{0,6}?(?:相比|同期|基数|基础|实际|结转|结余|以来|以后|文件|[〕\]】号]|[-—~至到])"
)


def old_year_left(batch: Batch, past: ArchivedProjects, settings: Settings) -> CheckResult:
    """Texts that stood word for word in last year's submission and still name last year as the year of the task.

    One hit a project, at the first such text; years that a figure is compared with do not count.
    """
    known = counterparts(batch, past, ("target_declaration",), years_back=1, past_kind="target_declaration")
    return known.check_result(hit for one in known.found if (hit := _old_year(one)) is not None)


def _old_year(one: Counterpart) -> Hit | None:
    places = list(_places(one))
    if not places:
        return None
    target, name, span, _ = places[0]
    accused = target.text(name)[slice(*span)]
    values = {
        "old_year": accused,
        "last_year": str(one.past.year),
        "count": str(len(places)),
        "accused": accused,
    }
    return Hit(target.subject, name, span, values, tuple(place[3] for place in places), one.sureness)


def _places(one: Counterpart) -> Iterator[tuple[RowView | ProjectView, str, Span, Evidence]]:
    """Every text with last year in it that is unchanged, with the same text of last year."""
    year = one.past.year
    for name in PROJECT_TEXTS:
        text = getattr(one.view.project, name)
        span = _task_year(text, year)
        if span is not None and normalise(text) == normalise(getattr(one.past.project, name)):
            evidence = quoted(one.past, getattr(one.past.project, name), name, sure=one.sureness)
            yield one.view, f"project.{name}", span, evidence
    for row in one.view.rows:
        for name in ROW_TEXTS:
            span = _task_year(row.text(name), year)
            twin = _row_with(one.past, name, row.text(name)) if span is not None else None
            if span is not None and twin is not None:
                yield row, name, span, quoted(one.past, getattr(twin, name), name, row=twin, sure=one.sureness)


def _row_with(past: ArchivedProject, name: str, text: str) -> Indicator | None:
    return next((row for row in past.project.indicators if normalise(getattr(row, name)) == normalise(text)), None)


def _task_year(text: str, year: int) -> Span | None:
    """Where a text names a year as its own, None where it does not or only compares with it."""
    for match in re.finditer(rf"(?<!\d){year}\s*年", text):
        before, after = text[: match.start()], text[match.end() :]
        if _COMPARED_BEFORE.search(before) is None and _COMPARED_AFTER.search(after) is None:
            return match.span()
    return None


def unchanged_from_last_year(batch: Batch, past: ArchivedProjects, settings: Settings) -> CheckResult:
    """Projects whose goal, narrative and every row say what they said last year, years aside.

    Settings: ``min_rows`` of the table.
    """
    known = counterparts(batch, past, ("target_declaration",), years_back=1, past_kind="target_declaration")
    return known.check_result(
        _unchanged_hit(one)
        for one in known.found
        if len(one.view.rows) >= settings["min_rows"] and _said(one.view) == _said_before(one.past)
    )


def _unchanged_hit(one: Counterpart) -> Hit:
    evidence = tuple(
        quoted(one.past, "｜".join((row.level3, row.description, row.target)), "target", row=row, sure=one.sureness)
        for row in one.past.project.indicators
    )
    values = {
        "last_year": str(one.past.year),
        "count": str(len(one.view.rows)),
        "accused": str(one.past.year),
    }
    return Hit(one.view.subject, values=values, evidence=evidence, confidence=one.sureness)


def _said(view: ProjectView) -> tuple[object, ...]:
    return _content(view.project.goal, view.project.indicators, view.narrative)


def _said_before(past: ArchivedProject) -> tuple[object, ...]:
    return _content(past.project.goal, past.project.indicators, past.narrative)


def _content(goal: str, rows: tuple[Indicator, ...], items: tuple[NarrativeItem, ...]) -> tuple[object, ...]:
    table = Counter(tuple(yearless(getattr(row, name)) for name in ("level2", *ROW_TEXTS)) for row in rows)
    told = tuple((yearless(item.goal), yearless(item.indicators_text)) for item in items)
    return yearless(goal), table, told
