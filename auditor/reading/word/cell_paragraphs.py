"""The paragraphs in the cells of a Word document as they are written: deleted and hidden text too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import ZipFile

from auditor.reading.word.text import W

_TEXTS = (f"{W}t", f"{W}delText")


def paragraphs_in_cells(content: bytes) -> Iterator[str]:
    """The text of each paragraph in a cell; those in a text box there stand for themselves.

    Args:
        content: a .docx that is whole, as LibreOffice writes it.
    """
    from lxml.etree import iterparse

    cells = 0
    with ZipFile(io.BytesIO(content)) as package, package.open("word/document.xml") as part:
        tags = (f"{W}tc", f"{W}p")
        for event, element in iterparse(part, ("start", "end"), tag=tags, resolve_entities=False, no_network=True):
            if element.tag == f"{W}tc":
                cells += 1 if event == "start" else -1
            elif event == "end":
                if cells:
                    yield "".join(text.text or "" for text in element.iter(*_TEXTS))
                element.clear()
