"""By what a web page shows that some of it may be missing: marks that are open to its end, broken, or not in pairs."""

from __future__ import annotations

import re
from collections import Counter

from auditor.reading.html.frames import without_framed
from auditor.reading.html.marks import has_broken_marks

CUT = "网页没有结尾，可能没有保存完整，后面的内容没有读到"
_UNPAIRED = "网页里表格的标记不成对，可能有损坏，有的行或者格子可能没有读到"
_NO_MARKS = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.I)
"""What is between a page's marks and holds none: comments, scripts, styles."""
_TAG = re.compile(r"<(/?)(table|tr|td|th)\b[^<>]*(>|(?=<)|\Z)", re.I)
_ATTRIBUTE_TWICE = re.compile(r"<t[rdh]\s+(?=[^<>]{0,500}?\b([\w-]+)=[^<>]{0,500}?\s\1=)[^<>]*>", re.I)
_PAGE_OPENED = re.compile(r"<html\b", re.I)
_PAGE_CLOSED = re.compile(r"</html\s*>", re.I)


def damage_of(text: str, framed: bool) -> str:
    """What is told of a page that ends before what it has opened is closed (the whole of it, a table, a comment, a tag),
    or whose marks of rows and cells are broken, or not in pairs where they are in pairs at all; "" for any other.

    Args:
        framed: whether it stands in another page, which then shows its end.
    """
    bare = _NO_MARKS.sub("", without_framed(text))
    marks = _TAG.findall(bare)
    tags = Counter((name.lower(), bool(closes)) for closes, name, _ in marks)
    opened = tags["table", False] > tags["table", True]
    unclosed = not framed and _PAGE_OPENED.search(bare) is not None and _PAGE_CLOSED.search(bare) is None
    if opened or unclosed or "<!--" in bare or bare.rfind("<") > bare.rfind(">"):
        return CUT
    unpaired = any(tags[name, True] not in (0, tags[name, False]) for name in ("tr", "td", "th"))
    unended = any(not end for _, _, end in marks)
    broken = unended or _ATTRIBUTE_TWICE.search(bare) is not None or has_broken_marks(bare)
    return _UNPAIRED if unpaired or broken else ""
