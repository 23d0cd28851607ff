"""Pages without upright rules whose cells stand in the middle of their columns, printed as programs print sheets."""

import io

import pytest

from auditor.errors import UnreadableError
from auditor.reading.extract import read_content
from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.printing_order import prints_by_rows
from material.forms.pdfs import HEADER, PdfStyle, table_pdf

MIDDLES = (85.0, 148.0, 235.0, 350.0, 470.0)
SIZE, STEP = 10, 13
HEAD = ("一级指标", "二级指标", "三级指标", "指标说明", "指标值")
ROWS = (
    (("产出指标",), ("数量指标",), ("更换灯具",), ("全年更换的", "路灯灯具数"), ("≥80盏",)),
    (("产出指标",), ("质量指标",), ("亮灯率",), ("抽查时亮着的路灯", "所占的", "比例"), ("≥98%",)),
    (("效益指标",), ("社会效益指", "标"), ("受益人口",), ("沿路居民",), ("≥3.5", "万人")),
    (("满意度指", "标"), ("服务对象满", "意度指标"), ("居民满意度",), ("问卷",), ("≥90%",)),
)
FORM = (
    ((("项目名称",), 85.0), (("路灯更换",), 300.0)),
    ((("主管部门",), 85.0), (("临江市城管局",), 300.0)),
    (*((((text,), middle)) for text, middle in zip(HEAD, MIDDLES, strict=True)),),
    *(tuple(zip(row, MIDDLES, strict=True)) for row in ROWS),
)


def sheet_pdf(rows=FORM, *, single_lines_first, level_rules=False, page_header=""):
    """Rows 52 points high, each cell's lines centred in it; ``single_lines_first``: cells of several lines are printed behind
    all others of the page, as LibreOffice prints a sheet.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    paper = canvas.Canvas(stream, invariant=1)
    paper.setFont("STSong-Light", 4)
    paper.drawString(40, 810, page_header)
    paper.setFont("STSong-Light", SIZE)
    cells = [(number, *cell) for number, row in enumerate(rows) for cell in row]
    if single_lines_first:
        cells.sort(key=lambda cell: len(cell[1]) > 1)
    for number, lines, middle in cells:
        top = 760 - 52 * number + STEP * (len(lines) - 1) / 2
        for line, text in enumerate(lines):
            paper.drawCentredString(middle, top - STEP * line, text)
    if level_rules:
        for number in range(len(rows) + 1):
            paper.line(50, 790 - 52 * number, 520, 790 - 52 * number)
    paper.save()
    return stream.getvalue()


@pytest.mark.parametrize("level_rules", [False, True])
@pytest.mark.parametrize("single_lines_first", [False, True])
def test_cells_in_the_middle_of_their_columns(single_lines_first, level_rules):
    content = sheet_pdf(single_lines_first=single_lines_first, level_rules=level_rules)
    found = read_content(content, "表.pdf")
    (project,) = found.projects
    assert (project.name, found.department) == ("路灯更换", "临江市城管局")
    assert [(one.level1, one.level2, one.level3, one.description, one.target) for one in project.indicators] == [
        tuple("".join(lines) for lines in row) for row in ROWS
    ]
    assert found.doubts == ("表格没有框线，各列是按文字的位置分开的，请核对",)


def test_a_page_that_is_not_printed_by_rows_is_refused_where_its_columns_are_not_found():
    without_values = [row[:4] if row[0][0] == ("一级指标",) else row for row in FORM]
    with pytest.raises(UnreadableError) as refusal:
        read_content(sheet_pdf(without_values, single_lines_first=True), "表.pdf")
    assert refusal.value.code == "R010"


def glyphs(*places):
    return [Glyph("字", left, top, left + 10, top + 10) for left, top in places]


COLUMNS = (0, 50, 100)
BY_ROWS = [(left, top) for top in range(0, 400, 20) for left in COLUMNS]


@pytest.mark.parametrize(
    ("places", "by_rows"),
    [
        (BY_ROWS, True),
        ([*BY_ROWS, (0, -40), (0, -20)], True),
        ([(40, 900), *BY_ROWS], True),
        ([(0, 70), *BY_ROWS], True),
        ([*BY_ROWS, *((left + 200, top) for left, top in BY_ROWS)], True),
        ([*(one for one in BY_ROWS if one[0]), *(one for one in BY_ROWS if not one[0])], False),
        ([*(one for one in BY_ROWS if one[1] % 40), *(one for one in BY_ROWS if one[1] % 40 == 0)], False),
        ([], True),
    ],
    ids=["rows", "a header printed last", "a footer printed first", "a label of several rows", "another table beside it",
         "a column printed last", "every other row later", "nothing"],
)  # fmt: skip
def test_whether_a_page_is_printed_by_rows(places, by_rows):
    assert prints_by_rows(glyphs(*places)) is by_rows


def test_a_small_page_header_does_not_hide_how_far_apart_lines_are():
    found = read_content(sheet_pdf(single_lines_first=True, page_header="budget system"), "表.pdf")
    assert [row.description for row in found.projects[0].indicators] == ["".join(row[3]) for row in ROWS]
    assert found.doubts == ("表格没有框线，各列是按文字的位置分开的，请核对",)


def test_rows_beside_one_that_is_not_whole_are_doubted():
    rows = [
        ("产出指标", "数量指标", f"巡查点位{number}", f"第{number}处", f"≥{number}次", "台账") for number in range(1, 9)
    ]
    whole = read_content(table_pdf([HEADER, *rows], PdfStyle(rules="none")), "表.pdf")
    rows[3] = (*rows[3][:4], "", "台账")
    found = read_content(table_pdf([HEADER, *rows], PdfStyle(rules="none")), "表.pdf")
    assert [bool(row.doubts) for row in whole.projects[0].indicators] == [False] * 8
    assert [row.level3 for row in found.projects[0].indicators if row.doubts] == ["巡查点位3", "巡查点位4", "巡查点位5"]
