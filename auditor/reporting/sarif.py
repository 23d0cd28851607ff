"""``result.sarif``: findings for code-scanning tools (SARIF 2.1.0). No clock: the same result gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from auditor.atomic import write_text
from auditor.model import Finding, Result, RuleNote, Severity, Submission
from auditor.reporting.places import field_name, place_of, place_of_evidence
from auditor.reporting.walk import Found, all_found
from auditor.scoring.novelty import fingerprints_of
from auditor.wording import CATEGORY, SEVERITY

SCHEMA = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"
FINGERPRINT = "auditorFinding/v1"
LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}

Json = dict[str, Any]


def write_sarif(result: Result, folder: Path, baseline: Result | None = None) -> Path:
    """Write ``result.sarif`` and return its path."""
    return write_text(folder / "result.sarif", render(result, baseline))


def render(result: Result, baseline: Result | None = None) -> str:
    """The log as JSON text.

    Args:
        result: what is reported.
        baseline: an earlier result; every finding is then marked new, unchanged, or absent (gone since).
    """
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(result, baseline)]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _run(result: Result, baseline: Result | None) -> Json:
    rules = {rule.id: number for number, rule in enumerate(result.rules.rules)}
    files = {submission.source: number for number, submission in enumerate(result.submissions)}
    return {
        "tool": {"driver": _driver(result)},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(submission) for submission in result.submissions],
        "invocations": [_invocation(result)],
        "results": list(_results(result, baseline, rules, files)),
    }


# --- the tool and its rules -----------------------------------------------------------------------------------------


def _driver(result: Result) -> Json:
    examples: dict[str, Finding] = {}
    for found in all_found(result):
        examples.setdefault(found.finding.rule, found.finding)
    return {
        "name": result.tool.name,
        "fullName": "绩效目标质量审核",
        "version": result.tool.version,
        "language": "zh-CN",
        "rules": [_rule(rule, examples.get(rule.id)) for rule in result.rules.rules],
        "properties": {"rulePack": result.rules.fingerprint, "profile": result.rules.profile},
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


# --- the files and how the run went ---------------------------------------------------------------------------------


def _artifact(submission: Submission) -> Json:
    hashes = {"hashes": {"sha-256": submission.sha256}} if submission.sha256 else {}
    return {"location": {"uri": uri_of(submission.source)}, "roles": ["analysisTarget"], **hashes}


def uri_of(source: str) -> str:
    """A path as a URI reference: forward slashes, everything else percent-encoded; absolute paths become file URIs."""
    path = source.replace("\\", "/")
    if path[1:3] == ":/":
        return f"file:///{path[:2]}{quote(path[2:])}"
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)


def _invocation(result: Result) -> Json:
    """What was not read and which rules broke down; where there are errors, the run did not wholly succeed."""
    told = [_notification("error", one.source, one.error.message + one.error.hint, {"descriptor": {"id": one.error.code}})
            for one in result.submissions if one.error is not None]  # fmt: skip
    told += [_notification("error", line.submission, f"没能运行（程序缺陷）：{line.failed}", {"associatedRule": {"id": line.rule}})
             for line in result.coverage if line.failed]  # fmt: skip
    doubts = [_notification("warning", one.source, doubt, {}) for one in result.submissions for doubt in one.doubts]
    return {"executionSuccessful": not told, "toolExecutionNotifications": told + doubts}


def _notification(level: str, source: str, text: str, about: Json) -> Json:
    place = {"physicalLocation": {"artifactLocation": {"uri": uri_of(source)}}}
    return {"level": level, "message": {"text": text}, "locations": [place], **about}


# --- findings ---------------------------------------------------------------------------------------------------------


def _results(
    result: Result, baseline: Result | None, rules: Mapping[str, int], files: Mapping[str, int]
) -> Iterator[Json]:
    before = fingerprints_of(baseline) if baseline else None
    for found in all_found(result):
        state = _state(found.finding, before)
        yield _result(found, rules, files) | ({"baselineState": state} if state else {})
    now = fingerprints_of(result)
    for found in all_found(baseline) if baseline else ():
        if found.finding.fingerprint not in now:
            yield _result(found, rules, files) | {"baselineState": "absent"}


def _state(finding: Finding, before: frozenset[str] | None) -> str | None:
    """New or unchanged, by the given baseline or else as the result says itself; None where nothing was compared."""
    if before is None:
        return finding.baseline
    return "unchanged" if finding.fingerprint in before else "new"


def _result(found: Found, rules: Mapping[str, int], files: Mapping[str, int]) -> Json:
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
    doubt = "" if finding.confidence == 1 else f"疑点（可信程度 {finding.confidence:.0%}）："
    advice = f"\n建议：{finding.suggestion}" if finding.suggestion else ""
    return f"{doubt}{finding.message}{advice}"


def _location(found: Found, files: Mapping[str, int]) -> Json:
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


def _properties(found: Found) -> Json:
    finding = found.finding
    evidence = [f"“{item.text}”　{place_of_evidence(item)}".strip() for item in finding.evidence]
    said: Json = {
        "category": finding.category, "confidence": finding.confidence, "project": found.project.code if found.project else None,
        "indicator": finding.indicator, "field": field_name(finding.field) or None, "quote": found.quote or None,
        "place": place_of(finding.location) or None, "standard": finding.standard, "suggestion": finding.suggestion,
        "evidence": evidence or None,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value is not None}
