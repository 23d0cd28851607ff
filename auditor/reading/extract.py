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
from auditor.model import Project
from auditor.reading.char_stream import NumberedLine, printed_lines
from auditor.reading.damage import spoiled_text
from auditor.reading.decode import decode
from auditor.reading.detect import detect
from auditor.reading.dispatch import FORMATS, Format, read_flow, read_sheets
from auditor.reading.explained import filled_cells, fills_columns, mostly_whole, runs_together
from auditor.reading.extraction import Extraction
from auditor.reading.forms.continued import joined
from auditor.reading.forms.cover import cover_of
from auditor.reading.forms.form import department_of, read_grid
from auditor.reading.forms.headings import heading
from auditor.reading.forms.layouts import laid_out
from auditor.reading.forms.mapping import NO_CORRECTIONS, Corrections, corrected, corrected_text, names_met
from auditor.reading.forms.missing_rows import missing_pages
from auditor.reading.forms.narrative import budget_year
from auditor.reading.forms.notes import form_notes, reading_doubts
from auditor.reading.forms.numbering import numbered
from auditor.reading.forms.tables import GridTable, find_tables, table_kind
from auditor.reading.grid import Grid
from auditor.reading.radicals import unified
from auditor.reading.remarked import (
    beside_halves_doubted,
    blanked,
    department_doubted,
    macros_told,
    money_unsure,
    put_together,
    with_doubts,
    with_left_over,
    with_lost_rows,
    with_recognition_doubts,
    with_text_beside,
    with_told,
)
from auditor.runtime.size_limits import USUAL_SIZES, SizeLimits
from auditor.taxonomy import level2_of

if TYPE_CHECKING:
    from auditor.reading.forms.flow import Flow
    from auditor.reading.pdf.reader import PdfContent, UnruledContent

Sheet = tuple[Grid, tuple[GridTable, ...]]
"""A grid and the indicator tables found in it."""

_HEADING_WORDS = ("级指标", "指标名称", "具体指标", "指标内容", "指标值", "目标值")
_SAMPLE = re.compile(r".{0,20}(?:填[报表写]说明|填报示例|样表|示例|范例|样例|例表|参考样式)(?:\s*[（(]?\d{0,2}[)）]?)")
"""The name of a sheet that shows how a form is filled in."""
_DELIMITED = re.compile(r"\t|\|.*\||,.*,.*,")
_STRAY = "第{line}行有一个没有配对的引号，这一行是不计引号读的，请核对它和下面各行"
_PLACED = "这一行的格数与表头不一致，各格属于哪一列是按内容推定的"
_UNRULED = "表格没有框线，各列是按文字的位置分开的，请核对"


def read_content(
    content: bytes, path: str, corrections: Corrections = NO_CORRECTIONS, sizes: SizeLimits = USUAL_SIZES
) -> Extraction:
    """The content of a file from its bytes.

    Args:
        content: the whole file.
        path: named in error messages.
        corrections: how headings of its own are meant.
        sizes: how much it may hold.

    Raises:
        UnreadableError: where the file cannot be read or holds no indicator table.
    """
    reading = _Reading(path, corrections, sizes)
    read = department_doubted(_read(reading, content, path))
    return replace(read, mapped=tuple(sorted(reading.met))) if reading.met else read


def _read(reading: _Reading, content: bytes, path: str) -> Extraction:
    kind = detect(content, path, reading.sizes)
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
    return macros_told(read, content) if form.may_have_macros else read


def _headed(found: PdfContent) -> set[str]:
    """What the headings name that are printed anywhere in a PDF, in a table or not."""
    cells = (text for grid in found.grids for row in grid.rows for text in row)
    return {known.field for text in (*cells, *found.prose.split()) if (known := heading(text))}


