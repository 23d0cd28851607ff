"""退回意见: the letter to a department, ready to be sent or edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.model import Submission
from auditor.outputs.papers.telling import file_name
from auditor.outputs.reports.told import ToldOpinion, told_of
from auditor.wording import SEVERITY

CLOSING = (
    "请按上列意见修改后重新报送；标为“疑点”的请先核实，情况属实的修改，不属实的说明理由。建议里的“__”由单位核定后填写。"
)
NOTHING = "没有需要修改的意见。"


def letter(department: str, submissions: Sequence[Submission]) -> str:
    """The letter on everything that a department sent in; each standard stands once, at its end, and is cited by number.

    Args:
        department: whom it is addressed to.
        submissions: read and judged, with the opinions that are to be sent.
    """
    told = [told_of(one).all for one in submissions]
    standards = dict.fromkeys(one.opinion.standard for each in told for one in each)
    cited = {standard: number for number, standard in enumerate(standards, 1)}
    files = (_of_file(one, each, cited) for one, each in zip(submissions, told, strict=True))
    parts = [f"关于{department}绩效目标的退回意见", *files, CLOSING, *_listed(cited)]
    return "\n\n".join(parts) + "\n"


def _of_file(submission: Submission, told: Sequence[ToldOpinion], cited: Mapping[str, int]) -> str:
    heading = f"《{file_name(submission.source)}》：{len(submission.projects)} 个项目，"
    if not told:
        return f"{heading}{NOTHING}"
    counts = "、".join(_counts(told))
    opinions = (f"{one.to_send}\n依据：〔{cited[one.opinion.standard]}〕" for one in told)
    return "\n\n".join((f"{heading}{len(told)} 条意见（{counts}）。", *opinions))


def _counts(told: Sequence[ToldOpinion]) -> Iterator[str]:
    for key, name in SEVERITY.items():
        number = sum(one.opinion.severity == key for one in told)
        if number:
            yield f"{name} {number} 条"


def _listed(cited: Mapping[str, int]) -> Iterator[str]:
    if cited:
        yield "\n".join(("依据：", *(f"〔{number}〕{standard}" for standard, number in cited.items())))
