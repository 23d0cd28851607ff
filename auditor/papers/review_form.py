"""绩效目标审核表 of a project, filled into a Word template; a bureau may use its own template with the same marks.

Marks are written ``{{项目名称}}`` anywhere in paragraphs and cells. Marks for the eight items are ``{{规范完整性.得分}}``,
``{{规范完整性.意见}}`` and so on. The marks are 工具初评, never an official score, and the template says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError
from auditor.model import Project, Submission
from auditor.papers.document import saved
from auditor.papers.problems import Instance, by_rule, instances_of
from auditor.taxonomy import level1_of, level2_of

GENERAL, KEY = "review_form_general.docx", "review_form_key.docx"
MOST_OPINIONS = 4
_MARK = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def review_form_docx(submission: Submission, project: Project, template: Path) -> bytes:
    """The form of one project.

    Raises:
        AuditorError: C015 where the template cannot be opened or has a mark that is not known.
    """
    import docx

    values = form_values(submission, project)
    try:
        document = docx.Document(str(template))
    except Exception as error:  # python-docx raises whatever the broken package provokes
        raise AuditorError("C015", path=template, reason="不是完好的 .docx 文件") from error
    for paragraph in _paragraphs(document):
        _replace(paragraph, values, template)
    return saved(document)


def form_values(submission: Submission, project: Project) -> dict[str, str]:
    """What the marks of a template stand for."""
    found = [one for one in instances_of(submission) if one.project is project]
    score = project.score
    values = {
        "部门": submission.department or "",
        "年度": str(submission.year or ""),
        "项目编码": project.code,
        "项目名称": project.name,
        "预算": "" if project.budget_wan is None else f"{project.budget_wan:g}",
        "总分": "" if score is None else f"{score.total:g}",
        "等次": "" if score is None else score.grade,
        "总体目标审核意见": _opinion([one for one in found if _is_goal(one)]),
        "产出审核意见": _opinion([one for one in found if _level(one) in ("output", "cost")]),
        "效益审核意见": _opinion([one for one in found if _level(one) == "effect"]),
        "满意度审核意见": _opinion([one for one in found if _level(one) == "satisfaction"]),
        "需补充完善事项": _opinion([one for one in found if one.row is None and not _is_goal(one)]),
    }
    for item in score.items if score else ():
        against = [one for one in found if item.item in one.finding.lowers]
        values[f"{item.item}.分值"] = f"{item.points:g}"
        values[f"{item.item}.得分"] = f"{item.score:g}"
        values[f"{item.item}.等次"] = _grade(item.score / item.points if item.points else 1)
        values[f"{item.item}.意见"] = "；".join(one.first.title for one in by_rule(against)[:4]) or "工具未发现问题"
    return values


def _is_goal(one: Instance) -> bool:
    return one.row is None and (one.finding.field or "").removeprefix("project.") in ("goal", "purpose", "name")


def _level(one: Instance) -> str | None:
    if one.row is None:
        return None
    level2 = level2_of(one.row.level2)
    return "cost" if level2 in ("cost", "economic_cost") else level1_of(one.row.level1) or None


def _opinion(instances: Sequence[Instance]) -> str:
    """Numbered opinions, the gravest first; 疑点 are put as questions."""
    problems = by_rule(instances)
    if not problems:
        return "工具未发现问题。"
    lines = []
    for number, problem in enumerate(problems[:MOST_OPINIONS], 1):
        places = "、".join(dict.fromkeys(one.where for one in problem.instances if one.where))
        doubt = "" if problem.certain else "（疑点，请核实）"
        lines.append(f"{number}．{problem.first.title}{doubt}{'：' + places if places else ''}。{problem.advice}")
    if len(problems) > MOST_OPINIONS:
        lines.append(f"另有 {len(problems) - MOST_OPINIONS} 类问题见审核报告。")
    return "\n".join(lines)


def _grade(share: float) -> str:
    """优、良、中、差 of one item, by the bands of the whole form (90, 80 and 60 %)."""
    return "优" if share >= 0.9 else "良" if share >= 0.8 else "中" if share >= 0.6 else "差"


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from document.paragraphs
    for table in document.tables:
        seen = set()
        for row in table.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    yield from cell.paragraphs


def _replace(paragraph: Any, values: Mapping[str, str], template: Path) -> None:
    """Fill the marks of a paragraph, in the look of its first run; line breaks become breaks."""
    text = paragraph.text
    if "{{" not in text:
        return
    for mark in _MARK.findall(text):
        if mark not in values:
            raise AuditorError("C015", path=template, reason=f"有不认识的标记“{{{{{mark}}}}}”")
    filled = _MARK.sub(lambda match: values[match[1]], text)
    first, *others = paragraph.runs
    first.text = filled
    for run in others:
        run.text = ""
