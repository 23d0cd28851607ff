"""Web pages, spreadsheets saved as such, and web archives: whole tables compared."""

import pytest
from hypothesis import assume, given, settings

from auditor.errors import UnreadableError
from auditor.model import Location
from auditor.reading.detect import detect
from auditor.reading.extract import read_content
from auditor.reading.grid import Grid
from auditor.reading.html.reader import read_web_page
from material.forms.documents import web_table
from tests.reading.test_word import FIELDS, FORM, HEADER, SPANS, expected_grid, merged_tables

PAGE = "<!DOCTYPE html><html><head><meta charset='{charset}'><title>页</title></head><body>{body}</body></html>"


def page(body, charset="utf-8"):
    return PAGE.format(charset=charset, body=body).encode("gb18030" if charset == "gb2312" else charset)


def items(body):
    return [one.rows if isinstance(one, Grid) else one for one in read_web_page(page(body), "页.html").items]


def rows_of(project):
    return [[getattr(row, field) for field in FIELDS] for row in project.indicators]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16"])
def test_a_form_in_any_encoding_it_names(charset):
    content = page(f"<h1>河道局2025年项目绩效目标表</h1>{web_table(FORM, SPANS)}<p>填表人：张三</p>", charset)
    assert detect(content, "表.xls") == "web page"
    found = read_content(content, "表.xls")
    (project,) = found.projects
    assert (project.code, project.name, project.goal, project.budget_wan) == ("A01", "河道清淤", "恢复行洪能力。", 120)
    assert rows_of(project) == FORM[4:]
    assert project.indicators[0].location == Location(table=1, row=5, cell="C5")
    assert found.year == 2025


def test_a_page_that_names_the_wrong_encoding_is_read_in_the_right_one():
    content = PAGE.format(charset="gb2312", body=web_table(FORM, SPANS) + "中文页面编码错误的说明㎡€").encode("utf-8")
    (project,) = read_content(content, "页.html").projects
    assert rows_of(project) == FORM[4:]


def test_a_spreadsheet_saved_as_a_web_page():
    rows = "".join(
        f"<tr height=19>{''.join(f'<td x:str class=xl65>{text}</td>' for text in row)}</tr>" for row in FORM[3:]
    )
    content = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type '
        'content="text/html; charset=gb2312"><style>td {color:black}</style></head><body><table>'
        f"<tr><td>项目名称</td><td colspan=5>河道清淤</td></tr>{rows}"
        "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]></table>"
    ).encode("gb18030")
    (project,) = read_content(content, "导出.xls").projects
    assert (project.name, rows_of(project)) == ("河道清淤", FORM[4:])


def test_lines_tables_and_nested_tables_in_order():
    inner = web_table([["内一", "内二"]])
    body = f"<p>前<b>言</b></p><table><tr><td>左<td>右<br>边{inner}</table>之后<script>x</script><p style='display: none'>隐"
    assert items(body) == ["前言", (("左", "右边"),), (("内一", "内二"),), "之后"]


def test_a_frame_around_everything_is_looked_through():
    assert items(f"<table><tr><td><p>标题</p>{web_table([['一', '二']])}</td></tr></table>") == [
        "标题",
        (("一", "二"),),
    ]


def test_a_rowspan_to_the_end_and_boxes():
    body = "<table><tr><td rowspan=0>甲<td><input type=checkbox checked>是<tr><td><input type=checkbox>否</tr></table>"
    (table,) = read_web_page(page(body), "页.html").items
    assert (table.rows, table.merged) == ((("甲", "☑是"), ("", "□否")), {(1, 0): (0, 0)})


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        ("<textarea>全年不少于6期</textarea>", "全年不少于6期"),
        ("<select><option>请选择<option selected>优良<option>合格</select>以上", "优良以上"),
        ("<select><option>请选择<option>合格</select>", ""),
        ("<select><option>----<option>合格</select>", ""),
        ("<select><option value=''>不限<option>合格</select>", ""),
        ("<select><option>产出指标</select>", "产出指标"),
        ("<select size=3><option>春季<option>夏季</select>", ""),
        ("<select multiple><option>春季<option>夏季</select>", ""),
        ("<select multiple><option selected>春季<option>夏季<option selected>秋季</select>", "春季、秋季"),
        ("<math><mn>3</mn><mfrac><mn>1</mn><mn>4</mn></mfrac></math>公顷", "3 1/4公顷"),
        ("<math><mn>2</mn><mo>×</mo><msup><mn>10</mn><mn>5</mn></msup></math>株", "2×10⁵株"),
    ],
)
def test_what_a_cell_shows(inside, seen):
    ((row,),) = items(f"<table><tr><td>甲<td>{inside}</table>")
    assert row == ("甲", seen)


def test_a_web_archive_with_a_page_in_base64():
    import email.mime.multipart
    import email.mime.text

    archive = email.mime.multipart.MIMEMultipart("related")
    archive.attach(email.mime.text.MIMEText(page(web_table([HEADER, *FORM[4:]])).decode(), "html", "utf-8"))
    content = archive.as_bytes()
    assert detect(content, "表.mht") == "web archive"
    (project,) = read_content(content, "表.mht").projects
    assert rows_of(project) == FORM[4:]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (page("<p>没有表格的页面</p>"), "R004"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a--\n", "R007"),
    ],
)
def test_pages_without_anything_to_audit_are_refused(content, code):
    with pytest.raises(UnreadableError) as refusal:
        read_content(content, "页.html")
    assert refusal.value.code == code


def test_text_that_only_mentions_marks_stays_text():
    assert detect("说明：<table> 标签不用填写。\n一级指标\t二级指标\t指标值".encode(), "甲.txt") == "text"


@settings(max_examples=60)
@given(merged_tables())
def test_any_table_comes_back_as_it_was_written(table):
    rows, spans = table
    cells, merged = expected_grid(rows, spans)
    assume(
        len({column for row in range(len(rows)) for column in range(len(rows[0])) if (row, column) not in merged}) > 1
    )
    (found,) = read_web_page(page(web_table(rows, spans)), "页.html").items
    assert ([list(row) for row in found.rows], found.merged) == (cells, merged)
