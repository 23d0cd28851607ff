"""``report.md``: the findings as Markdown, for a mail, an issue or a wiki page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.atomic import text_file
from auditor.model import Finding, Project, Result, Submission
from auditor.outputs.reports.outcomes import count_outcomes
from auditor.outputs.reports.parts import ResultParts, Take
from auditor.outputs.reports.places import place_of_finding
from auditor.outputs.reports.sanitize import markdown_text
from auditor.outputs.reports.walk import LocatedFinding, file_name, found_on, found_on_whole
from auditor.wording import SEVERITY


@contextmanager
def markdown_writer(parts: ResultParts, folder: Path) -> Iterator[Take]:
    """``report.md``: the counts, then each submission with its projects and findings."""
    with text_file(folder / "report.md") as file:
        file.write("\n".join(_counts(parts.head)) + "\n")

        def take(submission: Submission) -> None:
            file.write("\n".join(("", *_submission(submission))) + "\n")

        yield take


def _counts(head: Result) -> Iterator[str]:
    totals = head.totals
    by_severity = "，".join(f"{name} {totals.by_severity.get(key, 0)}" for key, name in SEVERITY.items())
    outcomes = "，".join(f"{name} {number}" for name, number in count_outcomes(head).items())
    yield from (
        "# 绩效目标质量审核",
        "",
        f"共 {totals.submissions} 份材料，{totals.projects} 个项目，{totals.indicators} 行指标；"
        f"问题 {totals.findings} 个：{by_severity}。",
        "",
        f"规则：{outcomes}。工具初评只供参考，不是正式审核结论。",
    )


def _submission(submission: Submission) -> Iterator[str]:
    yield f"## {markdown_text(file_name(submission.source))}"
    if submission.error is not None:
        yield from ("", f"**未审核**：{markdown_text(submission.error.message + submission.error.hint)}")
    for doubt in submission.doubts:
        yield from ("", f"阅读疑点：{markdown_text(doubt)}")
    if submission.findings:
        yield from ("", "### 整份材料", "", *_findings(found_on_whole(submission)))
    for project in submission.projects:
        yield from ("", f"### {_title(project)}", "", *_findings(found_on(submission, project)))
        if not project.findings:
            yield "没有发现问题。"


def _title(project: Project) -> str:
    parts = [f"{project.code} {project.name}"]
    if project.budget_wan is not None:
        parts.append(f"预算 {project.budget_wan:g} 万元")
    if project.score is not None:
        parts.append(f"工具初评 {project.score.total:g} 分（{project.score.grade}）")
    return "　".join(markdown_text(part) for part in parts)


def _findings(found: Iterable[LocatedFinding]) -> Iterator[str]:
    for number, one in enumerate(found, 1):
        finding = one.finding
        yield f"{number}. **{_grade(finding)}**　{markdown_text(finding.title)}（{finding.rule}）"
        for label, text in (
            ("位置", place_of_finding(finding)),
            ("原文", one.quote),
            ("说明", finding.message),
            ("标准", finding.standard),
            ("建议", finding.suggestion or ""),
        ):
            if text:
                yield f"   - {label}：{markdown_text(text)}"


def _grade(finding: Finding) -> str:
    certainty = "" if finding.certain else f"　疑点 {finding.confidence:.0%}"
    waived = f"　已豁免：{markdown_text(finding.waived.reason)}" if finding.waived else ""
    return f"{SEVERITY[finding.severity]}{certainty}{waived}"
