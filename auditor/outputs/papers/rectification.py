"""整改清单: what a department has to change, opinion by opinion in the order of the rows, with blank columns for what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import Project, Submission
from auditor.outputs.papers.document import Paper
from auditor.outputs.papers.sheets import Line, PaperSheet, ShadedRow, workbook
from auditor.outputs.papers.telling import file_name, plain, project_line
from auditor.outputs.papers.wordml import CellParagraph, Column, TableCell, TableRow, band, cell
from auditor.outputs.reports.refusals import refusal_groups
from auditor.outputs.reports.told import Told, ToldOpinion, same_sentences, told_of
from auditor.wording import PREFLIGHT, PREFLIGHT_NOTE, SEVERITY

COLUMNS = (
    Column("序号", 1.0, centred=True), Column("级别", 1.3, centred=True), Column("位置", 2.2), Column("问题", 9.8),
    Column("怎样改", 7.8), Column("依据", 1.1, centred=True), Column("整改情况", 1.9), Column("责任人", 1.4), Column("完成时间", 1.6),
)  # fmt: skip
SHEET = (
    ("序号", 6),
    ("级别", 9),
    ("位置", 26),
    ("问题", 46),
    ("怎样改", 44),
    ("依据", 34),
    ("整改情况", 14),
    ("责任人", 9),
    ("完成时间", 11),
)
BLANK = ("整改情况", "责任人", "完成时间")
SIGNED = "填表人：　　　　　　　　　　　　　　审核人：　　　　　　　　　　　　　　日期：　　　　年　　月　　日"
NOTHING = "没有发现需要整改的问题。"
COMMON = "通病和整份材料的问题（改一处时，把所列项目的同类行一起改）"

Group = tuple[str, tuple[ToldOpinion, ...], str]
"""A heading, the opinions under it, and what else concerns it."""


def rectification_docx(submission: Submission) -> bytes:
    """The list as a Word document; standards are listed below it and cited by number."""
    groups = _groups(submission)
    paper = Paper(landscape=True, size=10, margin=1.0)
    paper.title(f"{submission.department or ''}绩效目标整改清单")
    paper.line(_summary(submission))
    if groups:
        standards = _standards(groups)
        paper.table(COLUMNS, _rows(groups, standards), size=7.5)
        paper.line("依据（表中所列编号）", size=8.5, with_next=True)
        for number, standard in enumerate(standards, 1):
            paper.line(f"{number}．{standard}", size=7.5)
    paper.line(SIGNED)
    _preflight(paper, submission)
    return paper.content()


def _preflight(paper: Paper, submission: Submission) -> None:
    """What the budget system may refuse when the form is entered, apart from the list."""
    groups = tuple(refusal_groups(submission))
    if groups:
        paper.heading(PREFLIGHT)
        paper.line(PREFLIGHT_NOTE, size=8.5)
    for group in groups:
        paper.line(f"{group.name}（{len(group.lines)} 处）", size=8.5, with_next=True)
        for line in group.lines:
            paper.line(line, size=7.5)


def rectification_xlsx(submission: Submission) -> bytes:
    """The list as a workbook."""
    title = f"{submission.department or ''}绩效目标整改清单"
    notes = (_summary(submission), SIGNED)
    return workbook([PaperSheet("整改清单", title, SHEET, list(_lines(_groups(submission))), notes, BLANK)])


def _groups(submission: Submission) -> tuple[Group, ...]:
    told = told_of(submission)
    found: list[Group] = [(COMMON, told.of_document, "")] if told.of_document else []
    for number, project in enumerate(submission.projects, 1):
        own, elsewhere = told.of_project(number), _elsewhere(told, number)
        if own or elsewhere:
            found.append((_heading(project), own, elsewhere))
    return tuple(found)


def _heading(project: Project) -> str:
    return project_line(project)


def _elsewhere(told: Told, number: int) -> str:
    """Opinions of the document and of other projects that a project has to follow too."""
    named = [
        f"{one.number}{f'（{rows}）' if (rows := place.where.partition('》')[2]) else ''}"
        for one, place in told.elsewhere(number)
    ]
    return f"同时按第 {'、'.join(named)} 条修改。" if named else ""


def _rows(groups: Sequence[Group], standards: Sequence[str]) -> Iterator[TableRow]:
    for heading, own, elsewhere in groups:
        yield band(f"{heading}　{elsewhere}" if elsewhere else heading, len(COLUMNS))
        for one in own:
            cited = str(standards.index(one.opinion.standard) + 1)
            said = TableCell((*_named(one), *map(CellParagraph, _fault(one))))
            texts = (plain(_how(one)), cited, "", "", "")
            yield TableRow((cell(str(one.number)), cell(_level(one)), cell(_where(one)), said, *map(cell, texts)))


def _lines(groups: Sequence[Group]) -> Iterator[Line]:
    for heading, own, elsewhere in groups:
        yield ShadedRow(f"{heading}　{elsewhere}" if elsewhere else heading)
        for one in own:
            yield (
                float(one.number), _level(one), one.where if one.opinion.scope == "document" else _where(one), "\n".join((*(words.text for words in _named(one)), *_fault(one))), "\n".join(filter(None, (_how(one), one.offered))),
                one.opinion.standard, "", "", "",
            )  # fmt: skip


def _level(one: ToldOpinion) -> str:
    return SEVERITY[one.opinion.severity] + ("" if one.opinion.certain else "\n疑点")


def _where(one: ToldOpinion) -> str:
    """Rows; a fault of the document names none, for every project's heading says which of its rows it concerns."""
    if one.opinion.scope == "document":
        projects = sum(place.project is not None for place in one.places)
        return f"{projects} 个项目，行次见各项目" if projects else "整份材料"
    if len(one.places) == 1:
        return one.places[0].where.partition("》")[2] or "整个项目"
    return "整个项目"


def _named(one: ToldOpinion) -> Iterator[CellParagraph]:
    """The title, unless the sentence begins with it."""
    if not one.opinion.message.startswith(one.opinion.title):
        yield CellParagraph(one.opinion.title, "strong")


def _fault(one: ToldOpinion) -> Iterator[str]:
    yield one.opinion.message
    if one.opinion.scope == "group":
        yield from same_sentences(one)
    elif one.opinion.scope != "document" and one.notes:
        yield f"另：{''.join(one.notes)}"


def _how(one: ToldOpinion) -> str:
    """The advice, then that on what else there is to say."""
    advice = [one.opinion.advice or ""]
    if one.opinion.scope in ("row", "project"):
        advice += one.notes_advice
    return "\n".join(filter(None, advice))


def _standards(groups: Sequence[Group]) -> list[str]:
    """Every standard that is cited, once, in the order of the list."""
    return list(dict.fromkeys(one.opinion.standard for _, own, _ in groups for one in own))


def _summary(submission: Submission) -> str:
    name = file_name(submission.source)
    told = told_of(submission).all
    if not told:
        return f"材料“{name}”，共 {len(submission.projects)} 个项目。{NOTHING}"
    counts = "，".join(
        f"{name} {sum(one.opinion.severity == key for one in told)} 条" for key, name in SEVERITY.items()
    )
    return (
        f"材料“{name}”，共 {len(submission.projects)} 个项目，{len(told)} 条意见：{counts}。请先改“错误”，再改“警告”，“提示”供完善时参考；"
        "标为“疑点”的请先核实，确有道理的写明理由即可，不必修改。建议里的例子和“__”须由单位核定后填写。"
    )
