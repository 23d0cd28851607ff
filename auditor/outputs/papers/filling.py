"""Marks such as ``{{项目名称}}`` in a Word template, replaced wherever they stand: cells, text boxes, headers and footers.

A template is opened once and filled many times: after opening it is text with gaps, and filling it is joining text.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from auditor.errors import AuditorError
from auditor.outputs.papers.package import FIXED, zipped
from auditor.outputs.reports.sanitize import strip_control_chars

_MARK = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_GAP = re.compile("\ue000(\\d+)\ue001")
"""A mark after opening: its number between two characters that no text has."""

_TITLE = "\ue002"
"""Stands for the title in the file's properties; no template can write such a mark."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAK = re.compile("\r\n?|\n")


class Template:
    """A .docx file with marks.

    Args:
        path: of the file.

    Raises:
        AuditorError: C015 where the template cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._marks: list[str] = []
        self._parts = [(name, _GAP.split(text)) for name, text in self._opened()]

    def filled(self, values: Mapping[str, str], title: str) -> bytes:
        """A document with the marks replaced, each in the look of the words it stood in; line breaks stay line breaks.

        Args:
            values: what the marks stand for.
            title: for the file's properties.

        Raises:
            AuditorError: C015 where the template has a mark that is not known.
        """
        words = [
            escape(strip_control_chars(title)[:255]) if mark == _TITLE else _words(self._value(mark, values))
            for mark in self._marks
        ]
        return zipped((name, _joined(pieces, words)) for name, pieces in self._parts)

    def _opened(self) -> list[tuple[str, str]]:
        """The parts of the package; those that are no text keep their bytes as characters."""
        import docx

        try:
            document = docx.Document(str(self._path))
        except Exception as error:  # python-docx raises whatever the broken package provokes
            raise AuditorError("C015", path=self._path, reason="不是完好的 .docx 文件") from error
        for paragraph in _paragraphs(document):
            self._open(paragraph)
        properties = document.core_properties
        properties.created = properties.modified = FIXED
        properties.author = properties.last_modified_by = "auditor"
        properties.title = self._gap(_TITLE)
        stream = io.BytesIO()
        document.save(stream)
        with zipfile.ZipFile(stream) as package:
            return [(name, package.read(name).decode("utf-8", "surrogateescape")) for name in package.namelist()]

    def _open(self, paragraph: Any) -> None:
        """Word may divide a mark into several runs: the first of them gets the gap, the others lose their part."""
        runs = paragraph.runs
        texts = [run.text for run in runs]
        marks = list(_MARK.finditer("".join(texts)))
        if not marks:
            return
        for mark in reversed(marks):
            _put(texts, mark.start(), mark.end(), self._gap(mark[1]))
        for run, text in zip(runs, texts, strict=True):
            if run.text != text:
                run.text = text
                for element in run._element.t_lst:
                    element.set(_SPACE, "preserve")

    def _gap(self, mark: str) -> str:
        self._marks.append(mark)
        return f"\ue000{len(self._marks) - 1}\ue001"

    def _value(self, mark: str, values: Mapping[str, str]) -> str:
        if mark in values:
            return strip_control_chars(values[mark])
        near = difflib.get_close_matches(mark, values, n=1)
        hint = f"，是不是“{{{{{near[0]}}}}}”" if near else ""
        raise AuditorError("C015", path=self._path, reason=f"有不认识的标记“{{{{{mark}}}}}”{hint}")


def _paragraphs(document: Any) -> Iterator[Any]:
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    ends = [part for section in document.sections for part in (section.header, section.footer)]
    for element in (document.element.body, *(part._element for part in ends if not part.is_linked_to_previous)):
        for found in element.iter(qn("w:p")):
            yield Paragraph(found, document)


def _put(texts: list[str], start: int, end: int, words: str) -> None:
    """Replace the characters ``start`` to ``end`` of the joined texts, in place."""
    place = 0
    for number, text in enumerate(texts):
        low, high = max(start - place, 0), min(end - place, len(text))
        if low < high:
            texts[number] = text[:low] + (words if place + low == start else "") + text[high:]
        place += len(text)


def _words(text: str) -> str:
    """Text for the inside of ``w:t``: line breaks and tabs end it and begin another one."""
    inside = escape(_BREAK.sub("\n", text))
    for character, element in (("\n", "br"), ("\t", "tab")):
        inside = inside.replace(character, f'</w:t><w:{element}/><w:t xml:space="preserve">')
    return inside


def _joined(pieces: list[str], words: list[str]) -> bytes:
    """Texts and, at every second place, the number of the gap between them."""
    if len(pieces) == 1:
        return pieces[0].encode("utf-8", "surrogateescape")
    return "".join(words[int(piece)] if place % 2 else piece for place, piece in enumerate(pieces)).encode()
