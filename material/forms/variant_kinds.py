"""Kinds of forms, each with its variants: heads, tables of indicators, lists of projects, self-evaluations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from material.forms.layouts import Cell, Form
from material.forms.variants import DEPARTMENTS, GOALS, NAMES, YEAR, Expected, Line, body, c, lines

Row = tuple[Cell, ...]
Made = tuple[Form, tuple[Expected, ...]]

LEVEL_WORDS = (
    ("一级指标", "二级指标"),
    ("一级指标名称", "二级指标名称"),
    ("一级\n指标", "二级\n指标"),
    ("指标类型", "指标类别"),
    ("一级绩效指标", "二级绩效指标"),
)
NAME_WORDS = (
    "三级指标",
    "指标名称",
    "三级指标名称",
    "指标内容",
    "具体指标",
    "绩效指标",
    "考核指标",
    "绩效指标名称",
    "三级绩效指标",
    "指标",
)
VALUE_WORDS = ("指标值", "年度指标值", "目标值", "绩效指标值", "年度目标值", "本年目标值", "计划指标值", f"{YEAR}年指标值", "全年目标值", "预期目标值", "当年预期实现值",
               "本年度计划水平", "年初设定指标值", "指标目标值", "预期值", f"{YEAR}年度目标值", "计划完成值", "年度预期指标值", "目标值（含单位）", "指标值及单位")  # fmt: skip
SIGN_WORDS = ("指标性质", "符号", "运算符号", "计算符号", "比较符", "指标方向")
UNIT_WORDS = ("度量单位", "计量单位", "单位", "指标单位")
EXTRA = {"remark": ("备注", "说明"), "rule": ("评分标准", "绩效标准", "评分规则", "计分标准"), "explained": ("指标解释", "指标说明", "绩效指标描述", "指标含义"),
         "basis": ("指标值确定依据", "设定依据", "指标值设定依据", "数据来源"), "weight": ("权重", "分值", "权重（%）", "分值（权重）"), "kind": ("指标属性", "定量/定性")}  # fmt: skip


# --- heads --------------------------------------------------------------------------------------------------------


def head(random: Random, width: int, rows: tuple[Line, ...]) -> tuple[tuple[str, ...], list[Row], Expected]:
    """Lines above a form, the rows above its table of ``width`` columns, and what they say."""
    name, department = random.choice(NAMES), random.choice(DEPARTMENTS)
    code = random.choice(("", "", f"4500{random.randint(10**6, 10**7)}"))
    budget = random.choice((36.5, 120.0, 8.24, 1250.0, 400.0))
    goal = random.choice(GOALS)
    above = list(
        random.choice(
            (
                ("项目支出绩效目标申报表", f"（{YEAR}年度）"),
                (f"{YEAR}年项目支出绩效目标表",),
                (f"{department}{YEAR}年项目绩效目标批复表",),
                ("附件2", f"财政支出项目绩效目标表（{YEAR}年度）"),
            )
        )
    )
    unit_above = random.random() < 0.15
    pairs = [
        (
            random.choice(
                ("项目名称", "项目名称：", "预算项目名称", "项 目 名 称", "二级项目名称", "支出项目名称", "专项名称")
            ),
            name,
        )
    ]
    pairs.append(
        (
            random.choice(
                (
                    "主管部门",
                    "主管部门及代码",
                    "项目主管部门",
                    "主管预算部门",
                    "预算单位",
                    "填报单位",
                    "预算部门（单位）",
                )
            ),
            department,
        )
    )
    if code:
        pairs.append((random.choice(("项目编码", "项目代码", "项目编号")), code))
    if random.random() < 0.4:
        pairs.append(
            (random.choice(("项目属性", "项目类别", "项目类型")), random.choice(("延续项目", "新增项目", "经常性项目")))
        )
    if random.random() < 0.4:
        pairs.append(
            (random.choice(("项目期", "项目起止时间", "实施期限")), random.choice(("1年", f"{YEAR}年1月-{YEAR}年12月")))
        )
    table = _paired(pairs, width, random)
    money, funding, said = _money(random, budget, width, unit_above)
    table += money
    if unit_above:
        above.append(random.choice(("金额单位：元", "单位：元")))
    table += _goal(random, goal, width)
    expected = Expected(name, rows, department, code, said, goal, funding)
    return tuple(above), table, expected


def _paired(pairs: Sequence[tuple[str, str]], width: int, random: Random) -> list[Row]:
    """Labels with their values: two pairs a row or one, the last stretched to the width."""
    two = random.random() < 0.6 and width >= 4
    step = 2 if two else 1
    out = []
    for place in range(0, len(pairs), step):
        group = pairs[place : place + step]
        if len(group) == 1:
            out.append((c(group[0][0]), c(group[0][1], width - 1)))
        else:
            left = (width - 2) // 2
            out.append((c(group[0][0]), c(group[0][1], left), c(group[1][0]), c(group[1][1], width - 2 - left)))
    return out


def _written(amount: float, unit: str, random: Random) -> str:
    if unit == "元":
        return random.choice(
            (f"{amount * 10000:,.2f}", f"{round(amount * 10000, 2):g}" if amount < 90 else f"{amount * 10000:.2f}")
        )
    return random.choice((f"{amount:g}", f"{amount:.2f}" if round(amount, 2) == amount else f"{amount:g}"))


def _money(
    random: Random, budget: float, width: int, unit_above: bool
) -> tuple[list[Row], tuple[tuple[str, float], ...], float]:
    """The money rows: one figure, a figure with its sources, two books, or nested sources."""
    unit = "元" if unit_above else random.choice(("万元", "万元", "元"))
    marked = "" if unit_above else random.choice((f"（{unit}）", f"({unit})", f"\n（{unit}）"))
    manner = random.choice(
        ("single", "single", "in value", "block", "two books", "nested") if width >= 5 else ("single", "in value")
    )
    label = random.choice(
        (
            "项目资金",
            "预算数",
            "年度资金总额",
            "项目预算",
            "年度预算数",
            "预算金额",
            "项目资金总额",
            "预算申报数",
            "本年预算数",
            "年度预算",
            "项目预算总额",
        )
    )
    if manner == "single":
        return [(c(label + marked), c(_written(budget, unit, random), width - 1))], (), budget
    if manner == "in value":
        unit = random.choice(("万元", "元"))
        return [(c(label), c(_written(budget, unit, random) + unit, width - 1))], (), budget
    first, other = round(budget * 0.75, 4), round(budget - round(budget * 0.75, 4), 4)
    names = random.choice(
        (
            ("财政拨款", "其他资金"),
            ("中央财政资金", "地方资金"),
            ("省级财政资金", "县级配套资金"),
            ("一般公共预算拨款", "单位自筹资金"),
            ("当年财政拨款", "上年结转资金"),
        )
    )

    def w(amount: float) -> str:
        return _written(amount, unit, random)

    if manner == "block":
        rows = [
            (
                c("项目资金" + marked, 1, 3),
                c(random.choice(("年度资金总额", "资金总额", "年度资金总额：", "年度预算"))),
                c(w(budget), width - 2),
            ),
            (c(random.choice(("其中：", "")) + names[0]), c(w(first), width - 2)),
            (c(names[1]), c(w(other), width - 2)),
        ]
        return rows, ((names[0], first), (names[1], other)), budget
    if manner == "two books":
        later = budget * 3
        books = random.choice(
            (
                ("项目资金总额", "年度资金申请总额"),
                ("实施期资金总额", "年度资金总额"),
                ("中期资金总额：", "年度资金总额："),
                ("项目总投资", "本年预算数"),
            )
        )
        rows = [
            (c("项目资金" + marked, 1, 3), c(books[0]), c(w(later)), c(books[1]), c(w(budget), width - 4)),
            (c(f"其中：{names[0]}"), c(w(later * 0.75)), c(f"其中：{names[0]}"), c(w(first), width - 4)),
            (c(names[1]), c(w(later * 0.25)), c(names[1]), c(w(other), width - 4)),
        ]
        return rows, ((names[0], first), (names[1], other)), budget
    inner = round(first * 0.4, 4)
    rows = [
        (c("项目资金" + marked, 1, 5), c("年度资金总额"), c(w(budget), width - 2)),
        (c(random.choice(("财政拨款", "其中：财政拨款", "1.财政拨款"))), c(w(first), width - 2)),
        (c(random.choice(("其中：中央", "其中：中央资金", "（1）中央财政资金"))), c(w(inner), width - 2)),
        (c(random.choice(("省级资金", "省级财政资金", "（2）省级财政资金"))), c(w(round(first - inner, 4)), width - 2)),
        (c(random.choice(("其他资金", "自筹资金", "2.其他资金"))), c(w(other), width - 2)),
    ]
    return rows, (("财政拨款", first), ("其他", other)), budget


def _goal(random: Random, goal: str, width: int) -> list[Row]:
    label = random.choice(
        ("年度目标", "年度绩效目标", "绩效目标", "年度总体目标", "总体目标", "项目绩效目标", "项目年度绩效目标")
    )
    manner = random.choice(("beside", "beside", "long and year", "below"))
    if manner == "beside" or width < 5:
        return [(c(label), c(goal, width - 1))]
    if manner == "below":
        return [
            (
                c(random.choice(("总体目标", "绩效目标")), 1, 2),
                c(random.choice(("年度目标", "年度目标（2026年）")), width - 1),
            ),
            (c(goal, width - 1),),
        ]
    left = (width - 1) // 2
    return [
        (
            c("总体\n目标", 1, 2),
            c(random.choice(("实施期目标", "中期目标（2026年—2028年）", "项目总目标")), left),
            c("年度目标", width - 1 - left),
        ),
        (c("三年完成全部任务。", left), c(goal, width - 1 - left)),
    ]


# --- one project --------------------------------------------------------------------------------------------------


def numbered(rows: Sequence[Line], random: Random) -> tuple[Line, ...]:
    """Levels or names with numbers before them."""
    manner = random.choice(("", "", "", "levels", "names"))
    if manner == "levels":
        firsts = list(dict.fromkeys(row.level1 for row in rows))
        seconds = list(dict.fromkeys(row.level2 for row in rows))
        return tuple(
            replace(
                row,
                level1=f"{'一二三四'[firsts.index(row.level1)]}、{row.level1}",
                level2=f"{seconds.index(row.level2) + 1}.{row.level2}",
            )
            for row in rows
        )
    if manner == "names":
        return tuple(replace(row, level3=f"指标{place}：{row.level3}") for place, row in enumerate(rows, 1))
    return tuple(rows)


def plain(random: Random) -> Made:
    """A form of one project: one, two or three heading rows, columns in any order, extra ones, numbers before words."""
    rows = numbered(lines(random), random)
    extra = random.sample(sorted(EXTRA), random.choice((0, 0, 1, 2)))
    split = random.random() < 0.3
    value: list[str] = (
        random.choice((["sign", "value", "unit"], ["sign", "value", "unit"], ["sign", "value", "unit"]))
        if split
        else ["target"]
    )
    order = list(value)
    for name in extra:
        order.insert(random.choice((0, len(order))), name)
    columns = ["level1", "level2", "level3", *order]
    names = {**dict(zip(("level1", "level2"), random.choice(LEVEL_WORDS), strict=True)), "level3": random.choice(NAME_WORDS),
             "target": random.choice(VALUE_WORDS), "value": random.choice(("指标值", "值", "目标值", "数值")), "sign": random.choice(SIGN_WORDS),
             "unit": random.choice(UNIT_WORDS), **{name: random.choice(words) for name, words in EXTRA.items()}}  # fmt: skip
    if names["level3"] == "指标":
        names["level1"], names["level2"] = "一级指标", "二级指标"
    lead = random.choice(("", "section", "number"))
    two = split and random.random() < 0.6
    width = len(columns) + bool(lead)
    above, top, expected = head(random, width, rows)
    deep = 2 if two else 1
    if two:
        heads: list[Row] = [
            (*(c(names[one], 1, 2) for one in columns[: columns.index("sign")]), c(random.choice(("指标值", "绩效指标值", "年度指标值")), 3),
             *(c(names[one], 1, 2) for one in columns[columns.index("unit") + 1 :])),
            (c(names["sign"]), c(names["value"]), c(names["unit"])),
        ]  # fmt: skip
    else:
        heads = [tuple(c(names[one]) for one in columns)]
    if lead == "section":
        heads[0] = (c(random.choice(("绩效指标", "年度绩效指标", "绩效\n指标")), 1, len(rows) + deep), *heads[0])
        table = body(rows, columns, random)
    elif lead == "number":
        heads[0] = (c("序号", 1, deep), *heads[0])
        table = body(rows, ("number", *columns), random)
    else:
        table = body(rows, columns, random)
    foot: list[Row] = [(c(random.choice(("合计", "合 计"))), c("", width - 1))] if random.random() < 0.2 else []
    below = random.choice(((), ("注：指标值应量化。",), ("填报人：王某　　联系电话：0775-1234567",)))
    form = Form(above, (*top, *heads, *table, *foot), below)
    seen = ("level1", "level2", "level3", "target", *(("weight",) if "weight" in columns else ()))
    return form, (replace(expected, columns=seen),)


def years(random: Random) -> Made:
    """Earlier years, quarters or a later period beside the value of this year."""
    rows = lines(random)
    before = random.choice(
        (
            ["上年实际值"],
            ["前年", "上年"],
            [f"{YEAR - 1}年实际完成值"],
            ["近三年平均值"],
            [f"{YEAR - 2}年", f"{YEAR - 1}年"],
            ["上年度完成值"],
            ["一季度", "二季度", "三季度"],
            ["上半年"],
            ["历史值"],
        )
    )
    after = random.choice(([], [], ["中期指标值"], ["实施期指标值"]))
    this = (
        random.choice(VALUE_WORDS[:18])
        if "年" not in "".join(before) or random.random() < 0.5
        else random.choice((f"{YEAR}年", f"{YEAR}年预期", "本年", "当年预期"))
    )
    leaves = [*before, this, *after] if random.random() < 0.7 else [this, *before, *after]
    two = this in (f"{YEAR}年", "本年") or random.random() < 0.5
    width = 3 + len(leaves)
    above, top, expected = head(random, width, rows)
    level = [*random.choice(LEVEL_WORDS[:3]), random.choice(NAME_WORDS[:6])]
    if two:
        heads = [
            (*(c(one, 1, 2) for one in level), c(random.choice(("指标值", "目标值", "绩效指标值")), len(leaves))),
            tuple(map(c, leaves)),
        ]
    else:
        heads = [(*map(c, level), *map(c, leaves))]
    columns = [
        "level1",
        "level2",
        "level3",
        *("target" if one == this else "later" if one in after else "past" for one in leaves),
    ]
    return Form(above, (*top, *heads, *body(rows, columns, random))), (expected,)


def blocks(random: Random) -> Made:
    """A block for the whole period and one for the year, one below the other or side by side."""
    rows = lines(random, most=7)
    later = [replace(row, value=f"9{row.value}") for row in rows]
    level = [*random.choice(LEVEL_WORDS[:3]), random.choice(("三级指标", "指标内容", "指标名称"))]
    words = random.choice(
        (
            ("实施期绩效指标", "年度绩效指标"),
            ("中长期绩效指标", "年度绩效指标"),
            ("长期绩效指标", "年度绩效指标"),
            ("中期指标", "年度指标"),
        )
    )
    if random.random() < 0.5:
        above, top, expected = head(random, 5, rows)
        again = random.random() < 0.5
        columns = ("level1", "level2", "level3", "target")
        first = (c(words[0], 1, len(rows) + 1), *map(c, level), c("指标值"))
        table: list[Row] = [first, *body(later, columns, random)]
        if again:
            table += [(c(words[1], 1, len(rows) + 1), *map(c, level), c("指标值")), *body(rows, columns, random)]
        else:
            table += body(rows, columns, random, c(words[1], 1, len(rows)))
        return Form(above, (*top, *table)), (expected,)
    above, top, expected = head(random, 8, rows)
    manner = random.choice(("merged", "blank", "again"))
    left = body(later, ("level1", "level2", "level3", "target"), random, manner="again")
    right = body(rows, ("level2", "level3", "target"), random, manner="again")
    del manner
    table = [(c("绩效指标", 1, len(rows) + 1), *map(c, level), c("指标值"), *map(c, level[1:]), c("指标值"))]
    table += [(*one, *other) for one, other in zip(left, right, strict=True)]
    return Form(above, (*top, *table)), (replace(expected, columns=("level2", "level3", "target")),)


def evaluated(random: Random) -> Made:
    """A self-evaluation: money budgeted and spent, results and points, one or two heading rows."""
    rows = lines(random)
    two = random.random() < 0.4
    names = {"target": random.choice(("年度指标值", "年度指标值（A）", "目标值", "年初目标值", "指标值")), "actual": random.choice(("实际完成值", "全年实际值", "实际完成值（B）", "完成值", "全年完成值", "实际完成情况")),
             "weight": random.choice(("分值", "权重", "标准分")), "score": random.choice(("得分", "自评得分")), "remark": random.choice(("偏差原因分析及改进措施", "未完成原因分析", "备注"))}  # fmt: skip
    order = random.choice(
        (
            ["target", "actual", "weight", "score", "remark"],
            ["weight", "target", "actual", "score", "remark"],
            ["target", "weight", "actual", "score"],
        )
    )
    two = two and order.index("actual") == order.index("target") + 1
    columns = ["level1", "level2", "level3", *order]
    width = len(columns) + 1
    name, department, goal = random.choice(NAMES), random.choice(DEPARTMENTS), random.choice(GOALS)
    budget, spent = random.choice(((120.0, 108.0), (36.5, 36.5), (400.0, 352.4)))
    unit = random.choice(("万元", "元"))

    def w(amount: float) -> str:
        return _written(amount, unit, random)

    figures = [
        random.choice(("年初预算数", "年初预算")),
        random.choice(("全年预算数", "全年预算数（A）", "调整后预算数")),
        random.choice(("全年执行数", "全年执行数（B）", "执行数")),
        "分值",
        "执行率",
        "得分",
    ]
    pad = width - 8

    def last(text: str) -> Cell:
        return c(text, 1 + pad)

    top: list[Row] = [
        (c("项目名称"), c(name, width - 1)),
        (c("主管部门"), c(department, 2), c("实施单位", 2), c("某中心", width - 5)),
        (c(f"项目资金（{unit}）", 1, 3), c(), *map(c, figures[:-1]), last(figures[-1])),
        (
            c(random.choice(("年度资金总额", "资金总额", "总额"))),
            c(w(budget)),
            c(w(budget)),
            c(w(spent)),
            c("10"),
            c(f"{spent / budget:.2%}"),
            last("9"),
        ),
        (c("其中：财政拨款"), c(w(budget)), c(w(budget)), c(w(spent)), c("—"), c(f"{spent / budget:.2%}"), last("—")),
        (c("年度总体目标", 1, 2), c("预期目标", 3), c("实际完成情况", width - 4)),
        (c(goal, 3), c("已全部完成。", width - 4)),
    ]
    level = ["一级指标", "二级指标", random.choice(("三级指标", "指标名称"))]
    section = c("绩效指标", 1, len(rows) + (2 if two else 1))
    if two:
        after = [one for one in order if one not in ("target", "actual")]
        before = order[: order.index("target")]
        heads: list[Row] = [
            (
                section,
                *(c(one, 1, 2) for one in level),
                *(c(names[one], 1, 2) for one in before),
                c(random.choice(("指标值", "绩效指标值", "目标值")), 2),
                *(c(names[one], 1, 2) for one in after if one not in before),
            ),
            (c(names["target"]), c(names["actual"])),
        ]
    else:
        heads = [(section, *map(c, level), *(c(names[one]) for one in order))]
    total = (c("总分", 4), *(c({"weight": "100", "score": "99"}.get(one, "")) for one in order))
    above = (random.choice(("项目支出绩效自评表", f"{YEAR - 1}年度项目支出绩效自评表")), f"（{YEAR - 1}年度）")
    table = (*top, *heads, *body(rows, columns, random), total)
    seen = ("level1", "level2", "level3", "target", "actual", "weight", "score")
    return Form(above, table), (Expected(name, rows, department, "", budget, goal, (), spent, seen),)


# --- lists --------------------------------------------------------------------------------------------------------


def listed(random: Random) -> Made:
    """A list of one to three projects: heading rows, sums, a unit above; project cells merged, blank or printed again."""
    count = random.choice((1, 2, 2, 3))
    department = random.choice(DEPARTMENTS)
    unit = random.choice(("元", "万元"))
    where = random.choice(("line", "heading"))
    money = random.choice(
        ("预算数", "资金总额", "项目预算", "年度预算", "预算金额", "项目资金", "预算安排数", "本年预算")
    )
    split = random.random() < 0.5
    value = ["sign", "value", "unit"] if split else ["target"]
    lead = ["department", *(["code"] if random.random() < 0.5 else []), "name", "budget", "goal"]
    if random.random() < 0.3:
        lead.insert(0, "number")
    tail = random.choice(([], ["weight"], ["remark"], ["explained"]))
    words = {"department": random.choice(("单位名称", "预算单位", "主管部门", "单位")), "code": random.choice(("项目编码", "项目代码")), "name": random.choice(("项目名称", "支出项目", "二级项目名称", "预算项目名称")),
             "budget": money + (f"（{unit}）" if where == "heading" else ""), "goal": random.choice(("年度绩效目标", "绩效目标", "年度目标", "项目年度绩效目标", "总体目标")), "number": "序号",
             "level1": "一级指标", "level2": "二级指标", "level3": random.choice(("三级指标", "指标名称", "指标内容")), "target": random.choice(VALUE_WORDS[:10]),
             "value": random.choice(("指标值", "目标值")), "sign": random.choice(SIGN_WORDS), "unit": random.choice(UNIT_WORDS), "weight": "权重", "remark": "备注", "explained": "指标解释"}  # fmt: skip
    inner = ["level1", "level2", "level3", *value]
    deep = random.choice((1, 2, 2, 3) if split else (1, 2, 2))
    heads: list[Row]
    if deep == 1:
        heads = [tuple(c(words[one]) for one in (*lead, *inner, *tail))]
    elif deep == 2:
        heads = [
            (*(c(words[one], 1, 2) for one in lead), c("绩效指标", len(inner)), *(c(words[one], 1, 2) for one in tail)),
            tuple(c(words[one]) for one in inner),
        ]
    else:
        heads = [
            (*(c(words[one], 1, 3) for one in lead), c("绩效指标", len(inner)), *(c(words[one], 1, 3) for one in tail)),
            (*(c(words[one], 1, 2) for one in inner[:3]), c("绩效指标值", 3)),
            tuple(c(words[one]) for one in value),
        ]
    table: list[Row] = []
    found = []
    manner = random.choice(("merged", "blank", "again"))
    sums = random.choice(("", "", "unit", "whole"))
    projects = [
        (name, round(random.uniform(3, 900), 2), f"405{place:04d}", random.choice(GOALS), lines(random, most=6))
        for place, name in enumerate(random.sample(NAMES, count))
    ]
    if sums:
        whole = sum(one[1] for one in projects)
        texts = {"department": department if sums == "unit" else "合计", "budget": _written(whole, unit, random)}
        table.append(tuple(c(texts.get(one, "")) for one in lead) + tuple(c() for _ in (*inner, *tail)))
    for place, (name, budget, code, goal, rows) in enumerate(projects):
        said = {
            "department": department,
            "code": code,
            "name": name,
            "budget": _written(budget, unit, random),
            "goal": goal,
            "number": str(place + 1),
        }
        for number, line in enumerate(
            body(rows, (*inner, *tail), random, manner="merged" if manner == "merged" else "again")
        ):
            own: tuple[Cell, ...] = ()
            if manner == "merged":
                own = tuple(c(said[one], 1, len(rows)) for one in lead) if number == 0 else ()
            else:
                own = tuple(c(said[one] if number == 0 or manner == "again" else "") for one in lead)
            table.append((*own, *line))
        amount = budget
        found.append(
            Expected(name, rows, department if place == 0 else "", code if "code" in lead else "", amount, goal)
        )
    above = [
        random.choice(
            (
                f"{YEAR}年部门预算项目绩效目标表",
                f"{department}{YEAR}年项目支出绩效目标表",
                f"项目支出绩效目标表（{YEAR}年度）",
            )
        )
    ]
    above += [f"{random.choice(('金额单位', '单位'))}：{unit}"] if where == "line" else []
    return Form(tuple(above), (*heads, *table)), tuple(found)


KINDS: dict[str, Callable[[Random], Made]] = {
    "plain": plain,
    "years": years,
    "blocks": blocks,
    "evaluated": evaluated,
    "listed": listed,
}
