"""``ledger.xlsx``: the same result for people who live in Excel and WPS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from auditor.model import Finding, Handling, ProjectPair, ProjectRef, Result, Submission
from auditor.outputs.reports.html import opinion_counts
from auditor.outputs.reports.long_sheets import LongSheet, add_long_table, place_rows, xml_of
from auditor.outputs.reports.outcomes import outcome_of_rules
from auditor.outputs.reports.parts import ResultParts, Take
from auditor.outputs.reports.pieces import PieceTaker
from auditor.outputs.reports.places import place_of, place_of_evidence, place_of_finding
from auditor.outputs.reports.sheets import InputCell, RowNumber, Share, add_table, new_workbook
from auditor.outputs.reports.told import Told, ToldOpinion, told_of
from auditor.outputs.reports.walk import WHOLE, LocatedFinding, found_in
from auditor.runtime.atomic import placed
from auditor.wording import (
    CATEGORY,
    DECISION_COLUMNS,
    DECISIONS,
    LEDGER_DETAILS,
    PRACTICE,
    PREFLIGHT,
    PREFLIGHT_NOTE,
    SEVERITY,
    in_quotes,
)

MATRIX_PROJECTS = 40
COMMON = "（通病和整份材料）"
_PART_END = b"\x1d"
"""Between what a submission adds to one sheet and to the next: a character that neither XML nor JSON holds."""

OVERVIEW = (("文件", 26), ("项目编码", 14), ("项目名称", 30), ("预算（万元）", 13), ("指标", 8), ("工具初评", 10), ("等次", 8),
            ("意见", 8), ("错误", 8), ("警告", 8), ("提示", 8), ("其中疑点", 10), ("涉通病", 9), ("说明", 50))  # fmt: skip
OPINIONS = (("文件", 22), ("意见", 6), ("级别", 7), ("性质", 7), ("项目", 26), ("位置", 30), ("问题", 22), ("说明", 52), ("另", 40), ("建议", 46),
            ("标准", 40), ("处数", 7))  # fmt: skip
DETAILS = (("序号", 6), ("项目编码", 13), ("项目名称", 18), ("行", 5), ("二级指标", 11), ("三级指标", 17), ("指标值", 15), ("问题", 18),
           ("级别", 7), ("性质", 11), ("说明", 40), ("标准", 34), ("建议", 38), ("处理意见", 11), ("理由", 20), ("责任人", 10), ("到期日", 11),
           ("证据", 40), ("位置", 22), ("文件", 20), ("规则", 9), ("指纹", 18))  # fmt: skip
PRINTED_DETAILS = 13
"""Columns of 问题明细 that are printed; the rest is for working on the screen."""

PAIRS = (
    ("项目甲", 32),
    ("预算（万元）", 13),
    ("项目乙", 32),
    ("预算（万元）", 13),
    ("相同行", 9),
    ("共有", 9),
    ("表格相似", 10),
    ("不同的词", 60),
)
REPEATED = (("重复的描述", 32), ("次数", 13), ("出现在", 32), ("性质", 13))
"""Stands below PAIRS on one sheet: the widths are those of its first columns."""
REFUSALS = (("文件", 26), ("项目名称", 32), ("三级指标", 26), ("系统可能不收的", 34), ("说明", 60), ("位置", 22))
UNCHECKED = (
    ("文件", 26),
    ("规则", 10),
    ("名称", 34),
    ("看过", 8),
    ("发现", 8),
    ("无问题", 8),
    ("无法判断", 60),
    ("没能运行", 40),
)
NOTES = (("处理意见", 14), ("理由", 40), ("责任人", 14), ("到期日", 14), ("为什么没有生效", 50), ("指纹", 20))
RULES = (("编号", 10), ("名称", 40), ("类别", 14), ("级别", 10), ("性质", 10), ("改动", 30), ("本批结果", 20))


@contextmanager
def ledger_writer(parts: ResultParts, folder: Path) -> Iterator[Take]:
    """``ledger.xlsx``, its large sheets put together of what each submission adds."""
    head, made = parts.head, BytesIO()
    with placed(folder / "ledger.xlsx") as path:
        with new_workbook(made, "绩效目标质量审核台账") as (workbook, formats):
            overview = LongSheet(workbook, formats, "总览", OVERVIEW)
            opinions = LongSheet(workbook, formats, "审核意见", OPINIONS)
            details = LongSheet(workbook, formats, LEDGER_DETAILS, DETAILS)
            refused = list[list[Any]]()

            def add(source: str, content: bytes) -> None:
                *rows, refusals = content.split(_PART_END)
                for sheet, xml in zip((overview, opinions, details), rows, strict=True):
                    sheet.add_xml(xml)
                refused.extend(from_json(refusals))

            yield PieceTaker("ledger", _piece, add)
            overview.filter()
            opinions.filter()
            _finish_details(details)
            _duplicates(workbook, formats, head)
            if refused:
                add_table(workbook, formats, PREFLIGHT, REFUSALS, [*refused, [None] * 4 + [PREFLIGHT_NOTE, None]])
            unchecked = add_long_table(workbook, formats, "未检查清单", UNCHECKED, _unchecked(head))
            add_table(workbook, formats, "规则说明", RULES, _rules(head))
            if head.handling_notes:
                add_table(workbook, formats, "未生效的处理意见", NOTES, _notes(head))
        place_rows(made, (overview, opinions, details, unchecked), path)


def _piece(submission: Submission) -> bytes:
    """What a submission adds: rows of the large sheets, and what systems may not accept."""
    told = told_of(submission)
    rows = (
        xml_of(_overview(submission, told), OVERVIEW),
        xml_of((_opinion(submission, one) for one in told.all), OPINIONS),
        xml_of(map(_detail, found_in(submission)), DETAILS),
    )
    return _PART_END.join((*rows, to_json(list(_refusals(submission)))))


# --- sheets -------------------------------------------------------------------------------------------------------


def _finish_details(details: LongSheet) -> None:
    """The filter, what is printed, and a drop-down for the decisions."""
    details.filter()
    last = details.next - 1
    details.sheet.print_area(0, 0, max(last, 1), PRINTED_DETAILS - 1)
    if last:
        column = next(number for number, (title, _) in enumerate(DETAILS) if title == DECISION_COLUMNS[0])
        details.sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(DECISIONS)})


def _duplicates(workbook: Any, formats: dict[str, Any], head: Result) -> None:
    """重复矩阵: the pairs, the repeated texts, and for small batches the matrix of shares."""
    pairs = head.duplicates.project_pairs
    sheet = add_table(workbook, formats, "重复矩阵", PAIRS, _pairs(pairs))
    sheet.next += 2
    sheet.head(REPEATED)
    for row in _repeated(head):
        sheet.add(row)
    projects = sorted({_key(ref) for pair in pairs for ref in (pair.a, pair.b)})
    if 0 < len(projects) <= MATRIX_PROJECTS:
        _matrix(sheet.sheet, formats, sheet.next + 2, projects, pairs)


def _matrix(
    sheet: Any,
    formats: dict[str, Any],
    top: int,
    projects: Sequence[tuple[str, str, str]],
    pairs: Sequence[ProjectPair],
) -> None:
    shares = {(_key(pair.a), _key(pair.b)): pair.share for pair in pairs}
    shares |= {(one, other): share for (other, one), share in shares.items()}
    for column, text in enumerate(("共有矩阵", *(code for _, code, _ in projects))):
        sheet.write_string(top, column, text, formats["head"])
    for number, project in enumerate(projects, 1):
        _, code, name = project
        sheet.write_string(top + number, 0, f"{code} {name}", formats["head"])
        for column, other in enumerate(projects, 1):
            if (project, other) in shares:
                sheet.write_number(top + number, column, shares[project, other], formats["share"])
            else:
                sheet.write_blank(top + number, column, None, formats["text"])
    last = top + len(projects)
    scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#E8A29C"}
    sheet.conditional_format(top + 1, 1, last, len(projects), scale)


def _key(ref: ProjectRef) -> tuple[str, str, str]:
    """What tells projects apart in a batch: codes alone may occur in more than one file."""
    return ref.submission, ref.code, ref.name


# --- rows -----------------------------------------------------------------------------------------------------------


def _file(submission: Submission) -> str:
    return Path(submission.source.replace("\\", "/")).name


def _overview(submission: Submission, told: Told) -> Iterator[list[Any]]:
    if submission.error is not None:
        blank = [None] * 12
        yield [_file(submission), *blank, f"未审核：{submission.error.message}{submission.error.hint}"]
    if told.of_document:
        yield [_file(submission), COMMON, *[None] * 5, *_numbers(told.of_document), None, None]
    for number, project in enumerate(submission.projects, 1):
        score = (project.score.total, project.score.grade) if project.score else (None, None)
        budget = "未读出" if project.budget_wan is None else project.budget_wan
        yield [_file(submission), project.code, project.name, budget, len(project.indicators), *score,
               *_numbers(told.of_project(number)), len(told.elsewhere(number)), None]  # fmt: skip


def _numbers(told: Sequence[ToldOpinion]) -> list[int]:
    found = opinion_counts(one.opinion for one in told)
    return [found["all"], found["error"], found["warning"], found["info"], found["doubts"]]


def _opinion(submission: Submission, one: ToldOpinion) -> list[Any]:
    opinion = one.opinion
    certainty = "确认" if opinion.certain else "疑点"
    notes = "".join(one.notes) if opinion.scope != "document" else ""
    advice = "\n".join(
        filter(None, (opinion.advice, *(one.notes_advice if opinion.scope in ("row", "project") else ())))
    )
    return [_file(submission), opinion.number, SEVERITY[opinion.severity], certainty, one.heading, one.where, opinion.title,
            opinion.message, notes, advice, opinion.standard, len(opinion.findings)]  # fmt: skip


def _detail(found: LocatedFinding) -> list[Any]:
    finding, project, row = found.finding, found.project, found.row
    where = (project.code, project.name) if project else (WHOLE, "")
    cells = (row.id.rpartition("/")[2], row.level2, row.level3, row.target) if row else ("", "", "", "")
    certainty = "确认" if finding.certain else f"疑点 {finding.confidence:.0%}"
    if finding.waived is not None:
        certainty = f"已豁免：{finding.waived.reason}"
    return [RowNumber(), *where, *cells, finding.title, SEVERITY[finding.severity], certainty, finding.message,
            finding.standard, finding.suggestion or "", *_decision(finding), _evidence(finding), place_of_finding(finding),
            _file(found.submission), finding.rule, finding.fingerprint]  # fmt: skip


def _decision(finding: Finding) -> list[InputCell]:
    """The columns a person fills in, with what was entered before."""
    entered = finding.handling or Handling(decision="")
    until = datetime.fromisoformat(entered.until) if entered.until else None
    return [InputCell(entered.decision), InputCell(entered.reason), InputCell(entered.by), InputCell(until)]


def _evidence(finding: Finding) -> str:
    return "\n".join(f"{in_quotes(item.text)}　{place_of_evidence(item)}".strip() for item in finding.evidence)


def _refusals(submission: Submission) -> Iterator[list[Any]]:
    for one in submission.refusals:
        yield [_file(submission), one.project, one.row, PRACTICE[one.practice], one.told, place_of(one.location)]


def _pairs(pairs: Sequence[ProjectPair]) -> Iterator[list[Any]]:
    for pair in pairs:
        words = "；".join(
            f"{' '.join(row.only_a) or '（无）'} ⇄ {' '.join(row.only_b) or '（无）'}"
            for row in pair.rows
            if row.only_a or row.only_b
        )
        yield [f"{pair.a.code} {pair.a.name}", pair.a.budget_wan, f"{pair.b.code} {pair.b.name}", pair.b.budget_wan,
               len(pair.rows), Share(pair.share), Share(pair.similarity), words]  # fmt: skip


def _repeated(result: Result) -> Iterator[list[Any]]:
    for cluster in result.duplicates.clusters:
        where = "、".join(member.indicator or member.item or member.project for member in cluster.members)
        yield [cluster.text, len(cluster.members), where, "通用表述" if cluster.common else "照抄"]


def _unchecked(result: Result) -> Iterator[list[Any]]:
    titles = {rule.id: rule.title for rule in result.rules.rules}
    for line in result.coverage:
        if line.undecided or line.failed:
            reasons = "；".join(f"{reason} {number} 处" for reason, number in line.undecided.items())
            name = Path(line.submission.replace("\\", "/")).name
            yield [name, line.rule, titles.get(line.rule, ""), line.examined, line.found, line.fine, reasons,
                   line.failed or ""]  # fmt: skip


def _notes(result: Result) -> Iterator[list[Any]]:
    for note in result.handling_notes:
        entered = note.handling
        yield [entered.decision, entered.reason, entered.by, entered.until or "", note.problem, note.fingerprint]


def _rules(result: Result) -> Iterator[list[Any]]:
    outcomes = outcome_of_rules(result)
    for rule in result.rules.rules:
        certainty = "确认" if rule.certain else "疑点"
        yield [rule.id, rule.title, CATEGORY[rule.category], SEVERITY[rule.severity], certainty, rule.overridden or "",
               outcomes[rule.id]]  # fmt: skip
    for off in result.rules.off:
        yield [off.id, off.title, "", "", "", f"停用：{off.reason}（{off.by}）", "没有运行"]
