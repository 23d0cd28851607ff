"""Judging what was read, one submission at a time.

A submission is judged by itself: what depends on others, the repetition of a whole batch, is worked out before and handed
to it as its share. With an archive, submissions are compared with earlier seasons as one body and judged together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.checks.history.past import Past
from auditor.checks.protocol import Batch, Subject, build_batch
from auditor.duplicates.find import find_repetition
from auditor.duplicates.passages import gather
from auditor.duplicates.repetition import Repetition
from auditor.duplicates.shares import Shares
from auditor.judging.baseline import compared
from auditor.judging.run import Judgement
from auditor.judging.waivers import NOTHING_DECIDED, Decisions
from auditor.language.artefacts import Language
from auditor.model import Coverage, Project, Submission
from auditor.preparation import Auditor
from auditor.scoring.review_form import assess
from auditor.workers import apart, wanted_workers

SUBMISSIONS_FOR_TWO = 20
"""Submissions from which on a second process pays."""

SUBMISSIONS_FOR_APART = 2000
"""Submissions from which on repetition is found in a process of its own: the memory it takes is not copied into the workers."""

Recall = Callable[[tuple[Submission, ...]], Past]
"""Fetches from an archive what matters for submissions that were just read."""


@dataclass(frozen=True)
class History:
    """What is known from before: decisions entered in a ledger, the fingerprints of an earlier result, and an archive."""

    decisions: Decisions = NOTHING_DECIDED
    baseline: frozenset[str] | None = None
    recall: Recall | None = None


NO_HISTORY = History()


_Seen = tuple[Repetition, list[list[str]]]
"""The repetition in a batch, and the names of the projects of each submission."""


@dataclass(frozen=True)
class Judged:
    """One submission as judged, with its lines of the ledger."""

    submission: Submission
    coverage: tuple[Coverage, ...]


class Sitting:
    """A batch that was read and is about to be judged.

    Args:
        submissions: the batch; each is asked for when it is its turn.
        auditor: what to judge with.
        history: what is known from before.
        workers: processes to use; None: as many as pay.

    ``order`` has the numbers of the submissions with those of like sectors next to each other: they say much in the same
    words, and what is known of a wording is not kept for ever.
    """

    def __init__(
        self,
        submissions: Sequence[Submission],
        auditor: Auditor,
        history: History = NO_HISTORY,
        workers: int | None = 1,
    ) -> None:
        self.submissions = submissions
        self.auditor = auditor
        self.history = history
        self.workers = wanted_workers(workers, len(submissions), SUBMISSIONS_FOR_TWO)
        self.repetition, names = self._look_through()
        self.order = sorted(range(len(submissions)), key=lambda number: sorted(auditor.sectors.like(names[number])))
        self._shares = Shares(self.repetition, auditor.pack.greatest("max_projects"))
        self.past = history.recall(tuple(submissions)) if history.recall is not None else None

    def _look_through(self) -> _Seen:
        given = self.submissions, self.auditor.language, self.workers
        if self.workers > 1 and len(self.submissions) >= SUBMISSIONS_FOR_APART:
            return apart(_seen, given)
        return _seen(given)

    def judged(self) -> Iterator[Judged]:
        """The submissions in order, each as judged."""
        if self.past is not None:
            yield from self._together()
        else:
            for number in range(len(self.submissions)):
                yield self.judge(number)

    def judge(self, number: int) -> Judged:
        """Judge one submission by itself."""
        submission = self.submissions[number]
        batch = build_batch((submission,), self.auditor.language, self._shares.of(submission.source))
        judgement = self._remembered(self.auditor.judge.judge(batch))
        return Judged(_dressed(0, submission, judgement, self.auditor), judgement.coverage)

    def _together(self) -> Iterator[Judged]:
        batch = replace(whole_batch(tuple(self.submissions), self.auditor.language), past=self.past)
        judgement = self._remembered(self.auditor.judge.judge(batch))
        coverage = _by_source(judgement.coverage)
        for number, submission in enumerate(batch.submissions):
            yield Judged(_dressed(number, submission, judgement, self.auditor), coverage.get(submission.source, ()))

    def _remembered(self, judgement: Judgement) -> Judgement:
        """The judgement with what was decided about its findings, and which of them are new."""
        history = self.history
        findings = {
            subject: compared(history.decisions.applied(found), history.baseline)
            for subject, found in judgement.findings.items()
        }
        return replace(judgement, findings=findings)


def _seen(given: tuple[Sequence[Submission], Language, int]) -> _Seen:
    submissions, language, workers = given
    gathered = gather(submissions)
    names: list[list[str]] = [[] for _ in range(len(submissions))]
    for table in gathered.tables:
        names[table.home.number].append(table.home.name)
    return find_repetition(gathered, language, workers), names


def whole_batch(submissions: tuple[Submission, ...], language: Language) -> Batch:
    """Submissions ready to be examined together, with the repetition among them."""
    return build_batch(submissions, language, find_repetition(gather(submissions), language))


def _by_source(coverage: Iterable[Coverage]) -> dict[str, tuple[Coverage, ...]]:
    lines: dict[str, list[Coverage]] = defaultdict(list)
    for line in coverage:
        lines[line.submission].append(line)
    return {source: tuple(found) for source, found in lines.items()}


# --- the submission with what was said of it --------------------------------------------------------------------------


def _dressed(number: int, submission: Submission, judgement: Judgement, auditor: Auditor) -> Submission:
    projects = tuple(
        _dressed_project(Subject(number, index), project, judgement, auditor)
        for index, project in enumerate(submission.projects)
    )
    findings = judgement.findings.get(Subject(number), ())
    return submission.model_copy(update={"projects": projects, "findings": findings})


def _dressed_project(subject: Subject, project: Project, judgement: Judgement, auditor: Auditor) -> Project:
    findings = list(judgement.findings.get(subject, ()))
    indicators = []
    for index, indicator in enumerate(project.indicators):
        row = Subject(subject.submission, subject.project, index)
        findings.extend(judgement.findings.get(row, ()))
        quantities = auditor.language.indicator_quantities(indicator)
        said = {"quantities": quantities, "measurability": judgement.verdicts[row]}
        indicators.append(indicator.model_copy(update=said))
    score = assess(findings, auditor.form)
    return project.model_copy(update={"indicators": tuple(indicators), "findings": tuple(findings), "score": score})
