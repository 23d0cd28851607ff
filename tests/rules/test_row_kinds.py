"""Rows as published tables have them: what certain rules say of each kind, and of the look-alike beside it."""

import pytest

from auditor.model import Indicator, Project, Submission
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.run import prepare_batch


@pytest.fixture(scope="module")
def engine():
    return EngineCore()


def _certain(engine, *texts, **rest):
    return [one.rule for one in _found(engine, *texts, **rest) if one.confidence == 1]


def _likely(engine, *texts):
    return [one.rule for one in _found(engine, *texts) if one.confidence < 1]


def _found(engine, level2, level3, target, *, level1="", kind="target_declaration", budget=None, name=""):
    row = Indicator(id="1", level1=level1, level2=level2, level3=level3, target=target)
    project = Project(code="1", name=name, budget_wan=budget, indicators=(row,))
    submission = Submission(source="", sha256="", status="audited", kind=kind, year=2024, projects=(project,))
    (judged,) = prepare_batch((submission,), engine).judged()
    (found,) = judged.submission.projects
    return [one for one in found.findings if one.indicator and one.field != "actual"]


@pytest.mark.parametrize(
    ("level2", "level3", "target", "rules"),
    [
        ("数量指标", "冷库租赁费", "33", ["REL001"]),
        ("数量指标", "免费放映", "33场", []),
        ("社会效益指标", "渡口沉船事故", "无", []),
        ("质量指标", "接种差错", "无", []),
        ("质量指标", "焊接合格率", "≥97%（***）", ["FMT022"]),
        ("质量指标", "焊接合格率", "***", ["FMT007"]),
        ("时效指标", "5月20日前开闸放水", "按时", []),
        ("时效指标", "开闸放水", "按时", ["MEA007"]),
        ("经济效益指标", "提升茶叶出口额", "7%", []),
        ("经济效益指标", "提升茶叶品牌形象", "7%", ["MEA003"]),
        ("质量指标", "铺设防草布", "900平方米", ["REL028"]),
        ("质量指标", "获评省级优秀课例", "3节", []),
        ("社会效益指标", "印制防溺水手册", "8000册", []),
        ("社会效益指标", "新建公寓解决教师住房", "40套", []),
        ("经济效益指标", "氨氮削减量", "≥18吨", ["REL035"]),
        ("生态效益指标", "氨氮削减量", "≥18吨", []),
        ("成本指标", "航拍费", "6次", ["REL036"]),
        ("成本指标", "航拍单价", "≤3000元/次", []),
        ("满意度指标", "航道疏浚长度", "8公里", ["REL037"]),
        ("满意度指标", "船民投诉件数", "≤2件", []),
        ("时效指标", "航标完好率", "≥98%", ["REL038"]),
        ("时效指标", "航标抢修及时率", "≥98%", []),
        ("质量指标", "航标单价", "≤900元", ["REL039"]),
        ("数量指标", "水草打捞（m³）", "900", []),
        ("质量指标", "决策程序规范性", "规范", ["REL004"]),
        ("数量指标", "征收海域使用金管理费", "≥40万元", []),
        ("数量指标", "及时追缴渔船保险费", "≥6万元", []),
        ("数量指标", "减免渔港停泊费", "≥12万元", []),
        ("数量指标", "征收滩涂补偿费", "12万元", ["REL001"]),
        ("数量指标", "代收停泊费系统维护费", "2万元", ["REL001"]),
        ("生态效益指标", "近岸污染整治", "无", ["CMP003"]),
        ("社会效益指标", "渔事纠纷化解", "无", ["CMP003"]),
        ("社会效益指标", "坚决查处违规捕捞案件", "无", ["CMP003"]),
        ("社会效益指标", "调解不当引发的上访", "无", []),
        ("质量指标", "监督管理有效性", "有效", ["REL004"]),
        ("经济效益指标", "渔民用冰", "节约费用", []),
        ("社会效益指标", "码头由村集体公司运营", "是", []),
        ("时效指标", "支出进度", "≥95%", ["REL026"]),
        ("经济效益指标", "招商项目资金到位率", "≥55%", []),
    ],
)
def test_what_is_certain_of_a_row(engine, level2, level3, target, rules):
    assert _certain(engine, level2, level3, target) == rules


