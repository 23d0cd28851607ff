"""Raised digits and struck-out text in every format: 10⁴ is not 104, and an old value struck out is not read with the new one."""

import io

import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.extract import read_content
from auditor.reading.run_looks import Raised, joined, struck_out
from material.forms.documents import cell_xml, paragraph, raw_word_file, row_xml, run, table_xml
from material.forms.one_form import fods_of, ods_of

HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")
PLAIN, STRUCK, RAISED = "plain", "struck", "raised"
# name of the row: (runs of its target, target as read, what is told of it, apart from its place)
ROWS = {
    "削减量": ([("≤2.5×10", PLAIN), ("3", RAISED), ("吨", PLAIN)], "≤2.5×10³吨", None),
    "补植面积": ([("4800m", PLAIN), ("2", RAISED)], "4800m²", None),
    "走访户数": ([("≥", PLAIN), ("60", STRUCK), ("75户", PLAIN)], "≥75户", "里划掉的“60”（带删除线）没有读入"),
    "投诉率": ([("≤5%", STRUCK), ("≤2%", PLAIN)], "≤2%", "里划掉的“≤5%”（带删除线）没有读入"),
    "公示天数": ([("7天", STRUCK)], "", "里的字都划掉了（带删除线），没有读入"),
    "抽检批次": ([("≥", PLAIN), ("40", RAISED), ("批次", PLAIN)], "≥40批次", None),
}


def read_rows(content, name):
    (project,) = read_content(content, name).projects
    return [(row.level3, row.target, row.doubts) for row in project.indicators]


def wanted():
    places = (f"D{number}单元格" for number in range(2, 2 + len(ROWS)))
    return [
        (name, target, (f"{place}{told}",) if told else ())
        for place, (name, (_, target, told)) in zip(places, ROWS.items(), strict=True)
    ]


def word():
    looks = {
        PLAIN: "",
        STRUCK: "<w:rPr><w:strike/></w:rPr>",
        RAISED: '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
    }
    rows = [row_xml(*map(cell_xml, HEADINGS))]
    for name, (runs, _, _) in ROWS.items():
        target = "".join(f"<w:r>{looks[look]}<w:t>{text}</w:t></w:r>" for text, look in runs)
        rows.append(row_xml(*map(cell_xml, ("产出指标", "数量指标", name)), cell_xml(f"<w:p>{target}</w:p>")))
    return raw_word_file(table_xml(*rows))


def web_page():
    marks = {PLAIN: "{}", STRUCK: "<del>{}</del>", RAISED: "<sup>{}</sup>"}
    rows = "".join(f"<td>{text}</td>" for text in HEADINGS)
    for name, (runs, _, _) in ROWS.items():
        target = "".join(marks[look].format(text) for text, look in runs)
        rows += f"</tr><tr><td>产出指标</td><td>数量指标</td><td>{name}</td><td>{target}</td>"
    return f"<html><body><table><tr>{rows}</tr></table></body></html>".encode()


def xlsx():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        looks = {
            PLAIN: book.add_format(),
            STRUCK: book.add_format({"font_strikeout": True}),
            RAISED: book.add_format({"font_script": 1}),
        }
        sheet.write_row(0, 0, HEADINGS)
        for row, (name, (runs, _, _)) in enumerate(ROWS.items(), start=1):
            sheet.write_row(row, 0, ("产出指标", "数量指标", name))
            if len(runs) == 1:
                sheet.write_string(row, 3, runs[0][0], looks[runs[0][1]])
            else:
                sheet.write_rich_string(row, 3, *(part for text, look in runs for part in (looks[look], text)))
    return stream.getvalue()


def xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    fonts = {
        PLAIN: xlwt.easyfont(""),
        STRUCK: xlwt.easyfont("struck_out true"),
        RAISED: xlwt.easyfont("escapement superscript"),
    }
    for column, text in enumerate(HEADINGS):
        sheet.write(0, column, text)
    for row, (name, (runs, _, _)) in enumerate(ROWS.items(), start=1):
        for column, text in enumerate(("产出指标", "数量指标", name)):
            sheet.write(row, column, text)
        sheet.write_rich_text(row, 3, [(text, fonts[look]) for text, look in runs])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def open_document(packed):
    styles = (
        "<style:style style:name='t1' style:family='text'>"
        "<style:text-properties style:text-line-through-style='solid'/></style:style>"
        "<style:style style:name='t2' style:family='text'>"
        "<style:text-properties style:text-position='super 58%'/></style:style>"
        "<style:style style:name='t3' style:family='text'>"
        "<style:text-properties style:text-line-through-style='none'/></style:style>"
    )
    names = {PLAIN: "t3", STRUCK: "t1", RAISED: "t2"}

    def cell(inside):
        return f"<table:table-cell office:value-type='string'><text:p>{inside}</text:p></table:table-cell>"

    rows = f"<table:table-row>{''.join(map(cell, HEADINGS))}</table:table-row>"
    for name, (runs, _, _) in ROWS.items():
        target = "".join(f"<text:span text:style-name='{names[look]}'>{text}</text:span>" for text, look in runs)
        rows += f"<table:table-row>{''.join(map(cell, ('产出指标', '数量指标', name, target)))}</table:table-row>"
    return packed(rows, styles)


def ods():
    return open_document(ods_of)


