"""Self-evaluation and monitoring rows: what was promised held against what was done, as a reviewer would."""

import pytest

from auditor.model import Execution, Indicator, Project, Remark, Submission
from auditor.pipeline.write import audit_submissions

OWN = ("CON013", "CON02", "CON04", "CON05", "CMP017", "CMP019", "CMP03", "FEA007", "FEA008", "FEA02", "DUP02", "FMT024")


def told(auditor, *rows: dict, kind="self_evaluation", remarks=(), execution=None, **fields) -> list[str]:
    """The rules of evaluation forms that speak, one for each finding."""
    indicators = tuple(Indicator(id=f"1/{number}", **row) for number, row in enumerate(rows, 1))
    notes = tuple(Remark(label=label, text=text) for label, text in remarks)
    project = Project(
        code="1", name="示例项目", indicators=indicators, remarks=notes,
        execution=Execution(**execution) if execution else None, **fields,
    )  # fmt: skip
    one = Submission(source="表.csv", sha256="", status="audited", kind=kind, year=2024, projects=(project,))
    found = audit_submissions((one,), auditor).submissions[0].projects[0].findings
    return sorted(finding.rule for finding in found if finding.rule.startswith(OWN))


def row(name, target, actual, level2="数量指标", **more) -> dict:
    return {"level1": "产出指标", "level2": level2, "level3": name, "target": target, "actual": actual, **more}


MISSED = ["CMP017", "CON013"]
FULL = {"weight": 10, "score": 10}


@pytest.mark.parametrize(
    ("name", "target", "actual", "level2", "rules"),
    [
        ("巡河里程", "≥420公里", "315", "数量指标", MISSED),
        ("清运垃圾", "≥1.5万吨", "0.9", "数量指标", MISSED),
        ("培训农民", "≥1.2万人次", "13000", "数量指标", []),
        ("出动车辆", "≥50台次", "58", "数量指标", []),
        ("抽检合格率", "≥95%", "0.97", "质量指标", []),
        ("抽检合格率", "≥95%", "0.88", "质量指标", MISSED),
        ("每亩补助成本", "≤300元/亩", "280", "成本指标", []),
        ("每亩补助成本", "≤300元/亩", "360", "成本指标", MISSED),
        ("验收时间", "2024年9月底前", "2024-10-20", "时效指标", MISSED),
        ("验收时间", "2024年9月底前", "2024.9.12", "时效指标", []),
        ("验收时间", "9月30日前", "10月8日", "时效指标", MISSED),
        ("验收时间", "2024年9月底前", "2024年9月", "时效指标", []),
        ("响应时长", "≤30分钟", "45分钟", "时效指标", MISSED),
        ("工程完工率", "≥98%", "暂未完工", "质量指标", MISSED),
        ("工程完工率", "100%", "过大半", "质量指标", MISSED),
        ("完工时间", "2024年10月底前", "尚未竣工", "时效指标", MISSED),
        ("安全事故起数", "0起", "未发生", "质量指标", []),
        ("安全事故起数", "0起", "0", "质量指标", []),
        ("安全事故起数", "0起", "1起", "质量指标", MISSED),
        ("评定等级", "良好", "合格", "质量指标", MISSED),
        ("评定等级", "合格", "优秀", "质量指标", []),
        ("走访家庭", "≥80户", "85%", "数量指标", ["CON041"]),
        ("演出合格率", "≥95%", "≥95%", "质量指标", ["DUP021"]),
        ("开放天数", "≥100天", "260", "数量指标", ["FEA007"]),
        ("处理天数", "3-5天", "4天", "时效指标", []),
        ("公务用车费用变动率", "≤0%", "-6.2%", "成本指标", []),
        ("公务用车费用变动率", "≤0", "－6.2%", "成本指标", []),
        ("公务用车费用变动率", "≤0%", "3.5%", "成本指标", MISSED),
        ("用水量增长率", "≤2%", "比上年下降1.4%", "质量指标", []),
        ("工程完工率", "≥98%", "尚在铺设", "质量指标", MISSED),
        ("护林设施", "≥98%", "仍在使用", "质量指标", []),
    ],
)
def test_target_and_actual_are_compared_whatever_their_form(auditor, name, target, actual, level2, rules):
    assert told(auditor, row(name, target, actual, level2, **FULL)) == rules


@pytest.mark.parametrize(
    ("remarks", "rules"),
    [
        ([("未完成原因", "因汛期停工，护栏安装顺延到明年。")], []),
        ([("偏差原因分析", "剩余120米护坡位于施工冲突段，待道路改线后实施。")], []),
        ([("存在问题", "客观原因。")], ["CMP017"]),
        ([("存在问题", "无")], ["CMP017"]),
        ([("备注", "群众满意度由第三方测评。")], ["CMP017"]),
    ],
)
def test_a_note_below_the_table_counts_for_the_row_it_speaks_of(auditor, remarks, rules):
    rows = [
        row("护栏安装长度", "≥600米", "480米", weight=20, score=16),
        row("护坡抽检次数", "≥4次", "5次", weight=20, score=20),
        row("群众满意度", "≥90%", "93%", "满意度指标", weight=10, score=10),
    ]
    assert told(auditor, *rows, remarks=remarks) == rules


