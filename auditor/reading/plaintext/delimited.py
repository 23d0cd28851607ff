"""Text with separators (.csv, .tsv) to a grid."""

from __future__ import annotations

import csv
import io

from auditor.reading.grid import Grid, cell_text


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
        if "级指标" not in line and "指标值" not in line:
            continue
        for delimiter in ("\t", ",", ";", "|"):
            if line.count(delimiter) >= 2 and sum("指标" in part for part in line.split(delimiter)) >= 2:
                return delimiter
    return None
