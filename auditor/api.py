"""What Python programs and notebooks use: read a file, audit material, judge rows of a table, and work with the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from auditor.archive.entries import add, entries, taken_out
from auditor.archive.lookup import load_history
from auditor.archive.store import opened
from auditor.checks.history.versions import Comparison, compare
from auditor.frames import ArchiveFrameKind, FrameKind, archive_frame, frame_of, rules_frame
from auditor.judging.suppressions import Suppressions
from auditor.model import Finding, Handling, Result, Submission
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.events import Event, unheard
from auditor.pipeline.history import History
from auditor.pipeline.job import AuditJob, StoppedError, run_job
from auditor.pipeline.read import ReadingOptions
from auditor.pipeline.rows import check_target, judged_rows
from auditor.pipeline.write import audit_submissions
from auditor.reading import discover
from auditor.reading import read as read_submission
from auditor.reading.forms.mapping import NO_CORRECTIONS, load_corrections
from auditor.reading.ledger import read_decisions
from auditor.rules.grammar import Rule
from auditor.runtime.limits import limits_of
from auditor.runtime.parallel import begins_as_copy
from auditor.scoring.baseline import fingerprints_of

if TYPE_CHECKING:
    from pandas import DataFrame

PathLike = Path | str
Source = PathLike | Submission | Iterable[PathLike | Submission]
"""A file or folder, a submission that was read, or several of one sort."""


class AuditResult(Result):
    """The outcome of an audit, with what people do with it; ``auditor.Result``."""

    def to_frame(self, what: FrameKind = "findings") -> DataFrame:
        """One of its tables, one row a thing; amounts in 万元, nothing known as NA, names from a closed list as categories.

        Args:
            what: findings, indicators, projects, coverage, pairs or quantities.

        Raises:
            ValueError: for any other word.
        """
        return frame_of(self, what)

    def write(self, folder: PathLike, *, formats: Iterable[str] = ("html", "xlsx", "json")) -> tuple[Path, ...]:
        """Write reports into a folder, which is made where there is none; returns their paths.

        Raises:
            ConfigurationError: C011 for a format that is not known.
            AuditorError: C004 where the folder or a file cannot be written.
        """
        from auditor.outputs.reports.formats import chosen, write_formats

        return write_formats(self, Path(folder), chosen(formats))

    def diff(self, earlier: Result) -> Comparison:
        """What has changed since an earlier version of the same material: findings mended, left and new, and cells."""
        return compare(earlier.submissions, self.submissions)

    @classmethod
    def load(cls, path: PathLike) -> AuditResult:
        """A result from its ``result.json``.

        Raises:
            AuditorError: C009 where the file is missing or no result of this program.
        """
        from auditor.outputs.reports.json import read_result

        return cls._of(read_result(Path(path)))

    @classmethod
    def _of(cls, result: Result) -> AuditResult:
        return cls.model_construct(**{name: getattr(result, name) for name in type(result).model_fields})


class Archive:
    """Submissions kept from year to year in one file, as ``auditor archive`` keeps them.

    Args:
        path: the file.
        create: make it where there is none.

    Raises:
        AuditorError: C019 no such file, C021 no archive or damaged, C022 in use by another, C017 of a newer version.
    """

    def __init__(self, path: PathLike, *, create: bool = False) -> None:
        self.path = Path(path)
        with opened(self.path, create=create):
            pass

    def add(self, submission: Submission) -> int:
        """Keep a submission that was read; the number under which it is kept, which the same file has once and for all."""
        with opened(self.path) as connection:
            return add(connection, submission).number

    def to_frame(self, what: ArchiveFrameKind = "submissions") -> DataFrame:
        """One table of what is kept, one row a thing, in the order in which it was added.

        Args:
            what: submissions (with their numbers), projects, indicators or quantities, as in ``Result.to_frame``.

        Raises:
            ValueError: for any other word.
        """
        with opened(self.path) as connection:
            kept = entries(connection)
            return archive_frame(kept, (taken_out(connection, one.number) for one in kept), what)


class RuleBook(Sequence[Rule]):
    """The rules an engine judges with."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __len__(self) -> int:
        return len(self._engine.pack.rules)

    def __getitem__(self, which):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204
        rules = tuple(item.rule for item in self._engine.pack.rules)
        return rules[which]

    def __iter__(self) -> Iterator[Rule]:
        return (item.rule for item in self._engine.pack.rules)

    def find(self, rule_id: str) -> Rule:
        """The rule of an id, in capitals or not.

        Raises:
            ConfigurationError: C002 with the nearest ids.
        """
        return self._engine.pack.find(rule_id)

    def to_frame(self) -> DataFrame:
        """One row a rule: id, title, category, severity, whether it is certain, what it says and advises."""
        return rules_frame(self)


