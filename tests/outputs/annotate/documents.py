"""A Word submission with everything that makes it hard to find words: merged cells, cut runs, a nested table, fields."""

import io

from auditor.model import Location
from tests.outputs.reports.sample import finding

HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
LINES = (
    ("产出指标", "数量指标", "举办培训", "面向基层干部", "12期", "年度计划"),
    ("产出指标", "质量指标", "培训质量", "按要求开展培训", "良好", "上级文件"),
    ("效益指标", "社会效益指标", "群众生活", "改善群众生活水平", "", "专款专用"),
)


def word_document() -> bytes:
    """A head table with a nested one, then the indicator table (the third); levels merged downwards, runs cut."""
    from docx import Document

    document = Document()
    document.add_paragraph("某局2025年项目绩效目标")
    head = document.add_table(rows=2, cols=4, style="Table Grid")
    for cell, text in zip(head.rows[0].cells, ("项目编码", "A1", "预算项目名称", "干部培训"), strict=True):
        cell.text = text
    head.rows[1].cells[0].text = "绩效目标"
    wide = head.rows[1].cells[1].merge(head.rows[1].cells[3])
    wide.text = "全面提升干部能力，迈上新台阶"
    wide.add_table(rows=1, cols=2).rows[0].cells[1].text = "培训质量"
    table = document.add_table(rows=1 + len(LINES), cols=6, style="Table Grid")
    for number, texts in enumerate((HEADER, *LINES)):
        for cell, text in zip(table.rows[number].cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "产出指标"
    paragraph = table.cell(2, 3).paragraphs[0]
    paragraph.clear()
    for text, bold in (("按要", True), ("求开", False), ("展培训", None)):
        paragraph.add_run(text).bold = bold
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_submission():
    """What the tool finds in it: on words over cut runs, an empty cell, the goal, a project, the whole file."""
    from auditor.model import Indicator, Project, Submission

    fields = ("level1", "level2", "level3", "description", "target", "basis")
    rows = tuple(
        Indicator(
            id=f"A1/{n}",
            **dict(zip(fields, line, strict=True)),
            location=Location(table=3, row=n + 1, cell=f"C{n + 1}"),
        )
        for n, line in enumerate(LINES, 1)
    )
    place = {}
    findings = (
        finding("PRO001", "warning", None, None, None, **place),
        finding("GOA001", "warning", None, "project.goal", (11, 14), confidence=0.8, **place),
        finding("DES001", "info", "A1/2", "description", (1, 5), **place),
        finding("TAR001", "error", "A1/2", "target", (0, 2), **place),
        finding("EMP001", "error", "A1/3", "target", None, **place),
        finding(
            "WAI001",
            "error",
            "A1/1",
            "target",
            (0, 3),
            waived={"reason": "已核", "by": "张", "on": "2025-01-01"},
            **place,
        ),
    )
    project = Project(code="A1", name="干部培训", goal="全面提升干部能力，迈上新台阶", indicators=rows, findings=findings,
                      location=Location(table=1, row=1, cell="A1"))  # fmt: skip
    whole = finding("WHO001", "info", None, None, None, **place)
    return Submission(source="报送/甲.docx", sha256="0" * 64, status="audited", projects=(project,), findings=(whole,))
