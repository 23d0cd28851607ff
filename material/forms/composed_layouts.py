"""Forms as departments fill them in: composed headings, two heading rows, years side by side, blocks, lists, own words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from random import Random

from auditor.model import Indicator, Project
from material.forms.layouts import Cell, Form, Layout, split_target
from material.forms.layouts import _body as body
from material.forms.layouts import _c as cell
from material.forms.renderers import placed

YEAR = 2025
LEVELS = ("level1", "level2", "level3")
TARGET_WORDS = (
    "当年预期实现值", "全年目标值", "本年度计划水平", "2025年指标值", "本年预期目标值", "当年计划完成值", "2025年度目标值", "年度计划实现值",
    "全年计划指标值", "本年度预期值", "当年考核目标值", "预期指标水平", "2025年预期水平", "年度指标数值",
)  # fmt: skip
NAMES = ("三级指标", "指标名称", "绩效指标名称", "指标内容", "绩效指标内容", "具体指标")
LEVEL_NAMES = (("一级指标", "二级指标"), ("一级指标名称", "二级指标名称"), ("一级 指标", "二级 指标"))


def _head(project: Project, random: Random, width: int) -> list[tuple[Cell, ...]]:
    """Name, money and goal above a table, labels as they vary."""
    name = random.choice(("项目名称", "项目名称：", "预算项目名称", "支出项目名称"))
    money = random.choice(("项目资金（万元）", "预算数（万元）", "年度资金总额（万元）"))
    return [
        (cell(name), cell(project.name, width - 1)),
        (cell(money), cell(f"{project.budget_wan:g}", width - 1)),
        (cell(random.choice(("年度目标", "年度绩效目标", "绩效目标"))), cell(project.goal, width - 1)),
    ]


def _titles(random: Random) -> tuple[str, ...]:
    return random.choice((("项目支出绩效目标申报表", f"（{YEAR}年度）"), (f"{YEAR}年项目支出绩效目标表",)))


def _levels(random: Random) -> list[Cell]:
    return [cell(text) for text in (*random.choice(LEVEL_NAMES), random.choice(NAMES))]


def one_row(project: Project, random: Random) -> Form:
    """One heading row whose value is called by composed words; a column of no concern before it."""
    extra = random.choice((None, "绩效标准", "备注"))
    head = [*_levels(random), *([cell(extra)] if extra else []), cell(random.choice(TARGET_WORDS))]
    columns = (*LEVELS, *(["_"] if extra else []), "target")
    rows = _filled(project, random, columns, {"_": "按规定"})
    return Form(_titles(random), (*_head(project, random, len(head)), tuple(head), *rows))


def years(project: Project, random: Random) -> Form:
    """The value under one heading with one or two earlier years beside this one, in any of their wordings."""
    past = random.choice(
        (["2024年实际实现值"], ["上年实际完成值"], ["前年", "上年"], ["2023年实际", "2024年实际"], ["上年度实际值"])
    )
    this = random.choice(("预期2025年实现值", "预期当年实现值", "2025年目标值", "本年预期值", "当年计划"))
    first = random.random() < 0.3
    leaves = [this, *past] if first else [*past, this]
    columns = (*LEVELS, *(["target", *"ab"[: len(past)]] if first else [*"ab"[: len(past)], "target"]), "basis")
    top = [cell("绩效指标", 1, len(project.indicators) + 2), *(_tall(one) for one in _levels(random))]
    top += [cell(random.choice(("指标值", "绩效指标值", "目标值")), len(leaves)), cell("依据", 1, 2)]
    rows = _filled(project, random, columns, {"a": "400盏", "b": "390盏"})
    table = (*_head(project, random, len(columns) + 1), tuple(top), tuple(map(cell, leaves)), *rows)
    return Form(_titles(random), table)


def _tall(one: Cell) -> Cell:
    return Cell(one.text, one.columns, 2)


def parts(project: Project, random: Random) -> Form:
    """The value in three columns under one heading: sign, number, unit."""
    names = random.choice(
        (("符号", "值", "单位"), ("指标性质", "指标值", "度量单位"), ("计算符号", "数值", "计量单位"))
    )
    top = [*map(_tall, _levels(random)), cell(random.choice(("绩效指标值", "指标值", "年度指标值")), 3)]
    weight = random.random() < 0.5
    top += [cell("权重", 1, 2)] if weight else []
    columns = (*LEVELS, "comparator", "value", "unit", *(["weight"] if weight else []))
    rows = _filled(project, random, columns, {})
    return Form(_titles(random), (*_head(project, random, len(columns)), tuple(top), tuple(map(cell, names)), *rows))


def quarters(project: Project, random: Random) -> Form:
    """Quarters of the year and the year itself, the quarters filled in or left blank."""
    filled = random.random() < 0.5
    head = [
        *_levels(random),
        *map(cell, ("一季度", "二季度", "三季度")),
        cell(random.choice(("全年目标值", "全年", "年度目标值"))),
    ]
    columns = (*LEVELS, "a", "b", "c", "target")
    values = {"a": "20%", "b": "45%", "c": "70%"} if filled else dict.fromkeys("abc", "")
    rows = _filled(project, random, columns, values)
    return Form(_titles(random), (*_head(project, random, len(head)), tuple(head), *rows))


def blocks(project: Project, random: Random) -> Form:
    """A mid-term block and the annual one below it, the headings printed again or once for both."""
    longterm, annual = random.choice(
        (("长期绩效指标", "年度绩效指标"), ("中期绩效指标", "年度绩效指标"), ("实施期指标", f"{YEAR}年指标"))
    )
    head = (*_levels(random), cell("指标值"))
    later = project.model_copy(
        update={
            "indicators": tuple(row.model_copy(update={"target": f"三年{row.target}"}) for row in project.indicators)
        }
    )
    count = len(project.indicators)
    again = random.random() < 0.6
    table = [
        *_head(project, random, 5),
        (cell(longterm, 1, count + 1), *head) if again else (cell(""), *head),
        *_filled(later, random, (*LEVELS, "target"), {}, None if again else cell(longterm, 1, count)),
        *([(cell(annual, 1, count + 1), *head)] if again else []),
        *_filled(project, random, (*LEVELS, "target"), {}, None if again else cell(annual, 1, count)),
    ]
    return Form(_titles(random), tuple(table))


def marks_below(project: Project, random: Random) -> Form:
    """A row of column numbers, or of units, between the headings and the indicators."""
    head = (*_levels(random), cell(random.choice(("指标值", "年度指标值"))), cell("分值"))
    below = random.choice((tuple(map(cell, "12345")), tuple(map(cell, ("栏次", "1", "2", "3", "4")))))
    rows = _filled(project, random, (*LEVELS, "target", "weight"), {})
    return Form(_titles(random), (*_head(project, random, 5), head, below, *rows))


def own_second_level(project: Project, random: Random) -> Form:
    """A row whose second level is called as a label of forms is, among the others."""
    rows = list(project.indicators)
    named = random.choice(("绩效目标", "预算执行率", "年度目标", "项目内容", "资金管理"))
    place = random.randrange(1, len(rows))
    rows[place] = rows[place].model_copy(update={"level1": rows[place - 1].level1, "level2": named})
    changed = project.model_copy(update={"indicators": tuple(rows)})
    head = (*_levels(random), cell("指标值"), cell("分值"))
    return Form(
        _titles(random),
        (*_head(project, random, 5), head, *_filled(changed, random, (*LEVELS, "target", "weight"), {})),
    )


def _filled(
    project: Project, random: Random, columns: Sequence[str], others: dict[str, str], lead: Cell | None = None
) -> list[tuple[Cell, ...]]:
    """The rows of a project; columns that are no field hold the same text in every row."""
    places = [place for place, name in enumerate(columns) if name in others]
    kept = [name for name in columns if name not in others]
    rows = body(project.indicators, kept, random, lead)
    out = []
    for row in rows:
        line = list(row)
        for place in places:
            line.insert(
                len(line) - (len(columns) - 1 - place) + sum(one > place for one in places),
                cell(others[columns[place]]),
            )
        out.append(tuple(line))
    return out


COMPOSED = (
    Layout("拼成的表头", one_row, (*LEVELS, "target")),
    Layout("上年与本年并列", years, (*LEVELS, "target", "basis")),
    Layout("符号、数值、单位三栏", parts, (*LEVELS, "joined")),
    Layout("各季度与全年", quarters, (*LEVELS, "target")),
    Layout("中期与年度上下两块", blocks, (*LEVELS, "target")),
    Layout("表头下有栏次", marks_below, (*LEVELS, "target", "weight")),
)


def comma_separated(forms: Sequence[Form]) -> bytes:
    """CSV: spans are lost, a text stands in the first of its cells."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for form in forms:
        cells, width = placed(form)
        lines = [[""] * width for _ in form.rows]
        for row, column, one in cells:
            lines[row][column] = one.text
        writer.writerows([[line, *[""] * (width - 1)] for line in form.above])
        writer.writerows(lines)
        writer.writerow([""] * width)
    return stream.getvalue().encode("utf-8-sig")


