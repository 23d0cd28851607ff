"""绩效目标审核表 of a project, filled into a Word template; a bureau may use its own template with the same marks.

Marks are written ``{{项目名称}}`` anywhere in the template. Those of the eight items are ``{{规范完整性.得分}}``,
``{{规范完整性.意见}}`` and so on. The marks are 工具初评, never an official score, and the template says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from auditor.model import Project, Result, ReviewItem, Submission
from auditor.outputs.papers.filling import Template
from auditor.outputs.papers.points import NOT_CHECKED, NOTHING_FOUND, POINTS, checked_points
from auditor.outputs.papers.problems import Instance, Problem, by_rule, instances_of, row_numbers
from auditor.outputs.papers.telling import advice_lines, amount, file_name, plain
from auditor.taxonomy import LEVEL1_OF, level1_of, level2_of

GENERAL, KEY = "review_form_general.docx", "review_form_key.docx"
NOT_SCORED = "—"
MOST_OPINIONS = 4
MOST_TITLES = 4

Block = Literal["总体目标", "产出", "效益", "满意度", "需补充完善事项"]
_BLOCKS: dict[str, Block] = {"output": "产出", "cost": "产出", "effect": "效益", "satisfaction": "满意度"}
_GOAL_FIELDS = ("goal", "purpose", "name")


def review_form_docx(result: Result, submission: Submission, project: Project, template: Template) -> bytes:
    """The form of one project.

    Raises:
        AuditorError: C015 where the template has a mark that is not known.
    """
    title = f"项目支出绩效目标审核表　{project.code} {project.name}"
    return template.filled(form_values(result, submission, project), title)


def form_values(result: Result, submission: Submission, project: Project) -> dict[str, str]:
    """What the marks of a template stand for."""
    found = [one for one in instances_of(submission) if one.project is project]
    score, rules = project.score, result.rules
    return {
        "部门": submission.department or "",
        "年度": str(submission.year or ""),
        "项目编码": project.code,
        "项目名称": project.name,
        "预算": amount(project.budget_wan),
        "资金用途": project.purpose,
        "绩效目标": project.goal,
        "总分": f"{score.total:g}" if score else NOT_SCORED,
        "等次": score.grade if score else NOT_SCORED,
        **_opinions(found, project),
        **_items(found, score.items if score else (), checked_points(result.rules)),
        "材料": file_name(submission.source),
        "材料校验值": submission.sha256,
        "规则": f"{rules.pack} {rules.version}（{rules.profile}，指纹 {rules.fingerprint}）",
        "工具": f"{result.tool.name} {result.tool.version}",
    }


def _opinions(found: Sequence[Instance], project: Project) -> dict[str, str]:
    present = {_block_of_row(row.level1, row.level2) for row in project.indicators}
    values = {}
    for block in ("产出", "效益", "满意度"):
        told = _opinion([one for one in found if block_of(one) == block])
        values[f"{block}审核意见"] = told if told or block in present else f"表中没有{block}指标。"
    values["总体目标审核意见"] = _opinion([one for one in found if block_of(one) == "总体目标"])
    values["需补充完善事项"] = _opinion([one for one in found if block_of(one) == "需补充完善事项"])
    return {name: told or f"{NOTHING_FOUND}。" for name, told in values.items()}


def _items(
    found: Sequence[Instance], items: Sequence[ReviewItem], checked: frozenset[str]
) -> dict[str, str]:  # fmt: skip
    """The marks of the eight items; of an item that is not scored, dashes."""
    values = {f"{point}.{what}": NOT_SCORED for point in POINTS for what in ("分值", "得分", "等次", "意见")}
    for item in items:
        against = by_rule(one for one in found if item.item in one.finding.lowers)
        titles = [one.first.title + ("" if one.certain else "（疑点）") for one in against[:MOST_TITLES]]
        more = f"等 {len(against)} 类" if len(against) > MOST_TITLES else ""
        silence = NOTHING_FOUND if item.item in checked else NOT_CHECKED
        values |= {
            f"{item.item}.分值": f"{item.points:g}",
            f"{item.item}.得分": f"{item.score:g}" if against or item.item in checked else NOT_SCORED,
            f"{item.item}.等次": _grade(item) if against or item.item in checked else NOT_SCORED,
            f"{item.item}.意见": "；".join(titles) + more or silence,
        }
    return values


def block_of(one: Instance) -> Block:
    """The block of opinions a finding belongs to; what fits none is something to be completed."""
    if one.row is not None:
        return _block_of_row(one.row.level1, one.row.level2)
    field = (one.finding.field or "").removeprefix("project.")
    return "总体目标" if field in _GOAL_FIELDS else "需补充完善事项"


def _block_of_row(level1: str, level2: str) -> Block:
    second = level2_of(level2)
    first = level1_of(level1) or (LEVEL1_OF[second] if second else None)
    return _BLOCKS[first] if first else "需补充完善事项"


def _opinion(instances: Sequence[Instance]) -> str:
    """Numbered opinions with advice, the gravest first; the rest by name; 疑点 are put as questions. "" for none."""
    problems = by_rule(instances)
    lines = [
        f"{number}．{_named(one)}。{plain(advice_lines(one, 1))}"
        for number, one in enumerate(problems[:MOST_OPINIONS], 1)
    ]
    if others := problems[MOST_OPINIONS:]:
        lines.append(f"另有：{'；'.join(map(_named, others))}。")
    return "\n".join(lines)


def _named(problem: Problem) -> str:
    rows = row_numbers(one.number for one in problem.instances)
    doubt = "" if problem.certain else "（疑点，请核实）"
    return f"{problem.first.title}{f'（{rows}）' if rows else ''}{doubt}"


def _grade(item: ReviewItem) -> str:
    """优、良、中、差 of one item, by the bands of the whole form (90, 80 and 60 %)."""
    share = item.score / item.points if item.points else 1
    bands: Mapping[str, float] = {"优": 0.9, "良": 0.8, "中": 0.6}
    return next((grade for grade, least in bands.items() if share >= least), "差")
