"""Papers say what was found, where and what to do, keep 疑点 apart, leave room for signatures, and never run a formula."""

import io
import zipfile

import docx
import openpyxl
import pytest

from auditor.audit import audit_submissions
from auditor.errors import AuditorError
from auditor.model import Waiver
from auditor.papers.evidence_sheet import evidence_docx, workpaper_docx, workpaper_xlsx
from auditor.papers.files import KINDS, write_papers
from auditor.papers.rectification import rectification_docx, rectification_xlsx
from auditor.papers.review_form import GENERAL, form_values, review_form_docx
from auditor.papers.review_page import review_page_xlsx
from auditor.resources import data_path
from tests.building import project, submission

TEMPLATES = [data_path("reports", "templates")]
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
        project(code, *ROWS, name=name, budget_wan=12) for code, name in (("1001", "=HYPERLINK(1)"), ("1002", "普法"))
    ]
    made = submission(*projects, source="甲.txt").model_copy(update={"department": "某县司法局"})
    return audit_submissions((made,), auditor)


def words(content):
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs], cells


def test_the_list_for_the_department_names_every_fault_and_leaves_room(result):
    lines, cells = words(rectification_docx(result.submissions[0]))
    assert lines[0] == "某县司法局绩效目标整改清单"
    assert any("以资金额代替产出数量" in cell for cell in cells)
    assert cells.count("整改情况") == 2
    assert lines[-1].startswith("填表人：")


def test_problems_are_merged_over_projects_with_money_standard_and_judgement(result):
    lines, cells = words(evidence_docx(result, result.submissions[0]))
    text = "\n".join(lines)
    assert "事实：涉及 2 个项目 2 处，预算合计 24 万元。" in text
    assert "标准：" in text and "定性：以上事项属于" in text and "责任部门：某县司法局" in text
    assert text.index("一、查明的问题") < text.index("二、需要核实的疑点")
    assert "12万元" in cells
    assert result.submissions[0].sha256 in text
    assert result.rules.fingerprint in text


def test_what_is_only_likely_is_never_judged(result):
    _, cells = words(workpaper_docx(result, result.submissions[0]))
    for place, cell in enumerate(cells):
        if cell.endswith("（疑点，待核实）"):
            assert cells[place + 6] == "待核实后认定"


def test_the_review_form_has_eight_items_blocks_and_is_no_official_score(result):
    one = result.submissions[0]
    lines, cells = words(review_form_docx(one, one.projects[1], TEMPLATES[0] / GENERAL))
    assert "普法" in cells and "{{" not in "".join(lines + cells)
    assert sum("审核\n" in cell for cell in cells) == 8
    assert any("不是正式审核结论" in line for line in lines)
    values = form_values(one, one.projects[1])
    assert values["产出审核意见"].startswith("1．以资金额代替产出数量：第1行“工作经费”")


def test_a_bureaus_own_template_wins_and_an_unknown_mark_is_told(result, tmp_path):
    own = docx.Document()
    own.add_paragraph("本局审核表　{{项目名称}}　{{总分}}")
    own.save(tmp_path / GENERAL)
    write_papers(result, tmp_path / "out", ["审核表"], [tmp_path, *TEMPLATES])
    (first, _) = sorted((tmp_path / "out" / "审核表").iterdir())
    assert docx.Document(first).paragraphs[0].text.startswith("本局审核表　=HYPERLINK(1)")
    own.add_paragraph("{{不存在}}")
    own.save(tmp_path / GENERAL)
    with pytest.raises(AuditorError, match=r"不认识的标记“.*不存在"):
        write_papers(result, tmp_path / "out", ["审核表"], [tmp_path])


def test_the_review_page_says_no_only_to_what_is_confirmed_and_never_passes_by_silence(result):
    sheet = openpyxl.load_workbook(io.BytesIO(review_page_xlsx(result.submissions[0]))).active
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [cell.value for cell in sheet[2]][2:] == ["审核点", "审核内容", "是否通过", "不通过指标清单", "预警级别"]
    assert len(rows) == 16
    assert {row[4] for row in rows} <= {"否", "待核实", "工具未发现问题"}
    assert all(bool(row[5]) == (row[4] != "工具未发现问题") for row in rows)


@pytest.mark.parametrize("make", [rectification_xlsx, review_page_xlsx])
def test_a_hostile_name_stays_text(result, make):
    book = openpyxl.load_workbook(io.BytesIO(make(result.submissions[0])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)


def test_the_same_result_gives_the_same_bytes(result):
    one = result.submissions[0]
    assert evidence_docx(result, one) == evidence_docx(result, one)
    assert workpaper_xlsx(result, one) == workpaper_xlsx(result, one)
    with zipfile.ZipFile(io.BytesIO(rectification_docx(one))) as package:
        assert {part.date_time for part in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_waived_findings_are_not_asked_to_be_changed(result):
    one = result.submissions[0]
    waiver = Waiver(reason="已核实", by="张三", on="")
    projects = tuple(
        p.model_copy(update={"findings": tuple(f.model_copy(update={"waived": waiver}) for f in p.findings)})
        for p in one.projects
    )
    lines, _ = words(rectification_docx(one.model_copy(update={"projects": projects, "findings": ()})))
    assert "没有需要整改的错误和警告。" in lines


def test_all_kinds_are_written_under_safe_names(result, tmp_path):
    paths = write_papers(result, tmp_path, KINDS, TEMPLATES)
    assert len(paths) == 2 + 1 + 2 + 1 + 4
    assert not any(set(path.name) & set('\\/:*?"<>|') for path in paths)
    with pytest.raises(AuditorError, match="没有名为“奖状”的文书"):
        write_papers(result, tmp_path, ["奖状"], TEMPLATES)
