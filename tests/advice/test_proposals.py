"""What is offered instead: nothing countable for what cannot be counted, people for satisfaction, the way a name points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.advice.kinds import object_of
from auditor.advice.proposals import Proposer, offered_for
from auditor.checks.protocol import build_batch
from auditor.rules.load import load_pack
from tests.building import project, submission

pytestmark = pytest.mark.issue(18)


def row(auditor, level2, level3, *, description="", others=(), **about):
    level1 = "满意度指标" if "满意" in level2 else "产出指标"
    made = project("1", (level1, level2, level3, description, "", ""), *others, **about)
    return build_batch((submission(made),), auditor.language).rows[0]


def rewriting(auditor, *cells, **about):
    return [one.written for one in Proposer(lambda _: ()).rewriting(row(auditor, *cells, **about))]


@pytest.mark.parametrize(
    ("level2", "level3", "written"),
    [
        ("质量指标", "抽检合格率", ["“≥__%”"]),
        ("社会效益指标", "提高就业率", ["“就业率 较上年（__%）提高__个百分点”"]),
        ("社会效益指标", "减少交通事故", ["“交通事故起数 较上年（__起）下降__%”"]),
        ("经济效益指标", "减少农户财产损失", ["“农户财产损失金额 较上年（__万元）下降__%”"]),
        ("经济效益指标", "节约采购成本", ["“节约采购成本金额 ≥__万元”"]),
        ("社会效益指标", "道路火灾起数", ["“≤__起”"]),
        ("时效指标", "完工时间", ["“__年__月__日前”"]),
        ("时效指标", "报修响应时间", ["“≤__天”"]),
        ("时效指标", "全年期限内", ["“路灯改造竣工验收完成时间 __年__月__日前”"]),
        ("成本指标", "单盏成本", ["“≤__元”"]),
        ("满意度指标", "居民满意度", ["“≥__%”"]),
        ("满意度指标", "提升居民生活水平", ["“受益群众满意度 ≥__%”"]),
        ("社会效益指标", "方便群众", ["“路灯改造受益人口数 ≥__人”", "“路灯改造工程投入使用率 ≥__%”"]),
        ("生态效益指标", "环境优美", []),
    ],
)
def test_what_is_offered_fits_the_row(auditor, level2, level3, written):
    assert rewriting(auditor, level2, level3, name="路灯改造项目经费") == written


@pytest.mark.parametrize(
    ("level2", "level3", "written"),
    [
        ("社会效益指标", "提高居民防火意识", ["“居民防火知识知晓率 ≥__%”"]),
        ("可持续影响指标", "增强学生交通安全观念", ["“学生交通安全知识知晓率 ≥__%”"]),
        ("质量指标", "提升窗口人员业务能力", ["“窗口人员考核合格率 ≥__%”"]),
        ("社会效益指标", "大局意识", ["“路灯改造受益人口数 ≥__人”", "“路灯改造工程投入使用率 ≥__%”"]),
    ],
)
def test_what_people_are_to_know_or_can_do_is_tested(auditor, level2, level3, written):
    assert rewriting(auditor, level2, level3, name="路灯改造项目经费") == written


@pytest.mark.parametrize(
    ("level2", "level3", "written"),
    [
        ("生态效益指标", "减少溺水事故", []),
        ("生态效益指标", "提高居民就业率", []),
        ("生态效益指标", "减少水体污染", ["“水体污染起数 较上年（__起）下降__%”"]),
        ("生态效益指标", "养护任务完成率", []),
        ("经济效益指标", "减少邻里纠纷", []),
        ("经济效益指标", "降低工亡事故损失", ["“工亡事故损失金额 较上年（__万元）下降__%”"]),
        ("社会效益指标", "减少邻里纠纷", ["“邻里纠纷起数 较上年（__起）下降__%”"]),
    ],
)
def test_nothing_is_offered_that_belongs_into_another_category(auditor, level2, level3, written):
    proposer = Proposer(lambda _: (), load_pack().lexicon)
    found = proposer.rewriting(row(auditor, level2, level3, name="渔港巡护"))
    fitting = [one.written for one in found if level2 != "经济效益指标" or "渔港巡护" not in str(one.level3)]
    assert fitting == written


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("协管员工资", ["工资发放准确率", "协管员考核合格率"]),
        ("劳务派遣人员工资", ["工资发放准确率", "劳务派遣人员考核合格率"]),
        ("护林员补贴", ["护林员补贴发放准确率", "护林员补贴发放及时率"]),
    ],
)
def test_people_are_not_named_by_what_they_are_paid(auditor, name, offered):
    found = Proposer(lambda _: ()).instead(row(auditor, "质量指标", "服务质量", name=name))
    assert [one.level3 for one in found] == offered


@pytest.mark.parametrize(
    ("name", "category", "offered"),
    [
        ("农村义务教育薄弱学校改造补助资金", "sustainable", "工程设计使用年限"),
        ("农机购置补助资金", "sustainable", "设备设计使用年限"),
        ("高龄老人生活补助资金", "sustainable", "高龄老人生活补助对象动态复核率"),
        ("基本公共卫生服务项目", "sustainable", "服务对象随访率"),
        ("退役军人服务保障经费", "sustainable", "服务点正常开放率"),
        ("政务系统购买服务费", "social", "服务成果采用率"),
        ("教育系统基础设施建设和设备购置", "quantity", "验收批次"),
        ("会议设备购置", "quantity", "会议设备购置数量"),
    ],
)
def test_a_project_is_offered_what_projects_of_its_kind_set(name, category, offered):
    assert offered_for(project("1", name=name), category).level3 == offered


def test_the_cost_of_everything_is_no_unit_cost(auditor):
    assert rewriting(auditor, "成本指标", "项目总成本", name="路灯改造") == ["“路灯改造单处平均造价 ≤__万元”"]


def test_a_name_that_stands_above_already_gets_another_indicator(auditor):
    made = project("1", *(("产出指标", "质量指标", "亮灯率", "", "", ""),) * 2, name="路灯改造")
    first, second = build_batch((submission(made),), auditor.language).rows
    assert [one.written for one in Proposer(lambda _: ()).rewriting(first)] == ["“≥__%”"]
    assert [one.written for one in Proposer(lambda _: ()).rewriting(second)] == ["“路灯改造材料抽检合格率 ≥__%”"]


@pytest.mark.parametrize(
    ("level3", "description", "asked"),
    [
        ("（填写受益企业满意度）", "", "受益企业满意度"),
        ("满意度", "辖区内群众安全感保持较高水平", "辖区内群众满意度"),
        ("实现群众满意度", "", "受益群众满意度"),
    ],
)
def test_whom_a_satisfaction_row_names_is_asked(auditor, level3, description, asked):
    row_ = row(auditor, "满意度指标", level3, description=description, name="路灯改造")
    assert [one.level3 for one in Proposer(lambda _: ()).instead(row_)] == [asked]


def test_words_of_another_project_say_not_whom_to_ask(auditor):
    row_ = row(auditor, "满意度指标", "参训学员满意度", name="路灯改造")
    assert [one.level3 for one in Proposer(lambda _: ()).instead(row_, foreign=True)] == ["受益群众满意度"]


def test_whom_a_description_names_is_asked(auditor):
    about = {"description": "参训学员对培训满意度", "name": "设备购置"}
    assert rewriting(auditor, "满意度指标", "服务水平", description="退休职工满意度", name="慰问经费") == [
        "“退休职工满意度 ≥__%”"
    ]
    assert rewriting(auditor, "满意度指标", "服务水平", **about) == ["“使用人员满意度 ≥__%”"]


def test_two_rows_of_a_category_are_offered_different_indicators(auditor):
    others = (("效益指标", "社会效益指标", "服务群众", "", "", ""),)
    made = project("1", ("效益指标", "社会效益指标", "方便群众", "", "", ""), *others, name="路灯改造")
    found = [Proposer(lambda _: ()).instead(one) for one in build_batch((submission(made),), auditor.language).rows]
    assert [[one.level3 for one in offered] for offered in found] == [
        ["路灯改造受益人口数"],
        ["路灯改造工程投入使用率"],
    ]


@given(st.permutations(range(5)), st.sets(st.integers(0, 4)))
def test_what_a_row_is_offered_does_not_hang_on_who_asked_before(auditor, order, foreign):
    """One proposer is asked of all rows in any order, another of each row alone; every row looks for near indicators once."""
    second = ("社会效益指标", "社会效益指标", "社会效益指标", "质量指标", "社会效益指标")
    names = ("方便群众", "服务居民", "增强居民法治意识", "运行良好", "带动周边发展")
    rows = [("效益指标", level2, name, "", "", "") for level2, name in zip(second, names, strict=True)]
    made = project("1", *rows, name="路灯改造")
    batch = list(build_batch((submission(made),), auditor.language).rows)
    asked = []
    shared = Proposer(lambda spot: asked.append(spot.indicator.id) or ())
    alone = [Proposer(lambda _: ()).instead(row, foreign=place in foreign) for place, row in enumerate(batch)]
    for place in order:
        assert shared.instead(batch[place], foreign=place in foreign) == alone[place]
    for row in batch:
        shared.instead(row)
    assert max(map(asked.count, asked)) <= (2 if foreign else 1)


def test_what_the_project_has_already_is_not_offered(auditor):
    others = (("效益指标", "经济效益指标", "路灯改造受益人口数", "", "≥9人", ""),)
    assert rewriting(auditor, "社会效益指标", "方便群众", others=others, name="路灯改造") == [
        "“路灯改造工程投入使用率 ≥__%”"
    ]


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("2025年农村公路养护专项资金", "农村公路养护"),
        ("“惠民驿站”运行经费", "惠民驿站运行"),
        ("助学金（高中）项目", "助学金"),
        ("群众满意度", ""),
        ("费", ""),
    ],
)
def test_the_object_is_the_name_without_words_for_money(name, about):
    assert object_of(project("1", name=name)) == about
