"""Two versions of a submission: which findings are gone, which are still there, which are new, and what was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import PurePosixPath
from typing import Literal, NamedTuple, get_args

from auditor.checks.history.cells import RowChange, changes, text_changes, twins
from auditor.checks.history.keys import department_key, name_key, tells_one_project
from auditor.checks.history.matching import match_projects
from auditor.checks.history.survivors import renamed
from auditor.model import Finding, Frozen, Severity, Submission

FindingStatus = Literal["new", "reworked", "fixed", "remaining", "absent"]
"""新增, 改过仍在 (something was changed there, and the same rule still finds fault), 已改, 未改, 新版没有 (the submission was not
handed in again, so nobody knows); in the order in which people want to read them."""


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
    """The comparison in numbers; the earlier version had ``fixed + reworked + remaining + absent`` findings. ``errors_left``
    counts error findings of the new version that nobody waived."""

    fixed: int
    reworked: int
    remaining: int
    absent: int
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
    when only a code or name of their row or project was corrected; else those of one rule on the same field of the same row
    or project are one finding that was worked on in vain."""
    pairs = tuple(_pair(one, other) for one, other in _paired(old, new))
    return Comparison(pairs=pairs, tally=_tally(pairs))


def _paired(old: Sequence[Submission], new: Sequence[Submission]) -> list[tuple[Submission | None, Submission | None]]:
    """Each submission with its other version: one with one, else by department, kind, year and projects, else by file name,
    else by the codes and names of most of its projects."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    left = dict(enumerate(old))
    found: dict[int, int] = {}
    for is_version in (_is_named_alike_in_season, _is_of_season, _is_of_name, _has_projects_of):
        for number, one in enumerate(new):
            if number not in found:
                place = next((place for place, before in left.items() if is_version(before, one)), None)
                if place is not None:
                    found[number] = place
                    del left[place]
    pairs = [(old[found[number]] if number in found else None, one) for number, one in enumerate(new)]
    return [*pairs, *((before, None) for before in left.values())]


def _is_of_season(before: Submission, now: Submission) -> bool:
    return _season(now) is not None and _season(before) == _season(now)


def _is_named_alike_in_season(before: Submission, now: Submission) -> bool:
    """Whether both are one file of a department that handed in several of the same season, whose projects do not tell them apart."""
    return _is_of_season(before, now) and _is_of_name(before, now)


def _is_of_name(before: Submission, now: Submission) -> bool:
    return _name(before) == _name(now)


def _has_projects_of(before: Submission, now: Submission) -> bool:
    """Whether at least half of either's projects are the other's, by code and name, and nothing speaks against it."""
    owners = {department_key(one.department) for one in (before, now)} - {None}
    earlier, later = _projects(before), _projects(now)
    most = max(len(before.projects), len(now.projects))
    return len(owners) < 2 and before.kind == now.kind and 0 < most <= 2 * len(earlier & later)


def _projects(one: Submission) -> Set[tuple[str, str]]:
    return {(project.code, name_key(project.name)) for project in one.projects if tells_one_project(project.code)}


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
    """What became of a submission; of one that was not handed in again nothing is known."""
    if old is not None and new is None:
        found = tuple(_change("absent", one) for one in _located(old))
        return VersionPair(old=old.source, new=None, findings=found, rows=())
    rows = changes(old.projects if old else (), new.projects if new else ())
    if old is not None and new is not None:
        rows = (*text_changes(old, new), *rows)
    return VersionPair(
        old=old.source if old else None,
        new=new.source if new else None,
        findings=tuple(_finding_changes(_located(old), _located(new), rows, _same(old, new))),
        rows=rows,
    )


class _Located(NamedTuple):
    """A finding that stands, with the place (from 0), code and name of its project; no place for the whole submission."""

    number: int | None
    code: str
    name: str
    finding: Finding


class _Same(NamedTuple):
    """What corresponds in both versions: fingerprints of renamed rows and projects, projects by place, rows by id."""

    fingerprints: Mapping[str, str]
    projects: Mapping[int, int]
    rows: Mapping[str, str]


def _same(old: Submission | None, new: Submission | None) -> _Same:
    if old is None or new is None:
        return _Same({}, {}, {})
    projects = {match.old: match.new for match in match_projects(old.projects, new.projects)}
    rows = {
        old.projects[one].indicators[before].id: new.projects[other].indicators[now].id
        for one, other in projects.items()
        for now, before in twins(old.projects[one].indicators, new.projects[other].indicators).items()
    }
    return _Same(renamed(old, new), projects, rows)


def _located(submission: Submission | None) -> list[_Located]:
    """The findings of a submission that stand."""
    if submission is None:
        return []
    homes = [_Located(None, "", "", finding) for finding in submission.findings]
    for number, one in enumerate(submission.projects):
        homes += [_Located(number, one.code, one.name, finding) for finding in one.findings]
    return [home for home in homes if home.finding.waived is None]


def _finding_changes(
    old: list[_Located], new: list[_Located], rows: Sequence[RowChange], same: _Same
) -> list[FindingChange]:
    """What is new, what was worked on in vain, what is mended, and what is left, each in the order of its version."""
    now = {one.finding.fingerprint for one in new}
    kept = {key: key if key in now else same.fingerprints.get(key) for key in (one.finding.fingerprint for one in old)}
    before = set(kept.values())
    reworked = _reworked(
        [one for one in old if kept[one.finding.fingerprint] is None],
        [one for one in new if one.finding.fingerprint not in before],
        same,
    )
    edited = {(row.new, cell.field) for row in rows if row.new is not None for cell in row.cells}
    there = [_change(_status(one.finding, before, set(reworked.values()), edited), one) for one in new]
    dropped_rows = {row.old for row in rows if row.status == "dropped" and row.old is not None}
    dropped_projects = {(row.code, row.name) for row in rows if row.status == "dropped" and row.is_project}
    gone = [
        _change("fixed", one, dropped=one.finding.indicator in dropped_rows or (one.code, one.name) in dropped_projects)
        for one in old
        if kept[one.finding.fingerprint] is None and one.finding.fingerprint not in reworked
    ]
    order = get_args(FindingStatus)
    return sorted((*there, *gone), key=lambda change: order.index(change.status))


def _status(
    finding: Finding, before: Set[str | None], reworked: Set[str], edited: Set[tuple[str | None, str]]
) -> FindingStatus:
    if finding.fingerprint in reworked:
        return "reworked"
    if finding.fingerprint not in before:
        return "new"
    return "reworked" if (finding.indicator, finding.field or "") in edited else "remaining"


def _change(status: FindingStatus, one: _Located, *, dropped: bool = False) -> FindingChange:
    return FindingChange(status=status, code=one.code, name=one.name, finding=one.finding, dropped=dropped)


def _reworked(old: Sequence[_Located], new: Sequence[_Located], same: _Same) -> dict[str, str]:
    """Old fingerprints with those of the new version that say the same of the same place, each once."""
    places: dict[tuple[object, ...], list[str]] = {}
    for one in new:
        finding = one.finding
        places.setdefault((finding.rule, one.number, finding.indicator, finding.field), []).append(finding.fingerprint)
    found: dict[str, str] = {}
    for one in old:
        finding = one.finding
        number = None if one.number is None else same.projects.get(one.number)
        row = None if finding.indicator is None else same.rows.get(finding.indicator)
        corresponds = (one.number is None) == (number is None) and (finding.indicator is None) == (row is None)
        if corresponds and (left := places.get((finding.rule, number, row, finding.field))):
            found[finding.fingerprint] = left.pop(0)
    return found


def _tally(pairs: Sequence[VersionPair]) -> Tally:
    findings = [change for pair in pairs for change in pair.findings]
    rows = [row for pair in pairs for row in pair.rows if not row.is_project]
    statuses = [change.status for change in findings]
    moved = [row.status for row in rows]
    left: list[Severity] = [change.finding.severity for change in findings if change.status not in ("fixed", "absent")]
    return Tally(
        fixed=statuses.count("fixed"),
        reworked=statuses.count("reworked"),
        remaining=statuses.count("remaining"),
        absent=statuses.count("absent"),
        new=statuses.count("new"),
        errors_left=left.count("error"),
        rows_changed=moved.count("changed"),
        rows_added=moved.count("added"),
        rows_dropped=moved.count("dropped"),
    )
