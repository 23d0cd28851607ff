"""Known projects → printed forms: tables of cells with spans, in every form that departments use.

A form is a list of lines above a table, and the rows of the table; ``renderers`` turn it into files. Wordings of headings
vary with the seed, as they do from place to place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from auditor.model import Indicator, Project


@dataclass(frozen=True)
class Cell:
    """One cell of a printed table: how many columns and rows it spans."""

    text: str = ""
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Form:
    """Lines above the table, and the table: each row lists the cells that begin in it, from left to right."""

    above: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """One form: how it is printed, and which fields of rows and projects it carries."""

    name: str
    print: Callable[[Project, Random], Form]
    cells: tuple[str, ...]
    has_code: bool = False
    kind: str = "target_declaration"


_SPLIT = re.compile(r"([≥≤＝=>＜<]?)\s*(\d[\d,.]*)\s*([^\d\s≥≤~～\-—前后左右内上下]{0,6})")
_LEVELS = ("level1", "level2")


def _c(text: object = "", columns: int = 1, rows: int = 1) -> Cell:
    return Cell(str(text), columns, rows)


def _money(random: Random, wan: float | None) -> tuple[str, str]:
    """A unit and the budget written in it."""
    wan = wan or 0
    return (
        ("万元", f"{wan:g}")
        if random.random() < 0.5
        else ("元", f"{round(wan * 10000, 2):g}" if wan < 90 else f"{wan * 10000:,.2f}")
    )


def _spans(rows: Sequence[Indicator], field: str) -> list[int]:
    """For each row, how many rows the level beginning in it spans, 0 inside a span."""
    keys = [(row.level1,) if field == "level1" else (row.level1, row.level2) for row in rows]
    spans = []
    for place, key in enumerate(keys):
        if place and keys[place - 1] == key:
            spans.append(0)
            continue
        length = 1
        while place + length < len(keys) and keys[place + length] == key:
            length += 1
        spans.append(length)
    return spans


def _body(
    rows: Sequence[Indicator], columns: Sequence[str], random: Random, lead: Cell | None = None
) -> list[tuple[Cell, ...]]:
    """The rows of the indicator table, repeated levels merged, left blank, or printed again."""
    manner = random.choice(("merged", "blank", "again"))
    first, second = _spans(rows, "level1"), _spans(rows, "level2")
    broken = random.random() < 0.3
    out = []
    for place, row in enumerate(rows):
        line = [lead] if lead and place == 0 else []
        for column in columns:
            text = _text(row, column)
            if column in _LEVELS:
                span = (first if column == "level1" else second)[place]
                text = _wrapped(text) if broken else text
                if manner == "merged":
                    if span:
                        line.append(_c(text, rows=span))
                    continue
                if manner == "blank" and not span:
                    text = ""
            line.append(_c(text))
        out.append(tuple(line))
    return out


def _wrapped(label: str) -> str:
    return f"{label[:4]}\n{label[4:]}" if len(label) > 5 else label


def _text(row: Indicator, column: str) -> str:
    sign, value, unit = split_target(row.target)
    special = {"comparator": sign or "定性", "value": value, "unit": unit, "direction": "正向"}
    if column in special:
        return special[column]
    value = getattr(row, column)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def split_target(target: str) -> tuple[str, str, str]:
    """Comparator, value and unit of a target that a system keeps in three columns; other targets stay whole."""
    match = _SPLIT.fullmatch(target)
    return (match[1] or "＝", match[2], match[3]) if match else ("", target, "")


def joined_target(target: str) -> str:
    """What three columns of a target say together."""
    sign, value, unit = split_target(target)
    return sign + value + (unit if sign else "")


def declaration_88(project: Project, random: Random) -> Form:
    """项目支出绩效目标申报表, mid-term and annual targets side by side."""
    unit, amount = "万元", f"{project.budget_wan:g}"
    rows = project.indicators
    longterm = [row.model_copy(update={"target": f"三年{row.target}"}) for row in rows]
    first, second = _spans(rows, "level1"), _spans(rows, "level2")
    table: list[tuple[Cell, ...]] = [
        (_c("项目名称", 2), _c(project.name, 6)),
        (_c("主管部门及代码", 2), _c("某县某局[301]", 2), _c("实施单位", 2), _c("某中心", 2)),
        (_c("项目属性", 2), _c("延续项目", 2), _c("项目期", 2), _c("3年", 2)),
        (
            _c(f"项目资金\n（{unit}）", 2, 3),
            _c("中期资金总额：", 2),
            _c(f"{(project.budget_wan or 0) * 3:g}"),
            _c("年度资金总额：", 2),
            _c(amount),
        ),
        (_c("其中：财政拨款", 2), _c(f"{(project.budget_wan or 0) * 3:g}"), _c("其中：财政拨款", 2), _c(amount)),
        (_c("其他资金", 2), _c("0"), _c("其他资金", 2), _c("0")),
        (_c("总体目标", rows=2), _c("中期目标（2025年—2027年）", 4), _c("年度目标", 3)),
        (_c("目标1：三年完成规划任务。", 4), _c(project.goal, 3)),
        (
            _c("绩效指标", rows=len(rows) + 1),
            *(_c(text) for text in ("一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值")),
        ),
    ]
    for place, (row, other) in enumerate(zip(rows, longterm, strict=True)):
        line = [_c(row.level1, rows=first[place])] if first[place] else []
        line += [_c(other.level2, rows=second[place])] if second[place] else []
        line += [_c(other.level3), _c(other.target)]
        line += [_c(row.level2, rows=second[place])] if second[place] else []
        table.append((*line, _c(row.level3), _c(row.target)))
    return Form(("项目支出绩效目标申报表", "（2025年度）"), tuple(table), ("填报人：张三　　联系电话：123456",))


def declaration_101(project: Project, random: Random) -> Form:
    """The form of the budget-management system: comparator, value, unit, weight and direction in columns of their own."""
    unit, amount = _money(random, project.budget_wan)
    columns = ("level1", "level2", "level3", "comparator", "value", "unit", "weight", "direction")
    names = (
        "一级指标",
        "二级指标",
        "三级指标",
        random.choice(("指标性质", "指标符号")),
        "指标值",
        random.choice(("度量单位", "计量单位")),
        random.choice(("权重", "权重（分）")),
        "指标方向性",
    )
    table = [
        (_c("项目编码"), _c(project.code, 2), _c("项目名称"), _c(project.name, 4)),
        (_c("单位名称"), _c("某县某局", 2), _c(f"预算数（{unit}）"), _c(amount, 4)),
        (_c("年度绩效目标"), _c(project.goal, 7)),
        tuple(map(_c, names)),
        *_body(project.indicators, columns, random),
        (_c("合计", 6), _c(f"{sum(row.weight or 0 for row in project.indicators):g}"), _c()),
    ]
    return Form(("2025年项目绩效目标表",), tuple(table))


def simple(project: Project, random: Random) -> Form:
    """A plain declaration with description and basis, headings in one of the wordings in use."""
    unit, amount = _money(random, project.budget_wan)
    columns = ("level1", "level2", "level3", "description", "target", "basis")
    names = ("一级指标", "二级指标", random.choice(("三级指标", "指标名称", "绩 效 指 标 名 称")), random.choice(("绩效指标描述", "指标解释", "指标说明")),
             random.choice(("指标值", "年度指标值", "目标值")), random.choice(("指标值确定依据", "指标值设定依据", "设定依据")))  # fmt: skip
    table = [
        (_c("项目编码"), _c(project.code), _c(random.choice(("项目名称", "项 目 名 称"))), _c(project.name, 3)),
        (_c("主管部门"), _c("某县某局"), _c(f"年度预算（{unit}）"), _c(amount, 3)),
        (_c("绩效目标"), _c(project.goal, 5)),
        tuple(map(_c, names)),
        *_body(project.indicators, columns, random),
    ]
    return Form(("项目绩效目标表",), tuple(table), ("注：指标值应当可衡量。", "审核人：　　　日期：　　　"))


def overall(project: Project, random: Random) -> Form:
    """部门（单位）整体支出绩效目标表: tasks with money, the year's goal, and indicators."""
    budget = project.budget_wan or 0
    rows = project.indicators
    head = (_c("年度绩效指标", rows=len(rows) + 1), _c("一级指标"), _c("二级指标"), _c("三级指标", 2), _c("指标值", 2))
    table: list[tuple[Cell, ...]] = [
        (_c("部门（单位）名称", 2), _c(project.name.removesuffix("整体支出"), 5)),
        (_c("年度主要任务", rows=4), _c("任务名称", rows=2), _c("主要内容", 2, 2), _c("预算金额（万元）", 3)),
        (_c("总额"), _c("财政拨款"), _c("其他资金")),
        (_c("保障运转"), _c("保障机关运转", 2), _c(f"{budget / 2:g}"), _c(f"{budget / 2:g}"), _c("0")),
        (_c("金额合计", 3), _c(f"{budget:g}"), _c(f"{budget:g}"), _c("0")),
        (_c("年度总体目标"), _c(project.goal, 6)),
        head,
    ]
    first, second = _spans(rows, "level1"), _spans(rows, "level2")
    for place, row in enumerate(rows):
        line = [_c(row.level1, rows=first[place])] if first[place] else []
        line += [_c(row.level2, rows=second[place])] if second[place] else []
        table.append((*line, _c(row.level3, 2), _c(row.target, 2)))
    return Form(("部门（单位）整体支出绩效目标申报表", "（2025年度）"), tuple(table))