# --- lists --------------------------------------------------------------------------------------------------------


def listed(projects: Sequence[Project], random: Random) -> list[list[str]]:
    """A list of projects: one or two heading rows, a unit above it, lines of units and sums between the rows."""
    two = random.random() < 0.5
    name = random.choice(("项目名称", "单位名称、项目名称", "支出项目", "二级项目名称"))
    goal = random.choice(("年度绩效目标", "项目年度绩效目标", "实施期绩效目标"))
    money = random.choice(("资金总额", "预算数", "年度预算安排"))
    value = random.choice(("指标值", "全年目标值", "当年预期值"))
    unit, factor = random.choice((("元", 10000), ("万元", 1)))
    levels = ["一级指标", "二级指标", random.choice(("三级指标", "指标内容")), value, "备注"]
    rows = [[f"{YEAR}年部门项目支出绩效目标表"], [random.choice((f"金额单位：{unit}", f"单位：{unit}"))]]
    if two:
        rows += [["单位代码", name, money, goal, "绩效指标", "", "", "", "备注"], ["", "", "", "", *levels[:4], ""]]
    else:
        rows += [["单位代码", name, money, goal, *levels]]
    for number, project in enumerate(projects):
        if random.random() < 0.5:
            rows.append([f"30{number}-某单位", "", f"{(project.budget_wan or 0) * factor:.10g}", "", *[""] * 5])
        for place, row in enumerate(project.indicators):
            own = place == 0 or random.random() < 0.2
            lead = ["301001", project.name, f"{(project.budget_wan or 0) * factor:.10g}", project.goal]
            rows.append([*(lead if own else [""] * 4), row.level1, row.level2, row.level3, row.target, ""])
    return rows