class Engine(EngineCore):
    """Rules, language and classifier, loaded once; reused as often as wanted, also by several threads.

    Args:
        profile: name of the region's settings.
        rules: folders with rules of one's own.

    Raises:
        ConfigurationError: where a rule file is wrong.
    """

    def __init__(self, *, profile: str = "national", rules: Sequence[PathLike] = ()) -> None:
        super().__init__(profile=profile, rules=rules)
        self.load()

    @property
    def rules(self) -> RuleBook:
        """The rules in force."""
        return RuleBook(self)

    def audit(
        self,
        source: Source,
        *,
        archive: PathLike | None = None,
        baseline: PathLike | Result | None = None,
        decisions: PathLike | Mapping[str, Handling] | None = None,
        workers: int | None = 1,
        limits: Mapping[str, int] | None = None,
        on_progress: Callable[[Event], None] | None = None,
    ) -> AuditResult:
        """Audit material.

        Args:
            source: a file or folder, a submission that was read, or several of one sort.
            archive: an archive of earlier years to compare with.
            baseline: an earlier result, or its file: findings then say whether they are new.
            decisions: a ledger that people filled in, or decisions by fingerprint.
            workers: processes to use; None: as many as pay. The result does not depend on it. With more than one, a
                script must be guarded by ``if __name__ == "__main__":`` where processes start from nothing (Windows, macOS).
            limits: what one file may take and hold where that is not the usual, as ``--limits`` takes it: ``{"memory": 2000,
                "pages": 8000}``.
            on_progress: told of every step, in this thread.

        Returns:
            The result over all files; one that cannot be read is in it with its error.

        Raises:
            AuditorError: for a path that does not exist, for archives, results and ledgers that cannot be used, and for a
                limit that is none.
            KeyboardInterrupt: where the user stopped it.
        """
        within = limits_of(limits or {})
        history = _history(archive, baseline, decisions)
        submissions, paths = _told_apart(source)
        if submissions:
            return AuditResult._of(audit_submissions(submissions, self, history))
        options = ReadingOptions(limits=within, contained=workers != 1 or begins_as_copy())
        return self._audit_files(discover(paths), options, history, workers, on_progress or unheard)

    def _audit_files(
        self,
        files: Sequence[Path],
        options: ReadingOptions,
        history: History,
        workers: int | None,
        listener: Callable[[Event], None],
    ) -> AuditResult:
        with TemporaryDirectory(prefix="auditor-", ignore_cleanup_errors=True) as folder:
            job = AuditJob(files, Path(folder), options=options, history=history, workers=workers)
            try:
                outcome = run_job(job, self, listener)
            except StoppedError:
                raise KeyboardInterrupt from None
            if not outcome.complete:
                raise KeyboardInterrupt
            return AuditResult.load(outcome.audit.path)

    def judge_rows(self, rows: DataFrame) -> DataFrame:
        """Judge rows of a table, each by itself.

        Args:
            rows: columns ``level1``, ``level2``, ``level3``, ``description``, ``target`` and ``basis``, or 一级指标,
                二级指标, 三级指标, 指标解释, 指标值 and 指标值设定依据; whatever is missing counts as not asked for.

        Returns:
            The same index in the same order: ``label`` (a category), ``probability`` (0..1), ``reasons`` and ``rules``
            (tuples: why, and the ids of the rules that found something).

        Raises:
            ValueError: where no column is known.
        """
        return judged_rows(self, rows)

    def check(self, target: str, *, level3: str = "", level2: str = "") -> tuple[Finding, ...]:
        """What is found in one target value, with the name and second level of its indicator where they are given."""
        return check_target(self, target, level3=level3, level2=level2)


def read(path: PathLike, *, mapping: PathLike | None = None, limits: Mapping[str, int] | None = None) -> Submission:
    """Read a file of any known format; whatever is wrong with it stands in ``status`` and ``error``.

    Args:
        path: the file.
        mapping: a file (YAML) that says how headings of its own are meant.
        limits: how much it may hold, as ``--limits`` takes it: ``{"pages": 8000}``. It is read in this process, which is
            held to no memory or time.

    Raises:
        AuditorError: C010 where the mapping cannot be used, C041 for a limit that is none.
    """
    corrections = load_corrections(Path(mapping)) if mapping else NO_CORRECTIONS
    return read_submission(Path(path), corrections, limits_of(limits or {}).sizes)


def audit(
    source: Source,
    *,
    profile: str = "national",
    rules: Sequence[PathLike] = (),
    archive: PathLike | None = None,
    baseline: PathLike | Result | None = None,
    decisions: PathLike | Mapping[str, Handling] | None = None,
    workers: int | None = 1,
    limits: Mapping[str, int] | None = None,
    on_progress: Callable[[Event], None] | None = None,
) -> AuditResult:
    """Audit material once, as ``Engine.audit`` does; who audits several times keeps an ``Engine``."""
    return Engine(profile=profile, rules=rules).audit(
        source,
        archive=archive,
        baseline=baseline,
        decisions=decisions,
        workers=workers,
        limits=limits,
        on_progress=on_progress,
    )


def _history(
    archive: PathLike | None,
    baseline: PathLike | Result | None,
    decisions: PathLike | Mapping[str, Handling] | None,
) -> History:
    earlier = baseline if isinstance(baseline, Result) or baseline is None else AuditResult.load(baseline)
    decided = read_decisions(Path(decisions)) if isinstance(decisions, str | Path) else decisions
    return History(
        suppressions=Suppressions(decided or {}, date.today()),
        baseline=fingerprints_of(earlier) if earlier is not None else None,
        archive=load_history(Path(archive)) if archive else None,
    )


def _told_apart(source: Source) -> tuple[tuple[Submission, ...], list[Path]]:
    """The submissions among what was given, or else the paths.

    Raises:
        TypeError: where both were given.
    """
    given = [source] if isinstance(source, str | Path | Submission) else list(source)
    submissions = tuple(one for one in given if isinstance(one, Submission))
    paths = [Path(one) for one in given if not isinstance(one, Submission)]
    if submissions and paths:
        raise TypeError("give either paths or submissions, not both")
    return submissions, paths
