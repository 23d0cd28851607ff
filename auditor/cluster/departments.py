"""Results by department: a result, reports and tables (parquet) of each, and one page of the season from their sums."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from auditor.atomic import write_bytes, write_text
from auditor.checks.history.keys import department_key
from auditor.cluster.judgements import JudgementCheckpoint
from auditor.frames import FrameKind, frame_of
from auditor.model import Duplicates, Result
from auditor.outputs.reports.formats import write_formats
from auditor.outputs.reports.html import report_environment
from auditor.outputs.reports.json import ResultFile, read_result
from auditor.outputs.reports.stored import stored
from auditor.scoring.summary import BatchSummary

FOLDER = "departments"
TABLES = "parquet"
SEASON_PAGE = "season.html"
UNNAMED = "（未写明部门）"
MOST_RULES = 20
"""Rules that the page of the season names."""
PARTITION = "department_key"
"""Name of the folder level that parts the tables: a key of our own, for names and codes do not survive as folder names."""


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


def by_department(names: Sequence[str | None], summaries: Sequence[BatchSummary]) -> list[DepartmentResult]:
    """Departments in the order in which they come first.

    Args:
        names: of the department of each submission, None where it names none.
        summaries: of each submission.
    """
    found: dict[str, DepartmentResult] = {}
    for number, (name, summary) in enumerate(zip(names, summaries, strict=True)):
        known = department_key(name) or ""
        one = found.setdefault(known, DepartmentResult(f"d{len(found) + 1:03d}", (name if known else None) or UNNAMED))
        one.numbers.append(number)
        one.summary.merge(summary)
    return list(found.values())


@dataclass(frozen=True)
class DepartmentDuplicates:
    """Which of a batch's repetition concerns which submissions; groups and pairs keep their ids and their order."""

    whole: Duplicates
    clusters: dict[str, list[int]]
    pairs: dict[str, list[int]]

    def of(self, sources: Iterable[str]) -> Duplicates:
        """What concerns any of these submissions."""
        wanted = set(sources)
        clusters = sorted({place for source in wanted for place in self.clusters.get(source, ())})
        pairs = sorted({place for source in wanted for place in self.pairs.get(source, ())})
        return Duplicates(
            clusters=tuple(self.whole.clusters[place] for place in clusters),
            project_pairs=tuple(self.whole.project_pairs[place] for place in pairs),
        )


def duplicates_by_source(whole: Duplicates) -> DepartmentDuplicates:
    """Ready to be asked for the share of a department."""
    clusters: dict[str, list[int]] = {}
    pairs: dict[str, list[int]] = {}
    for place, cluster in enumerate(whole.clusters):
        for source in {member.submission for member in cluster.members}:
            clusters.setdefault(source, []).append(place)
    for place, pair in enumerate(whole.project_pairs):
        for source in {pair.a.submission, pair.b.submission}:
            pairs.setdefault(source, []).append(place)
    return DepartmentDuplicates(whole, clusters, pairs)


def write_result(folder: Path, department: DepartmentResult, kept: JudgementCheckpoint, around: Result) -> Path:
    """``result.json`` of a department.

    Args:
        folder: of the whole batch's results.
        department: whose.
        kept: the judged submissions.
        around: the result but for its submissions and its ledger.

    Raises:
        OSError: where it cannot be written.
    """
    home = folder / FOLDER / department.key
    home.mkdir(parents=True, exist_ok=True)
    with ResultFile(home / "result.json") as file:
        for number in department.numbers:
            file.add(number, kept.lines(number))
        return file.finish(around)


def rendered(formats: tuple[str, ...], results: Sequence[bytes]) -> list[list[tuple[str, bytes]]]:
    """Run by workers: for each result (packed), its reports and tables as names with packed bytes."""
    return [list(_rendered(formats, packed)) for packed in results]


def _rendered(formats: tuple[str, ...], packed: bytes) -> Iterator[tuple[str, bytes]]:
    with TemporaryDirectory(prefix="auditor-") as name:
        home, reports = Path(name), Path(name) / "reports"
        path = home / "result.json"
        path.write_bytes(zlib.decompress(packed))
        write_formats(stored(path), reports, [one for one in formats if one != "json"], workers=1)
        _write_tables(read_result(path), home / TABLES)
        for made in sorted((*reports.rglob("*"), *(home / TABLES).rglob("*"))):
            if made.is_file():
                yield made.relative_to(home).as_posix(), zlib.compress(made.read_bytes(), 1)


def _write_tables(result: Result, folder: Path) -> None:
    """Each table of a result as a parquet file; closed lists become plain text, so that all departments have one schema."""
    folder.mkdir()
    for what in get_args(FrameKind):
        frame = frame_of(result, what)
        texts = {column: "string" for column in frame.columns if frame[column].dtype == "category"}
        frame.astype(texts).to_parquet(folder / f"{what}.parquet", index=False)


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
