"""``report.md``: the opinions as Markdown, for a mail, an issue or a wiki page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.model import Project, Result, Submission
from auditor.outputs.reports.outcomes import count_outcomes
from auditor.outputs.reports.parts import ResultParts, Take
from auditor.outputs.reports.places import place_of_finding
from auditor.outputs.reports.refusals import refusal_groups
from auditor.outputs.reports.sanitize import markdown_text
from auditor.outputs.reports.told import ToldOpinion, same_sentences, told_of
from auditor.outputs.reports.walk import LocatedFinding, file_name, found_in
from auditor.runtime.atomic import text_file
from auditor.wording import PREFLIGHT, PREFLIGHT_NOTE, SEVERITY


@contextmanager
def markdown_writer(parts: ResultParts, folder: Path) -> Iterator[Take]:
    """``report.md``: the counts, then each submission with its projects and opinions."""
    with text_file(folder / "report.md") as file:
        file.write("\n".join(_counts(parts.head)) + "\n")

        def take(submission: Submission) -> None:
            file.write("\n".join(("", *_submission(submission))) + "\n")

        yield take


def _counts(head: Result) -> Iterator[str]:
    totals = head.totals
    by_severity = "，".join(f"{name} {totals.opinions_by_severity.get(key, 0)}" for key, name in SEVERITY.items())
    outcomes = "，".join(f"{name} {number}" for name, number in count_outcomes(head).items())
    yield from (
        "# 绩效目标质量审核",
        "",
        f"共 {totals.submissions} 份材料，{totals.projects} 个项目，{totals.indicators} 行指标；"
        f"审核意见 {totals.opinions} 条：{by_severity}（涉及 {totals.findings} 处）。",
        "",
        f"规则：{outcomes}。工具初评只供参考，不是正式审核结论。",
    )


def _submission(submission: Submission) -> Iterator[str]:
    yield f"## {markdown_text(file_name(submission.source))}"
    if submission.error is not None:
        yield from ("", f"**未审核**：{markdown_text(submission.error.message + submission.error.hint)}")
    for doubt in submission.doubts:
        yield from ("", f"阅读疑点：{markdown_text(doubt)}")
    told = told_of(submission)
    if told.of_document:
        yield from ("", "### 通病和整份材料的意见", "", *_opinions(told.of_document))
    for number, project in enumerate(submission.projects, 1):
        own, elsewhere = told.of_project(number), told.elsewhere(number)
        yield from ("", f"### {_title(project)}", "", *_opinions(own))
        if elsewhere:
            named = "、".join(f"{one.number}（{markdown_text(one.opinion.title)}）" for one, _ in elsewhere)
            yield from (*([""] if own else []), f"另见意见 {named}。")
        if not own and not elsewhere:
            yield "没有发现问题。"
    yield from _refusals(submission)
    kept = [found for found in found_in(submission) if found.finding.waived is not None]
    if kept:
        yield from ("", "### 已豁免", "", *map(_waived, kept))


def _refusals(submission: Submission) -> Iterator[str]:
    groups = tuple(refusal_groups(submission))
    if groups:
        yield from ("", f"### {PREFLIGHT}", "", PREFLIGHT_NOTE)
    for group in groups:
        yield from ("", f"**{group.name}**（{len(group.lines)} 处）", "")
        yield from (f"- {markdown_text(line)}" for line in group.lines)


def _title(project: Project) -> str:
    parts = [f"{project.code} {project.name}"]
    parts.append("预算未读出" if project.budget_wan is None else f"预算 {project.budget_wan:g} 万元")
    if project.score is not None:
        parts.append(f"工具初评 {project.score.total:g} 分（{project.score.grade}）")
    return "　".join(markdown_text(part) for part in parts)


def _opinions(told: Iterable[ToldOpinion]) -> Iterator[str]:
    for one in told:
        opinion = one.opinion
        yield f"{opinion.number}. **{one.level}**　{markdown_text(opinion.title)}"
        notes = "".join(one.notes) if opinion.scope != "document" else ""
        for label, text in (
            ("位置", one.where),
            ("说明", opinion.message),
            ("雷同", "".join(same_sentences(one))),
            ("另", notes),
            ("标准", opinion.standard),
            ("建议", opinion.advice or ""),
        ):
            if text:
                yield f"   - {label}：{markdown_text(text)}"


def _waived(found: LocatedFinding) -> str:
    reason = found.finding.waived.reason if found.finding.waived else ""
    return f"- {markdown_text(place_of_finding(found.finding))}　{markdown_text(found.finding.message)}（{markdown_text(reason)}）"
