"""Papers say what was found, where and what to do, keep 疑点 apart, and leave room for signatures."""

import io

import docx
import openpyxl
import pytest

from auditor.model import Waiver
from auditor.outputs.papers.evidence_sheet import evidence_docx, evidence_xlsx
from auditor.outputs.papers.rectification import rectification_docx, rectification_xlsx
from auditor.outputs.papers.review_page import review_page_xlsx
from auditor.outputs.papers.workpaper import workpaper_docx, workpaper_xlsx
from auditor.pipeline.write import audit_submissions
from tests.building import project, submission

ROWS = (
    ("产出指标", "数量指标", "工作经费", "用于工作", "12万元", "专款专用"),
    ("产出指标", "质量指标", "验收合格率", "验收合格的比例", "≥95%", "合同"),
    ("效益指标", "社会效益指标", "服务水平", "提升服务水平", "稳步提升", "专款专用"),
    ("效益指标", "社会效益指标", "安全事故起数", "安全事故", "≥2起", "工作计划"),
    ("满意度指标", "服务对象满意度指标", "满意度", "满意度", "≥90%", "问卷"),
)


@pytest.fixture(scope="module")
def result(auditor):
    projects = [
        project("1001", *ROWS, name="=HYPERLINK(1)", budget_wan=12),
        project("1002", *ROWS, name="普法", budget_wan=12),
        project("1003", ROWS[0], ROWS[1], name="没有预算数的项目"),
    ]
    made = submission(*projects, source="报送/甲.txt").model_copy(update={"department": "某县司法局"})
    return audit_submissions((made,), auditor)


@pytest.fixture(scope="module")
def one(result):
    return result.submissions[0]


def tables(content):
    """The tables of a Word file, each a list of rows of cell texts; a cell over several columns counts once."""
    return [
        [[docx.table._Cell(cell, table).text for cell in row._tr.tc_lst] for row in table.rows]
        for table in docx.Document(io.BytesIO(content)).tables
    ]


def lines(content):
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def footer(content):
    return "\n".join(p.text for p in docx.Document(io.BytesIO(content)).sections[0].footer.paragraphs)


def sheet(content, name=None):
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = book[name] if name else book.worksheets[0]
    return [["" if value is None else value for value in row] for row in found.iter_rows(values_only=True)]


def findings(one):
    return [finding for holder in (one, *one.projects) for finding in holder.findings]


# --- 整改清单 ---------------------------------------------------------------------------------------------------------


def test_the_list_has_where_what_how_standard_and_blank_columns(one):
    (table,) = tables(rectification_docx(one))
    assert table[0] == ["序号", "级别", "位置", "问题", "怎样改", "依据", "整改情况", "责任人", "完成时间"]
    row = next(row for row in table if len(row) > 1 and "以资金额代替产出数量" in row[3])
    assert row[2] == "3 个项目，行次见各项目"
    assert row[3].startswith("以资金额代替产出数量，涉及 3 个项目的 3 行。")
    assert all(row[1:6]) and row[6:] == ["", "", ""]
    assert row[5].isdigit()


def test_the_standards_the_list_cites_by_number_stand_below_it(one):
    content = rectification_docx(one)
    (table,) = tables(content)
    cited = {row[5] for row in table[1:] if len(row) > 3}
    listed = [line for line in lines(content) if line[:1].isdigit()]
    assert sorted(cited, key=int) == [str(number) for number in range(1, len(listed) + 1)]
    assert {line.partition("．")[2] for line in listed} == {opinion.standard for opinion in one.opinions}


def test_the_list_has_every_opinion_by_its_number_in_the_order_of_the_rows(one):
    (table,) = tables(rectification_docx(one))
    numbers = [row[0] for row in table[1:] if len(row) > 1]
    assert numbers == [str(opinion.number) for opinion in one.opinions]


def test_every_project_is_told_which_opinions_of_the_document_concern_it(one):
    (table,) = tables(rectification_docx(one))
    headings = [row[0] for row in table[1:] if len(row) == 1]
    number = next(opinion.number for opinion in one.opinions if opinion.rule == "REL001")
    assert [heading.partition("　")[0][:4] for heading in headings] == ["通病和整", "1001", "1002", "1003"]
    assert all(f"{number}（第1行）" in heading for heading in headings[1:])


