"""Where the project tables of a linearised text stand: each block from 项目编码 to the end of its indicator table.

A block is a chain of fixed words in the order of the form; what stands between two of them is the value of the first.
Only the indicator header is required. A header without a project's fields before it is the repetition after a page break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from auditor.reading.char_stream import CharStream, Separator
from auditor.taxonomy import LEVEL2_LABELS

Range = tuple[int, int]
"""``[start, end)`` in characters of the stream."""

_COLUMN_WORDS = {
    "description": (
        "绩效指标描述", "三级指标描述", "三级指标解释", "绩效指标解释", "绩效指标内容", "绩效指标说明",
        "指标描述", "指标解释", "指标说明", "指标内容", "指标名称", "指标含义", "指标备注",
    ),
    "target": ("年度绩效指标值", "年度指标值", "年度目标值", "绩效指标值", "计划指标值", "预期指标值", "指标目标值", "指标值", "目标值"),
    "basis": (
        "绩效指标值确定依据", "指标值确定依据", "指标值设定依据", "指标确定依据", "指标设定依据", "指标值来源及依据", "指标值依据", "确定依据",
        "设定依据", "指标依据", "指标来源", "评分标准", "备注",
    ),
}  # fmt: skip
_WORD_COLUMNS = {word: column for column, words in _COLUMN_WORDS.items() for word in words}
_HEADER = re.compile(
    r"(?:绩效指标)?一级指标(?:名称)?二级指标(?:名称)?(?:三级指标(?:名称)?|(?:绩效|具体)?指标名称|具体指标)(?P<columns>(?:(?:"
    + "|".join(sorted(_WORD_COLUMNS, key=len, reverse=True))
    + r")(?:\(%\))?)+)"
)
_FURTHER_COLUMNS = re.compile(
    r"(?:全年|年度|实际)*(?:完成|实现|执行)(?:情况|值)|权重|分值|得分|自评得分|(?:度量|计量)?单位(?!:)|偏差原因"
)
"""Headings of columns that text without cells cannot be cut into: their values stand behind the target like a part of it."""
_COLUMN = re.compile("|".join(sorted(_WORD_COLUMNS, key=len, reverse=True)))
_CODE = re.compile(r"项目编码:?|项目代码:?|项目编号:?")
_NAME = re.compile(r"(?:预算)?项目名称:?")
_PURPOSE = re.compile(r"项目?资金(?:主要)?用途:?|预算规模及资金用途:?|资金用途:?")
_PLAN = re.compile(r"资金支出计划(?:\(%\))?:?|支出计划(?:\(%\))?:?|资金支出进度(?:\(%\))?:?")
_GOAL = re.compile(r"(?:项目)?(?:年度|总体|当年)*绩效目标:?|(?:年度|项目)*总体目标:?|年度目标:?")
_OTHER_FIELD = re.compile(
    r"主管部门|实施单位|预算单位|单位名称|项目(?:单位|类别|类型|属性|性质|周期|期|负责人|资金|概况)|年度资金|资金总额|预算数|"
    r"(?:金额)?单位:|联系(?:人|电话)|(?:起止|开始|结束)(?:时间|年限)"
)
_AFTER = re.compile(
    r"[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十、]{0,4}[级类等档])|第[一二三四五六七八九十]{1,3}(?:部分|章)|附件\d?[:、]|附表\d?[:、]|注:|备注:|"
    r"填报?表?(?:人|单位|说明|日期):|(?:单位|项目|部门|财务)?(?:负责人|审核人|经办人)[:(]|联系(?:人|电话):|(?:金额)?单位:[万千百亿]*元|"
    r"[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[)、.](?!\d)[^,。;]{0,60}绩效(?:目标|指标)\w{0,4}表"
)
_LABEL = re.compile("|".join(sorted(LEVEL2_LABELS, key=len, reverse=True)))
_TITLE = re.compile(r"[^,。;]{0,60}绩效(?:目标|指标)\w{0,4}表(?:\([^)]*\))?")


@dataclass(frozen=True)
class BlockHeader:
    """The indicator table's header: where it stands, and its columns after 三级指标 with the place of each word.

    ``goes_on``: further columns are headed, of results, weights or units.
    """

    place: Range
    columns: tuple[str, ...]
    words: tuple[Range, ...]
    goes_on: bool = False


@dataclass(frozen=True)
class ProjectBlock:
    """One project of a linearised text, ``[start, end)`` in the document's stream.

    The other ranges are in ``stream``, from which headers repeated inside the block are cut; a field the form does not
    have is an empty range.
    """

    stream: CharStream
    start: int
    end: int
    code: Range
    name: Range
    purpose: Range
    plan: Range
    goal: Range
    header: BlockHeader
    table: Range


def find_blocks(stream: CharStream) -> tuple[ProjectBlock, ...]:
    """Every project block of the text, in order; () where there is no indicator table."""
    headers = tuple(_header(match) for match in _HEADER.finditer(stream.folded))
    starts, first = [], 0
    for header in headers:
        starts.append(_block_start(stream, first, header.place[0]))
        first = header.place[1]
    opening = [number for number, start in enumerate(starts) if start is not None]
    bounds = [*opening, len(headers)]
    return tuple(
        _block(stream, headers[one:next_one], _start(starts, one), _table_end(stream, starts, next_one))
        for one, next_one in pairwise(bounds)
    )


def _start(starts: list[int | None], number: int) -> int:
    start = starts[number]
    return 0 if start is None else start


def _table_end(stream: CharStream, starts: list[int | None], number: int) -> int:
    return _start(starts, number) if number < len(starts) else len(stream.chars)


def _header(match: re.Match[str]) -> BlockHeader:
    words: list[Range] = []
    columns: list[str] = []
    for word in _COLUMN.finditer(match.string, *match.span("columns")):
        column = _WORD_COLUMNS[word[0]]
        if column not in columns:
            columns.append(column)
            words.append(word.span())
    goes_on = _FURTHER_COLUMNS.match(match.string, match.end()) is not None
    return BlockHeader(match.span(), tuple(columns), tuple(words), goes_on)


def _block_start(stream: CharStream, first: int, last: int) -> int | None:
    """Where the fields of the project whose header starts at ``last`` begin, None for a repeated header."""
    for anchor in (_CODE, _NAME):
        found = [
            match.start() for match in anchor.finditer(stream.folded, first, last) if stream.separators[match.start()]
        ]
        if found:
            return found[-1]
    return None


def _block(stream: CharStream, headers: tuple[BlockHeader, ...], start: int, end: int) -> ProjectBlock:
    header = headers[0]
    fields = _fields(stream, start, header.place[0])
    repeated = tuple(other.place for other in headers[1:])
    cut = stream.without(repeated) if repeated else stream
    last = end
    end -= sum(last - first for first, last in repeated)
    return ProjectBlock(
        cut, start, last, *fields, header=header, table=(header.place[1], _trimmed(cut, header.place[1], end))
    )


def _fields(stream: CharStream, start: int, end: int) -> tuple[Range, Range, Range, Range, Range]:
    """Code, name, purpose, plan and goal of the block's head."""
    marks: list[tuple[int, int]] = []
    place = start
    for anchor in (_CODE, _NAME, _PURPOSE, _PLAN, _GOAL):
        mark = _anchor(stream, anchor, place, end)
        marks.append(mark)
        place = max(place, mark[1])
    starts = [mark[0] for mark in marks if mark[1] > mark[0]]
    code, name, purpose, plan, goal = (_value(mark, starts, end) for mark in marks)
    return _short(stream, code), _short(stream, name), purpose, plan, goal


