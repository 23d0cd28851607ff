"""A cell of which nothing can be known (a formula without a result, an error value) is never held against who filled it in."""

import re

import pytest

from auditor.pipeline.write import audit_submissions
from auditor.reading.extract import read_content
from material.forms.binary_workbook import binary_workbook
from material.forms.one_form import packed
from tests.building import submission_of

pytestmark = pytest.mark.issue(15)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")
FORM = [
    ["项目编码", "53010026T000000031", "", ""],
    ["项目名称", "校舍安全加固", "", ""],
    ["年度预算数（万元）", "60", "", ""],
    ["财政拨款", "60", "", ""],
    ["年度绩效目标", "加固校舍4栋，消除安全隐患，8月底前完工。", "", ""],
    [*HEADINGS],
    ["产出指标", "数量指标", "加固校舍栋数", "4栋"],
    ["产出指标", "质量指标", "工程验收合格率", "100%"],
    ["产出指标", "时效指标", "完工时间", "2026年8月底前"],
    ["产出指标", "成本指标", "项目总成本", "≤60万元"],
    ["效益指标", "社会效益指标", "受益学生人数", "≥1200人"],
    ["满意度指标", "服务对象满意度指标", "师生满意度", "≥90%"],
]
FORMULA, ERROR = "<f>'数据'!B7</f>", "#REF!"


def cell(place, text):
    if text == FORMULA:
        return f'<c r="{place}">{FORMULA}</c>'
    if text.startswith("#"):
        return f'<c r="{place}" t="e"><f>1/0</f><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>' if text else ""


def xlsx(lines):
    rows = "".join(
        f'<row r="{n}">'
        + "".join(cell(f"{letter}{n}", text) for letter, text in zip("ABCD", line, strict=True))
        + "</row>"
        for n, line in enumerate(lines, start=1)
    )
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{RELATION}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATION}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )  # fmt: skip


def with_cells(changed):
    """The form with other texts in some cells, named like D7."""
    lines = [list(line) for line in FORM]
    for place, text in changed.items():
        letter, number = re.fullmatch(r"([A-D])(\d+)", place).groups()
        lines[int(number) - 1]["ABCD".index(letter)] = text
    return lines


def audited(engine, content):
    read = read_content(content, "申报表.xlsx")
    result = audit_submissions((submission_of(read, "申报表.xlsx"),), engine)
    (submission,) = result.submissions
    found = [*submission.findings, *(one for project in submission.projects for one in project.findings)]
    return {(one.rule, (one.indicator or "").rpartition("/")[2]) for one in found}, result.coverage


@pytest.fixture(scope="module")
def intact(auditor):
    return audited(auditor, xlsx(FORM))[0]


@pytest.mark.parametrize("put", [FORMULA, ERROR, "#DIV/0!", "#N/A"])
@pytest.mark.parametrize(
    "places",
    [
        "D7",
        "D8",
        "D9",
        "D10",
        "D11",
        "D12",
        "C7",
        "C12",
        "B12",
        "A12",
        "D7 D8 D9 D10 D11 D12",
        "B3",
        "B4",
        "B2",
        "B1",
        "B5",
        "B3 B4",
    ],
)
def test_no_finding_comes_from_a_cell_that_holds_nothing_known(auditor, intact, places, put):
    found, _ = audited(auditor, xlsx(with_cells(dict.fromkeys(places.split(), put))))
    assert found - intact == set()


def test_rules_on_the_cell_say_that_they_could_not_decide(auditor):
    _, coverage = audited(auditor, xlsx(with_cells({"D8": FORMULA})))
    told = "D8单元格是公式，文件里没有存计算结果（请用 Excel 或 WPS 打开、保存后再审核）"
    assert "CMP001" in {line.rule for line in coverage if line.undecided.get(told) == 1}


def test_an_empty_cell_is_still_told(auditor, intact):
    found, _ = audited(auditor, xlsx(with_cells({"D8": ""})))
    assert ("CMP001", "2") in found - intact


@pytest.mark.parametrize("put", [FORMULA, "#DIV/0!"])
def test_an_error_value_is_no_amount(put):
    (project,) = read_content(xlsx(with_cells({"B3": put, "B4": put})), "表").projects
    assert (project.budget_wan, project.funding) == (None, ())
    assert set(project.unsure) >= {"project.budget_wan", "project.funding"}


def test_an_xlsb_says_so_too():
    lines = [tuple(line) for line in with_cells({"D8": "#DIV/0!"})]
    (project,) = read_content(binary_workbook(lines), "表").projects
    assert [row.unsure for row in project.indicators] == [
        {}, {"target": "D8单元格显示的是错误值#DIV/0!"}, {}, {}, {}, {},
    ]  # fmt: skip
