"""Findings as remarks for the margin: where they belong, the words they accuse, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.model import SEVERITY_ORDER, Finding, Location, Severity, Submission
from auditor.opinions import opinions_of
from auditor.outputs.reports.walk import LocatedFinding, found_in
from auditor.wording import SEVERITY

AUTHOR = "绩效审核工具"
INITIALS = "审"
_CELLS = ("level2", "level3", "description", "target", "basis")
"""Fields of a row from left to right, but the first level, which is joined over many rows."""


@dataclass(frozen=True)
class Comment:
    """One finding to be written beside the words it accuses.

    ``location`` is the place of the row or project, None for the whole file. ``field`` names the cell (a field of
    ``Indicator``, or of ``Project`` where ``on_row`` is false), ``text`` is what the field says, and ``words`` is
    ``text[start : start + len(words)]``. ``cells`` are the texts of the row from left to
    right (of the project, its name), and ``cells[cell]`` is that of the field; ``cell`` is None where it is not there.
    """

    location: Location | None
    on_row: bool
    field: str
    text: str
    words: str
    start: int
    cells: tuple[str, ...]
    cell: int | None
    severity: Severity
    title: str
    body: tuple[str, ...]

    @property
    def comment(self) -> str:
        """The whole comment, heading first, one thing a line."""
        return "\n".join((self.title, *self.body))

    @property
    def one_line(self) -> str:
        """The same on one line."""
        return "　".join(" ".join(part.split()) for part in (self.title, *self.body))


def comments_of(submission: Submission) -> tuple[Comment, ...]:
    """A remark for every finding that stands; what a person has set aside is left out."""
    opinions = _by_finding(submission)
    standing = (found for found in found_in(submission) if found.finding.waived is None)
    return tuple(_remark(found, *opinions.get(found.finding.fingerprint, (None, False))) for found in standing)


def _by_finding(submission: Submission) -> dict[str, tuple[int, bool]]:
    """The number of the opinion that tells each finding, and whether it is moot there."""
    told: dict[str, tuple[int, bool]] = {}
    for opinion in opinions_of(submission):
        moot = {note.finding for place in opinion.places for row in place.rows for note in row.notes if note.moot}
        told |= {key: (opinion.number, key in moot) for key in opinion.findings}
    return told


def gravest(remarks: Iterable[Comment]) -> Severity:
    """The gravest severity among some remarks."""
    return min((remark.severity for remark in remarks), key=SEVERITY_ORDER.index)


def _remark(found: LocatedFinding, opinion: int | None, moot: bool) -> Comment:
    finding, project, row = found.finding, found.project, found.row
    title, body = _title(finding), tuple(_body(finding, opinion, moot))
    if project is None:
        return Comment(None, False, "", "", "", 0, (), None, finding.severity, title, body)
    if row is not None and not (finding.field or "").startswith("project."):
        text = found.field_text if finding.field else row.level3
        start, end = finding.span or (0, len(text))
        field = finding.field or "level3"
        cells = tuple(getattr(row, name) for name in _CELLS)
        return Comment(row.location, True, field, text, text[start:end], start, cells,
                      _CELLS.index(field) if field in _CELLS else None, finding.severity, title, body)  # fmt: skip
    field = (finding.field or "").removeprefix("project.")
    text = found.field_text
    if not text:
        field, text = "name", project.name
    start, end = finding.span if finding.span and found.field_text else (0, len(text))
    return Comment(project.location, False, field, text, text[start:end], start, (project.name,), 0 if field == "name" else None, finding.severity, title,
                  body)  # fmt: skip


def _title(finding: Finding) -> str:
    doubt = "" if finding.certain else f"·疑点（可信程度 {finding.confidence:.0%}）"
    return f"【{SEVERITY[finding.severity]}{doubt}】{finding.title}"


def _body(finding: Finding, opinion: int | None, moot: bool) -> Iterator[str]:
    """What is wrong, and how to mend it unless another opinion on the row does away with it."""
    yield finding.message
    if finding.suggestion and not moot:
        yield f"建议：{finding.suggestion}"
    if opinion is not None:
        yield f"见审核意见第 {opinion} 条"