def _stand_together(found: PdfContent) -> bool:
    """Whether names of indicators and their values are headed in one row of a table."""
    rows = (row for grid in found.grids for row in grid.rows)
    headed = ({known.field for text in row if (known := heading(text))} for row in rows)
    return any({"level3", "target"} <= fields for fields in headed)


@dataclass(frozen=True)
class _Reading:
    """One file being read: its path for error messages, how headings of its own are meant, and how much it may hold."""

    path: str
    corrections: Corrections
    sizes: SizeLimits
    met: set[str] = field(default_factory=set)
    """Names of the corrections that stood in the file."""

    def of_text(self, text: str) -> Extraction:
        """Text with tabs or commas as columns, or as lines where those explain more; other text as lines."""
        meant = self._meant(text)
        lines = [None if _DELIMITED.search(line.text) else line for line in printed_lines(meant)]
        return with_told(lambda told: self._of_text(blanked(meant, told)), lines)

    def _of_text(self, text: str) -> Extraction:
        from auditor.reading.plaintext.delimited import read_delimited

        found = read_delimited(text)
        sheets = self._sheets((found.grid,)) if found else ()
        if not found or not _any_table(sheets):
            return self._of_layout(text) or self.of_lines(text)
        read = self._of_sheets(sheets)
        read = with_doubts(read, lambda row: _PLACED if (row.location.row or 0) - 1 in found.doubted else None)
        if found.stray:
            read = replace(read, doubts=(*read.doubts, _STRAY.format(line=found.stray[0])))
        if not found.broken and fills_columns(read):
            return read
        readings = [read]
        with suppress(UnreadableError):
            readings.append(self.of_lines(text))
        return max(readings, key=filled_cells)

    def _of_layout(self, text: str) -> Extraction | None:
        """Text laid out in columns by blanks; None where it is not, or where many of its rows do not come out whole."""
        from auditor.language.segment import rjieba_cut
        from auditor.reading.plaintext.layout_text import layout_grid

        grid = layout_grid(text, rjieba_cut())
        if grid is None:
            return None
        with suppress(UnreadableError):
            read = with_text_beside(self.of_grids((grid,)), text)
            if mostly_whole(read):
                return replace(with_doubts(read, put_together), doubts=(*read.doubts, _UNRULED))
        return None

    def of_lines(self, text: str) -> Extraction:
        """Text whose lines are all that is left of its tables."""
        from auditor.language.segment import rjieba_cut
        from auditor.reading.plaintext.reader import read_text

        return read_text(self._meant(text), self.path, rjieba_cut())

    def of_flow(self, flow: Flow) -> Extraction:
        """Tables with the words around them; a document without a table of indicators is read as text."""
        from auditor.reading.forms.flow import grids, whole_text, without_lines

        items = (self._corrected(one) if isinstance(one, Grid) else self._meant(one) for one in flow.items)
        meant = replace(flow, items=tuple(items))
        sheets = self._sheets(grids(meant))
        if _any_table(sheets):
            lines = [
                NumberedLine(number, one) if isinstance(one, str) else None for number, one in enumerate(meant.items, 1)
            ]
            read = with_told(
                lambda told: (
                    self._of_tables(without_lines(meant, told)) if told else self._of_flow_tables(meant, sheets)
                ),
                lines,
            )
        else:
            read = self.of_text(whole_text(meant))
        read = replace(read, doubts=(*read.doubts, *flow.doubts))
        return with_lost_rows(read, flow.lost) if flow.lost else read

    def _of_tables(self, flow: Flow) -> Extraction:
        from auditor.reading.forms.flow import grids

        return self._of_flow_tables(flow, self._sheets(grids(flow)))

    def _of_flow_tables(self, flow: Flow, sheets: Sequence[Sheet]) -> Extraction:
        from auditor.reading.forms.flow import prose

        return with_left_over(with_text_beside(self._of_sheets(sheets), prose(flow)), prose(flow))

    def of_pdf(self, content: bytes) -> Extraction:
        """Ruled tables as grids with the words outside of them; a PDF without a ruled indicator table as text."""
        from auditor.reading.pdf.reader import read_pdf, read_unruled

        found = read_pdf(content, self.path, self.sizes)
        return self._whole(found, lambda: read_unruled(content, self.path, self.sizes))

    def of_layout_file(self, content: bytes) -> Extraction:
        """An OFD file, whose pages are read like those of a PDF."""
        from auditor.reading.ofd.reader import read_ofd
        from auditor.reading.pdf.reader import content_of, unruled_content

        pages = read_ofd(content, self.path, self.sizes)
        return self._whole(content_of(pages, self.path), lambda: unruled_content(pages))

    def _whole(self, found: PdfContent, unruled: Callable[[], UnruledContent]) -> Extraction:
        """What pages hold; pages that are not read are told."""
        from auditor.reading.pdf.reader import page_list

        try:
            read = with_told(
                lambda _: self._of_pages(found, lambda: self._of_unruled(unruled())), printed_lines(found.prose)
            )
        except UnreadableError as error:
            apart = error.code == "R004" or (error.code == "R010" and not _stand_together(found))
            if apart and _headed(found) >= {"level3", "target"}:
                raise self._torn(found) from error
            raise
        without_values = not any(row.target for one in read.projects for row in one.indicators)
        if without_values and "target" in _headed(found) and not _stand_together(found):
            raise self._torn(found)
        for told in (missing_pages(found.characters, found.pages), found.lost):
            read = with_lost_rows(read, told) if told else read
        if not found.pictured:
            return read
        told = f"第{page_list(found.pictured)}页是图片，没有文字可读，这些页的内容没有审核"
        return replace(read, doubts=(*read.doubts, told))

    def _torn(self, found: PdfContent) -> UnreadableError:
        """The refusal of a table whose names and values are not found together: on one page they are only out of order."""
        return UnreadableError("R015" if found.pages > 1 else "R010", path=self.path)

    def of_picture(self, content: bytes) -> Extraction:
        """A picture of a form; without ruled tables there is nothing to go by."""
        from auditor.reading.pdf.reader import read_picture

        def refuse() -> Extraction:
            raise UnreadableError("R004", path=self.path)

        return self._of_pages(read_picture(content, self.path), refuse)

    def _of_pages(self, found: PdfContent, without_rules: Callable[[], Extraction]) -> Extraction:
        sheets = self._sheets(found.grids)
        if _any_table(sheets):
            read = with_text_beside(self._of_sheets(sheets), found.prose)
            read = without_rules() if runs_together(read) else with_left_over(read, found.prose)
        elif self.corrections != NO_CORRECTIONS or any(word in found.characters for word in _HEADING_WORDS):
            read = without_rules()
        else:
            raise UnreadableError("R004", path=self.path)
        return with_recognition_doubts(read, frozenset(found.recognised)) if found.recognised else read

    def _of_unruled(self, found: UnruledContent) -> Extraction:
        """A page without rules; no finding rests on its money, whose columns may be taken for each other."""
        return money_unsure(self._of_unruled_columns(found), found.running)

    def _of_unruled_columns(self, found: UnruledContent) -> Extraction:
        """Columns lined up below a header where every row of theirs has a known category, else the text.

        Text is read in the order of the file, and as it lies on the pages only where nothing is found in that order.

        Raises:
            UnreadableError: R010 where the order of the file does not go down its pages; else as ``of_lines``.
        """
        aligned = [read for grid in found.grids if (read := self._of_columns(grid, found.running))]
        if aligned:
            return max(aligned, key=filled_cells)
        if not found.by_rows:
            raise UnreadableError("R010", path=self.path)
        try:
            read = self.of_lines(found.running)
        except UnreadableError as refusal:
            try:
                read = self.of_lines(found.laid_out)
            except UnreadableError:
                raise refusal from None
        return beside_halves_doubted(read)

    def _of_columns(self, grid: Grid, prose: str) -> Extraction | None:
        """Columns of a page without rules; None where a row has no known category or many are not whole."""
        with suppress(UnreadableError):
            read = with_text_beside(self.of_grids((grid,)), prose)
            rows = [row for project in read.projects for row in project.indicators]
            if all(level2_of(row.level2) for row in rows) and mostly_whole(read):
                return replace(beside_halves_doubted(read), doubts=(*read.doubts, _UNRULED))
        return None

    def of_grids(self, tables: Sequence[Grid]) -> Extraction:
        """The projects of all grids of a file.

        Raises:
            UnreadableError: R004 where none holds an indicator table.
        """
        return self._of_sheets(self._sheets(tables))

    def _of_sheets(self, sheets: Sequence[Sheet]) -> Extraction:
        """As ``of_grids``, of grids whose tables are found."""
        projects, doubts = _without_samples(*_shown_first([(grid, read_grid(grid, found)) for grid, found in sheets]))
        if not projects:
            raise UnreadableError("R004", path=self.path)
        if all(grid.sheet is None for grid, _ in sheets):
            projects = joined(projects)
        told = _told_of(sheets, projects)
        lost = next((grid.lost for grid, _ in sheets if grid.lost), "") or next(
            (spoiled for grid, found in sheets if found and (spoiled := spoiled_text(grid.rows))), ""
        )
        read = Extraction(
            projects=numbered(_in_turn(projects)),
            department=department_of(sheets),
            year=budget_year(text for grid, _ in sheets for row in grid.rows for text in row if text),
            kind=table_kind(tuple(table for _, found in sheets for table in found)),
            doubts=(*doubts, *told),
            forms=tuple(note for grid, found in sheets for note in form_notes(grid, found)),
            cover=cover_of(sheets),
        )
        return with_lost_rows(read, lost) if lost else read

    def _sheets(self, tables: Iterable[Grid]) -> tuple[Sheet, ...]:
        """The grids with headings of its own replaced, in the layout that tables are looked for in, with the tables found."""
        parts = (part for grid in tables for part in laid_out(self._corrected(grid)))
        return tuple((part, find_tables(part)) for part in parts)

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


