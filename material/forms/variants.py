"""Forms made up at random out of what departments do: labels, order of columns, spans, heading rows, units, money, numbering.

Every choice is drawn from a seed, so that a variant can be made again. What a person reads off the form is its ``Expected``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from auditor.model import Project
from auditor.reading.extraction import Extraction
from material.forms.layouts import Cell, Form

YEAR = 2026

LEVELS = (
    ("产出指标", ("数量指标", "质量指标", "时效指标", "成本指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
NEW_LEVELS = (
    ("产出指标", ("数量指标", "质量指标", "时效指标")),
    ("成本指标", ("经济成本指标",)),
    ("效益指标", ("社会效益指标", "生态效益指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
ROWS = {
    "数量指标": (("加固桥梁数量", "≥", "14", "座"), ("疏浚沟渠长度", "≥", "8.5", "公里"), ("举办农技培训期数", "=", "26", "期"), ("购置图书册数", "≥", "3,200", "册")),
    "质量指标": (("桥梁加固验收合格率", "=", "100", "%"), ("图书完好率", "≥", "97", "%"), ("培训考核通过率", "≥", "92.5", "%")),
    "时效指标": (("加固完工时间", "", "2026年10月底前", ""), ("经费拨付及时率", "≥", "98", "%"), ("图书上架时限", "≤", "15", "天")),
    "成本指标": (("每座桥梁加固成本", "≤", "6.2", "万元/座"), ("每册图书采购价", "≤", "38", "元/册")),
    "经济成本指标": (("每期培训成本", "≤", "4500", "元/期"), ("沟渠疏浚单位成本", "≤", "12", "万元/公里")),
    "经济效益指标": (("受益农户亩均增收", "≥", "260", "元"), ("节约运输费用", "≥", "31", "万元")),
    "社会效益指标": (("受益村组数量", "≥", "45", "个"), ("通行事故起数", "≤", "3", "起")),
    "生态效益指标": (("恢复灌溉面积", "≥", "1800", "亩"), ("水质达标率", "≥", "90", "%")),
    "可持续影响指标": (("管护人员配备率", "=", "100", "%"), ("桥梁设计使用年限", "≥", "30", "年")),
    "服务对象满意度指标": (("沿线村民满意度", "≥", "93", "%"), ("借阅读者满意度", "≥", "91", "%")),
}  # fmt: skip
NAMES = ("乡村危桥加固", "农家书屋图书更新", "高标准农田沟渠疏浚", "基层农技人员轮训", "山塘水库日常管护")
DEPARTMENTS = ("云溪县交通运输局", "枫林市文化和旅游局", "石桥镇人民政府", "东岭区农业农村局", "南江县水利管理站")
GOALS = (
    "加固危桥14座，保障沿线村组安全通行。",
    "更新图书3200册，提高书屋借阅率；开展阅读活动。",
    "疏浚沟渠8.5公里，汛前恢复灌溉。",
)


@dataclass(frozen=True)
class Line:
    """One indicator as a person reads it."""

    level1: str
    level2: str
    level3: str
    sign: str
    value: str
    unit: str
    weight: int = 0
    actual: str = ""
    score: str = ""

    @property
    def target(self) -> str:
        return self.sign + self.value + self.unit


@dataclass(frozen=True)
class Expected:
    """What a form says. ``None`` and "" are not on it."""

    name: str
    rows: tuple[Line, ...]
    department: str = ""
    code: str = ""
    budget_wan: float | None = None
    goal: str = ""
    funding: tuple[tuple[str, float], ...] = ()
    executed_wan: float | None = None
    columns: tuple[str, ...] = field(default=("level1", "level2", "level3", "target"))


def lines(random: Random, *, most: int = 9) -> tuple[Line, ...]:
    """Indicators in the order of their levels."""
    levels = random.choice((LEVELS, NEW_LEVELS))
    found = []
    for level1, seconds in levels:
        kept = [one for one in seconds if one in ("数量指标", "质量指标") or random.random() < 0.7] or [seconds[0]]
        for level2 in kept:
            for row in random.sample(ROWS[level2], random.choice((1, 1, 2))):
                found.append(Line(level1, level2, *row))
    found = found[: most - 1] + [one for one in found[most - 1 :] if one.level1 == "满意度指标"][:1]
    weights = _weights(len(found))
    return tuple(
        Line(
            one.level1, one.level2, one.level3, one.sign, one.value, one.unit, weight, one.value + one.unit, f"{weight}"
        )
        for one, weight in zip(found, weights, strict=True)
    )


def _weights(count: int) -> list[int]:
    each = 90 // count
    return [each] * (count - 1) + [90 - each * (count - 1)]


# --- the table ----------------------------------------------------------------------------------------------------


def c(text: object = "", columns: int = 1, rows: int = 1) -> Cell:
    """A cell of a form."""
    return Cell(str(text), columns, rows)


def spans(rows: Sequence[Line], levels: int) -> list[int]:
    """How many rows the first ``levels`` levels of each row span, 0 inside a span."""
    keys = [(row.level1, row.level2)[:levels] for row in rows]
    starts = [place for place, key in enumerate(keys) if place == 0 or keys[place - 1] != key]
    ends = [*starts[1:], len(keys)]
    found = [0] * len(keys)
    for start, end in zip(starts, ends, strict=True):
        found[start] = end - start
    return found


def body(
    rows: Sequence[Line], columns: Sequence[str], random: Random, lead: Cell | None = None, manner: str = ""
) -> list[tuple[Cell, ...]]:
    """The rows; levels merged over their rows, left blank, or printed again."""
    manner = manner or random.choice(("merged", "blank", "again"))
    wide = {"level1": spans(rows, 1), "level2": spans(rows, 2)}
    out = []
    for place, row in enumerate(rows):
        line = [lead] if lead is not None and place == 0 else []
        for column in columns:
            text = shown(row, column, place)
            span = wide[column][place] if column in wide else 1
            if manner == "merged" and column in wide:
                line += [c(text, 1, span)] if span else []
            else:
                line.append(c("" if manner == "blank" and not span else text))
        out.append(tuple(line))
    return out


def shown(row: Line, column: str, place: int) -> str:
    """The text of a cell."""
    constant = {"remark": "", "number": str(place + 1), "basis": "实施方案", "rule": "达标得满分", "explained": f"反映{row.level3}的情况",
                "past": "上年数", "kind": "定量", "later": f"三年{row.target}"}  # fmt: skip
    return constant[column] if column in constant else str(getattr(row, column))


# --- text ---------------------------------------------------------------------------------------------------------


def copied_from_word(forms: Sequence[Form]) -> bytes:
    """A table as a word processor copies it: a cell over several columns is one cell, one over rows leaves empty ones."""
    from material.forms.renderers import placed

    lines: list[str] = []
    for form in forms:
        cells, width = placed(form)
        grid: list[list[str | None]] = [[None] * width for _ in form.rows]
        for row, column, cell in cells:
            for down in range(cell.rows):
                grid[row + down][column] = "" if down else cell.text.replace("\n", "")
        lines += [*form.above, *("\t".join(text for text in line if text is not None) for line in grid), *form.below]
    return "\n".join(lines).encode()


def copied_from_web(forms: Sequence[Form]) -> bytes:
    """A table as a web page is copied: merged cells are left out altogether."""
    lines: list[str] = []
    for form in forms:
        rows = ("\t".join(cell.text.replace("\n", "") for cell in row) for row in form.rows)
        lines += [*form.above, *rows, *form.below]
    return "\n".join(lines).encode()


# --- what was read ------------------------------------------------------------------------------------------------


def differences(expected: Sequence[Expected], found: Extraction) -> list[str]:
    """What of the forms was read otherwise, or not surely; [] where all of it was read."""
    if len(found.projects) != len(expected):
        return [f"{len(expected)} projects read as {[one.name for one in found.projects]}"]
    told = [one for form, project in zip(expected, found.projects, strict=True) for one in _of_project(form, project)]
    if expected[0].department != (found.department or ""):
        told.append(f"department {expected[0].department} ≠ {found.department}")
    return told


def _of_project(form: Expected, project: Project) -> Iterator[str]:
    heads = {"name": form.name, "code": form.code, "goal": form.goal, "budget_wan": form.budget_wan, "unsure": {}}
    for name, wanted in heads.items():
        if getattr(project, name) != wanted:
            yield f"{name} {wanted!r} ≠ {getattr(project, name)!r}"
    spent = project.execution.executed_wan if project.execution else None
    if form.executed_wan is not None and spent != form.executed_wan:
        yield f"executed {form.executed_wan} ≠ {spent}"
    money = round(sum(part.amount_wan for part in project.funding), 6)
    if form.funding and project.funding and money != round(sum(amount for _, amount in form.funding), 6):
        yield f"funding {form.funding} ≠ {project.funding}"
    wanted_rows = [_cells(row, form.columns) for row in form.rows]
    rows = [_cells(row, form.columns) for row in project.indicators]
    if rows != wanted_rows:
        yield f"{wanted_rows} ≠ {rows}"


def _cells(row: object, columns: Sequence[str]) -> tuple[str, ...]:
    values = (getattr(row, name) for name in columns)
    return tuple(f"{value:g}" if isinstance(value, float) else "".join(str(value or "").split()) for value in values)
