"""Findings as a department sees them: quoted, placed, cited; and our own failures never held against it."""

from dataclasses import replace

import pytest

from auditor.checks.protocol import CheckResult, Hit, build_batch
from auditor.judging.run import judge
from auditor.pipeline.write import audit_submissions
from tests.building import brief, project, row, submission

GOOD_ROWS = (
    ("产出指标", "数量指标", "培训人数", "完成16学时的人数", "≥120人", "年度培训计划"),
    ("产出指标", "质量指标", "考试合格率", "60分以上人数占比", "≥95%", "培训管理办法"),
    ("产出指标", "时效指标", "培训完成时间", "全部班次结束", "2025年10月底前", "年度培训计划"),
    ("效益指标", "社会效益指标", "持证上岗率", "持证人数占在岗人数比例", "≥90%", "上年88%"),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "每班现场问卷", "≥92%", "现场问卷调查"),
)
GOAL = "2025年培训120人，考试合格率不低于95%。"


def test_a_clean_project_has_no_error_and_a_high_grade(auditor):
    result = audit_submissions((submission(project("1001", *GOOD_ROWS, goal=GOAL, budget_wan=12)),), auditor)
    only = result.submissions[0].projects[0]
    assert [f.rule for f in only.findings if f.severity == "error"] == []
    assert only.score.grade in ("优", "良")


def test_money_in_a_quantity_row_is_quoted_placed_and_cited(auditor):
    rows = (("产出指标", "数量指标", "12万", "用于培训", "12万", "年度培训计划"), *GOOD_ROWS[1:])
    result = audit_submissions((submission(project("1001", *rows, goal=GOAL, budget_wan=12)),), auditor)
    finding = next(f for f in result.submissions[0].projects[0].findings if f.rule == "REL001")
    assert (finding.indicator, finding.field, finding.span) == ("1001/1", "target", (0, 3))
    assert finding.evidence[0].text == "12万"
    assert finding.standard.startswith("依据《项目支出绩效评价管理办法》（财预〔2020〕10号）")
    assert "12万" in finding.message
    assert finding.suggestion is not None and "示例，须由单位核定" in finding.suggestion


def test_central_rules_are_cited_as_reference_only(auditor):
    everybody = ("满意度指标", "服务对象满意度指标", "学员满意度", "每班现场问卷", "100%", "现场问卷调查")
    result = audit_submissions((submission(project("1001", *GOOD_ROWS[:4], everybody, goal=GOAL)),), auditor)
    cited = [f for f in result.submissions[0].projects[0].findings if f.rule == "FEA005"]
    assert [f.citation.binding for f in cited] == ["reference"]
    assert cited[0].standard.startswith("参照《中央部门预算绩效目标管理办法》（财预〔2015〕88号）")


def test_a_doubtful_reading_makes_a_doubt_not_a_fact(auditor):
    plain = project("1001", ("产出指标", "数量指标", "12万", "用于培训", "12万", ""), budget_wan=12)
    doubtful = plain.model_copy(
        update={
            "indicators": (row("1001", 1, "产出指标", "数量指标", "12万", "用于培训", "12万", "", doubts=("分界",)),)
        }
    )
    results = [audit_submissions((submission(one),), auditor) for one in (plain, doubtful)]
    sure, unsure = (next(f for f in one.submissions[0].projects[0].findings if f.rule == "REL001") for one in results)
    assert (sure.confidence, unsure.confidence) == (1.0, 0.5)


def test_a_rule_that_crashes_accuses_nobody_and_is_named(auditor):
    def broken(batch):
        raise RuntimeError("坏了")

    first, *others = auditor.pack.rules
    pack = replace(auditor.pack, rules=(replace(first, examine=broken), *others))
    batch = build_batch((submission(project("1001", *GOOD_ROWS)),), auditor.language)
    judgement = judge(batch, pack, auditor.models)
    failed = [(line.rule, line.failed, line.examined) for line in judgement.coverage if line.failed]
    assert failed == [(first.rule.id, "RuntimeError: 坏了", 0)]
    assert all(f.rule != first.rule.id for found in judgement.findings.values() for f in found)


def test_the_ledger_adds_up_for_every_rule(auditor):
    result = audit_submissions((submission(project("1001", *GOOD_ROWS), project("1002")),), auditor)
    assert {line.rule for line in result.coverage} == {item.rule.id for item in auditor.pack.rules}
    for line in result.coverage:
        assert line.examined == line.found + line.fine + sum(line.undecided.values())
        assert line.fine >= 0


def test_evidence_and_spans_stand_where_they_say(auditor):
    rows = (
        ("产出指标", "数量指标", "36万", "用于巡检36万", "30万", "专款专用"),
        ("产出指标", "时效指标", "全年", "及时拨付到位", "全年期限内", "根据上级文件"),
        ("效益指标", "社会效益指标", "提升形象", "提升形象", "≥95%以上", "专款专用"),
    )
    result = audit_submissions((submission(project("1001", *rows, budget_wan=30)),), auditor)
    indicators = {i.id: i for i in result.submissions[0].projects[0].indicators}
    checked = 0
    for finding in result.submissions[0].projects[0].findings:
        if finding.indicator and finding.field and finding.span:
            text = getattr(indicators[finding.indicator], finding.field)
            assert 0 <= finding.span[0] < finding.span[1] <= len(text)
            checked += 1
        for evidence in finding.evidence:
            if evidence.indicator and evidence.field:
                assert evidence.text == getattr(indicators[evidence.indicator], evidence.field)
    assert checked >= 5


