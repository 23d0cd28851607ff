"""By what a web page shows that some of it may be missing: marks that are open to its end, broken, or not in pairs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from auditor.reading.html.marks import has_broken_marks
from auditor.reading.html.seen_source import hides_its_rest

CUT = "网页没有结尾，可能没有保存完整，后面的内容没有读到"
_UNPAIRED = "网页里表格的标记不成对，可能有损坏，有的行或者格子可能没有读到"
_TAG = re.compile(r"<(/?)(table|tr|td|th)\b[^<>]*(>|(?=<)|\Z)", re.I)
_TWICE = r"<t[rdh]\s+(?=[^<>]{0,500}?(?<![\w:-])(%s)\s*=[^<>]{0,500}?\s\1\s*=)[^<>]*>"
_SPAN_TWICE = re.compile(_TWICE % "(?:row|col)span", re.I)
_SPANS = re.compile(r"(?<![\w:-])((?:row|col)span)\s*=\s*[\"']?([^\s\"'>]*)", re.I)
_ATTRIBUTE_TWICE = re.compile(_TWICE % r"[\w:-]+", re.I)
_ENDS_ITSELF = re.compile(r"<(td|th|tr)\b([^<>]*)/>", re.I)
_UNFINISHED = re.compile(r"<(?:[a-z/!?][^<>]*)?\Z", re.I)
_ALWAYS = 0.5
"""Share of the rows in which a cell ends twice from which on that is how the page was made."""
_PAGE_OPENED = re.compile(r"<html\b", re.I)
_PAGE_CLOSED = re.compile(r"</(?:html|body)\s*>", re.I)
_MAY_STAY_OPEN = re.compile(r"<(/?)(?:tr|td|th|p|li|tbody)\b", re.I)


def damage_of(source: str, *, framed: bool, even: bool) -> str:
    """What is told of a page that ends before what it has opened is closed (the whole of it, a table, a comment, a tag),
    or whose marks of rows and cells are broken, or not in pairs where they are in pairs at all; "" for any other.

    Ends of rows and cells may be left out, here and there too, and an attribute that stands twice is passed over by every
    browser. Only where rows end elsewhere than others are these taken for what is left of a piece that is lost.

    Args:
        source: what the page shows of its source (``seen_source``).
        framed: whether it stands in another page, which then shows its end.
        even: whether all rows of each of its tables end in the same column.
    """
    bare = _ENDS_ITSELF.sub(r"<\1\2></\1>", source)
    marks = _TAG.findall(bare)
    tags = Counter((name.lower(), bool(closes)) for closes, name, _ in marks)
    opened = tags["table", False] > tags["table", True]
    unfinished = "<!--" in bare or _UNFINISHED.search(bare) is not None or hides_its_rest(bare)
    if opened or unfinished or (not framed and _has_no_end(bare)):
        return CUT
    unpaired = any(_is_unpaired(tags, name, even) for name in ("tr", "td", "th"))
    broken = any(not end for _, _, end in marks) or has_broken_marks(bare) or _has_two_spans(bare)
    twice = not even and _ATTRIBUTE_TWICE.search(bare) is not None
    return _UNPAIRED if unpaired or broken or twice else ""


def _is_unpaired(tags: Mapping[tuple[str, bool], int], name: str, even: bool) -> bool:
    """Whether rows or cells of a kind end more often than they begin, or, where rows end elsewhere, more seldom.

    A program that ends a cell of each row twice does so throughout.
    """
    begun, closed = tags[name, False], tags[name, True]
    if closed > begun:
        return not even or name == "tr" or closed - begun < _ALWAYS * tags["tr", False]
    return not even and closed not in (0, begun)


def _has_two_spans(bare: str) -> bool:
    """Whether a span stands twice in a mark with another value: two marks became one."""
    for mark in _SPAN_TWICE.finditer(bare):
        spans = {(name.lower(), value) for name, value in _SPANS.findall(mark[0])}
        if len(spans) > len({name for name, _ in spans}):
            return True
    return False


def _has_no_end(bare: str) -> bool:
    """Whether a page is opened and not closed that closes what may stay open elsewhere: rows, cells, paragraphs."""
    if _PAGE_OPENED.search(bare) is None or _PAGE_CLOSED.search(bare) is not None:
        return False
    return any(_MAY_STAY_OPEN.findall(bare))
