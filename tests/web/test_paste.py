"""A block pasted into the empty table is judged as a table of its own."""

import re

import pytest

pytestmark = pytest.mark.issue(19)
HEADER = ("一级指标", "二级指标", "三级指标", "指标解释", "指标值", "依据")
FIELDS = ("level1", "level2", "level3", "description", "target", "basis")


def judged(server, rows, **others):
    fields = {
        f"{name}-{number}": text for number, row in enumerate(rows, 1) for name, text in zip(FIELDS, row, strict=True)
    }
    return server.browser().post("/paste", {**fields, **others}, **{"hx-request": "true"})


def test_a_pasted_header_is_passed_over_and_merged_categories_are_handed_down(server):
    rows = [
        HEADER,
        ("产出指标", "数量指标", "举办讲座", "", "≥20场", ""),
        ("", "", "发放手册", "", "≥3000册", ""),
        ("", "质量指标", "讲座合格率", "", "≥130%", ""),
        ("满意度指标", "服务对象满意度指标", "听众满意度", "", "≥90%", ""),
    ]
    text = judged(server, rows, name="普法宣传", budget="12.5").text
    table = re.findall(r'data-label="类别"><span class="soft small">(.*?)</span><br>(.*?)</td>', text)
    assert table == [("产出指标", "数量指标")] * 2 + [("产出指标", "质量指标"), ("满意度指标", "服务对象满意度指标")]
    assert re.findall(r"<b>(百分比超过了可能的范围)</b><span[^>]*>(.*?)</span>", text) == [
        ("百分比超过了可能的范围", "《普法宣传》第3行")
    ]


@pytest.mark.parametrize(
    ("rows", "budget", "told"),
    [
        ([], "", "表里还没有内容"),
        ([HEADER], "", "表里还没有内容"),
        ([("产出指标", "数量指标", "讲座", "", "≥2场", "")], "不少", "预算请只写数字"),
    ],
)
def test_what_cannot_be_judged_is_told(server, rows, budget, told):
    assert told in judged(server, rows, budget=budget).text


def test_what_is_pasted_is_shown_as_text(server):
    text = judged(server, [("产出指标", "数量指标", "<script>alert(1)</script>", "", "≥2场", "")]).text
    assert ("<script>alert" in text, "&lt;script&gt;alert" in text) == (False, True)