def test_several_rows_of_one_fault_are_one_line_with_all_rows(auditor):
    empty = [("产出指标", "数量指标", f"第{number}件事", "", "", "") for number in "甲乙丙"]
    made = audit_submissions((submission(project("1", *empty, budget_wan=1)),), auditor).submissions[0]
    told = [row[2:4] for row in sheet(rectification_xlsx(made)) if "指标值没有填写" in str(row[3])]
    assert [(where, text.split("\n")[0]) for where, text in told] == [("第1–3行", "指标值没有填写")]


def test_every_opinion_is_in_the_list_in_its_own_words(one):
    text = "\n".join(str(value) for row in sheet(rectification_xlsx(one)) for value in row)
    told = {finding.message for finding in findings(one)} | {opinion.message for opinion in one.opinions}
    missing = [opinion.message for opinion in one.opinions if opinion.message not in text]
    assert missing == [] and told


def test_a_clean_submission_gets_a_list_that_says_so():
    clean = submission(project("1", ROWS[1], budget_wan=1))
    assert any("没有发现需要整改的问题" in line for line in lines(rectification_docx(clean)))
    assert tables(rectification_docx(clean)) == []


def test_waived_findings_are_not_asked_to_be_changed(one):
    waiver = Waiver(reason="已核实", by="张三", on="")
    projects = tuple(
        p.model_copy(update={"findings": tuple(f.model_copy(update={"waived": waiver}) for f in p.findings)})
        for p in one.projects
    )
    waived = one.model_copy(update={"projects": projects, "findings": (), "opinions": ()})
    assert tables(rectification_docx(waived)) == []


# --- 取证单、工作底稿 ---------------------------------------------------------------------------------------------------


def forms(result, one):
    """The sheets of the evidence document: title, form fields, facts."""
    content = evidence_docx(result, one)
    titles = [line for line in lines(content) if line.startswith("审计取证单") and not line.endswith("目录")]
    made = tables(content)
    fields = [dict(table) for table in made if table[0][0].startswith("被审计")]
    facts = [table[1:] for table in made if table[0][:2] == ["序号", "项目"]]
    return list(zip(titles, fields, facts, strict=True))


def test_a_problem_is_one_sheet_over_all_projects_with_money(result, one):
    ((title, fields, facts),) = [each for each in forms(result, one) if each[1]["标题"] == "以资金额代替产出数量"]
    assert title == "审计取证单"
    assert fields["事实"].startswith("涉及 3 个项目 3 处，预算 24 万元（其中 1 个项目没有写明预算）。")
    assert fields["被审计（调查）\n单位"] == "某县司法局"
    assert fields["定性"].startswith("以上事项属于绩效指标与指标类别或者支出内容不对应，")
    assert [row[1].split("\n")[0] for row in facts] == ["1001", "1002", "1003"]
    assert {row[3] for row in facts} == {"数量指标｜工作经费｜用于工作｜12万元｜专款专用"}


def test_every_sheet_has_fact_standard_effect_and_place_to_sign_but_no_advice(result, one):
    for _, fields, facts in forms(result, one):
        assert [name for name in ("事实", "标准", "定性", "影响") if not fields[name]] == []
        assert "建议" not in fields
        assert facts
    signatures = [table for table in tables(evidence_docx(result, one)) if table[0][0].startswith("取证人")]
    assert len(signatures) == len(forms(result, one))
    assert [row[0].replace("\n", "") for row in signatures[0]] == [
        "取证人（签名）", "被审计（调查）单位意见", "证据提供单位负责人（签名盖章）",
    ]  # fmt: skip


def test_quotes_are_verbatim_and_whole_however_long(auditor):
    long = "完成" + "很长的目标、" * 60
    made = audit_submissions((submission(project("1", ("产出指标", "数量指标", "工作", "", long, ""))),), auditor)
    quotes = [row[6] for row in sheet(evidence_xlsx(made, made.submissions[0]), "事实明细")]
    assert f"数量指标｜工作｜（空）｜{long}｜（空）" in quotes


def test_doubts_have_a_part_of_their_own_and_are_never_qualified(result, one):
    doubts = [each for each in forms(result, one) if each[0] != "审计取证单"]
    assert doubts
    for title, fields, _ in doubts:
        assert (title, fields["定性"]) == ("审计取证单（疑点，待核实）", "疑点，尚未确认，待核实后认定。")
    sure = {fields["标题"] for title, fields, _ in forms(result, one) if title == "审计取证单"}
    assert sure == {opinion.title for opinion in one.opinions if opinion.certain and opinion.severity != "info"}


