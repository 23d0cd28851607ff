"""From the findings of a judged submission to its opinions.

Every standing finding is told by exactly one opinion; nothing is judged anew. Findings of one row come together under the
one that leads; what copies another project is told with the pair; what recurs over projects is told of the document; what
is left is told of its project, once for each leading rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from auditor.model import (
    SEVERITY_ORDER,
    Finding,
    Opinion,
    OpinionNote,
    OpinionPlace,
    OpinionRow,
    OpinionScope,
    Project,
    Submission,
)
from auditor.opinions import telling
from auditor.opinions.bundles import Bundle, bundles_of, recurring_rules
from auditor.opinions.groups import TwinProjects, groups_of
from auditor.opinions.remedies import gravest


class _Draft(NamedTuple):
    """An opinion before it has its number."""

    scope: OpinionScope
    lead: Finding
    message: str
    advice: str | None
    places: tuple[OpinionPlace, ...]
    telling: tuple[Finding, ...]
    moot: frozenset[str] = frozenset()


def opinions_of(submission: Submission) -> tuple[Opinion, ...]:
    """The opinions of a submission; of a result that was written before there were any, made from its findings."""
    return submission.opinions or compose(submission)


def compose(submission: Submission) -> tuple[Opinion, ...]:
    """The opinions on a submission: of the document first, then project by project in the order of their rows."""
    bundles = bundles_of(submission)
    common = recurring_rules(bundles, len(submission.projects))
    apart = [bundle for bundle in bundles if bundle.lead.rule not in common]
    groups = groups_of(submission, bundles, apart)
    told = {id(bundle) for group in groups for bundle in (*group.own, *group.same)}
    left = [bundle for bundle in bundles if id(bundle) not in told]
    drafts = [
        *_of_material(submission),
        *_of_document([bundle for bundle in left if bundle.lead.rule in common], bundles, submission),
        *_of_projects([bundle for bundle in left if bundle.lead.rule not in common], groups, submission),
    ]
    return tuple(_numbered(number, draft) for number, draft in enumerate(drafts, 1))


def _numbered(number: int, draft: _Draft) -> Opinion:
    told = [one for one in draft.telling if one.fingerprint not in draft.moot] or [draft.lead]
    counted = [one for one in told if one.certain] or told if draft.lead.certain else told
    return Opinion(
        number=number,
        scope=draft.scope,
        rule=draft.lead.rule,
        title=draft.lead.title,
        severity=gravest(counted),
        certain=draft.lead.certain,
        message=draft.message,
        advice=draft.advice,
        standard=draft.lead.standard,
        places=draft.places,
        findings=tuple(dict.fromkeys(finding.fingerprint for finding in draft.telling)),
    )


# --- the document -----------------------------------------------------------------------------------------------------


def _of_material(submission: Submission) -> Iterator[_Draft]:
    """What concerns no single project, once a rule."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in submission.findings:
        if finding.waived is None:
            by_rule[finding.rule].append(finding)
    for found in by_rule.values():
        message = telling.in_turn(one.message for one in found)
        rows = tuple(OpinionRow(row=None, finding=one.fingerprint) for one in found)
        place = OpinionPlace(project=None, code="", name="", budget_wan=None, rows=rows)
        yield _Draft("document", found[0], message, found[0].suggestion, (place,), tuple(found))


