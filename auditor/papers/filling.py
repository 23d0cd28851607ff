"""Marks such as ``{{项目名称}}`` in a Word template, replaced wherever they stand: cells, text boxes, headers and footers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError
from auditor.papers.package import FIXED, timeless
from auditor.reporting.neutral import legal

_MARK = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def filled(template: Path, values: Mapping[str, str], title: str) -> bytes:
    """The template with its marks replaced, each in the look of the words it stood in; line breaks stay line breaks.

    Args:
        template: a .docx file.
        values: what the marks stand for.
        title: for the file's properties.

    Raises:
        AuditorError: C015 where the template cannot be opened or has a mark that is not known.
    """
    import io

    import docx

    try:
        document = docx.Document(str(template))
    except Exception as error:  # python-docx raises whatever the broken package provokes
        raise AuditorError("C015", path=template, reason="不是完好的 .docx 文件") from error
    for paragraph in _paragraphs(document):
        _replace(paragraph, values, template)
    properties = document.core_properties
    properties.created = properties.modified = FIXED
    properties.author = properties.last_modified_by = "auditor"
    properties.title = legal(title)[:255]
    stream = io.BytesIO()
    document.save(stream)
    return timeless(stream.getvalue())


def _paragraphs(document: Any) -> Iterator[Any]:
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    ends = [part for section in document.sections for part in (section.header, section.footer)]
    for element in (document.element.body, *(part._element for part in ends if not part.is_linked_to_previous)):
        for found in element.iter(qn("w:p")):
            yield Paragraph(found, document)


def _replace(paragraph: Any, values: Mapping[str, str], template: Path) -> None:
    """Word may divide a mark into several runs: the first of them takes the words, the others lose theirs."""
    runs = paragraph.runs
    texts = [run.text for run in runs]
    marks = list(_MARK.finditer("".join(texts)))
    if not marks:
        return
    for mark in reversed(marks):
        _put(texts, mark.start(), mark.end(), _value(mark[1], values, template))
    for run, text in zip(runs, texts, strict=True):
        if run.text != text:
            run.text = text


def _put(texts: list[str], start: int, end: int, words: str) -> None:
    """Replace the characters ``start`` to ``end`` of the joined texts, in place."""
    place = 0
    for number, text in enumerate(texts):
        low, high = max(start - place, 0), min(end - place, len(text))
        if low < high:
            texts[number] = text[:low] + (words if place + low == start else "") + text[high:]
        place += len(text)


def _value(mark: str, values: Mapping[str, str], template: Path) -> str:
    if mark in values:
        return legal(values[mark])
    near = difflib.get_close_matches(mark, values, n=1)
    hint = f"，是不是“{{{{{near[0]}}}}}”" if near else ""
    raise AuditorError("C015", path=template, reason=f"有不认识的标记“{{{{{mark}}}}}”{hint}")
