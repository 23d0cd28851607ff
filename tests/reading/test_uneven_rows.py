"""A row of which cells or whole marks were lost is told in every format of marks; what was made uneven is not."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.html.marks import has_broken_marks
from auditor.reading.uneven import uneven_row
from material.forms import one_form

pytestmark = pytest.mark.issue(20)

SHEET = "工作表“表”有损坏，可能只读出了一部分"


def doubts(content, name):
    return read_content(content, name).doubts


def without(content, first, last):
    """The bytes without what stands between the end of one text and the beginning of another."""
    start = content.index(first.encode()) + len(first.encode())
    return content[:start] + content[content.index(last.encode(), start) :]


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("fods", "表.fods", SHEET),
        ("spreadsheet_xml", "表.xml", SHEET),
        ("word_2003", "表.xml", "表格里有的行格子多了或者少了（第一处：第8行），可能有损坏，有的指标可能没有读到"),
        ("flat_opc", "表.xml", "表格里有的行格子多了或者少了（第一处：第8行），可能有损坏，有的指标可能没有读到"),
        ("html", "表.html", "网页的表格里有的行格子多了或者少了（第一处：第8行），可能有损坏，有的指标可能没有读到"),
    ],
)
@pytest.mark.parametrize(
    ("first", "last"), [("时效指标", "河道水质改善"), ("完工时间", "显著提升"), ("数量指标", "淤泥处置合格率")]
)
def test_two_rows_that_became_one_are_told(kind, name, told, first, last):
    found = doubts(without(getattr(one_form, kind)(), first, last), name)
    assert [one.split("（第一处")[0] for one in found][-1:] == [told.split("（第一处")[0]]


@pytest.mark.parametrize(
    ("ends", "odd"),
    [
        ([5, 5, 5, 5], None),
        ([1, 5, 5, 5, 2], None),  # a title and a line of signatures
        ([5, 5, 4, 5], 2),
        ([5, 5, 9, 5], 2),
        ([3, 4, 5, 3, 4, 5, 2, 1], None),  # made so
        ([], None),
    ],
)
def test_which_row_ends_elsewhere(ends, odd):
    assert uneven_row(ends, lambda row: ["甲：", "乙"][: ends[row]]) == odd


@pytest.mark.parametrize(
    ("last", "odd"),
    [(["≥90%", ""], 3), (["≤ 3起", ""], 3), (["95%", ""], None), (["合计", ""], None), (["注", "≥90%"], 3)],
)
def test_a_value_alone_below_a_table_is_what_is_left_of_a_row(last, odd):
    rows = [["数量指标", "清淤长度", "≥3公里"]] * 3 + [last]
    assert uneven_row(list(map(len, rows)), rows.__getitem__) == odd


def test_two_rows_of_excel_xml_that_became_one_with_a_blank_cell_behind_are_told():
    content = one_form.spreadsheet_xml()
    cell = '</Data></Cell><Cell><Data ss:Type="String">'
    assert doubts(without(content, f"河道水质改善{cell}", "服务对象满意度指标"), "表.xml")[-1:] == (SHEET,)


def test_a_writer_that_leaves_out_empty_cells_is_not_told():
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in line
        )
        + "</table:table-row>"
        for line in [
            ("一级指标", "二级指标", "三级指标", "指标值", "备注"),
            ("产出指标", "数量指标", "修缮校舍栋数", "4栋", "两年完成"),
            ("产出指标", "质量指标", "验收合格率", "100%"),
            ("效益指标", "社会效益指标", "新增学位数", "120个", "分年"),
        ]
    )
    assert doubts(one_form.fods_of(rows), "表.fods") == ()


def open_rows(*lines):
    """Rows as they are written; a number stands for so many covered cells."""
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'

    def written(one):
        if isinstance(one, int):
            return "<table:covered-table-cell/>" * one
        text, _, width = one.partition("|")
        return cell.format(f' table:number-columns-spanned="{width}"' if width else "", text)

    return "".join(f"<table:table-row>{''.join(map(written, line))}</table:table-row>" for line in lines)


HEADING = ("一级指标", "二级指标", "三级指标", "指标值", "备注")
ROWS = (
    ("产出指标", "数量指标", "编印手册", "3000册", ""),
    ("产出指标", "质量指标", "差错率", "≤0.1‰", ""),
    ("效益指标", "社会效益指标", "受训人次", "800人次", ""),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "≥93%", ""),
)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("产出指标", "质量指标", "差错率", "≤0.1‰", "受训人次", "800人次", ""), (SHEET,)),
        (("产出指标", "质量指标", "差错率", "社会效益指标", "受训人次", "800人次", "", ""), (SHEET,)),
        (("产出指标", "质量指标", "差错率", "≤0.1‰", "", "见附件"), ()),
        (("产出指标", "质量指标", "差错率", "≤0.1‰", "", "", "见附件"), ()),
        (("产出指标", "质量指标", "差错率", "≤0.1‰", "", "见附件|3", 2), ()),
    ],
    ids=[
        "one text beyond and a cell",
        "one text beyond and two cells",
        "a remark",
        "a remark farther off",
        "a wide remark",
    ],
)
def test_a_row_that_goes_on_with_another_one_is_told_and_a_remark_is_not(row, told):
    content = one_form.fods_of(open_rows(HEADING, ROWS[0], row, *ROWS[2:]))
    assert doubts(content, "表.fods") == told


@pytest.mark.parametrize(
    ("mark", "broken"),
    [
        ('<tl rowspan="1">', True),
        ("</ur>", True),
        ("<dtr>", True),
        ("<tdd class=a>", True),
        ("<tr!>", True),
        ("<tr-->", True),
        ("<td-view>", False),
        ("<mtr></mtr><mtd></mtd><tdx></tdx><sub><pre>", False),
        ('<td row3pan="2">', True),
        ('<td rowspan="1" c">', True),
        ('<td colspan="　">', True),
        ('<td class="xl65" width=64 style=\'border:"1"\' x:num="3">', False),
        ("<td nowrap><br><hr><em>", False),
        ("<td data-row='3' rows=2 colspan=\"\">", False),
        ("<tr height=20 style='height:15.0pt'>", False),
    ],
)
def test_marks_that_no_program_writes(mark, broken):
    assert has_broken_marks(f"<table><tr>{mark}") is broken


def test_a_web_archive_whose_lines_are_not_equally_long_is_told():
    import base64

    head = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    whole = head + base64.encodebytes(one_form.html())
    lines = whole.split(b"\n")
    assert doubts(whole, "表.mht") == ()
    lines[9] = lines[9][:40]
    assert doubts(b"\n".join(lines), "表.mht")[-1] == "网页存档有损坏，有的行或者格子可能没有读到"
