"""审计取证单 and 审计工作底稿: problems over projects, each with fact, standard, 定性, effect and advice; 疑点 apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from auditor.model import Result, Submission
from auditor.papers.document import Column, Paper
from auditor.papers.problems import QUALIFIED, Problem, by_rule, instances_of
from auditor.papers.sheets import Sheet, workbook
from auditor.wording import SEVERITY

FACTS = (
    Column("项目编码", 2.4),
    Column("项目名称", 3.4),
    Column("预算（万元）", 1.9),
    Column("原文", 5.6),
    Column("位置", 3.7),
)
MOST_FACTS = 40
MOST_QUOTED = 120
NUMERALS = "一二三四五六七八九十"
SUMMARY = (
    ("序号", 6), ("问题", 24), ("性质", 8), ("级别", 8), ("涉及项目", 9), ("预算（万元）", 12), ("事实", 46), ("标准", 44), ("定性", 28), ("影响", 34),
    ("建议", 40), ("责任部门", 16),
)  # fmt: skip
DETAIL = (("序号", 6), ("问题", 24), ("项目编码", 16), ("项目名称", 24), ("预算（万元）", 12), ("原文", 44), ("位置", 24),
          ("说明", 50), ("规则", 10), ("指纹", 20))  # fmt: skip


def evidence_docx(result: Result, submission: Submission) -> bytes:
    """审计取证单 as a Word document: confirmed problems first, 疑点 in a part of their own."""
    paper = Paper(landscape=False, size=11)
    paper.title("审计取证单")
    paper.line(submission.department or "", label="被审计（调查）单位：")
    year = f"{submission.year} 年度" if submission.year else ""
    paper.line(f"{year}预算绩效目标编报情况", label="审计（调查）事项：")
    paper.line(f"{_file(submission)}（SHA-256：{submission.sha256}）", label="取证材料：")
    problems = _graver(submission)
    sure, unsure = [one for one in problems if one.certain], [one for one in problems if not one.certain]
    _part(paper, "一、查明的问题", sure, submission, "经检查，没有确认的问题。")
    if unsure:
        _part(paper, "二、需要核实的疑点", unsure, submission, "")
        paper.line("以上为疑点，尚未确认，须取得被审计单位说明或者其他证据后再作认定。")
    paper.line("")
    paper.line("取证人：　　　　　　　　　　　　　　　　　　日期：　　　年　　月　　日")
    paper.line("被审计（调查）单位意见：")
    paper.line("\n\n")
    paper.line("证据提供人（签名、盖章）：　　　　　　　　　　日期：　　　年　　月　　日")
    paper.line(_provenance(result))
    return paper.content()


def workpaper_docx(result: Result, submission: Submission) -> bytes:
    """审计工作底稿 as a Word document: one sheet for each problem's record, in a table."""
    paper = Paper(landscape=False, size=10.5)
    paper.title("审计工作底稿")
    paper.line(submission.department or "", label="被审计单位：")
    paper.line("预算绩效目标编报情况", label="审计事项：")
    paper.line(f"{submission.year} 年度" if submission.year else "", label="审计期间：")
    paper.line(
        f"读取材料“{_file(submission)}”，按 {len(result.rules.rules)} 条规则逐行检查 "
        f"{sum(len(project.indicators) for project in submission.projects)} 行指标，未能检查的部分见审核报告的“未检查清单”。",
        label="实施的步骤和方法：",
    )
    columns = (Column("项目", 2.6), Column("内容", 14.4))
    for number, problem in enumerate(_graver(submission), 1):
        first = problem.first
        rows = [
            ("问题", f"{number}．{first.title}" + ("" if problem.certain else "（疑点，待核实）")),
            ("事实摘要", _fact(problem) + "\n" + "\n".join(_quotes(problem))),
            ("标准", first.standard),
            ("定性", QUALIFIED[first.category] if problem.certain else "待核实后认定"),
            ("影响", first.why),
            ("建议", problem.advice),
            ("责任部门", submission.department or ""),
        ]
        paper.table(columns, rows, size=10)
    paper.line("编制人：　　　　　　　编制日期：　　　　　　　复核人：　　　　　　　复核日期：")
    paper.line(_provenance(result))
    return paper.content()


