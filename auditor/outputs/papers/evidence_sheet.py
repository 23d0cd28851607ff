"""审计取证单: one sheet an opinion, from the level that was asked for, with whole rows quoted; 疑点 in a part of their own.

The audited unit signs what was found, and no advice: the sheet holds none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.model import SEVERITY_ORDER, Result, Severity, Submission
from auditor.outputs.papers.document import Paper
from auditor.outputs.papers.problems import WHOLE, Instance, Problem, by_opinion, row_numbers
from auditor.outputs.papers.sheets import Line, PaperSheet, workbook
from auditor.outputs.papers.telling import (
    advice_lines,
    amount,
    extent,
    level,
    provenance,
    qualification,
    quoted,
    read_line,
    whereabouts,
)
from auditor.outputs.papers.wordml import CellParagraph, Column, TableCell, TableRow, cell, row
from auditor.wording import SEVERITY, in_quotes

INDEX = (
    Column("编号", 1.5, centred=True), Column("标题", 7.4), Column("级别", 1.6, centred=True), Column("项目", 1.6, centred=True),
    Column("处数", 1.6, centred=True), Column("预算（万元）", 3.3, centred=True),
)  # fmt: skip
FACTS = (
    Column("序号", 0.9, centred=True), Column("项目", 2.9), Column("位置", 2.9), Column("原文", 5.7), Column("核对情况", 4.6),
)  # fmt: skip
FORM = (Column("", 3.2), Column("", 13.8))
SIGNATURES = (Column("", 3.8), Column("", 6.4), Column("", 2.2), Column("", 4.6))
SUMMARY = (
    ("编号", 7), ("性质", 7), ("标题", 24), ("级别", 7), ("项目数", 8), ("处数", 7), ("预算（万元）", 13), ("事实", 40), ("标准", 44), ("定性", 32),
    ("影响", 34), ("建议", 44), ("责任部门", 16), ("被审计单位意见", 20),
)  # fmt: skip
DETAIL = (("编号", 7), ("标题", 24), ("项目编码", 14), ("项目名称", 24), ("预算（万元）", 13), ("位置", 28), ("原文", 44),
          ("核对情况", 50), ("规则", 10), ("指纹", 20))  # fmt: skip
MOST_ADVICE = 3
DATE = "　　　年　　月　　日"
DOUBTS = "以下各项是疑点，尚未确认，须取得被审计单位说明或者其他证据后再作认定。"
NO_CAUSE = "产生的原因须向被审计单位了解，本表不作推断。"

MOST_FACTS = 3
"""Places that are quoted on a sheet; of more, the rest is named, and quoted in the workbook, so that a sheet stays one page."""

ROOM = 430
"""Characters of quotes and checks that fit on a sheet."""

MOST_CHARACTERS = 160
"""Characters of one cell of a sheet."""

LEAST: Severity = "warning"
"""From which level sheets are made where nobody says."""

Numbered = tuple[str, Problem]


def evidence_docx(result: Result, submission: Submission, least: Severity = LEAST) -> bytes:
    """The sheets as a Word document: a list, then each opinion from ``least`` upwards on a page of its own."""
    paper = Paper(landscape=False, size=10.5, footer=provenance(result, submission))
    sure, unsure, hints = numbered(submission, least)
    _index(paper, submission, sure, unsure, hints)
    for number, problem in (*sure, *unsure):
        _sheet(paper, submission, number, problem)
    return paper.content()


def evidence_xlsx(result: Result, submission: Submission, least: Severity = LEAST) -> bytes:
    """The same as a workbook: a row for each opinion, and a row for each place."""
    problems = [one for part in numbered(submission, least) for one in part]
    title = f"审计取证单　{submission.department or ''}".strip()
    notes = (f"取证材料：{read_line(submission)}", provenance(result, submission), f"{DOUBTS.replace('以下各项', '性质为“疑点”的')}{NO_CAUSE}",
             f"取证人：　　　　　　　　　　　　被审计单位负责人（签名、盖章）：　　　　　　　　　　　　日期：{DATE}")  # fmt: skip
    summary = PaperSheet(
        "取证单", title, SUMMARY, [_summary(one, submission) for one in problems], notes, ("被审计单位意见",)
    )
    return workbook(
        [summary, PaperSheet("事实明细", title, DETAIL, list(detail_lines(problems, submission)), notes[:2])]
    )


def numbered(
    submission: Submission, least: Severity = LEAST
) -> tuple[tuple[Numbered, ...], tuple[Numbered, ...], tuple[Numbered, ...]]:
    """Confirmed opinions from a level upwards (查1…), 疑点 from that level (疑1…), and what is below it (提1…)."""
    problems = by_opinion(submission)
    asked = SEVERITY_ORDER[: SEVERITY_ORDER.index(least) + 1]
    graver = [one for one in problems if one.severity in asked]
    return (
        _with_numbers("查", [one for one in graver if one.certain]),
        _with_numbers("疑", [one for one in graver if not one.certain]),
        _with_numbers("提", [one for one in problems if one.severity not in asked]),
    )


def detail_lines(problems: Sequence[Numbered], submission: Submission) -> Iterator[Line]:
    """A row of the detail sheet for every finding at every place of every opinion."""
    for number, problem in problems:
        for told in problem.instances:
            for one in (told, *(replace(told, finding=note, notes=()) for note in told.notes)):
                project = one.project
                yield (
                    number, one.finding.title, project.code if project else "", project.name if project else WHOLE,
                    project.budget_wan if project else None, whereabouts(one), _quote(one, submission.source), one.finding.message,
                    one.finding.rule, one.finding.fingerprint,
                )  # fmt: skip


def fact_rows(problem: Problem, submission: Submission) -> Iterator[TableRow]:
    """The first places with the whole row quoted and what was checked; the project is named once, further places by row."""
    previous: object = problem
    for number, one in enumerate(_shown(problem, submission), 1):
        again, previous = one.project is previous, one.project
        project = one.project
        budget = f"预算 {amount(project.budget_wan)} 万元" if project and project.budget_wan is not None else ""
        named = "\n".join(part for part in (project.code, project.name, budget) if part) if project else WHOLE
        words = () if again else tuple(CellParagraph(line) for line in named.split("\n"))
        yield TableRow((
            cell(str(number)), TableCell(words or (CellParagraph(""),), down="continue" if again else "restart"), cell(whereabouts(one)),
            cell(_shortened(_quote(one, submission.source))), cell(_shortened(_checked(one))),
        ))  # fmt: skip


def _shown(problem: Problem, submission: Submission) -> Sequence[Instance]:
    """The places that are quoted: as many as there is room for, and at least one."""
    shown: list[Instance] = []
    room = ROOM
    for one in problem.instances[:MOST_FACTS]:
        room -= len(_shortened(_quote(one, submission.source))) + len(_shortened(_checked(one)))
        if room < 0 and shown:
            break
        shown.append(one)
    return shown


def _further(problem: Problem, shown: int) -> str:
    """The places that are not quoted on the sheet, by project and row."""
    holders: dict[str, list[str]] = {}
    for one in problem.instances[shown:]:
        holders.setdefault(one.project.name or one.project.code if one.project else WHOLE, []).append(one.number)
    return "；".join(f"{name}{row_numbers(numbers)}" for name, numbers in holders.items())


def _quote(one: Instance, source: str) -> str:
    """The whole row, then what it was compared with."""
    said = quoted(one, source)
    own = in_quotes(one.quote)
    compared = "\n".join(line for line in said.split("\n") if line != own and line != "（空白）")
    return "\n".join(part for part in (one.whole_row or (own if one.quote else ""), compared) if part) or "（空白）"


def _checked(one: Instance) -> str:
    return one.finding.message + (f"\n另：{''.join(note.message for note in one.notes)}" if one.notes else "")


def _shortened(text: str) -> str:
    """A text that leaves room for the others on the sheet; the workbook has it whole."""
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}……（全文见同名 Excel 表）"


def _with_numbers(word: str, problems: Sequence[Problem]) -> tuple[Numbered, ...]:
    return tuple((f"{word}{number}", problem) for number, problem in enumerate(problems, 1))


def _index(paper: Paper, submission: Submission, *parts: Sequence[Numbered]) -> None:
    paper.title("审计取证单目录")
    paper.line(audited_unit(submission), label="被审计（调查）单位：")
    paper.line(audit_matter(submission), label="审计（调查）事项：")
    paper.line(read_line(submission), label="取证材料：")
    headings = (
        "一、查明的问题（每项一单）",
        "二、需要核实的疑点（每项一单）",
        "三、级别低于要求、不单独取证的（明细见同名 Excel 表）",
    )
    for heading, problems in zip(headings, parts, strict=True):
        paper.heading(heading)
        if problems:
            paper.table(INDEX, [_index_row(*one) for one in problems], size=9.5)
        else:
            paper.line("没有。")


def audited_unit(submission: Submission) -> str:
    """被审计单位; asked for where the material does not say it."""
    return submission.department or "（材料中未读出，请填写：　　　　　　　　　　　　）"


def audit_matter(submission: Submission) -> str:
    """审计事项: what was looked at."""
    year = f"{submission.year}年度" if submission.year else ""
    return f"{year}预算绩效目标编报情况"


def _index_row(number: str, problem: Problem) -> tuple[str, ...]:
    return (
        number, problem.first.title, SEVERITY[problem.severity], str(len(problem.projects)) if problem.projects else "整份",
        str(len(problem.instances)), amount(problem.budget_wan) if problem.budget_wan else "",
    )  # fmt: skip


def _sheet(paper: Paper, submission: Submission, number: str, problem: Problem) -> None:
    paper.title("审计取证单" if problem.certain else "审计取证单（疑点，待核实）", new_page=True)
    paper.line(f"编号：{number}　　　　审核意见第 {problem.opinion} 条", size=9.5)
    paper.table(FORM, _form(submission, problem), headed=False)
    paper.line("", label="事实明细（引文照录原文）", with_next=True)
    paper.table(FACTS, fact_rows(problem, submission), size=8.5)
    shown = len(_shown(problem, submission))
    if rest := len(problem.instances) - shown:
        paper.line(f"其余 {rest} 处：{_further(problem, shown)}。原文见同名 Excel 表“事实明细”。", size=8.5)
    paper.table(SIGNATURES, _signatures(), headed=False)


def _form(submission: Submission, problem: Problem) -> list[TableRow]:
    lines = (
        ("被审计（调查）\n单位", audited_unit(submission)),
        ("审计（调查）\n事项", audit_matter(submission)),
        ("标题", problem.first.title + ("" if problem.certain else "（疑点）")),
        ("事实", f"{extent(problem)}列在下面“事实明细”中。{'' if problem.certain else DOUBTS.replace('以下各项', '本项')}"),
        ("标准", "\n".join(problem.standards)),
        ("定性", qualification(problem)),
        ("影响", problem.first.why),
    )  # fmt: skip
    return [row(cell(label, "strong", shaded=True, centred=True), text) for label, text in lines]


def _signatures() -> list[TableRow]:
    def label(text: str) -> TableCell:
        return cell(text, "strong", shaded=True, centred=True)

    return [
        row(label("取证人（签名）"), "", label("日期"), DATE, height=0.9),
        row(label("被审计（调查）\n单位意见"), cell("", span=3), height=2.0),
        row(label("证据提供单位\n负责人（签名盖章）"), "", label("日期"), DATE, height=1.2),
    ]


def _summary(numbered_problem: Numbered, submission: Submission) -> Line:
    number, one = numbered_problem
    return (
        number, "确认" if one.certain else "疑点", one.first.title, level(one).partition("\n")[0], float(len(one.projects)),
        float(len(one.instances)), one.budget_wan if one.projects else None, f"{extent(one)}如：{one.first.message}",
        "\n".join(one.standards), qualification(one), one.first.why, advice_lines(one, MOST_ADVICE), submission.department or "", "",
    )  # fmt: skip
