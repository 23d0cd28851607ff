"""Projects that copy each other, told once: 与《…》整表雷同，问题同左."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.model import Indicator, Project, Submission
from auditor.opinions.bundles import Bundle

_COPIED_FIELDS = ("level2", "level3", "target")
"""What must be the same in two rows for the faults of one to be those of the other. Amounts of money may differ."""


class TwinProjects(NamedTuple):
    """Projects that one rule says copy each other, by number from 0 in the order of the document.

    ``own`` are its findings on them; ``same`` are the bundles of later projects that say what was said of the first already.
    """

    projects: tuple[int, ...]
    own: tuple[Bundle, ...]
    same: tuple[Bundle, ...]


def groups_of(submission: Submission, bundles: Sequence[Bundle], apart: Sequence[Bundle]) -> tuple[TwinProjects, ...]:
    """The groups of a submission, in order of their first projects.

    Args:
        submission: with the projects.
        bundles: what is told of its projects and rows.
        apart: those of the bundles that are not told of the document.
    """
    numbers = _numbers(submission)
    links: dict[str, list[_Link]] = defaultdict(list)
    for bundle in bundles:
        if others := _others(bundle, submission, numbers):
            links[bundle.lead.rule].append((bundle, others))
    joined = [members for told in links.values() for members in _joined(told)]
    joined.sort(key=lambda members: (min(members[0]), members[1][0].lead.rule))
    groups: list[TwinProjects] = []
    taken: set[int] = set()
    for members, own in joined:
        projects = tuple(sorted(members))
        same = [one for one in _same(projects, submission, apart) if id(one) not in taken] if _of_rows(own) else []
        taken |= set(map(id, same))
        groups.append(TwinProjects(projects, tuple(own), tuple(same)))
    return tuple(groups)


_Link = tuple[Bundle, frozenset[int]]
"""What says of a project that others are like it, and those others."""


def _numbers(submission: Submission) -> Mapping[str, int]:
    """Projects by code, those whose code is nobody else's."""
    counted = Counter(project.code for project in submission.projects)
    codes = enumerate(project.code for project in submission.projects)
    return {code: number for number, code in codes if code and counted[code] == 1}


def _others(bundle: Bundle, submission: Submission, numbers: Mapping[str, int]) -> frozenset[int]:
    """The projects of the same submission that a finding on a whole project says are like it."""
    if bundle.row is not None or bundle.lead.category != "duplication":
        return frozenset()
    named = {
        numbers[item.project]
        for item in bundle.lead.evidence
        if item.project is not None and item.project in numbers and item.submission in (None, submission.source)
    }
    return frozenset(named - {bundle.project})


def _joined(links: Sequence[_Link]) -> Iterator[tuple[set[int], list[Bundle]]]:
    """Projects joined over what is said of them, with what says it."""
    groups: list[set[int]] = []
    for bundle, others in links:
        members = {bundle.project, *others}
        touched = [group for group in groups if group & members]
        groups = [group for group in groups if group not in touched] + [members.union(*touched)]
    for group in groups:
        yield group, [bundle for bundle, _ in links if bundle.project in group]


def _of_rows(own: Iterable[Bundle]) -> bool:
    """Whether what is said speaks of rows, and not of goals or purposes."""
    return all(any(item.indicator for item in bundle.lead.evidence) for bundle in own)


def _same(projects: Sequence[int], submission: Submission, bundles: Sequence[Bundle]) -> Iterator[Bundle]:
    first, *later = projects
    tables = submission.projects
    told = {_key(bundle, tables[first]) for bundle in bundles if bundle.project == first and bundle.row is not None}
    for bundle in bundles:
        if bundle.project in later and bundle.row is not None and _key(bundle, tables[bundle.project]) in told:
            yield bundle


def _key(bundle: Bundle, project: Project) -> tuple[object, ...]:
    """What makes two bundles say the same: the rules, and the words of the rows, numbers of the budget left out."""
    money = f"{project.budget_wan:g}" if project.budget_wan is not None else ""
    rows = tuple(_words(project.indicators[row], money) for row in bundle.rows)
    return (rows, *(finding.rule for finding in bundle.findings))


def _words(row: Indicator, money: str) -> tuple[str, ...]:
    words = tuple(getattr(row, name) for name in _COPIED_FIELDS)
    return tuple(one.replace(money, "#") for one in words) if money else words