def _of_document(found: Iterable[Bundle], bundles: Sequence[Bundle], submission: Submission) -> Iterator[_Draft]:
    """What recurs over projects, the gravest and commonest first."""
    by_rule: dict[str, list[Bundle]] = defaultdict(list)
    for bundle in found:
        by_rule[bundle.lead.rule].append(bundle)
    noted: dict[str, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        for note in (*bundle.moot, *bundle.others):
            noted[note.rule].append(bundle)
    for told in sorted(by_rule.values(), key=_commonest):
        surest = max(told, key=lambda bundle: bundle.lead.confidence)
        project = submission.projects[surest.project]
        row = surest.row if len(surest.rows) == 1 else None
        extent = _extent(told, noted[surest.lead.rule])
        message = telling.of_document(surest.lead, extent, project, row)
        leads = [bundle.lead for bundle in told]
        advice = telling.for_all(surest.lead, leads, project, None if row is None else project.indicators[row])
        yield _draft("document", surest.lead, message, told, submission)._replace(advice=advice)


def _extent(told: Sequence[Bundle], noted: Sequence[Bundle]) -> telling.Extent:
    """Everywhere that a rule found something; what is told with another fault of the same row counts as elsewhere."""
    rows = sum(len(bundle.rows) for bundle in told)
    projects = {bundle.project for bundle in (*told, *noted)}
    return telling.Extent(len(projects), rows + len(noted) if rows else 0, len(noted))


def _commonest(bundles: Sequence[Bundle]) -> tuple[int, int, str]:
    severity = gravest(bundle.lead for bundle in bundles)
    return SEVERITY_ORDER.index(severity), -sum(len(bundle.rows) or 1 for bundle in bundles), bundles[0].lead.rule


# --- projects ---------------------------------------------------------------------------------------------------------


def _of_projects(bundles: Sequence[Bundle], groups: Sequence[TwinProjects], submission: Submission) -> Iterator[_Draft]:
    of_project: dict[int, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        of_project[bundle.project].append(bundle)
    for number in range(len(submission.projects)):
        yield from (_of_group(group, submission) for group in groups if group.projects[0] == number)
        by_rule: dict[tuple[str, bool], list[Bundle]] = defaultdict(list)
        for bundle in of_project[number]:
            by_rule[bundle.lead.rule, bundle.row is None].append(bundle)
        for found in sorted(by_rule.values(), key=lambda found: -1 if found[0].row is None else found[0].row):
            yield _of_project(found, submission)


def _of_project(found: Sequence[Bundle], submission: Submission) -> _Draft:
    surest = max(found, key=lambda bundle: bundle.lead.confidence)
    rows = [row for bundle in found for row in bundle.rows]
    if surest.row is None:
        message = telling.in_turn(bundle.lead.message for bundle in found)
    else:
        first = [surest.row, *(row for row in rows if row != surest.row)]
        message = telling.of_rows(surest.lead, first, gathered=len(found) == 1)
    scope: OpinionScope = "row" if len(rows) == 1 else "project"
    draft = _draft(scope, surest.lead, message, found, submission)
    leads = [bundle.lead for bundle in found]
    suggestions = dict.fromkeys(one.suggestion for one in leads if one.suggestion)
    if len(suggestions) == 1:
        return draft
    if surest.row is None:
        return draft._replace(advice="".join(suggestions))
    project = submission.projects[surest.project]
    return draft._replace(advice=telling.for_all(surest.lead, leads, project, project.indicators[surest.row]))


def _of_group(group: TwinProjects, submission: Submission) -> _Draft:
    lead = max((bundle.lead for bundle in group.own), key=lambda finding: finding.confidence)
    message = telling.of_group([submission.projects[number] for number in group.projects], lead)
    same = tuple(finding for bundle in group.same for finding in bundle.findings)
    told = (*(bundle.lead for bundle in group.own), *same)
    idle = frozenset(finding.fingerprint for finding in same)
    return _Draft("group", lead, message, lead.suggestion, tuple(_group_places(group, submission)), told, idle)


def _group_places(group: TwinProjects, submission: Submission) -> Iterator[OpinionPlace]:
    first = group.projects[0]
    for number in group.projects:
        rows = [row for one in (*group.own, *group.same) if one.project == number for row in _rows(one)]
        yield _place(number, submission.projects[number], rows, None if number == first else first)


# --- parts ------------------------------------------------------------------------------------------------------------


def _draft(scope: OpinionScope, lead: Finding, message: str, found: Sequence[Bundle], submission: Submission) -> _Draft:
    rows_of: dict[int, list[OpinionRow]] = defaultdict(list)
    for bundle in found:
        rows_of[bundle.project].extend(_rows(bundle))
    places = tuple(_place(number, submission.projects[number], rows) for number, rows in rows_of.items())
    leads = [bundle.lead for bundle in found]
    notes = [finding for bundle in found for finding in bundle.findings[1:]]
    ordered = (lead, *(one for one in (*leads, *notes) if one is not lead))
    return _Draft(scope, lead, message, lead.suggestion, places, ordered, _moot(found))


def _place(number: int, project: Project, rows: Iterable[OpinionRow], same_as: int | None = None) -> OpinionPlace:
    return OpinionPlace(
        project=number + 1,
        code=project.code,
        name=project.name,
        budget_wan=project.budget_wan,
        rows=tuple(rows),
        same_as=None if same_as is None else same_as + 1,
    )


def _rows(bundle: Bundle) -> list[OpinionRow]:
    notes = [OpinionNote(finding=one.fingerprint, moot=True) for one in bundle.moot]
    notes += [OpinionNote(finding=one.fingerprint) for one in bundle.others]
    name, own = bundle.lead.fingerprint, tuple(notes)
    if bundle.row is None:
        return [OpinionRow(row=None, finding=name, notes=own)]
    return [OpinionRow(row=row + 1, finding=name, notes=own if row == bundle.row else ()) for row in bundle.rows]


def _moot(bundles: Iterable[Bundle]) -> frozenset[str]:
    return frozenset(finding.fingerprint for bundle in bundles for finding in bundle.moot)
