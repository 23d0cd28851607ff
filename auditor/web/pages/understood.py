"""How a file was understood: its columns, department, year and budgets; what is wrong can be corrected, and is read anew."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from auditor.model import ColumnNote, Submission
from auditor.reading.forms.headings import plain
from auditor.reading.mapping_template import STANDARD
from auditor.web.reading import headings_owner, reading_for
from auditor.web.results import BatchResult
from auditor.web.store.headings import given_of, headings_by_department, keep_given, keep_heading
from auditor.web.store.tables import BatchRecord
from auditor.web.visit import Visit

IGNORE, AS_READ = "不读这一列", "由工具判断"
CHOICES = (AS_READ, *STANDARD, IGNORE)
_YEARS = range(2000, 2101)


@dataclass(frozen=True)
class UnderstoodColumn:
    """A heading of the file: what it was taken for and how surely, and what a person said of it ("" nothing)."""

    heading: str
    field: str
    confidence: float
    reason: str
    said: str


def show(visit: Visit) -> Response:
    """The page."""
    batch, source = _file(visit)
    return _page(visit, batch, source, "")


def correct_heading(visit: Visit) -> Response:
    """Keep what a heading means for the department and read the file anew."""
    batch, source = _file(visit)
    heading, meaning = visit.text("heading", 200), visit.text("meaning", 100)
    if meaning not in CHOICES or not plain(heading):
        raise HTTPException(400)
    kept = None if meaning == AS_READ else "" if meaning == IGNORE else meaning
    with visit.site.store.writing() as session:
        department = headings_owner(batch, _named(visit, session, batch, source))
        keep_heading(session, department, heading, kept, visit.account.name)
    told = f"“{heading}”改按“{meaning}”，已重新读取" + (f"，以后{department}的材料都这样读。" if department else "。")
    return _page(visit, batch, source, told)


def give(visit: Visit) -> Response:
    """Keep the department and year of a file that does not say them."""
    batch, source = _file(visit)
    year = visit.text("year", 4)
    if year and not (year.isascii() and year.isdigit() and int(year) in _YEARS):
        return _page(visit, batch, source, "年度请写四位数字，如 2026。")
    department = batch.department or visit.text("department", 200)
    with visit.site.store.writing() as session:
        keep_given(session, batch.id, source, department, int(year) if year else None)
    if not visit.partial:
        return RedirectResponse(f"/batches/{batch.id}/{visit.number('number')}/understood", 303)
    return _page(visit, batch, source, "已记下，重新读取了。")


def _page(visit: Visit, batch: BatchRecord, source: str, told: str) -> Response:
    submission = _read(visit, batch, source)
    shown = "understood_read.html" if visit.partial else "understood.html"
    return visit.page(
        shown,
        batch=batch,
        number=visit.number("number"),
        source=source,
        submission=submission,
        columns=_columns(visit, batch, submission),
        choices=CHOICES,
        as_read=AS_READ,
        ignore=IGNORE,
        told=told,
        rows=sum(len(project.indicators) for project in submission.projects),
        doubtful=sum(bool(row.doubts) for project in submission.projects for row in project.indicators),
    )


def _file(visit: Visit) -> tuple[BatchRecord, str]:
    batch = visit.batch()
    try:
        lines = BatchResult(visit.site.folder(batch.id)).summary.lines
    except FileNotFoundError:
        raise HTTPException(404) from None
    number = visit.number("number")
    if not 0 < number <= len(lines):
        raise HTTPException(404)
    return batch, lines[number - 1].source


def _named(visit: Visit, session: Session, batch: BatchRecord, source: str) -> str | None:
    """The department of a file: as it was given on this page, else as the audit read it."""
    given = next((one.department for one in given_of(session, batch.id) if one.source == source), "")
    lines = BatchResult(visit.site.folder(batch.id)).summary.lines
    return given or lines[visit.number("number") - 1].department


def _read(visit: Visit, batch: BatchRecord, source: str) -> Submission:
    with visit.site.store.reading() as session:
        options = reading_for(session, batch, visit.site.settings.file_limits)
    return visit.site.quick.read(visit.site.folder(batch.id), source, options)


def _columns(visit: Visit, batch: BatchRecord, submission: Submission) -> list[UnderstoodColumn]:
    """Every heading once: those corrected first, then the least sure."""
    with visit.site.store.reading() as session:
        said = headings_by_department(session).get(headings_owner(batch, submission.department), {})
    corrected = [
        UnderstoodColumn(one, "", 1, "按您的改正读", said[one] or IGNORE) for one in submission.mapped if one in said
    ]
    stand_for = {one.said for one in corrected}
    notes = [one for one in _notes(visit, batch, submission) if one.heading not in stand_for]
    found = [UnderstoodColumn(one.heading, one.field, one.confidence, one.reason, "") for one in notes]
    return [*corrected, *sorted(found, key=lambda one: one.confidence)]


def _notes(visit: Visit, batch: BatchRecord, submission: Submission) -> list[ColumnNote]:
    """The least sure note of each heading."""
    notes: dict[str, ColumnNote] = {}
    for one in (one for form in submission.forms for one in form.read_as):
        kept = notes.get(one.heading)
        notes[one.heading] = one if kept is None or one.confidence < kept.confidence else kept
    if not notes:
        likely = visit.site.quick.headings(visit.site.folder(batch.id), submission)
        return [ColumnNote(heading=one, field="", confidence=0, reason="没有认出") for one in likely]
    return list(notes.values())
