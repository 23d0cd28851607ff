"""The findings of each row brought together under the one that leads, before anything is gathered over rows or projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from auditor.model import Finding, Project, Submission
from auditor.opinions.remedies import in_lead_order, is_moot

RECURS_LEAST = 3
"""Least number of projects with the same fault for it to be told of the whole document."""

RECURS_SHARE = 0.2
"""Least part of a document's projects, 0..1: a department of fifty is not told of all what three of its projects did."""


class Bundle(NamedTuple):
    """What is told of one row, or of a project as such: a leading finding with others.

    ``project`` and ``row`` count from 0; ``rows`` are all rows that the leading finding itself gathers over.
    """

    project: int
    row: int | None
    lead: Finding
    moot: tuple[Finding, ...] = ()
    others: tuple[Finding, ...] = ()
    rows: tuple[int, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, the leading one first."""
        return (self.lead, *self.moot, *self.others)


def bundles_of(submission: Submission) -> tuple[Bundle, ...]:
    """The standing findings on projects and rows, one bundle a row, in the order of the document.

    A fault that recurs over projects and is not moot on a row is a bundle of its own: it is told of the document, not again
    on each row that has another fault.
    """
    found = [bundle for number, project in enumerate(submission.projects) for bundle in _of_project(number, project)]
    common = recurring_rules(found, len(submission.projects))
    return tuple([part for bundle in found for part in _parted(bundle, common)])


def recurring_rules(bundles: Iterable[Bundle], projects: int) -> frozenset[str]:
    """The rules that lead in so many projects that they are told of the whole document.

    Args:
        bundles: of a document.
        projects: how many projects it has.
    """
    holders: dict[str, set[int]] = defaultdict(set)
    for bundle in bundles:
        for finding in (bundle.lead, *bundle.others):
            holders[finding.rule].add(bundle.project)
    least = max(RECURS_LEAST, RECURS_SHARE * projects)
    return frozenset(rule for rule, found in holders.items() if len(found) >= least)


def _of_project(number: int, project: Project) -> Iterator[Bundle]:
    places = {row.id: index for index, row in enumerate(project.indicators)}
    by_row: dict[int, list[Finding]] = defaultdict(list)
    for finding in project.findings:
        if finding.waived is not None:
            continue
        rows = _rows_of(finding, places)
        if finding.indicator is None or finding.indicator not in places:
            yield Bundle(number, None, finding)
        elif len(rows) > 1:
            yield Bundle(number, places[finding.indicator], finding, rows=rows)
        else:
            by_row[places[finding.indicator]].append(finding)
    for row, findings in sorted(by_row.items()):
        lead, *rest = in_lead_order(findings)
        moot = tuple(one for one in rest if is_moot(one, lead))
        others = tuple(one for one in rest if not is_moot(one, lead)) if moot else tuple(rest)
        yield Bundle(number, row, lead, moot, others, (row,))


def _rows_of(finding: Finding, places: Mapping[str, int]) -> tuple[int, ...]:
    """The rows that a finding told once a project stands for: all its evidence is of this project and of the same field."""
    rows: set[int] = set()
    for item in finding.evidence:
        row = places.get(item.indicator) if item.indicator is not None else None
        if item.field != finding.field or row in rows or (row is None and item.indicator is not None):
            return ()
        if row is not None:
            rows.add(row)
    return tuple(sorted(rows)) if finding.indicator is not None else ()


def _parted(bundle: Bundle, common: frozenset[str]) -> Iterator[Bundle]:
    apart = [one for one in bundle.others if one.rule in common]
    if not apart or bundle.row is None:
        yield bundle
        return
    yield bundle._replace(others=tuple(one for one in bundle.others if one.rule not in common))
    for finding in apart:
        yield Bundle(bundle.project, bundle.row, finding, rows=(bundle.row,))
