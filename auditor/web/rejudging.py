"""A row judged again as it was corrected: with its project, without the rest of the batch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.model import Finding, Indicator, Project, Submission
from auditor.outputs.reports.told import ToldOpinion, told_of
from auditor.web.opinion_view import FilledRow
from auditor.web.store.edits import RowEdit

_OFFER = re.compile(r"如((?:“[^”]+”(?:或者?|、)?)+)[^；。]{0,20}（示例")
_QUOTED = re.compile(r"“([^”]+)”")
MOST_CANDIDATES = 6


@dataclass(frozen=True)
class RejudgedRow:
    """A corrected row: what it says now, what is found in it, opinions on it, titles of those that are gone."""

    number: int
    row: Indicator
    was: Mapping[str, str]
    found: Sequence[Finding]
    told: Sequence[ToldOpinion]
    gone: Sequence[str]
    edit: RowEdit


@dataclass(frozen=True)
class RowCandidate:
    """What a row could say instead: ``level3`` is a new name, "" where its own is kept; ``target`` may have blanks (__)."""

    level3: str
    target: str


def alone(submission: Submission, number: int, edits: Mapping[int, RowEdit]) -> Submission:
    """A project (by place from 1) as a submission of its own, with its corrections (by row), not judged yet."""
    project = submission.projects[number - 1]
    rows = tuple(
        edits[place].applied(row) if place in edits and edits[place].fits(row) else row
        for place, row in enumerate(project.indicators, 1)
    )
    bare = project.model_copy(update={"indicators": rows, "findings": (), "score": None})
    return submission.model_copy(update={"projects": (bare,), "narrative": (), "findings": (), "opinions": ()})


def rejudged(judged: Submission, before: FilledRow, edit: RowEdit) -> RejudgedRow:
    """A row of a project that was judged alone.

    Args:
        judged: the project as a submission of its own, judged.
        before: the row as it was shown.
        edit: its correction.
    """
    project: Project = judged.projects[0]
    row = project.indicators[before.number - 1]
    told = [one for one, _ in told_of(judged).by_row(1).get(before.number, ())]
    titles = {one.opinion.title for one in told}
    gone = [card.told.opinion.title for card in before.cards if card.told.opinion.title not in titles]
    found = [one for one in project.findings if one.indicator == row.id and one.waived is None]
    fields = ("level3", "description", "target", "basis")
    was = {name: getattr(before.row, name) for name in fields}
    return RejudgedRow(before.number, row, was, found, told, tuple(dict.fromkeys(gone)), edit)


def candidates(findings: Iterable[Finding]) -> tuple[RowCandidate, ...]:
    """What the advice on a row offers to be written instead, each once."""
    offered = (one for finding in findings for one in _offered(finding.suggestion or ""))
    return tuple(dict.fromkeys(offered))[:MOST_CANDIDATES]


def _offered(advice: str) -> Iterator[RowCandidate]:
    for offer in _OFFER.finditer(advice):
        for text in _QUOTED.findall(offer[1]):
            name, blank, target = text.rpartition(" ")
            yield RowCandidate(name.strip(), target) if blank else RowCandidate("", text)
