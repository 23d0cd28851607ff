"""The coverage ledger: what became of every rule on every submission."""

from __future__ import annotations

from collections import Counter

from auditor.checks.protocol import Examination
from auditor.model import Coverage, Submission


def entries(rule: str, examination: Examination, submissions: tuple[Submission, ...]) -> tuple[Coverage, ...]:
    """Ledger lines of one rule that ran: examined = found + fine + undecided, for each audited submission."""
    return tuple(
        _entry(rule, number, submission, examination)
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


def _entry(rule: str, number: int, submission: Submission, examination: Examination) -> Coverage:
    examined = {subject for subject in examination.examined if subject.submission == number}
    open_ones = {item.subject: item.reason for item in examination.undecided if item.subject in examined}
    found = {hit.subject for hit in examination.hits if hit.subject in examined} - open_ones.keys()
    return Coverage(
        submission=submission.source,
        rule=rule,
        examined=len(examined),
        found=len(found),
        fine=len(examined) - len(found) - len(open_ones),
        undecided=dict(sorted(Counter(open_ones.values()).items())),
    )
