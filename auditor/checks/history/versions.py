"""Two versions of a submission: which findings are gone, which are still there, which are new, and what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Literal

from auditor.checks.history.cells import RowChange, changes, text_changes
from auditor.checks.history.keys import department_key, name_key
from auditor.checks.history.survivors import renamed
from auditor.model import Finding, Frozen, Severity, Submission

FindingStatus = Literal["fixed", "remaining", "new"]


class FindingChange(Frozen):
    """A finding and what became of it. ``code`` and ``name`` are its project's, empty for a whole submission.

    ``dropped``: it is gone because its row or project is; nobody corrected it.
    """

    status: FindingStatus
    code: str
    name: str
    finding: Finding
    dropped: bool = False


class Tally(Frozen):
    """The comparison in numbers. ``errors_left`` counts error findings of the new version that nobody waived."""

    fixed: int
    remaining: int
    new: int
    errors_left: int
    rows_changed: int
    rows_added: int
    rows_dropped: int


class VersionPair(Frozen):
    """One submission in two versions; None where a side does not have it."""

    old: str | None
    new: str | None
    findings: tuple[FindingChange, ...]
    rows: tuple[RowChange, ...]


class Comparison(Frozen):
    """The whole comparison of an old with a new version."""

    pairs: tuple[VersionPair, ...]
    tally: Tally


def compare(old: Sequence[Submission], new: Sequence[Submission]) -> Comparison:
    """Compare all of an old version with all of a new one. Findings are the same when their fingerprints are, or
    when only a code or name of their row or project was corrected."""
    pairs = tuple(_pair(one, other) for one, other in _paired(old, new))
    return Comparison(pairs=pairs, tally=_tally(pairs))


def _paired(old: Sequence[Submission], new: Sequence[Submission]) -> list[tuple[Submission | None, Submission | None]]:
    """Each submission with its other version: one with one, else by department, kind, year and projects, else by file name."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    left = list(old)
    pairs: list[tuple[Submission | None, Submission | None]] = []
    for one in new:
        other = next((before for before in left if _season(one) and _season(before) == _season(one)), None)
        other = other or next((before for before in left if _name(before) == _name(one)), None)
        if other is not None:
            left.remove(other)
        pairs.append((other, one))
    return [*pairs, *((before, None) for before in left)]


def _season(one: Submission) -> tuple[object, ...] | None:
    """Whose it is and what it speaks of; a department may hand in a file for each project."""
    owner = department_key(one.department)
    return (
        None
        if owner is None
        else (owner, one.kind, one.year, tuple(name_key(project.name) for project in one.projects))
    )


def _name(one: Submission) -> str:
    return PurePosixPath(one.source.replace("\\", "/")).name


def _pair(old: Submission | None, new: Submission | None) -> VersionPair:
    rows = changes(old.projects if old else (), new.projects if new else ())
    if old is not None and new is not None:
        rows = (*text_changes(old, new), *rows)
    same = renamed(old, new) if old is not None and new is not None else {}
    return VersionPair(
        old=old.source if old else None,
        new=new.source if new else None,
        findings=tuple(_finding_changes(_located(old), _located(new), rows, same)),
        rows=rows,
    )


_Located = tuple[str, str, Finding]


def _located(submission: Submission | None) -> list[_Located]:
    """The findings of a submission that stand, each with its project's code and name."""
    if submission is None:
        return []
    homes = [("", "", submission.findings), *((one.code, one.name, one.findings) for one in submission.projects)]
    return [(code, name, finding) for code, name, found in homes for finding in found if finding.waived is None]


def _finding_changes(
    old: list[_Located], new: list[_Located], rows: Iterable[RowChange], same: Mapping[str, str]
) -> list[FindingChange]:
    """What remains and what is new in the order of the new version, then what is fixed in the order of the old one.

    ``same``: old fingerprints of findings that have another one in the new version.
    """
    now = {finding.fingerprint for _, _, finding in new}
    kept = {print_: print_ if print_ in now else same.get(print_) for print_ in (one.fingerprint for _, _, one in old)}
    before = set(kept.values())
    dropped_rows = {row.old for row in rows if row.status == "dropped" and row.old is not None}
    dropped_projects = {row.code for row in rows if row.status == "dropped" and row.is_project}
    there = [
        FindingChange(status="remaining" if one.fingerprint in before else "new", code=code, name=name, finding=one)
        for code, name, one in new
    ]
    gone = [
        FindingChange(
            status="fixed",
            code=code,
            name=name,
            finding=one,
            dropped=one.indicator in dropped_rows or code in dropped_projects,
        )
        for code, name, one in old
        if kept[one.fingerprint] is None
    ]
    return [*there, *gone]


def _tally(pairs: Sequence[VersionPair]) -> Tally:
    findings = [change for pair in pairs for change in pair.findings]
    rows = [row for pair in pairs for row in pair.rows if not row.is_project]
    statuses = [change.status for change in findings]
    moved = [row.status for row in rows]
    left: list[Severity] = [change.finding.severity for change in findings if change.status != "fixed"]
    return Tally(
        fixed=statuses.count("fixed"),
        remaining=statuses.count("remaining"),
        new=statuses.count("new"),
        errors_left=left.count("error"),
        rows_changed=moved.count("changed"),
        rows_added=moved.count("added"),
        rows_dropped=moved.count("dropped"),
    )
