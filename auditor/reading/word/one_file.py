"""Word documents in one XML file, as packages: Word 2003 XML, and Flat OPC (“Word XML 文档”)."""

from __future__ import annotations

import base64
import io
import posixpath
from typing import TYPE_CHECKING
from zipfile import ZipFile

from auditor.errors import UnreadableError
from auditor.reading.word.reader import USUAL

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_HINTS = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_NOTES = "{http://schemas.microsoft.com/aml/2001/core}"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_NEW = f"{{{USUAL.decode()}}}"
_RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge"}
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    b"</Relationships>"
)


def as_package(content: bytes, path: str) -> bytes:
    """The document as a .docx.

    Raises:
        UnreadableError: R007 where the file is damaged, R002 where it is a package of another program.
    """
    from lxml import etree

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise UnreadableError("R007", path=path, reason="文件不完整或已损坏") from error
    if root.tag == f"{_PACKAGE}package":
        return _zipped(_flat_parts(root, path))
    return _zipped({"_rels/.rels": _RELATIONS, "word/document.xml": _document(root)})


def _zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return packed.getvalue()


def _flat_parts(root: Element, path: str) -> dict[str, bytes]:
    from lxml import etree

    parts: dict[str, bytes] = {}
    for part in root.iterfind(f"{_PACKAGE}part"):
        name = part.get(f"{_PACKAGE}name", "").lstrip("/")
        data, binary = part.find(f"{_PACKAGE}xmlData"), part.find(f"{_PACKAGE}binaryData")
        if data is not None and len(data):
            parts[name] = etree.tostring(data[0], encoding="utf-8", with_tail=False)
        elif binary is not None and posixpath.basename(name) == "vbaProject.bin":
            parts[name] = base64.b64decode(binary.text or "")
    if not any(name.startswith("word/") for name in parts):
        raise UnreadableError("R002", path=path)
    return parts


def _document(root: Element) -> bytes:
    """The body in the names of today: sections unwrapped, changes as insertions and deletions, numbers of lists as text."""
    from lxml import etree

    body = root.find(f"{_OLD}body")
    document = etree.Element(f"{_NEW}document", nsmap={"w": USUAL.decode()})
    new = etree.SubElement(document, f"{_NEW}body")
    if body is not None:
        for child in body:
            _copy(child, new)
    return bytes(etree.tostring(document, encoding="utf-8"))


def _copy(old: Element, into: Element) -> None:
    from lxml import etree

    if not isinstance(old.tag, str) or old.tag in (f"{_NOTES}content", f"{_OLD}body"):
        _copy_children(old, into)
        return
    if old.tag == f"{_NOTES}annotation":
        kind = _CHANGES.get(old.get(f"{_OLD}type", ""))
        if kind:
            _copy_children(old, etree.SubElement(into, f"{_NEW}{kind}"))
        elif old.find(f"{_NOTES}content") is not None and "Comment" not in old.get(f"{_OLD}type", ""):
            _copy_children(old, into)
        return
    if not old.tag.startswith(_OLD):
        if not old.tag.startswith(f"{_HINTS}t"):
            _copy_children(old, into)
        return
    name = old.tag.removeprefix(_OLD)
    new = etree.SubElement(into, f"{_NEW}{_RENAMED.get(name, name)}")
    new.text = old.text
    for key, value in old.attrib.items():
        new.set(key.replace(_OLD, _NEW), value)
    if name == "p":
        _say_number(old, new)
    _copy_children(old, new)


def _copy_children(old: Element, into: Element) -> None:
    for child in old:
        _copy(child, into)


def _say_number(old: Element, new: Element) -> None:
    """The number that the program counted for a paragraph of a list, as the paragraph's first text."""
    from lxml import etree

    label = old.find(f"{_OLD}pPr/{_OLD}listPr/{_HINTS}t")
    if label is not None and (text := label.get(f"{_HINTS}val", "")) and not _is_bullet(text):
        etree.SubElement(etree.SubElement(new, f"{_NEW}r"), f"{_NEW}t").text = text


def _is_bullet(text: str) -> bool:
    return len(text) == 1 and not text.isalnum()
