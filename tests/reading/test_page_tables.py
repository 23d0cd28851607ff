"""Tables of a page by where their text stands: rows without rules, and left columns that no rule is drawn around."""

from dataclasses import replace

import pytest

from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.lines import CellText, PrintedLine, text_lines
from auditor.reading.pdf.missing_columns import completed
from auditor.reading.pdf.row_bands import banded_grid
from auditor.reading.pdf.tables import PageCell, PageContent, PageTable

LEFTS = (40.0, 110.0, 190.0, 400.0)
HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
STEP = 24.0


def line(top, *cells):
    """A line of 10 points with texts in the columns of these numbers."""
    return PrintedLine(tuple(text for _, text in cells), top, top + 10, tuple(LEFTS[column] for column, _ in cells))


def page_of(names, labels):
    """A heading, a row of name and value every 24 points, and labels (column, middle of rows, text) beside them."""
    lines = [line(0, *enumerate(HEAD))]
    lines += [line(STEP * row, (2, name), (3, value)) for row, (name, value) in enumerate(names, 1)]
    return [*lines, *(line(STEP * place, (column, text)) for column, place, text in labels)]


NAMES = (("栽植行道树", "≥260株"), ("补植绿篱长度", "≥1.4公里"), ("苗木成活率", "≥95%"), ("市民满意度", "≥90%"))
LABELS = (
    (0, 2, "产出指标"),
    (0, 4, "满意度指标"),
    (1, 1.5, "数量指标"),
    (1, 3, "质量指标"),
    (1, 4, "服务对象满意度指标"),
)
ROWS = (
    ("产出指标", "数量指标", "栽植行道树", "≥260株"),
    ("产出指标", "数量指标", "补植绿篱长度", "≥1.4公里"),
    ("产出指标", "质量指标", "苗木成活率", "≥95%"),
    ("满意度指标", "服务对象满意度指标", "市民满意度", "≥90%"),
)


def filled(grid):
    """The rows below the heading, labels of levels handed down."""
    found, above = [], ("", "")
    for row in grid.rows[grid.rows.index(HEAD) + 1 :]:
        above = tuple(text or before for text, before in zip(row[:2], above, strict=True))
        found.append((*above, *row[2:]))
    return tuple(found)


def test_labels_in_the_middle_of_their_rows_span_them():
    assert filled(banded_grid([(1, page_of(NAMES, LABELS))])) == ROWS


def test_a_table_without_rules_goes_on_below_its_heading_on_the_next_page():
    first = page_of(NAMES[:3], LABELS[:1] + LABELS[2:4])
    second = page_of(NAMES[3:], ((0, 1, "满意度指标"), (1, 1, "服务对象满意度指标")))
    grid = banded_grid([(1, first), (2, second)])
    assert filled(grid) == ROWS
    assert {origin.page for origin in grid.origins} == {1, 2}


@pytest.mark.parametrize(
    "lines",
    [
        [line(STEP * row, (2, name), (3, value)) for row, (name, value) in enumerate(NAMES)],
        [],
    ],
)
def test_a_page_without_a_heading_is_no_table(lines):
    assert banded_grid([(1, lines)]) is None


# --- left columns ------------------------------------------------------------------------------------------------


def cell(row, column, text, *, last_row=None):
    return PageCell(row, column, row if last_row is None else last_row, column, text, CellText(text, 1))


BEFORE = PageTable(
    1, 1, (40.0, 110.0, 190.0, 400.0, 500.0), 50, 200, 2,
    (*(cell(0, column, text) for column, text in enumerate(HEAD)),
     cell(1, 0, "产出指标"), cell(1, 1, "数量指标"), cell(1, 2, "栽植行道树"), cell(1, 3, "≥260株")),
    open_top=False, open_bottom=True,
)  # fmt: skip
REST = PageTable(
    2, 1, (190.0, 400.0, 500.0), 50, 100, 2,
    (cell(0, 0, "补植绿篱长度"), cell(0, 1, "≥1.4公里"), cell(1, 0, "苗木成活率"), cell(1, 1, "≥95%")),
    open_top=True, open_bottom=False,
)  # fmt: skip


def test_left_columns_without_rules_are_put_beside_the_rest_of_their_table():
    lines = (line(60, (1, "质量指标")), line(300, (0, "注：以上为年度指标")))
    page = completed(PageContent(2, (REST,), lines), BEFORE_OPEN)
    assert [[one.text for one in row] for row in page.tables[0].rows] == [
        ["", "质量指标", "补植绿篱长度", "≥1.4公里"],
        ["", "质量指标", "苗木成活率", "≥95%"],
    ]
    assert page.tables[0].across == BEFORE.across
    assert [one.text for one in page.lines] == ["注：以上为年度指标"]


BEFORE_OPEN = replace(
    BEFORE,
    height=3,
    cells=(
        *BEFORE.cells[:4],
        cell(1, 0, "产出指标", last_row=2),
        cell(1, 1, "数量指标", last_row=2),
        *BEFORE.cells[6:],
        cell(2, 2, "更换树穴盖板"),
        cell(2, 3, "≥80块"),
    ),
)
"""The table as far as the page before has it: its labels span the last row."""


@pytest.mark.parametrize(
    ("page", "before"),
    [
        (PageContent(3, (REST,), ()), BEFORE_OPEN),
        (PageContent(2, (replace(REST, across=(195.0, 380.0, 500.0)),), ()), BEFORE_OPEN),
        (PageContent(2, (replace(REST, across=BEFORE.across[:3]),), ()), BEFORE_OPEN),
        (PageContent(2, (), ()), BEFORE_OPEN),
    ],
    ids=["not the next page", "other columns", "nothing missing on the left", "no table"],
)
def test_other_pages_stay_as_they_are(page, before):
    assert completed(page, before) == page


# --- characters set apart -----------------------------------------------------------------------------------------


def spaced(text, gap):
    """Characters of 10 points, figures half as wide; one blank is as wide as a figure, and ``gap`` stands behind each."""
    place, found = 0.0, []
    for char in text:
        width = 10.0 if char > "~" else 5.0
        if char != " ":
            found.append(Glyph(char, place, 0.0, place + width, 10.0))
        place += width + gap
    return found


@pytest.mark.parametrize(
    ("text", "gap", "read"),
    [
        ("86.4", 0.0, "86.4"),
        ("86.4", 2.2, "86.4"),
        ("≥1200.5公里", 2.2, "≥1200.5公里"),
        ("GB 50268", 0.0, "GB 50268"),
        ("GB 50268", 1.0, "GB 50268"),
        ("3 5", 0.0, "3 5"),
    ],
)
def test_characters_set_apart_are_no_words(text, gap, read):
    (line,) = text_lines(spaced(text, gap))
    assert line.unspaced == read
