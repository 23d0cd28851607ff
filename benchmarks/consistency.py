"""Contradictions found and look-alikes left alone, on planted projects: ``python -m benchmarks.consistency [seed]``.

Every kind of contradiction the rules know is planted many times, each beside a project that looks alike and agrees
(another unit, a bound that includes the value, another period, an explanation, another subject). Numbers, objects and
wordings are drawn with a fixed seed from lists written for this purpose. Precision and recall are printed and written
to ``benchmarks/results/consistency.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from auditor.model import Funding, Indicator, Project, SpendingStep, Submission
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.write import audit_submissions
from auditor.reading.forms.numbering import numbered

REPORT = Path(__file__).parent / "results" / "consistency.md"
EACH = 70
"""Contradictions of each kind, and as many look-alikes."""

OBJECTS = (
    ("法治讲座", "场", "举办"), ("校舍维修", "平方米", "完成"), ("道路保洁", "公里", "实施"), ("健康体检", "人", "组织"),
    ("图书采购", "册", "完成"), ("危房改造", "户", "实施"), ("农机补贴", "台", "发放"), ("食品抽检", "批次", "开展"),
    ("管网改造", "米", "完成"), ("志愿者培训", "人次", "组织"), ("路灯更换", "盏", "完成"), ("苗木栽植", "株", "完成"),
    ("案件评查", "件", "开展"), ("档案数字化", "页", "完成"), ("巡回义诊", "次", "开展"), ("公厕新建", "座", "完成"),
    ("河道清淤", "公里", "完成"), ("宣传手册印制", "份", "完成"), ("老年人探访", "户", "开展"), ("信号灯安装", "处", "完成"),
)  # fmt: skip
RATES = ("验收合格率", "按时办结率", "设备完好率", "学员考试通过率", "问题整改率", "群众知晓率")
COSTS = ("印刷费", "场租费", "设备费", "安装费", "检测费", "运输费", "讲课费", "材料费")


@dataclass(frozen=True)
class Planted:
    """One project with the rules of which at least one must find it, or none for a look-alike."""

    kind: str
    project: Project
    wanted: tuple[str, ...]


def row(level2: str, level3: str, target: str, description: str = "", **more: object) -> Indicator:
    """One row of a table."""
    level1 = "产出指标" if level2 in ("数量指标", "质量指标", "时效指标", "成本指标") else "效益指标"
    return Indicator(
        id="",
        level1=level1,
        level2=level2,
        level3=level3,
        target=target,
        description=description,
        basis="工作计划",
        **more,
    )


def project(random: Random, *rows: Indicator, budget: float | None = None, **fields: object) -> Project:
    """A project around the planted rows."""
    return Project(
        code=f"9{random.randrange(10**8):08d}",
        name=f"{random.choice(OBJECTS)[0]}项目",
        budget_wan=budget,
        indicators=rows,
        **fields,
    )


Plant = Callable[[Random, bool], Planted]
"""Makes a contradiction (True) or its look-alike (False)."""


def promise(random: Random, wrong: bool) -> Planted:
    """A count promised in the goal, and the row of the same thing."""
    name, unit, verb = random.choice(OBJECTS)
    number = random.randint(12, 900)
    goal = random.choice(
        (f"全年{verb}{name}{number}{unit}，按期完成任务。", f"通过{name}{number}{unit}，改善服务条件。")
    )
    other = (
        number + random.randint(1, number) if random.random() < 0.5 else max(1, number - random.randint(1, number - 1))
    )
    target = f"{other}{unit}" if other < number or random.random() < 0.5 else f"≥{other}{unit}"
    if not wrong:
        target, goal = random.choice(
            (
                (f"{number}{unit}", goal),
                (f"≥{number - random.randint(0, 5)}{unit}", goal),
                (f"{other}{unit}", goal.replace("全年", "三年累计").replace("通过", "五年累计")),
                (f"≥{number}{unit}", goal.replace(str(number), f"{number}余")),
            )
        )
    rows = (row("数量指标", f"{name}数量", target),)
    return Planted("目标与指标值", project(random, *rows, goal=goal), ("CON016",) if wrong else ())


def promised_rate(random: Random, wrong: bool) -> Planted:
    """A rate promised in the goal, and the row of the same rate."""
    rate, number = random.choice(RATES), random.randint(70, 97)
    goal = f"做好服务工作，{rate}达到{number}%以上。"
    target = f"{number - random.randint(3, 30)}%" if wrong else random.choice((f"≥{number}%", f"{number + 2}%"))
    return Planted(
        "目标与指标值", project(random, row("质量指标", rate, target), goal=goal), ("CON016",) if wrong else ()
    )


def missing_row(random: Random, wrong: bool) -> Planted:
    """A count promised in the narrative (here in the goal text of the item) without any row; see ``submission``."""
    name, unit, verb = random.choice(OBJECTS)
    number = random.randint(12, 900)
    target = "≥95%" if wrong else f"≥{number}{unit}"
    rows = (row("质量指标" if wrong else "数量指标", "验收合格率" if wrong else f"{name}数量", target),)
    promised = f"{verb}{name}{number}{unit}"
    return Planted(
        "文字承诺无指标", project(random, *rows, goal=promised, purpose="narrative"), ("CON005",) if wrong else ()
    )


def text_budget(random: Random, wrong: bool) -> Planted:
    """The budget in the goal text."""
    budget = random.choice((8.5, 12.0, 25.0, 36.8, 120.0, 386.0, 1250.5))
    other = round(budget * random.choice((0.5, 0.9, 1.1, 1.5, 10)), 4)
    said = random.choice(
        ("本项目年度预算{}，用于日常工作。", "安排资金{}开展工作。", "项目总预算为{}。", "申请经费{}保障运转。")
    )
    amount = f"{other:g}万元"
    if not wrong:
        same = random.choice((f"{budget:g}万元", f"{round(budget * 10000)}元", f"{budget:g}万元"))
        look = random.choice(
            (said.format(same), f"三年累计安排资金{amount}。", f"其中培训经费{amount}。", f"人均经费{other:g}元。")
        )
        return Planted("文字预算", project(random, budget=budget, goal=look), ())
    return Planted("文字预算", project(random, budget=budget, goal=said.format(amount)), ("CON017",))


def sources(random: Random, wrong: bool) -> Planted:
    """Sources of money against the budget."""
    parts = [round(random.uniform(1, 200), random.choice((0, 1, 4))) for _ in range(random.randint(2, 3))]
    whole = round(sum(parts), 4)
    budget = round(whole + random.choice((-0.5, 0.3, 5, 20)), 4) if wrong else whole
    funding = tuple(Funding(source=f"来源{number}", amount_wan=part) for number, part in enumerate(parts, 1))
    return Planted("资金构成", project(random, budget=max(budget, 0.1), funding=funding), ("CON004",) if wrong else ())


def costs(random: Random, wrong: bool) -> Planted:
    """Cost rows against the budget."""
    names = random.sample(COSTS, 2)
    amounts = [round(random.uniform(1, 40), 1) for _ in names]
    whole = round(sum(amounts), 1)
    budget = (
        round(whole * random.uniform(max(amounts) / whole + 0.02, 0.97), 1)
        if wrong
        else round(whole * random.uniform(1, 1.3), 1)
    )
    targets = [random.choice(("≤{:g}万元", "{:g}万元")).format(amount) for amount in amounts]
    rows = [row("成本指标", name, target) for name, target in zip(names, targets, strict=True)]
    if not wrong and random.random() < 0.4:
        budget = max(amounts)
        rows = [row("成本指标", "总成本", f"≤{budget:g}万元"), row("成本指标", names[0], f"≤{min(amounts):g}万元")]
    return Planted("成本之和", project(random, *rows, budget=max(budget, 0.1)), ("CON018", "CON002") if wrong else ())


def product(random: Random, wrong: bool) -> Planted:
    """Price, count and cost of one thing."""
    name, unit, _ = random.choice(OBJECTS)
    count, price = random.randint(20, 500), random.choice((12, 45, 120, 450, 800))
    yuan = count * price
    stated = round(yuan * random.choice((0.5, 0.8, 1.25, 2, 10))) if wrong else yuan
    cost = random.choice((f"{stated / 10000:g}万元", f"{stated}元"))
    rows = (
        row("数量指标", f"{name}数量", f"{count}{unit}"),
        row("成本指标", f"{name}单价", f"{price}元/{unit}"),
        row("成本指标", f"{name}成本", cost),
    )
    return Planted("单价数量", project(random, *rows), ("CON019",) if wrong else ())


def deadline(random: Random, wrong: bool) -> Planted:
    """A completion date in the goal and in the time row."""
    name, _, _ = random.choice(OBJECTS)
    month = random.randint(3, 9)
    later = random.randint(month + 1, 12) if wrong else random.randint(1, month)
    goal = random.choice((f"2025年{month}月底前完成{name}。", f"{month}月底前完成{name}，确保质量。"))
    target = random.choice((f"2025年{later}月底前", f"{later}月底前"))
    about = f"{name}完成时间"
    if not wrong and random.random() < 0.3:
        about, target = "结算审计时间", "2025年12月底前"
    return Planted("完成时间", project(random, row("时效指标", about, target), goal=goal), ("CON020",) if wrong else ())


def described(random: Random, wrong: bool) -> Planted:
    """A count in the description and in the target of one row."""
    name, unit, verb = random.choice(OBJECTS)
    number = random.randint(10, 800)
    other = number + random.randint(1, 99)
    target = f"{other if wrong else number}{unit}" if wrong or random.random() < 0.6 else f"≥{number}{unit}"
    text = f"全年{verb}{name}{number}{unit}"
    return Planted(
        "描述与指标值", project(random, row("数量指标", f"{name}数量", target, text)), ("CON003",) if wrong else ()
    )


def weights(random: Random, wrong: bool) -> Planted:
    """Weights that add up, or do not."""
    parts = random.choice(((50, 30, 10), (40, 40, 20), (30, 20, 30, 10), (22.5, 22.5, 35, 10)))
    changed = (parts[0] + random.choice((-5, 3, 7.5, 20)), *parts[1:]) if wrong else parts
    levels = ("数量指标", "质量指标", "社会效益指标", "经济效益指标")
    rows = [
        row(level, f"指标{n}", f"{n + 3}项", weight=float(part))
        for n, (level, part) in enumerate(zip(levels, changed, strict=False))
    ]
    return Planted("权重", project(random, *rows), ("CON011",) if wrong else ())


def plan(random: Random, wrong: bool) -> Planted:
    """Spending plans that fall or do not end at 100, and proper ones."""
    percents = sorted(random.sample(range(5, 96), 3))
    steps = [*percents, 100]
    if wrong:
        steps = random.choice(
            ([percents[1], percents[0], percents[2], 100], [*percents, 95], [percents[0], 100, percents[2], 100])
        )
    months = ("3月底", "6月底", "9月底", "12月底")
    chosen = tuple(SpendingStep(by=by, percent=value) for by, value in zip(months, steps, strict=True))
    return Planted("支出计划", project(random, spending_plan=chosen), ("FEA002",) if wrong else ())


KINDS: tuple[Plant, ...] = (
    promise, promised_rate, missing_row, text_budget, sources, costs, product, deadline, described, weights, plan,
)  # fmt: skip
CHECKED = frozenset(
    {"CON002", "CON003", "CON004", "CON005", "CON011", "CON016", "CON017", "CON018", "CON019", "CON020", "FEA002"}
)


def planted(seed: int) -> Iterator[Planted]:
    """Every kind, contradiction and look-alike in turn."""
    for number, kind in enumerate(KINDS):
        random = Random(seed * 1000 + number)
        for _ in range(EACH):
            yield kind(random, True)
            yield kind(random, False)


def submission(item: Planted, number: int) -> Submission:
    """The planted project as a submission of its own; ``missing_row`` puts the goal into a narrative item."""
    from auditor.model import NarrativeItem

    project, narrative = item.project, ()
    if project.purpose == "narrative":
        goal, project = project.goal, project.model_copy(update={"purpose": "", "goal": ""})
        narrative = (NarrativeItem(ordinal="（一）", name=project.name, goal=goal, project=project.code),)
    (project,) = numbered((project,))
    return Submission(
        source=f"{number}.txt", sha256="0" * 64, status="audited", year=2025, projects=(project,), narrative=narrative
    )


def measure(seed: int) -> dict[str, tuple[int, int, int, int]]:
    """By kind: contradictions found, missed; look-alikes accused, left alone."""
    items = list(planted(seed))
    result = audit_submissions(tuple(submission(item, number) for number, item in enumerate(items)), EngineCore())
    counts: dict[str, list[int]] = {}
    for item, told in zip(items, result.submissions, strict=True):
        findings = {finding.rule for project in told.projects for finding in project.findings} & CHECKED
        right = bool(findings & set(item.wanted)) if item.wanted else bool(findings)
        place = (0 if right else 1) if item.wanted else (2 if right else 3)
        counts.setdefault(item.kind, [0, 0, 0, 0])[place] += 1
        if "-v" in sys.argv and place in (1, 2):
            rows = [(one.level3, one.description, one.target) for one in item.project.indicators]
            print(
                item.kind,
                "漏" if place == 1 else "冤",
                item.project.goal,
                item.project.budget_wan,
                rows,
                sorted(findings),
            )
    return {kind: (a, b, c, d) for kind, (a, b, c, d) in counts.items()}


def main() -> None:
    """Measure, print and write the table."""
    seed = next((int(word) for word in sys.argv[1:] if word.isdigit()), 1)
    counts = measure(seed)
    lines = ["| 种类 | 矛盾 | 找到 | 相似而一致 | 误指 |", "|---|---|---|---|---|"]
    lines += [f"| {kind} | {a + b} | {a} | {c + d} | {c} |" for kind, (a, b, c, d) in counts.items()]
    found, missed, wrong, left = (sum(one[place] for one in counts.values()) for place in range(4))
    lines += [
        f"| 合计 | {found + missed} | {found} | {wrong + left} | {wrong} |",
        "",
        f"精确率 {found / (found + wrong):.4f}，召回率 {found / (found + missed):.4f}（种子 {seed}）。",
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("# 前后矛盾：埋设检验\n\n命令：`python -m benchmarks.consistency`\n\n" + text, encoding="utf-8")


if __name__ == "__main__":
    main()
