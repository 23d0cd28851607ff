"""What a budget system may refuse, as every report tells it: by kind, each with its places. It is no finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.model import Refusal, Submission
from auditor.outputs.reports.places import place_of
from auditor.wording import PRACTICE


class RefusalGroup(NamedTuple):
    """The places of one kind of refusal, as lines that can be printed."""

    name: str
    lines: tuple[str, ...]


def refusal_groups(submission: Submission) -> Iterator[RefusalGroup]:
    """The refusals of a submission by kind, in the order of the kinds."""
    for practice, name in PRACTICE.items():
        lines = tuple(refusal_line(one) for one in submission.refusals if one.practice == practice)
        if lines:
            yield RefusalGroup(name, lines)


def refusal_line(one: Refusal) -> str:
    """Project, row, what stands there and the place, in one line."""
    row = f"　{one.row}" if one.row else ""
    place = place_of(one.location)
    return f"{one.project or '（没有项目名称）'}{row}　{one.told}{f'（{place}）' if place else ''}"
