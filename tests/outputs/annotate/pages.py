"""A PDF submission: two rows of the same name, words broken over lines in a narrow column."""

import io

from auditor.model import Indicator, Location, Project, Submission
from tests.outputs.annotate.documents import HEADER
from tests.outputs.reports.sample import finding

LINES = (
    ("产出指标", "数量指标", "举办培训", "面向基层干部", "12期", "年度计划"),
    ("产出指标", "质量指标", "培训质量", "按照上级主管部门的要求开展培训并组织考试", "良好", "上级文件"),
    ("效益指标", "社会效益指标", "培训质量", "改善生活", "良好", "专款专用"),
)


def pdf_document() -> bytes:
    """The head as running text, then a ruled table; the second page holds a drawing only."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("text", fontName="STSong-Light", fontSize=10, leading=13, wordWrap="CJK")
    lines = [[Paragraph(text, style) for text in line] for line in (HEADER, *LINES)]
    table = Table(lines, colWidths=(60, 70, 70, 90, 70, 70))
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    stream = io.BytesIO()
    document = SimpleDocTemplate(stream, pagesize=A4, invariant=True)
    document.build([Paragraph("预算项目名称：干部培训", style), table, PageBreak(), Table([[""]], 50, 50)])
    return stream.getvalue()


def pdf_submission() -> Submission:
    """Findings on the project, on broken words, on the same word in two rows, and on words that are not there."""
    fields = ("level1", "level2", "level3", "description", "target", "basis")
    rows = tuple(
        Indicator(id=f"A1/{n}", **dict(zip(fields, line, strict=True)), location=Location(page=1, table=1, row=n + 1))
        for n, line in enumerate(LINES, 1)
    )
    far = Indicator(id="A1/4", level3="图中的指标", target="优", location=Location(page=2))
    place = {}
    findings = (
        finding("PRO001", "warning", None, None, None, **place),
        finding("DES001", "info", "A1/2", "description", (2, 17), **place),
        finding("TAR001", "error", "A1/2", "target", (0, 2), **place),
        finding("TAR002", "error", "A1/3", "target", (0, 2), **place),
        finding("FAR001", "error", "A1/4", "target", (0, 1), **place),
    )
    project = Project(code="A1", name="干部培训", indicators=(*rows, far), findings=findings, location=Location(page=1))
    return Submission(source="报送/甲.pdf", sha256="0" * 64, status="audited", projects=(project,))