def workpaper_xlsx(result: Result, submission: Submission) -> bytes:
    """The same as a workbook: 问题汇总 and 明细."""
    problems = by_rule(instances_of(submission))
    summary = [
        (
            float(number), one.first.title, "确认" if one.certain else "疑点", SEVERITY[one.severity], float(len(one.projects)),
            one.budget_wan, _fact(one) + "\n" + "\n".join(_quotes(one)[:3]), one.first.standard,
            QUALIFIED[one.first.category] if one.certain else "待核实", one.first.why, one.advice,
            submission.department or "",
        )
        for number, one in enumerate(problems, 1)
    ]  # fmt: skip
    detail = [
        (
            float(number), one.first.title, each.project.code if each.project else "", each.project.name if each.project else "",
            each.project.budget_wan if each.project else None, each.quote, _whereabouts(each.where, each.place),
            each.finding.message, each.finding.rule, each.finding.fingerprint,
        )
        for number, one in enumerate(problems, 1)
        for each in one.instances
    ]  # fmt: skip
    title = f"审计工作底稿　{submission.department or _file(submission)}"
    return workbook([Sheet("问题汇总", title, SUMMARY, summary), Sheet("明细", title, DETAIL, detail)])


def _graver(submission: Submission) -> list[Problem]:
    return [problem for problem in by_rule(instances_of(submission)) if problem.severity != "info"]


def _part(paper: Paper, title: str, problems: Sequence[Problem], submission: Submission, nothing: str) -> None:
    paper.heading(title)
    if not problems:
        paper.line(nothing)
    for number, problem in enumerate(problems, 1):
        first = problem.first
        paper.heading(f"（{_numeral(number)}）{first.title}")
        paper.line(_fact(problem), label="事实：")
        rows = [
            (
                one.project.code if one.project else "", one.project.name if one.project else "整份材料",
                f"{one.project.budget_wan:g}" if one.project and one.project.budget_wan is not None else "",
                _shortened(one.quote), _whereabouts(one.where, one.place),
            )
            for one in problem.instances[:MOST_FACTS]
        ]  # fmt: skip
        paper.table(FACTS, rows, size=9)
        if len(problem.instances) > MOST_FACTS:
            paper.line(f"其余 {len(problem.instances) - MOST_FACTS} 处见工作底稿明细。")
        paper.line(first.standard, label="标准：")
        ending = "以上事项" if len(problem.projects) > 1 else "该事项"
        paper.line(
            f"{ending}{QUALIFIED[first.category]}。" if problem.certain else "疑点，待核实后认定。", label="定性："
        )
        paper.line(first.why, label="影响：")
        paper.line(problem.advice, label="建议：")
        paper.line(submission.department or "", label="责任部门：")


def _fact(problem: Problem) -> str:
    if not problem.projects:
        return problem.first.message
    money = f"，预算合计 {problem.budget_wan:g} 万元" if problem.budget_wan else ""
    return f"涉及 {len(problem.projects)} 个项目 {len(problem.instances)} 处{money}。例如：{problem.first.message}"


def _quotes(problem: Problem) -> list[str]:
    return [
        f"{one.project.code if one.project else ''}　{one.where}：“{_shortened(one.quote)}”（{one.place or '位置见原文'}）".strip()
        for one in problem.instances[:MOST_FACTS]
    ]


def _whereabouts(where: str, place: str) -> str:
    return "　".join(filter(None, (where, place)))


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else text[:MOST_QUOTED] + "……"


def _numeral(number: int) -> str:
    if number <= 10:
        return NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else NUMERALS[tens - 1]) + "十" + (NUMERALS[ones - 1] if ones else "")


def _file(submission: Submission) -> str:
    return PurePath(submission.source.replace("\\", "/")).name


def _provenance(result: Result) -> str:
    rules = result.rules
    return f"工具：{result.tool.name} {result.tool.version}；规则：{rules.pack} {rules.version}（{rules.profile}，指纹 {rules.fingerprint}）。"
