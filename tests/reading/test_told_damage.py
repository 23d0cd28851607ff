"""A file whose marks are broken but that still reads: it is said that rows may be missing, and of a whole one nothing is said."""

import re
import zipfile
from io import BytesIO

import pytest

from auditor.reading.damage import spoiled_text
from auditor.reading.extract import read_content
from material.forms import one_form
from material.forms.one_form import FORM, LINES, SpannedTable

pytestmark = pytest.mark.issue(20)


def told(content, name):
    """The one sentence on rows that may be missing, which every project rests on and the file tells; "" for none."""
    found = read_content(content, name)
    (said,) = {project.unsure.get("indicators", "") for project in found.projects}
    assert not said or said in found.doubts
    return said


def changed(content, name, before, after):
    """A package with the first such mark of one part exchanged."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for entry in given.namelist():
            part = given.read(entry)
            if entry == name:
                assert before in part
                part = part.replace(before, after, 1)
            made.writestr(entry, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "name"),
    [("html", "表.html"), ("docx", "表.docx"), ("xlsx", "表.xlsx"), ("ods", "表.ods"), ("spreadsheet_xml", "表.xml")],
)
def test_of_a_whole_file_nothing_is_said(kind, name):
    assert told(getattr(one_form, kind)(), name) == ""


PAGE = one_form.html().decode()
UNPAIRED = "网页里表格的标记不成对，可能有损坏，有的行或者格子可能没有读到"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"<td[^>]*>(?=质量)", ""),
        (r"<tr>", ""),
        (r"<tr>(?=<td[^>]*>效益)", "<tr"),
        (r"<td(?= rowspan)", '<td rowspan="2"'),
        (r"(?<=河道水质改善</t)d>.*?(?=沿河居民)", ""),
        (r"(?<=<td)[^<]*>(?=淤泥)", ""),
        (r'(?<=<td rowspan=)"1"[^<]*>(?=淤泥)', ">"),
        (r"<td[^<]*>(?=淤泥)", "<t>"),
        (r'(?<=<td rows)pan="1"[^<]*>河道水质改善</t(?=d>)', ""),
    ],
)
def test_a_web_page_whose_marks_are_not_in_pairs_is_told(before, after):
    page, times = re.subn(before, after, PAGE, count=1)
    assert times == 1
    assert told(page.encode(), "表.html") == UNPAIRED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"</td>", ""),
        (r"</tr>", ""),
        (r"</tr>(?=<tr><td[^>]*>[产效])", ""),
        (r"</td>(?=<td)", ""),
        (r"<td([^>]*)></td>", r"<td\1/>"),
        (r"<td(?=[ >])", '<td class="a" class="b"'),
        (r"<tr>", '<tr class="a" id="r" class="b">'),
        (r'colspan="4"', 'colspan="400"'),
        (r"</html>", ""),
    ],
)
@pytest.mark.parametrize("times", [1, 0])
def test_a_web_page_that_leaves_out_what_may_be_or_says_more_is_whole(before, after, times):
    page, found = re.subn(before, after, PAGE, count=times)
    assert found
    assert told(page.encode(), "表.html") == ""


@pytest.mark.parametrize(
    ("before", "after"), [(r"</td>(?=<td[^>]*>≥90)", ""), (r"<td(?=[^>]*>≥95)", '<td class="a" class="b"')]
)
def test_the_same_is_told_where_a_row_ends_elsewhere_too(before, after):
    page = re.sub("<td[^>]*>完工时间</td>", "", PAGE, count=1)
    changed_page, times = re.subn(before, after, page, count=1)
    assert times == 1
    assert told(changed_page.encode(), "表.html") == UNPAIRED


def test_a_cell_that_spans_all_rows_spans_those_of_its_group():
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row[1:])}</tr>" for row in ROWS[1:2])
    head = "".join(f"<td>{text}</td>" for text in HEADING)
    first = f'<tr><td rowspan="0">产出指标</td>{"".join(f"<td>{text}</td>" for text in ROWS[0][1:])}</tr>'
    last = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS[2:])
    page = f"<table><thead><tr>{head}</tr></thead><tbody>{first}{rows}</tbody><tbody>{last}</tbody></table>"
    assert told(page.encode(), "表.html") == ""
    (project,) = read_content(page.encode(), "表.html").projects
    assert [row.level1 for row in project.indicators] == ["产出指标", "产出指标", "效益指标", "满意度指标"]


def test_a_web_page_that_ends_no_row_and_no_cell_is_whole():
    assert told(re.sub(r"</t[dr]>", "", PAGE).encode(), "表.html") == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<td ", '<td title="行数 > 列数" '),
        ("<td ", '<td rownum="3" colno="2" rowspans="1" crossspan="2" colors="none" '),
        ("<table>", '<table><script>var s = "<ta>x"; if (a<td) { s = "<tx>" }</script><style>td>p {}</style>'),
        ("河道水质改善", "<id>7</id>河道水质改善"),
    ],
)
def test_what_is_odd_in_a_web_page_and_broken_nowhere_is_not_told(before, after):
    assert before in PAGE
    assert told(PAGE.replace(before, after, 1).encode(), "表.html") == ""


def table_of(*rows):
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<html><body><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></body></html>".encode()


HEADING = ("一级指标", "二级指标", "三级指标", "指标值")
ROWS = (
    ("产出指标", "数量指标", "维修闸门", "8座"),
    ("产出指标", "质量指标", "闸门验收合格率", "100%"),
    ("效益指标", "社会效益指标", "受益农田", "1.2万亩"),
    ("满意度指标", "服务对象满意度指标", "灌区农户满意度", "≥92%"),
)


def test_a_row_of_a_web_page_that_ends_elsewhere_is_told_by_its_number():
    short = (*ROWS[:2], ROWS[2][:3], ROWS[3])
    expected = "网页的表格里有的行格子多了或者少了（第一处：第4行），可能有损坏，有的指标可能没有读到"
    assert told(table_of(HEADING, *short), "表.html") == expected


@pytest.mark.parametrize(
    "rows",
    [
        (("项目名称", "闸门维修"), HEADING, *ROWS),
        (HEADING, *ROWS, ("填表人：", "联系电话：")),
        (HEADING, *ROWS, ("注：以上各项由灌区管理所负责。",)),
        (HEADING, *((*row, *[""] * more) for more, row in enumerate(ROWS, 1)), ("备注：", "无", "", "")),
    ],
    ids=["a line of its head above", "signatures below", "a note below", "most rows are so"],
)
def test_lines_around_a_table_are_no_rows_that_end_elsewhere(rows):
    assert told(table_of(*rows), "表.html") == ""


def test_cells_of_a_web_page_beyond_the_widest_table_are_told():
    page = table_of(HEADING, *ROWS).replace("<td>受益农田".encode(), '<td colspan="5000">受益农田'.encode())
    expected = "网页的表格里有的行太宽，第1000格以后的没有读，有的指标可能没有读到"
    assert told(page, "表.html") == expected


def test_a_cell_that_a_tracked_change_took_out_is_no_loss():
    before = "≥95%</w:t></w:r></w:p></w:tc><w:tc><w:tcPr>"
    change = '<w:cellDel w:id="7" w:author="审核" w:date="2025-03-01T00:00:00Z"/>'
    content = changed(one_form.docx(), "word/document.xml", before.encode(), (before + change).encode())
    assert told(content, "表.docx") == ""


def test_text_of_a_word_document_outside_of_its_cells_is_told():
    content = changed(one_form.docx(), "word/document.xml", b"<w:tr>", b"<w:tr>w:tc>")
    assert told(content, "表.docx") == "文档有损坏，有的行或者格子可能没有读到"


def test_a_sheet_that_is_no_whole_xml_is_told():
    content = one_form.xlsx()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        part = next(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
    assert told(changed(content, part, b"</row>", b"<row>"), "表.xlsx") == "工作表“Sheet1”有损坏，可能只读出了一部分"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (one_form.fods().replace(b"<table:table-cell", b"table:table-cell office:<table:table-cell", 1), "表.fods"),
        (one_form.spreadsheet_xml().replace(b"<Cell", b"Cell <Cell", 1), "表.xml"),
    ],
)
def test_text_between_the_cells_of_a_sheet_is_told(content, name):
    assert told(content, name) == "工作表“表”有损坏，可能只读出了一部分"


@pytest.mark.parametrize("level2", ["效益指标", "生态效益指标"])
def test_a_second_level_of_another_first_one_is_told(level2):
    lines = [list(line) for line in LINES]
    lines[8] = ["", level2, "河道水质改善", "显著提升", ""]
    moved = SpannedTable(lines, ((0, 1, 0, 4), (1, 1, 1, 4), (2, 1, 2, 4), (3, 1, 3, 4), (5, 0, 8, 0)))
    expected = f"“{level2}”不属于“产出指标”，这一行的格子可能错了位，可能有没有读到的行"
    assert told(one_form.xlsx(moved), "表.xlsx") == expected


@pytest.mark.parametrize(
    ("row", "level1", "level2"), [(6, "产出指标", "成本指标"), (9, "效益指标", "服务对象满意度指标")]
)
def test_forms_that_put_cost_under_output_and_satisfaction_under_effect_are_whole(row, level1, level2):
    lines = [list(line) for line in LINES]
    lines[row][:2] = ["" if row == 6 else level1, level2]
    assert told(one_form.xlsx(SpannedTable(lines, FORM.spans)), "表.xlsx") == ""


def test_a_row_of_a_word_table_that_goes_on_beside_its_headings_is_told():
    lines = [list(line) for line in LINES]
    lines[4] = ["一级指标", "二级指标", "三级指标", "指标值", ""]
    plain = one_form.docx(SpannedTable(lines, FORM.spans))
    lines[6] = ["", "质量指标", "淤泥处置合格率", "≥95%", "完工时间"]
    wider = one_form.docx(SpannedTable(lines, FORM.spans))
    assert told(plain, "表.docx") == ""
    assert told(wider, "表.docx") == "第7行的格子比表头多，多半错了位，可能有没有读到的行"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("清淤\x01条数", "清淤□条数"),
        ("≥95\ufffd", "≥95□"),
        ('cell w:val="nil"合格率', 'cell w:val="nil"合格率'[:20]),
        ("满意度w:t></w:tc>", "满意度w:t></w:tc>"),
        ("Data>95%，Data>=5", None),
        ("验收table:table-cell>", "验收table:table-cell>"),
        ("按期/Data>", "按期/Data>"),
        ("按期Data>", "按期Data>"),
        ('河道ing">服务对象', '河道ing">服务对象'),
        ('A">B，15">14"', None),
        ("A:B>3，W:T>2，1:t>5", None),
        ("http://www.text:8080/>", None),
        ("合格率\t≥95%\n第二行", None),
        ("GB/T 19001=“通过”", None),
    ],
)
def test_what_nobody_writes_into_a_cell_is_shown(text, shown):
    said = f"表中有乱码或者标记（第一处：{shown}），文件多半有损坏，有的行可能没有读到" if shown else ""
    assert spoiled_text([("三级指标", "清淤"), (text, "")]) == said


@pytest.mark.parametrize(
    "attribute",
    [
        'data-colspan="1" colspan="1"',
        'x:rowspan="1" rowspan=1',
        'title="a>b"',
        ':class="kind" class="cell"',
    ],
)
@pytest.mark.parametrize("times", [1, 0])
def test_attributes_of_a_program_s_own_are_no_damage(attribute, times):
    page, found = re.subn("<td(?=>)", f"<td {attribute}", PAGE.replace(' rowspan="1" colspan="1"', ""), count=times)
    assert found
    assert told(page.encode(), "表.html") == ""
