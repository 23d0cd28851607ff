"""Self-evaluation, monitoring and transfer-payment forms as departments publish them, made from data: other layouts and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

Cells = list[list[str]]


@dataclass
class Line:
    """One indicator: its target in three pieces, what was done, and what was scored."""

    level1: str
    level2: str
    name: str
    sign: str
    value: str
    unit: str
    actual: str
    weight: str
    score: str
    reason: str = ""
    forecast: str = ""
    possibility: str = "确定能"

    @property
    def target(self) -> str:
        """The target in one cell."""
        return f"{self.sign}{self.value}{self.unit}"


@dataclass
class Form:
    """A form. Amounts are in 万元; ``parts`` are sources as (label, budget, spent); ``notes`` are boxes below the table."""

    name: str
    department: str
    unit: str
    year: int
    goal: str
    achieved: str
    lines: list[Line]
    budget: str
    executed: str
    rate: str
    execution_score: str
    execution_points: str = "10"
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    total: str = ""
    grade: str = ""
    money_reason: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    month: int = 7
    forecast_money: str = ""
    level1_titles: dict[str, str] = field(default_factory=dict)

    def rescored(self) -> Form:
        """The form with the total of its scores."""
        scores = [float(one.score) for one in self.lines if _is_number(one.score)]
        points = float(self.execution_score) if _is_number(self.execution_score) else 0.0
        self.total = f"{sum(scores) + points:g}"
        return self


def _is_number(text: str) -> bool:
    return bool(text) and text.replace(".", "", 1).isdigit()


OUT, EFFECT, PLEASED = "产出指标", "效益指标", "满意度指标"


def trees() -> Form:
    """Planting along a road."""
    return Form(
        name="县道绿化提升", department="云岭县交通运输局", unit="云岭县公路管护所", year=2024,
        goal="补植县道行道树2400株，培训护绿员3期，10月底前完成，方便沿线群众出行。",
        achieved="全年补植行道树2516株，办护绿员培训3期，9月27日通过县林业局验收，沿线遮荫路段增加11公里。",
        lines=[
            Line(OUT, "数量指标", "行道树补植株数", "≥", "2400", "株", "2516株", "15", "15", forecast="2500株"),
            Line(OUT, "数量指标", "护绿员培训期数", "≥", "3", "期", "4期", "10", "10", forecast="3期"),
            Line(OUT, "质量指标", "苗木成活率", "≥", "90", "%", "93.4%", "10", "10", forecast="92%"),
            Line(OUT, "时效指标", "补植完工时间", "", "2024年10月底前", "", "2024年9月27日", "5", "5", forecast="2024年9月"),
            Line(OUT, "成本指标", "单株补植成本", "≤", "180", "元/株", "171元/株", "10", "10", forecast="175元/株"),
            Line(EFFECT, "社会效益指标", "沿线安全事故起数", "=", "0", "起", "0起", "15", "15", forecast="0起"),
            Line(EFFECT, "生态效益指标", "新增遮荫路段", "≥", "10", "公里", "11公里", "15", "15", forecast="10公里"),
            Line(PLEASED, "服务对象满意度指标", "沿线村民满意度", "≥", "92", "%", "94.7%", "10", "10", forecast="93%"),
        ],
        budget="48", executed="47.04", rate="98%", execution_score="9.8",
        parts=[("其中：当年财政拨款", "40", "39.04"), ("其他资金", "8", "8")],
        forecast_money="47.5",
    ).rescored()  # fmt: skip


def clinic() -> Form:
    """Health checks in townships."""
    return Form(
        name="老年人健康体检服务", department="沙洲区卫生健康局", unit="沙洲区疾病预防控制中心", year=2024,
        goal="为65岁以上老年人免费体检6500人次，异常者两周内回访，11月底前完成全年体检。",
        achieved="免费体检老年人6832人次，查出异常1107人并逐一回访，11月12日全部结束。",
        lines=[
            Line(OUT, "数量指标", "体检老年人人次", "≥", "6500", "人次", "6832人次", "20", "20", forecast="6700人次"),
            Line(OUT, "质量指标", "异常结果回访率", "≥", "95", "%", "97.2%", "10", "10", forecast="96%"),
            Line(OUT, "时效指标", "体检报告出具时限", "≤", "15", "天", "12天", "10", "10", forecast="13天"),
            Line(OUT, "成本指标", "人均体检成本", "≤", "126", "元/人次", "119元/人次", "10", "10", forecast="120元/人次"),
            Line(EFFECT, "社会效益指标", "慢性病早期发现人数", "≥", "900", "人", "1107人", "20", "20", forecast="960人"),
            Line(EFFECT, "可持续影响指标", "健康档案更新率", "≥", "98", "%", "98.6%", "10", "10", forecast="98%"),
            Line(PLEASED, "服务对象满意度指标", "受检老年人满意度", "≥", "90", "%", "95.1%", "10", "10", forecast="92%"),
        ],
        budget="82", executed="81.18", rate="99%", execution_score="9.9",
        parts=[("其中：中央财政资金", "50", "50"), ("省级财政资金", "22", "21.18"), ("区级财政资金", "10", "10")],
        forecast_money="81.5",
    ).rescored()  # fmt: skip


def library() -> Form:
    """Opening hours and books of a county library."""
    return Form(
        name="公共图书馆免费开放", department="临江市文化和旅游局", unit="临江市图书馆", year=2025,
        goal="全年开放不少于300天，新购图书5200册，举办读者活动40场，接待读者12万人次以上。",
        achieved="全年开放318天，新购图书5418册，举办读者活动46场，接待读者13.6万人次。",
        lines=[
            Line(OUT, "数量指标", "全年开放天数", "≥", "300", "天", "318天", "10", "10", forecast="312天"),
            Line(OUT, "数量指标", "新购图书册数", "≥", "5200", "册", "5418册", "10", "10", forecast="5300册"),
            Line(OUT, "数量指标", "读者活动场次", "≥", "40", "场", "46场", "10", "10", forecast="44场"),
            Line(OUT, "质量指标", "图书编目差错率", "≤", "1", "%", "0.6%", "10", "10", forecast="0.8%"),
            Line(OUT, "时效指标", "新书上架完成时间", "", "2025年11月底前", "", "2025年11月6日", "10", "10", forecast="2025年11月"),
            Line(EFFECT, "社会效益指标", "接待读者人次", "≥", "12", "万人次", "13.6万人次", "20", "20", forecast="12.8万人次"),
            Line(EFFECT, "社会效益指标", "场馆安全责任事故", "", "0", "起", "未发生", "10", "10", forecast="0起"),
            Line(PLEASED, "服务对象满意度指标", "读者满意度", "≥", "90", "%", "96%", "10", "10", forecast="93%"),
        ],
        budget="65", executed="65", rate="100%", execution_score="10",
        parts=[("其中：当年财政拨款", "60", "60"), ("上年结转资金", "5", "5")],
        forecast_money="65",
    ).rescored()  # fmt: skip


PROJECTS: tuple[Callable[[], Form], ...] = (trees, clinic, library)

# --- layouts ----------------------------------------------------------------------------------------------------------


def national(form: Form) -> Cells:
    """The usual form of a project's self-evaluation."""
    rows = [
        ["项目支出绩效自评表"], [f"（{form.year}年度）"],
        ["项目名称", form.name], ["主管部门", form.department, "", "", "实施单位", form.unit],
        ["项目资金\n（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", form.budget, form.budget, form.executed, form.execution_points, form.rate, form.execution_score],
        *(["", label, whole, whole, spent, "—", "—", "—"] for label, whole, spent in form.parts),
        ["年度总体目标", "预期目标", "", "", "实际完成情况"], ["", form.goal, "", "", form.achieved],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        *(["", *row] for row in _levelled(form, lambda one: [one.name, one.target, one.actual, one.weight, one.score, one.reason])),
        ["总分", "", "", "", "", "", "100", form.total, ""],
    ]  # fmt: skip
    return rows + _closing(form)


