"""PDF files with a text layer to grids of their ruled tables, and to text where tables have no rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from auditor.errors import UnreadableError
from auditor.reading.grid import Grid
from auditor.reading.passwords import asks_password
from auditor.reading.pdf.column_alignment import aligned_grid
from auditor.reading.pdf.fonts import opened
from auditor.reading.pdf.grids import stacked
from auditor.reading.pdf.integrity import has_damaged_streams
from auditor.reading.pdf.lines import printed_pieces, running_lines, text_lines
from auditor.reading.pdf.margins import without_margins
from auditor.reading.pdf.page import Page, read_page
from auditor.reading.pdf.printing_order import prints_by_rows
from auditor.reading.pdf.recognition import Recogniser
from auditor.reading.pdf.row_bands import banded_grid
from auditor.reading.pdf.tables import PageContent, read_tables
from auditor.runtime.size_limits import USUAL_SIZES, SizeLimits

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST_PAGES_TOLD = 8
_DAMAGED = "文件里有损坏的内容，有的页可能没有读全"
_PARTIAL = "第{pages}页的内容不完整，可能没有读全"


@dataclass(frozen=True)
class PdfContent:
    """What a PDF holds.

    ``prose`` is what stands outside of ruled tables, line by line; ``characters`` everything that is written, without any
    order of lines. ``pictured`` are the pages, from 1, that show a picture instead of text; ``recognised`` those that
    were read from a picture; ``pages``: how many there are; ``lost`` says in Chinese why some of it may be missing, "" where
    nothing tells that.
    """

    grids: tuple[Grid, ...]
    prose: str
    characters: str
    pictured: tuple[int, ...]
    recognised: tuple[int, ...] = ()
    pages: int = 0
    lost: str = ""


def read_pdf(content: bytes, path: str, sizes: SizeLimits = USUAL_SIZES) -> PdfContent:
    """Read a PDF from its bytes.

    Args:
        content: the whole file.
        path: named in error messages.
        sizes: how many pages it may have.

    Raises:
        UnreadableError: R007 for a damaged file, R011 where no page has text, R014 for one with a password, R017 for one of
            too many pages.
    """
    found = content_of(_pages(content, path, sizes), path)
    return replace(found, lost=_DAMAGED) if not found.lost and has_damaged_streams(content) else found


def read_picture(content: bytes, path: str) -> PdfContent:
    """Read a picture file as a page of its own.

    Raises:
        UnreadableError: R007 for a damaged picture, R011 where no recogniser is installed or nothing was recognised.
    """
    if not Recogniser.is_installed():
        raise UnreadableError("R011", path=path, pages="1")
    page = Recogniser().read_picture(content)
    if page is None:
        raise UnreadableError("R007", path=path, reason="图片不完整或已损坏")
    return content_of((page,), path)


def content_of(found: Iterable[Page], path: str) -> PdfContent:
    """What pages hold, whichever format they are of.

    Raises:
        UnreadableError: R011 where no page has text.
    """
    written, pictured, recognised, pages, partial = [], [], [], [], []
    for page in found:
        written.append("".join(page.text.split()))
        if page.pictured:
            pictured.append(page.number)
        elif page.recognised:
            recognised.append(page.number)
        if page.partial:
            partial.append(page.number)
        pages.append(read_tables(page))
    legible = any(text and number not in pictured for number, text in enumerate(written, start=1))
    if pictured and not legible:
        raise UnreadableError("R011", path=path, pages=page_list(pictured))
    kept = without_margins(pages)
    return PdfContent(
        grids=stacked(kept),
        prose="\n".join(line.text for page in kept for line in page.lines),
        characters="".join(written),
        pictured=tuple(pictured),
        recognised=tuple(recognised),
        pages=len(pages),
        lost=_PARTIAL.format(pages=page_list(partial)) if partial else "",
    )


@dataclass(frozen=True)
class UnruledContent:
    """What a PDF whose tables have no rules holds: grids where columns are lined up below a header, and two texts.

    Of the grids one goes by the order of the file, the others by where the text stands alone: its lines, or the pieces in
    which it was printed. ``running`` is in the order of the file, ``laid_out`` as it lies on the pages; a form feed stands
    between pages. ``by_rows``: that order goes down each page.
    """

    grids: tuple[Grid, ...]
    running: str
    laid_out: str
    by_rows: bool


def read_unruled(content: bytes, path: str, sizes: SizeLimits = USUAL_SIZES) -> UnruledContent:
    """Read a PDF by where its text stands, whatever rules it has.

    Raises:
        UnreadableError: as ``read_pdf``.
    """
    return unruled_content(_pages(content, path, sizes))


def unruled_content(pages: Iterable[Page]) -> UnruledContent:
    """What pages hold by where their text stands."""
    upright = [[glyph for glyph in page.glyphs if not glyph.turn] for page in pages]
    lines = [{line.printed: line.glyphs for line in text_lines(glyphs)} for glyphs in upright]
    laid_out = [PageContent(number, (), tuple(own)) for number, own in enumerate(lines, start=1)]
    kept = [page.lines for page in without_margins(laid_out)]
    shown = [frozenset(glyph for line in left for glyph in own[line]) for own, left in zip(lines, kept, strict=True)]
    printed = [[one for one in glyphs if one in own] for glyphs, own in zip(upright, shown, strict=True)]
    grids = (
        banded_grid(tuple(enumerate(kept, start=1))),
        banded_grid(tuple(enumerate(map(printed_pieces, printed), start=1))),
        aligned_grid(enumerate(printed, start=1)),
    )
    return UnruledContent(
        grids=tuple(grid for grid in grids if grid is not None),
        running=_paged(map(running_lines, printed)),
        laid_out=_paged([line.text for line in left] for left in kept),
        by_rows=all(map(prints_by_rows, printed)),
    )


def _paged(pages: Iterable[Iterable[str]]) -> str:
    return "\n\f".join("\n".join(lines) for lines in pages)


def page_list(numbers: tuple[int, ...] | list[int]) -> str:
    """Page numbers as people write them, e.g. 1–3、7."""
    runs: list[list[int]] = [[numbers[0]]] if numbers else []
    for before, number in pairwise(numbers):
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return "、".join(told[:_MOST_PAGES_TOLD]) + ("等" if len(told) > _MOST_PAGES_TOLD else "")


def _pages(content: bytes, path: str, sizes: SizeLimits) -> Iterator[Page]:
    return (page for page, _ in pages_beside(content, path, sizes))


def pages_beside(content: bytes, path: str, sizes: SizeLimits) -> Iterator[tuple[Page, PdfPage]]:
    """The pages of a PDF as they are read, each beside the page of the library, open until the next is asked for.

    Raises:
        UnreadableError: R007 for a damaged file, R014 for one with a password, R017 for one of too many pages.
    """
    recogniser = Recogniser() if Recogniser.is_installed() else None
    with _opened(content, path) as document:
        with suppress(RuntimeError):  # its fields cannot be read then; its pages can
            document.init_forms()
        sizes.refuse_long(len(document), path)
        for number in range(len(document)):
            page = document[number]
            try:
                read = read_page(page, number + 1)
                yield (recogniser.read_page(page, number + 1) if read.pictured and recogniser else read), page
            finally:
                page.close()


@contextmanager
def _opened(content: bytes, path: str) -> Iterator[PdfDocument]:
    import pypdfium2

    try:
        with opened(content) as document:
            yield document
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise asks_password(path, "PDF") from error
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
