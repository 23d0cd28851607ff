"""What is said of a reading as a whole or of its rows: doubts, lost rows, text beside the tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from auditor.errors import UnreadableError
from auditor.model import Indicator, Project
from auditor.reading.char_stream import NumberedLine
from auditor.reading.dispatch import has_macros
from auditor.reading.explained import is_whole
from auditor.reading.extraction import Extraction
from auditor.reading.forms.headings import heading
from auditor.reading.forms.narrative import budget_year, department
from auditor.reading.forms.numbering import numbered

_TITLE = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第.{1,3}(?:部分|章|节)|\d{1,2}[、.．])"
    r"|(?:目标|指标|情况|说明|职责|概况|安排|附件|依据)$"
)
_COLON = re.compile("[:：]")
_UNRULED_MONEY = "表格没有框线，资金各栏可能错位"
_IN_YUAN = re.compile(r"单位\s*[:：]\s*元|[（(]\s*元\s*[）)]")
_MACROS = "文件中有宏，没有运行，只读取了文字和表格"
_HALF = "各列是按文字的位置分开的，这一行或者它上下的行可能没有拼完整"
_ONLY_TOLD = "没有绩效指标表，按文字说明列出了项目和绩效目标"
_WITHOUT_TABLE = "“{name}”只有文字说明，没有读到它的绩效指标表"


def with_recognition_doubts(content: Extraction, pages: frozenset[int]) -> Extraction:
    """The content with every row of these pages marked as recognised from a picture, and what it probably said."""
    from auditor.reading.pdf.recognition import likely_reading

    def doubt(row: Indicator) -> str | None:
        if row.location.page not in pages:
            return None
        likely = likely_reading(row.target)
        return f"由扫描图片识别，“{row.target}”可能是“{likely}”" if likely else "由扫描图片识别，文字可能有误"

    return with_doubts(content, doubt)


def with_doubts(content: Extraction, doubt: Callable[[Indicator], str | None]) -> Extraction:
    """The content with one more doubt on the rows that have it."""

    def marked(row: Indicator) -> Indicator:
        told = doubt(row)
        return row.model_copy(update={"doubts": (*row.doubts, told)}) if told else row

    def with_marked(project: Project) -> Project:
        rows = tuple(map(marked, project.indicators))
        same = all(row is before for row, before in zip(rows, project.indicators, strict=True))
        return project if same else project.model_copy(update={"indicators": rows})

    return replace(content, projects=tuple(map(with_marked, content.projects)))


def macros_told(read: Extraction, content: bytes) -> Extraction:
    """The content with the word that the file has macros, where it has."""
    return replace(read, doubts=(*read.doubts, _MACROS)) if has_macros(content) else read


def department_doubted(content: Extraction) -> Extraction:
    """The content without a department that is a title of a section or a heading, which is told."""
    name = content.department
    if name is None or not (_TITLE.search(name) or heading(name) or _COLON.search(name)):
        return content
    told = f"读出的部门“{name}”像是标题或者栏目名称，没有采用"
    return replace(content, department=None, doubts=(*content.doubts, told))


def with_lost_rows(content: Extraction, told: str) -> Extraction:
    """The content with the word that rows of it were not read, on which no finding of what is missing rests."""
    projects = tuple(one.model_copy(update={"unsure": {"indicators": told, **one.unsure}}) for one in content.projects)
    return replace(content, projects=projects, doubts=(*content.doubts, told))


def with_left_over(content: Extraction, prose: str) -> Extraction:
    """The content of tables with the word that the text beside them holds indicators too, where it does."""
    from auditor.reading.plaintext.left_over import left_over

    told = left_over(prose, (row.level3 for project in content.projects for row in project.indicators))
    return with_lost_rows(content, told) if told else content


def money_unsure(content: Extraction, text: str) -> Extraction:
    """The content with sources and spending not sure, and the budget neither where the text speaks of 元."""
    names = ["project.funding", "project.execution", *(["project.budget_wan"] if _IN_YUAN.search(text) else [])]
    unsure = dict.fromkeys(names, _UNRULED_MONEY)
    projects = tuple(one.model_copy(update={"unsure": {**unsure, **one.unsure}}) for one in content.projects)
    return replace(content, projects=projects)


def with_told(read: Callable[[frozenset[int]], Extraction], lines: Sequence[NumberedLine | None]) -> Extraction:
    """What was read, with what running text tells of its projects; that text alone where there is no table.

    ``read`` is given the numbers of the lines of that text, which belong to no table.
    """
    from auditor.reading.forms.statements import described, funding_statements, with_statements

    statements, numbers = funding_statements(lines)
    try:
        content = read(numbers)
    except UnreadableError as error:
        if error.code != "R004" or not statements:
            raise
        told = "\n".join(line.text for line in lines if line is not None)
        year = budget_year((told,))
        projects = numbered(described(statements, year))
        return Extraction(projects, department=department(told), year=year, doubts=(_ONLY_TOLD,))
    projects, others = with_statements(content.projects, statements)
    doubts = tuple(_WITHOUT_TABLE.format(name=one.name) for one in others if one.name)
    return replace(content, projects=projects, doubts=(*content.doubts, *doubts))


def with_text_beside(content: Extraction, prose: str) -> Extraction:
    """The content of tables with what the text beside them says: heads, goals, and remarks on the only project."""
    from auditor.reading.forms.below import remarks_in
    from auditor.reading.plaintext.reader import with_prose

    read = with_prose(content, prose)
    notes = remarks_in(prose) if len(read.projects) == 1 else ()
    if not notes:
        return read
    project = read.projects[0]
    return replace(read, projects=(project.model_copy(update={"remarks": (*project.remarks, *notes)}),))


def blanked(text: str, numbers: frozenset[int]) -> str:
    """The text with the lines of these numbers (from 1) empty."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("" if number in numbers else line for number, line in enumerate(lines, 1)) if numbers else text


def put_together(row: Indicator) -> str:
    """The doubt of a row whose columns were told apart by where its words stand."""
    return "各列是按文字的位置分开的" if is_whole(row) else "各列是按文字的位置分开的，这一行没有拼完整"


def beside_halves_doubted(content: Extraction) -> Extraction:
    """The content with a doubt on rows that are not whole and those beside them, of which they may be a part."""

    def marked(project: Project) -> Project:
        rows = project.indicators
        half = {place for place, row in enumerate(rows) if not is_whole(row)}
        doubted = {place + step for place in half for step in (-1, 0, 1)}
        told = [
            row.model_copy(update={"doubts": (*row.doubts, _HALF)}) if place in doubted else row
            for place, row in enumerate(rows)
        ]
        return project.model_copy(update={"indicators": tuple(told)}) if half else project

    return replace(content, projects=tuple(map(marked, content.projects)))
