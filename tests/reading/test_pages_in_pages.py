"""A page that stands inside of another one is read: in a frame's own source, in a part of a web archive, in an archive inside of it."""

import base64
from html import escape
from urllib.parse import quote

import pytest

from auditor.errors import UnreadableError
from auditor.reading.extract import read_content
from material.forms import one_form
from material.forms.one_form import SpannedTable

pytestmark = pytest.mark.issue(20)

LINES = (
    ("项目名称", "老旧电梯更新", "", ""),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "更新电梯台数", "26台"),
    ("产出指标", "时效指标", "完成安装月份", "9月"),
    ("效益指标", "社会效益指标", "受益户数", "1100户"),
)
PAGE = one_form.html(SpannedTable(LINES, ((0, 1, 0, 3),))).decode()
NAMES = ("更新电梯台数", "完成安装月份", "受益户数")
CUT = "网页没有结尾，可能没有保存完整，后面的内容没有读到"
UNPAIRED = "网页里表格的标记不成对，可能有损坏，有的行或者格子可能没有读到"


def read(content, name="表.html"):
    """The names of the indicators and what is told of the file."""
    found = read_content(content if isinstance(content, bytes) else content.encode(), name)
    return tuple(row.level3 for project in found.projects for row in project.indicators), found.doubts


def around(inside, style=""):
    return f"<html><head><title>平台</title></head><body><div{style}><p>申报平台</p>{inside}</div></body></html>"


def packed(text):
    return base64.b64encode(text.encode()).decode()


def part(kind, content, more=""):
    lines = base64.encodebytes(content.encode()).decode()
    return f"Content-Type: {kind}{more}\nContent-Transfer-Encoding: base64\n\n{lines}"


def archive(*parts, boundary="part"):
    inside = "".join(f"--{boundary}\n{one}\n" for one in parts)
    return f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="{boundary}"\n\n{inside}--{boundary}--\n'


@pytest.mark.parametrize(
    "frame",
    [
        f'<iframe srcdoc="{escape(PAGE)}"></iframe>',
        f"<iframe title='表' SRCDOC='{escape(PAGE)}'></iframe>",
        '<iframe srcdoc="{}"></iframe>'.format(PAGE.replace('"', "&quot;")),
        f'<iframe src="data:text/html;base64,{packed(PAGE)}"></iframe>',
        f'<iframe src="data:text/html;charset=utf-8,{quote(PAGE)}"></iframe>',
        f'<iframe src="data:text/html,{quote(PAGE.encode("gb18030"))}"></iframe>',
        f'<iframe srcdoc="{escape(around(f"<iframe srcdoc={chr(34)}{escape(PAGE)}{chr(34)}></iframe>"))}"></iframe>',
        f'<my-form><template shadowrootmode="open">{PAGE}</template></my-form>',
        f'<table><tr><td>菜单</td><td><iframe srcdoc="{escape(PAGE)}"></iframe></td></tr></table>',
        f'<object data="data:text/html;charset=utf-8;base64,{packed(PAGE)}" type="text/html">不能显示</object>',
        f'<embed src="data:text/html,{quote(PAGE)}">',
        f"<noscript><p>请打开脚本</p>{PAGE[12:-14]}</noscript>",
    ],
    ids=[
        "escaped",
        "other quotes",
        "marks as they are",
        "base64",
        "percent",
        "GB18030",
        "in a frame",
        "shadow",
        "in a cell",
        "object",
        "embed",
        "without scripts",
    ],
)
def test_a_page_in_a_frame_is_read(frame):
    assert read(around(frame)) == (NAMES, ())
    assert read(archive(part("text/html; charset=utf-8", around(frame))), "表.mht") == (NAMES, ())


