"""From files to submissions, each kept in the checkpoint as soon as it was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import AuditorError, UnreadableError
from auditor.language.segment import rjieba_cut
from auditor.model import ReadingError, Submission
from auditor.pipeline.checkpoint import ReadingCheckpoint, ReadLine, read_line
from auditor.pipeline.contained import LimitsBySize, not_finished
from auditor.pipeline.kept_readings import KeptReadings
from auditor.reading import read
from auditor.reading.archives.contents import content_of
from auditor.reading.forms.mapping import NO_CORRECTIONS, Corrections
from auditor.reading.reader import read_within_limits, written
from auditor.runtime.disk_cache import NO_CACHE, DiskCache
from auditor.runtime.limits import Ending, Limits
from auditor.runtime.parallel import begins_as_copy, choose_workers, parallel_map

FILES_FOR_TWO = 8
"""Files from which on a second process pays for reading."""


@dataclass(frozen=True)
class Defaults:
    """Department and budget year of files that name none themselves."""

    department: str | None = None
    year: int | None = None

    def complete(self, submission: Submission) -> Submission:
        """The submission with what it did not say itself."""
        missing = {
            name: value
            for name, value in (("department", self.department), ("year", self.year))
            if value is not None and getattr(submission, name) is None
        }
        return submission.model_copy(update=missing) if missing else submission


NO_DEFAULTS = Defaults()


@dataclass(frozen=True)
class ReadingOptions:
    """How files are read: what headings of their own mean, what is assumed where they say nothing, and what one may take.

    Args:
        corrections: how headings of their own are meant.
        defaults: department and year where a file names none.
        limits: what one file may take and hold.
        contained: whether each is read in a process that is held to its limits. Where it is not, files are read in this
            process where one is enough, and of the limits only those of what a document may hold are kept.
    """

    corrections: Corrections = NO_CORRECTIONS
    defaults: Defaults = NO_DEFAULTS
    limits: Limits = Limits()  # noqa: RUF009  # frozen
    contained: bool = True

    def read(self, path: Path) -> Submission:
        """Read one file; whatever is wrong with it is the submission's error."""
        reader = read_within_limits if self.contained else read
        return self.defaults.complete(reader(path, self.corrections, self.limits.sizes))

    @property
    def conditions(self) -> object:
        """Everything a reading depends on beside the file, in a form that is the same in every run."""
        headings = sorted(self.corrections.columns.items()), sorted(self.corrections.ignore)
        return headings, self.defaults, self.limits, self.contained


AS_WRITTEN = ReadingOptions()


def read_files(
    files: Sequence[Path],
    checkpoint: ReadingCheckpoint,
    options: ReadingOptions = AS_WRITTEN,
    workers: int | None = None,
    cache: DiskCache = NO_CACHE,
) -> Iterator[ReadLine]:
    """Read files, in order, and keep what was read; one that cannot be read comes with its error.

    Args:
        files: what to read.
        checkpoint: where readings are kept; those of a run that was stopped are taken over.
        options: how files are read.
        workers: processes to use; None: as many as pay.
        cache: where readings of earlier runs lie, and those of this one are kept for the next.
    """
    kept = KeptReadings(cache, options.conditions)
    known = {path: found for path in files if (found := checkpoint.reading_of(path)) is not None}
    for path in files:
        if path not in known and (found := kept.of(path)) is not None:
            checkpoint.add(found)
            known[path] = found._replace(line=b"")
    left = [path for path in files if path not in known]
    workers = choose_workers(workers, len(left), FILES_FOR_TWO)
    fresh = _fresh(left, options, workers)
    for path in files:
        if path not in known:
            checkpoint.add(reading := next(fresh))
            kept.keep(reading)
            yield reading
        else:
            yield known[path]


def load_shared(options: ReadingOptions) -> None:
    """Load what both reading and judging need, so that processes made as copies of this one have it with them."""
    if options.contained and begins_as_copy():
        import rapidfuzz.process  # noqa: F401

        rjieba_cut()


def read_each(paths: Iterable[Path], options: ReadingOptions = AS_WRITTEN) -> Iterator[Submission]:
    """Read files, in order, one at a time and in memory; one that cannot be read comes with its error."""
    if not options.contained:
        yield from map(options.read, paths)
    else:
        yield from (Submission.model_validate_json(reading.line) for reading in _fresh(paths, options, 1))


def _fresh(paths: Iterable[Path], options: ReadingOptions, workers: int) -> Iterator[ReadLine]:
    limits = LimitsBySize(options.limits) if options.contained else None
    return parallel_map(options, _reading, paths, workers, on_lost=_not_read, limits=limits)


def _reading(options: ReadingOptions, path: Path) -> ReadLine:
    return read_line(options.read(path))


def _not_read(path: Path, ending: Ending) -> ReadLine:
    """A file whose reading came to no result."""
    content = b""
    with suppress(OSError, UnreadableError):
        content = content_of(path)
    return unread_line(path, content, not_finished(path, ending))


def unread_line(path: Path, content: bytes, error: AuditorError) -> ReadLine:
    """A file that came to nothing but an error, as it is kept."""
    told = ReadingError(code=error.code, message=error.message, hint=error.hint)
    digest = hashlib.sha256(content).hexdigest()
    return read_line(Submission(source=written(path), sha256=digest, status="unreadable", error=told))