_PAGED: Mapping[Format, Callable[[_Reading, bytes], Extraction]] = {
    "pdf": _Reading.of_pdf,
    "picture": _Reading.of_picture,
    "ofd": _Reading.of_layout_file,
}


def _any_table(sheets: Iterable[Sheet]) -> bool:
    return any(found for _, found in sheets)


def _told_of(sheets: Iterable[Sheet], projects: Iterable[Project]) -> tuple[str, ...]:
    """What a person has to know of how sheets were read: each thing once."""
    told = [one for grid, found in sheets for one in reading_doubts(grid, found)]
    told += [one.unsure["indicators"] for one in projects if "indicators" in one.unsure]
    return tuple(dict.fromkeys(told))


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


def _without_samples(projects: list[Project], doubts: tuple[str, ...]) -> tuple[list[Project], tuple[str, ...]]:
    """The projects but those of sheets that show how a form is filled in (填报说明, 样表), where other sheets hold any."""
    names = {one.location.sheet for one in projects if one.location and _SAMPLE.fullmatch(one.location.sheet or "")}
    kept = [one for one in projects if one.location is None or one.location.sheet not in names]
    if not names or not kept:
        return projects, doubts
    told = [f"工作表“{name}”从名称看是填报的示例或说明，没有读取其中的指标" for name in sorted(filter(None, names))]
    return kept, (*doubts, *told)


def _in_turn(projects: list[Project]) -> Iterator[Project]:
    """The projects in order, each let go of before the next, so that a large file does not hold them twice."""
    projects.reverse()
    while projects:
        yield projects.pop()


def _is_hidden(grid: Grid) -> bool:
    return bool(grid.rows) and len(grid.hidden) == len(grid.rows)
