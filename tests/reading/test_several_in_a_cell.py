"""Several indicators in one row are told apart, by numbers or by lines, also where a number runs into a value."""

import io

import docx
import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.enumerated import PARTED, parted
from auditor.reading.forms.in_lines import PAIRED
from material.forms.one_form import fods_of
from material.forms.workbooks import sheet_of


def names_and_targets(name, target):
    return [(row["level3"], row["target"]) for row in parted({"level3": name, "target": target})]


@pytest.mark.parametrize(
    ("name", "target", "rows"),
    [
        (
            "1.里程2.标志3.边沟",
            "1.≥120公里2.30块3.≥50公里",
            [("里程", "≥120公里"), ("标志", "30块"), ("边沟", "≥50公里")],
        ),
        ("1.里程2.标志", "1.120公里2.30块", [("里程", "120公里"), ("标志", "30块")]),
        ("1.里程≥120公里 2.标志30块", "", [("里程", "≥120公里"), ("标志", "30块")]),
        ("①合格率≥95%②返工率≤5%", "", [("合格率", "≥95%"), ("返工率", "≤5%")]),
    ],
)
def test_numbered_indicators_of_a_row(name, target, rows):
    assert names_and_targets(name, target) == rows


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("1.里程2.标志", "1.≥2.5公里2.30块"),
        ("1.里程2.标志", "1.5公里"),
        ("1.里程2.标志", "120"),
        ("1.里程2.标志", "12"),
        ("1.里程≥120公里 2.标志", ""),
        ("里程≥120公里", ""),
        ("里程", "1.≥120公里2.30块"),
    ],
)
def test_others_stay_one(name, target):
    assert names_and_targets(name, target) == [(name, target)]


def test_the_lines_of_a_cell():
    heads = ["一级指标", "二级指标", "三级指标", "指标值"]
    row = ["产出指标", "数量指标", "1.里程\n2.标志", "1.≥120公里\n2.30块"]
    (project,) = read_content(sheet_of([["项目名称", "公路养护"], heads, row]), "表.xlsx").projects
    assert [(one.level3, one.target, one.doubts) for one in project.indicators] == [
        ("里程", "≥120公里", (PARTED,)),
        ("标志", "30块", (PARTED,)),
    ]


HEADS = ["一级指标", "二级指标", "三级指标", "指标值", "分值"]


def of_lines(name, target, points=None, *, make=lambda rows: (sheet_of(rows), "表.xlsx")):
    row = ["产出指标", "数量指标", name, target, points]
    return read_content(*make([["项目名称", "公路养护"], HEADS, row])).projects[0].indicators


def rows_of(indicators):
    return [(one.level3, one.target, one.weight) for one in indicators]


def word_of(rows):
    document = docx.Document()
    table = document.add_table(0, len(HEADS))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = str(text or "")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue(), "表.docx"


def page_of(rows):
    cells = ("".join(f"<td>{str(text or '').replace(chr(10), '<br>')}</td>" for text in row) for row in rows)
    return (
        "<meta charset=utf-8><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    ).encode(), "表.html"


def old_sheet_of(rows):
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cells = (
        "".join(
            f'<Cell><Data ss:Type="String">{str(text or "").replace(chr(10), "&#10;")}</Data></Cell>' for text in row
        )
        for row in rows
    )
    body = "".join(f"<Row>{row}</Row>" for row in cells)
    sheet = f'<Worksheet ss:Name="表"><Table>{body}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheet}</Workbook>'.encode(), "表.xml"


def open_sheet_of(rows):
    cells = (
        "".join(
            "<table:table-cell>"
            + "".join(f"<text:p>{line}</text:p>" for line in str(text or "").split("\n"))
            + "</table:table-cell>"
            for text in row
        )
        for row in rows
    )
    return fods_of("".join(f"<table:table-row>{row}</table:table-row>" for row in cells)), "表.fods"


@pytest.mark.parametrize(
    "make", [word_of, page_of, old_sheet_of, open_sheet_of, lambda rows: (sheet_of(rows), "表.xlsx")]
)
def test_a_line_each_in_both_cells(make):
    found = of_lines("养护里程\n更换标志\n修补路面", "≥120公里\n30块\n≥2000平方米", "10\n20\n30", make=make)
    assert rows_of(found) == [("养护里程", "≥120公里", 10), ("更换标志", "30块", 20), ("修补路面", "≥2000平方米", 30)]
    assert {one.doubts for one in found} == {(PAIRED,)}


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("1.养护里程\n2.更换标志", "≥120公里\n30块"),
        ("养护里程\n更换标志", "1.≥120公里\n2.30块"),
        ("（1）养护里程\n（2）更换标志", "≥120公里\n30块"),
    ],
)
def test_lines_of_which_only_some_are_numbered(name, target):
    found = of_lines(name, target)
    assert rows_of(found) == [("养护里程", "≥120公里", None), ("更换标志", "30块", None)]


