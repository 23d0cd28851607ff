"""One form in every format that is read: a table of texts with spans, written by hand where no library writes the format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from material.forms.workbooks import sheet_of

Lines = Sequence[Sequence[str]]
Span = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""

LINES: Lines = (
    ("项目名称", "河道清淤整治", "", "", ""),
    ("主管部门", "临江市水务局", "", "", ""),
    ("预算数（万元）", "86.4", "", "", ""),
    ("年度绩效目标", "完成城区三条河道清淤，汛前恢复行洪能力。", "", "", ""),
    ("一级指标", "二级指标", "三级指标", "指标值", "备注"),
    ("产出指标", "数量指标", "清淤河道条数", "3条", ""),
    ("", "质量指标", "淤泥处置合格率", "≥95%", ""),
    ("", "时效指标", "完工时间", "较好", ""),
    ("效益指标", "生态效益指标", "河道水质改善", "显著提升", ""),
    ("满意度指标", "服务对象满意度指标", "沿河居民满意度", "≥90%", ""),
)
SPANS: Sequence[Span] = ((0, 1, 0, 4), (1, 1, 1, 4), (2, 1, 2, 4), (3, 1, 3, 4), (5, 0, 7, 0))


@dataclass(frozen=True)
class SpannedTable:
    """Texts by row and column, and which cells are merged."""

    lines: Lines
    spans: Sequence[Span]

    def span_at(self, row: int, column: int) -> tuple[int, int]:
        """Rows and columns that the cell at a place covers, (0, 0) where another covers it."""
        for top, left, bottom, right in self.spans:
            if top <= row <= bottom and left <= column <= right:
                return (bottom - top + 1, right - left + 1) if (row, column) == (top, left) else (0, 0)
        return 1, 1


FORM = SpannedTable(LINES, SPANS)


def xlsx(form: SpannedTable = FORM) -> bytes:
    return sheet_of(form.lines, form.spans)


def xls(form: SpannedTable = FORM) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, line in enumerate(form.lines):
        for column, text in enumerate(line):
            height, width = form.span_at(row, column)
            if height:
                sheet.write_merge(row, row + height - 1, column, column + width - 1, text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:'
    'table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def open_document_body(rows: str, styles: str = "", table: str = "") -> str:
    """What is inside the root element of an OpenDocument sheet."""
    return (
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="表"{table}>{rows}</table:table></office:spreadsheet></office:body>'
    )


def fods_of(rows: str, styles: str = "", table: str = "") -> bytes:
    body = open_document_body(rows, styles, table)
    kind = 'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    return f'<?xml version="1.0" encoding="UTF-8"?><office:document {_OPEN} {kind}>{body}</office:document>'.encode()


def ods_of(rows: str, styles: str = "", table: str = "") -> bytes:
    body = open_document_body(rows, styles, table)
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {_OPEN}>{body}</office:document-content>",
        }
    )


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    return packed_in_order(parts.items())


def packed_in_order(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    """A zip of these parts, of which some may have one name; it tells no moment of its making."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _open_rows(form: SpannedTable = FORM) -> str:
    return "".join(
        f"<table:table-row>{''.join(_open_cell(form, row, column, text) for column, text in enumerate(line))}</table:table-row>"
        for row, line in enumerate(form.lines)
    )


def _open_cell(form: SpannedTable, row: int, column: int, text: str) -> str:
    height, width = form.span_at(row, column)
    if not height:
        return "<table:covered-table-cell/>"
    spans = (
        f' table:number-rows-spanned="{height}" table:number-columns-spanned="{width}"'
        if (height, width) != (1, 1)
        else ""
    )
    return f'<table:table-cell office:value-type="string"{spans}><text:p>{escape(text)}</text:p></table:table-cell>'


def ods(form: SpannedTable = FORM) -> bytes:
    return ods_of(_open_rows(form))


def fods(form: SpannedTable = FORM) -> bytes:
    return fods_of(_open_rows(form))


