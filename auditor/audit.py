"""The whole job: read, judge, score, and the result, in memory or as it is written to its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor import __version__
from auditor.judging.baseline import trend
from auditor.model import Result, RuleNote, RulePack, Submission, Tool, Totals
from auditor.outputs.reports.json import Piece, ResultFile, line_of, lines_of, set_down
from auditor.preparation import Auditor, prepare
from auditor.reading import discover, read
from auditor.reading.forms.mapping import NO_CORRECTIONS, Corrections
from auditor.reading.kept import Kept, KeptLine, kept_line
from auditor.rules.load import Pack
from auditor.scoring.digest import Digest, digest_of
from auditor.scoring.novelty import news_of
from auditor.scoring.totals import all_findings
from auditor.sitting import NO_HISTORY, History, Judged, Recall, Sitting
from auditor.workers import divided, spread, uncollected, wanted_workers

__all__ = [
    "NOTHING_ASSUMED",
    "NO_HISTORY",
    "Assumed",
    "Auditor",
    "History",
    "Outcome",
    "Recall",
    "audit",
    "audit_submissions",
    "audit_to_file",
    "prepare",
    "read_all",
]  # fmt: skip

FILES_FOR_TWO = 8
"""Files from which on a second process pays for reading."""


@dataclass(frozen=True)
class Assumed:
    """Department and budget year of files that name none themselves."""

    department: str | None = None
    year: int | None = None

    def completed(self, submission: Submission) -> Submission:
        """The submission with what it did not say itself."""
        missing = {
            name: value
            for name, value in (("department", self.department), ("year", self.year))
            if value is not None and getattr(submission, name) is None
        }
        return submission.model_copy(update=missing) if missing else submission


NOTHING_ASSUMED = Assumed()


@dataclass(frozen=True)
class Outcome:
    """What is left of an audit whose result went to a file: the digest of all, and of what is new in it."""

    path: Path
    digest: Digest
    news: Digest


def audit(
    paths: Iterable[Path],
    auditor: Auditor,
    history: History = NO_HISTORY,
    corrections: Corrections = NO_CORRECTIONS,
    assumed: Assumed = NOTHING_ASSUMED,
) -> Result:
    """Audit files and folders.

    Args:
        paths: files, or folders that are searched for readable files.
        auditor: what to judge with.
        history: decisions, an earlier result to compare with, and an archive of other submissions.
        corrections: how headings of the files' own are meant.
        assumed: department and year of files that name none.

    Returns:
        The result over all files; one that cannot be read is in it with its error, and the others go on.

    Raises:
        UnreadableError: a path that does not exist, or a folder without readable files.
    """
    submissions = tuple(_read((corrections, assumed), path) for path in discover(paths))
    return audit_submissions(submissions, auditor, history)


def read_all(
    files: Sequence[Path],
    kept: Kept,
    corrections: Corrections = NO_CORRECTIONS,
    assumed: Assumed = NOTHING_ASSUMED,
    workers: int | None = None,
) -> Iterator[KeptLine]:
    """Read files, in order, and keep what was read; one that cannot be read comes with its error.

    Args:
        files: what to read.
        kept: where readings are kept; those of a run that was stopped are taken over.
        corrections: how headings of the files' own are meant.
        assumed: department and year of files that name none.
        workers: processes to use; None: as many as pay.
    """
    known = {path: found for path in files if (found := kept.of(path)) is not None}
    left = [path for path in files if path not in known]
    fresh = spread((corrections, assumed), _reading, left, wanted_workers(workers, len(left), FILES_FOR_TWO))
    for path in files:
        if path not in known:
            kept.keep(reading := next(fresh))
            yield reading
        else:
            yield known[path]


def _reading(given: tuple[Corrections, Assumed], path: Path) -> KeptLine:
    return kept_line(_read(given, path))


def _read(given: tuple[Corrections, Assumed], path: Path) -> Submission:
    corrections, assumed = given
    return assumed.completed(read(path, corrections))


def audit_submissions(submissions: tuple[Submission, ...], auditor: Auditor, history: History = NO_HISTORY) -> Result:
    """Judge submissions that were already read."""
    sitting = Sitting(submissions, auditor, history)
    judged = tuple(sitting.judged())
    found = tuple(one.submission for one in judged)
    fingerprints = frozenset(finding.fingerprint for finding in all_findings(found))
    whole = _around(sitting, digest_of(found).totals, fingerprints)
    lists = {"submissions": found, "coverage": tuple(line for one in judged for line in one.coverage)}
    return whole.model_copy(update=lists)


def audit_to_file(
    submissions: Sequence[Submission],
    auditor: Auditor,
    path: Path,
    *,
    workers: int | None = None,
    history: History = NO_HISTORY,
    on_judged: Callable[[Digest], None] = lambda digest: None,
) -> Outcome:
    """Judge submissions that were already read and write ``result.json`` as they are judged.

    Args:
        submissions: the batch; each is asked for when it is its turn, so that it need not be in memory.
        auditor: what to judge with.
        path: of the file; it is replaced only once the new one is complete.
        workers: processes to use; None: as many as pay. The file is the same, byte for byte, whatever their number.
        history: what is known from before.
        on_judged: told the digest of each submission, for progress. A KeyboardInterrupt ends the judging: what was judged
            until then is written, and the outcome tells so by counting fewer submissions.

    Raises:
        OSError: where the file cannot be written.
    """
    digest, news, fingerprints = Digest(), Digest(), set[str]()
    with uncollected(), ResultFile(path) as file:
        sitting = Sitting(submissions, auditor, history, workers)
        try:
            for number, one in _written(sitting, file.folder):
                file.add(number, one.pieces)
                digest.merge(one.digest)
                news.merge(one.news)
                fingerprints |= one.fingerprints
                on_judged(one.digest)
        except KeyboardInterrupt:
            pass
        file.finish(_around(sitting, digest.totals, frozenset(fingerprints)))
    return Outcome(path, digest, news)


@dataclass(frozen=True)
class _Written:
    """A judged submission: where its lines of the file lie, and what it adds to the whole."""

    pieces: tuple[Piece, ...]
    digest: Digest
    news: Digest
    fingerprints: frozenset[str]


def _written(sitting: Sitting, folder: Path) -> Iterator[tuple[int, _Written]]:
    """The submissions as they are judged, each with its number; their lines are set down in a folder."""
    if sitting.past is not None:
        return ((number, _set_down(sitting, one, folder)) for number, one in enumerate(sitting.judged()))
    return divided((sitting, folder), _judge, sitting.order, sitting.workers)


def _judge(given: tuple[Sitting, Path], number: int) -> _Written:
    sitting, folder = given
    return _set_down(sitting, sitting.judge(number), folder)


def _set_down(sitting: Sitting, judged: Judged, folder: Path) -> _Written:
    submission, coverage = judged.submission, judged.coverage
    digest = digest_of([submission], coverage)
    compared = sitting.history.baseline is not None
    told = compared or sitting.history.decisions.by_fingerprint
    return _Written(
        set_down(folder, line_of(submission), lines_of(coverage)),
        digest,
        digest_of([news_of(submission)], coverage) if compared else digest,
        frozenset(finding.fingerprint for finding in all_findings([submission])) if told else frozenset(),
    )


def _around(sitting: Sitting, totals: Totals, fingerprints: frozenset[str]) -> Result:
    """The result but for its submissions and its ledger."""
    return Result(
        tool=Tool(name="auditor", version=__version__),
        rules=_rule_pack(sitting.auditor.pack),
        totals=totals,
        submissions=(),
        duplicates=sitting.repetition.published(),
        trend=trend(fingerprints, sitting.history.baseline),
        handling_notes=sitting.history.decisions.notes(fingerprints),
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
