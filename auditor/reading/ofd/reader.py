"""OFD files to pages of characters and rules, which the reader of ruled tables takes as it takes those of a PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zipfile import ZipFile

from auditor.errors import UnreadableError
from auditor.reading.damage import UNPACKABLE
from auditor.reading.ofd.objects import Matrix, Placed, characters, is_shown, lines, placing
from auditor.reading.ofd.package import OfdPackage, children, descendant, name_of
from auditor.reading.ofd.sheet import seen_on, sheet_of
from auditor.reading.pdf.boxes import Box
from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.page import Page
from auditor.reading.pdf.rulings import rule_of
from auditor.runtime.size_limits import USUAL_SIZES, SizeLimits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_POINTS = 72 / 25.4
"""Points a millimetre."""
_DEEPEST = 8
_FEW = 30
_MOST_FOREIGN = 0.5


def read_ofd(content: bytes, path: str, sizes: SizeLimits = USUAL_SIZES) -> tuple[Page, ...]:
    """The pages of all documents in the file, places in points.

    Args:
        content: the whole file.
        path: named in error messages.
        sizes: how many pages it may have.

    Raises:
        UnreadableError: R007 where the file is damaged, R017 for one of too many pages.
    """
    from lxml.etree import LxmlError

    try:
        with ZipFile(io.BytesIO(content)) as archive:
            found = tuple(_pages(OfdPackage(archive), path, sizes))
    except (*UNPACKABLE, OSError, RuntimeError, ValueError, LookupError, LxmlError) as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
    if not found:
        raise UnreadableError("R007", path=path, reason="文件里没有页面")
    return found


def _pages(package: OfdPackage, path: str, sizes: SizeLimits) -> Iterator[Page]:
    entry = package.part("OFD.xml")
    roots = [one for one in entry[1].iter() if name_of(one) == "DocRoot"] if entry else []
    found = (package.part((root.text or "").strip()) for root in roots)
    documents = [_Document(package, *one) for one in found if one is not None]
    sizes.refuse_long(sum(len(one.listed) for one in documents), path)
    for number, drawn in enumerate((drawn for one in documents for drawn in one.pages()), start=1):
        yield _page(number, drawn)


class _Drawn:
    """What was met on a page."""

    def __init__(self) -> None:
        self.placed: list[Placed] = []
        self.rules: list[Box] = []
        self.pictures = 0
        self.partial = False


class _Document:
    """One document of the file.

    Args:
        package: the file.
        name: of the document's part.
        root: the document's part.
    """

    def __init__(self, package: OfdPackage, name: str, root: Element) -> None:
        self._package, self._name, self._root = package, name, root
        self._templates = {
            one.get("ID", ""): one.get("BaseLoc", "") for one in root.iter() if name_of(one) == "TemplatePage"
        }
        pages = descendant(root, "Pages")
        self.listed = tuple(children(pages, "Page")) if pages is not None else ()
        """The pages that the document says it has."""

    def pages(self) -> Iterator[_Drawn]:
        """The pages in order, what their templates show below what they show themselves."""
        for one in self.listed:
            part = self._package.part(one.get("BaseLoc", ""), self._name)
            drawn = _Drawn()
            if part is None:
                drawn.partial = True
                yield drawn
                continue
            templates = list(self._templates_of(part[1]))
            for template in templates:
                self._draw(*template, drawn)
            self._draw(*part, drawn)
            sheet = sheet_of(self._areas(part[1], *(template for _, template in templates)))
            drawn.placed, lost = seen_on(sheet, drawn.placed)
            drawn.partial = drawn.partial or lost
            yield drawn

    def _templates_of(self, page: Element) -> Iterator[tuple[str, Element]]:
        for used in children(page, "Template"):
            template = self._package.part(self._templates.get(used.get("TemplateID", ""), ""), self._name)
            if template is not None:
                yield template

    def _areas(self, *pages: Element) -> Iterator[Element]:
        """What tells the sheet of a page: the page, its templates, the document."""
        for page in pages:
            yield from children(page, "Area")
        common = descendant(self._root, "PageArea")
        if common is not None:
            yield common

    def _draw(self, name: str, page: Element, drawn: _Drawn) -> None:
        drawn.partial = drawn.partial or name in self._package.incomplete
        units = self._units(name, page)
        for content in children(page, "Content"):
            _collect(content, Matrix(), units, drawn, _DEEPEST)

    def _units(self, name: str, page: Element) -> dict[str, Element]:
        """The composite graphics by id, of the document and of the page."""
        found: dict[str, Element] = {}
        places = [(self._root, self._name), (page, name)]
        for holder, beside in places:
            for one in holder.iter():
                if name_of(one) not in ("PublicRes", "DocumentRes", "PageRes"):
                    continue
                part = self._package.part((one.text or "").strip(), beside)
                for unit in part[1].iter() if part else ():
                    if name_of(unit) == "CompositeGraphicUnit":
                        found[unit.get("ID", "")] = unit
        return found


def _collect(holder: Element, matrix: Matrix, units: dict[str, Element], drawn: _Drawn, depth: int) -> None:
    """Objects in layers, blocks and composite graphics, to a certain depth."""
    if not depth:
        return
    for one in holder:
        kind = name_of(one)
        if not kind or not is_shown(one):
            continue
        if kind == "TextObject":
            drawn.placed += characters(one, placing(one, matrix))
        elif kind == "PathObject":
            drawn.rules += lines(one, placing(one, matrix))
        elif kind == "ImageObject":
            drawn.pictures += 1
        elif kind == "CompositeObject":
            unit = units.get(one.get("ResourceID", ""))
            if unit is not None:
                _collect(unit, placing(one, matrix), units, drawn, depth - 1)
        elif kind in ("Layer", "PageBlock", "Content"):
            _collect(one, matrix, units, drawn, depth - 1)


def _page(number: int, drawn: _Drawn) -> Page:
    glyphs = tuple(Glyph(one.char, *_in_points(one.box)) for one in drawn.placed)
    foreign = sum(not _is_usual(glyph.char) for glyph in glyphs)
    coded = foreign > _MOST_FOREIGN * len(glyphs)  # numbers of glyphs written as text: nobody can read them
    return Page(
        number=number,
        glyphs=() if coded else glyphs,
        rules=tuple(rule_of(_in_points(box)) for box in drawn.rules),
        pictured=coded or (len(glyphs) < _FEW and drawn.pictures > 0),
        text="" if coded else "".join(glyph.char for glyph in glyphs),
        partial=drawn.partial,
    )


def _in_points(box: Box) -> Box:
    left, top, right, bottom = box
    return left * _POINTS, top * _POINTS, right * _POINTS, bottom * _POINTS


def _is_usual(char: str) -> bool:
    """Whether a character is one that Chinese documents are written with."""
    return " " <= char <= "~" or "\u2000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or char in "·×÷±°§"