@pytest.mark.parametrize(
    ("level2", "level3", "target"),
    [
        ("社会效益指标", "印制防溺水手册", "8000册"),
        ("社会效益指标", "修缮土坯民房", "≥45户"),
        ("社会效益指标", "举办急救培训班", "≥280人次"),
        ("社会效益指标", "新建渔民服务站", "2个"),
    ],
)
def test_work_under_social_effect_is_a_suspicion(engine, level2, level3, target):
    assert _certain(engine, level2, level3, target) == []
    assert _likely(engine, level2, level3, target) == ["REL034"]


@pytest.mark.parametrize(
    ("level2", "level3", "target"),
    [
        ("时效指标", "巡查航标", "每周3次"),
        ("时效指标", "开展溢油监测", "≥1次/月"),
        ("质量指标", "制作渔歌专辑入选展播", "2部"),
        ("质量指标", "航标灯质保期限", "2025年1月至2027年12月"),
        ("质量指标", "码头护舷保修时间", "2026年11月底前"),
        ("社会效益指标", "举办渔家集市吸引游客", "≥2万人次"),
        ("社会效益指标", "修建渡口雨棚候船村民", "≥900人"),
        ("社会效益指标", "购置救生艇转运被困人员", "≥60次"),
        ("经济效益指标", "建设鱼干加工坊吸收帮工", "≥70人"),
        ("社会效益指标", "海岛居民饮用水水质达标率", "≥96%"),
        ("社会效益指标", "氨氮超标举报办结率", "100%"),
        ("社会效益指标", "空气质量预报准确率", "≥85%"),
        ("经济效益指标", "带鱼收购单价", "≥18元/斤"),
        ("经济效益指标", "海域使用权成交单价", "≥3200元/亩"),
        ("社会效益指标", "社会物流单位成本", "≤9元/单"),
        ("成本指标", "参赛渔民规模", "≤90人"),
        ("成本指标", "临时用车", "≤4台"),
        ("成本指标", "展区布置", "≤700平方米"),
    ],
)
def test_nothing_is_said_of_a_row_in_its_right_place(engine, level2, level3, target):
    assert [one.rule for one in _found(engine, level2, level3, target)] == []


@pytest.mark.parametrize("level3", ["资金使用合规性", "预算执行率", "管理制度健全性"])
def test_process_indicators_are_right_where_a_form_prescribes_them(engine, level3):
    assert _certain(engine, "质量指标", level3, "100%") in (["REL004"], ["REL026"])
    assert _certain(engine, "质量指标", level3, "100%", kind="self_evaluation") == []
    assert _certain(engine, "财务管理", level3, "100%", level1="管理效率") == []


@pytest.mark.parametrize(
    ("project", "level3", "target", "rules"),
    [
        ("渔船安全监督管理", "监督管理有效率", "≥95%", []),
        ("涉渔政策清理", "政策符合性审查比例", "100%", []),
        ("渔政执法", "监督管理有效率", "≥95%", ["REL004"]),
        ("水产检测实验室质量控制", "质量控制有效批次占比", "≥95%", []),
        ("渔港航标", "质量控制有效性", "有效", ["REL004"]),
        ("村级渔港三资清理", "集体资产管理规范村占比", "≥80%", []),
        ("重点项目绩效评价", "绩效评价完成率", "100%", []),
    ],
)
def test_management_that_is_the_work_itself_is_no_routine(engine, project, level3, target, rules):
    found = _found(engine, "质量指标", level3, target, name=project)
    assert [one.rule for one in found if one.category == "relevance"] == rules


@pytest.mark.parametrize("level3", ["征收水土流失治理费", "追缴工伤保险费", "代收垃圾清运费", "免收船检费"])
def test_money_collected_may_exceed_the_budget(engine, level3):
    assert _certain(engine, "数量指标", level3, "≥70万元", budget=6) == []


def test_a_unit_price_is_not_held_against_the_budget(engine):
    assert _certain(engine, "成本指标", "每座码头造价", "≤70万元", budget=60) == []
    assert _certain(engine, "成本指标", "码头总造价", "≤70万元", budget=60) == ["CON002"]