def spreadsheet_xml_of(rows: str, styles: str = "") -> bytes:
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def spreadsheet_xml(form: SpannedTable = FORM) -> bytes:
    rows = ""
    for row, line in enumerate(form.lines):
        cells, jump = "", False
        for column, text in enumerate(line):
            height, width = form.span_at(row, column)
            if not height:
                jump = True
                continue
            index = f' ss:Index="{column + 1}"' if jump else ""
            span = (f' ss:MergeAcross="{width - 1}"' if width > 1 else "") + (
                f' ss:MergeDown="{height - 1}"' if height > 1 else ""
            )
            cells += f'<Cell{index}{span}><Data ss:Type="String">{escape(text)}</Data></Cell>'
            jump = False
        rows += f"<Row>{cells}</Row>"
    return spreadsheet_xml_of(rows)


def word_table(form: SpannedTable, old: bool) -> str:
    """The table as WordprocessingML, of 2003 or of today."""
    rows = ""
    for row, line in enumerate(form.lines):
        cells = ""
        for column, text in enumerate(line):
            height, width = form.span_at(row, column)
            above = next((s for s in form.spans if s[0] < row <= s[2] and s[1] == column), None)
            if not height and above is None:
                continue
            width = above[3] - above[1] + 1 if above else width
            merge = "vmerge" if old else "vMerge"
            marks = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            marks += f'<w:{merge} w:val="restart"/>' if height > 1 else f"<w:{merge}/>" if above else ""
            cells += f"<w:tc><w:tcPr>{marks}</w:tcPr>{word_paragraph('' if above else text)}</w:tc>"
        rows += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{rows}</w:tbl>"


def word_paragraph(text: str) -> str:
    """A paragraph whose lines are broken by hand."""
    inside = "<w:br/>".join(f"<w:t>{escape(line)}</w:t>" for line in text.split("\n"))
    return f"<w:p><w:r>{inside}</w:r></w:p>"


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def _document(body: str) -> str:
    return f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'


def docx(form: SpannedTable = FORM) -> bytes:
    document = _document(word_table(form, old=False))
    return packed({"[Content_Types].xml": "<Types/>", "_rels/.rels": _RELATIONS, "word/document.xml": document})


def flat_opc(form: SpannedTable = FORM) -> bytes:
    return flat_opc_of(word_table(form, old=False))


def flat_opc_of(body: str) -> bytes:
    parts = {"/_rels/.rels": _RELATIONS, "/word/document.xml": _document(body)}
    inside = "".join(
        f'<pkg:part pkg:name="{name}"><pkg:xmlData>{part}</pkg:xmlData></pkg:part>' for name, part in parts.items()
    )
    space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    return f'<?xml version="1.0" encoding="UTF-8"?><pkg:package {space}>{inside}</pkg:package>'.encode()


