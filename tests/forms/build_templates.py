"""Makes the Word templates of 绩效目标审核表: ``python -m tests.forms.build_templates`` (at the top of the checkout).

The eight items, their points and the blocks of opinions are those of the forms annexed to 财预〔2015〕88号 as far as they are
known; a bureau that uses another form puts its own template beside these.
"""

from __future__ import annotations

from pathlib import Path

from auditor.papers.document import Column, Paper
from auditor.papers.review_form import GENERAL, KEY
from auditor.papers.review_page import POINTS

TEMPLATES = Path("reports/templates")
SUBJECTS = (
    ("完整性审核", ("规范完整性", "明确清晰性")),
    ("相关性审核", ("目标相关性", "指标科学性")),
    ("适当性审核", ("绩效合理性", "资金匹配性")),
    ("可行性审核", ("实现可能性", "条件充分性")),
)
OPINIONS = ("总体目标", "产出", "效益", "满意度")
NOTE = "工具初评由审核工具按规则计算，只供参考，不是正式审核结论；综合评定等级由审核人填写。"


def template(*, key: bool) -> bytes:
    """One template: the general form asks for a grade an item, the key form for points and reasons."""
    paper = Paper(landscape=False, size=10)
    paper.title(f"项目支出绩效目标审核表（{'重点项目' if key else '一般性项目'}）")
    paper.line("部门（单位）：{{部门}}　　　　年度：{{年度}}　　　　金额单位：万元")
    paper.table(
        (Column("项目编码", 3.2), Column("项目名称", 9.0), Column("预算", 4.8)),
        [("{{项目编码}}", "{{项目名称}}", "{{预算}}")],
    )
    if key:
        columns = (
            Column("审核内容", 2.4),
            Column("审核要点", 5.0),
            Column("分值", 1.2),
            Column("工具初评", 1.6),
            Column("工具发现的问题", 5.0),
            Column("审核得分", 1.8),
        )
        rows = [
            (f"{subject}\n{item}", POINTS[item], f"{{{{{item}.分值}}}}", f"{{{{{item}.得分}}}}", f"{{{{{item}.意见}}}}", "")
            for subject, items in SUBJECTS
            for item in items
        ]  # fmt: skip
        rows.append(("合计", "", "100", "{{总分}}", "", ""))
    else:
        columns = (
            Column("审核内容", 2.4),
            Column("审核要点", 6.0),
            Column("工具初评", 1.6),
            Column("工具发现的问题", 4.6),
            Column("审核结果", 2.4),
        )
        rows = [
            (f"{subject}\n{item}", POINTS[item], f"{{{{{item}.等次}}}}", f"{{{{{item}.意见}}}}", "优□ 良□\n中□ 差□")
            for subject, items in SUBJECTS
            for item in items
        ]  # fmt: skip
    paper.table(columns, rows, size=9)
    blocks = [(f"{name}审核意见", f"{{{{{name}审核意见}}}}") for name in OPINIONS]
    blocks.append(("需补充完善事项", "{{需补充完善事项}}"))
    paper.table((Column("审核意见", 3.0), Column("内容（工具初拟，供审核人修改）", 14.0)), blocks, size=8.5)
    paper.line("{{总分}} 分（{{等次}}）", label="工具初评：")
    paper.line("优□　　良□　　中□　　差□", label="综合评定等级：")
    if key:
        paper.line("专家（第三方）意见：　　　　　　　　　　　　　　　　　签名：")
    paper.line("审核人：　　　　　　　　审核部门（盖章）：　　　　　　　　日期：　　　　年　　月　　日")
    paper.line(NOTE)
    return paper.content()


def build() -> None:
    """Write both templates."""
    (TEMPLATES / GENERAL).write_bytes(template(key=False))
    (TEMPLATES / KEY).write_bytes(template(key=True))


if __name__ == "__main__":
    build()
