"""Text with separators (.csv, .tsv) to a grid."""

from __future__ import annotations

import csv
import io

from auditor.reading.forms.headings import heading
from auditor.reading.grid import Grid, cell_text

_FIRST_LINES = 10
_FEWEST = 3


def read_delimited(text: str) -> Grid | None:
    """The text as one grid, None where it does not look like a table of three or more columns."""
    delimiter = delimiter_of(text)
    if delimiter is None:
        return None
    try:
        rows = [tuple(map(cell_text, row)) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error:
        return None
    width = max(map(len, rows), default=0)
    return Grid(None, tuple(row + ("",) * (width - len(row)) for row in rows))


def delimiter_of(text: str) -> str | None:
    """The separator that the line naming 三级指标 and 二级指标 (or 指标值) uses."""
    for line in text.splitlines():
        bare = line.replace(" ", "")
        if "级指标" not in bare and "指标值" not in bare:
            continue
        for delimiter in ("\t", ",", ";", "|"):
            if line.count(delimiter) >= 2 and sum("指标" in part for part in line.split(delimiter)) >= 2:
                return delimiter
    return _delimiter_of_list(text)


def _delimiter_of_list(text: str) -> str | None:
    """The separator of a list whose indicators stand in one cell each: its first headings are those of projects."""
    for line in text.splitlines()[:_FIRST_LINES]:
        for delimiter in ("\t", ",", ";", "|"):
            named = [one.field for part in line.split(delimiter) if (one := heading(part)) is not None]
            if len(named) >= _FEWEST and {"name", "code"} & set(named) and "goal" in named:
                return delimiter
    return None