@pytest.mark.parametrize(
    "page",
    [
        around(f'<iframe hidden srcdoc="{escape(PAGE)}"></iframe>'),
        around(f'<iframe srcdoc="{escape(PAGE)}"></iframe>', ' style="display:none"'),
        around(f"<template>{PAGE}</template>"),
        around('<iframe src="data:text/html;base64,====="></iframe><iframe srcdoc="<!-- -->"></iframe>'),
        around('<iframe src="https://example.org/form.html"></iframe>'),
    ],
    ids=["hidden", "inside of what is hidden", "for a script", "nothing in it", "elsewhere"],
)
def test_a_frame_that_shows_no_table_gives_none(page):
    with pytest.raises(UnreadableError) as refused:
        read(page)
    assert refused.value.code == "R004"


def test_frames_without_a_table_change_nothing_of_a_page():
    advertised = escape("<html><body><p>项目名称：广告</p></body></html>")
    assert read(PAGE.replace("<body>", f'<body><iframe srcdoc="{advertised}"></iframe>')) == (NAMES, ())


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (PAGE.replace("</html>", ""), ()),  # the frame's end is the page's
        (PAGE.replace("</table>", ""), (CUT,)),
        (PAGE.replace("<tr>", "", 1), (UNPAIRED,)),
    ],
)
def test_damage_of_a_page_in_a_frame_is_told(inside, told):
    assert read(around(f'<iframe srcdoc="{escape(inside)}"></iframe>')) == (NAMES, told)


SHELL = part("text/html; charset=utf-8", around('<iframe src="cid:form"></iframe>'))
INNER = archive(SHELL, part("text/html; charset=utf-8", PAGE), boundary="inner")


@pytest.mark.parametrize(
    "parts",
    [
        [part("application/xhtml+xml", PAGE)],
        [part("application/octet-stream", PAGE, "\nContent-Location: file:///C:/form.files/sheet001.htm")],
        [part("application/octet-stream", PAGE, '; name="表.HTML"')],
        [part("application/octet-stream", INNER, '; name="form.mht"')],
        [part("multipart/related", INNER, "\nContent-Location: file:///D:/form.mhtml")],
        [INNER],
        ["Content-Type: message/rfc822\n\n" + INNER],
    ],
    ids=[
        "xhtml",
        "by its place",
        "by its name",
        "an archive",
        "an archive by its place",
        "a part of a part",
        "a message",
    ],
)
def test_the_page_of_a_part_of_an_archive_is_read(parts):
    assert read(archive(SHELL, *parts), "表.mht")[0] == NAMES


def test_an_archive_inside_of_one_that_was_cut_short_is_told():
    cut = INNER.removesuffix("--inner--\n")
    assert read(archive(SHELL, part("application/octet-stream", cut, '; name="a.mht"')), "表.mht") == (NAMES, (CUT,))


def test_parts_that_are_no_pages_are_passed_over():
    other = part("application/octet-stream", PAGE, '; name="表.bin"')
    assert read(archive(part("text/html; charset=utf-8", PAGE), other), "表.mht") == (NAMES, ())


@pytest.mark.parametrize(
    "inner", [archive(part("text/html; charset=utf-8", PAGE), boundary="inner"), f"Content-Type: text/html\n\n{PAGE}"]
)
def test_a_message_in_letters_inside_of_an_archive_is_read(inner):
    assert read(archive(part("message/rfc822", inner)), "表.mht") == (NAMES, ())


def test_what_stands_there_for_browsers_without_scripts_is_not_read_beside_a_table():
    assert read(around(f"{PAGE[12:-14]}<noscript>{PAGE[12:-14]}</noscript>")) == (NAMES, ())


@pytest.mark.parametrize("at", [1, 4])
def test_a_message_in_letters_that_lost_a_piece_is_told(at):
    whole = part("message/rfc822", archive(part("text/html; charset=utf-8", PAGE), boundary="inner"))
    head, letters = whole.split("\n\n", 1)
    lines = letters.splitlines()
    lines[at] = lines[at][:40] + lines[at][44:]
    names, told = read(
        archive(SHELL, part("text/html; charset=utf-8", PAGE), f"{head}\n\n" + "\n".join(lines) + "\n"), "表.mht"
    )
    assert names[:3] == NAMES
    assert len(told) == 1
