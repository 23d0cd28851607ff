"""The bytes of a file to its content: by their format to grids or text, and from those to projects.

What reads one format only is imported when a file of that format comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from auditor.errors import UnreadableError
from auditor.model import INDICATOR_FIELDS, Indicator, Project
from auditor.reading.decode import decode
from auditor.reading.detect import detect
from auditor.reading.dispatch import FORMATS, Format, has_macros, read_flow, read_layout, read_sheets
from auditor.reading.extraction import Extraction
from auditor.reading.forms.form import department_of, read_grid
from auditor.reading.forms.headings import heading
from auditor.reading.forms.layouts import laid_out
from auditor.reading.forms.mapping import NO_CORRECTIONS, Corrections, corrected, corrected_text, names_met
from auditor.reading.forms.narrative import budget_year
from auditor.reading.forms.notes import form_notes, reading_doubts
from auditor.reading.forms.numbering import numbered
from auditor.reading.forms.tables import find_tables, table_kind
from auditor.reading.grid import Grid
from auditor.reading.plaintext.delimited import read_delimited
from auditor.reading.radicals import unified
from auditor.taxonomy import level2_of

if TYPE_CHECKING:
    from auditor.reading.forms.flow import Flow
    from auditor.reading.pdf.reader import PdfContent, UnruledContent

_HEADING_WORDS = ("级指标", "指标名称", "具体指标", "指标内容", "指标值", "目标值")
_CATEGORY = re.compile("(?:数量|质量|时效|成本|效益|满意度)指标")
_MACROS = "文件中有宏，没有运行，只读取了文字和表格"
_MOST_WHOLE = 0.8
_PLACED = "这一行的格数与表头不一致，各格属于哪一列是按内容推定的"
_UNRULED = "表格没有框线，各列是按文字的位置分开的，请核对"


def read_content(content: bytes, path: str, corrections: Corrections = NO_CORRECTIONS) -> Extraction:
    """The content of a file from its bytes.

    Args:
        content: the whole file.
        path: named in error messages.
        corrections: how headings of its own are meant.

    Raises:
        UnreadableError: where the file cannot be read or holds no indicator table.
    """
    reading = _Reading(path, corrections)
    read = _read(reading, content, path)
    return replace(read, mapped=tuple(sorted(reading.met))) if reading.met else read


def _read(reading: _Reading, content: bytes, path: str) -> Extraction:
    kind = detect(content, path)
    form = FORMATS[kind]
    match form.shape:
        case "sheets":
            read = reading.of_grids(read_sheets(content, path, kind))
        case "flow":
            read = reading.of_flow(read_flow(content, path, kind))
        case "pages":
            read = _PAGED[kind](reading, content)
        case "text":
            read = reading.of_text(unified(decode(content, path)))
        case "files":
            raise UnreadableError("R016", path=path)
    return _macros_told(read, content) if form.may_have_macros else read


def _macros_told(read: Extraction, content: bytes) -> Extraction:
    return replace(read, doubts=(*read.doubts, _MACROS)) if has_macros(content) else read


def _headed(found: PdfContent) -> set[str]:
    """What the headings name that are printed anywhere in a PDF, in a table or not."""
    cells = (text for grid in found.grids for row in grid.rows for text in row)
    return {known.field for text in (*cells, *found.prose.split()) if (known := heading(text))}


@dataclass(frozen=True)
class _Reading:
    """One file being read: its path for error messages, and how headings of its own are meant."""

    path: str
    corrections: Corrections
    met: set[str] = field(default_factory=set)
    """Names of the corrections that stood in the file."""

    def of_text(self, text: str) -> Extraction:
        """Text with tabs or commas as columns, or as lines where those explain more; other text as lines."""
        text = self._meant(text)
        found = read_delimited(text)
        if not found or not self._has_tables((found.grid,)):
            return self._of_layout(text) or self.of_lines(text)
        read = self.of_grids((found.grid,))
        read = _with_doubts(read, lambda row: _PLACED if (row.location.row or 0) - 1 in found.doubted else None)
        if not found.broken and _fills_columns(read):
            return read
        readings = [read]
        with suppress(UnreadableError):
            readings.append(self.of_lines(text))
        return max(readings, key=_filled_cells)

    def _of_layout(self, text: str) -> Extraction | None:
        """Text laid out in columns by blanks; None where it is not, or where many of its rows do not come out whole."""
        from auditor.language.segment import rjieba_cut
        from auditor.reading.plaintext.layout_text import layout_grid

        grid = layout_grid(text, rjieba_cut())
        if grid is None:
            return None
        with suppress(UnreadableError):
            read = _with_prose(self.of_grids((grid,)), text)
            rows = [row for project in read.projects for row in project.indicators]
            if sum(map(_is_whole, rows)) >= _MOST_WHOLE * len(rows):
                return replace(_with_doubts(read, _put_together), doubts=(*read.doubts, _UNRULED))
        return None

    def of_lines(self, text: str) -> Extraction:
        """Text whose lines are all that is left of its tables."""
        from auditor.language.segment import rjieba_cut
        from auditor.reading.plaintext.reader import read_text

        return read_text(self._meant(text), self.path, rjieba_cut())

    def of_flow(self, flow: Flow) -> Extraction:
        """Tables with the words around them; a document without a table of indicators is read as text."""
        from auditor.reading.forms.flow import grids, prose, whole_text

        items = (self._corrected(one) if isinstance(one, Grid) else self._meant(one) for one in flow.items)
        meant = replace(flow, items=tuple(items))
        tables = grids(meant)
        if self._has_tables(tables):
            read = _with_prose(self.of_grids(tables), prose(meant))
        else:
            read = self.of_text(whole_text(meant))
        return replace(read, doubts=(*read.doubts, *flow.doubts))

    def of_pdf(self, content: bytes) -> Extraction:
        """Ruled tables as grids with the words outside of them; a PDF without a ruled indicator table as text."""
        from auditor.reading.pdf.reader import read_pdf, read_unruled

        return self._whole(read_pdf(content, self.path), lambda: read_unruled(content, self.path))

    def of_layout_file(self, content: bytes) -> Extraction:
        """An OFD file, whose pages are read like those of a PDF."""
        from auditor.reading.pdf.reader import content_of, unruled_content

        pages = read_layout(content, self.path)
        return self._whole(content_of(pages, self.path), lambda: unruled_content(pages))

    def _whole(self, found: PdfContent, unruled: Callable[[], UnruledContent]) -> Extraction:
        """What pages hold; pages that are not read are told."""
        from auditor.reading.pdf.reader import page_list

        try:
            read = self._of_pages(found, lambda: self._of_unruled(unruled()))
        except UnreadableError as error:
            if error.code == "R004" and _headed(found) >= {"level3", "target"}:
                raise UnreadableError("R015", path=self.path) from error
            raise
        if "target" in _headed(found) and not any(row.target for one in read.projects for row in one.indicators):
            raise UnreadableError("R015", path=self.path)
        if not found.pictured:
            return read
        told = f"第{page_list(found.pictured)}页是图片，没有文字可读，这些页的内容没有审核"
        return replace(read, doubts=(*read.doubts, told))

    def of_picture(self, content: bytes) -> Extraction:
        """A picture of a form; without ruled tables there is nothing to go by."""
        from auditor.reading.pdf.reader import read_picture

        def refuse() -> Extraction:
            raise UnreadableError("R004", path=self.path)

        return self._of_pages(read_picture(content, self.path), refuse)

    def _of_pages(self, found: PdfContent, without_rules: Callable[[], Extraction]) -> Extraction:
        if self._has_tables(found.grids):
            read = _with_prose(self.of_grids(found.grids), found.prose)
            if _runs_together(read):
                read = without_rules()
        elif self.corrections != NO_CORRECTIONS or any(word in found.characters for word in _HEADING_WORDS):
            read = without_rules()
        else:
            raise UnreadableError("R004", path=self.path)
        return with_recognition_doubts(read, frozenset(found.recognised)) if found.recognised else read

    def _of_unruled(self, found: UnruledContent) -> Extraction:
        """Columns lined up below a header where every row of theirs has a known category, else the text.

        Text is read in the order of the file, and as it lies on the pages only where that order is lost.
        """
        aligned = [read for grid in (found.banded, found.grid) if (read := self._of_columns(grid, found.running))]
        if aligned:
            return max(aligned, key=_filled_cells)
        try:
            return self.of_lines(found.running)
        except UnreadableError as refusal:
            with suppress(UnreadableError):
                return self.of_lines(found.laid_out)
            raise refusal

    def _of_columns(self, grid: Grid | None, prose: str) -> Extraction | None:
        """Columns of a page without rules; None where a row has no known category or many are not whole."""
        if grid is None:
            return None
        with suppress(UnreadableError):
            read = _with_prose(self.of_grids((grid,)), prose)
            rows = [row for project in read.projects for row in project.indicators]
            if all(level2_of(row.level2) for row in rows) and sum(map(_is_whole, rows)) >= _MOST_WHOLE * len(rows):
                return replace(read, doubts=(*read.doubts, _UNRULED))
        return None

    def of_grids(self, tables: Sequence[Grid]) -> Extraction:
        """The projects of all grids of a file.

        Raises:
            UnreadableError: R004 where none holds an indicator table.
        """
        sheets = [(grid, find_tables(grid)) for grid in self._prepared(tables)]
        projects, doubts = _shown_first([(grid, read_grid(grid, found)) for grid, found in sheets])
        if not projects:
            raise UnreadableError("R004", path=self.path)
        return Extraction(
            projects=numbered(_in_turn(projects)),
            department=department_of(sheets),
            year=budget_year(text for grid, _ in sheets for row in grid.rows for text in row if text),
            kind=table_kind(tuple(table for _, found in sheets for table in found)),
            doubts=(*doubts, *dict.fromkeys(told for grid, found in sheets for told in reading_doubts(grid, found))),
            forms=tuple(note for grid, found in sheets for note in form_notes(grid, found)),
        )

    def _prepared(self, tables: Iterable[Grid]) -> tuple[Grid, ...]:
        """The grids with headings of its own replaced, in the layout that tables are looked for in."""
        return tuple(part for grid in tables for part in laid_out(self._corrected(grid)))

    def _corrected(self, grid: Grid) -> Grid:
        if self.corrections == NO_CORRECTIONS:
            return grid
        self.met.update(
            *(names_met(text, self.corrections) for row in grid.rows for text in row if 0 < len(text) <= 40)
        )
        return corrected(grid, self.corrections)

    def _meant(self, text: str) -> str:
        if self.corrections == NO_CORRECTIONS:
            return text
        self.met.update(names_met(text, self.corrections))
        return corrected_text(text, self.corrections)

    def _has_tables(self, tables: Iterable[Grid]) -> bool:
        return any(map(find_tables, self._prepared(tables)))


_PAGED: Mapping[Format, Callable[[_Reading, bytes], Extraction]] = {
    "pdf": _Reading.of_pdf,
    "picture": _Reading.of_picture,
    "ofd": _Reading.of_layout_file,
}


def with_recognition_doubts(content: Extraction, pages: frozenset[int]) -> Extraction:
    """The content with every row of these pages marked as recognised from a picture, and what it probably said."""
    from auditor.reading.pdf.recognition import likely_reading

    def doubt(row: Indicator) -> str | None:
        if row.location.page not in pages:
            return None
        likely = likely_reading(row.target)
        return f"由扫描图片识别，“{row.target}”可能是“{likely}”" if likely else "由扫描图片识别，文字可能有误"

    return _with_doubts(content, doubt)


def _with_doubts(content: Extraction, doubt: Callable[[Indicator], str | None]) -> Extraction:
    """The content with one more doubt on the rows that have it."""

    def marked(row: Indicator) -> Indicator:
        told = doubt(row)
        return row.model_copy(update={"doubts": (*row.doubts, told)}) if told else row

    projects = tuple(
        project.model_copy(update={"indicators": tuple(map(marked, project.indicators))})
        for project in content.projects
    )
    return replace(content, projects=projects)


def _is_whole(row: Indicator) -> bool:
    return bool(level2_of(row.level2) and row.level3 and row.target)


def _fills_columns(content: Extraction) -> bool:
    """Whether nearly all rows are whole and at least half of their second levels are known: the columns are right."""
    rows = [row for project in content.projects for row in project.indicators]
    whole = sum(bool(row.level2 and row.level3 and row.target) for row in rows)
    known = sum(level2_of(row.level2) is not None for row in rows)
    return whole >= _MOST_WHOLE * len(rows) and 2 * known >= len(rows)


def _put_together(row: Indicator) -> str:
    return "各列是按文字的位置分开的" if _is_whole(row) else "各列是按文字的位置分开的，这一行没有拼完整"


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


def _in_turn(projects: list[Project]) -> Iterator[Project]:
    """The projects in order, each let go of before the next, so that a large file does not hold them twice."""
    projects.reverse()
    while projects:
        yield projects.pop()


def _is_hidden(grid: Grid) -> bool:
    return bool(grid.rows) and len(grid.hidden) == len(grid.rows)


def _runs_together(content: Extraction) -> bool:
    """Whether a row names several categories: a table has rules between its columns, but none between its rows."""
    return any(len(_CATEGORY.findall(row.level2)) > 1 for project in content.projects for row in project.indicators)


def _filled_cells(content: Extraction) -> int:
    """How much of the table a reading explains: its filled cells in rows whose second level is one of the known."""
    return sum(
        sum(bool(getattr(row, name)) for name in INDICATOR_FIELDS)
        for project in content.projects
        for row in project.indicators
        if level2_of(row.level2) is not None
    )


def _with_prose(content: Extraction, prose: str) -> Extraction:
    from auditor.reading.forms.below import remarks_in
    from auditor.reading.plaintext.reader import with_prose

    read = with_prose(content, prose)
    notes = remarks_in(prose) if len(read.projects) == 1 else ()
    if not notes:
        return read
    project = read.projects[0]
    return replace(read, projects=(project.model_copy(update={"remarks": (*project.remarks, *notes)}),))
