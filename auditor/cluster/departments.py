"""Results by department: a result, reports and tables (parquet) of each, and one page of the season from their sums."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from operator import itemgetter
from pathlib import Path
from sys import intern
from tempfile import TemporaryDirectory
from typing import Any, get_args

from pydantic import TypeAdapter

from auditor.atomic import write_bytes, write_text
from auditor.checks.history.keys import department_key
from auditor.frames import FrameKind, frame_of, records_of
from auditor.model import Coverage, Duplicates, Result, Submission
from auditor.outputs.reports.formats import write_formats
from auditor.outputs.reports.html import report_environment
from auditor.outputs.reports.json import LISTS, assembled
from auditor.outputs.reports.stored import stored
from auditor.pipeline.collector import collector_paused
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
class ResultInPieces:
    """A department's result as it is sent to a worker: packed lines of its submissions, and all around them as JSON."""

    pieces: Pieces
    around: bytes


class DepartmentsInTheMaking:
    """Departments as their submissions are judged, in any order; of a submission nothing stays but what it adds.

    Args:
        submissions: how many there are.
    """

    def __init__(self, submissions: int) -> None:
        self._names: list[str | None] = [None] * submissions
        self._sums: dict[str, BatchSummary] = {}
        self._told: dict[int, BatchSummary] = {}

    def add(self, number: int, name: str | None, summary: BatchSummary) -> None:
        """Take in a judged submission.

        Args:
            number: its number.
            name: of its department, None where it names none.
            summary: what it adds.
        """
        self._names[number] = name and intern(name)
        if summary.errors or summary.same:  # what is told in the order of the submissions
            self._told[number] = BatchSummary(errors=summary.errors, same=summary.same)
            summary = replace(summary, errors=[], same=[])
        self._sums.setdefault(_known(name), BatchSummary()).merge(summary)

    def finished(self) -> list[DepartmentResult]:
        """Departments in the order in which they come first, when all submissions are judged."""
        found: dict[str, DepartmentResult] = {}
        for number, name in enumerate(self._names):
            known = _known(name)
            if known not in found:
                key, told = f"d{len(found) + 1:03d}", (name if known else None) or UNNAMED
                found[known] = DepartmentResult(key, told, [], self._sums[known])
            found[known].numbers.append(number)
            if number in self._told:
                found[known].summary.merge(self._told[number])
        return list(found.values())


def _known(name: str | None) -> str:
    return department_key(name) or ""


def write_result(folder: Path, department: DepartmentResult, pieces: Pieces, around: Result) -> Path:
    """``result.json`` of a department.

    Args:
        folder: of the whole batch's results.
        department: whose.
        pieces: the packed lines of its judged submissions, in order.
        around: the result but for its submissions and its ledger.

    Raises:
        OSError: where it cannot be written.
    """
    home = folder / FOLDER / department.key
    home.mkdir(parents=True, exist_ok=True)
    return _assembled(home / "result.json", pieces, around)


def _assembled(path: Path, pieces: Pieces, around: Result) -> Path:
    packed = (map(itemgetter(which), pieces) for which in range(len(LISTS)))
    return assembled(path, around, [map(zlib.decompress, lines) for lines in packed])


def rendered(formats: tuple[str, ...], results: Sequence[ResultInPieces]) -> list[list[tuple[str, bytes]]]:
    """Run by workers: for each result, its reports and tables as names with packed bytes."""
    with collector_paused():
        return [list(_rendered(formats, result)) for result in results]


def _rendered(formats: tuple[str, ...], result: ResultInPieces) -> Iterator[tuple[str, bytes]]:
    with TemporaryDirectory(prefix="auditor-") as name:
        home, reports = Path(name), Path(name) / "reports"
        around, others = Result.model_validate_json(result.around), [one for one in formats if one != "json"]
        if others:
            path = _assembled(home / "result.json", result.pieces, around)
            write_formats(stored(path), reports, others, workers=1)
        _write_tables(_whole(result.pieces, around), home / TABLES)
        for made in sorted((*reports.rglob("*"), *(home / TABLES).rglob("*"))):
            if made.is_file():
                yield made.relative_to(home).as_posix(), zlib.compress(made.read_bytes(), 1)


def _whole(pieces: Pieces, around: Result) -> Result:
    submissions = (Submission.model_validate_json(zlib.decompress(line)) for line, _ in pieces)
    ledgers = [ledger for _, packed in pieces if (ledger := zlib.decompress(packed))]
    coverage = _LEDGER.validate_json(b"[" + b",".join(ledgers) + b"]")
    return around.model_copy(update={"submissions": tuple(submissions), "coverage": coverage})


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
