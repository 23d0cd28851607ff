"""``result.sarif``: findings for code-scanning tools (SARIF 2.1.0). No clock: the same result gives the same bytes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, TextIO
from urllib.parse import quote

from pydantic_core import to_json

from auditor.model import Finding, Result, RuleNote, Severity, Submission
from auditor.outputs.reports.parts import ResultParts, Take
from auditor.outputs.reports.places import field_name, place_of, place_of_evidence
from auditor.outputs.reports.walk import LocatedFinding, found_in
from auditor.runtime.atomic import text_file
from auditor.wording import CATEGORY, SEVERITY, in_quotes

SCHEMA = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"
FINGERPRINT = "auditorFinding/v1"
LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}

Json = dict[str, Any]


@contextmanager
def sarif_writer(parts: ResultParts, folder: Path, baseline: ResultParts | None = None) -> Iterator[Take]:
    """``result.sarif``; the results wait in a file of their own until all is known that stands before them.

    Args:
        parts: what is reported.
        folder: where to.
        baseline: an earlier result; every finding is then marked new, unchanged, or absent (gone since).
    """
    before = _fingerprints(baseline) if baseline else None
    with TemporaryFile("w+", encoding="utf-8", newline="") as waiting:
        run = _Run(parts.head, waiting)

        def take(submission: Submission) -> None:
            run.about(submission)
            for found in found_in(submission):
                state = _state(found.finding, before)
                run.add(found, {"baselineState": state} if state else {})

        yield take
        if baseline is not None:
            for found in _gone(baseline, run.fingerprints):
                run.add(found, {"baselineState": "absent"})
        with text_file(folder / "result.sarif") as file:
            run.write(file)


def _fingerprints(baseline: ResultParts) -> frozenset[str]:
    return frozenset(found.finding.fingerprint for one in baseline.submissions for found in found_in(one))


def _gone(baseline: ResultParts, now: Set[str]) -> Iterator[LocatedFinding]:
    for submission in baseline.submissions:
        yield from (found for found in found_in(submission) if found.finding.fingerprint not in now)


class _Run:
    """One run of the log, gathered submission by submission; results are kept in a file."""

    def __init__(self, head: Result, waiting: IO[str]) -> None:
        self._head = head
        self._waiting = waiting
        self._rules = {rule.id: number for number, rule in enumerate(head.rules.rules)}
        self._files: dict[str, int] = {}
        self._artifacts: list[Json] = []
        self._examples: dict[str, Finding] = {}
        self._unread: list[Json] = []
        self._doubts: list[Json] = []
        self._any = False
        self.fingerprints: set[str] = set()

    def about(self, submission: Submission) -> None:
        """Take in the file itself and what could not be read of it."""
        self._files[submission.source] = len(self._artifacts)
        self._artifacts.append(_artifact(submission))
        error = submission.error
        if error is not None:
            about = {"descriptor": {"id": error.code}}
            self._unread.append(_notification("error", submission.source, error.message + error.hint, about))
        self._doubts += [_notification("warning", submission.source, doubt, {}) for doubt in submission.doubts]

    def add(self, found: LocatedFinding, more: Json) -> None:
        """Put a result down."""
        self.fingerprints.add(found.finding.fingerprint)
        if "absent" not in more.values():
            self._examples.setdefault(found.finding.rule, found.finding)
        text = to_json(_result(found, self._rules, self._files) | more, indent=1).decode().replace("\n", "\n    ")
        self._waiting.write(f"{',' if self._any else ''}\n    {text}")
        self._any = True

    def write(self, file: TextIO) -> None:
        """The whole log as JSON text."""
        run: Json = {
            "tool": {"driver": _driver(self._head, self._examples)},
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "artifacts": self._artifacts,
            "invocations": [self._invocation()],
            "results": [],
        }
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        before, empty, after = json.dumps(log, ensure_ascii=False, indent=1).rpartition('"results": []')
        file.write(before + empty.removesuffix("]"))
        self._waiting.seek(0)
        shutil.copyfileobj(self._waiting, file)
        file.write(("\n   ]" if self._any else "]") + f"{after}\n")

    def _invocation(self) -> Json:
        """What was not read and which rules broke down; where there are errors, the run did not wholly succeed."""
        failed = [_notification("error", line.submission, f"没能运行（程序缺陷）：{line.failed}", {"associatedRule": {"id": line.rule}})
                  for line in self._head.coverage if line.failed]  # fmt: skip
        told = self._unread + failed
        return {"executionSuccessful": not told, "toolExecutionNotifications": told + self._doubts}


# --- the tool and its rules -----------------------------------------------------------------------------------------


def _driver(head: Result, examples: Mapping[str, Finding]) -> Json:
    return {
        "name": head.tool.name,
        "fullName": "绩效目标质量审核",
        "version": head.tool.version,
        "language": "zh-CN",
        "rules": [_rule(rule, examples.get(rule.id)) for rule in head.rules.rules],
        "properties": {"rulePack": head.rules.fingerprint, "profile": head.rules.profile},
    }


def _rule(rule: RuleNote, example: Finding | None) -> Json:
    """A rule with its help; why it matters and its standard are known where it found something."""
    kind = f"类别：{CATEGORY[rule.category]}；级别：{SEVERITY[rule.severity]}；性质：{'确认' if rule.certain else '疑点'}。"
    why = (f"为什么要紧：{example.why}", f"标准：{example.standard}") if example else ()
    more = f"完整说明：auditor rules explain {rule.id}"
    return {
        "id": rule.id,
        "name": rule.title,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": example.why if example else f"{rule.title}。{kind}"},
        "help": {"text": "\n".join((f"{rule.title}。{kind}", *why, more))},
        "defaultConfiguration": {"level": LEVEL[rule.severity]},
        "properties": {"tags": [rule.category, "certain" if rule.certain else "likely"]},
    }


# --- the files ---------------------------------------------------------------------------------


def _artifact(submission: Submission) -> Json:
    hashes = {"hashes": {"sha-256": submission.sha256}} if submission.sha256 else {}
    return {"location": {"uri": uri_of(submission.source)}, "roles": ["analysisTarget"], **hashes}


def uri_of(source: str) -> str:
    """A path as a URI reference: forward slashes, everything else percent-encoded; absolute paths become file URIs."""
    path = source.replace("\\", "/")
    if path[1:3] == ":/":
        return f"file:///{path[:2]}{quote(path[2:])}"
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)


def _notification(level: str, source: str, text: str, about: Json) -> Json:
    place = {"physicalLocation": {"artifactLocation": {"uri": uri_of(source)}}}
    return {"level": level, "message": {"text": text}, "locations": [place], **about}


# --- findings ---------------------------------------------------------------------------------------------------------


def _state(finding: Finding, before: frozenset[str] | None) -> str | None:
    """New or unchanged, by the given baseline or else as the result says itself; None where nothing was compared."""
    if before is None:
        return finding.baseline
    return "unchanged" if finding.fingerprint in before else "new"


def _result(found: LocatedFinding, rules: Mapping[str, int], files: Mapping[str, int]) -> Json:
    finding = found.finding
    index = {"ruleIndex": rules[finding.rule]} if finding.rule in rules else {}
    return {
        "ruleId": finding.rule,
        **index,
        "level": LEVEL[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(found, files)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        **_suppressions(finding),
        "properties": _properties(found),
    }


def _message(finding: Finding) -> str:
    doubt = "" if finding.certain else f"疑点（可信程度 {finding.confidence:.0%}）："
    advice = f"\n建议：{finding.suggestion}" if finding.suggestion else ""
    return f"{doubt}{finding.message}{advice}"


def _location(found: LocatedFinding, files: Mapping[str, int]) -> Json:
    """The file with the line where it has lines; the project, sheet, table and cell as a logical location."""
    place, source = found.finding.location, found.submission.source
    artifact: Json = {"uri": uri_of(source)} | ({"index": files[source]} if source in files else {})
    physical: Json = {"artifactLocation": artifact}
    if place.line is not None:
        physical["region"] = {"startLine": place.line} | ({"snippet": {"text": found.quote}} if found.quote else {})
    cell = place.cell or (f"第{place.row}行" if place.row is not None else None)
    names = (
        f"第{place.page}页" if place.page else None,
        place.sheet,
        f"表{place.table}" if place.table else None,
        cell,
    )
    path = [name for name in names if name]
    logical: list[Json] = [{"name": found.subject, "kind": "module"}] if found.project else []
    if path:
        logical.append({"name": path[-1], "fullyQualifiedName": "/".join(path), "kind": "element"})
    return {"physicalLocation": physical} | ({"logicalLocations": logical} if logical else {})


def _suppressions(finding: Finding) -> Json:
    """Every result says whether it was set aside, so that an empty list means it stands."""
    if finding.waived is None:
        return {"suppressions": []}
    waived = finding.waived
    signed = "，".join(filter(None, (waived.by, waived.on, f"有效期至 {waived.until}" if waived.until else "")))
    told = f"{waived.reason}（{signed}）" if signed else waived.reason
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": told}]}


def _properties(found: LocatedFinding) -> Json:
    finding = found.finding
    evidence = [f"{in_quotes(item.text)}　{place_of_evidence(item)}".strip() for item in finding.evidence]
    said: Json = {
        "category": finding.category, "confidence": finding.confidence, "project": found.project.code if found.project else None,
        "indicator": finding.indicator, "field": field_name(finding.field) or None, "quote": found.quote or None,
        "place": place_of(finding.location) or None, "standard": finding.standard, "suggestion": finding.suggestion,
        "evidence": evidence or None,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value is not None}