@pytest.mark.parametrize("order", [(1, 0, 2, 3, 4), (4, 3, 2, 1, 0)])
def test_fingerprints_survive_reordering_of_rows(auditor, order):
    rows = (("产出指标", "数量指标", "12万", "用于培训", "12万", "专款专用"), *GOOD_ROWS[1:])

    def prints(chosen):
        one = submission(project("1001", *chosen, goal=GOAL, budget_wan=12))
        return {f.fingerprint for f in audit_submissions((one,), auditor).submissions[0].projects[0].findings}

    assert prints(rows) == prints([rows[number] for number in order])


def test_equal_findings_have_different_fingerprints(auditor):
    twice = (("效益指标", "社会效益指标", "提升形象", "a", "≥95%", ""),) * 2
    found = audit_submissions((submission(project("1001", *twice)),), auditor).submissions[0].projects[0].findings
    prints = [f.fingerprint for f in found]
    assert len(prints) == len(set(prints)) > 2


def test_auditing_twice_gives_the_same_bytes(auditor):
    one = submission(project("1001", *GOOD_ROWS, budget_wan=12), project("1002", *GOOD_ROWS, budget_wan=3))
    first, second = (audit_submissions((one,), auditor).model_dump_json() for _ in range(2))
    assert first == second


def test_a_leftover_of_another_project_names_its_owner(auditor):
    library = project(
        "1001",
        ("效益指标", "社会效益指标", "改善借阅环境", "改善借阅环境", "改善借阅环境", ""),
        name="图书馆装修", purpose="用于借阅区装修", goal="改善借阅环境",
    )  # fmt: skip
    pension = project(
        "1002",
        ("效益指标", "社会效益指标", "改善借阅环境", "改善借阅环境", "改善借阅环境", ""),
        name="老干部体检费", purpose="用于离退休干部健康体检", goal="保障离退休干部身体健康",
    )  # fmt: skip
    others = [project(f"100{n}", name=f"其他{n}") for n in (3, 4)]
    result = audit_submissions((submission(library, pension, *others),), auditor)
    leftovers = [item for item in brief(result) if item[3] == "DUP003"]
    assert leftovers == [("1002", "1", "target", "DUP003")]


def test_what_is_only_likely_claims_four_fifths_at_most(auditor):
    falling = ("效益指标", "社会效益指标", "投诉量", "热线收到的投诉", "下降20%", "热线台账")
    found = audit_submissions((submission(project("1001", falling)),), auditor).submissions[0].projects[0].findings
    assert [(f.rule, f.confidence) for f in found if f.rule == "MEA009"] == [("MEA009", 0.8)]


def test_a_finding_told_once_for_a_project_names_its_rows_as_people_count_them(auditor):
    rows = [(*GOOD_ROWS[number][:5], "工作需要" if number in (0, 3) else GOOD_ROWS[number][5]) for number in range(5)]
    found = (
        audit_submissions((submission(project("1001", *rows, goal=GOAL)),), auditor).submissions[0].projects[0].findings
    )
    assert [(f.message, [one.indicator for one in f.evidence]) for f in found if f.rule == "REL015"] == [
        ("依据栏有 2 行（第 1、4 行）写的是“工作需要”，不能说明目标值是怎么定出来的。", ["1001/1", "1001/4"])
    ]


def test_a_rule_that_breaks_down_on_one_row_accuses_no_row_of_the_submission(auditor):
    rules = {item.rule.id: item for item in auditor.pack.rules}
    whole = rules["MEA001"].examine

    def breaking(target, batch):
        if target.indicator.level3 == "课堂教学水平":
            raise RuntimeError("坏了")
        return whole.test(target, batch)

    rules["MEA001"] = replace(rules["MEA001"], examine=replace(whole, test=breaking))
    vague = ("效益指标", "社会效益指标", "居民出行条件", "", "明显改善", "")
    other = ("效益指标", "社会效益指标", "课堂教学水平", "", "稳步提升", "")
    broken = auditor.with_parts(pack=replace(auditor.pack, rules=tuple(rules.values())))
    one, two = submission(project("1001", vague, other)), submission(project("1002", vague), source="另一份.txt")
    told = [
        [row for _, row, _, rule in brief(audit_submissions((part,), broken)) if rule == "MEA001"]
        for part in (one, two)
    ]
    assert told == [[], ["1"]]


def test_rows_of_one_name_under_two_second_levels_keep_their_fingerprints_in_any_order(auditor):
    rows = tuple(("产出指标", level2, "服务水平", "", "明显改善", "") for level2 in ("质量指标", "社会效益指标"))

    def names(*rows):
        result = audit_submissions((submission(project("1001", *rows)),), auditor)
        only = result.submissions[0].projects[0]
        level2 = {row.id: row.level2 for row in only.indicators}
        return {level2[f.indicator]: f.fingerprint for f in only.findings if f.rule == "MEA001"}

    assert names(*rows) == names(*reversed(rows))
    assert len(set(names(*rows).values())) == 2


def test_what_could_not_be_judged_is_not_counted_as_found(auditor):
    def both(batch):
        subject = batch.rows[0].subject
        return CheckResult((subject,), (Hit(subject),), ((subject, "看不出"),))

    first, *others = auditor.pack.rules
    pack = replace(auditor.pack, rules=(replace(first, examine=both), *others))
    judgement = judge(build_batch((submission(project("1001", GOOD_ROWS[0])),), auditor.language), pack, auditor.models)
    lines = [
        (one.examined, one.found, one.fine, one.undecided) for one in judgement.coverage if one.rule == first.rule.id
    ]
    assert lines == [(1, 0, 0, {"看不出": 1})]