def reordered(form: Form) -> Cells:
    """Weights before targets, other titles, the unit in a column of its own, bare actual values."""

    def cells(one: Line) -> list[str]:
        bare = one.actual.removesuffix(one.unit) if one.unit else one.actual
        return [one.name, one.weight, one.sign, one.value, one.unit, bare, one.score, one.reason]

    rows = [
        [f"{form.year}年度部门预算项目绩效自评表"],
        ["部门（单位）名称", form.department, "", "", "单位：万元"],
        ["项目名称", form.name],
        ["预算执行情况（10分）", "资金来源", "年初预算数", "调整后预算数", "执行数", "执行率", "得分"],
        ["", "资金总额", form.budget, form.budget, form.executed, form.rate, form.execution_score],
        *(["", label, whole, whole, spent, "", ""] for label, whole, spent in form.parts),
        ["年度目标", form.goal], ["目标实际完成情况", form.achieved],
        ["一级指标", "二级指标", "三级指标", "权重", "计算符号", "目标值", "计量单位", "完成值", "自评得分", "未完成原因及改进措施"],
        *_levelled(form, cells),
        ["合计", "", "", "", "", "", "", "", form.total, ""],
    ]  # fmt: skip
    return rows + _closing(form)


def plain(form: Form) -> Cells:
    """A form without points, as some published ones have it."""
    return [
        ["项目绩效目标完成情况自评表"], [f"（{form.year}年度）"],
        ["项目名称", form.name, "", "主管部门", form.department],
        ["资金情况（万元）", "", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"],
        ["", "年度资金总额：", form.budget, form.executed, form.rate],
        *(["", label, whole, spent, ""] for label, whole, spent in form.parts),
        ["总体目标完成情况", "预期目标", "", "实际完成情况"], ["", form.goal, "", form.achieved],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "全年完成值", "未完成原因和改进措施"],
        *_levelled(form, lambda one: [one.name, one.target, one.actual, one.reason]),
        *_closing(form),
    ]  # fmt: skip


