"""Text that does not fit into its cell: printed over that of others, it is not known; clipped, it is read as it is shown."""

import io

import pytest

from auditor.reading.extract import read_content
from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.lattice import Lattice
from auditor.reading.pdf.page import Page
from auditor.reading.pdf.tables import content_of

SIDES = (50, 110, 180, 290, 420, 540)
LINE, ROW = 12, 24
ROWS = (
    ("一级指标", "二级指标", "三级指标", "指标说明", "指标值"),
    ("产出指标", "数量指标", "更换灯具", "全年更换数量", "≥80盏"),
    ("产出指标", "质量指标", "亮灯率", "亮灯数占比", "≥98%"),
    ("产出指标", "时效指标", "完工时间", "按合同约定", "6月底前"),
    ("效益指标", "社会效益指标", "受益人口", "沿路居民", "≥3万人"),
)


def table_pdf(texts=None, *, shifts=(0.0,), clip=False, in_form=False, mark=None):
    """A ruled table whose cells' lines are centred in it; ``texts`` are lines of other cells by row and column.

    ``shifts``: every text is printed once at each, in points. ``clip``: each cell shows what fits into it; ``in_form``: all of
    it is part of a form that is placed on the page moved by a few points. ``mark``: text, size in points and turn in degrees of
    what is printed over its midst.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    paper = canvas.Canvas(stream, invariant=1)
    if in_form:
        paper.beginForm("form")
    paper.setFont("STSong-Light", 10)
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            left, right = SIDES[column], SIDES[column + 1]
            paper.rect(left, 700 - ROW * row, right - left, ROW)
            lines = (texts or {}).get((row, column), (text,))
            top = 700 - ROW * row + 8 + LINE * (len(lines) - 1) / 2
            if clip:
                paper.saveState()
                area = paper.beginPath()
                area.rect(left, 700 - ROW * row, right - left, ROW)
                paper.clipPath(area, stroke=0)
            for number, line in enumerate(lines):
                for shift in shifts:
                    paper.drawCentredString((left + right) / 2 + shift, top - LINE * number, line)
            if clip:
                paper.restoreState()
    if mark is not None:
        paper.setFont("STSong-Light", mark[1])
        paper.translate(300, 640)
        paper.rotate(mark[2])
        paper.drawCentredString(0, 0, mark[0])
    if in_form:
        paper.endForm()
        paper.translate(30, -20)
        paper.doForm("form")
    paper.save()
    return stream.getvalue()


def rows_of(content):
    (project,) = read_content(content, "表.pdf").projects
    return project.indicators


def test_lines_that_run_into_the_cells_above_and_below():
    wrapped = ("全年更换的路灯灯具", "以验收单的数量为准", "不含备用灯具数量", "也不含保修期内的")
    rows = rows_of(table_pdf({(2, 3): wrapped}))
    assert [sorted(row.unsure) for row in rows] == [["description"]] * 4
    assert [row.target for row in rows] == ["≥80盏", "≥98%", "6月底前", "≥3万人"]
    assert "叠印" in rows[1].unsure["description"]


def test_lines_through_which_the_rules_of_their_cell_run():
    rows = rows_of(table_pdf({(2, 2): ("夜间抽查的", "亮灯率", "（干线）")}))
    assert [sorted(row.unsure) for row in rows] == [["level3"]] * 4
    assert not any({"target", "level2"} & set(row.unsure) for row in rows)
    assert "叠印" in rows[1].unsure["level3"]


def test_a_small_mark_across_the_text_of_a_cell_is_told():
    rows = rows_of(table_pdf(mark=("内部", 10, 90)))
    told = [(row.level3, sorted(row.unsure)) for row in rows if row.unsure]
    assert told
    assert any("内部" in "".join((row.level2, row.level3, row.description)) and row.unsure for row in rows)
    assert not any("内部" in "".join((row.level2, row.level3, row.description)) and not row.unsure for row in rows)


def test_a_line_that_runs_into_the_cells_beside():
    long_name = ("亮灯率按照市政设施管理处每月抽查的结果计算",)
    rows = rows_of(table_pdf({(2, 2): long_name}))
    assert {"level3", "description"} <= set(rows[1].unsure)
    assert not any({"level3", "target"} & set(row.unsure) for row in (rows[0], rows[2], rows[3]))


@pytest.mark.parametrize(
    "content",
    [
        table_pdf(),
        table_pdf(shifts=(0.0, 0.3)),
        table_pdf({(2, 3): ("亮灯数", "占总数的比")}),
    ],
    ids=["plain", "bold by printing twice", "two lines in their cell"],
)
def test_what_is_printed_over_nothing_else_is_sure(content):
    rows = rows_of(content)
    assert [row.unsure for row in rows] == [{}, {}, {}, {}]
    assert [row.level3 for row in rows] == [row[2] for row in ROWS[1:]]


LONG = ("亮灯率按照市政设施管理处每月抽查的结果计算",)


def test_a_clipped_text_is_read_as_it_is_shown_and_told_as_cut():
    rows = rows_of(table_pdf({(2, 2): LONG, (2, 3): ("共四行说明", "第一行", "第二行", "最后一行")}, clip=True))
    assert [(row.level2, row.level3, row.description, row.target) for row in rows[:2]] == [
        ("数量指标", "更换灯具", "全年更换数量", "≥80盏"),
        ("质量指标", "市政设施管理处每月抽查", "第一行第二行", "≥98%"),
    ]
    assert [sorted(row.unsure) for row in rows] == [[], ["description", "level3"], [], []]
    assert rows[1].unsure["level3"] == "C3单元格里的字没有显示完整"


def test_a_clipped_text_that_fits_is_whole():
    assert [row.unsure for row in rows_of(table_pdf(clip=True))] == [{}] * 4


def test_what_is_clipped_in_a_form_keeps_its_text():
    rows = rows_of(table_pdf(clip=True, in_form=True))
    assert [(row.level3, row.target) for row in rows] == [(row[2], row[4]) for row in ROWS[1:]]


@pytest.mark.parametrize(
    ("text", "unsure"),
    [("更换灯具和灯…", ["level3"]), ("更换灯具和灯...", ["level3"]), ("更换灯具、灯杆……", []), ("更换…灯具", [])],
)
def test_a_text_that_is_shown_shortened_is_told_as_cut(text, unsure):
    assert sorted(rows_of(table_pdf({(1, 2): (text,)}))[0].unsure) == unsure


@pytest.mark.parametrize("turn", [0, 90])
def test_a_mark_printed_large_across_a_table_is_no_text_of_its_cells(turn):
    rows = rows_of(table_pdf(mark=("内部资料", 60, turn)))
    assert [(row.level2, row.level3, row.description, row.target) for row in rows] == [row[1:] for row in ROWS[1:]]
    assert [row.unsure for row in rows] == [{}] * 4


@pytest.mark.parametrize(("top", "texts"), [(12.0, ["大字", "", "小", ""]), (40.0, ["字", "", "小", ""])])
def test_what_is_printed_large_inside_its_cell_is_its_text(top, texts):
    fields = {(row, column): (row, column) for row in range(2) for column in range(2)}
    lattice = Lattice((0.0, 100.0, 200.0), (0.0, 60.0, 120.0), fields)
    small = [Glyph("字", 60.0, 40.0, 70.0, 50.0), Glyph("小", 20.0, 100.0, 30.0, 110.0)]
    page = Page(1, (Glyph("大", 10.0, top, 50.0, top + 38), *small), (), False, "")
    (table,) = content_of(page, [lattice]).tables
    assert [cell.text for cell in table.cells] == texts
