"""What a web page does not show is neither read nor taken for damage, however its marks look; what is cut off in it is told."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reading.extract import read_content
from material.forms import one_form

pytestmark = pytest.mark.issue(20)

PAGE = one_form.html().decode()
CUT = "网页没有结尾，可能没有保存完整，后面的内容没有读到"
UNPAIRED = "网页里表格的标记不成对，可能有损坏，有的行或者格子可能没有读到"


def read(page, name="表.html"):
    """The indicators of a page with their targets, and what is told of it."""
    found = read_content(page.encode(), name)
    rows = [(row.level2, row.level3, row.target) for project in found.projects for row in project.indicators]
    return rows, found.doubts, {project.unsure.get("indicators", "") for project in found.projects}


WHOLE = read(PAGE)

UNSEEN = {
    "marks in a comment": "<!-- <table><tr><td>旧表 -->",
    "a comment with another end": "<!-- 第一稿 --!>",
    "marks in a comment with another end": "<!-- <table><tr><td>旧表 --!>",
    "an empty comment": "<!-->",
    "an empty comment with a dash": "<!--->",
    "the beginning of a comment in a comment": "<!-- <!-- 第一稿 -->",
    "settings for Excel": "<!--[if gte mso 9]><xml><x:ExcelWorkbook><table></x:ExcelWorkbook></xml><![endif]-->",
    "for other programs than Office": "<!--[if !mso]><!--><style>td{}</style><!--<![endif]-->",
    "marks that Office shows": "<![if !supportMisalignedColumns]><![endif]>",
    "a name space of a browser": '<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />',
    "a program left in the page": "<?php echo 1 ?>",
    "a document type": '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">',
    "a template": "<template><table><tr><td>{{名称}}</template>",
    "a template in a template": "<template><template><td></template><table><tr></template>",
    "for browsers without scripts": "<noscript><table><tr><td>请启用脚本</noscript>",
    "a script": "<script>var a = '<table><tr>'; if (a<td) { a = '<!--' }</script>",
    "a script with an attribute": '<script src="a.js" data-a="1>0">"<table>"</script >',
    "a script that ends itself": '<script src="a.js"/>',
    "a style": "<style><!-- td>p {content: '<td>'} --></style>",
    "a title": "<title>新建 <table> 文档</title>",
    "a drawing": "<svg><desc>画一张 <table> 的图</desc><title/><path/></svg>",
    "a table in a drawing": "<svg><table></svg>",
    "marked data in a drawing": "<svg><![CDATA[<table><!-- ]]></svg>",
    "a style in a drawing": "<svg><style><![CDATA[ a < b > <table> ]]></style></svg>",
    "what a frame shows in none": "<iframe src='a.html'><table></iframe>",
    "what frames show in none": "<noframes><table>您的浏览器不支持框架</noframes>",
    "the figures of a chart": "<canvas><table><tr><td>产出指标<td>数量指标<td>清淤<td>9条</canvas>",
    "words for players": "<video><table>无法播放</video>",
    "an open field of the clipboard": "<textarea hidden><table><tr><td>旧表</textarea>",
}


@pytest.mark.parametrize("unseen", UNSEEN.values(), ids=UNSEEN)
@pytest.mark.parametrize("before", ["<table>", "<tr>", "完工时间", "</body>"])
def test_what_is_not_shown_is_passed_over(unseen, before):
    assert read(PAGE.replace(before, unseen + before, 1)) == WHOLE


def test_so_it_is_in_a_web_archive():
    head = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    page = PAGE.replace("<table>", "".join(UNSEEN.values()) + "<table>", 1)
    assert read(head + page, "表.mht") == WHOLE


ATTRIBUTES = {
    "greater": 'title="9 > 5"',
    "less": 'title="5 < 9"',
    "a condition": 'onclick="if (a>b && c<d) { x() }"',
    "a condition without marks of quotation": "data-show=a<=3",
    "a table": 'data-content="<table><tr><td>旧表"',
    "the end of a table": 'data-content="</td></tr></table></html>"',
    "a cell in single marks of quotation": "data-content='<td class=\"a\">'",
    "a comment": 'data-content="<!-- 旧"',
    "a script": 'data-content="<script>"',
    "a tooltip with a line end": 'title="第一行\n<br>第二行"',
}


@pytest.mark.parametrize("attribute", ATTRIBUTES.values(), ids=ATTRIBUTES)
@pytest.mark.parametrize("mark", ["<body", "<table", "<tr", "<td"])
def test_signs_in_a_value_are_no_marks(attribute, mark):
    assert read(PAGE.replace(mark, f"{mark} {attribute}", 1)) == WHOLE


def test_marks_of_quotation_that_a_program_always_writes_so_are_no_damage():
    style = 'style="mso-number-format:"\\@""'
    assert read(PAGE.replace("<td", f"<td {style}")) == WHOLE
    assert read(PAGE.replace("<td", f"<td {style}", 1))[1][-1:] == (UNPAIRED,)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("</td></tr>", "</td></td></tr>"),
        ("</td>", "</td></th>"),
        ('rowspan="1" colspan="1"', 'rowspan="1" colspan="1" rowspan="1"'),
        ("<td", '<!----><!--v-if--><td data-v-1a="" :title="a => b"'),
        ("<td", '<td class=xl65 style=\'mso-number-format:"\\@"\' x:str="\'a>b"'),
        (
            "</table>",
            "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td></td></tr><![endif]></table>",
        ),
    ],
    ids=["cells end twice", "ends of other cells", "spans twice", "Vue", "texts of Excel", "the last row of Excel"],
)
def test_what_programs_always_write_is_no_damage(before, after):
    assert before in PAGE
    assert read(PAGE.replace(before, after)) == WHOLE


@pytest.mark.parametrize(
    ("before", "after"),
    [("<table>", "<table><form>"), ("<tr>", "<tr><form>"), ("<tr>", "<form><tr>"), ("<table>", "<table><center>"),
     ("<table>", "<table><tbody><form>")],
)  # fmt: skip
def test_a_form_between_the_parts_of_a_table_hides_none_of_them(before, after):
    assert read(PAGE.replace(before, after, 1)) == WHOLE


def test_a_cell_that_ends_twice_once_is_told():
    page = PAGE.replace("完工时间</td>", "完工时间</td></td>", 1)
    assert read(page)[1][-1:] == (UNPAIRED,)


def test_a_field_shows_marks_as_text():
    page = PAGE.replace("完工时间", '<textarea name="a">完工<b>时间</textarea>')
    assert [row[1] for row in read(page)[0]][2] == "完工<b>时间"


@pytest.mark.parametrize(
    "beside",
    ["<datalist><option>90天</option></datalist>", "<dialog>请填写</dialog>", "<svg><desc>图标</desc></svg>"],
)
def test_what_stands_in_a_cell_and_is_not_shown_is_not_read(beside):
    assert read(PAGE.replace("完工时间", f"完工时间{beside}")) == WHOLE


def test_a_table_that_only_browsers_without_scripts_show_is_read_and_its_damage_told():
    hidden = PAGE.replace("<table>", "<noscript><table>").replace("</table>", "</table></noscript>")
    assert read(hidden) == WHOLE
    assert read(re.sub("<td[^>]*>(?=质量)", "", hidden, count=1))[1][-1:] != ()


def test_a_sign_less_than_below_the_page_is_text():
    assert read(f"{PAGE}\n注：x <5") == WHOLE


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<!-- <tr>".join(PAGE.rsplit("<tr>", 1)), CUT),
        (PAGE.replace("</table>", "</table><script>var a = 1;", 1), CUT),
        (PAGE.replace("</table>", "</table><template>", 1), CUT),
        (PAGE.replace("完工时间", "完工时间<textarea>", 1), CUT),
        (PAGE[: PAGE.index("<td", PAGE.index("完工"))] + '<td title="5 > 3', CUT),
        (PAGE.replace("<td ", '<td title="5 > 3 ', 1), UNPAIRED),
        (PAGE.replace("<td ", "<td title=5<", 1).replace("5<", "5<td ", 1), UNPAIRED),
    ],
    ids=["comment", "script", "template", "field", "value", "mark of quotation", "mark"],
)
def test_what_never_ends_is_told(page, expected):
    assert read_content(page.encode(), "表.html").doubts[-1:] == (expected,)


inside = st.text("<>!-/ab td='是&;", max_size=12)


@settings(max_examples=150)
@given(inside, st.sampled_from(["<!-- {} -->", "<script>{}</script>", "<template><td>{}</td></template>"]))
def test_nothing_in_a_comment_a_script_or_a_template_is_read_or_told(text, around):
    if "--" in text or "</" in text or "<!" in text or text.startswith((">", "->")) or "<t" in text:
        text = re.sub("[<>!-]", "", text)
    assert read(PAGE.replace("<table>", around.format(text) + "<table>", 1)) == WHOLE


@settings(max_examples=150)
@given(inside)
def test_nothing_in_a_value_is_read_or_told(text):
    value = text.replace('"', "").replace("=", "")
    assert read(PAGE.replace("<td", f'<td title="{value}"', 1)) == WHOLE


def indicator_rows(*attributes):
    """Rows of indicators with what their tags hold."""
    names = (("数量指标", "养护里程", "≥120公里"), ("质量指标", "验收合格率", "≥95%"))
    rows = (
        (mark, "".join(f"<td>{text}</td>" for text in ("产出指标", *row)))
        for mark, row in zip(attributes, names, strict=True)
    )
    return "".join(f"<tr {mark}>{cells}</tr>" for mark, cells in rows)


HEADINGS = "<tr><td>项目名称</td><td colspan=3>公路养护</td></tr><tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>"
FOLDED = "<style>.folded{display:none}</style>"
HIDDEN_ROWS = "网页里有的指标是隐藏起来的（例如另一个标签页里的），没有读取"


@pytest.mark.parametrize("hidden", ["class=folded", "style='display:none'"])
def test_indicators_that_a_page_hides_are_left_out_and_told(hidden):
    rows, _, told = read(f"<html>{FOLDED}<table>{HEADINGS}{indicator_rows('', hidden)}</table></html>")
    assert [row[1] for row in rows] == ["养护里程"]
    assert told == {HIDDEN_ROWS}


def test_a_hidden_copy_of_what_is_shown_is_not_told():
    table = f"<table>{HEADINGS}{indicator_rows('', '')}</table>"
    rows, _, told = read(f"<html>{FOLDED}{table}<div class=folded>{table}</div></html>")
    assert len(rows) == 2
    assert told == {""}


def test_indicators_that_are_all_folded_in_are_read():
    rows, _, _ = read(f"<html>{FOLDED}<table>{HEADINGS}{indicator_rows('class=folded', 'class=folded')}</table></html>")
    assert [row[1] for row in rows] == ["养护里程", "验收合格率"]
