"""``junit.xml``: what a build server shows. A suite for each submission, a case for each rule that met a project.

A rule that found nothing has one case for the whole submission: passed, or skipped where there was nothing it could
judge. A rule of ours that broke down is an error, never a pass.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from auditor.model import Coverage, Submission
from auditor.outputs.reports.parts import ResultParts, ResultSlices, Take
from auditor.outputs.reports.places import place_of_finding
from auditor.outputs.reports.sanitize import strip_control_chars
from auditor.outputs.reports.walk import WHOLE, LocatedFinding, found_in
from auditor.runtime.atomic import text_file
from auditor.wording import SEVERITY

FAILING = ("error", "warning")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


@contextmanager
def junit_writer(parts: ResultParts, folder: Path) -> Iterator[Take]:
    """``junit.xml``; the suites wait in a file of their own until their cases are counted."""
    titles = {rule.id: rule.title for rule in parts.head.rules.rules}
    shares = ResultSlices(parts.head)
    root = Element("testsuites", name="绩效目标质量审核")
    counted: Counter[str] = Counter()
    with TemporaryFile("w+", encoding="utf-8", newline="") as suites:

        def take(submission: Submission) -> None:
            suite = _suite(submission, shares.coverage(submission.source), titles)
            counted.update({name: int(suite.get(name, "0")) for name in ("tests", *_COUNTED)})
            ElementTree.indent(suite, " ", level=1)
            suites.write(f" {ElementTree.tostring(suite, encoding='unicode')}\n")

        yield take
        for name in ("tests", *_COUNTED):
            root.set(name, str(counted[name]))
        suites.seek(0)
        with text_file(folder / "junit.xml") as file:
            file.write(f"{_DECLARATION}\n{_opening(root)}\n")
            shutil.copyfileobj(suites, file)
            file.write("</testsuites>\n")


def _opening(root: Element) -> str:
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False).removesuffix("</testsuites>")


def _suite(submission: Submission, lines: Sequence[Coverage], titles: dict[str, str]) -> Element:
    suite = Element("testsuite", name=strip_control_chars(submission.source))
    if submission.error is not None:
        case = _case(suite, WHOLE, "读取")
        _outcome(case, "error", submission.error.code, submission.error.message + submission.error.hint)
    groups: dict[tuple[str, str], list[LocatedFinding]] = {}
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


def _found_case(suite: Element, subject: str, name: str, group: Sequence[LocatedFinding]) -> None:
    """Failed by errors and warnings that stand; hints are told and pass; what was waived is skipped."""
    case = _case(suite, subject, name)
    standing = [found for found in group if found.finding.waived is None]
    failing = [found for found in standing if found.finding.severity in FAILING]
    if failing:
        _outcome(case, "failure", SEVERITY[failing[0].finding.severity], "\n\n".join(map(_told, failing)))
    elif not standing:
        reasons = "；".join(found.finding.waived.reason for found in group if found.finding.waived)
        SubElement(case, "skipped", message=strip_control_chars(f"已豁免：{reasons}"))
    else:
        SubElement(case, "system-out").text = strip_control_chars("\n\n".join(map(_told, standing)))


def _quiet_case(suite: Element, line: Coverage, name: str) -> None:
    case = _case(suite, WHOLE, name)
    reasons = "；".join(f"{reason} {number} 处" for reason, number in line.undecided.items())
    if line.failed:
        _outcome(case, "error", "没能运行", line.failed)
    elif not line.fine and not line.found:
        SubElement(
            case, "skipped", message=strip_control_chars(f"无法判断：{reasons}" if reasons else "没有内容可以判断")
        )
    elif reasons:
        SubElement(case, "system-out").text = strip_control_chars(f"无法判断：{reasons}")


def _case(suite: Element, subject: str, name: str) -> Element:
    return SubElement(
        suite, "testcase", classname=strip_control_chars(subject), name=strip_control_chars(name), time="0"
    )


def _outcome(case: Element, tag: str, kind: str, text: str) -> None:
    first, _, _ = text.partition("\n")
    SubElement(case, tag, type=kind, message=strip_control_chars(first)).text = strip_control_chars(text)


def _told(found: LocatedFinding) -> str:
    finding = found.finding
    parts = (finding.message, place_of_finding(finding), f"建议：{finding.suggestion}" if finding.suggestion else "")
    return "\n".join(part for part in parts if part)


def _count(element: Element) -> None:
    counted = list(element.iter("testcase"))
    element.set("tests", str(len(counted)))
    for name, tag in _COUNTED.items():
        element.set(name, str(sum(case.find(tag) is not None for case in counted)))
