"""What an annotated copy begins with: how many opinions there are, and the list of them with row, problem and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model import Severity, Submission
from auditor.outputs.reports.told import ToldOpinion, same_sentences, told_of
from auditor.wording import SEVERITY

TITLE = "审核意见"
HEADINGS = ("序号", "级别", "位置", "问题", "怎样改")


@dataclass(frozen=True)
class OpinionLine:
    """One opinion: its number, level, where it stands, what is wrong and how to mend it."""

    number: int
    severity: Severity
    level: str
    where: str
    problem: str
    advice: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it stands under ``HEADINGS``."""
        return (str(self.number), self.level, self.where, self.problem, self.advice)


@dataclass(frozen=True)
class Overview:
    """The sentence with the counts, and the lines; ``starts`` are the lines of the file at which rows and projects begin."""

    sentence: str
    lines: tuple[OpinionLine, ...]
    starts: tuple[int, ...] = ()


def overview_of(submission: Submission) -> Overview:
    """The overview of a submission."""
    told = told_of(submission).all
    counts = "，".join(
        f"{name} {sum(one.opinion.severity == key for one in told)} 条" for key, name in SEVERITY.items()
    )
    sentence = f"共 {len(told)} 条审核意见：{counts}。标为“疑点”的请先核实；建议里的“__”由单位核定后填写。"
    return Overview(sentence, tuple(map(_line, told)), tuple(sorted(set(_starts(submission)))))


def _line(one: ToldOpinion) -> OpinionLine:
    opinion = one.opinion
    said = [opinion.message, *same_sentences(one)]
    if opinion.scope != "document" and one.notes:
        said.append(f"另：{''.join(one.notes)}")
    advice = [opinion.advice or "", *(one.notes_advice if opinion.scope in ("row", "project") else ())]
    return OpinionLine(
        opinion.number, opinion.severity, one.level, one.where, "\n".join(said), "\n".join(filter(None, advice))
    )


def _starts(submission: Submission) -> Iterator[int]:
    places = [one.location for one in submission.narrative]
    for project in submission.projects:
        places += [project.location, *(row.location for row in project.indicators)]
    yield from (place.line for place in places if place.line is not None)