def test_values_that_begin_like_numbers_of_lines_are_values():
    found = of_lines("养护里程\n修补里程", "1.5公里\n2.5公里")
    assert rows_of(found) == [("养护里程", "1.5公里", None), ("修补里程", "2.5公里", None)]


def test_points_that_several_have_together_are_not_known_of_any():
    found = of_lines("养护里程\n更换标志", "≥120公里\n30块", 20)
    assert rows_of(found) == [("养护里程", "≥120公里", None), ("更换标志", "30块", None)]
    assert [list(one.unsure) for one in found] == [["weight"], ["weight"]]


@pytest.mark.parametrize("number", ["1.", "①"])
def test_numbered_ones_have_their_points_in_common_too(number):
    other = "2." if number == "1." else "②"
    found = of_lines(f"{number}里程{other}标志", f"{number}≥120公里{other}30块", 20)
    assert [(one.weight, list(one.unsure)) for one in found] == [(None, ["weight"])] * 2


@pytest.mark.parametrize(
    ("name", "target", "joined"),
    [
        ("农村公路\n养护里程", "≥120\n公里", "≥120公里"),
        ("设备采购\n完成时间", "2026年\n12月底前", "2026年12月底前"),
        ("设备采购\n完成时间", "2026年1月-\n2026年12月", "2026年1月-2026年12月"),
        ("农村公路\n养护里程", "≥120公里", "≥120公里"),
        ("群众对养护\n工作满意度", "95%\n以上", "95%以上"),
        ("农村公路\n养护里程", "不少于\n120公里", "不少于120公里"),
        ("新建公厕\n数量", "大于等于\n5座", "大于等于5座"),
        ("农村公路\n养护里程", "12.\n5公里", "12.5公里"),
        ("设备采购\n起止时间", "2026年3月\n至2026年11月", "2026年3月至2026年11月"),
        ("改善出行\n条件", "有效\n改善", "有效改善"),
    ],
)
def test_one_indicator_that_was_broken_into_lines_stays_one(name, target, joined):
    (found,) = of_lines(name, target)
    assert (found.level3, found.target, found.doubts, found.unsure) == (name.replace("\n", ""), joined, (), {})


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("养护里程\n更换标志\n修补路面", "≥120公里\n30块"),
        ("养护里程\n更换标志", "≥1\n00%"),
        ("道路养护\n里程", "≥100公里\n≤120公里"),
        ("养护工程\n起止时间", "2026年3月1日\n2026年11月30日"),
        ("养护里程\n更换标志\n路面状况", "≥120公里\n30块\n明显改善"),
    ],
)
def test_lines_that_do_not_pair_up_are_not_known(name, target):
    (found,) = of_lines(name, target)
    assert set(found.unsure) == {"level3", "target"}


def test_lines_of_words_may_be_one_indicator_or_several():
    (found,) = of_lines("出行条件\n路面状况", "显著提升\n明显改善")
    assert (found.level3, len(found.doubts), found.unsure) == ("出行条件路面状况", 1, {})
