"""Text that keeps its page's layout by blanks: cells are told by where they stand, not by the order of the words."""

import pytest

from auditor.model import Location
from auditor.reading.extract import read_content

FORM = """\
                项目支出绩效目标申报表
项目编码      203101005  项目名称   河道清淤
预算数（万元）   120.50
年度绩效目标    疏浚城区河道，汛期行洪
          通畅。
一级指标      二级指标      三级指标     年度指标值   指标值确定依
                                     据
产出指标      数量指标      清淤河道长度   ≥12公里  施工合同
                    清运淤泥方量及 ≥3万立方米 监理报告和
                    外运次数            验收单
          质量指标      断面达标率    ≥95%   验收规范
效益指标      社会效益指标    受益人口     ≥5万人  统计年鉴
          经济效益指标    减少洪灾损失   ≥200万元 防洪评价
          生态效益指标    水质改善断面   ≥3个
"""
NEXT_PAGE = """\
\f满意度指标   服务对象满意   沿线居民满意   ≥90%   问卷调查
        度指标      度
填报人：张三        联系电话：0000
"""
FIELDS = ("level1", "level2", "level3", "target", "basis")
ROWS = [
    ("产出指标", "数量指标", "清淤河道长度", "≥12公里", "施工合同"),
    ("产出指标", "数量指标", "清运淤泥方量及外运次数", "≥3万立方米", "监理报告和验收单"),
    ("产出指标", "质量指标", "断面达标率", "≥95%", "验收规范"),
    ("效益指标", "社会效益指标", "受益人口", "≥5万人", "统计年鉴"),
    ("效益指标", "经济效益指标", "减少洪灾损失", "≥200万元", "防洪评价"),
    ("效益指标", "生态效益指标", "水质改善断面", "≥3个", ""),
    ("满意度指标", "服务对象满意度指标", "沿线居民满意度", "≥90%", "问卷调查"),
]


def rows_of(project):
    return [tuple(getattr(row, field) for field in FIELDS) for row in project.indicators]


def test_cells_over_several_lines_are_whole_whatever_the_order_of_their_categories():
    found = read_content(FORM.encode(), "表.txt")
    (project,) = found.projects
    assert (project.code, project.name, project.budget_wan) == ("203101005", "河道清淤", 120.5)
    assert project.goal == "疏浚城区河道，汛期行洪通畅。"
    assert rows_of(project) == ROWS[:6]
    assert project.indicators[1].location == Location(line=9)
    assert found.doubts == ("表格没有框线，各列是按文字的位置分开的，请核对",)
    assert {row.doubts for row in project.indicators} == {("各列是按文字的位置分开的",)}


def test_a_page_without_header_has_columns_of_its_own():
    (project,) = read_content((FORM + NEXT_PAGE).encode("gb18030"), "表.txt").projects
    assert rows_of(project) == ROWS


def test_a_head_printed_again_on_the_next_page_is_not_another_project():
    head = "\n".join(FORM.split("\n")[1:7])
    again = f"\f{head}\n满意度指标     服务对象满意度指标 居民满意度    ≥90%   问卷调查\n"
    (project,) = read_content((FORM + again).encode(), "表.txt").projects
    assert rows_of(project) == [*ROWS[:6], ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "问卷调查")]


def test_headings_beside_a_heading_over_the_levels():
    text = """\
项目名称      码头照明
绩效指标                         指标说明     目标值
一级指标      二级指标      指标名称
产出指标      数量指标      更换灯具     沿江路段     ≥80盏
          质量指标      亮灯率      夜间巡查     ≥98%
"""
    (project,) = read_content(text.encode(), "表.txt").projects
    assert [(row.level3, row.description, row.target) for row in project.indicators] == [
        ("更换灯具", "沿江路段", "≥80盏"),
        ("亮灯率", "夜间巡查", "≥98%"),
    ]


@pytest.mark.parametrize(("broken", "told"), [(True, 1), (False, 0)])
def test_lines_that_mix_pieces_of_several_cells_are_doubted_row_by_row(broken, told):
    head = "项目编码 1 项目名称 河道清淤\n一级指标 二级指标 三级指标 指标值 指标值确定依据\n"
    whole = "产出指标 数量指标 河道清淤工程 ≥12公里 施工合同\n质量指标 断面水质达标率 ≥95% 验收规范\n"
    mixed = "产出指标 数量指标 河道清淤工 ≥12公里 施工合同\n程\n质量指标 断面水质达标 ≥95% 验收规范\n率\n"
    mixed += "时效指标 汛期前完工时 6月底前 合同\n间\n社会效益指标 受益的群众数 ≥3万人 统计年\n量\n"
    found = read_content((head + (mixed if broken else whole)).encode(), "表.txt")
    rows = [row for project in found.projects for row in project.indicators]
    assert len(found.doubts) == told
    assert all(any("夹着" in doubt for doubt in row.doubts) == broken for row in rows)


def test_a_range_written_with_blanks_is_not_parted_between_two_cells():
    text = """江湾街道办事处2025年部门预算绩效文本
项目
编码
710004001 预算项目名称 企业服务专员补助
项目资金
主要用途
预算数6.4万元。主要用于企业服务专员补助。
绩效
目标
2025年每名专员结对走访企业。
一级
指标
二级指标 三级指标 绩效指标描述 指标值 指标值确定依据
产出
指标
数量指标 专员结对企业 5 至 8家 专员管理办法
质量指标 诉求按期办结率 平台派发诉求按期办结的比例 ≥95% 平台统计
时效指标 诉求响应时限 平台派发到专员响应的时间 ≤2小时 专员管理办法
成本指标 人均月补助 补助总额除以人数和月数 ≤900元/人·月 补助办法
"""
    (project,) = read_content(text.encode(), "表.txt").projects
    assert [(row.level3, row.target, row.basis) for row in project.indicators] == [
        ("专员结对企业", "5至8家", "专员管理办法"),
        ("诉求按期办结率", "≥95%", "平台统计"),
        ("诉求响应时限", "≤2小时", "专员管理办法"),
        ("人均月补助", "≤900元/人·月", "补助办法"),
    ]