def _value(mark: Range, starts: list[int], end: int) -> Range:
    if mark[0] == mark[1]:
        return mark
    return mark[1], min([start for start in starts if start >= mark[1]], default=end)


def _short(stream: CharStream, value: Range) -> Range:
    """A code or name without another field of the form that follows it."""
    for match in _OTHER_FIELD.finditer(stream.folded, *value):
        if stream.separators[match.start()] and match.start() > value[0]:
            return value[0], match.start()
    return value


def _anchor(stream: CharStream, anchor: re.Pattern[str], start: int, end: int) -> Range:
    """The first place of ``anchor`` that begins a piece of text, an empty range where it is missing.

    A label may also touch the figure before it (305001预算项目名称), where an extractor writes no blanks.
    """
    for match in anchor.finditer(stream.folded, start, end):
        if stream.separators[match.start()] or stream.folded[match.start() - 1].isascii():
            return match.span()
    return start, start


def _trimmed(stream: CharStream, start: int, end: int) -> int:
    """The end of the table without a title, note or heading that follows its last labelled row."""
    lines = [place for place in range(start, end) if stream.separators[place] is Separator.LINE]
    labelled = [line for line in lines if _LABEL.match(stream.folded, line, end)]
    for line, next_line in pairwise([*lines, end]):
        if line <= max(labelled, default=start):
            continue
        if _AFTER.match(stream.folded, line, end) or _TITLE.fullmatch(stream.folded, line, next_line):
            return line
    return end
