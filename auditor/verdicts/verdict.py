"""One decision of a person about one finding, counted: taken up, kept on purpose, or a mistake of the tool."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from auditor.judging.decisions import meaning_of
from auditor.model import Finding, Submission

Ruling = Literal["accepted", "kept", "mistaken"]
"""采纳; 保留 (the finding is right, and there is a reason to leave it); 看错了."""

_MISTAKEN = re.compile(r"误报|误判|错报|看错|读错|不成立|不属实|不属于问题|非问题|不是问题|没有问题")


@dataclass(frozen=True)
class FindingRuling:
    """What was decided about one finding; ``department`` is "" where none is known."""

    fingerprint: str
    rule: str
    title: str
    department: str
    ruling: Ruling


def ruling_of(decision: str) -> Ruling | None:
    """What a decision says about the finding, as entered in a ledger or on the page; None where it says neither."""
    meaning = meaning_of(decision)
    if meaning == "kept":
        return "mistaken" if _MISTAKEN.search("".join(decision.split())) else "kept"
    return "accepted" if meaning == "mended" else None


def verdicts_in(submissions: Iterable[Submission]) -> Iterator[FindingRuling]:
    """The decided findings of judged submissions, those of the material as a whole first."""
    for submission in submissions:
        for finding in (*submission.findings, *(one for project in submission.projects for one in project.findings)):
            ruling = _ruling(finding)
            if ruling is not None:
                yield FindingRuling(
                    finding.fingerprint, finding.rule, finding.title, submission.department or "", ruling
                )


def _ruling(finding: Finding) -> Ruling | None:
    return ruling_of(finding.handling.decision) if finding.handling is not None else None
