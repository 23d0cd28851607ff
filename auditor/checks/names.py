"""Names of indicators that ask for two things at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from auditor.checks.protocol import Batch, CheckResult, Hit, Settings
from auditor.language.artefacts import Cells
from auditor.model import Span

MOST_WORDS_BETWEEN = 3
"""Words between the mark that joins two measures and the end of the second: 到课率和|考试|合格率."""

_MEASURES = re.compile(r"(?:率|数|数量|面积|里程|次数|人数|户数|满意度|知晓度)$")
_JOINS = frozenset({"和", "及", "与", "以及", "、", "，", ",", "；"})
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_POSSIBLE = re.compile(r"[率数量度次][和及与、，].+[率数量度次]")
"""What the name must hold for it to be worth cutting into words."""


def two_measures_in_name(batch: Batch, settings: Settings) -> CheckResult:
    """Names that join two measures (到课率和考试合格率) where the target has one number at most."""
    hits = []
    for row in batch.rows:
        span = row.cells.cached(_two_measures)
        if span is not None:
            hits.append(Hit(row.subject, "level3", span, {"accused": row.text("level3")[slice(*span)]}))
    undecided = [(row.subject, "三级指标空白") for row in batch.rows if not row.indicator.level3.strip()]
    return CheckResult(batch.row_subjects, tuple(hits), tuple(undecided))


def _two_measures(cells: Cells) -> Span | None:
    """Where the first two joined measures of the name stand; None where there are none or each has its number."""
    if not _POSSIBLE.search(cells.texts["level3"]) or len(cells.artefacts["target"].quantities) > 1:
        return None
    words = cells.artefacts["level3"].tokens
    joined = [(start, end) for start in range(len(words)) if (end := _end(words, start)) is not None]
    if not joined:
        return None
    start, end = min(joined, key=lambda place: (place[0] - place[1], place[0]))
    offsets = [0, *accumulate(map(len, words))]
    return offsets[start], offsets[end]


def _end(words: Sequence[str], start: int) -> int | None:
    """The farthest end of two joined measures that begin with a word."""
    if _MEASURES.search(words[start]) is None or words[start + 1 : start + 2] == () or words[start + 1] not in _JOINS:
        return None
    found = None
    for end in range(start + 2, min(start + 3 + MOST_WORDS_BETWEEN, len(words))):
        if _MEASURES.search(words[end]):
            found = end + 1
        if _CHINESE.fullmatch(words[end]) is None:
            break
    return found
