"""审计工作底稿: what was done, what was found with fact, standard and 定性, and what could not be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.model import Coverage, Result, Submission
from auditor.outputs.papers.document import Paper
from auditor.outputs.papers.evidence_sheet import (
    DATE,
    DETAIL,
    DOUBTS,
    FORM,
    MOST_ADVICE,
    NO_CAUSE,
    Numbered,
    audit_matter,
    audited_unit,
    detail_lines,
    numbered,
)
from auditor.outputs.papers.problems import Problem, row_numbers
from auditor.outputs.papers.sheets import Line, PaperSheet, workbook
from auditor.outputs.papers.telling import advice_lines, amount, extent, provenance, qualification, read_line
from auditor.outputs.papers.wordml import Column, TableCell, TableRow, band, cell, row
from auditor.wording import SEVERITY

COLUMNS = (("序号", 7), ("审计发现描述", 50), ("性质", 7), ("问题定性", 34), ("适用法规（标准）", 44), ("影响", 32), ("整改建议", 44),
           ("责任部门", 16), ("佐证材料清单", 30))  # fmt: skip
UNCHECKED = (("规则", 10), ("名称", 34), ("看过", 8), ("没能判断的", 70), ("没能运行", 40))
MOST_TOGETHER = 12
"""Rows of a record that are kept on one page."""

PROJECTS = (Column("", 3.0), Column("", 3.0), Column("", 5.4), Column("", 2.4), Column("", 3.2))
SIGNATURES = (Column("", 2.6), Column("", 5.9), Column("", 2.6), Column("", 5.9))


def workpaper_docx(result: Result, submission: Submission) -> bytes:
    """The paper as a Word document; every place is in the detail sheet of the workbook, the quotes in 取证单."""
    paper = Paper(landscape=False, size=10.5, footer=provenance(result, submission))
    sure, unsure, hints = numbered(submission)
    paper.title("审计工作底稿")
    paper.table(FORM, _heads(result, submission), headed=False)
    _part(paper, "一、查明的问题", sure, submission, "经检查，没有确认的问题。")
    _part(paper, "二、需要核实的疑点", unsure, submission, "没有疑点。")
    paper.heading("三、填写提示")
    told = "；".join(f"{one.first.title}（{len(one.instances)} 处）" for _, one in hints)
    paper.line(f"{told}。" if told else "没有。")
    paper.line("")
    paper.table(SIGNATURES, _signatures(), headed=False)
    return paper.content()


def workpaper_xlsx(result: Result, submission: Submission) -> bytes:
    """The paper as a workbook: 审计发现, 事实明细 and what could not be checked."""
    problems = [one for part in numbered(submission) for one in part]
    title = f"审计工作底稿　{submission.department or ''}".strip()
    notes = (f"审计事项：{audit_matter(submission)}", f"材料：{read_line(submission)}", provenance(result, submission),
             DOUBTS.replace("以下各项", "性质为“疑点”的") + NO_CAUSE,
             f"编制人：　　　　　　　　日期：{DATE}　　　　复核人：　　　　　　　　日期：{DATE}")  # fmt: skip
    return workbook([
        PaperSheet("审计发现", title, COLUMNS, [_line(one, submission) for one in problems], notes),
        PaperSheet("事实明细", title, DETAIL, list(detail_lines(problems, submission)), notes[1:3]),
        PaperSheet("未检查清单", "未能判断和没能运行的检查", UNCHECKED, _unchecked(result, submission)),
    ])  # fmt: skip


def _heads(result: Result, submission: Submission) -> list[TableRow]:
    lines = (
        ("被审计单位", audited_unit(submission)),
        ("审计事项", audit_matter(submission)),
        ("审计期间", f"{submission.year}年度" if submission.year else ""),
        ("取得的材料", read_line(submission)),
        ("实施的步骤和方法", _steps(result, submission)),
        ("未能检查的内容", _gaps(result, submission)),
    )
    return [row(cell(label, "strong", shaded=True, centred=True), text) for label, text in lines]


def _steps(result: Result, submission: Submission) -> str:
    rows = sum(len(project.indicators) for project in submission.projects)
    money = sum(project.budget_wan or 0 for project in submission.projects)
    return (
        f"读取材料中 {len(submission.projects)} 个项目（预算 {amount(round(money, 6))} 万元）的 {rows} 行绩效指标，"
        f"用 {len(result.rules.rules)} 条规则逐行检查；同批材料 {result.totals.submissions} 份，互相比对有无雷同。"
    )


def _gaps(result: Result, submission: Submission) -> str:
    lines = _coverage(result, submission)
    failed = [line.rule for line in lines if line.failed]
    places = sum(sum(line.undecided.values()) for line in lines)
    said = [
        f"{len(lines)} 条规则对部分内容不能判断（{places} 处），列在同名 Excel 表的“未检查清单”，不作为通过。"
        if lines
        else "没有。"
    ]
    if failed:
        said.append(f"没能运行的规则：{'、'.join(failed)}。")
    said += [f"读取材料时的疑问：{doubt}" for doubt in submission.doubts]
    return "\n".join(said)


def _coverage(result: Result, submission: Submission) -> list[Coverage]:
    lines = [line for line in result.coverage if line.submission == submission.source]
    return [line for line in lines if line.undecided or line.failed]


def _part(paper: Paper, title: str, problems: Sequence[Numbered], submission: Submission, nothing: str) -> None:
    paper.heading(title)
    if not problems:
        paper.line(nothing)
    for number, problem in problems:
        paper.table(PROJECTS, _record(number, problem, submission), size=9.5, headed=False)


def _record(number: str, problem: Problem, submission: Submission) -> list[TableRow]:
    """One problem: a band with its name, its projects, and the judgement."""
    doubt = "" if problem.certain else "（疑点，待核实）"
    width = len(PROJECTS)
    texts = (
        ("标准", "\n".join(problem.standards)),
        ("定性", qualification(problem)),
        ("影响", problem.first.why),
        ("建议", advice_lines(problem, MOST_ADVICE)),
        ("责任部门", submission.department or ""),
    )
    head = ("项目编码", "项目名称", "预算（万元）", "所在行")
    rows = [
        band(f"{number}　{problem.first.title}{doubt}（{SEVERITY[problem.severity]}）", width),
        row(_label("事实摘要"), cell(f"{extent(problem)}如：{problem.first.message}", span=width - 1)),
        *([row(_label("涉及项目"), *(cell(name, "head", centred=True) for name in head))] if problem.projects else []),
        *(_project_rows(problem)),
        *(row(_label(name), cell(text, span=width - 1)) for name, text in texts),
    ]
    together = len(rows) <= MOST_TOGETHER
    return [replace(one, with_next=together or one.with_next) for one in rows[:-1]] + rows[-1:]


def _project_rows(problem: Problem) -> list[TableRow]:
    rows = []
    for project in problem.projects:
        places = [one for one in problem.instances if one.project is project]
        numbers = row_numbers(one.number for one in places) or "整个项目"
        rows.append(
            row(_label(""), project.code, project.name, cell(amount(project.budget_wan), centred=True), numbers)
        )
    return rows


def _label(text: str) -> TableCell:
    return cell(text, "strong", shaded=True, centred=True)


def _signatures() -> list[TableRow]:
    return [
        row(_label("编制人"), "", _label("编制日期"), DATE, height=0.9),
        row(_label("复核人"), "", _label("复核日期"), DATE, height=0.9),
    ]


def _line(numbered_problem: Numbered, submission: Submission) -> Line:
    number, one = numbered_problem
    return (
        number, f"{one.first.title}。{extent(one)}如：{one.first.message}", "确认" if one.certain else "疑点", qualification(one),
        "\n".join(one.standards), one.first.why, advice_lines(one, MOST_ADVICE), submission.department or "",
        f"审计取证单 {number}；事实明细 {len(one.instances)} 处；{read_line(submission).partition('（')[0]}",
    )  # fmt: skip


def _unchecked(result: Result, submission: Submission) -> list[Line]:
    titles = {rule.id: rule.title for rule in result.rules.rules}
    return [
        (
            line.rule, titles.get(line.rule, ""), float(line.examined),
            "；".join(f"{reason} {number} 处" for reason, number in line.undecided.items()), line.failed or "",
        )
        for line in _coverage(result, submission)
    ]  # fmt: skip