def fods():
    return open_document(fods_of)


@pytest.mark.parametrize(
    ("make", "name"),
    [(word, "表.docx"), (web_page, "表.html"), (xlsx, "表.xlsx"), (xls, "表.xls"), (ods, "表.ods"), (fods, "表.fods")],
)
def test_every_format(make, name):
    assert read_rows(make(), name) == wanted()


def test_a_struck_target_is_not_judged():
    (project,) = read_content(xlsx(), "表.xlsx").projects
    assert [row.level3 for row in project.indicators if "target" in row.unsure] == ["走访户数", "投诉率", "公示天数"]


def test_a_number_struck_out_as_a_whole_and_one_that_is_not():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for row, look in enumerate(({"font_strikeout": True, "num_format": "0%"}, {"num_format": "0%"}), start=1):
            sheet.write_row(row, 0, ("产出指标", "质量指标", f"达标率{row}"))
            sheet.write_number(row, 3, 0.9, book.add_format(look))
    told = "D2单元格里的字都划掉了（带删除线），没有读入"
    assert read_rows(stream.getvalue(), "表.xlsx") == [("达标率1", "", (told,)), ("达标率2", "90%", ())]


def test_a_struck_cell_style_of_an_open_document():
    style = (
        "<style:style style:name='c1' style:family='table-cell'>"
        "<style:text-properties style:text-line-through-type='single'/></style:style>"
    )

    def cell(text, look=""):
        return f"<table:table-cell {look} office:value-type='string'><text:p>{text}</text:p></table:table-cell>"

    rows = [
        map(cell, HEADINGS),
        [*map(cell, ("产出指标", "时效指标", "完工月份")), cell("9月", "table:style-name='c1'")],
    ]
    content = ods_of("".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows), style)
    told = "D2单元格里的字都划掉了（带删除线），没有读入"
    assert read_rows(content, "表.ods") == [("完工月份", "", (told,))]


@pytest.mark.parametrize("name", ["表.docx", "表.xlsx"])
def test_a_row_struck_out_as_a_whole_is_no_row(name):
    texts = [("产出指标", "数量指标", "巡护里程", "60公里"), ("产出指标", "数量指标", "撤下的指标", "3项"),
             ("效益指标", "社会效益", "知晓率", "≥80%")]  # fmt: skip
    if name.endswith("docx"):
        struck = [f"<w:p><w:r><w:rPr><w:dstrike/></w:rPr><w:t>{text}</w:t></w:r></w:p>" for text in texts[1]]
        rows = [map(paragraph, row) for row in (HEADINGS, texts[0])] + [struck, map(paragraph, texts[2])]
        content = raw_word_file(table_xml(*(row_xml(*map(cell_xml, row)) for row in rows)))
    else:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            for row, cells in enumerate((HEADINGS, *texts)):
                sheet.write_row(row, 0, cells, book.add_format({"font_strikeout": row == 2}))
        content = stream.getvalue()
    assert read_rows(content, name) == [("巡护里程", "60公里", ()), ("知晓率", "≥80%", ())]


def test_a_document_says_that_text_outside_tables_was_struck_out():
    struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>旧的一段。</w:t></w:r></w:p>"
    rows = [HEADINGS, ("产出指标", "数量指标", "监测点位", "12个")]
    content = raw_word_file(struck + table_xml(*(row_xml(*map(cell_xml, row)) for row in rows)))
    assert read_content(content, "表.docx").doubts == ("文档中有划掉的文字（带删除线），没有读入",)


def test_strikes_that_are_switched_off_change_nothing():
    off = '<w:p><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>8场</w:t></w:r></w:p>'
    rows = row_xml(*map(cell_xml, HEADINGS)) + row_xml(*map(cell_xml, ("产出指标", "数量指标", "宣讲", off)))
    content = read_content(raw_word_file(table_xml(rows)), "表.docx")
    (row,) = content.projects[0].indicators
    assert (row.target, row.doubts, content.doubts) == ("8场", (), ())


@pytest.mark.parametrize(
    ("equation", "seen"),
    [
        ("<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>5</m:t></m:r></m:sup></m:sSup>", "10⁵株"),
        ("<m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f>", "3/4株"),
    ],
)
def test_equations_in_word(equation, seen):
    target = f"<w:p><m:oMath>{equation}</m:oMath>{run('株')}</w:p>"
    rows = row_xml(*map(cell_xml, HEADINGS)) + row_xml(*map(cell_xml, ("产出指标", "数量指标", "栽植", target)))
    assert read_rows(raw_word_file(table_xml(rows)), "表.docx") == [("栽植", seen, ())]


@given(st.lists(st.text(max_size=6), max_size=5))
def test_texts_without_looks_are_joined_as_they_are(texts):
    assert joined(texts) == "".join(texts)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["10", Raised("-"), Raised("3"), "mg"], "10⁻³mg"),
        (["覆盖率", Raised("1")], "覆盖率1"),
        (["第5", Raised("th")], "第5th"),
        ([Raised("95"), "%"], "95%"),
    ],
)
def test_only_what_can_be_a_power_becomes_one(pieces, text):
    assert joined(pieces) == text


def test_a_long_struck_text_is_told_by_its_beginning():
    assert struck_out("旧" * 30, "新") == f"里划掉的“{'旧' * 20}…”（带删除线）没有读入"