def word_2003_of(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:aml="http://schemas.microsoft.com/aml/2001/core">'
        f"<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    ).encode()


def word_2003(form: SpannedTable = FORM) -> bytes:
    return word_2003_of(word_table(form, old=True))


def html(form: SpannedTable = FORM) -> bytes:
    rows = ""
    for row, line in enumerate(form.lines):
        cells = ""
        for column, text in enumerate(line):
            height, width = form.span_at(row, column)
            cells += f'<td rowspan="{height}" colspan="{width}">{escape(text)}</td>' if height else ""
        rows += f"<tr>{cells}</tr>"
    return f"<html><body><table>{rows}</table></body></html>".encode()


WIDTHS = (28.0, 40.0, 44.0, 44.0, 24.0)
HEIGHT = 8.0
SIZE = 3.5


def ofd_area(name: str, width: float, height: float, prefix: str = "ofd:") -> str:
    """What tells the sheet of a page (Area) or of all pages of a document (PageArea)."""
    return f"<{prefix}{name}><{prefix}PhysicalBox>0 0 {width} {height}</{prefix}PhysicalBox></{prefix}{name}>"


def ofd_pages(pages: Sequence[str], width: float = 210, height: float = 297) -> bytes:
    """An OFD whose pages, sheets of this size, hold these objects."""
    space = ' xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(
        f'<ofd:Page ID="{number + 1}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    sheet = ofd_area("PageArea", width, height)
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD{space}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document{space}><ofd:CommonData>{sheet}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, inside in enumerate(pages):
        area = ofd_area("Area", width, height)
        page = f"<ofd:Page{space}>{area}<ofd:Content><ofd:Layer>{inside}</ofd:Layer></ofd:Content></ofd:Page>"
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = page
    return packed(parts)


def ofd_of(
    objects: str, template: str = "", more: dict[str, str | bytes] | None = None, name_space: bool = True
) -> bytes:
    """An OFD of one page with these objects; with ``template`` that stands on a template page below."""
    space = ' xmlns:ofd="http://www.ofdspec.org/2016"' if name_space else ""
    p = "ofd:" if name_space else ""
    sheet = ofd_area("PageArea", 210, 297, p)
    used = f'<{p}Template TemplateID="9" ZOrder="Background"/>' if template else ""
    known = f'<{p}TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""

    def page(inside: str, used: str = "") -> str:
        return f"<{p}Page{space}>{used}<{p}Content><{p}Layer>{inside}</{p}Layer></{p}Content></{p}Page>"

    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<{p}OFD{space}><{p}DocBody><{p}DocRoot>/Doc_0/Document.xml</{p}DocRoot></{p}DocBody></{p}OFD>",
        "Doc_0/Document.xml": f"<{p}Document{space}><{p}CommonData>{sheet}{known}</{p}CommonData><{p}Pages>"
        f'<{p}Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></{p}Pages></{p}Document>',
        "Doc_0/Pages/Page_0/Content.xml": page(objects, used),
    }
    if template:
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = page(template)
    return packed({**parts, **(more or {})})


def ofd_lines(prefix: str = "ofd:") -> str:
    """The frames of the form's cells."""
    drawn = ""
    for row, line in enumerate(LINES):
        for column in range(len(line)):
            height, width = FORM.span_at(row, column)
            if height:
                x, y = 10 + sum(WIDTHS[:column]), 20 + row * HEIGHT
                w, h = sum(WIDTHS[column : column + width]), height * HEIGHT
                drawn += (
                    f'<{prefix}PathObject Boundary="{x} {y} {w} {h}" LineWidth="0.25"><{prefix}AbbreviatedData>'
                    f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C</{prefix}AbbreviatedData></{prefix}PathObject>"
                )
    return drawn


def ofd_texts(prefix: str = "ofd:", write: Callable[[str], str] | None = None) -> str:
    """The texts of the form's cells, each a text object; ``write`` makes the DeltaX of a text."""
    drawn = ""
    for row, line in enumerate(LINES):
        for column, text in enumerate(line):
            if text and FORM.span_at(row, column)[0]:
                x, y = 11 + sum(WIDTHS[:column]), 20 + row * HEIGHT + 2
                steps = (write or steps_of)(text)
                delta = f' DeltaX="{steps}"' if steps else ""
                drawn += (
                    f'<{prefix}TextObject Boundary="{x} {y} 100 5" Size="{SIZE}"><{prefix}TextCode X="0" Y="{SIZE}"{delta}>'
                    f"{escape(text)}</{prefix}TextCode></{prefix}TextObject>"
                )
    return drawn


def steps_of(text: str) -> str:
    """The distances between the characters of a text, one by one."""
    return " ".join(str(SIZE if ord(char) > 0x2000 else SIZE / 2) for char in text[:-1])


def ofd() -> bytes:
    return ofd_of(ofd_lines() + ofd_texts())


EVERY: dict[str, Callable[[], bytes]] = {
    "甲.xlsx": xlsx, "乙.xls": xls, "丙.ods": ods, "丁.fods": fods, "戊.xml": spreadsheet_xml, "己.docx": docx,
    "庚.xml": flat_opc, "辛.xml": word_2003, "壬.html": html, "癸.ofd": ofd,
}  # fmt: skip
