"""Running text on projects (项目经费情况说明) made up at random, with and without the table of indicators below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from random import Random

from material.forms.variants import DEPARTMENTS, NAMES, YEAR

GOALS = (
    "疏浚沟渠8.5公里，10月底前完工，村民满意度92%以上。",
    "更新图书3200册，培训管理员40人次。",
    "加固危桥14座，验收合格率100%，保障出行安全。",
)
_NUMBERED = ("一二三四五六七八九", "1234567")


@dataclass(frozen=True)
class Told:
    """One material: its lines, and what they say of each project."""

    lines: tuple[str, ...]
    names: tuple[str, ...]
    goals: tuple[str, ...]
    told_wan: tuple[float | None, ...]


def told(random: Random, *, money: str = "this year", most: int = 2) -> Told:
    """One or two projects. ``money``: ``this year``, or ``others`` where only totals and past years are told."""
    count = random.choice(range(1, most + 1))
    names = random.sample(NAMES, count)
    lines = [
        random.choice(
            (f"云溪县{YEAR}年部门预算", f"{random.choice(DEPARTMENTS)}{YEAR}年度部门预算公开", f"{YEAR}年项目支出情况")
        )
    ]
    goals, amounts = [], []
    for name in names:
        goal, amount = random.choice(GOALS), random.choice((86.0, 120.0, 45.5, 300.0))
        lines += _statement(random, name, goal, amount, money)
        goals.append(goal)
        amounts.append(amount if money == "this year" else None)
    return Told(tuple(lines), tuple(names), tuple(goals), tuple(amounts))


def _statement(random: Random, name: str, goal: str, amount: float, money: str) -> list[str]:
    title = random.choice(
        (
            f"{name}项目经费情况说明",
            f"{name}项目情况说明",
            f"关于{name}项目的情况说明",
            f"{YEAR}年{name}项目支出情况说明",
            f"{name}项目绩效目标情况说明",
        )
    )
    texts = {
        random.choice(("项目概述", "项目概况", "项目基本情况", "项目简介")): "对辖区内有关设施进行修缮和维护。",
        random.choice(("立项依据", "政策依据", "项目立项依据")): "县人民政府专题会议纪要。",
        random.choice(("实施主体", "实施单位", "项目实施单位")): random.choice(DEPARTMENTS),
        random.choice(("实施周期", "项目实施周期", "实施期限", "实施时间")): random.choice((f"{YEAR}年1月至{YEAR}年12月", f"{YEAR}年1月1日-{YEAR}年12月31日")),
        random.choice(("年度预算安排", "年度预算", "预算安排情况", f"{YEAR}年度预算安排", "项目预算", "资金安排情况")): _money(random, amount, money),
        random.choice(("绩效目标", "年度绩效目标", "项目绩效目标", "总体目标")): goal,
    }  # fmt: skip
    kept = [pair for place, pair in enumerate(texts.items()) if place in (3, 4, 5) or random.random() < 0.7]
    marks = random.choice(_NUMBERED)
    manner = random.choice(("{}、{}", "{}、{}", "（{}）{}") if marks[0] == "一" else ("{}.{}", "{}、{}"))
    inline = random.random() < 0.35
    lines = [title]
    for place, (label, text) in enumerate(kept):
        heading = manner.format(marks[place], label)
        lines += [f"{heading}：{text}"] if inline else [heading, text]
    return lines


def _money(random: Random, amount: float, money: str) -> str:
    yuan = f"{amount * 10000:.0f}元"
    if money == "this year":
        return random.choice(
            (
                f"{YEAR}年度预算安排{amount:g}万元。",
                f"本项目{YEAR}年预算{amount:g}万元，由财政拨款安排。",
                f"年度预算资金{yuan}。",
                f"{YEAR}年安排预算资金{amount:g}万元",
                f"{amount:g}万元。",
            )
        )
    return random.choice(
        (
            f"工程总投资{amount * 9:g}万元，{YEAR - 1}年已安排{amount:g}万元。",
            f"项目概算{amount * 7:g}万元，其中建安工程费{amount * 5:g}万元。",
            f"{YEAR - 1}年安排{amount:g}万元，{YEAR - 2}年安排{amount:g}万元。",
            f"截至上年底累计拨付{amount * 3:g}万元。",
        )
    )


def table(name: str, budget: float) -> list[list[str]]:
    """A small sound table of a project."""
    return [
        ["项目名称", name, "主管部门", "石桥镇人民政府"],
        ["项目资金（万元）", f"{budget:g}", "", ""],
        ["年度目标", "按计划完成年度建设任务，保障使用。", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "疏浚沟渠长度", "≥8.5公里"],
        ["", "质量指标", "验收合格率", "≥98%"],
        ["", "时效指标", "完工时间", f"{YEAR}年10月底前"],
        ["成本指标", "经济成本指标", "每公里成本", "≤4万元/公里"],
        ["效益指标", "社会效益指标", "受益村组数量", "≥45个"],
        ["满意度指标", "服务对象满意度指标", "村民满意度", "≥92%"],
    ]


def web_page(lines: Sequence[str], tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    """The lines as paragraphs, the tables below them."""
    parts = [f"<p>{escape(line)}</p>" for line in lines]
    for rows in tables:
        parts.append(
            "<table border=1>"
            + "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
            + "</table>"
        )
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>".encode()


def word(lines: Sequence[str], tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    """A .docx file with the lines as paragraphs and the tables below them."""
    import io

    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        made = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def plain_text(lines: Sequence[str], tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    """Lines, and tables with tabs."""
    return "\n".join([*lines, *("\t".join(row) for rows in tables for row in rows)]).encode()
