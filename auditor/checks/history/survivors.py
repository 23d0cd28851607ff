"""Findings that are the same in both versions although their fingerprints differ: their project or row was renamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from auditor.checks.history.matching import match_projects, match_rows
from auditor.model import Finding, Indicator, Project, Submission

Place = tuple[str, int, str | None, str | None, str]
"""Rule, number of the project in the new version, id of its row there, field, accused words."""


def renamed(old: Submission, new: Submission) -> Mapping[str, str]:
    """Fingerprints of the old version with those they have in the new one, where a corrected code or name changed them.

    The rule, the words it accuses and the corresponding row or project must be the same in both.
    """
    projects = {match.old: match.new for match in match_projects(old.projects, new.projects)}
    rows = {
        old.projects[one].indicators[match.old].id: new.projects[other].indicators[match.new].id
        for one, other in projects.items()
        for match in match_rows(old.projects[one].indicators, new.projects[other].indicators)
    }
    before = _places(
        (projects.get(number), project, rows) for number, project in enumerate(old.projects) if number in projects
    )
    same = {row.id: row.id for project in new.projects for row in project.indicators}
    now = _places((number, project, same) for number, project in enumerate(new.projects))
    return {
        one.fingerprint: other.fingerprint
        for place, found in before.items()
        for one, other in zip(found, now.get(place, ()), strict=False)
    }


def _places(
    homes: Iterable[tuple[int | None, Project, Mapping[str, str]]],
) -> dict[Place, list[Finding]]:
    found: dict[Place, list[Finding]] = defaultdict(list)
    for number, project, rows in homes:
        for finding, row in _standing(project):
            identity = rows.get(row.id) if row else None
            if number is not None and (row is None or identity is not None):
                found[finding.rule, number, identity, finding.field, _accused(finding, row or project)].append(finding)
    return found


def _standing(project: Project) -> Iterator[tuple[Finding, Indicator | None]]:
    rows = {row.id: row for row in project.indicators}
    for finding in project.findings:
        if finding.waived is None:
            yield finding, rows.get(finding.indicator) if finding.indicator else None


def _accused(finding: Finding, owner: Indicator | Project) -> str:
    """The words that a finding marks, or its whole message where it marks none."""
    text = getattr(owner, finding.field or "", None)
    return text[slice(*finding.span)] if finding.span and isinstance(text, str) else finding.message
