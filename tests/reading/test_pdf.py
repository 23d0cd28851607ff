"""PDF files come back as they were printed: rules of every kind, page breaks, turned pages, and tables without rules."""

import io
from random import Random

import pytest
from pypdf import PdfWriter

from auditor.errors import UnreadableError
from auditor.reading import read
from auditor.reading.extract import read_content
from auditor.reading.pdf.reader import page_list, read_pdf
from auditor.reading.pdf.recognition import Recogniser
from material.forms.layouts import LAYOUTS
from material.forms.matrix import commonest, measure
from material.forms.pdfs import HEADER, PdfStyle, hebei_pdf, prose_pdf, table_pdf
from material.forms.renderers import office_renderers
from material.forms.sample import corpus_rows, sample_projects
from material.forms.unembedded import unembedded_pdf

STYLES = {
    "lines": PdfStyle(),
    "dashes": PdfStyle(rules="dashes"),
    "hairlines": PdfStyle(rules="hairlines"),
    "thin rectangles": PdfStyle(rules="rectangles"),
    "no outer rules": PdfStyle(outer=False),
    "page turned": PdfStyle(turned=1),
    "text turned on the page": PdfStyle(turned=2),
    "narrow columns": PdfStyle(widths=(26, 26, 70, 100, 60, 60)),
    "header again, page header and number": PdfStyle(header_again=True, running_lines=True),
    "rows split by page breaks": PdfStyle(split_rows=True, bottom=600),
    "split rows below a header printed again": PdfStyle(split_rows=True, header_again=True, running_lines=True),
    "a page for each form": PdfStyle(page_each=True, running_lines=True),
    "no rules": PdfStyle(rules="none"),
}
FIELDS = ("level1", "level2", "level3", "description", "target", "basis")
HEAD = ("code", "name", "purpose", "goal", "budget_wan", "funding", "spending_plan")


def samples(seed, count=4):
    rows = tuple(row for rows in corpus_rows().values() for row in rows)
    return sample_projects(Random(seed), rows, count)


def told(projects):
    return [
        (*(getattr(project, name) for name in HEAD), [tuple(getattr(row, name) for name in FIELDS) for row in rows])
        for project in projects
        for rows in [project.indicators]
    ]


@pytest.mark.parametrize("style", [pytest.param(style, id=name) for name, style in STYLES.items()])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_field_comes_back(style, seed):
    projects = samples(seed)
    assert told(read_content(hebei_pdf(projects, style), "表.pdf").projects) == told(projects)


def test_columns_without_rules_are_told_as_a_guess():
    doubts = [
        read_content(hebei_pdf(samples(2), style), "表.pdf").doubts for style in (PdfStyle(rules="none"), PdfStyle())
    ]
    assert doubts == [("表格没有框线，各列是按文字的位置分开的，请核对",), ()]


def test_a_table_over_three_pages_is_one_project_and_each_row_knows_its_page():
    lines = [HEADER, *(("产出指标", "数量指标", f"巡查点位{n}", f"第{n}处", f"≥{n}次", "台账") for n in range(1, 31))]
    content = table_pdf(lines, PdfStyle(bottom=560, header_again=True))
    (project,) = read_content(content, "表.pdf").projects
    assert [row.level3 for row in project.indicators] == [f"巡查点位{n}" for n in range(1, 31)]
    places = [row.location for row in project.indicators]
    assert [places[0].page, places[-1].page] == [1, 3]
    second = next(place for place in places if place.page == 2)
    assert (second.table, second.row, second.cell) == (1, 2, "C2")


def test_page_headers_and_page_numbers_are_in_no_table():
    found = read_pdf(hebei_pdf(samples(3), PdfStyle(running_lines=True, bottom=500)), "表.pdf")
    texts = [text for grid in found.grids for row in grid.rows for text in row]
    assert not [text for text in texts if "第 " in text and "页" in text]
    assert sum("部门预算绩效文本" in text for text in texts) == 1


def test_a_row_is_not_joined_to_the_one_before_only_because_a_page_ends():
    lines = [
        HEADER,
        *(("效益指标", "社会效益指标", name, "", "明显", "其他") for name in ("甲", "乙", "丙", "丁", "戊")),
    ]
    found = read_content(table_pdf(lines, PdfStyle(bottom=700)), "表.pdf")
    assert [row.level3 for project in found.projects for row in project.indicators] == ["甲", "乙", "丙", "丁", "戊"]


def test_prose_without_a_table_has_no_indicators(tmp_path):
    path = tmp_path / "决算.pdf"
    path.write_bytes(prose_pdf(["2025年部门决算说明", "收入合计 1200 万元，支出合计 1180 万元。"] * 60))
    found = read(path)
    assert (found.status, found.error.code, found.projects) == ("no_indicators", "R004", ())


def test_tables_of_other_things_have_no_indicators():
    lines = [
        ("科目编码", "科目名称", "本年收入", "财政拨款", "事业收入", "其他"),
        ("201", "一般公共服务", "12", "10", "1", "1"),
    ]
    with pytest.raises(UnreadableError) as refusal:
        read_content(table_pdf(lines, PdfStyle()), "决算.pdf")
    assert refusal.value.code == "R004"


