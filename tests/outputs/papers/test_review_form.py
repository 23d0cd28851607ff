"""The review form: eight items with 工具初评, opinions by block, a bureau's own template."""

import io

import docx
import pytest

from auditor.errors import AuditorError
from auditor.outputs.papers.files import FORMS, write_papers
from auditor.outputs.papers.filling import Template
from auditor.outputs.papers.problems import instances_of
from auditor.outputs.papers.review_form import GENERAL, KEY, block_of, form_values, review_form_docx
from auditor.pipeline.write import audit_submissions
from auditor.resources import data_path
from material.forms.build_templates import TEMPLATES as BUILT
from material.forms.build_templates import template
from tests.building import project, submission
from tests.outputs.papers.test_papers import ROWS, footer, lines, tables

TEMPLATES = data_path("reports", "templates")


@pytest.fixture(scope="module")
def result(auditor):
    projects = [
        project("1001", *ROWS[:4], name="普法", budget_wan=12),
        project("1002", *ROWS, name="调解", budget_wan=9),
    ]
    made = submission(*projects, source="甲.txt").model_copy(update={"department": "某县司法局"})
    return audit_submissions((made,), auditor)


def form(result, template=TEMPLATES / GENERAL):
    one = result.submissions[0]
    return review_form_docx(result, one, one.projects[0], Template(template))


@pytest.mark.parametrize("name", [GENERAL, KEY])
def test_the_form_is_filled_and_says_that_it_is_no_official_score(result, name):
    content = form(result, TEMPLATES / name)
    text = "\n".join(lines(content) + [cell for table in tables(content) for row in table for cell in row])
    assert "{{" not in text + footer(content)
    assert "普法" in text and "不是正式得分" in text and "审核人（签名）" in text
    items = next(table for table in tables(content) if table[0][0] == "审核内容")
    named = [row[1].replace("\n", "") for row in items[1:9]]
    assert named == [
        "规范完整性",
        "明确清晰性",
        "目标相关性",
        "指标科学性",
        "绩效合理性",
        "资金匹配性",
        "实现可能性",
        "条件充分性",
    ]
    assert result.submissions[0].sha256 in footer(content)


def test_the_key_form_has_the_points_and_marks_of_the_result(result):
    items = next(table for table in tables(form(result, TEMPLATES / KEY)) if table[0][0] == "审核内容")
    score = result.submissions[0].projects[0].score
    marks = [(row[3], row[4]) for row in items[1:8]]
    assert marks == [(f"{item.points:g}", f"{item.score:g}") for item in score.items[:7]]
    assert items[8][3:6] == ["10", "—", "工具不检查此项，请审核人判断"]
    assert items[9] == ["合计", "", "", "100", f"{score.total:g}", "", ""]


def test_opinions_stand_in_the_block_of_their_rows(result):
    values = form_values(result, result.submissions[0], result.submissions[0].projects[0])
    assert values["产出审核意见"].startswith("1．以资金额代替产出数量（第1行）。")
    assert "（第3行）" in values["效益审核意见"]
    assert values["满意度审核意见"] == "表中没有满意度指标。"


def test_no_finding_falls_between_the_blocks(result):
    one = result.submissions[0]
    for each in one.projects:
        values = form_values(result, one, each)
        opinions = "\n".join(text for name, text in values.items() if name.endswith(("审核意见", "完善事项")))
        titles = [finding.title for finding in each.findings]
        assert [title for title in titles if title not in opinions] == []


def test_a_row_of_unknown_kind_is_something_to_be_completed(auditor):
    odd = ("其他", "别的", "工作经费", "用于工作", "", "专款专用")
    one = audit_submissions((submission(project("1", odd, budget_wan=1)),), auditor).submissions[0]
    blocks = {block_of(each) for each in instances_of(one) if each.row is not None}
    assert blocks == {"需补充完善事项"}


def test_a_project_without_a_score_gets_dashes(result):
    one = result.submissions[0]
    bare = one.projects[0].model_copy(update={"score": None})
    values = form_values(result, one, bare)
    assert (values["总分"], values["等次"], values["指标科学性.得分"]) == ("—", "—", "—")


def test_a_bureaus_own_template_wins_and_keeps_its_look(result, tmp_path):
    own = docx.Document()
    line = own.add_paragraph("本局审核表　")
    for part in ("{{项目", "名称}}", "　{{总分}}"):
        line.add_run(part).bold = part.startswith("　")
    own.sections[0].header.paragraphs[0].text = "{{部门}}"
    own.save(tmp_path / GENERAL)
    write_papers(result, tmp_path / "out", ["审核表"], [tmp_path, TEMPLATES])
    (first, _) = sorted((tmp_path / "out" / "审核表").iterdir())
    made = docx.Document(first)
    total = f"　{result.submissions[0].projects[0].score.total:g}"
    assert [(run.text, run.bold) for run in made.paragraphs[0].runs if run.text] == [
        ("本局审核表　", None), ("普法", False), (total, True),
    ]  # fmt: skip
    assert made.sections[0].header.paragraphs[0].text == "某县司法局"


def test_an_unknown_mark_and_a_broken_template_are_told(result, tmp_path):
    own = docx.Document()
    own.add_paragraph("{{项目名}}")
    own.save(tmp_path / GENERAL)
    with pytest.raises(AuditorError, match=r"不认识的标记“\{\{项目名\}\}”，是不是“\{\{项目名称\}\}”"):
        form(result, tmp_path / GENERAL)
    (tmp_path / KEY).write_bytes(b"no package")
    with pytest.raises(AuditorError, match="不是完好的"):
        form(result, tmp_path / KEY)


@pytest.mark.parametrize(("name", "key"), [(GENERAL, False), (KEY, True)])
def test_the_shipped_templates_are_fresh(name, key):
    assert (BUILT / name).read_bytes() == template(key=key), "运行 python -m material.forms.build_templates"


def test_both_forms_can_be_asked_for():
    assert FORMS == {"审核表": GENERAL, "重点审核表": KEY}


def test_control_characters_in_a_name_do_not_break_the_form(result):
    one = result.submissions[0]
    odd = one.projects[0].model_copy(update={"name": "普\x0b法\x00"})
    content = review_form_docx(result, one, odd, Template(TEMPLATES / GENERAL))
    assert any("普�法�" in cell for table in tables(content) for row in table for cell in row)
    assert io.BytesIO(content).read(2) == b"PK"
