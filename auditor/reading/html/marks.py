"""Marks of a web page's tables that no program writes: what is left of a tag of which a piece was lost or changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_MARK = re.compile(r"<(?P<closes>/?)(?P<name>t|[a-z]{2,3})(?=[\s>/])(?:\"[^\"<]*\"|'[^'<]*'|[^<>])*", re.I)
_OTHERS = frozenset(
    {"br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "em", "tt", "rt", "rp", "rb", "h1", "h2", "h3", "h4", "h5", "h6",
     "td", "th", "tr", "mi", "mn", "mo", "ms", "tc", "mtd", "mtr"}
)  # fmt: skip
"""Tags of web pages, formulas among them, that are a letter from those of rows and cells."""
_OF_CELLS = ("td", "th", "tr")
_RUN_INTO_TEXT = re.compile(r"</[a-z]+[^\x00-\x7f]|<(?:td|th|tr)(?:[^\x00-\x7f]|[^\w\s/>:.@-]|-(?![a-z]))", re.I)
"""A tag whose end is gone, so that it takes the text behind it for its name, or with a sign in its name."""

_ATTRIBUTE = re.compile(r"([^\s=/>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_SPANS = ("rowspan", "colspan")
_BEGUN = ("rows", "cols")
"""How names of spans begin that something else was joined to."""
_NEAR = frozenset({"row", "rows", "col", "cols", "span"})
"""Names of attributes that are like those of spans and none with a mistake."""
_LIKE = 80
"""How far a name is like another, of 100, from which on it is taken for it with a mistake."""
_QUOTES = "\"'"


def has_broken_marks(page: str) -> bool:
    """Whether a tag runs into text, is one letter from a row's or a cell's and no tag of a pair itself, or has a broken attribute.

    A broken attribute that stands in the page several times, each time the same, is how a program writes it.

    Args:
        page: what it shows of its source.
    """
    if "<table" not in page.lower():
        return False
    if _RUN_INTO_TEXT.search(page):
        return True
    marks = Counter((match["name"].lower(), bool(match["closes"]), match[0]) for match in _MARK.finditer(page))
    pairs = {(name, closes) for name, closes, _ in marks}
    if any(_is_misspelt(name) and (name, not closes) not in pairs for name, closes, _ in marks):
        return True
    broken: Counter[str] = Counter()
    for (name, closes, mark), times in marks.items():
        if name in _OF_CELLS and not closes:
            broken.update(dict.fromkeys(_broken_attributes(mark[3:]), times))
    return 1 in broken.values()


def _is_misspelt(name: str) -> bool:
    if name in _OTHERS:
        return False
    if len(name) == 1:
        return True
    if len(name) > len(_OF_CELLS[0]):
        return any(name[:place] + name[place + 1 :] in _OF_CELLS for place in range(len(name)))
    return any(sum(map(str.__ne__, name, known)) == 1 for known in _OF_CELLS)


def _broken_attributes(written: str) -> Iterator[str]:
    return (name for name, value in _ATTRIBUTE.findall(written) if _is_broken(name.lower(), value))


def _is_broken(name: str, value: str) -> bool:
    """Whether a quotation mark stands in a name, a name is nearly that of a span, or a span is no number or has no value."""
    from rapidfuzz import fuzz

    if any(quote in name for quote in _QUOTES):
        return True
    if name in _SPANS:
        return not value or not value.isascii()
    if name in _NEAR or not name.isalnum() or any(span in name for span in _SPANS):
        return False
    return name.startswith(_BEGUN) or any(fuzz.ratio(name, span) > _LIKE for span in _SPANS)