def test_an_encrypted_file_is_told_as_such():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(prose_pdf(["内容"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(UnreadableError) as refusal:
        read_content(stream.getvalue(), "密.pdf")
    assert (refusal.value.code, "打开密码" in refusal.value.message) == ("R014", True)
    assert "不带密码的 PDF" in refusal.value.hint


def test_a_damaged_file_is_told_as_such():
    with pytest.raises(UnreadableError) as refusal:
        read_content(b"%PDF-1.7\n1 0 obj", "坏.pdf")
    assert (refusal.value.code, "已损坏" in refusal.value.message) == ("R007", True)


def with_pictures(content, count):
    """The pages of a file, after them ``count`` pages that are a picture each."""
    from PIL import Image
    from pypdf import PdfReader, PdfWriter
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for _ in range(count):
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    writer = PdfWriter()
    for part in (content, stream.getvalue()):
        if part:
            writer.append(PdfReader(io.BytesIO(part)))
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


@pytest.mark.skipif(Recogniser.is_installed(), reason="auditor[ocr] reads pictures")
def test_a_scan_is_refused_with_its_pages_and_the_way_out():
    with pytest.raises(UnreadableError) as refusal:
        read_content(with_pictures(b"", 3), "扫描.pdf")
    assert (refusal.value.code, "第1–3页" in refusal.value.message) == ("R011", True)
    assert "auditor[ocr]" in refusal.value.hint


@pytest.mark.skipif(Recogniser.is_installed(), reason="auditor[ocr] reads pictures")
def test_pages_without_text_among_others_are_told():
    projects = samples(5, count=1)
    found = read_content(with_pictures(hebei_pdf(projects, PdfStyle()), 2), "部分扫描.pdf")
    assert told(found.projects) == told(projects)
    assert found.doubts == ("第2–3页是图片，没有文字可读，这些页的内容没有审核",)


def test_page_numbers_are_told_as_people_write_them():
    assert page_list((1, 2, 3, 7, 9, 10)) == "1–3、7、9–10"
    assert page_list(tuple(range(1, 40, 2))) == "1、3、5、7、9、11、13、15等"


@pytest.mark.parametrize("form", [pytest.param(layout, id=layout.name) for layout in LAYOUTS[:2]])
def test_word_files_printed_by_libreoffice(form):
    printed = dict(office_renderers()).get("PDF（Word 转换）")
    if printed is None:
        pytest.skip("soffice is not installed")
    score = measure(form, printed, (1,))
    assert (score.cell_share, score.head_share) == (1, 1), commonest(score)


@pytest.mark.parametrize("ordering", ["GB1", "Identity"])
def test_a_single_character_in_a_font_that_neither_file_nor_machine_has_is_read(ordering):
    assert read_pdf(unembedded_pdf(("甲", "≥", "指标"), ordering), "表.pdf").prose.split() == ["甲", "≥", "指标"]


def columns_only_pdf(lines):
    """A table with a rule round it, below its header and between its columns, but none between its rows."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    paper = canvas.Canvas(stream, invariant=1)
    paper.setFont("STSong-Light", 10)
    sides = (60, 150, 260, 380, 500)
    for number, line in enumerate(lines):
        for left, text in zip(sides, line, strict=False):
            paper.drawString(left + 4, 700 - 24 * number, text)
    bottom = 690 - 24 * (len(lines) - 1)
    for x in sides:
        paper.line(x, 716, x, bottom)
    for y in (716, 692, bottom):
        paper.line(sides[0], y, sides[-1], y)
    paper.save()
    return stream.getvalue()


def test_rows_that_no_rule_parts_are_rows_all_the_same_and_told_as_a_guess():
    lines = [
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "更换灯具", "≥80盏"),
        ("产出指标", "质量指标", "亮灯率", "≥98%"),
        ("效益指标", "社会效益指标", "受益人口", "≥3万人"),
    ]
    found = read_content(columns_only_pdf(lines), "表.pdf")
    assert [(row.level1, row.level2, row.level3, row.target) for row in found.projects[0].indicators] == lines[1:]
    assert found.doubts == ("表格没有框线，各列是按文字的位置分开的，请核对",)


def two_page_pdf(rows, on_first_page):
    """A ruled table of five columns whose rows after the first so many stand on a second page."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    paper = canvas.Canvas(stream, invariant=1)
    for page in (rows[:on_first_page], rows[on_first_page:]):
        paper.setFont("STSong-Light", 12)
        for number, row in enumerate(page):
            for column, text in enumerate(row):
                paper.rect(60 + 86 * column, 700 - 24 * number, 86, 24)
                paper.drawString(66 + 86 * column, 707 - 24 * number, text)
        paper.showPage()
    paper.save()
    return stream.getvalue()


def test_the_second_row_of_a_table_on_a_new_page_is_a_row_though_it_has_no_description():
    rows = [
        ("一级指标", "二级指标", "三级指标", "指标解释", "指标值"),
        ("产出指标", "数量指标", "码头照明灯具", "沿江新装灯具", "≥80盏"),
        ("", "", "航道疏浚里程", "", "3公里"),
        ("", "质量指标", "亮灯率", "", "≥98%"),
    ]
    (project,) = read_content(two_page_pdf(rows, 2), "表.pdf").projects
    assert [(row.level2, row.level3, row.target) for row in project.indicators] == [
        ("数量指标", "码头照明灯具", "≥80盏"),
        ("数量指标", "航道疏浚里程", "3公里"),
        ("质量指标", "亮灯率", "≥98%"),
    ]


@pytest.mark.issue(4)
@pytest.mark.parametrize("rules", ["lines", "none"])
def test_columns_printed_on_different_pages_are_not_taken_for_missing_targets(rules):
    rows = [HEADER, *(("产出指标", "数量指标", f"巡查点位{n}", f"第{n}处", f"≥{n}次", "台账") for n in range(1, 13))]
    whole = PdfWriter()
    for columns in (slice(0, 3), slice(3, 6)):
        style = PdfStyle(rules=rules, widths=(90, 90, 160))
        whole.append(io.BytesIO(table_pdf([row[columns] for row in rows], style)))
    content = io.BytesIO()
    whole.write(content)
    with pytest.raises(UnreadableError) as refusal:
        read_content(content.getvalue(), "表.pdf")
    assert refusal.value.code == "R015"
    assert "所有列打印在一页" in refusal.value.hint


@pytest.mark.parametrize("rest", [("", "（含灯杆）", "随路新装", ""), ("", "（含灯杆）", "", "")])
def test_what_fills_half_of_a_row_below_a_page_break_is_the_rest_of_the_row_above(rest):
    rows = [
        ("二级指标", "三级指标", "指标解释", "指标值"),
        ("数量指标", "路灯", "沿江路段", "≥80盏"),
        ("", "配电箱", "沿江路段", "≥4台"),
        ("", "照明灯具", "沿江路段", "≥60盏"),
        rest,
        ("质量指标", "亮灯率", "夜间巡查", "≥98%"),
    ]
    (project,) = read_content(two_page_pdf(rows, 4), "表.pdf").projects
    assert [(row.level2, row.level3, row.description, row.target) for row in project.indicators] == [
        ("数量指标", "路灯", "沿江路段", "≥80盏"),
        ("数量指标", "配电箱", "沿江路段", "≥4台"),
        ("数量指标", "照明灯具（含灯杆）", f"沿江路段{rest[2]}", "≥60盏"),
        ("质量指标", "亮灯率", "夜间巡查", "≥98%"),
    ]


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        (("≤12360.8", "元/立方米"), [("成本指标", "清一立方米淤泥费用", "≤12360.8元/立方米")]),
        (("≤12360.8", "元左右"), [("成本指标", "清一立方米淤泥", "≤12360.8"), ("成本指标", "费用", "元左右")]),
    ],
)
def test_a_unit_with_a_stroke_goes_below_a_page_break_as_a_whole(values, rows):
    lines = [
        ("一级指标", "二级指标", "三级指标", "指标解释", "指标值"),
        ("产出指标", "数量指标", "路灯", "沿江路段", "≥80盏"),
        ("", "成本指标", "清一立方米淤泥", "按合同核算的单", values[0]),
        ("", "", "费用", "价", values[1]),
    ]
    (project,) = read_content(two_page_pdf(lines, 3), "表.pdf").projects
    assert [(row.level2, row.level3, row.target) for row in project.indicators[1:]] == rows


def head_again_pdf(names, between):
    """Two pages, each with a head of a form and one row, and a line of text above the head of the second."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    paper = canvas.Canvas(stream, invariant=1)
    heading = ("一级指标", "二级指标", "三级指标", "指标值")
    last_rows = (("产出指标", "数量指标", "路灯", "≥80盏"), ("", "质量指标", "亮灯率", "≥98%"))
    for page, (name, last) in enumerate(zip(names, last_rows, strict=True)):
        paper.setFont("STSong-Light", 10)
        for number, row in enumerate([("项目名称", name), ("主管部门", "临江市城管局"), heading, last]):
            widths = (90, 270) if len(row) == 2 else (90, 90, 90, 90)
            for column, text in enumerate(row):
                left = 60 + sum(widths[:column])
                paper.rect(left, 700 - 24 * number, widths[column], 24)
                paper.drawString(left + 6, 707 - 24 * number, text)
        if page == 0:
            paper.drawString(240, 600, between)
        paper.showPage()
    paper.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("路灯更换", "路灯更换"), [("路灯更换", ["产出指标", "产出指标"])]),
        (("路灯更换", "桥梁检修"), [("路灯更换", ["产出指标"]), ("桥梁检修", [""])]),
    ],
)
def test_a_head_printed_again_on_the_next_page_begins_no_project(names, found):
    projects = read_content(head_again_pdf(names, "随路新装的"), "表.pdf").projects
    assert [(one.name, [row.level1 for row in one.indicators]) for one in projects] == found
