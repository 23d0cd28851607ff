"""Rows and pages that only their numbers show to be missing are told, and nothing that is missing is held against anybody."""

from itertools import pairwise

import pytest

from auditor.errors import UnreadableError
from auditor.model import Indicator
from auditor.reading.extract import read_content
from auditor.reading.forms.doubtful import head_doubts
from auditor.reading.forms.head import Head
from auditor.reading.forms.missing_rows import missing_pages, missing_rows
from auditor.reading.forms.tables import find_tables
from auditor.reading.grid import Grid
from material.forms.workbooks import sheet_of

HEAD = [["项目名称", "渠道衬砌", "", "", ""], ["年度资金总额（万元）", "42", "", "", ""]]
ROWS = [
    ("产出指标", "数量指标", "衬砌渠道长度", "≥6公里"),
    ("产出指标", "质量指标", "工程验收合格率", "≥97%"),
    ("效益指标", "社会效益指标", "受益村组", "≥9个"),
    ("满意度指标", "服务对象满意度指标", "农户满意度", "≥91%"),
]


def read_numbered(numbers, mark=lambda number, text: text, serial=True):
    rows = [
        [str(number) if serial else "", level1, level2, mark(number, level3), target]
        for number, (level1, level2, level3, target) in zip(numbers, ROWS, strict=True)
    ]
    lines = [*HEAD, ["序号", "一级指标", "二级指标", "三级指标", "指标值"], *rows]
    return read_content(sheet_of(lines), "表.xlsx")


@pytest.mark.issue(15)
@pytest.mark.parametrize("numbers", [(1, 2, 4, 5), (1, 3, 4, 5), (1, 2, 3, 6)])
def test_a_serial_number_left_out_is_told(numbers):
    before = max(one for one, after in pairwise(numbers) if after != one + 1)
    after = numbers[numbers.index(before) + 1]
    found = read_numbered(numbers)
    told = f"序号从{before}跳到{after}，中间可能有没有读到的行"
    assert (found.projects[0].unsure, found.doubts) == ({"indicators": told}, (told,))


@pytest.mark.issue(15)
@pytest.mark.parametrize("numbers", [(1, 2, 3, 4), (1, 1, 1, 1), (3, 4, 5, 6), (1, 2, 1, 2), (10, 7, 4, 1)])
def test_numbers_that_follow_each_other_or_mean_something_else_say_nothing(numbers):
    assert read_numbered(numbers).projects[0].unsure == {}


@pytest.mark.issue(15)
def test_a_number_left_out_before_names_is_told():
    found = read_numbered((1, 2, 4, 5), mark=lambda number, text: f"指标{number}：{text}", serial=False)
    assert found.projects[0].unsure == {"indicators": "编号从2跳到4，中间可能有没有读到的行"}


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("written", "pages", "told"),
    [
        ("第1页共3页第2页共3页", 2, "页脚写着共3页，文件只有2页，缺少的页没有审核"),
        ("第1页共2页第2页共2页", 2, None),
        ("共3页共5页", 1, None),
        ("没有页码", 1, None),
    ],
)
def test_pages_counted_and_not_there_are_told(written, pages, told):
    assert missing_pages(written, pages) == told


@pytest.mark.issue(15)
@pytest.mark.parametrize("department", ["一、单位职责", "第二部分 预算", "（三）年度安排", "2.项目概况"])
def test_a_title_is_no_department(department):
    lines = [["主管部门", department, "", ""], ["项目名称", "渠道衬砌", "", ""]]
    lines += [["一级指标", "二级指标", "三级指标", "指标值"], *map(list, ROWS)]
    found = read_content(sheet_of(lines), "表.xlsx")
    assert (found.department, found.doubts) == (None, (f"读出的部门“{department}”像是标题或者栏目名称，没有采用",))


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    "line",
    [
        "项目名称：渠道衬砌　预算金额：42万元",
        "项目名称：渠道衬砌  预算金额：42万元",
        "预算金额：42万元　项目名称：渠道衬砌",
    ],
)
def test_two_labels_on_one_line_are_two_labels(line):
    rows = ["\t".join(row) for row in [("一级指标", "二级指标", "三级指标", "指标值"), *ROWS]]
    text = "\n".join(["2026年度项目支出绩效目标申报表", line, "年度绩效目标：衬砌渠道6公里。", *rows])
    (project,) = read_content(text.encode(), "表.txt").projects
    assert (project.name, project.budget_wan, project.goal) == ("渠道衬砌", 42, "衬砌渠道6公里。")


@pytest.mark.issue(15)
def test_headings_repeated_without_the_first_column_go_on_with_the_levels_above():
    lines = [*HEAD, ["一级指标", "二级指标", "三级指标", "指标值", ""]]
    lines += [[*row, ""] for row in ROWS[:2]]
    lines += [["", "二级指标", "三级指标", "指标值", ""], ["", *ROWS[2][1:], ""]]
    (project,) = read_content(sheet_of(lines), "表.xlsx").projects
    assert [(row.level2, row.level3, row.target) for row in project.indicators] == [row[1:] for row in ROWS[:3]]


@pytest.mark.issue(15)
def test_a_text_of_labels_alone_is_no_statement():
    with pytest.raises(UnreadableError) as refusal:
        read_content("项目名称：渠道衬砌\n预算金额：42万元\n绩效目标：衬砌渠道6公里。".encode(), "表.txt")
    assert refusal.value.code == "R004"


class CountedRows(tuple):
    """Rows that count how often they were walked through."""

    walks = 0

    def __iter__(self):
        self.walks += 1
        return super().__iter__()


@pytest.mark.issue(14)
@pytest.mark.parametrize("tables", [1, 40])
def test_the_labels_of_a_grid_are_walked_through_once_a_level_however_many_tables_it_has(tables):
    heading = ("一级指标", "二级指标", "三级指标", "指标值")
    grid = Grid(None, (heading, *ROWS, ("合计", "", "", "")) * tables)
    found = find_tables(grid)
    rows = CountedRows(Indicator(id="", level1=one, level2=two, level3=three) for one, two, three, _ in ROWS)
    assert (len(found), missing_rows(found, rows), rows.walks) == (tables, None, 3)


@pytest.mark.issue(15)
def test_what_is_in_doubt_of_a_head_is_told_in_one_order():
    grid = Grid(None, (("一级指标", "二级指标", "三级指标", "指标值"),))
    assert list(head_doubts(grid, 0, 0, Head())) == ["project.name", "project.goal", "project.budget_wan"]
