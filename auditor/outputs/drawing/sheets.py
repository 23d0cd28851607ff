"""The pages of a PDF as pictures, with the rulings, cells and rows that were found on each."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.model import Indicator, Submission
from auditor.reading.pdf.lattice import Lattice
from auditor.reading.pdf.page import Page
from auditor.reading.pdf.reader import pages_beside
from auditor.reading.pdf.rulings import Ruling
from auditor.reading.pdf.tables import PageContent, content_of, lattices_of
from auditor.runtime.size_limits import SizeLimits

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_SCALE = 1.5
_TURNS = ("1 0 0 1 0 0", "0 1 -1 0 0 0", "-1 0 0 -1 0 0", "0 -1 1 0 0 0")
"""What maps places of a page's text, by its turn, onto the sheet (y downwards from its lower edge)."""


@dataclass(frozen=True)
class Overlay:
    """A line or box on a page, in points of its text; ``told`` is what a person sees when pointing at it."""

    left: float
    top: float
    width: float
    height: float
    told: str = ""


@dataclass(frozen=True)
class DrawnPage:
    """A page: its picture as a data URL, its box ``left low width height``, and what was found on it.

    ``rows`` are rows read as indicators, ``doubted`` those with a doubt; ``read`` are the indicators of the page in words.
    """

    number: int
    picture: str
    left: float
    top: float
    width: float
    height: float
    turn: str
    rules: tuple[Overlay, ...]
    cells: tuple[Overlay, ...]
    rows: tuple[Overlay, ...]
    doubted: tuple[Overlay, ...]
    read: tuple[Indicator, ...]


def sheets(content: bytes, submission: Submission, sizes: SizeLimits) -> Iterator[DrawnPage]:
    """Every page of a PDF, drawn one at a time.

    Args:
        content: the whole file.
        submission: what was read from it.
        sizes: how many pages it may have.

    Raises:
        UnreadableError: the file is damaged, has a password or too many pages.
    """
    rows = [row for project in submission.projects for row in project.indicators]
    for page, shown in pages_beside(content, submission.source, sizes):
        lattices = lattices_of(page)
        own = tuple(row for row in rows if row.location.page == page.number)
        bands = [(_band(row, lattices, content_of(page, lattices)), row) for row in own]
        left, low, right, high = shown.get_cropbox()
        yield DrawnPage(
            number=page.number,
            picture=_picture(shown),
            left=left,
            top=-high,
            width=right - left,
            height=high - low,
            turn=_TURNS[page.turn],
            rules=tuple(map(_line, page.rules)),
            cells=tuple(_cells(page, lattices)),
            rows=tuple(mark for mark, row in bands if mark and not row.doubts),
            doubted=tuple(mark for mark, row in bands if mark and row.doubts),
            read=own,
        )


def _picture(page: PdfPage) -> str:
    """The page as it is printed, upright as its places count, whatever rotation a viewer applies."""
    rotation = (360 - page.get_rotation()) % 360
    picture = io.BytesIO()
    page.render(scale=_SCALE, rotation=rotation, grayscale=True).to_pil().save(picture, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode("ascii")


def _line(rule: Ruling) -> Overlay:
    length = rule.end - rule.start
    return Overlay(rule.start, rule.place, length, 0) if rule.level else Overlay(rule.place, rule.start, 0, length)


def _cells(page: Page, lattices: Sequence[Lattice]) -> Iterator[Overlay]:
    for table in content_of(page, lattices).tables:
        lattice = _lattice_of(table.number, lattices, content_of(page, lattices))
        for cell in table.cells:
            left, right = lattice.across[cell.column], lattice.across[cell.last_column + 1]
            top, bottom = lattice.down[cell.row], lattice.down[cell.last_row + 1]
            yield Overlay(left, top, right - left, bottom - top, cell.text or "（空）")


def _lattice_of(number: int, lattices: Sequence[Lattice], content: PageContent) -> Lattice:
    """Where the page's table of that number stands; tables without text have none."""
    table = content.tables[number - 1]
    return next(one for one in lattices if one.across == table.across and one.down[0] == table.top)


def _band(row: Indicator, lattices: Sequence[Lattice], content: PageContent) -> Overlay | None:
    """Where a row read from a ruled table stands on its page."""
    place = row.location
    if place.table is None or place.row is None or place.table > len(content.tables):
        return None
    lattice = _lattice_of(place.table, lattices, content)
    top, bottom = lattice.down[place.row - 1], lattice.down[place.row]
    left, right = lattice.across[0], lattice.across[-1]
    return Overlay(left, top, right - left, bottom - top, words(row))


def words(row: Indicator) -> str:
    """A row as it was read, and what is doubtful about it."""
    cells = " ｜ ".join(text or "—" for text in (row.level1, row.level2, row.level3, row.target))
    return "；".join((cells, *row.doubts))
