"""The sentences of papers: what a problem is, whom it concerns, how it is qualified. No cause is ever supposed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from auditor.model import Category, Evidence, Project, Result, Submission
from auditor.outputs.papers.problems import WHOLE, Instance, Problem
from auditor.outputs.reports.places import place_of_evidence
from auditor.wording import SEVERITY, in_quotes

QUALIFIED: dict[Category, str] = {
    "measurability": "绩效指标不够细化、量化，难以衡量",
    "duplication": "绩效目标、指标与其他内容雷同",
    "consistency": "绩效目标前后不一致，或者与预算不一致",
    "completeness": "绩效目标填报不完整",
    "relevance": "绩效指标与指标类别或者支出内容不对应",
    "feasibility": "绩效目标与正常水平、期限或者资金安排不相符",
    "format": "绩效目标填报不规范",
}
"""定性, by the family of the fault."""

_EXAMPLE = re.compile(r"（示例，?须由单位核定）")


def file_name(source: str) -> str:
    """The last part of a path written with either kind of slash."""
    return PurePosixPath(source.replace("\\", "/")).name


def amount(value: float | None) -> str:
    """An amount in 万元 without idle zeros; "" where it is not known."""
    return "" if value is None else f"{value:,.6f}".rstrip("0").rstrip(".")


def project_line(project: Project | None) -> str:
    """Code, name and budget of a project."""
    if project is None:
        return WHOLE
    budget = "" if project.budget_wan is None else f"　预算 {amount(project.budget_wan)} 万元"
    return f"{project.code} {project.name}{budget}".strip()


def level(problem: Problem) -> str:
    """错误, 警告 or 提示, with 疑点 under it where it is not certain."""
    return SEVERITY[problem.severity] + ("" if problem.certain else "\n疑点")


def extent(problem: Problem) -> str:
    """How many projects and places, and how much money."""
    places = len(problem.instances)
    if not problem.projects:
        return f"涉及整份材料，{places} 处。"
    unknown = problem.without_budget
    money = f"，预算 {amount(problem.budget_wan)} 万元" if problem.budget_wan else ""
    silent = f"（其中 {unknown} 个项目没有写明预算）" if unknown else ""
    return f"涉及 {len(problem.projects)} 个项目 {places} 处{money}{silent}。"


def qualification(problem: Problem) -> str:
    """定性: what the fault is and against what; a 疑点 is not qualified, and craft is never called a breach."""
    if not problem.certain:
        return "疑点，尚未确认，待核实后认定。"
    subject = "以上事项" if len(problem.instances) > 1 else "该事项"
    fault = f"{subject}属于{QUALIFIED[problem.first.category]}"
    match problem.first.citation.binding:
        case "craft":
            return f"{fault}，属填写规范方面的问题，请予规范。"
        case "reference":
            return f"{fault}，参照上列标准，应予改进。"
        case _:
            return f"{fault}，不符合上列标准。"


def advice_lines(problem: Problem, most: int) -> str:
    """What to write instead, a line for each wording with its rows; after ``most`` wordings the rest follow suit."""
    told = problem.advice
    if len(told) == 1:
        return told[0][1]
    lines = [f"{rows + '：' if rows else ''}{text}" for rows, text in told[:most]]
    if len(told) > most:
        lines.append("其余各处照此修改。")
    return "\n".join(lines)


def plain(advice: str) -> str:
    """Advice without the words that it is an example, for papers that say so once for all of it."""
    return _EXAMPLE.sub("", advice)


def quoted(instance: Instance, source: str) -> str:
    """The words as written, whole; what they were compared with, each with its place.

    Args:
        instance: of the finding.
        source: path of the file that is spoken of; evidence from other files is told with their names.
    """
    own = instance.quote
    lines = [in_quotes(own)] if own else []
    if not own and instance.finding.field and instance.row is not None:
        lines.append("（空白）")
    places: dict[str, list[str]] = {}
    for item in instance.finding.evidence:
        if not (_is_own(item, instance) and item.text == own):
            places.setdefault(item.text, []).append(_place(item, instance, source))
    lines += [f"{in_quotes(text)}{_listed(found)}" for text, found in places.items()]
    return "\n".join(lines)


def whereabouts(instance: Instance) -> str:
    """Row and field, then the place in the file."""
    return "\n".join(part for part in (instance.where, instance.place) if part)


def read_line(submission: Submission) -> str:
    """The file and its hash."""
    return f"{file_name(submission.source)}（SHA-256：{submission.sha256}）"


def provenance(result: Result, submission: Submission) -> str:
    """What the paper rests on: file hash, rules and tool, for the foot of every page."""
    rules = result.rules
    return (
        f"材料 SHA-256：{submission.sha256}\n规则：{rules.pack} {rules.version}（{rules.profile}，指纹 {rules.fingerprint}）　"
        f"工具：{result.tool.name} {result.tool.version}"
    )


def _is_own(item: Evidence, instance: Instance) -> bool:
    field = (instance.finding.field or "").removeprefix("project.")
    return item.indicator == instance.finding.indicator and (item.field or "").removeprefix("project.") == field


def _place(item: Evidence, instance: Instance, source: str) -> str:
    """Where evidence stands; the project only where it is another one, the file only where it is another one."""
    here = instance.project.code if instance.project else None
    near = item if item.project != here else item.model_copy(update={"project": None})
    other = item.submission is not None and item.submission != source
    return " ".join(
        part for part in (file_name(item.submission or "") if other else "", place_of_evidence(near)) if part
    )


def _listed(places: Iterable[str]) -> str:
    named = list(dict.fromkeys(place for place in places if place))
    return f"（{'；'.join(named)}）" if named else ""
