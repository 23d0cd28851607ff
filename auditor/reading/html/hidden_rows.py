"""Rows of indicators that a web page holds and does not show: behind a tab, folded in, or taken out by a script."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Literal

from auditor.reading.html.table_rows import is_hidden
from auditor.taxonomy import level2_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

HIDDEN_ROWS = "网页里有的指标是隐藏起来的（例如另一个标签页里的），没有读取"
_FEWEST = 3
_MOST_PIECES = 64
"""Pieces of a cell's text that are looked at, so that tables inside of tables cost no more than their number."""


def hidden_indicators(page: Element) -> Literal["", "some", "all"]:
    """How many of the rows that name a second level beside other cells are not shown, copies of those that are left out."""
    hidden: set[tuple[str, ...]] = set()
    shown: set[tuple[str, ...]] = set()
    waiting = [(page, False)]
    while waiting:
        element, inside = waiting.pop()
        inside = inside or is_hidden(element)
        if element.tag == "tr":
            texts = _texts(element)
            if len(texts) >= _FEWEST and any(text.endswith("指标") and level2_of(text) for text in texts):
                (hidden if inside else shown).add(texts)
        waiting += [(child, inside) for child in element if isinstance(child.tag, str)]
    if hidden <= shown:
        return ""
    return "some" if shown else "all"


def _texts(row: Element) -> tuple[str, ...]:
    return tuple(filter(None, _cell_texts(row)))


def _cell_texts(row: Element) -> Iterator[str]:
    for cell in row:
        if cell.tag in ("td", "th"):
            yield "".join("".join(islice(cell.itertext(), _MOST_PIECES)).split())
