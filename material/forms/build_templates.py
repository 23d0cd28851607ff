"""Makes the Word templates of 绩效目标审核表: ``python -m material.forms.build_templates`` (at the top of the checkout).

The eight items, their points and the blocks of opinions are those of the forms annexed to 财预〔2015〕88号 as far as they are
known; a bureau that uses another form puts its own template beside these.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from auditor.outputs.papers.document import Paper
from auditor.outputs.papers.points import POINTS
from auditor.outputs.papers.review_form import GENERAL, KEY
from auditor.outputs.papers.wordml import CellParagraph, Column, TableCell, TableRow, cell, row

TEMPLATES = Path("reports/templates")
SUBJECTS = (
    ("完整性\n审核", ("规范完整性", "明确清晰性")),
    ("相关性\n审核", ("目标相关性", "指标科学性")),
    ("适当性\n审核", ("绩效合理性", "资金匹配性")),
    ("可行性\n审核", ("实现可能性", "条件充分性")),
)
OPINIONS = ("总体目标", "产出", "效益", "满意度")
BOXES = "优□　　良□　　中□　　差□"
DATE = "　　　年　　月　　日"
NOTE = "“工具初评”由审核工具按发现的问题折算（工具不检查的项目按满分计入总分），供审核人参考，不是正式得分，也不是正式审核结论；综合评定等级由审核人填写。意见里的例子和“__”须由单位核定。"
FOOTER = "材料：{{材料}}　SHA-256：{{材料校验值}}\n规则：{{规则}}　工具：{{工具}}"
PROJECT = (Column("", 2.4), Column("", 7.4), Column("", 2.4), Column("", 4.8))
GENERAL_COLUMNS = (
    Column("审核内容", 1.4), Column("审核项目", 1.5, centred=True), Column("审核要点", 4.6), Column("工具初评", 1.1, centred=True),
    Column("工具发现的问题", 5.8), Column("审核结果", 2.6, centred=True),
)  # fmt: skip
KEY_COLUMNS = (
    Column("审核内容", 1.4), Column("审核项目", 1.5, centred=True), Column("审核要点", 4.6), Column("分值", 1.0, centred=True),
    Column("工具初评", 1.1, centred=True), Column("工具发现的问题", 6.0), Column("审核得分", 1.4, centred=True),
)  # fmt: skip
OPINION = (Column("审核意见", 2.4), Column("内容（工具初拟，供审核人修改）", 14.6))
SIGNED = (Column("", 3.4), Column("", 5.4), Column("", 3.0), Column("", 5.2))


def template(*, key: bool) -> bytes:
    """One template: the general form asks for a grade of each item, the key form for points."""
    paper = Paper(landscape=False, size=10, margin=1.5, footer=FOOTER)
    paper.title(f"项目支出绩效目标审核表（{'重点项目' if key else '一般性项目'}）")
    paper.note(NOTE)
    paper.table(PROJECT, _project(), size=9, headed=False)
    if key:
        paper.table(KEY_COLUMNS, [*_items(_key_cells), row("合计", "", "", "100", "{{总分}}", "", "")], size=8.5)
    else:
        paper.table(GENERAL_COLUMNS, _items(_general_cells), size=8.5)
    blocks = [(name, f"{{{{{name}审核意见}}}}") for name in OPINIONS]
    blocks.append(("需补充完\n善事项", "{{需补充完善事项}}"))
    paper.table(OPINION, [row(_label(name), text) for name, text in blocks], size=8.5)
    paper.table(SIGNED, _signed(key=key), size=9, headed=False)
    return paper.content()


def _project() -> list[TableRow]:
    return [
        row(_label("部门（单位）"), "{{部门}}", _label("年度"), "{{年度}}"),
        row(_label("项目名称"), "{{项目名称}}", _label("项目编码"), "{{项目编码}}"),
        row(_label("资金用途"), "{{资金用途}}", _label("预算（万元）"), "{{预算}}"),
    ]


def _items(cells) -> list[TableRow]:
    """Two rows for each subject, whose name stands once beside both."""
    rows = []
    for subject, items in SUBJECTS:
        for number, item in enumerate(items):
            words = (
                tuple(CellParagraph(line, "strong") for line in subject.split("\n"))
                if number == 0
                else (CellParagraph(""),)
            )
            first = TableCell(words, down="continue" if number else "restart", centred=True)
            rows.append(TableRow((first, cell(f"{item[:2]}\n{item[2:]}", "strong"), cell(POINTS[item]), *cells(item))))
    return rows


def _key_cells(item: str) -> tuple[TableCell, ...]:
    return (*(cell(f"{{{{{item}.{what}}}}}") for what in ("分值", "得分", "意见")), cell(""))


def _general_cells(item: str) -> tuple[TableCell, ...]:
    return (*(cell(f"{{{{{item}.{what}}}}}") for what in ("等次", "意见")), cell("优□　良□\n中□　差□"))


def _signed(*, key: bool) -> list[TableRow]:
    experts = row(_label("专家（第三方）\n意见"), cell("", span=3), height=1.1)
    lines = [
        row(_label("工具初评"), "{{总分}} 分（{{等次}}）", _label("综合评定等级"), BOXES.replace("　　", "　")),
        *([experts] if key else []),
        row(_label("审核人意见"), cell("", span=3), height=1.0),
        row(_label("审核人（签名）"), "", _label("审核部门\n（盖章）"), DATE, height=0.8),
    ]
    return [*(replace(one, with_next=True) for one in lines[:-1]), lines[-1]]


def _label(text: str) -> TableCell:
    return cell(text, "strong", shaded=True, centred=True)


def build() -> None:
    """Write both templates."""
    (TEMPLATES / GENERAL).write_bytes(template(key=False))
    (TEMPLATES / KEY).write_bytes(template(key=True))


if __name__ == "__main__":
    build()
