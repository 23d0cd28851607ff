"""An Office file as a zip of parts. Parts that are not named in a change are copied byte for byte, in their order."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@dataclass(frozen=True)
class Relationship:
    """A pointer from one part to another; ``kind`` is the last word of its type, e.g. ``comments``."""

    id: str
    kind: str
    target: str


class OfficePackage:
    """The parts of a file, with the changes made to them so far."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._changed: dict[str, bytes] = {}

    def names(self) -> list[str]:
        """Names of all parts, new ones last."""
        names = self._archive.namelist()
        return names + [name for name in self._changed if name not in names]

    def read(self, name: str) -> bytes:
        """A part as it now is."""
        return self._changed[name] if name in self._changed else self._archive.read(name)

    def tree(self, name: str) -> Any:
        """The root element of an XML part."""
        return parsed(self.read(name))

    def write(self, name: str, content: bytes | Any) -> None:
        """Replace or add a part, given as bytes or as the root element of its XML."""
        self._changed[name] = content if isinstance(content, bytes) else written(content)

    def free_name(self, pattern: str) -> str:
        """The first name of the pattern (with ``{}`` for a number) that no part has."""
        taken = {name.lower() for name in self.names()}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """What a part points at inside the package; "" stands for the package itself."""
        name = rels_name(part)
        if name not in self.names():
            return ()
        return tuple(
            Relationship(one.get("Id"), one.get("Type").rpartition("/")[2], resolved(part, one.get("Target")))
            for one in self.tree(name)
            if one.get("TargetMode") != "External"
        )

    def relate(self, part: str, kind: str, target: str, *, strict: bool = False) -> str:
        """Make a part point at another and return the id of the relationship."""
        from lxml import etree

        name = rels_name(part)
        known = name in self.names()
        root = (
            self.tree(name)
            if known
            else etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})
        )
        taken = {one.get("Id") for one in root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        one = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship")
        one.set("Id", f"rId{number}")
        one.set("Type", f"{STRICT_OFFICE if strict else OFFICE}/{kind}")
        one.set("Target", posixpath.relpath(target, posixpath.dirname(part) or "."))
        self.write(name, root)
        return f"rId{number}"

    def declare(self, part: str, content_type: str) -> None:
        """State the content type of a new part."""
        self._declare("Override", "PartName", f"/{part}", content_type)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """State the content type of all parts with an ending, where that is not stated yet."""
        self._declare("Default", "Extension", ending, content_type)

    def _declare(self, tag: str, key: str, value: str, content_type: str) -> None:
        from lxml import etree

        root = self.tree(CONTENT_TYPES)
        if any(one.get(key, "").lower() == value.lower() for one in root.iter(f"{{{_TYPES}}}{tag}")):
            return
        one = etree.Element(f"{{{_TYPES}}}{tag}")
        one.set(key, value)
        one.set("ContentType", content_type)
        root.insert(0 if tag == "Default" else len(root), one)
        self.write(CONTENT_TYPES, root)

    def content(self) -> bytes:
        """The file with all changes; times and order of the old parts stay as they were."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as copied:
            for entry in self._archive.infolist():
                copied.writestr(copy(entry), self.read(entry.filename), entry.compress_type)
            for name, content in self._changed.items():
                if name not in self._archive.namelist():
                    copied.writestr(_new_entry(name), content)
        return buffer.getvalue()


def _new_entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def rels_name(part: str) -> str:
    """Where the relationships of a part stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolved(part: str, target: str) -> str:
    """The name of the part that a target, relative to ``part`` or absolute, means."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def parsed(content: bytes) -> Any:
    """The root element of an XML text; nothing outside of it is ever fetched."""
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def written(root: Any) -> bytes:
    """An XML part from its root element."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local(element: Any) -> str:
    """An element's name without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attributes(element: Any) -> Mapping[str, str]:
    """Attributes by their name without namespace."""
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
