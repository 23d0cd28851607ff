"""The HTML page of a file as it was read: pictures of its pages, or its lines, with what was made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.model import Indicator, Submission
from auditor.outputs.drawing.sheets import sheets
from auditor.reading.decode import decode
from auditor.reading.detect import detect
from auditor.reading.plaintext.delimited import last_lines
from auditor.resources import data_path
from auditor.runtime.atomic import write_text
from auditor.runtime.size_limits import USUAL_SIZES, SizeLimits


@dataclass(frozen=True)
class DrawnLine:
    """A line of a text, from 1, with the indicators that begin on it."""

    number: int
    text: str
    read: tuple[Indicator, ...]


def draw(content: bytes, submission: Submission, path: Path, sizes: SizeLimits = USUAL_SIZES) -> Path:
    """Write what each stage of reading saw of a PDF or a text.

    Args:
        content: the whole file.
        submission: what was read from it.
        path: of the page to be written.
        sizes: how much the file may hold.

    Raises:
        UnreadableError: R020 for a file of another format, which has no pages; else as reading it.
    """
    from jinja2 import Environment, FileSystemLoader

    kind = detect(content, submission.source, sizes)
    if kind not in ("pdf", "text"):
        raise UnreadableError("R021", path=submission.source)
    environment = Environment(
        loader=FileSystemLoader(data_path("reports", "templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("drawing.html").render(
        submission=submission,
        sheets=sheets(content, submission, sizes) if kind == "pdf" else (),
        lines=list(_lines(decode(content, submission.source), submission)) if kind == "text" else (),
    )
    return write_text(path, page)


def _lines(text: str, submission: Submission) -> Iterator[DrawnLine]:
    rows = [row for project in submission.projects for row in project.indicators]
    ends = last_lines(text)
    for number, line in enumerate(text.splitlines(), start=1):
        yield DrawnLine(number, line, tuple(row for row in rows if _line_of(row, ends) == number))


def _line_of(row: Indicator, ends: list[int]) -> int | None:
    """The line of a row; of a table with separators the last line of that row."""
    place = row.location
    if place.line is not None or place.row is None:
        return place.line
    return ends[place.row - 1] if place.row <= len(ends) else None
