"""Word's named styles: text that a style strikes out, hides or raises is read as it looks."""

import pytest

from auditor.reading.extract import read_content
from material.forms.documents import cell_xml, paragraph, raw_word_file, row_xml, table_xml

HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")
STRUCK_DOUBT = "文档中有划掉的文字（带删除线），没有读入"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="Crossed"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:rPr><w:sz w:val="21"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="Crossed"/></w:style>
<w:style w:type="paragraph" w:styleId="Kept"><w:basedOn w:val="Crossed"/><w:rPr><w:strike w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Twice"><w:rPr><w:dstrike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Unseen"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Power"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Round"><w:basedOn w:val="Circle"/></w:style>
<w:style w:type="character" w:styleId="Circle"><w:basedOn w:val="Round"/></w:style>
</w:styles>"""


def looks(*, style="", own=""):
    return f"<w:rPr>{f'<w:rStyle w:val={style!r}/>' if style else ''}{own}</w:rPr>"


def runs(*pieces, style=""):
    inside = "".join(f"<w:r>{look}<w:t>{text}</w:t></w:r>" for text, look in pieces)
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={style!r}/></w:pPr>' if style else ''}{inside}</w:p>"


def told(text):
    return (f"D2单元格里划掉的“{text}”（带删除线）没有读入",)


ALL_TOLD = ("D2单元格里的字都划掉了（带删除线），没有读入",)
# what stands in the cell, the target as read, what is told of it
CASES = {
    "struck by the run's style": (runs(("≥", ""), ("70", looks(style="Old")), ("85户", "")), "≥85户", told("70")),
    "struck twice by the run's style": (runs(("6场", looks(style="Twice")), ("9场", "")), "9场", told("6场")),
    "struck by the paragraph's style": (
        runs(("≤4%", ""), style="Crossed") + runs(("≤3%", "")),
        "≤3%",
        told("≤4%"),
    ),
    "struck by the style it is based on": (runs(("15天", ""), style="Below"), "", ALL_TOLD),
    "switched off by the style itself": (runs(("15天", ""), style="Kept"), "15天", ()),
    "switched off by the run": (
        runs(("240亩", looks(own='<w:strike w:val="0"/>')), style="Crossed"),
        "240亩",
        (),
    ),
    "both styles are none": (runs(("18座", looks(style="Old")), style="Crossed"), "18座", ()),
    "hidden": (runs(("填写说明", looks(style="Unseen")), ("18座", "")), "18座", ()),
    "raised": (runs(("≥6×10", ""), ("4", looks(style="Power")), ("株", "")), "≥6×10⁴株", ()),
    "raised behind nothing": (runs(("32", looks(style="Power")), ("次", "")), "32次", ()),
    "a style of sizes": (runs(("32次", ""), style="Plain"), "32次", ()),
    "a style that is not there": (runs(("32次", looks(style="Missing")), style="Gone"), "32次", ()),
    "styles based on each other": (runs(("32次", looks(style="Round"))), "32次", ()),
}


def document(inside, before="", parts=None):
    row = (*(cell_xml(paragraph(text)) for text in ("产出指标", "数量指标", "巡查")), cell_xml(inside))
    body = before + table_xml(row_xml(*(cell_xml(paragraph(text)) for text in HEADINGS)), row_xml(*row))
    return raw_word_file(body, {"word/styles.xml": STYLES} if parts is None else parts)


@pytest.mark.parametrize(("inside", "target", "doubts"), CASES.values(), ids=CASES)
def test_a_target_is_read_as_its_styles_show_it(inside, target, doubts):
    content = read_content(document(inside), "表.docx")
    (row,) = content.projects[0].indicators
    assert (row.target, row.doubts) == (target, doubts)
    assert content.doubts == ((STRUCK_DOUBT,) if doubts else ())


def test_a_line_outside_tables_that_its_style_strikes_out_is_told():
    content = read_content(document(paragraph("12个"), before=runs(("作废的一段。", ""), style="Crossed")), "表.docx")
    assert content.doubts == (STRUCK_DOUBT,)


def test_without_a_part_of_styles_names_of_styles_mean_nothing():
    content = read_content(document(runs(("7天", looks(style="Old"))), parts={}), "表.docx")
    (row,) = content.projects[0].indicators
    assert (row.target, row.doubts, content.doubts) == ("7天", (), ())
