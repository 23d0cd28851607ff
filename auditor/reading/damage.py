"""By what damage is known: what libraries raise for packed data, and what stands in cells or between them that nobody wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from struct import error as StructError  # noqa: N812
from typing import IO
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812

UNPACKABLE = (BadZipFile, ZlibError, EOFError, StructError)
"""What is raised for packed data that cannot be unpacked and for binary data that ends too early, whoever finds out."""

SPOILED = "表中有乱码或者标记（第一处：{text}），文件多半有损坏，有的行可能没有读到"
_NOT_WRITTEN = re.compile(
    r"[\x00-\x06\x08\x0e-\x1d\ufffd-\uffff]|[A-Za-z]=\"[^\"]*\"|[A-Za-z]{2}\"/?>"
    r"|(?<![A-Za-z:])(?:(?:w|pkg|text|table|office|ss):[A-Za-z][A-Za-z-]*|(?:Data|Cell|Row))/?>(?![\s=]*\d)"
)
"""Characters that no program puts into a cell, attributes of a markup whose marks are broken, and what is left of a mark that
lost its beginning: what follows up to the next whole mark, often cells and rows, went with it.
"""
_SHOWN = 20
_PIECE = 1 << 20
_PARSERS = frozenset(
    {
        "zipfile",
        "email",
        "xml",
        "html",
        "csv",
        "codecs",
        "encodings",
        "quopri",
        "binascii",
        "olefile",
        "xlrd",
        "pypdfium2",
    }
)
"""Packages in Python that take apart what others wrote; those in C or Rust say by the kind of error that it was damage."""


def parser_of(error: BaseException) -> str:
    """The name of the library that gave up on what it was to take apart, "" where the error is not a library's.

    What they raise for damaged data is whatever its bytes lead to. Only where it is raised tells it from a defect of ours.
    """
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    name = str(last.tb_frame.f_globals.get("__name__", "")).partition(".")[0] if last is not None else ""
    return name if name in _PARSERS else ""


def spoiled_text(rows: Iterable[Sequence[str]]) -> str:
    """What is told of the first text that is a piece of the file's own marks or no text at all, "" where all are texts."""
    for row in rows:
        if _NOT_WRITTEN.search("\n".join(row)):
            text = next(filter(_NOT_WRITTEN.search, row), "")
            return SPOILED.format(text=re.sub(r"[\x00-\x1f\ufffd-\uffff]", "□", text)[:_SHOWN])
    return ""


def has_text_between_cells(row: Element) -> bool:
    """Whether text stands in a row outside of its cells, or in a cell outside of what holds its text: a mark is broken there."""
    texts = (text for one in (row, *row) for text in (one.text, *(inside.tail for inside in one)))
    return any(text and not text.isspace() for text in texts)


def is_well_formed(xml: IO[bytes]) -> bool:
    """Whether a part of a package is XML from its beginning to its end; readers in haste pass over what is not."""
    parser = ParserCreate()
    try:
        while piece := xml.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except ExpatError:
        return False
    return True