def in_one_cell(projects: Sequence[Project], random: Random) -> list[list[str]]:
    """A list with all indicators of a project written into one cell."""
    rows = [[f"{YEAR}年项目绩效目标和指标"], ["单位编码", "支出项目", "年度预算安排（元）", "绩效目标"]]
    for project in projects:
        text = f"【总体目标】\n{project.goal}"
        tag = ""
        for number, row in enumerate(project.indicators, 1):
            if f"{row.level1}-{row.level2}" != tag:
                tag = f"{row.level1}-{row.level2}"
                text += f"\n【{tag}】"
            text += f"\n指标{number}：{row.level3}（{row.target}）"
        rows.append(["037001", project.name, f"{(project.budget_wan or 0) * 10000:.10g}", text])
    return rows


def beside(projects: Sequence[Project], random: Random) -> list[list[str]]:
    """Two projects side by side, an empty column between them or none."""
    gap = random.choice(([], [""]))
    one, other = projects[:2]
    lines = [["项目名称", one.name, "", "", *gap, "项目名称", other.name, "", ""]]
    lines.append(
        ["预算数（万元）", f"{one.budget_wan:g}", "", "", *gap, "预算数（万元）", f"{other.budget_wan:g}", "", ""]
    )
    lines.append(
        [*("一级指标", "二级指标", "三级指标", "指标值"), *gap, *("一级指标", "二级指标", "三级指标", "指标值")]
    )
    for place in range(max(len(one.indicators), len(other.indicators))):
        left, right = (_cells(project.indicators, place) for project in (one, other))
        lines.append([*left, *gap, *right])
    return lines


def _cells(rows: Sequence[Indicator], place: int) -> list[str]:
    if place >= len(rows):
        return [""] * 4
    row = rows[place]
    return [row.level1, row.level2, row.level3, row.target]


LISTS: dict[str, Callable[[Sequence[Project], Random], list[list[str]]]] = {
    "清单，一行或两行表头": listed,
    "指标写在一个单元格里": in_one_cell,
    "两个项目左右并排": beside,
}


def whole_targets(project: Project) -> Project:
    """The project with targets that fit into brackets and into three columns: neither brackets nor several quantities."""
    rows = [row for row in project.indicators if not set(row.target + row.level3) & set("（）()【】；;：:\n")]
    return project.model_copy(update={"indicators": tuple(row for row in rows if split_target(row.target)[1])})
