"""整改清单: what a department has to change, by project, the gravest first, with blank columns for what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import Submission
from auditor.outputs.papers.document import Paper
from auditor.outputs.papers.problems import Group, Problem, by_project, row_numbers, worst_first
from auditor.outputs.papers.sheets import Line, PaperSheet, ShadedRow, workbook
from auditor.outputs.papers.telling import advice_lines, file_name, level, plain, project_line
from auditor.outputs.papers.wordml import CellParagraph, Column, TableCell, TableRow, band, cell
from auditor.wording import SEVERITY

COLUMNS = (
    Column("序号", 1.0, centred=True), Column("级别", 1.2, centred=True), Column("问题", 7.3), Column("为什么", 4.4),
    Column("怎样改", 7.2), Column("依据", 1.1, centred=True), Column("整改情况", 1.9), Column("责任人", 1.4), Column("完成时间", 1.6),
)  # fmt: skip
SHEET = (("序号", 6), ("级别", 7), ("问题", 42), ("为什么", 28), ("怎样改", 42), ("依据", 32), ("整改情况", 14), ("责任人", 9),
         ("完成时间", 11))  # fmt: skip
BLANK = ("整改情况", "责任人", "完成时间")
MOST_ADVICE = 2
MOST_ADVICE_SHEET = 6
SIGNED = "填表人：　　　　　　　　　　　　　　审核人：　　　　　　　　　　　　　　日期：　　　　年　　月　　日"
NOTHING = "没有发现需要整改的问题。"


def rectification_docx(submission: Submission) -> bytes:
    """The list as a Word document: advice of many wordings is shortened and hints are gathered, the workbook has more."""
    groups = worst_first(by_project(submission))
    paper = Paper(landscape=True, size=10, margin=1.3)
    paper.title(f"{submission.department or ''}绩效目标整改清单")
    paper.line(_summary(submission, groups))
    if groups:
        standards = _standards(groups)
        paper.table(COLUMNS, _rows(groups, standards), size=8.5)
        paper.line("依据（表中所列编号）", size=9, with_next=True)
        for number, standard in enumerate(standards, 1):
            paper.line(f"{number}．{standard}", size=8.5)
    paper.line("")
    paper.line(SIGNED)
    return paper.content()


def rectification_xlsx(submission: Submission) -> bytes:
    """The list as a workbook."""
    groups = worst_first(by_project(submission))
    title = f"{submission.department or ''}绩效目标整改清单"
    notes = (_summary(submission, groups), SIGNED)
    return workbook([PaperSheet("整改清单", title, SHEET, list(_lines(groups)), notes, BLANK)])


def _rows(groups: Sequence[Group], standards: Sequence[str]) -> Iterator[TableRow]:
    number = 0
    for project, problems in groups:
        yield band(project_line(project), len(COLUMNS))
        for problem in (one for one in problems if one.severity != "info"):
            number += 1
            cited = "\n".join(str(standards.index(one) + 1) for one in problem.standards)
            texts = (_why(problem), plain(advice_lines(problem, MOST_ADVICE)), cited, "", "", "")
            yield TableRow((cell(str(number)), cell(level(problem)), _fault_cell(problem), *map(cell, texts)))
        if hints := [one for one in problems if one.severity == "info"]:
            number += 1
            yield _hint_row(number, hints, standards)


def _hint_row(number: int, hints: Sequence[Problem], standards: Sequence[str]) -> TableRow:
    """The hints of a project together in one row, each with its advice; why is told in the workbook."""
    words = tuple(
        CellParagraph(
            f"{_name(one)}{'' if one.certain else '（疑点）'}：{plain(advice_lines(one, 1)) or one.first.message}"
        )
        for one in hints
    )
    cited = dict.fromkeys(str(standards.index(text) + 1) for one in hints for text in one.standards)
    return TableRow(
        (
            cell(str(number)),
            cell(SEVERITY["info"]),
            TableCell(words, span=3),
            *map(cell, ("\n".join(cited), "", "", "")),
        )
    )


def _lines(groups: Sequence[Group]) -> Iterator[Line]:
    number = 0
    for project, problems in groups:
        yield ShadedRow(project_line(project))
        for problem in problems:
            number += 1
            yield (
                float(number), level(problem), f"{_name(problem)}\n{_told(problem)}", _why(problem),
                advice_lines(problem, MOST_ADVICE_SHEET), "\n".join(problem.standards), "", "", "",
            )  # fmt: skip


def _fault_cell(problem: Problem) -> TableCell:
    return TableCell((CellParagraph(_name(problem), "strong"), CellParagraph(_told(problem))))


def _name(problem: Problem) -> str:
    """The title with every row it concerns."""
    rows = row_numbers(one.number for one in problem.instances)
    places = len(problem.instances)
    if places == 1:
        return f"{problem.first.title}{f'（{rows}）' if rows else ''}"
    return f"{problem.first.title}（{places} 处{'：' + rows if rows else ''}）"


def _told(problem: Problem) -> str:
    """What is wrong, in the words of the first finding; of several, as an example."""
    return problem.first.message if len(problem.instances) == 1 else f"如：{problem.first.message}"


def _why(problem: Problem) -> str:
    return problem.first.why


def _standards(groups: Sequence[Group]) -> list[str]:
    """Every standard that is cited, once, in the order of the list."""
    return list(dict.fromkeys(one for _, problems in groups for problem in problems for one in problem.standards))


def _summary(submission: Submission, groups: Sequence[Group]) -> str:
    name = file_name(submission.source)
    if not groups:
        return f"材料“{name}”，共 {len(submission.projects)} 个项目。{NOTHING}"
    found = [problem for _, problems in groups for problem in problems]
    counts = "，".join(
        f"{name} {sum(len(one.instances) for one in found if one.severity == key)} 处" for key, name in SEVERITY.items()
    )
    return (
        f"材料“{name}”，共 {len(submission.projects)} 个项目：{counts}。请先改“错误”，再改“警告”，“提示”供完善时参考；"
        "标为“疑点”的请先核实，确有道理的写明理由即可，不必修改。建议里的例子和“__”须由单位核定后填写。"
    )
