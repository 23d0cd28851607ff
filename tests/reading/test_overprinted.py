"""Text that does not fit into its cell and is printed over that of others: what it belongs to is not known."""

import io

import pytest

from auditor.reading.extract import read_content

SIDES = (50, 110, 180, 290, 420, 540)
LINE, ROW = 12, 24
ROWS = (
    ("一级指标", "二级指标", "三级指标", "指标说明", "指标值"),
    ("产出指标", "数量指标", "更换灯具", "全年更换数量", "≥80盏"),
    ("产出指标", "质量指标", "亮灯率", "亮灯数占比", "≥98%"),
    ("产出指标", "时效指标", "完工时间", "按合同约定", "6月底前"),
    ("效益指标", "社会效益指标", "受益人口", "沿路居民", "≥3万人"),
)


def table_pdf(texts=None, *, shifts=(0.0,)):
    """A ruled table whose cells' lines are centred in it; ``texts`` are lines of other cells by row and column.

    ``shifts``: every text is printed once at each, in points.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    paper = canvas.Canvas(stream, invariant=1)
    paper.setFont("STSong-Light", 10)
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            left, right = SIDES[column], SIDES[column + 1]
            paper.rect(left, 700 - ROW * row, right - left, ROW)
            lines = (texts or {}).get((row, column), (text,))
            top = 700 - ROW * row + 8 + LINE * (len(lines) - 1) / 2
            for number, line in enumerate(lines):
                for shift in shifts:
                    paper.drawCentredString((left + right) / 2 + shift, top - LINE * number, line)
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
