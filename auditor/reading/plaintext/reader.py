"""Linearised text of a budget document (PDF text layer) to a submission's content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log

from auditor.errors import UnreadableError
from auditor.model import Indicator, Location, Project
from auditor.reading.char_stream import CharStream, NumberedLine, Separator, printed_lines, read_stream
from auditor.reading.extraction import Extraction
from auditor.reading.forms import narrative
from auditor.reading.forms.cover import cover_lines, title_year
from auditor.reading.forms.money import budget_wan, funding_parts, spending_steps
from auditor.reading.forms.numbering import numbered
from auditor.reading.plaintext.blocks import ProjectBlock, find_blocks
from auditor.reading.plaintext.cells import CellSpan, RowSegmentation
from auditor.reading.plaintext.segments import Cut, Known
from auditor.reading.plaintext.soundness import is_interleaved, is_scrambled, mostly_scrambled
from auditor.reading.plaintext.table import LabelledStretch, Table, read_tables

_DOUBTFUL = 1.5
_INTERLEAVED = "文本的每一行夹着几个单元格的片段，换行的内容可能拼错"
_BETTER_ORIGINAL = (
    "文本的每一行夹着几个单元格的片段，换行的单元格不能可靠地还原，请核对；最好提交原来的 Word、Excel 或 PDF 文件"
)
_COLUMN_NAMES = {"level3": "三级指标", "description": "指标描述", "target": "指标值", "basis": "依据"}


def read_text(text: str, path: str, cut: Cut) -> Extraction:
    """Read a linearised document.

    Args:
        text: the decoded file.
        path: named in error messages.
        cut: segments a text into words.

    Raises:
        UnreadableError: R004 without an indicator table, R010 where the table's text is out of order, or has more columns
            than can be told apart.
    """
    stream = read_stream(text)
    blocks = find_blocks(stream)
    if not blocks:
        raise UnreadableError("R004", path=path)
    if any(block.header.goes_on for block in blocks):
        raise UnreadableError("R010", path=path)
    tables = read_tables(blocks, Known(_unbroken(stream), cut, _gap_cost(stream, blocks)))
    if not any(table.parts for table in tables):
        raise UnreadableError("R004", path=path)
    if mostly_scrambled(tables):
        raise UnreadableError("R010", path=path)
    mixed = is_interleaved([line.text for line in printed_lines(text)], cut)
    told = (_INTERLEAVED,) if mixed else ()
    projects = numbered(_project(block, table, told) for block, table in zip(blocks, tables, strict=True))
    parts = narrative.chapters(_lines_before(text, projects[0]))
    return Extraction(
        projects=projects,
        overall_goal=narrative.overall_goal(parts),
        narrative=narrative.match_projects(narrative.narrative_items(parts), projects),
        department=narrative.department("\n".join(line.text for line in parts[0].lines)),
        year=narrative.budget_year((text,)),
        doubts=(_BETTER_ORIGINAL,) if mixed else (),
    )


def with_prose(content: Extraction, prose: str) -> Extraction:
    """What was read from tables, with what the words around them tell: goals, items, department, year."""
    parts = narrative.chapters(printed_lines(prose))
    before = "\n".join(line.text for line in parts[0].lines)
    return replace(
        content,
        overall_goal=narrative.overall_goal(parts),
        narrative=narrative.match_projects(narrative.narrative_items(parts), content.projects),
        department=content.department or narrative.department(before),
        year=title_year(content.projects) or narrative.budget_year((prose,)) or content.year,
        cover=content.cover or cover_lines(line.text for line in parts[0].lines),
    )


def _unbroken(stream: CharStream) -> str:
    return "\n".join(stream.chars[token.start : token.end] for token in stream.tokens(0, len(stream.chars)))


def _gap_cost(stream: CharStream, blocks: Sequence[ProjectBlock]) -> float:
    """Cost of a blank between Chinese and a figure, from how often running text outside the tables has one."""
    blanks, others = 1.0, 1.0
    start = 0
    for block in blocks:
        for place in range(max(start, 1), block.header.place[0]):
            before, after = stream.chars[place - 1], stream.chars[place]
            if (
                stream.separators[place] is not Separator.LINE
                and before.isdigit() != after.isdigit()
                and before.isascii() != after.isascii()
            ):
                blanks, others = (
                    blanks + (stream.separators[place] is Separator.BLANK),
                    others + (stream.separators[place] is Separator.NONE),
                )
        start = block.end
    return 0.2 - log(blanks / (blanks + others))


def _lines_before(text: str, project: Project) -> tuple[NumberedLine, ...]:
    first = project.location.line or 1
    return tuple(line for line in printed_lines(text) if line.number < first)


def _project(block: ProjectBlock, table: Table, told: tuple[str, ...]) -> Project:
    text = block.stream.text
    purpose = text(*block.purpose)
    money = purpose or block.stream.text(block.start, block.header.place[0])
    return Project(
        code=text(*block.code),
        name=text(*block.name),
        purpose=purpose,
        goal=text(*block.goal),
        budget_wan=budget_wan(money),
        funding=funding_parts(money),
        spending_plan=spending_steps(text(*block.plan)),
        indicators=tuple(_indicators(table, told)),
        location=Location(line=block.stream.lines[block.start]),
    )


def _indicators(table: Table, told: tuple[str, ...]) -> Iterator[Indicator]:
    disorder = ("本表文字顺序异常，本行内容可能错位",) if is_scrambled(table) else ()
    for part in table.parts:
        if part.row is None or part.reading is None:
            continue
        for number, cells in enumerate(part.reading.rows):
            yield _indicator(table, part, cells, told + disorder + doubts(part.reading, number))


def _indicator(table: Table, part: LabelledStretch, cells: Sequence[CellSpan], notes: tuple[str, ...]) -> Indicator:
    assert part.row is not None
    texts = {cell.column: part.row.text(cell.first, cell.last) for cell in cells}
    first = next(cell.first for cell in cells if cell.first < cell.last)
    return Indicator(
        id="",
        level1=part.stretch.level1,
        level2=part.stretch.level2,
        location=Location(line=table.stream.lines[part.row.tokens[first].start]),
        doubts=notes,
        **texts,
    )


def doubts(reading: RowSegmentation, number: int) -> tuple[str, ...]:
    """Notes on the row where another cut would have been nearly as good; () where the best one stands alone."""
    if reading.margin >= _DOUBTFUL or not reading.rival:
        return ()
    if len(reading.rival) != len(reading.rows):
        return ("这一类别下分为几行是推定的",)
    pairs = zip(reading.rows[number], reading.rival[number], strict=True)
    names = [_COLUMN_NAMES[cell.column] for cell, other in pairs if cell != other and not _both_empty(cell, other)]
    return (f"{'与'.join(names)}的分界是推定的",) if names else ()


def _both_empty(cell: CellSpan, other: CellSpan) -> bool:
    return cell.first == cell.last and other.first == other.last
