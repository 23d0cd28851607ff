"""Records of an .xls or .et that were blanked out: what reads the file passes over them and the cells in them in silence."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice, pairwise

from auditor.reading.compound_file import stream

_NAMES = ("Workbook", "Book")
_START, _END, _SHEET = 0x809, 0x0A, 0x85
_BLANK = (0, 0)
"""Kind and length of a record of zeros: no program writes one of that kind in a workbook of 1995 or later ([MS-XLS] 2.3)."""


def has_blank_records(content: bytes) -> bool:
    """Whether zeros stand in the place of a record before others, in what describes the workbook or in one of its sheets.

    Zeros behind the last record only fill up the stream, whether that is an end record or was left out.
    """
    written = next(filter(None, (stream(content, name) for name in _NAMES)), b"")
    places = (0, *dict.fromkeys(_sheet_places(written)))
    records = (record for place in places for record in _records(written, place))
    whole = islice(records, len(written) // 4)  # no more than these have room in it
    return any(
        (kind, length) == _BLANK and following not in (0, _START)
        for (kind, length, _), (following, _, _) in pairwise(whole)
    )


def _sheet_places(written: bytes) -> Iterator[int]:
    """Where the sheets begin."""
    for kind, length, place in _records(written, 0):
        if kind == _SHEET and length >= 4:
            yield struct.unpack_from("<I", written, place)[0]


def _records(written: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Kind, length and place of what is in each record from a start record to its end record, charts in between too."""
    depth = 0
    while place + 4 <= len(written):
        kind, length = struct.unpack_from("<HH", written, place)
        depth += (kind == _START) - (kind == _END)
        yield kind, length, place + 4
        if depth <= 0:
            return
        place += 4 + length
