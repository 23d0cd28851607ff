"""What stands below an indicator table and speaks of it: boxes with reasons, notes on how points are given, the grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.model import Grade, Remark
from auditor.reading.forms.headings import heading
from auditor.reading.grid import Grid

_NEXT_FORM = frozenset({"code", "name", "goal", "purpose", "level1", "level2", "level3"})
_SUM = re.compile(r"(?:总分|合计|总计|小计)[:：]?")
_LABELLED = re.compile(r"\s*(?P<label>[^:：。；，,]{1,24})\s*[:：]\s*(?P<text>\S.*)", re.DOTALL)
_NOTE = re.compile(
    r"(?:注|备注|说明|附注|填表说明|其他(?:需要)?说明[^:：]{0,8}|[^:：。；]{0,12}(?:偏差|未完成|执行率|原因)[^:：。；]{0,14})"
)
_GRADE_LABEL = re.compile(r"(?:自评|评价|评定|绩效|综合|考核)*(?:等级|等次|档次|级别)")
_GRADE = re.compile(r"(?P<grade>[优良中差])[秀好等]?")
_TICKED = re.compile(r"[☑√■✓✔]\s*([优良中差])|([优良中差])[秀好等]?\s*[☑√■✓✔]")


def remarks_below(grid: Grid, first: int, end: int) -> tuple[Remark, ...]:
    """The boxes and notes in the rows ``[first, end)``, up to the head of the next form."""
    return tuple(_remarks(grid, first, end))


def _remarks(grid: Grid, first: int, end: int) -> Iterator[Remark]:
    for row in range(first, end):
        printed = list(grid.printed(row))
        if not printed or _SUM.fullmatch(printed[0][1].replace(" ", "")):
            continue
        named = heading(printed[0][1])
        if named is not None and named.field in _NEXT_FORM:
            return
        yield _remark([text for _, text in printed], grid, row, printed[0][0])


def _remark(texts: list[str], grid: Grid, row: int, column: int) -> Remark:
    if len(texts) > 1:
        return Remark(label=texts[0].strip(), text="；".join(texts[1:]), location=grid.location(row, column))
    label, text = _split(texts[0])
    return Remark(label=label, text=text, location=grid.location(row, column))


def _split(text: str) -> tuple[str, str]:
    found = _LABELLED.fullmatch(text)
    return (found["label"].strip(), found["text"].strip()) if found else ("", text.strip())


def remarks_in(prose: str) -> tuple[Remark, ...]:
    """The notes in running text: paragraphs that begin with their label (未完成原因：…, 注：…)."""
    found = []
    for line in prose.splitlines():
        label, text = _split(line)
        if label and _NOTE.fullmatch(re.sub(r"^[（(]?[\d一二三四五六七八九十]{1,2}[)）、.．]\s*", "", label)):
            found.append(Remark(label=label, text=text))
    return tuple(found)


def stated_grade(grid: Grid, first: int, end: int) -> Grade | None:
    """The one grade (优, 良, 中, 差) that stands beside a label of its own, or is ticked there."""
    for row in range(first, end):
        printed = [text for _, text in grid.printed(row)]
        for label, value in [*pairwise(printed), *map(_split, printed)]:
            if _GRADE_LABEL.fullmatch(label.strip().rstrip("：:")) and (grade := _grade(value)):
                return grade
    return None


def _grade(text: str) -> Grade | None:
    found = _GRADE.fullmatch(text.strip())
    ticked = {one or other for one, other in _TICKED.findall(text)}
    letter = found["grade"] if found else ticked.pop() if len(ticked) == 1 else ""
    grades: dict[str, Grade] = {"优": "优", "良": "良", "中": "中", "差": "差"}
    return grades.get(letter)
