"""Judging what was read, one submission at a time.

A submission is judged by itself: what depends on others is worked out before or looked up, and handed to it as its share:
the repetition of the whole batch, and what an archive knows of its department, its year and the like of its projects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from sys import intern
from typing import NamedTuple

from auditor.advice.sectors import Sectors
from auditor.checks.history.past import ArchivedProjects
from auditor.checks.history.same_material import Materials
from auditor.checks.history.seasons import ProjectSeasons
from auditor.checks.protocol import Batch, build_batch
from auditor.duplicates.find import find_repetition
from auditor.duplicates.groups import NearTexts, near_here
from auditor.duplicates.repetition import Repetition
from auditor.duplicates.shares import DuplicatesBySubmission
from auditor.duplicates.text_units import Corpus, collect
from auditor.errors import AuditorError
from auditor.glance import SubmissionGlance
from auditor.judging.baseline import compared
from auditor.judging.ledger import failed_entries
from auditor.judging.run import Judgement
from auditor.language.artefacts import Language
from auditor.model import Submission
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.history import NO_HISTORY, History
from auditor.pipeline.judged import judged_again, judged_submission
from auditor.pipeline.written import JudgedSubmission
from auditor.runtime.disk_cache import NO_CACHE, NO_SHELF, DiskCache, Shelf, digest_of
from auditor.runtime.parallel import choose_workers, run_in_subprocess
from auditor.runtime.program import program_digest
from auditor.runtime.store import SubmissionStore

SUBMISSIONS_FOR_TWO = 20
"""Submissions from which on a second process pays."""

SUBMISSIONS_FOR_SUBPROCESS = 2000
"""Submissions from which on repetition is found in a process of its own: the memory it takes is not copied into the workers."""


SAME_MATERIAL = "与“{source}”是同一份材料（内容相同，或者部门、年度和项目都相同），预算只在那一份里计一次"


@dataclass(frozen=True)
class BatchAudit:
    """A batch that is about to be judged; made by ``prepare_batch``.

    Args:
        submissions: the batch; each is asked for when it is its turn.
        engine: what to judge with.
        history: what is known from before.
        workers: processes to use; None: as many as pay.
        repetition: everything that is repeated in the batch.
        sources: of the submissions.
        departments: of the submissions, None where one names none.
        order: the numbers of the submissions with those of like sectors next to each other: they say much in the same
            words, and what is known of a wording is not kept for ever.
        same_as: the numbers of submissions that are the same material as an earlier one, with its source.
        chains: by number, the submissions with other forms of the same department's same projects (declaration, monitoring,
            self-evaluation, of the same year or the one before).
    """

    submissions: Sequence[Submission]
    engine: EngineCore
    history: History
    workers: int | None
    repetition: Repetition
    sources: Sequence[str]
    departments: Sequence[str | None]
    order: Sequence[int]
    duplicates: DuplicatesBySubmission = field(repr=False)
    same_as: Mapping[int, str] = field(default_factory=dict)
    chains: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def judged(self) -> Iterator[JudgedSubmission]:
        """The submissions in order, each as judged."""
        return map(self.judge, range(len(self.submissions)))

    def judge(self, number: int) -> JudgedSubmission:
        """Judge one submission by itself."""
        submission = self.told_once(number)
        shares = self.duplicates.of(submission.source)
        return judge_submission(submission, shares, self.known_before(number, submission), self.engine, self.history)

    def known_before(self, number: int, submission: Submission) -> ArchivedProjects | None:
        """What the archive and the other forms of the same projects in the batch say; None where there is neither."""
        archive = self.history.archive
        archived = archive(submission) if archive is not None else None
        chain = self.chains.get(number, ())
        return (
            (archived or ArchivedProjects(())).with_batch(self.submissions[one] for one in chain) if chain else archived
        )

    def not_judged(self, number: int) -> JudgedSubmission:
        """A submission whose judging the system ended twice: as read, with every rule told as failed."""
        submission, reason = self.told_once(number), AuditorError("C024").message
        rules = sorted(item.rule.id for item in self.engine.pack.rules)
        return JudgedSubmission(
            submission, tuple(line for rule in rules for line in failed_entries(rule, reason, (submission,)))
        )

    def told_once(self, number: int) -> Submission:
        """The submission; one that is the same material as an earlier one says so."""
        return told_once(self.submissions[number], self.same_as.get(number))


def told_once(submission: Submission, earlier: str | None) -> Submission:
    """A submission that says of which earlier one (by source) it is the same material, where it is."""
    if earlier is None:
        return submission
    told = SAME_MATERIAL.format(source=earlier)
    return submission.model_copy(update={"same_as": earlier, "doubts": (*submission.doubts, told)})


def judge_submission(
    submission: Submission,
    repetition: Repetition,
    archived: ArchivedProjects | None,
    engine: EngineCore,
    history: History = NO_HISTORY,
) -> JudgedSubmission:
    """Judge one submission, by itself and by what is known of others.

    Args:
        submission: as read.
        repetition: what of the batch's repetition concerns it; the same material again is no copy of itself or of others.
        archived: what the archive and other forms of the same projects say, None where there is neither.
        engine: what to judge with.
        history: decisions and an earlier result.
    """
    with engine.lock:
        if submission.same_as is not None:
            repetition = find_repetition(collect((submission,)), engine.language)
        batch = build_batch((submission,), engine.language, repetition)
        judgement = _compared(engine.judge.judge(replace(batch, past=archived)), history)
        return judged_submission(submission, judgement, engine)


def judge_repetition(
    judged: JudgedSubmission, repetition: Repetition, engine: EngineCore, history: History = NO_HISTORY
) -> JudgedSubmission | None:
    """The judgement of a submission under another share of the batch's repetition; None where all is to be judged anew.

    Args:
        judged: by the same engine, with the same history, under the share it had then.
        repetition: what of the batch's repetition concerns it now.
        engine: what to judge with.
        history: decisions and an earlier result.
    """
    with engine.lock:
        rules = engine.judge.repetition_rules
        if rules is None:
            return None
        batch = build_batch((judged.submission,), engine.language, repetition)
        return judged_again(judged, _compared(engine.judge.judge_repetition(batch), history), rules, engine)


def _compared(judgement: Judgement, history: History) -> Judgement:
    """The judgement with what was decided about its findings, and which of them are new."""
    findings = {
        subject: compared(history.suppressions.apply(found), history.baseline)
        for subject, found in judgement.findings.items()
    }
    return replace(judgement, findings=findings)


def prepare_batch(
    submissions: Sequence[Submission],
    engine: EngineCore,
    history: History = NO_HISTORY,
    workers: int | None = 1,
    near_texts: NearTexts | None = None,
    cache: DiskCache = NO_CACHE,
) -> BatchAudit:
    """Look through a whole batch for what no submission tells by itself.

    Args:
        submissions: the batch; it is gone through once.
        engine: what to judge with.
        history: what is known from before.
        workers: processes to use; None: as many as pay.
        near_texts: how texts worth a comparison are found, where that is not done on this machine alone.
        cache: where comparisons that an earlier run has made lie, and those of this one are kept.
    """
    seen = _look_through(
        submissions, engine, choose_workers(workers, len(submissions), SUBMISSIONS_FOR_TWO), near_texts, cache
    )
    order = _like_beside_like(seen.names, engine.sectors)
    duplicates = DuplicatesBySubmission(seen.repetition, engine.pack.greatest("max_projects"))
    if history.archive is not None:
        history = replace(history, archive=history.archive.without(seen.files))
    return BatchAudit(
        submissions,
        engine,
        history,
        workers,
        seen.repetition,
        seen.sources,
        seen.departments,
        order,
        duplicates,
        seen.same_as,
        seen.chains,
    )


def _like_beside_like(names: Sequence[Sequence[str]], sectors: Sectors) -> Sequence[int]:
    """The numbers of submissions, by the names of their projects, with those of like sectors next to each other."""
    numbers = range(len(names))
    return numbers if len(names) == 1 else sorted(numbers, key=lambda number: sorted(sectors.like(names[number])))


@dataclass(frozen=True)
class _Seen:
    """What a look through a batch finds: its repetition, source, department and project names of each submission, the sha256 of its
    files, which submissions (by number) are the same material as an earlier one (by source), and which form chains of one project.
    """

    repetition: Repetition
    sources: list[str]
    departments: list[str | None]
    names: list[list[str]]
    files: frozenset[str]
    same_as: dict[int, str]
    chains: dict[int, tuple[int, ...]]


def _look_through(
    submissions: Sequence[Submission],
    engine: EngineCore,
    workers: int,
    near_texts: NearTexts | None,
    cache: DiskCache,
) -> _Seen:
    given = _Look(submissions, engine.language, workers if near_texts is None else 1, cache)
    if near_texts is not None:
        with engine.lock:
            return _seen(given, near_texts)
    if workers > 1 and len(submissions) >= SUBMISSIONS_FOR_SUBPROCESS:
        return run_in_subprocess(_seen, given)
    with engine.lock:
        return _seen(given)


class _Look(NamedTuple):
    """What is looked through, and with what."""

    submissions: Sequence[Submission]
    language: Language
    workers: int
    cache: DiskCache


def _seen(look: _Look, near_texts: NearTexts = near_here) -> _Seen:
    sources, departments, files = list[str](), list[str | None](), set[str]()
    materials, same_as, seasons = Materials(), dict[int, str](), ProjectSeasons()

    def each() -> Iterator[Submission | SubmissionGlance]:
        for number, submission in enumerate(_glances(look.submissions)):
            sources.append(submission.source)
            departments.append(submission.department and intern(submission.department))
            files.add(submission.sha256)
            earlier = materials.earlier(submission)
            if earlier is not None:
                same_as[number] = earlier
                submission = submission.model_copy(update={"projects": (), "narrative": ()})
            seasons.add(number, submission)
            yield submission

    corpus = collect(each())
    names = _project_names(corpus, len(look.submissions))
    shelf = Shelf(look.cache, _batch_name(sources)) if look.cache.enabled else NO_SHELF
    # the second time the rest is too little: handing texts to others and back takes a third of the time of comparing them
    workers = 1 if shelf.filled else look.workers
    repetition = find_repetition(corpus, look.language, workers, near_texts, shelf)
    return _Seen(repetition, sources, departments, names, frozenset(files), same_as, seasons.chains())


def _glances(submissions: Sequence[Submission]) -> Iterable[Submission | SubmissionGlance]:
    return submissions.glances() if isinstance(submissions, SubmissionStore) else submissions


def _batch_name(sources: Iterable[str]) -> str:
    """Names what is kept of a batch: that of the same folders, whatever of them has changed, goes by the same name."""
    folders = {source.replace("\\", "/").rpartition("/")[0] for source in sources}
    return digest_of(("comparisons", program_digest(), *sorted(folders)))


def _project_names(corpus: Corpus, submissions: int) -> list[list[str]]:
    names: list[list[str]] = [[] for _ in range(submissions)]
    for table in corpus.tables:
        names[table.origin.number].append(table.origin.name)
    return names


def whole_batch(submissions: tuple[Submission, ...], language: Language) -> Batch:
    """Submissions ready to be examined together, with the repetition among them."""
    return build_batch(submissions, language, find_repetition(collect(submissions), language))
