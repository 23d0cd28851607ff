"""What a page break, a mark or a missing rule makes of the cells of a table: joined where that is certain, else told."""

import io

import pytest

from auditor.reading.extract import read_content
from auditor.taxonomy import is_part_of_level
from material.forms.workbooks import sheet_of

SIDES = (60, 130, 220, 320, 400, 480)
SIZE, LINE, ROW = 10, 12, 30
TOP = 760
HEADER = tuple((0, column, 1, (text,)) for column, text in enumerate(("一级指标", "二级指标", "三级指标", "指标值")))


def pages_pdf(*pages, mark=None, ruled=(0, 1, 2, 3)):
    """Pages with a table each; a cell is its row, its column, how many rows it spans, and its lines, centred in it; of no
    rows is text beside the table.

    ``mark``: text and size of what is printed over the midst of each page; ``ruled``: the columns whose cells have rules.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    paper = canvas.Canvas(stream, invariant=1)
    for cells in pages:
        paper.setFont("STSong-Light", SIZE)
        for row, column, rows, lines in cells:
            left, right, top, height = SIDES[column], SIDES[column + 1], TOP - ROW * row, ROW * rows
            if rows and (column in ruled or row == 0):
                paper.rect(left, top - height, right - left, height)
            first = top - height / 2 + LINE * len(lines) / 2 - SIZE
            for number, line in enumerate(lines):
                paper.drawCentredString((left + right) / 2, first - LINE * number, line)
        if mark is not None:
            paper.setFont("STSong-Light", mark[1])
            paper.drawCentredString(150, 660, mark[0])
        paper.showPage()
    paper.save()
    return stream.getvalue()


def rows_of(content, name="表.pdf"):
    (project,) = read_content(content, name).projects
    return project.indicators


def named(row, *values):
    return [(row, column, 1, (text,)) for column, text in enumerate(values, 2)]


def labelled_pages(above, below):
    """Two rows on a page and two on the next; the label of the first level is printed in two parts."""
    first = [*HEADER, (1, 0, 2, above), (1, 1, 2, ("数量指标",)), *named(1, "路灯", "≥80盏"), *named(2, "灯杆", "≥8根")]
    second = [(0, 0, 2, below), (0, 1, 2, ("质量指标",)), *named(0, "亮灯率", "≥98%"), *named(1, "完好率", "≥95%")]
    return pages_pdf(first, second)


@pytest.mark.parametrize(
    ("above", "below", "levels"),
    [
        (("产出",), ("指标",), ["产出指标"] * 4),
        (("产", "出", "指"), ("标",), ["产出指标"] * 4),
        (("产出指标",), ("成本指标",), ["产出指标"] * 2 + ["成本指标"] * 2),
        (("产出",), ("效益",), ["产出"] * 2 + ["效益"] * 2),
        (("产出指标",), ("产出指标",), ["产出指标"] * 4),
    ],
)
def test_a_level_whose_name_is_parted_by_a_page_break_is_whole(above, below, levels):
    rows = rows_of(labelled_pages(above, below))
    assert [row.level1 for row in rows] == levels
    assert [row.unsure for row in rows] == [{}] * 4


def test_a_level_whose_name_runs_over_the_edge_of_its_table():
    first = [*HEADER, (1, 0, 1, ("效益指",)), (1, 1, 1, ("社会效益指标",)), *named(1, "居民", "≥3万人")]
    second = [(0, 0, 1, ()), (0, 1, 1, ("经济效益指标",)), *named(0, "节电", "≥2万元")]
    rows = rows_of(pages_pdf([*first, (2.4, 0, 0, ("标",))], second))
    assert [(row.level1, row.unsure) for row in rows] == [("效益指标", {}), ("效益指标", {})]
    rows = rows_of(pages_pdf(first, second))
    assert [row.level1 for row in rows] == ["效益指", "效益指"]
    assert all("“效益指”像是一个类别名称的一部分" in row.unsure["level1"] for row in rows)


@pytest.mark.parametrize(
    ("text", "is_part"),
    [
        *((text, True) for text in ("效", "效益指", "社会效益指", "益指标", "产")),
        *((text, False) for text in ("效益", "效益指标", "产出", "影响指标", "绩效指标", "优", "社会", "履职指标", "")),
    ],
)
def test_what_is_but_a_part_of_the_name_of_a_level(text, is_part):
    assert is_part_of_level(text) is is_part


def test_a_part_of_the_name_of_a_level_is_told_whatever_the_format():
    rows = [
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指", "路灯", "≥80盏"),
        ("", "质量指标", "亮灯率", "≥98%"),
    ]
    assert [sorted(row.unsure) for row in rows_of(sheet_of(rows), "表.xlsx")] == [["level2"], []]


FULL = "沿江大道全线更换灯"
"""As wide as its column."""


def broken_pages(above, below):
    """Four rows on a page of which the last is ``above``, and two on the next, of which the first is ``below``."""
    first = [*HEADER, (1, 0, 4, ("产出指标",)), (1, 1, 4, ("数量指标",))]
    for number, name in enumerate(("路灯", "灯杆", "灯箱"), 1):
        first += named(number, name, f"≥{number}盏")
    second = [(0, 0, 2, ("产出指标",)), (0, 1, 2, ("数量指标",)), *named(0, *below), *named(1, "电缆", "≥3公里")]
    return pages_pdf([*first, *named(4, *above)], second)


@pytest.mark.parametrize(("above", "below"), [((FULL, ""), ("具及灯杆", "≥60套")), ((FULL, "≥60套"), ("具及灯杆", ""))])
def test_a_row_cut_by_a_page_break_where_labels_are_printed_on_both_pages(above, below):
    rows = rows_of(broken_pages(above, below))
    assert [(row.level3, row.target) for row in rows[3:]] == [(f"{FULL}具及灯杆", "≥60套"), ("电缆", "≥3公里")]
    assert {row.level2 for row in rows} == {"数量指标"}
    assert [row.unsure for row in rows] == [{}] * 5


@pytest.mark.parametrize(("above", "below"), [(("灯具", ""), ("灯罩", "≥60套")), (("灯具", "≥60套"), ("灯罩", ""))])
def test_a_row_beside_a_page_break_that_lacks_a_value_is_told(above, below):
    rows = rows_of(broken_pages(above, below))
    assert [(row.level3, row.target) for row in rows[3:5]] == [above, below]
    assert [sorted(row.unsure) for row in rows] == [[], [], [], *[["level3", "target"]] * 2, []]
    assert "紧挨着换页处" in rows[3].unsure["target"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("沿线居民满意度", "≥90%"), ("商户满意度", "≥88%")),
        (("道路养护里程", "120公里"), ("修补路面面积", "≥20平方米")),
    ],
)
def test_rows_that_lack_their_remark_below_a_page_break_stay_rows(above, below):
    sides, head = (0, 1, 2, 3, 4), ("一级指标", "二级指标", "三级指标", "指标值", "备注")
    first = [(0, column, 1, (text,)) for column, text in zip(sides, head, strict=True)]
    first += [(1, 0, 3, ("产出指标",)), (1, 1, 3, ("数量指标",))]
    for number, values in enumerate((("路灯", "≥1盏"), ("灯杆", "≥2盏"), above), 1):
        first += named(number, *values, "按月统计")
    second = [(0, 0, 1, ()), (0, 1, 1, ()), *named(0, *below, "")]
    rows = rows_of(pages_pdf(first, second, ruled=sides))
    assert [(row.level3, row.target) for row in rows[2:]] == [above, below]


def test_a_row_below_a_page_break_that_was_not_filled_in_is_told():
    first = [*HEADER, (1, 0, 3, ("产出指标",)), (1, 1, 3, ("质量指标",))]
    for number, name in enumerate(("灯杆", "灯箱", "亮灯率"), 1):
        first += named(number, name, f"≥9{number}%")
    rows = rows_of(pages_pdf(first, [(0, 0, 1, ()), (0, 1, 1, ()), *named(0, "完好率", "")]))
    assert [(row.level3, row.target) for row in rows[2:]] == [("亮灯率", "≥93%"), ("完好率", "")]
    assert all({"level3", "target"} <= row.unsure.keys() for row in rows[2:])


def test_a_level_below_a_page_break_is_not_that_above_it():
    first = [*HEADER, (1, 0, 3, ("效益指标",)), (1, 1, 3, ("社会效益指标",))]
    for number, name in enumerate(("居民", "商户", "行人"), 1):
        first += named(number, name, f"≥{number}人")
    rows = rows_of(pages_pdf(first, [(0, 0, 1, ()), (0, 1, 1, ("可持续影响指标",)), *named(0, "管护人员", "")]))
    assert [(row.level2, row.level3) for row in rows[2:]] == [("社会效益指标", "行人"), ("可持续影响指标", "管护人员")]


def test_whole_rows_beside_a_page_break_are_sure():
    rows = rows_of(broken_pages(("灯具", "≥60套"), ("灯罩", "≥60套")))
    assert [row.unsure for row in rows] == [{}] * 6


def test_a_large_mark_that_lies_in_a_cell_of_many_rows_is_no_text_of_it():
    cells = [*HEADER, (1, 0, 5, ("产出指标",)), (1, 1, 5, ("数量指标",))]
    for number, name in enumerate(("路灯", "灯杆", "灯箱", "灯具", "灯罩"), 1):
        cells += named(number, name, f"≥{number}盏")
    rows = rows_of(pages_pdf(cells, mark=("内部文件", 60)))
    assert [(row.level1, row.level2, row.target) for row in rows] == [
        ("产出指标", "数量指标", f"≥{n}盏") for n in range(1, 6)
    ]
    assert [row.unsure for row in rows] == [{}] * 5


def test_a_table_with_rules_around_its_levels_alone_is_read_by_where_its_text_stands():
    cells = [*HEADER, (1, 0, 4, ("产出指标",)), (1, 1, 2, ("数量指标",)), (3, 1, 2, ("质量指标",))]
    for number, values in enumerate((("路灯", "≥80盏"), ("灯杆", "≥8根"), ("亮灯率", "≥98%"), ("完好率", "≥95%")), 1):
        cells += named(number, *values)
    rows = rows_of(pages_pdf(cells, ruled=(0, 1)))
    assert [(row.level2, row.level3, row.target) for row in rows] == [
        ("数量指标", "路灯", "≥80盏"),
        ("数量指标", "灯杆", "≥8根"),
        ("质量指标", "亮灯率", "≥98%"),
        ("质量指标", "完好率", "≥95%"),
    ]
