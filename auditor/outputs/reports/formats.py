"""The formats a result can be written in, by the name a person types; what writes a format is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from auditor.errors import AuditorError, ConfigurationError
from auditor.model import Result
from auditor.outputs.reports.jobs import Job, run_jobs
from auditor.outputs.reports.parts import OVERVIEW_PAGE, ResultParts, Writer
from auditor.outputs.reports.pieces import write_parts
from auditor.outputs.reports.stored import StoredResult
from auditor.runtime.disk_cache import NO_CACHE, DiskCache

COMPLETE = ("json", "sarif")
"""What holds every finding also where a run is compared with an earlier one; the others then tell what is new."""

DEFAULT = ("html", "xlsx", "json")
FILES = {
    "json": "result.json", "html": OVERVIEW_PAGE, "xlsx": "ledger.xlsx", "sarif": "result.sarif", "junit": "junit.xml",
    "csv": "findings.csv", "md": "report.md",
}  # fmt: skip
FORMATS = tuple(FILES)


def chosen(words: Iterable[str]) -> tuple[str, ...]:
    """The formats that were asked for, each once, in the order of ``FORMATS``; none asked for means the usual three.

    Args:
        words: names, several of them in one word where commas part them.

    Raises:
        ConfigurationError: C011 for a name that is not known.
    """
    names = [name.strip().lower() for word in words for name in word.replace("，", ",").split(",") if name.strip()]
    for name in names:
        if name not in FORMATS:
            raise ConfigurationError("C011", name=name, known="、".join(FORMATS))
    return tuple(name for name in FORMATS if name in (names or DEFAULT))


def write_formats(
    result: Result | StoredResult,
    folder: Path,
    names: Iterable[str],
    baseline: Result | StoredResult | None = None,
    workers: int | None = None,
    cache: DiskCache = NO_CACHE,
) -> tuple[Path, ...]:
    """Write a result in the named formats into a folder, which is made where there is none.

    Args:
        result: what is written; of a large one several files are written at once, which changes nothing of them.
        folder: where to.
        names: of ``FORMATS``.
        baseline: an earlier result, for the one format that compares (SARIF).
        workers: processes to use; None: as many as pay.
        cache: where what earlier runs have written of the same submissions lies; no file depends on it.

    Raises:
        AuditorError: C004 where the folder or a file cannot be written.
    """
    wanted = tuple(names)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for _ in run_jobs(result, tuple(_jobs(wanted, folder, cache)), baseline, workers):
            pass
    except OSError as error:
        raise AuditorError("C004", path=folder, reason=error.strerror or str(error)) from error
    return tuple(folder / FILES[name] for name in wanted)


def _jobs(names: tuple[str, ...], folder: Path, cache: DiskCache) -> Iterator[Job]:
    """The ledger takes longest; the pages of submissions can be shared out; the rest is quick and goes together."""
    yield from (Job(Pages(folder, cache), divided=True) for name in names if name == "html")
    yield from (Job(Whole(folder, (name,), cache)) for name in names if name == "xlsx")
    if others := tuple(name for name in names if name != "xlsx"):
        yield Job(Whole(folder, others, cache))


@dataclass(frozen=True)
class Whole:
    """Writes formats that are one file of the whole batch."""

    folder: Path
    names: tuple[str, ...]
    cache: DiskCache

    def __call__(self, parts: ResultParts, baseline: ResultParts | None) -> tuple[Path, ...]:
        """Write them in one pass."""
        write_parts(parts, self.folder, [_writer(name, baseline) for name in self.names], self.cache)
        return tuple(self.folder / FILES[name] for name in self.names)


@dataclass(frozen=True)
class Pages:
    """Writes the pages of some submissions."""

    folder: Path
    cache: DiskCache

    def __call__(self, parts: ResultParts, baseline: ResultParts | None) -> tuple[Path, ...]:
        """Write them; nobody is told of each."""
        from auditor.outputs.reports.html import pages_writer

        write_parts(parts, self.folder, (pages_writer,), self.cache)
        return ()


def _writer(name: str, baseline: ResultParts | None) -> Writer:
    match name:
        case "html":
            from auditor.outputs.reports.html import overview_writer as writer
        case "xlsx":
            from auditor.outputs.reports.xlsx import ledger_writer as writer
        case "json":
            from auditor.outputs.reports.json import json_writer as writer
        case "junit":
            from auditor.outputs.reports.junit import junit_writer as writer
        case "csv":
            from auditor.outputs.reports.csv import csv_writer as writer
        case "md":
            from auditor.outputs.reports.markdown import markdown_writer as writer
        case _:
            from auditor.outputs.reports.sarif import sarif_writer

            return partial(sarif_writer, baseline=baseline)
    return writer
