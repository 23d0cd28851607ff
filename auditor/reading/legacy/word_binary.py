"""What a .doc or .wps (Word 97 to 2003, WPS) says by itself of the words in the cells of its tables.

The file header (FIB) tells where the table of pieces stands, and that where the characters do ([MS-DOC] 2.4.1). Whether a
row is one is told elsewhere in the file; the mark that ends each cell stands among the characters.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from auditor.reading.compound_file import stream

_MAGIC = 0xA5EC
_WORD_97 = 0xC1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_CHARACTERS, _PIECES = 76, 418
"""Where the header tells how many characters the main text has, and place and length of the table of pieces."""
_PROPERTIES, _TABLE_OF_PIECES = b"\x01", b"\x02"
_ONE_BYTE = 1 << 30
_FIELD = re.compile(r"\x13[^\x13\x15]*\x15")
_WITH_FIELD = re.compile(r"[\x13-\x15]")
_DEEPEST = 20
"""Fields inside of fields that are looked into."""
_CELL = re.compile(r"([^\r\f\x07]*)\x07")
_NO_WORD = re.compile(r"[^\u3400-\u9fff]+")
_NO_CHARACTERS = "\uffff"


def words_in_cells(content: bytes) -> tuple[str, ...] | None:
    """The Chinese characters in the last paragraph of each cell that has some, without what else stands between them.

    Cells with fields are left out, for programs work fields out anew. None where the file's characters are not whole; () where
    there are none that are known here.
    """
    text = _main_text(content)
    if text is None or _NO_CHARACTERS in text:
        return None
    cells = (cell for cell in _CELL.findall(_without_fields(text)) if not _WITH_FIELD.search(cell))
    return tuple(filter(None, (_NO_WORD.sub("", cell) for cell in cells)))


def first_missing(words: Sequence[str], paragraphs: Iterable[str]) -> str:
    """The first cell's words for which the converted document has no paragraph in a cell, "" where it has one for each.

    A paragraph may hold more than the words of its cell, but those of one cell only.
    """
    held = Counter(_NO_WORD.sub("", paragraph) for paragraph in paragraphs)
    left = list((held - Counter(words)).elements())
    for word in (Counter(words) - held).elements():
        place = next((place for place, paragraph in enumerate(left) if word in paragraph), None)
        if place is None:
            return word
        del left[place]
    return ""


def _without_fields(text: str) -> str:
    """The text with a mark in the place of each field."""
    for _ in range(_DEEPEST):
        text, replaced = _FIELD.subn("\x14", text)
        if not replaced:
            break
    return text


def _main_text(content: bytes) -> str | None:
    """The characters of the main text, None where they do not stand where the file says, "" where it is another format."""
    document = stream(content, "WordDocument")
    if len(document) < _PIECES + 8:
        return ""
    magic, version = struct.unpack_from("<HH", document)
    (flags,) = struct.unpack_from("<H", document, 10)
    (characters,) = struct.unpack_from("<I", document, _CHARACTERS)
    place, length = struct.unpack_from("<II", document, _PIECES)
    if magic != _MAGIC or version < _WORD_97 or flags & _ENCRYPTED or not length:
        return ""
    table = stream(content, "1Table" if flags & _SECOND_TABLE else "0Table")
    try:
        return "".join(_pieces(document, table[place : place + length], characters))
    except (struct.error, ValueError):
        return None


def _pieces(document: bytes, told: bytes, characters: int) -> Iterator[str]:
    """The first so many characters, piece by piece.

    Raises:
        ValueError, struct.error: where the table of pieces is broken or a piece ends behind the end of the stream.
    """
    place = 0
    while told[place : place + 1] == _PROPERTIES:
        place += 3 + int(struct.unpack_from("<H", told, place + 1)[0])
    kind, length = struct.unpack_from("<cI", told, place)
    count, rest = divmod(length - 4, 12)
    if kind != _TABLE_OF_PIECES or rest or count < 1 or place + 5 + length > len(told):
        raise ValueError(place)
    starts = struct.unpack_from(f"<{count + 1}I", told, place + 5)
    if starts[0] or starts[-1] < characters:
        raise ValueError(starts)
    first = place + 5 + 4 * len(starts)
    for number, (start, end) in enumerate(pairwise(starts)):
        (where,) = struct.unpack_from("<I", told, first + 8 * number + 2)
        yield _piece(document, where, end - start)[: max(characters - start, 0)]


def _piece(document: bytes, where: int, length: int) -> str:
    """The characters of a piece, one for each two bytes of it, as they are counted."""
    width = 1 if where & _ONE_BYTE else 2
    first = (where & ~_ONE_BYTE) // 2 if width == 1 else where
    if not 0 <= length <= (len(document) - first) // width:
        raise ValueError(where)
    written = document[first : first + length * width]
    return written.decode("latin-1") if width == 1 else "".join(map(chr, struct.unpack(f"<{length}H", written)))
