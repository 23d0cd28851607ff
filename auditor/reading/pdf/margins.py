"""Page headers, footers and page numbers: lines at the edge that say the same on half of the pages or more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.reading.char_stream import is_page_number
from auditor.reading.pdf.lines import PrintedLine
from auditor.reading.pdf.tables import PageContent

_EDGE_LINES = 2
_NEAR = 12.0
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十百]+(?=页)")

Place = tuple[bool, str, int]
"""Whether at the top, the line without its figures, and roughly where it stands."""


def without_margins(pages: Sequence[PageContent]) -> tuple[PageContent, ...]:
    """The pages without their running headers and footers; a header stays where it stands first."""
    told = [dict(_edge_lines(page)) for page in pages]
    times = Counter(place for one in told for place in one.values())
    repeated = {place for place in times if times[place] >= max(2, len(pages) / 2)}
    seen: set[Place] = set()
    kept = []
    for page, edges in zip(pages, told, strict=True):
        dropped = {line for line, place in edges.items() if place in repeated and (place in seen or not place[0])}
        numbers = {line for line in edges if is_page_number(line.text) or line.text.strip().isdecimal()}
        seen.update(edges.values())
        lines = tuple(line for line in page.lines if line not in dropped and line not in numbers)
        kept.append(replace(page, lines=lines))
    return tuple(kept)


def _edge_lines(page: PageContent) -> Iterator[tuple[PrintedLine, Place]]:
    """The outermost lines of a page, those beyond its tables where it has any."""
    top = min((table.top for table in page.tables), default=float("inf"))
    bottom = max((table.bottom for table in page.tables), default=float("-inf"))
    above = [line for line in page.lines if line.bottom <= top + _NEAR][:_EDGE_LINES]
    below = [line for line in page.lines if line.top >= bottom - _NEAR][-_EDGE_LINES:]
    for line in above:
        yield line, (True, _masked(line), round(line.top / _NEAR))
    for line in below:
        if line not in above:
            yield line, (False, _masked(line), round(line.bottom / _NEAR))


def _masked(line: PrintedLine) -> str:
    return _DIGITS.sub("0", "".join(line.text.split()))