@pytest.mark.parametrize(
    ("execution", "rules"),
    [
        ({"budget_wan": 60, "executed_wan": 57, "rate_percent": 95, "weight": 10, "score": 9.5}, []),
        ({"budget_wan": 60, "executed_wan": 57, "rate_percent": 95, "weight": 10, "score": 6}, ["CON045"]),
        ({"budget_wan": 60, "executed_wan": 66}, ["CON046"]),
        ({"budget_wan": 60, "executed_wan": 66, "reason": "年中追加预算6万元"}, []),
        ({"budget_wan": 60, "executed_wan": 24, "rate_percent": 40}, ["CMP019"]),
        ({"budget_wan": 60, "executed_wan": 24, "rate_percent": 40, "reason": "尾款待验收后支付"}, []),
        ({"budget_wan": 0, "executed_wan": 0, "weight": 10, "score": 10}, ["CON021"]),
        ({"errors": ("#DIV/0!",)}, ["FMT024"]),
        ({"total_score": 82, "grade": "优"}, ["CON022", "CON049"]),
    ],
)
def test_the_money_table_is_reckoned(auditor, execution, rules):
    assert told(auditor, row("检修次数", "≥9次", "10次", score=10), execution=execution) == rules


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({"target": "≥90件", "actual": "20件", "forecast": "95件", "possibility": "确定能"}, ["FEA021"]),
        ({"target": "≥90件", "actual": "50件", "forecast": "95件", "possibility": "确定能"}, []),
        ({"target": "≥90件", "actual": "50件", "forecast": "70件", "possibility": "确定能"}, ["CON052"]),
        ({"target": "≥90件", "actual": "50件", "forecast": "70件", "possibility": "有可能"}, ["CMP032"]),
        ({"target": "≥90件", "actual": "50件", "forecast": "96件", "possibility": "完全不可能"}, ["CON052"]),
        ({"target": "≥90件", "actual": "120件", "forecast": "130件", "possibility": "确定能"}, ["FEA023"]),
    ],
)
def test_monitoring_holds_progress_and_forecast_against_the_target(auditor, fields, rules):
    one = {"level1": "产出指标", "level2": "数量指标", "level3": "办结案卷数", **fields}
    assert told(auditor, one, kind="monitoring", execution={"until_month": 6, "rate_percent": 50}) == rules


@pytest.mark.parametrize(
    ("rate", "month", "reason", "rules"),
    [(4, 8, None, ["FEA026"]), (4, 8, "合同约定年底验收后支付", []), (45, 8, None, ["FEA027"]), (66, 8, None, []),
     (95, 8, None, ["FEA028"])],
)  # fmt: skip
def test_money_spent_is_held_against_the_month(auditor, rate, month, reason, rules):
    execution = {"until_month": month, "rate_percent": rate, "reason": reason}
    assert told(auditor, row("检修次数", "良好", ""), kind="monitoring", execution=execution) == rules


def certain(auditor, one: dict, rule: str, *, execution=None, remarks=()) -> list[bool]:
    """For each finding of a rule on a row whether it is a fact."""
    indicators = (Indicator(id="1/1", level1="产出指标", **one),)
    notes = tuple(Remark(label=label, text=text) for label, text in remarks)
    project = Project(
        code="1", name="示例项目", indicators=indicators, remarks=notes,
        execution=Execution(**execution) if execution else None,
    )  # fmt: skip
    submission = Submission(
        source="表.csv", sha256="", status="audited", kind="self_evaluation", year=2024, projects=(project,)
    )
    found = audit_submissions((submission,), auditor).submissions[0].projects[0].findings
    return [finding.certain for finding in found if finding.rule == rule]


COUNTED = {"level2": "数量指标", "level3": "巡河里程", "target": "≥400公里", **FULL}


@pytest.mark.parametrize(
    ("one", "rule", "facts"),
    [
        ({**COUNTED, "actual": "310公里"}, "CON013", [True]),
        ({**COUNTED, "actual": "399公里"}, "CON013", [False]),
        ({**COUNTED, "actual": "310公里", "deviation_reason": "河道封闭施工三个月"}, "CON013", [False]),
        ({**COUNTED, "actual": "430公里", "score": 7}, "CON042", [True]),
        ({"level2": "满意度指标", "level3": "村民满意度", "target": "≥90%", "actual": "93%", "weight": 10, "score": 9.3}, "CON042", [False]),
        ({**COUNTED, "actual": "400公里", "deviation_reason": "尚有两段未完成巡查"}, "CON044", [True]),
        ({**COUNTED, "actual": "430公里", "deviation_reason": "尚有两段未完成巡查"}, "CON044", [False]),
        ({"level2": "质量指标", "level3": "生态护岸占比", "target": "30%", "actual": "28%", **FULL}, "CON013", []),
        ({"level2": "质量指标", "level3": "生态护岸占比", "target": "30%", "actual": "28%", **FULL}, "CON051", [False]),
    ],
)  # fmt: skip
def test_what_may_be_explained_is_a_doubt(auditor, one, rule, facts):
    assert certain(auditor, one, rule) == facts


@pytest.mark.parametrize(
    ("execution", "rule", "facts"),
    [
        ({"rate_percent": 92, "weight": 10, "score": 10}, "CON045", [False]),
        ({"rate_percent": 71, "weight": 10, "score": 10}, "CON045", [True]),
        ({"rate_percent": 98, "weight": 10, "score": 6}, "CON045", [True]),
        ({"rate_percent": 70, "weight": 10, "score": 6}, "CON045", [False]),
        ({"total_score": 88, "grade": "优"}, "CON049", [False]),
        ({"total_score": 72, "grade": "优"}, "CON049", [True]),
        ({"budget_wan": 50, "executed_wan": 48.5, "rate_percent": 67}, "CMP019", []),
    ],
)
def test_methods_and_lines_differ_from_place_to_place(auditor, execution, rule, facts):
    assert certain(auditor, {**COUNTED, "actual": "430公里"}, rule, execution=execution) == facts