@pytest.mark.issue(18)
def test_sheets_are_made_only_from_the_level_that_was_asked_for(result, one):
    made = [line for line in lines(evidence_docx(result, one, "error")) if line.startswith("审计取证单")]
    asked = sum(opinion.severity == "error" for opinion in one.opinions)
    assert len(made) - 1 == asked < len(one.opinions)


@pytest.mark.issue(18)
def test_an_unread_unit_is_asked_for(result, one):
    nameless = one.model_copy(update={"department": None})
    told = "\n".join(lines(evidence_docx(result, nameless)))
    assert "被审计（调查）单位：（材料中未读出，请填写：" in told


def test_what_only_serves_as_reference_is_not_called_a_breach(result, one):
    for _, fields, _ in forms(result, one):
        if fields["标准"].startswith("参照"):
            assert "不符合" not in fields["定性"]


@pytest.mark.parametrize("make", [evidence_docx, workpaper_docx])
def test_every_page_names_file_rules_and_tool(result, one, make):
    foot = footer(make(result, one))
    for word in (one.sha256, result.rules.version, result.rules.fingerprint, f"auditor {result.tool.version}"):
        assert word in foot


@pytest.mark.parametrize("make", [evidence_xlsx, workpaper_xlsx])
def test_the_workbooks_hold_every_standing_finding_with_its_fingerprint(result, one, make):
    rows = sheet(make(result, one), "事实明细")
    assert rows[1][-2:] == ["规则", "指纹"]
    written = {row[-1] for row in rows[2:] if row[-2]}
    assert written == {finding.fingerprint for finding in findings(one)}


def test_the_workpaper_says_what_could_not_be_checked(result, one):
    gaps = [line for line in result.coverage if line.undecided]
    rows = sheet(workpaper_xlsx(result, one), "未检查清单")[2:]
    assert [row[0] for row in rows] == [line.rule for line in gaps]
    heads = dict(tables(workpaper_docx(result, one))[0])
    assert heads["未能检查的内容"].startswith(f"{len(gaps)} 条规则对部分内容不能判断")


# --- 审核页 -----------------------------------------------------------------------------------------------------------


def test_the_review_page_has_a_block_of_eight_points_for_each_project(result, one):
    rows = sheet(review_page_xlsx(result, one))
    assert rows[1] == ["审核点", "审核内容", "是否通过", "不通过指标清单", "预警级别"]
    starts = [number for number, row in enumerate(rows) if str(row[0]).startswith(("1001 ", "1002 ", "1003 "))]
    assert len(starts) == 3
    for start in starts:
        assert [row[0] for row in rows[start + 1 : start + 9]] == [
            "规范完整性", "明确清晰性", "目标相关性", "指标科学性", "绩效合理性", "资金匹配性", "实现可能性", "条件充分性",
        ]  # fmt: skip


def test_the_review_page_says_no_only_to_what_is_confirmed_and_never_passes_by_silence(result, one):
    rows = [row for row in sheet(review_page_xlsx(result, one))[2:] if row[2]]
    assert {row[2] for row in rows} <= {"否", "待核实", "有提示", "未发现问题", "未检查"}
    assert {row[2] for row in rows if row[0] == "条件充分性"} == {"未检查"}
    assert {row[4] for row in rows if row[2] == "否"} <= {"红色", "黄色"}
    assert all(bool(row[4]) == (row[2] in ("否", "待核实", "有提示")) for row in rows)
    assert "以资金额代替产出数量：第1行" in "\n".join(row[3] for row in rows if row[0] == "指标科学性")


def test_a_result_that_does_not_say_what_rules_look_at_passes_nothing(result, one):
    rules = tuple(rule.model_copy(update={"lowers": ()}) for rule in result.rules.rules)
    older = result.model_copy(update={"rules": result.rules.model_copy(update={"rules": rules})})
    assert "未发现问题" not in {row[2] for row in sheet(review_page_xlsx(older, one))}


def test_a_fault_of_craft_is_no_breach_of_a_standard(auditor):
    late = ("产出指标", "时效指标", "验收时间", "全部设备", "45646", "采购合同")
    result = audit_submissions((submission(project("1001", ROWS[1], late)),), auditor)
    one = result.submissions[0]
    (craft,) = [
        f for f in findings(one) if f.citation.binding == "craft" and f.severity != "info" and f.confidence == 1
    ]
    (fields,) = [fields for _, fields, _ in forms(result, one) if fields["标题"] == craft.title]
    assert fields["定性"].startswith("该事项属于")
    assert fields["定性"].endswith("，属填写规范方面的问题，请予规范。")
