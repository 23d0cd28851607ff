"""The result of a batch: in memory, or written to its file as submissions are judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor import __version__
from auditor.judging.baseline import trend
from auditor.model import HandlingNote, Result, RuleNote, RulePack, Submission, Tool, Totals
from auditor.outputs.reports.json import ResultFile
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.history import NO_HISTORY, History
from auditor.pipeline.kept_judgements import KeptJudgements
from auditor.pipeline.read import AS_WRITTEN, ReadingOptions, load_shared, read_each
from auditor.pipeline.run import SUBMISSIONS_FOR_TWO, BatchAudit, prepare_batch
from auditor.pipeline.written import WrittenSubmission, written_submission
from auditor.reading import discover
from auditor.rules.load import Pack
from auditor.runtime.collector import collector_paused
from auditor.runtime.disk_cache import NO_CACHE, DiskCache
from auditor.runtime.parallel import choose_workers, work_stealing_map
from auditor.scoring.summary import BatchSummary, summarise
from auditor.scoring.totals import all_findings


@dataclass(frozen=True)
class AuditSummary:
    """What is left of an audit whose result went to a file: the summary of all, and of what is new in it.

    ``notes`` are the decisions that had no effect.
    """

    path: Path
    summary: BatchSummary
    new: BatchSummary
    notes: tuple[HandlingNote, ...] = ()


def audit_files(paths: Iterable[Path], engine: EngineCore, options: ReadingOptions = AS_WRITTEN) -> Result:
    """Audit files and folders in memory.

    Args:
        paths: files, or folders that are searched for readable files.
        engine: what to judge with.
        options: how files are read.

    Returns:
        The result over all files; one that cannot be read is in it with its error, and the others go on.

    Raises:
        UnreadableError: a path that does not exist, or a folder without readable files.
    """
    load_shared(options)
    return audit_submissions(tuple(read_each(discover(paths), options)), engine)


def audit_submissions(submissions: tuple[Submission, ...], engine: EngineCore, history: History = NO_HISTORY) -> Result:
    """Judge submissions that were already read."""
    with collector_paused():
        batch = prepare_batch(submissions, engine, history)
        judged = tuple(batch.judged())
    found = tuple(one.submission for one in judged)
    fingerprints = frozenset(finding.fingerprint for finding in all_findings(found))
    envelope = result_envelope(batch, summarise(found).totals, fingerprints)
    lists = {"submissions": found, "coverage": tuple(line for one in judged for line in one.coverage)}
    return envelope.model_copy(update={**lists, "duplicates": batch.repetition.published()})


def audit_to_file(
    submissions: Sequence[Submission],
    engine: EngineCore,
    path: Path,
    *,
    workers: int | None = None,
    history: History = NO_HISTORY,
    on_judged: Callable[[BatchSummary], None] = lambda summary: None,
    cancelled: Callable[[], bool] = lambda: False,
    cache: DiskCache = NO_CACHE,
) -> AuditSummary:
    """Judge submissions that were already read and write ``result.json`` as they are judged.

    Args:
        submissions: the batch; each is asked for when it is its turn, so that it need not be in memory.
        engine: what to judge with.
        path: of the file; it is replaced only once the new one is complete.
        workers: processes to use; None: as many as pay. The file is the same, byte for byte, whatever their number.
        history: what is known from before.
        on_judged: told the summary of each submission, for progress.
        cancelled: asked after each submission whether to end there. That, as a KeyboardInterrupt, ends the judging: what
            was judged until then is written, and the outcome tells so by counting fewer submissions.
        cache: where judgements of earlier runs lie, and those of this one are kept for the next.

    Raises:
        AuditorError: C024 where the system ended the search for repetition twice. A submission whose judging it ended
            twice is written as read, with every rule told as failed.
        OSError: where the file cannot be written.
    """
    summary, new, fingerprints = BatchSummary(), BatchSummary(), set[str]()
    with ResultFile(path) as file, collector_paused():
        batch = prepare_batch(submissions, engine, history, workers, cache=cache)
        try:
            for number, one in judge_batch(batch, cache):
                file.add(number, one.lines)
                summary.merge(one.summary)
                new.merge(one.new)
                fingerprints |= one.fingerprints
                on_judged(one.summary)
                if cancelled():
                    break
        except KeyboardInterrupt:
            pass
        envelope = result_envelope(batch, summary.totals, frozenset(fingerprints))
        file.finish(envelope, {"duplicates": batch.repetition.published_json()})
    return AuditSummary(path, summary, new, envelope.handling_notes)


def judge_batch(batch: BatchAudit, cache: DiskCache = NO_CACHE) -> Iterator[tuple[int, WrittenSubmission]]:
    """The submissions as they are judged, each with its number; what is known from earlier runs comes first."""
    kept, left = KeptJudgements(cache, batch), list[int]()
    for number in batch.order:
        known = kept.of(number)
        if known is None:
            left.append(number)
        else:
            yield number, known
    lost = lambda number, _: written_submission(batch.not_judged(number), batch.history)  # noqa: E731
    workers = choose_workers(batch.workers, len(left), SUBMISSIONS_FOR_TWO)
    for number, one in work_stealing_map(batch, _judge, left, workers, on_lost=lost):
        kept.keep(number, one)
        yield number, one


def _judge(batch: BatchAudit, number: int) -> WrittenSubmission:
    return written_submission(batch.judge(number), batch.history)


def result_envelope(batch: BatchAudit, totals: Totals, fingerprints: frozenset[str]) -> Result:
    """The result but for its submissions, its ledger and the repetition of the batch."""
    return Result(
        tool=Tool(name="auditor", version=__version__),
        rules=_rule_pack(batch.engine.pack),
        totals=totals,
        submissions=(),
        trend=trend(fingerprints, batch.history.baseline),
        handling_notes=batch.history.suppressions.notes(fingerprints),
    )


def _rule_pack(pack: Pack) -> RulePack:
    notes = tuple(
        RuleNote(
            id=item.rule.id,
            title=item.rule.title,
            category=item.rule.category,
            severity=item.rule.severity,
            certain=item.rule.certainty == "certain",
            overridden=pack.adjusted.notes.get(item.rule.id),
            lowers=item.rule.lowers,
        )
        for item in pack.rules
    )
    return RulePack(
        pack="auditor",
        version=__version__,
        fingerprint=pack.fingerprint,
        profile=pack.profile.name,
        rules=notes,
        off=pack.adjusted.off,
    )
