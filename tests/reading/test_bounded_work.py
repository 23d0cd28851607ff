"""Files that only cross a boundary: the work on them is bounded by what they hold, not by the area that they seem to take."""

import tracemalloc

import pytest

from auditor.reading import read
from auditor.reading.char_stream import NumberedLine
from auditor.reading.extract import read_content
from auditor.reading.forms import column_content
from auditor.reading.forms.statements import funding_statements
from auditor.reading.plaintext import level_labels
from tests.test_largest_cell import calls

HEAD = ("项目名称", "一级指标", "二级指标", "三级指标", "指标值")
ROWS = (
    ("河道清淤", "产出指标", "数量指标", "清淤长度", "≥35公里"),
    ("河道清淤", "产出指标", "质量指标", "验收合格率", "≥97%"),
    ("河道清淤", "效益指标", "社会效益指标", "内涝点减少数", "≥6处"),
)
NAMES = ["清淤长度", "验收合格率", "内涝点减少数"]


def names(submission):
    return [row.level3 for project in submission.projects for row in project.indicators]


def lines(separator, rows):
    return "\n".join(separator.join(row) for row in rows)


@pytest.mark.issue(20)
@pytest.mark.parametrize(("separator", "ending"), [(",", "csv"), ("\t", "txt"), (";", "csv")])
def test_one_long_line_below_many_short_ones_makes_no_wide_sheet(tmp_path, separator, ending):
    path = tmp_path / f"清单.{ending}"
    short = [("备注",)] * 2000
    path.write_text(lines(separator, [HEAD, *ROWS, *short, ("续", *["说明"] * 3999)]), encoding="utf-8")
    found = []
    work = calls(lambda: found.append(read(path)))
    assert names(found[0]) == NAMES
    told = "有 1 行比其余各行长得多，第 5 列以后的内容没有读到"
    assert [told in doubt for doubt in found[0].doubts].count(True) == 1
    assert work < 2000 * 4000 / 4


@pytest.mark.issue(20)
def test_a_few_lines_longer_than_the_others_are_read_whole(tmp_path):
    path = tmp_path / "清单.csv"
    long = tuple((*row, "说明", "", "补充") for row in ROWS)
    path.write_text(lines(",", [HEAD, *long, ("合计",)]), encoding="utf-8")
    found = read(path)
    assert (names(found), [doubt for doubt in found.doubts if "没有读到" in doubt]) == (NAMES, [])


def page(rows, more=""):
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table>{cells}</table>{more}</body></html>'


@pytest.mark.issue(20)
def test_cells_that_cover_more_than_a_table_needs_are_told_and_not_spread_out(tmp_path):
    path = tmp_path / "网页.html"
    spans = "<tr><td rowspan='60000'>x</td></tr>" * 1600
    path.write_text(page((HEAD, *ROWS), f"<table>{spans}</table>"), encoding="utf-8")
    found = []
    work = calls(lambda: found.append(read(path)))
    assert (found[0].status, found[0].error.code) == ("unreadable", "R017")
    assert "合并单元格盖住了 500,000 格以上" in found[0].error.message
    assert found[0].error.hint == "请拆开多余的合并单元格，或者把表格拆成几份再审核。"
    assert work < 1_000_000


@pytest.mark.issue(20)
def test_a_title_over_all_columns_that_a_spreadsheet_has_is_read(tmp_path):
    path = tmp_path / "网页.html"
    title = "<tr><td colspan='16384'>绩效目标表</td></tr>"
    path.write_text(page((HEAD, *ROWS)).replace("<table>", f"<table>{title * 20}", 1), encoding="utf-8")
    assert names(read(path)) == NAMES


@pytest.mark.issue(20)
@pytest.mark.parametrize("blank", [" ", "\u3000", " \u3000"])
def test_a_line_of_blanks_is_looked_through_once(blank):
    """Each begin of a match in a stretch of blanks would look through all that are left: hours, for as many."""
    assert funding_statements([NumberedLine(1, blank * 1_000_000 + "说明")])[0] == ()


@pytest.mark.issue(20)
def test_many_lines_without_columns_cost_what_they_hold(tmp_path):
    path = tmp_path / "清单.txt"

    def work(times):
        head = "项目名称\n河道清淤\n一级指标\n二级指标\n三级指标\n指标值\n产出指标\n数量指标\n"
        path.write_text(head + "清淤长度指数量\n标3公里\n" * times, encoding="utf-8")
        return calls(lambda: read(path))

    assert work(1200) < 3 * work(600)


@pytest.mark.issue(20)
def test_very_many_headings_that_mean_nothing_are_looked_at_only_in_part(tmp_path, monkeypatch):
    path = tmp_path / "清单.csv"
    beyond = tuple(f"栏目{number}" for number in range(3000))
    path.write_text(lines(",", [(*HEAD, *beyond), *((*row, *beyond) for row in ROWS)]), encoding="utf-8")
    looked_at = set()
    one = column_content._alike
    monkeypatch.setattr(column_content, "_alike", lambda name, field: looked_at.add(name) or one(name, field))
    assert names(read(path)) == NAMES
    assert len(looked_at) <= 200


@pytest.mark.issue(20)
def test_a_row_of_very_many_labels_costs_what_it_holds(tmp_path):
    path = tmp_path / "一行.csv"

    def work(times):
        labels = ("项目名称", "河道清淤", "年度预算数（万元）", "86.4") * times
        path.write_text(lines(",", [labels, HEAD, *ROWS]), encoding="utf-8")
        return calls(lambda: read(path))

    assert work(800) < 3 * work(400)


@pytest.mark.issue(20)
def test_forms_below_each_other_cost_what_they_hold(tmp_path):
    path = tmp_path / "汇总.csv"

    def work(times):
        forms = [
            line
            for number in range(times)
            for line in (("项目名称", f"项目{number}"), ("预算数", "86.4"), HEAD[1:], *(row[1:] for row in ROWS))
        ]
        path.write_text(lines(",", forms), encoding="utf-8")
        return calls(lambda: read(path))

    assert work(400) < 2.5 * work(200)


@pytest.mark.issue(20)
def test_of_very_many_labels_in_a_text_each_is_weighed_with_its_neighbours_only(monkeypatch):
    seen = []
    price = level_labels._unused
    monkeypatch.setattr(
        level_labels,
        "_unused",
        lambda labels, first, last, end: seen.append(last - first) or price(labels, first, last, end),
    )
    lines = "\n".join(f"数量指标\t疏浚沟渠{number}\t{number}米" for number in range(300))
    text = f"项目名称 沟渠疏浚\n一级指标 二级指标 三级指标 指标值\n{lines}"
    (project,) = read_content(text.encode(), "表.txt").projects
    assert len(project.indicators) == 300
    assert max(seen) <= level_labels._MOST_PASSED
    assert len(seen) <= (level_labels._MOST_PASSED + 1) * 301


@pytest.mark.issue(20)
def test_a_row_of_a_list_takes_little_memory_while_it_is_read():
    names = (f"维修{number}号水闸" for number in range(4000))
    rows = (
        f"P{place // 8},闸站维修{place // 8},产出指标,数量指标,{name},≥{place}座" for place, name in enumerate(names)
    )
    content = "\n".join(["项目编码,项目名称,一级指标,二级指标,三级指标,指标值", *rows]).encode()
    read_content(content[:400], "表.csv")  # what is loaded once
    tracemalloc.start()
    found = read_content(content, "表.csv")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(len(project.indicators) for project in found.projects) == 4000
    assert peak < 2_300 * 4000
