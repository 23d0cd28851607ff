"""Results by department: a result, reports and tables (parquet) of each, and one page of the season from their sums."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from pydantic import TypeAdapter

from auditor.checks.history.keys import department_key
from auditor.cluster.copies import DuplicatesLines
from auditor.frames import FrameKind, frame_of, records_of
from auditor.model import Coverage, Duplicates, Result, Submission, Totals
from auditor.outputs.reports.formats import write_formats
from auditor.outputs.reports.html import report_environment
from auditor.outputs.reports.json import LISTS, assembled
from auditor.outputs.reports.stored import stored
from auditor.runtime.atomic import write_bytes, write_text
from auditor.runtime.collector import collector_paused
from auditor.scoring.summary import BatchSummary

FOLDER = "departments"
TABLES = "parquet"
SEASON_PAGE = "season.html"
UNNAMED = "（未写明部门）"
MOST_RULES = 20
"""Rules that the page of the season names."""
PARTITION = "department_key"
"""Name of the folder level that parts the tables: a key of our own, for names and codes do not survive as folder names."""

_LEDGER = TypeAdapter(tuple[Coverage, ...])

Pieces = Sequence[tuple[bytes, bytes]]
"""Of each submission its packed lines of a result: itself, and its ledger."""


@dataclass
class DepartmentResult:
    """What is known of one department: its key (``d001``), its name, the numbers of its submissions, and their sums.

    ``reported``: whether its reports and tables were written.
    """

    key: str
    name: str
    numbers: list[int] = field(default_factory=list)
    summary: BatchSummary = field(default_factory=BatchSummary)
    reported: bool = True

    @property
    def report(self) -> str:
        """Where its report lies, from the season page."""
        return f"{FOLDER}/{self.key}/report.html"


@dataclass(frozen=True)
class WantedReports:
    """What is made of every department: reports (``formats``) and tables; and what their results have in common.

    ``around``: a result but for its submissions, its ledger, its repetition and its totals, as JSON.
    """

    formats: tuple[str, ...]
    around: bytes

    @property
    def others(self) -> tuple[str, ...]:
        """The reports beside ``result.json``, which is written elsewhere."""
        return tuple(one for one in self.formats if one != "json")


@dataclass(frozen=True)
class ResultInPieces:
    """A department's result as it is sent to a worker: packed lines of its submissions, its repetition and its totals."""

    pieces: Pieces
    duplicates: DuplicatesLines
    totals: Totals


class DepartmentsInTheMaking:
    """Departments in the order in which they come first, as their submissions are judged, in any order; of a submission
    nothing stays but what it adds.

    Args:
        names: the department of each submission, None where it names none.
    """

    def __init__(self, names: Sequence[str | None]) -> None:
        self._known: dict[str, DepartmentResult] = {}
        self._told: dict[int, BatchSummary] = {}
        for number, name in enumerate(names):
            known = department_key(name) or ""
            if known not in self._known:
                key, told = f"d{len(self._known) + 1:03d}", (name if known else None) or UNNAMED
                self._known[known] = DepartmentResult(key, told)
            self._known[known].numbers.append(number)
        self.of = [self._known[department_key(name) or ""] for name in names]

    def add(self, number: int, summary: BatchSummary) -> DepartmentResult:
        """Take in what a judged submission adds; the department it is from."""
        if summary.errors or summary.same:  # what is told in the order of the submissions
            self._told[number] = BatchSummary(errors=summary.errors, same=summary.same)
            summary = replace(summary, errors=[], same=[])
        self.of[number].summary.merge(summary)
        return self.of[number]

    def finished(self) -> list[DepartmentResult]:
        """All of them, when all submissions are judged."""
        for number in sorted(self._told):
            self.of[number].summary.merge(self._told[number])
        return list(self._known.values())


def write_result(
    folder: Path, department: DepartmentResult, pieces: Pieces, around: Result, duplicates: DuplicatesLines
) -> Path:
    """``result.json`` of a department.

    Args:
        folder: of the whole batch's results.
        department: whose.
        pieces: the packed lines of its judged submissions, in order.
        around: the result but for its submissions, its ledger, its repetition and its totals.
        duplicates: the repetition that concerns it.

    Raises:
        OSError: where it cannot be written.
    """
    home = folder / FOLDER / department.key
    home.mkdir(parents=True, exist_ok=True)
    own = around.model_copy(update={"totals": department.summary.totals})
    packed = (map(itemgetter(which), pieces) for which in range(len(LISTS)))
    lists = [map(zlib.decompress, lines) for lines in packed]
    return assembled(home / "result.json", own, lists, {"duplicates": duplicates.whole})


