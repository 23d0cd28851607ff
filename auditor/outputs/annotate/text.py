"""Opinions between the lines of a text file, each right below the line it speaks of; the lines themselves stay."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

from auditor.outputs.annotate.comments import Comment
from auditor.outputs.annotate.overview import TITLE, Overview
from auditor.outputs.reports.sanitize import strip_control_chars
from auditor.reading.decode import decode
from auditor.reading.plaintext.delimited import last_lines

_LINE_END = re.compile(r"\r\n|\r|\n|\v")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def annotate_text(content: bytes, path: str, remarks: Sequence[Comment], overview: Overview) -> bytes:
    """A copy in the same encoding; the counts and what concerns the whole file stand first.

    Args:
        content: the file.
        path: named in error messages.
        remarks: with line numbers, or row numbers where the file is a table with separators.
        overview: how many opinions there are, and where rows begin: an opinion stands below its row, never inside a cell
            that goes on in the next line.

    Raises:
        UnreadableError: R002 or R003 where the file is no text.
    """
    decode(content, path)
    mark, encoding = _encoding(content)
    text = content[len(mark) :].decode(encoding)
    below = _by_line(text, remarks, overview.starts)
    end = "\r\n" if "\r\n" in text else "\n"
    table = any(remark.location and remark.location.row for remark in remarks)

    def opinions(number: int) -> list[str]:
        return [_opinion(remark, quoted=table) + end for remark in below.get(number, ())]

    counts = strip_control_chars(f"【{TITLE}：{overview.sentence}】")
    pieces = [(_quoted(counts) if table else counts) + end, *opinions(0)]
    for number, line in enumerate(_lines(text), 1):
        told = opinions(number)
        pieces.append(line if not told or _LINE_END.search(line) else line + end)
        pieces += told
    return mark + "".join(pieces).encode(encoding)


def _by_line(text: str, remarks: Sequence[Comment], starts: Sequence[int]) -> dict[int, list[Comment]]:
    """Remarks by the line they follow; 0 is above the first."""
    rows = last_lines(text)
    found: dict[int, list[Comment]] = {}
    lines = list(_lines(text))
    for remark in remarks:
        place = remark.location
        row = place.row if place is not None else None
        line = place.line if place is not None else None
        if line is None and row is not None:
            line = rows[row - 1] if row <= len(rows) else None
        elif line is not None:
            line = _end_of_row(line, starts, lines)
        found.setdefault(line or 0, []).append(remark)
    return found


def _end_of_row(line: int, starts: Sequence[int], lines: Sequence[str]) -> int:
    """The line before the next row or project begins; the last row ends before a blank line, or where the file does."""
    after = next((start for start in starts if start > line), None)
    if after is not None:
        return after - 1
    blank = (number for number in range(line, len(lines)) if not lines[number].strip())
    return next(blank, len(lines))


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends, counted as the reader counts them."""
    start = 0
    for match in _LINE_END.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def _opinion(remark: Comment, *, quoted: bool) -> str:
    """An opinion on a line of its own; in a table with separators it is one cell, in quotes."""
    told = strip_control_chars(f"【审核意见：{remark.one_line}】")
    return _quoted(told) if quoted else told


def _quoted(told: str) -> str:
    doubled = told.replace('"', '""')
    return f'"{doubled}"'


def _encoding(content: bytes) -> tuple[bytes, str]:
    """The byte order mark and the encoding of a text that is known to be one."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return mark, encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return b"", "gb18030"
    return b"", "utf-8"
