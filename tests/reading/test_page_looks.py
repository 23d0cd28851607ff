"""Web pages are read as they look: by their style sheets, fonts of symbols, fields, and groups of rows."""

import pytest

from auditor.reading.grid import Grid
from auditor.reading.html.reader import read_web_page

HEAD = "<tr><td>三级指标<td>指标值</tr>"


def rows(body, css=""):
    """The rows of the only table of a page."""
    (table,) = (item for item in read_web_page(page(body, css), "页.html").items if isinstance(item, Grid))
    return table.rows


def page(body, css=""):
    return f"<html><head><meta charset=utf-8><style>{css}</style></head><body>{body}</body></html>".encode()


def two_rows(second, attributes=""):
    table = f"<table>{HEAD}<tr {attributes}><td>亮灯率<td>{second}</tr></table>"
    return f"<div class=page><div><div class=page><p></p></div>{table}</div></div>"


@pytest.mark.parametrize(
    "css",
    [
        ".old{display:none}",
        "<!-- tr.old { color: red; display : none !important } -->",
        "table > tbody > .old, p { DISPLAY:none }",
        "@media screen { table tr.old{display:none} }",
        ".old{display:table-row} table .old{display:none}",
        ".old{display:none} @media print{.old{display:table-row}}",
        "#r7{visibility:collapse}",
        ".page > div table .old{display:none}",
        "/* .old{display:block} */ .old{mso-hide:all}",
    ],
)
def test_a_row_that_a_style_sheet_hides_is_not_read(css):
    assert rows(two_rows("≥98%", "class='x old' id=r7"), css) == (("三级指标", "指标值"),)


@pytest.mark.parametrize(
    "css",
    [
        "@media print{.old{display:none}}",
        "@media screen and (max-width: 600px){.old{display:none}}",
        ".page > table .old{display:none}",
        ".older{display:none} p.old{display:none} div > .old{display:none}",
        ".old:hover{display:none} .old[hidden]{display:none}",
        ".old{display:none} tr.old{display:table-row}",
        ".old{display:none",
        "tr{display:none!important",
    ],
)
def test_a_row_that_is_shown_all_the_same_is_read(css):
    assert rows(two_rows("≥98%", "class='x old' id=r7"), css) == (("三级指标", "指标值"), ("亮灯率", "≥98%"))


def test_what_an_element_says_itself_counts_more_than_its_style_sheet():
    body = two_rows("≥98%", "class=old style='display:table-row'")
    assert len(rows(body, ".old{display:none}")) == 2
    assert len(rows(body, ".old{display:none !important}")) == 1


def test_a_page_that_a_script_shows_later_is_read():
    body = f"<div class=app>{two_rows('≥98%')}</div>"
    assert len(rows(body, ".app{display:none}")) == 2


def test_a_struck_out_cell_of_a_sheet_saved_as_a_page():
    css = ".xl66{color:black;text-decoration:line-through;vertical-align:middle} .xl65{text-decoration:none}"
    body = f"<table>{HEAD}<tr><td class=xl65>亮灯率<td class=xl65>≥98%<font class=xl66>95%</font></tr></table>"
    (table,) = read_web_page(page(body, css), "页.html").items
    assert table.rows[1] == ("亮灯率", "≥98%")
    assert "95%" in table.unread[1, 1]


def test_a_power_that_a_style_sheet_raises():
    assert rows(two_rows("3×10<span class=up>4</span>吨"), ".up{vertical-align:super}")[1][1] == "3×10⁴吨"


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        ("<td style='display:none'>旧值<td>亮灯率<td>≥98%", ("亮灯率", "≥98%")),
        ("<td>亮灯率<td class=gone>旧值<td>≥98%", ("亮灯率", "≥98%")),
        ("<td style='visibility:hidden'>亮灯率<td>≥98%", ("", "≥98%")),
        ("<td>亮灯率<td>≥98%<span class=gone>请填写</span>", ("亮灯率", "≥98%")),
    ],
)
def test_a_cell_that_is_left_out_gives_its_place_to_the_next_one(cells, read):
    assert rows(f"<table>{HEAD}<tr>{cells}</tr></table>", ".gone{display:none}")[1] == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<span style='font-family:Symbol'>³</span>98%", "≥98%"),
        ("<span style='font-family:Symbol;mso-char-type:symbol'><span style='mso-char-type:symbol'>£</span></span>5%", "≤5%"),
        ("<font face=Symbol>³</font>98%", "≥98%"),
        ("<span class=s>\uf0b3</span>98%", "≥98%"),
        ("<span style='font-family:\"Wingdings 2\"'>R</span>是<span style='font-family:Wingdings'>¨</span>否", "☑是□否"),
        ("<span style='font-family:Symbol'>98米<span style='font-family:宋体'>³</span></span>", "98米³"),
        ("<span style='font-family:宋体,Symbol'>30m³</span>", "30m³"),
        ("30m³", "30m³"),
        ("<span style='mso-symbol-font-family:Symbol'>30m³</span>", "30m³"),
    ],
)  # fmt: skip
def test_characters_of_a_font_of_symbols_are_what_they_look_like(written, read):
    assert rows(two_rows(written), ".s{font-family:symbol}")[1][1] == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("≥<input type=number value=98>%", "≥98%"),
        ("<input type=date value=2026-10-31>前", "2026-10-31前"),
        ("<input value=98>%", "98%"),
        ("98%<input type=hidden value=77>", "98%"),
        ("98%<input type=button value=删除>", "98%"),
        ("亮\u200b灯&shy;98%", "亮灯98%"),
        ("亮&#8203;灯&#x200B;9&#173;8%", "亮灯98%"),
        ("亮&#8213;灯&#1730;98%", "亮―灯ۂ98%"),
    ],
)
def test_values_of_fields_and_marks_that_nobody_sees(written, read):
    assert rows(two_rows(written))[1][1] == read


def test_cells_that_reach_over_groups_of_rows_where_only_so_all_rows_are_equally_wide():
    body = (
        "<table><tbody><tr><td>一级指标<td>二级指标<td>三级指标</tr></tbody>"
        "<tbody><tr><td rowspan=3>产出指标<td rowspan=2>数量指标<td>灯具</tr><tr><td>灯杆</tr></tbody>"
        "<tbody><tr><td>质量指标<td>亮灯率</tr></tbody></table>"
    )
    (table,) = read_web_page(page(body), "页.html").items
    assert table.rows[1:] == (("产出指标", "数量指标", "灯具"), ("", "", "灯杆"), ("", "质量指标", "亮灯率"))
    assert table.merged == {(2, 0): (1, 0), (3, 0): (1, 0), (2, 1): (1, 1)}


def test_a_span_that_is_too_long_ends_with_its_group():
    body = (
        "<table><tbody><tr><td rowspan=9>产出指标<td>灯具</tr><tr><td>灯杆</tr></tbody>"
        "<tbody><tr><td>效益指标<td>亮灯率</tr></tbody></table>"
    )
    assert rows(body) == (("产出指标", "灯具"), ("", "灯杆"), ("效益指标", "亮灯率"))


def test_the_work_of_a_selector_grows_with_the_depth_of_the_page_alone(monkeypatch):
    from auditor.reading.html import style_sheets

    times = []
    fits = style_sheets._Simple.fits
    monkeypatch.setattr(style_sheets._Simple, "fits", lambda simple, one: times.append(1) or fits(simple, one))
    deep = "<div>" * 60 + two_rows("≥98%", "class=old") + "</div>" * 60
    assert len(rows(deep, "div " * 12 + "i .old{display:none}")) == 2
    assert len(times) < 14 * 80
