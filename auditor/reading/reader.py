"""One file to one submission. Whatever is wrong with the file becomes the submission's error, never an exception."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from auditor.errors import AuditorError, UnreadableError
from auditor.model import INDICATOR_FIELDS, Project, ReadingError, Status, Submission
from auditor.reading.corrections import NO_CORRECTIONS, Corrections, corrected
from auditor.reading.decode import decode
from auditor.reading.delimited import read_delimited
from auditor.reading.detect import detect
from auditor.reading.documents import read_flow, read_sheets
from auditor.reading.flow import Flow, grids, prose, whole_text
from auditor.reading.form import department_of, find_tables, read_grid, table_kind
from auditor.reading.grid import Grid
from auditor.reading.narrative import budget_year
from auditor.reading.notes import form_notes
from auditor.reading.numbering import numbered
from auditor.reading.text_form import Content, read_text, with_prose
from auditor.taxonomy import level2_of

_WITHOUT_INDICATORS = ("R004",)


def read(path: Path, corrections: Corrections = NO_CORRECTIONS) -> Submission:
    """Read a file of any known format.

    Args:
        path: the file.
        corrections: how headings of its own are meant.

    Returns:
        A submission with status ``audited`` and its projects, or with ``no_indicators`` or ``unreadable`` and its error.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _failed(path, b"", UnreadableError("R007", path=written(path), reason=reason))
    try:
        found = read_content(content, written(path), corrections)
    except UnreadableError as error:
        return _failed(path, content, error)
    except Exception as error:  # a defect of ours must not end the batch; it is told as such
        return _failed(
            path, content, UnreadableError("R009", path=written(path), reason=f"{type(error).__name__}: {error}")
        )
    return Submission(
        source=written(path),
        sha256=_digest(content),
        status="audited",
        doubts=found.doubts,
        forms=found.forms,
        department=found.department,
        year=found.year,
        kind=found.kind,
        overall_goal=found.overall_goal,
        narrative=found.narrative,
        projects=found.projects,
    )


def written(path: Path) -> str:
    """The path as it can be printed: a name in GBK bytes, as archives made on Windows leave it, is decoded as such."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", errors="replace")


def read_content(content: bytes, path: str, corrections: Corrections = NO_CORRECTIONS) -> Content:
    """The content of a file from its bytes.

    Args:
        content: the whole file.
        path: named in error messages.
        corrections: how headings of its own are meant.

    Raises:
        UnreadableError: where the file cannot be read or holds no indicator table.
    """
    kind = detect(content, path)
    if kind in ("workbook", "old workbook"):
        return _from_grids(read_sheets(content, path, kind), path, corrections)
    if kind != "text":
        return _from_flow(read_flow(content, path, kind), path, corrections)
    return _from_text(decode(content, path), path, corrections)


def _from_text(text: str, path: str, corrections: Corrections) -> Content:
    grid = read_delimited(text)
    grid = corrected(grid, corrections) if grid else None
    if not grid or not find_tables(grid):
        return read_text(text, path, _cut)
    return max(_readings(text, grid, path), key=_filled_cells)


def _readings(text: str, grid: Grid, path: str) -> Iterator[Content]:
    """Both ways to read text with tabs or commas: as columns, and as the lines of a table taken out of a PDF."""
    yield _from_grids((grid,), path)
    with suppress(UnreadableError):
        yield read_text(text, path, _cut)


def _filled_cells(content: Content) -> int:
    """How much of the table a reading explains: its filled cells in rows whose second level is one of the known."""
    return sum(
        sum(bool(getattr(row, name)) for name in INDICATOR_FIELDS)
        for project in content.projects
        for row in project.indicators
        if level2_of(row.level2) is not None
    )


def _from_flow(flow: Flow, path: str, corrections: Corrections) -> Content:
    """Tables with the words around them; a document without a table of indicators is read as text."""
    meant = replace(flow, items=tuple(corrected(i, corrections) if isinstance(i, Grid) else i for i in flow.items))
    tables = grids(meant)
    if any(map(find_tables, tables)):
        read = with_prose(_from_grids(tables, path, corrections), prose(meant))
    else:
        read = _from_text(whole_text(meant), path, corrections)
    return replace(read, doubts=(*read.doubts, *flow.doubts))


def _from_grids(grids: tuple[Grid, ...], path: str, corrections: Corrections = NO_CORRECTIONS) -> Content:
    grids = tuple(corrected(grid, corrections) for grid in grids)
    found = [(grid, read_grid(grid)) for grid in grids]
    projects, doubts = _shown_first(found)
    if not projects:
        raise UnreadableError("R004", path=path)
    words = "\n".join(text for grid in grids for row in grid.rows for text in row if text)
    return Content(
        projects=numbered(projects),
        department=department_of(grids),
        year=budget_year(words),
        kind=table_kind(tuple(table for grid in grids for table in find_tables(grid))),
        doubts=doubts,
        forms=tuple(note for grid in grids for note in form_notes(grid)),
    )


def _shown_first(found: Sequence[tuple[Grid, tuple[Project, ...]]]) -> tuple[list[Project], tuple[str, ...]]:
    """All projects but those of hidden sheets that a sheet in view has too, and a word on each hidden sheet."""
    shown = {(one.code, one.name) for grid, projects in found if not _is_hidden(grid) for one in projects}
    kept: list[Project] = []
    doubts = []
    for grid, projects in found:
        if not _is_hidden(grid):
            kept += projects
        elif projects:
            own = [one for one in projects if (one.code, one.name) not in shown]
            kept += own
            told = "其中的指标也读取了" if own else "内容与显示的工作表重复，没有再读"
            doubts.append(f"工作表“{grid.sheet}”是隐藏的，{told}")
    return kept, tuple(doubts)


def _is_hidden(grid: Grid) -> bool:
    return len(grid.hidden) == len(grid.rows)


def _cut(text: str) -> list[str]:
    import rjieba

    return list(rjieba.cut(text))


def _failed(path: Path, content: bytes, error: AuditorError) -> Submission:
    status: Status = "no_indicators" if error.code in _WITHOUT_INDICATORS else "unreadable"
    told = ReadingError(code=error.code, message=error.message, hint=error.hint)
    return Submission(source=written(path), sha256=_digest(content), status=status, error=told)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
