"""A judged submission as it goes into the result, and as it is kept for the next run: JSON, whose lines are never taken apart."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_json

from auditor.model import Coverage, ReadingError, Submission
from auditor.outputs.reports.json import line_of, lines_of
from auditor.pipeline.history import History
from auditor.scoring.baseline import new_findings
from auditor.scoring.summary import BatchSummary, FoundRule, ProjectLine, SameMaterial, summarise
from auditor.scoring.totals import all_findings

_LEDGER = TypeAdapter(tuple[Coverage, ...])


@dataclass(frozen=True)
class JudgedSubmission:
    """One submission as judged, with its lines of the ledger."""

    submission: Submission
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True)
class WrittenSubmission:
    """A judged submission: its lines of the file (itself, and its ledger), and what it adds to the whole."""

    lines: tuple[bytes, bytes]
    summary: BatchSummary
    new: BatchSummary
    fingerprints: frozenset[str]


def written_submission(judged: JudgedSubmission, history: History) -> WrittenSubmission:
    """A judged submission as it goes to the file."""
    submission, coverage = judged.submission, judged.coverage
    summary = summarise([submission], coverage)
    compared = history.baseline is not None
    told = compared or history.suppressions.by_fingerprint
    return WrittenSubmission(
        (line_of(submission), lines_of(coverage)),
        summary,
        summarise([new_findings(submission)], coverage) if compared else summary,
        frozenset(finding.fingerprint for finding in all_findings([submission])) if told else frozenset(),
    )


def judged_from(lines: Sequence[bytes]) -> JudgedSubmission:
    """A judged submission from its lines of the file.

    Raises:
        ValidationError: where they are none.
    """
    submission, ledger = lines
    return JudgedSubmission(Submission.model_validate_json(submission), _LEDGER.validate_json(b"[" + ledger + b"]"))


def packed(written: WrittenSubmission) -> bytes:
    """As bytes."""
    head = {
        "summary": _told(written.summary),
        "new": None if written.new is written.summary else _told(written.new),
        "fingerprints": sorted(written.fingerprints),
        "first": len(written.lines[0]),
    }
    return to_json(head) + b"\n" + b"".join(written.lines)


def unpacked(content: bytes) -> WrittenSubmission:
    """The same from its bytes.

    Raises:
        ValueError, KeyError, TypeError: where they are none of ``packed``.
    """
    line, _, rest = content.partition(b"\n")
    head = json.loads(line)
    summary = _summary(head["summary"])
    new = summary if head["new"] is None else _summary(head["new"])
    lines = rest[: head["first"]], rest[head["first"] :]
    return WrittenSubmission(lines, summary, new, frozenset(head["fingerprints"]))


def _told(summary: BatchSummary) -> dict[str, Any]:
    """Everything of a summary but failures: what could not be judged is not kept."""
    by_rule = [(*rule, number) for rule, number in summary.by_rule.items()]
    return {**vars(summary), "by_rule": by_rule, "failed": []}


def _summary(told: dict[str, Any]) -> BatchSummary:
    return BatchSummary(
        **{
            **told,
            "by_severity": Counter(told["by_severity"]),
            "opinions": Counter(told["opinions"]),
            "by_category": Counter(told["by_category"]),
            "by_rule": Counter({FoundRule(*rule): number for *rule, number in told["by_rule"]}),
            "worst": [ProjectLine(**line) for line in told["worst"]],
            "errors": [ReadingError.model_validate(error) for error in told["errors"]],
            "failed": set(),
            "same": [SameMaterial(*one) for one in told["same"]],
        }
    )
