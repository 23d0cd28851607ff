"""Of forms that nothing is wrong with no file is told to have lost rows, in whatever format and however it was written."""

import re
from random import Random

import pytest

from auditor.reading.extract import read_content
from material.forms import one_form
from material.forms.composed_layouts import comma_separated
from material.forms.documents import raw_word_file
from material.forms.further_renderers import FURTHER, TEXTS
from material.forms.layouts import LAYOUTS
from material.forms.matrix import projects_for
from material.forms.renderers import RENDERERS
from material.forms.variant_kinds import KINDS
from material.forms.variants import copied_from_web, copied_from_word

pytestmark = pytest.mark.issue(20)

FORMATS = {
    **RENDERERS,
    **FURTHER,
    **TEXTS,
    "CSV": comma_separated,
    "从网页粘贴": copied_from_web,
    "从文档粘贴": copied_from_word,
}
_LOSS = re.compile("没有读[到完]|读出了一部分|不成对|没有保存完整|有损坏")


def notes_of_loss(content):
    found = read_content(content, "样本")
    told = {*found.doubts, *(project.unsure.get("indicators", "") for project in found.projects)}
    return {one for one in told if _LOSS.search(one)}


@pytest.mark.parametrize("name", FORMATS)
def test_no_loss_is_told_of_any_form(name):
    forms = [[KINDS[kind](Random(f"{kind}-0"))[0]] for kind in KINDS]
    forms += [[layout.print(one, Random(0)) for one in projects_for(layout.kind, Random(0), 2)] for layout in LAYOUTS]
    assert [notes for form in forms if (notes := notes_of_loss(FORMATS[name](form)))] == []


WRITINGS = [
    (r"</t[dr]>", ""),
    (r"</td>(?=<td)", ""),
    (r"</t[dr]>(?=<tr>)", ""),
    (r"</table></body></html>", "</table></body>"),
    (r"<td([^>]*)></td>", r"<td\1/>"),
    (r"<td", '<td align="left" align="left"'),
    (r"<tr>", '<tr style="height:9pt" class=x style="height:12pt">'),
    (r"<(/?)(html|body|table|tr|td)", lambda mark: f"<{mark[1]}{mark[2].upper()}"),
    (r'(rowspan|colspan)="(\d+)"', r"\1=\2"),
    (r"<table>", "<table border=1>\n<caption>申报表</caption><colgroup><col><col></colgroup>"),
    (r"<tr>", "\n<!-- 行 -->\n<tr>"),
    (r' rowspan="1" colspan="1"', ""),
]
"""Ways of writing the same page, each allowed or passed over by every browser."""


@pytest.mark.parametrize("seed", range(40))
def test_no_loss_is_told_of_a_page_however_it_is_written(seed):
    random = Random(seed)
    page = one_form.html().decode()
    whole = [row.level3 for row in read_content(page.encode(), "表.html").projects[0].indicators]
    for mark, written in random.sample(WRITINGS, 4):
        often = random.choice([1, 2, 0])
        page = re.sub(mark, written, page, count=often)
    assert notes_of_loss(page.encode()) == set()
    assert [row.level3 for row in read_content(page.encode(), "表.html").projects[0].indicators] == whole


HEADS = [
    (("项目名称", "街巷照明"), ("主管部门", "市政处")),
    (("项目名称：", "老旧管网"),),
    (("二、绩效指标表",),),
    (("项目编码", "A-17", "项目名称", "公园补植"), ("预算数（万元）", "36")),
    (("联系人", "另行通知"), ("项目名称", "公厕改造"), ("单位地址", "临江路")),
]
BLOCK = (
    ("一级指标", "二级指标", "三级指标", "指标解释", "指标值", "备注"),
    ("产出指标", "数量指标", "更换路灯盏数", "按点位清单", "640盏", ""),
    ("产出指标", "质量指标", "一次验收合格率", "合格点位占比", "≥97%", ""),
    ("效益指标", "社会效益指标", "受益街巷条数", "亮灯的街巷", "28条", ""),
)


def word_rows(*rows):
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) for row in rows)
    return raw_word_file(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>")


def web_rows(*rows):
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<html><body><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></body></html>".encode()


@pytest.mark.parametrize("write", [word_rows, web_rows])
@pytest.mark.parametrize("head", HEADS)
def test_no_loss_is_told_of_the_lines_of_a_head_between_blocks(write, head):
    assert notes_of_loss(write(*BLOCK, *head, *BLOCK)) == set()


@pytest.mark.parametrize("write", [word_rows, web_rows])
@pytest.mark.parametrize(
    "rest", [("更换路灯盏数", "640盏"), ("数量指标", "更换路灯盏数"), ("产出指标",), ("质量指标", "", "≥97%")]
)
def test_what_is_left_of_an_indicators_row_is_told(write, rest):
    (told,) = notes_of_loss(write(*BLOCK, rest, *BLOCK[1:]))
    assert told.endswith("表格里有的行格子多了或者少了（第一处：第5行），可能有损坏，有的指标可能没有读到")
