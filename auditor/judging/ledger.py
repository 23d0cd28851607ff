"""The coverage ledger: what became of every rule on every submission."""

from __future__ import annotations

from collections import Counter, defaultdict

from auditor.checks.protocol import Examination
from auditor.model import Coverage, Submission


def entries(rule: str, examination: Examination, submissions: tuple[Submission, ...]) -> tuple[Coverage, ...]:
    """Ledger lines of one rule that ran: examined = found + fine + undecided, for each audited submission."""
    examined = dict.fromkeys(examination.examined)
    looked_at = Counter(subject.submission for subject in examined)
    open_ones = {item.subject: item.reason for item in examination.undecided if item.subject in examined}
    found = {hit.subject for hit in examination.hits if hit.subject in examined} - open_ones.keys()
    hits = Counter(subject.submission for subject in found)
    reasons: dict[int, Counter[str]] = defaultdict(Counter)
    for subject, reason in open_ones.items():
        reasons[subject.submission][reason] += 1
    return tuple(
        _entry(rule, submission.source, looked_at[number], hits[number], reasons.get(number, Counter()))
        for number, submission in enumerate(submissions)
        if submission.status == "audited"
    )


def failed_entries(rule: str, reason: str, submissions: tuple[Submission, ...]) -> tuple[Coverage, ...]:
    """Ledger lines of a rule that broke down: our fault, never a finding and never a pass."""
    return tuple(
        Coverage(submission=submission.source, rule=rule, examined=0, found=0, fine=0, failed=reason)
        for submission in submissions
        if submission.status == "audited"
    )


def _entry(rule: str, source: str, examined: int, found: int, reasons: Counter[str]) -> Coverage:
    fine = examined - found - reasons.total()
    undecided = dict(sorted(reasons.items()))
    return Coverage(submission=source, rule=rule, examined=examined, found=found, fine=fine, undecided=undecided)
