"""The parts of an OFD file by the names that its parts give each other, which producers write in several ways."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LARGEST = 64_000_000
_PROLOGUE = 1024


class OfdPackage:
    """An open OFD file.

    Args:
        archive: the file.
    """

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {_plain(name): name for name in archive.namelist()}
        self._known: dict[str, Element] = {}
        self.incomplete: set[str] = set()
        """Parts that end before their last element does, by the name they are stored under."""

    def part(self, name: str, beside: str = "") -> tuple[str, Element] | None:
        """A part with the name it is stored under, looked for beside another part and then from the root; None if absent.

        Raises:
            ValueError: for a part that is too large or declares entities.
        """
        for place in (posixpath.join(posixpath.dirname(beside), name), name):
            stored = self._names.get(_plain(place))
            if stored is not None:
                return stored, self._parsed(stored)
        return None

    def _parsed(self, stored: str) -> Element:
        from lxml import etree

        if stored not in self._known:
            if self._archive.getinfo(stored).file_size > _LARGEST:
                raise ValueError(stored)
            content = self._archive.read(stored)
            if b"<!DOCTYPE" in content[:_PROLOGUE]:
                raise ValueError(stored)
            parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
            root = etree.fromstring(content, parser)
            if root is None:
                raise ValueError(stored)
            if any(error.level_name == "FATAL" for error in parser.error_log):
                self.incomplete.add(stored)
            self._known[stored] = root
        return self._known[stored]


def _plain(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def name_of(element: Element) -> str:
    """The element's name without its name space, which producers leave out or make up."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children with one of these names."""
    return (child for child in element if name_of(child) in names)


def descendant(element: Element, name: str) -> Element | None:
    """The first element below with this name."""
    return next((one for one in element.iter() if name_of(one) == name), None)


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; what is none is left out."""
    found = []
    for piece in (text or "").split():
        try:
            found.append(float(piece))
        except ValueError:
            continue
    return found