def transfer(form: Form) -> Cells:
    """The self-evaluation of a transfer payment to an area."""
    return [
        ["中央对地方转移支付区域绩效自评表"], [f"（{form.year}年度）"],
        ["转移支付名称", form.name], ["中央主管部门", "国家有关部委"],
        ["地方主管部门", form.department, "", "资金使用单位", form.unit],
        ["资金投入情况（万元）", "", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%）"],
        ["", "年度资金总额：", form.budget, form.executed, form.rate],
        *(["", label, whole, spent, ""] for label, whole, spent in form.parts),
        ["资金管理情况", "", "情况说明", "存在问题和改进措施"], ["", "分配科学性", "按任务量分配", "无"],
        ["总体目标完成情况", "总体目标", "", "全年实际完成情况"], ["", form.goal, "", form.achieved],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"],
        *(["", *row] for row in _levelled(form, lambda one: [one.name, one.target, one.actual, one.reason])),
        *_closing(form),
    ]  # fmt: skip


def monitoring(form: Form) -> Cells:
    """A monitoring form with reasons ticked in columns and the possibility in one."""
    month = form.month
    return [
        ["部门预算项目绩效运行监控表"], [f"（{form.year}年1-{month}月）"],
        ["项目名称", form.name], ["主管部门", form.department, "", "", "项目实施单位", form.unit],
        ["项目资金（万元）", "", "年初预算数", f"1-{month}月执行数", f"1-{month}月执行率", "全年预计执行数", "偏差原因"],
        ["", "年度资金总额", form.budget, form.executed, form.rate, form.forecast_money, form.money_reason],
        ["年度总体目标", form.goal],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", f"1-{month}月执行情况", "全年预计完成情况", "完成目标可能性", "原因说明", "备注"],
        *(["", *row] for row in _levelled(form, lambda one: [one.name, one.target, one.actual, one.forecast, one.possibility, one.reason, ""])),
        *_closing(form),
    ]  # fmt: skip


def monitoring_reordered(form: Form) -> Cells:
    """A monitoring form with other titles: 截至8月底, 预计年底, 采取措施."""
    month = form.month
    return [
        [f"{form.year}年度项目支出绩效目标执行监控表"], ["项目名称", form.name, "", "预算单位", form.department],
        ["预算执行情况（万元）", "", "全年预算数", f"截至{month}月底执行数", "执行率", "预计全年执行数", "执行偏差原因"],
        ["", "资金总额", form.budget, form.executed, form.rate, form.forecast_money, form.money_reason],
        ["年度绩效目标", form.goal],
        ["一级指标", "二级指标", "三级指标", "目标值", f"截至{month}月底完成值", "预计年底完成值", "目标完成可能性", "偏差原因分析", "改进措施"],
        *_levelled(form, lambda one: [one.name, one.target, one.actual, one.forecast, one.possibility, one.reason, ""]),
        *_closing(form),
    ]  # fmt: skip


SELF = (national, reordered, plain, transfer)
SCORED = (national, reordered)
WATCHED = (monitoring, monitoring_reordered)


def _levelled(form: Form, cells: Callable[[Line], list[str]]) -> Iterator[list[str]]:
    """The rows of a table, levels only where they change."""
    above: tuple[str, str] = ("", "")
    for one in form.lines:
        first = form.level1_titles.get(one.level1, one.level1)
        same = first == above[0]
        yield ["" if same else first, "" if same and one.level2 == above[1] else one.level2, *cells(one)]
        above = (first, one.level2)


def _closing(form: Form) -> Cells:
    grade = [["自评等级", form.grade]] if form.grade else []
    return [*grade, *([label, text] if label else [text] for label, text in form.notes)]


# --- files ------------------------------------------------------------------------------------------------------------


def write_xlsx(cells: Cells, path: Path) -> None:
    """The form as a workbook; numbers are numbers, texts are texts, titles are merged over the width."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    width = max(map(len, cells))
    for number, row in enumerate(cells, 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(number, column, _typed(text))
                cell.data_type = "s" if text.startswith("=") else cell.data_type
        if len([text for text in row if text]) == 1 and row[0]:
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)
    book.save(path)


def _typed(text: str) -> Any:
    return float(text) if _is_number(text) and "." in text else int(text) if _is_number(text) else text


def write_docx(cells: Cells, path: Path) -> None:
    """The form as a document: the title and what stands below the table are paragraphs, the rest is one table."""
    from docx import Document

    from material.forms.word_tables import DrawnCell, put_table

    document = Document()
    first = next(number for number, row in enumerate(cells) if len(row) > 1)
    last = max(number for number, row in enumerate(cells) if len(row) > 1)
    for row in cells[:first]:
        document.add_paragraph(row[0])
    width = max(map(len, cells))
    drawn = [
        DrawnCell(number, column, text, width - column if column == len(row) - 1 and _stands_alone(row, width) else 1)
        for number, row in enumerate(cells[first : last + 1])
        for column, text in enumerate(row)
    ]
    put_table(document, last + 1 - first, width, drawn, "Table Grid")
    for row in cells[last + 1 :]:
        document.add_paragraph(row[0])
    document.save(str(path))


def _stands_alone(row: list[str], width: int) -> bool:
    """Whether the last text of a row goes on to the table's end."""
    return len([text for text in row if text]) <= 2 and len(row) <= 2 and width > 2


# --- faults -----------------------------------------------------------------------------------------------------------

Change = Callable[[Form], Form]


@dataclass(frozen=True)
class Planted:
    """A change of a clean form: the layouts it can stand in, and the rules of which one must speak (none: all silent)."""

    name: str
    change: Change
    layouts: Sequence[Callable[[Form], Cells]]
    rules: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()


def drawn(planted: Planted, project: Callable[[], Form], layout: Callable[[Form], Cells]) -> Cells | None:
    """A project in a layout with one change; None where it has no line of that kind."""
    form = until(project()) if layout in WATCHED else project()
    try:
        return layout(planted.change(deepcopy(form)))
    except LookupError:
        return None


def until(form: Form, month: int = 7) -> Form:
    """The form as it stands at the end of a month."""
    share = month / 12
    lines = [_halfway(one, share) for one in form.lines]
    spent = round(float(form.budget) * share, 2)
    return replace(form, lines=lines, month=month, executed=f"{spent:g}", rate=f"{spent / float(form.budget):.2%}")


def _halfway(one: Line, share: float) -> Line:
    if "底前" in one.value:
        return replace(one, actual="正在实施")
    if one.unit in ("%", "起", "天", "元/株", "元/人次"):
        return one
    return replace(
        one,
        actual=f"{max(1, round(float(one.value) * share * 1.02)) if one.unit != '万人次' else round(float(one.value) * share, 1):g}{one.unit}",
    )
