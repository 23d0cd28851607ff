"""What checks with an archive share: they are undecided without one, and they start from a project's counterparts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from auditor.checks.history.keys import department_key
from auditor.checks.history.matching import match_projects
from auditor.checks.history.past import ArchivedProject, ArchivedProjects
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, PythonCheck, Settings, Undecided
from auditor.model import Evidence, Indicator, Kind
from auditor.wording import KIND

NO_ARCHIVE = "未提供历史档案"
UNNAMED = "材料没有写明部门或年度"
NOTHING_KEPT = "档案中没有本部门可对照的材料"
NO_COUNTERPART = "档案中没有找到对应的项目"

ArchiveCheck = Callable[[Batch, ArchivedProjects, Settings], CheckResult]
"""A check that cannot do without an archive."""


def given_archive(check: ArchiveCheck) -> PythonCheck:
    """The check as any other: without an archive it leaves every project undecided."""

    def run(batch: Batch, settings: Settings) -> CheckResult:
        if batch.past is None:
            subjects = batch.project_subjects
            return CheckResult(subjects, (), tuple([(subject, NO_ARCHIVE) for subject in subjects]))
        return check(batch, batch.past, settings)

    return run


class Counterpart(NamedTuple):
    """A project of the batch with the archived one it is the same as, and how sure that is (0..1)."""

    view: ProjectView
    past: ArchivedProject
    sureness: float


class Counterparts(NamedTuple):
    """Everything a comparison with one earlier season looked at, and what it could not compare."""

    views: tuple[ProjectView, ...]
    found: tuple[Counterpart, ...]
    undecided: tuple[Undecided, ...]

    def check_result(self, hits: Iterable[Hit]) -> CheckResult:
        """The outcome over whole projects."""
        return CheckResult(tuple(view.subject for view in self.views), tuple(hits), self.undecided)


def counterparts(
    batch: Batch, past: ArchivedProjects, kinds: tuple[Kind, ...], *, years_back: int, past_kind: Kind
) -> Counterparts:
    """The projects of these kinds, each with the same department's same project of an earlier season.

    A department's projects are matched together, one-to-one, however many files they came in.
    """
    views = tuple(view for view in batch.projects if view.submission.kind in kinds)
    seasons: dict[tuple[str | None, int | None], list[ProjectView]] = defaultdict(list)
    for view in views:
        seasons[department_key(view.submission.department), view.submission.year].append(view)
    found: list[Counterpart] = []
    undecided: list[Undecided] = []
    for (owner, year), own in seasons.items():
        if owner is None or year is None:
            undecided += [(view.subject, UNNAMED) for view in own]
            continue
        kept = past.of((owner, year - years_back, past_kind))
        matched = _matched(own, kept)
        found += matched
        without = {view.subject for view in own} - {one.view.subject for one in matched}
        reason = NO_COUNTERPART if kept else NOTHING_KEPT
        undecided += [(view.subject, reason) for view in own if view.subject in without]
    return Counterparts(views, tuple(found), tuple(undecided))


def _matched(own: list[ProjectView], kept: tuple[ArchivedProject, ...]) -> list[Counterpart]:
    matches = match_projects([one.project for one in kept], [view.project for view in own])
    return [Counterpart(own[match.new], kept[match.old], match.sureness) for match in matches]


def quoted(past: ArchivedProject, text: str, name: str, *, row: Indicator | None = None, sure: float = 1.0) -> Evidence:
    """A text of an archived project as evidence; ``sure``: how sure it is that it is the counterpart."""
    return Evidence(
        text=text,
        indicator=row.id if row else None,
        project=past.project.code,
        submission=past.source,
        field=name,
        similarity=sure,
        origin=f"{'本批材料' if past.in_batch else '档案'}中{past.department}{past.year}年{KIND[past.kind]}",
    )
