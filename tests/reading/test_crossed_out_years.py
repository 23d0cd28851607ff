"""A target of the year that is crossed out beside one of the whole period: the indicator may not be one of this year."""

import pytest

from auditor.reading.extract import read_content
from material.forms.documents import word_file
from material.forms.workbooks import sheet_of


def unsure_of(own, names=("实施期指标值", "年度指标值"), whole="5万吨"):
    lines = [
        ["项目名称", "污水处理厂二期"],
        ["一级指标", "二级指标", "三级指标", *names],
        ["产出指标", "数量指标", "新增日处理能力", whole, own],
        ["", "", "铺设管网长度", "48公里", "20公里"],
    ]
    (project,) = read_content(sheet_of(lines), "表.xlsx").projects
    return [dict(row.unsure) for row in project.indicators]


@pytest.mark.parametrize("own", ["/", "—", "－", "同上"])
def test_it_is_in_doubt(own):
    told = f"“年度指标值”写的是“{own}”，“实施期指标值”填了“5万吨”，本年度可能没有这一项"
    assert unsure_of(own) == [{"target": told}, {}]


def test_a_value_or_no_value_of_the_whole_period_leaves_none():
    assert unsure_of("1万吨") == [{}, {}]
    assert unsure_of("/", whole="/") == [{}, {}]


def test_a_value_of_last_year_says_nothing_of_this_one():
    assert unsure_of("/", names=("上年指标值", "年度指标值")) == [{}, {}]


def test_in_a_word_document_the_row_itself_is_looked_at():
    lines = [
        ["一级指标", "二级指标", "三级指标", "实施期指标值", "年度指标值"],
        ["产出指标", "数量指标", "新增日处理能力", "5万吨", "/"],
        ["产出指标", "质量指标", "出水达标率", "/", "/"],
    ]
    content = word_file(["污水处理厂项目绩效目标表", ([["项目名称", "污水处理厂二期"]], ()), (lines, ())])
    (project,) = read_content(content, "表.docx").projects
    told = "“年度指标值”写的是“/”，“实施期指标值”填了“5万吨”，本年度可能没有这一项"
    assert [dict(row.unsure) for row in project.indicators] == [{"target": told}, {}]
