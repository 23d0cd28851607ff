"""The archive: SQLite (what we ship) beside DuckDB on the same rows, and how many twins of last year are found.

200 departments hand in ten projects each; a year later every project comes back with a new year in its texts, some
renamed, some with a new code. Each submission is one transaction, as people add them. Run from the checkout:
``python -m benchmarks.archive [departments]`` (needs the duckdb package for the second column).
"""

from __future__ import annotations

import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from time import perf_counter

from auditor.archive.entries import add
from auditor.archive.lookup import archived_projects
from auditor.archive.store import opened
from auditor.checks.history.keys import department_key, name_key
from auditor.checks.history.matching import match_projects
from auditor.model import Project, Submission
from auditor.runtime.atomic import write_text
from material.forms.sample import corpus_rows, sample_projects

REPORT = Path(__file__).parent / "results" / "archive.md"
PROJECTS = 10
SCHEMA = (
    "CREATE TABLE submission (id INTEGER PRIMARY KEY, sha256 TEXT UNIQUE, department_key TEXT, year INTEGER, content BLOB)",
    "CREATE TABLE project (submission INTEGER, position INTEGER, name_key TEXT, department_key TEXT, year INTEGER, content BLOB)",
    "CREATE INDEX by_season ON project (department_key, year)",
)
TWINS = "SELECT position, content FROM project WHERE department_key = ? AND year = ? ORDER BY position"


def seasons(departments: int) -> tuple[list[Submission], list[Submission]]:
    """Last year's submissions and this year's, whose project ``n`` is last year's project ``n``."""
    random = Random(5)
    corpora = list(corpus_rows().values())
    old = [
        _submission(f"第{n}局", 2024, sample_projects(random, corpora[n % len(corpora)], PROJECTS))
        for n in range(departments)
    ]
    new = [
        _submission(one.department or "", 2025, tuple(_next_year(project, random) for project in one.projects))
        for one in old
    ]
    return old, new


def _submission(department: str, year: int, projects: tuple[Project, ...]) -> Submission:
    source = f"{department}{year}.xlsx"
    return Submission(
        source=source, sha256=source, status="audited", department=department, year=year, projects=projects
    )


def _next_year(project: Project, random: Random) -> Project:
    name = random.choice((f"2025年{project.name}", project.name, project.name.replace("项目经费", "经费")))
    code = random.choice((project.code, f"{random.randint(10, 99)}{project.code[2:]}"))
    return project.model_copy(update={"name": name, "code": code})


def engine(
    execute: Callable[..., Iterable[tuple[object, ...]]], old: list[Submission], new: list[Submission]
) -> tuple[float, float]:
    """Seconds to add all old submissions, and to fetch last year's projects for every new one."""
    for statement in SCHEMA:
        execute(statement)
    start = perf_counter()
    for number, one in enumerate(old):
        execute("BEGIN TRANSACTION")
        key = department_key(one.department)
        content = zlib.compress(one.model_dump_json().encode())
        execute("INSERT INTO submission VALUES (?, ?, ?, ?, ?)", (number, one.sha256, key, one.year, content))
        for position, project in enumerate(one.projects):
            content = zlib.compress(project.model_dump_json().encode())
            execute(
                "INSERT INTO project VALUES (?, ?, ?, ?, ?, ?)",
                (number, position, name_key(project.name), key, one.year, content),
            )
        execute("COMMIT")
    added = perf_counter()
    for one in new:
        found = list(execute(TWINS, (department_key(one.department), 2024)))
        assert len(found) == PROJECTS
    return added - start, perf_counter() - added


def sqlite_engine(folder: Path, old: list[Submission], new: list[Submission]) -> tuple[float, float, int]:
    """SQLite from the standard library with a rollback journal."""
    import sqlite3

    path = folder / "plain.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    seconds = engine(lambda query, values=(): connection.execute(query, values).fetchall(), old, new)
    connection.close()
    return *seconds, path.stat().st_size


def duckdb_engine(folder: Path, old: list[Submission], new: list[Submission]) -> tuple[float, float, int]:
    """DuckDB with the same tables."""
    import duckdb

    path = folder / "plain.duckdb"
    connection = duckdb.connect(str(path))
    seconds = engine(lambda query, values=(): connection.execute(query, values).fetchall(), old, new)
    connection.close()
    return *seconds, path.stat().st_size


def ours(folder: Path, old: list[Submission], new: list[Submission]) -> tuple[float, float, int, int, int]:
    """The archive as shipped: adding with every look-up key, recalling and matching; twins found and wrongly paired."""
    path = folder / "ours.db"
    start = perf_counter()
    with opened(path, create=True) as connection:
        for one in old:
            add(connection, one)
        added = perf_counter()
        right = wrong = 0
        for one in new:
            past = archived_projects(connection, one)
            kept = past.of((department_key(one.department) or "", 2024, "target_declaration"))
            for match in match_projects([before.project for before in kept], one.projects):
                same = kept[match.old].project.indicators == one.projects[match.new].indicators
                right, wrong = right + same, wrong + (not same)
        return added - start, perf_counter() - added, path.stat().st_size, right, wrong


def main() -> None:
    """Print the tables and write them to ``benchmarks/results/archive.md``."""
    departments = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    old, new = seasons(departments)
    lines = ["| 引擎 | 存入（秒） | 查上年项目（秒） | 文件（MB） |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, run in (("SQLite", sqlite_engine), ("DuckDB", duckdb_engine)):
            put, got, size = run(folder, old, new)
            lines.append(f"| {title} | {put:.2f} | {got:.3f} | {size / 1e6:.1f} |")
        put, got, size, right, wrong = ours(folder, old, new)
    lines += [f"| 本工具的档案（含配对） | {put:.2f} | {got:.3f} | {size / 1e6:.1f} |", ""]
    missed = departments * PROJECTS - right - wrong
    lines.append(
        f"{departments} 份材料，{departments * PROJECTS} 个项目；配对：正确 {right}，错误 {wrong}，没有找到 {missed}。"
    )
    text = "\n".join(lines) + "\n"
    print(text)
    write_text(
        REPORT, "# 历年档案：存取与配对\n\n命令：`python -m benchmarks.archive`（需另装 duckdb 作对照）。\n\n" + text
    )


if __name__ == "__main__":
    main()