def self_evaluation(project: Project, random: Random) -> Form:
    """项目支出绩效自评表: money with execution rate, expected and actual goal, rows with results and scores."""
    budget = project.budget_wan or 0
    execution = project.execution
    assert execution is not None
    executed, rate = execution.executed_wan or 0, f"{execution.rate_percent:g}%"
    rows = project.indicators
    names = (
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        random.choice(("实际完成值", "全年完成值")),
        "分值",
        "得分",
        random.choice(("偏差原因分析及改进措施", "未完成原因分析")),
    )
    table = [
        (_c("项目名称", 2), _c(project.name, 7)),
        (_c("主管部门", 2), _c("某县某局", 3), _c("实施单位", 2), _c("某中心", 2)),
        (
            _c("项目资金\n（万元）", 2, 4),
            _c(),
            _c("年初预算数"),
            _c("全年预算数（A）"),
            _c("全年执行数（B）"),
            _c("分值"),
            _c("执行率（B/A）"),
            _c("得分"),
        ),
        (
            _c("年度资金总额"),
            _c(f"{budget:g}"),
            _c(f"{budget:g}"),
            _c(f"{executed:g}"),
            _c("10"),
            _c(rate),
            _c(f"{execution.score:g}"),
        ),
        (
            _c("其中：当年财政拨款"),
            _c(f"{budget:g}"),
            _c(f"{budget:g}"),
            _c(f"{executed:g}"),
            _c("-"),
            _c(rate),
            _c("-"),
        ),
        (_c("其他资金"), _c("0"), _c("0"), _c("0"), _c("-"), _c("-"), _c("-")),
        (_c("年度总体目标", rows=2), _c("预期目标", 4), _c("实际完成情况", 4)),
        (_c(project.goal, 4), _c("全面完成。", 4)),
        (_c("绩效指标", rows=len(rows) + 1), *map(_c, names)),
        *_body(rows, ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation_reason"), random),
        (_c("总分", 6), _c("100"), _c(f"{execution.total_score:g}"), _c()),
    ]
    return Form(("项目支出绩效自评表", "（2024年度）"), tuple(table))


def monitoring(project: Project, random: Random) -> Form:
    """绩效运行监控表: what was reached by a part of the year."""
    names = ("一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况", "全年预计完成情况", "偏差原因分析")
    body = _body(project.indicators, ("level1", "level2", "level3", "target", "actual"), random)
    rows = [(*line, _c("按进度"), _c()) for line in body]
    table = [
        (_c("项目名称"), _c(project.name, 6)),
        (_c("项目资金（万元）"), _c(), _c("全年预算数"), _c("1-7月执行数"), _c("1-7月执行率"), _c("全年预计执行数", 2)),
        (
            _c(),
            _c("年度资金总额"),
            _c(f"{project.budget_wan:g}"),
            _c(f"{(project.budget_wan or 0) / 2:g}"),
            _c("50%"),
            _c(f"{project.budget_wan:g}", 2),
        ),
        (_c("年度总体目标"), _c(project.goal, 6)),
        tuple(map(_c, names)),
        *rows,
    ]
    return Form(("项目支出绩效目标执行监控表", "（2025年度）"), tuple(table))


LAYOUTS = (
    Layout("申报表", simple, ("level1", "level2", "level3", "description", "target", "basis"), has_code=True),
    Layout("申报表（中期与年度并列）", declaration_88, ("level1", "level2", "level3", "target")),
    Layout("申报表（系统版式）", declaration_101, ("level1", "level2", "level3", "joined", "weight"), has_code=True),
    Layout("整体支出", overall, ("level1", "level2", "level3", "target")),
    Layout(
        "自评表",
        self_evaluation,
        ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation_reason"),
        kind="self_evaluation",
    ),
    Layout("监控表", monitoring, ("level1", "level2", "level3", "target", "actual"), kind="monitoring"),
)
