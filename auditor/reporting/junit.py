"""``junit.xml``: what a build server shows. A suite for each submission, a case for each rule that met a project.

A rule that found nothing has one case for the whole submission: passed, or skipped where there was nothing it could
judge. A rule of ours that broke down is an error, never a pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from auditor.atomic import write_bytes
from auditor.model import Coverage, Result, Submission
from auditor.reporting.neutral import legal
from auditor.reporting.places import place_of_finding
from auditor.reporting.walk import WHOLE, Found, found_in
from auditor.wording import SEVERITY

FAILING = ("error", "warning")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def write_junit(result: Result, folder: Path) -> Path:
    """Write ``junit.xml`` and return its path."""
    return write_bytes(folder / "junit.xml", render(result))


def render(result: Result) -> bytes:
    """The document, in UTF-8."""
    titles = {rule.id: rule.title for rule in result.rules.rules}
    lines: dict[str, list[Coverage]] = {}
    for line in result.coverage:
        lines.setdefault(line.submission, []).append(line)
    root = Element("testsuites", name="绩效目标质量审核")
    for submission in result.submissions:
        root.append(_suite(submission, lines.get(submission.source, []), titles))
    _count(root)
    ElementTree.indent(root, " ")
    return f"{_DECLARATION}\n{ElementTree.tostring(root, encoding='unicode')}\n".encode()


def _suite(submission: Submission, lines: Sequence[Coverage], titles: dict[str, str]) -> Element:
    suite = Element("testsuite", name=legal(submission.source))
    if submission.error is not None:
        case = _case(suite, WHOLE, "读取")
        _outcome(case, "error", submission.error.code, submission.error.message + submission.error.hint)
    groups: dict[tuple[str, str], list[Found]] = {}
    for found in found_in(submission):
        groups.setdefault((found.subject, found.finding.rule), []).append(found)
    for (subject, rule), group in groups.items():
        _found_case(suite, subject, f"{rule} {group[0].finding.title}", group)
    met = {rule for _, rule in groups}
    for line in lines:
        if line.rule not in met or line.failed:
            _quiet_case(suite, line, f"{line.rule} {titles.get(line.rule, '')}".strip())
    _count(suite)
    return suite


def _found_case(suite: Element, subject: str, name: str, group: Sequence[Found]) -> None:
    """Failed by errors and warnings that stand; hints are told and pass; what was waived is skipped."""
    case = _case(suite, subject, name)
    standing = [found for found in group if found.finding.waived is None]
    failing = [found for found in standing if found.finding.severity in FAILING]
    if failing:
        _outcome(case, "failure", SEVERITY[failing[0].finding.severity], "\n\n".join(map(_told, failing)))
    elif not standing:
        reasons = "；".join(found.finding.waived.reason for found in group if found.finding.waived)
        SubElement(case, "skipped", message=legal(f"已豁免：{reasons}"))
    else:
        SubElement(case, "system-out").text = legal("\n\n".join(map(_told, standing)))


def _quiet_case(suite: Element, line: Coverage, name: str) -> None:
    case = _case(suite, WHOLE, name)
    reasons = "；".join(f"{reason} {number} 处" for reason, number in line.undecided.items())
    if line.failed:
        _outcome(case, "error", "没能运行", line.failed)
    elif not line.fine and not line.found:
        SubElement(case, "skipped", message=legal(f"无法判断：{reasons}" if reasons else "没有内容可以判断"))
    elif reasons:
        SubElement(case, "system-out").text = legal(f"无法判断：{reasons}")


def _case(suite: Element, subject: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=legal(subject), name=legal(name), time="0")


def _outcome(case: Element, tag: str, kind: str, text: str) -> None:
    first, _, _ = text.partition("\n")
    SubElement(case, tag, type=kind, message=legal(first)).text = legal(text)


def _told(found: Found) -> str:
    finding = found.finding
    parts = (finding.message, place_of_finding(finding), f"建议：{finding.suggestion}" if finding.suggestion else "")
    return "\n".join(part for part in parts if part)


def _count(element: Element) -> None:
    counted = list(element.iter("testcase"))
    element.set("tests", str(len(counted)))
    for name, tag in _COUNTED.items():
        element.set(name, str(sum(case.find(tag) is not None for case in counted)))
