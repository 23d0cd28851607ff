"""Texts of an .xlsx whose runs differ in look, and cells that are struck out as a whole, as they are meant."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from auditor.reading.run_looks import Raised, joined, struck_out

_PART = "xl/sharedStrings.xml"
_MARKS = (b"strike", b"superscript")
_PIECE = 1 << 20
_OVERLAP = 16
_OFF = ("0", "false")
_SHARED = re.compile(rb'<(?:\w+:)?c\s(?=[^>]*\bt="s")[^>]*>\s*<(?:\w+:)?v>(\d+)<')
_INLINE = re.compile(rb'<c\s(?=[^>]*\bt="inlineStr")[^>]*>\s*(<is>.*?</is>)', re.DOTALL)


@dataclass(frozen=True)
class RichText:
    """The text that is left of a cell, and what is said of what is not; None where nothing is struck out."""

    text: str
    told: str | None


@dataclass(frozen=True)
class RichTexts:
    """What single looks change in a workbook: its shared texts by number, and the cells of styles that are struck out."""

    shared: Mapping[int, RichText]
    struck_cells: re.Pattern[bytes] | None

    @classmethod
    def of(cls, archive: zipfile.ZipFile, styles: Element) -> RichTexts:
        """Those of the workbook; ``styles`` is the root of its part with styles."""
        return cls(dict(_shared(archive)), _struck_cells(styles))

    def in_piece(self, piece: bytes) -> Iterator[tuple[bytes, RichText]]:
        """The tags of cells in a piece of a sheet that mean another text than they seem to, with that text."""
        if self.struck_cells is not None:
            for cell in self.struck_cells.finditer(piece):
                yield cell[0], RichText("", struck_out("", ""))
        if self.shared:
            for cell in _SHARED.finditer(piece):
                rich = self.shared.get(int(cell[1]))
                if rich is not None:
                    yield cell[0], rich
        if any(mark in piece for mark in _MARKS):
            for cell in _INLINE.finditer(piece):
                rich = _rich_text(fromstring(cell[1]))
                if rich is not None:
                    yield cell[0], rich


def _shared(archive: zipfile.ZipFile) -> Iterator[tuple[int, RichText]]:
    """The shared texts that are not what their characters in a row say, by number."""
    if _PART not in archive.namelist() or not _has_marks(archive):
        return
    number = 0
    with archive.open(_PART) as xml:
        try:
            for _, element in iterparse(xml):
                if element.tag.endswith("}si"):
                    rich = _rich_text(element)
                    if rich is not None:
                        yield number, rich
                    number += 1
                    element.clear()
        except ParseError:  # the reader of the values tells of damage
            return


def _has_marks(archive: zipfile.ZipFile) -> bool:
    left = b""
    with archive.open(_PART) as xml:
        while piece := xml.read(_PIECE):
            if any(mark in left + piece for mark in _MARKS):
                return True
            left = piece[-_OVERLAP:]
    return False


def _rich_text(element: Element) -> RichText | None:
    """A text of runs, None where no run of it is struck out or raised."""
    runs = [run for run in element if run.tag.rpartition("}")[2] == "r"]
    looks = [(_is_struck(run.find("{*}rPr")), _is_raised(run)) for run in runs]
    if not any(struck or raised for struck, raised in looks):
        return None
    texts = [run.findtext("{*}t") or "" for run in runs]
    struck = "".join(text for text, (is_struck, _) in zip(texts, looks, strict=True) if is_struck)
    left = joined(
        Raised(text) if raised else text
        for text, (is_struck, raised) in zip(texts, looks, strict=True)
        if not is_struck
    )
    return RichText(left, struck_out(struck, left) if struck.strip() else None)


def _is_struck(looks: Element | None) -> bool:
    mark = looks.find("{*}strike") if looks is not None else None
    return mark is not None and mark.get("val", "1") not in _OFF


def _is_raised(run: Element) -> bool:
    mark = run.find("{*}rPr/{*}vertAlign")
    return mark is not None and mark.get("val") == "superscript"


def _struck_cells(styles: Element) -> re.Pattern[bytes] | None:
    """Tags of filled cells whose style strikes out all that they hold."""
    fonts = [_is_struck(font) for font in styles.iterfind("{*}fonts/{*}font")]
    cells = styles.iterfind("{*}cellXfs/{*}xf")
    numbers = [str(number) for number, cell in enumerate(cells) if _struck_font(cell, fonts)]
    if not numbers:
        return None
    styled = "|".join(numbers).encode()
    return re.compile(rb'<(?:\w+:)?c\s(?=[^>]*\bs="(?:' + styled + rb')")[^>]*[^/]>(?=\s*<(?:\w+:)?(?:v|is|f)\b)')


def _struck_font(cell: Element, fonts: Sequence[bool]) -> bool:
    number = cell.get("fontId", "0")
    return number.isdigit() and int(number) < len(fonts) and fonts[int(number)]
