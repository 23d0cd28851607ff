"""Amounts that a sheet shows rounded add up as what their cells hold."""

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from auditor import api
from auditor.reading.extract import read_content
from auditor.reading.rounded import exact_text, is_rounded
from auditor.reading.workbook.formats import number_format
from material.forms.binary_workbook import binary_workbook
from material.forms.one_form import ods_of, spreadsheet_xml_of

pytestmark = pytest.mark.issue(15)

HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")
ROWS = (("产出指标", "数量指标", "改造泵站座数", "≥2座"), ("效益指标", "社会效益指标", "排涝能力提升", "≥10%"))


def head(budget, state, other, form):
    """A head with a budget and two sources, in one number format."""
    return [
        ("项目名称", "泵站改造"),
        ("预算数（万元）", (budget, form)),
        ("财政拨款", (state, form)),
        ("其他资金", (other, form)),
        HEADINGS,
        *ROWS,
    ]


def xlsx(lines):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, tuple):
                    sheet.write(row, column, cell[0], book.add_format({"num_format": cell[1]}))
                else:
                    sheet.write(row, column, cell)
    return stream.getvalue()


def xls(lines):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            if isinstance(cell, tuple):
                sheet.write(row, column, cell[0], xlwt.easyxf(num_format_str=cell[1]))
            else:
                sheet.write(row, column, cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def spreadsheet_xml(lines):
    code = next(cell[1] for line in lines for cell in line if isinstance(cell, tuple)).replace('"', "&quot;")
    rows = ""
    for line in lines:
        cells = (
            f'<Cell ss:StyleID="s1"><Data ss:Type="Number">{cell[0]}</Data></Cell>'
            if isinstance(cell, tuple)
            else f'<Cell><Data ss:Type="String">{cell}</Data></Cell>'
            for cell in line
        )
        rows += f"<Row>{''.join(cells)}</Row>"
    return spreadsheet_xml_of(rows, f'<Style ss:ID="s1"><NumberFormat ss:Format="{code}"/></Style>')


def ods(lines):
    def cell(one):
        if isinstance(one, tuple):
            return f"<table:table-cell office:value-type='float' office:value='{one[0]}'><text:p>{number_format(one[1]).shown(one[0])}</text:p></table:table-cell>"
        return f"<table:table-cell office:value-type='string'><text:p>{one}</text:p></table:table-cell>"

    return ods_of("".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines))


MAKERS = [xlsx, xls, spreadsheet_xml, ods, binary_workbook]
AMOUNTS = [
    (12.5, 8.2, 4.3, "0"),
    (12.5, 8.2, 4.3, '0"万元"'),
    (1234.56, 1000.06, 234.5, "#,##0"),
    (0.6, 0.35, 0.25, "0"),
    (99.9, 33.3, 66.6, "0_ "),
]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
@pytest.mark.parametrize(("budget", "state", "other", "form"), AMOUNTS)
def test_money_is_what_the_cells_hold(make, budget, state, other, form):
    (project,) = read_content(make(head(budget, state, other, form)), "表").projects
    assert project.budget_wan == budget
    assert [part.amount_wan for part in project.funding] == [state, other]


def found_in(tmp_path, content):
    path = tmp_path / "申报表.xlsx"
    path.write_bytes(content)
    result = api.audit(path)
    return [one.rule for item in result.submissions for project in item.projects for one in project.findings]


def test_sums_are_not_accused_for_what_is_only_shown(tmp_path):
    assert "CON004" not in found_in(tmp_path, xlsx(head(12.5, 8.2, 4.3, "0")))
    assert "CON004" not in found_in(tmp_path, xlsx(head(100, 100 / 7, 600 / 7, "0")))


def test_sums_that_do_not_add_up_are_accused_though_they_look_right(tmp_path):
    assert "CON004" in found_in(tmp_path, xlsx(head(12.5, 8.4, 4.3, "0.00")))


def test_a_budget_column_of_a_list_is_what_its_cells_hold():
    lines = [
        ("项目名称", "预算数（万元）", *HEADINGS),
        ("水闸维修", (7.45, "0.0"), "产出指标", "数量指标", "维修水闸", "3座"),
        ("堤防绿化", (20.0, "0.0"), "产出指标", "数量指标", "绿化长度", "2公里"),
    ]
    found = read_content(xlsx(lines), "表").projects
    assert [(one.name, one.budget_wan) for one in found] == [("水闸维修", 7.45), ("堤防绿化", 20.0)]


def test_a_target_is_what_a_person_sees_and_told_where_that_is_far_off():
    lines = [
        HEADINGS,
        ("产出指标", "数量指标", "新建步道", (1.6, '0"公里"')),
        ("产出指标", "质量指标", "合格率", (0.9666, "0.0%")),
    ]
    (project,) = read_content(xlsx(lines), "表").projects
    assert [(row.target, row.doubts) for row in project.indicators] == [
        ("2公里", ("D2单元格显示的是“2公里”，里面存的是“1.6公里”",)),
        ("96.7%", ()),
    ]


@pytest.mark.parametrize(
    ("shown", "value", "exact"),
    [
        ("13", 12.5, "12.5"), ("≥13万元", 12.5, "≥12.5万元"), ("1,234", 1234.4, "1234.4"), ("95%", 0.954, "95.4%"),
        ("12.5万元", 125430.0, "12.543万元"), ("1,235千元", 1234567.0, "1234.567千元"), ("13", 13.0, None), ("≥95%", 0.95, None),
        ("2025年6月30日", 45838.0, None), ("无", 0.0, None), ("0.1", 0.1 + 0.2 - 0.2, None), ("7", 12.5, None),
    ],
)  # fmt: skip
def test_what_a_cell_would_show_without_rounding(shown, value, exact):
    assert exact_text(shown, value) == exact


@given(
    st.decimals(min_value=0, max_value=10**6, places=4),
    st.sampled_from(["0", "0.0", "0.00", "#,##0", '0.0"万元"', '"≥"0"人"', "0.00%"]),
)
def test_the_exact_text_stands_for_the_value_itself(number, code):
    value = float(number)
    shown = number_format(code).shown(value)
    exact = exact_text(shown, value)
    assert is_rounded(shown, value) == (exact is not None)
    if exact is not None:
        digits = "".join(char for char in exact if char.isdigit() or char == ".")
        assert float(digits) == pytest.approx(value * (100 if "%" in code else 1), rel=1e-9)