def rendered(wanted: WantedReports, results: Sequence[ResultInPieces]) -> list[list[tuple[str, bytes]]]:
    """Run by workers: for each result, its reports and tables as names with packed bytes."""
    with collector_paused():
        return [_rendered(wanted, result) for result in results]


def _rendered(wanted: WantedReports, result: ResultInPieces) -> list[tuple[str, bytes]]:
    lines = [(zlib.decompress(submission), zlib.decompress(ledger)) for submission, ledger in result.pieces]
    submissions = tuple(Submission.model_validate_json(line) for line, _ in lines)
    coverage = _LEDGER.validate_json(b"[" + b",".join(ledger for _, ledger in lines if ledger) + b"]")
    return reports_of(wanted, submissions, coverage, lines, result.duplicates, result.totals)


def reports_of(
    wanted: WantedReports,
    submissions: tuple[Submission, ...],
    coverage: tuple[Coverage, ...],
    lines: Sequence[tuple[bytes, bytes]],
    duplicates: DuplicatesLines,
    totals: Totals,
) -> list[tuple[str, bytes]]:
    """The reports and tables of a department, made by a worker: names with packed bytes.

    Args:
        wanted: what is made.
        submissions: as judged, in order.
        coverage: their ledger.
        lines: of each submission its lines of a result, itself and its ledger.
        duplicates: the repetition that concerns it; of the groups only reports tell.
        totals: of the submissions.
    """
    own = {"submissions": submissions, "coverage": coverage, "totals": totals}
    repetition = Duplicates.model_validate_json(duplicates.whole)
    whole = _around(wanted.around).model_copy(update=own | {"duplicates": repetition})
    with TemporaryDirectory(prefix="auditor-") as name:
        home, reports = Path(name), Path(name) / "reports"
        if wanted.others:
            path = assembled(home / "result.json", whole, list(zip(*lines, strict=True)))
            write_formats(stored(path), reports, wanted.others, workers=1)
        _write_tables(whole, home / TABLES)
        made = sorted(path for path in (*reports.rglob("*"), *(home / TABLES).rglob("*")) if path.is_file())
        return [(path.relative_to(home).as_posix(), zlib.compress(path.read_bytes(), 1)) for path in made]


@lru_cache(maxsize=1)
def _around(told: bytes) -> Result:
    """What all departments of a run have in common, understood once."""
    return Result.model_validate_json(told)


def _write_tables(result: Result, folder: Path) -> None:
    """Each table of a result as a parquet file."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    folder.mkdir()
    for what in get_args(FrameKind):
        table = pa.Table.from_pylist(list(records_of(result, what)[1]), schema=_schema(what))
        write_table(table, folder / f"{what}.parquet")


@cache
def _schema(what: FrameKind) -> Any:
    """What pandas makes of a table without lines; closed lists become plain text, so that all departments have one schema."""
    import pyarrow as pa

    nothing: Any = {"submissions": (), "coverage": (), "duplicates": Duplicates()}
    frame = frame_of(Result.model_construct(**nothing), what)
    texts = {column: "string" for column in frame.columns if frame[column].dtype == "category"}
    return pa.Schema.from_pandas(frame.astype(texts), preserve_index=False)


def unpacked(folder: Path, department: DepartmentResult, made: Sequence[tuple[str, bytes]]) -> None:
    """Put what a worker made of a department's result in its place.

    Raises:
        OSError: where it cannot be written.
    """
    for name, packed in made:
        kind, _, rest = name.partition("/")
        if kind == TABLES:
            path = folder / TABLES / rest.removesuffix(".parquet") / f"{PARTITION}={department.key}" / "part.parquet"
        else:
            path = folder / FOLDER / department.key / rest
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, zlib.decompress(packed))


def write_season(folder: Path, departments: Sequence[DepartmentResult], whole: BatchSummary, html: bool) -> Path:
    """The page of the season, from sums alone.

    Args:
        folder: where to.
        departments: all of them.
        whole: sums over all.
        html: whether departments have a report that can be linked.

    Raises:
        OSError: where it cannot be written.
    """
    page = report_environment().get_template("departments.html")
    rules = sorted(whole.by_rule.items(), key=lambda found: (-found[1], found[0]))[:MOST_RULES]
    text = page.render(departments=departments, whole=whole, rules=rules, html=html)
    return write_text(folder / SEASON_PAGE, text)
