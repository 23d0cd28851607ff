"""Values in the form fields of a PDF, and what is typed onto its pages, are part of what it says."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import NameObject, NumberObject, TextStringObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from auditor.reading.extract import read_content
from auditor.reading.pdf.filled_in import laid_out

COLUMNS, TOP, HEIGHT = (50, 130, 220, 360, 540), 760, 30
ROWS = [
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "栽植行道树", "2600株"),
    ("产出指标", "质量指标", "苗木成活率", "≥92%"),
    ("产出指标", "时效指标", "栽植完成时间", "2026年4月底前"),
    ("效益指标", "生态效益指标", "新增绿化面积", "不少于15公顷，其中主干道两侧不少于9公顷，其余在居住区"),
]


def printed(*, without_targets, turned=0):
    """The form; its targets left empty, each a field of its own."""
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    canvas.setFont("STSong-Light", 10)
    canvas.setPageRotation(turned)
    canvas.grid(COLUMNS, [TOP - HEIGHT * number for number in range(len(ROWS) + 1)])
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            low = TOP - HEIGHT * (number + 1)
            if column == 3 and number and without_targets:
                if without_targets == "fields":
                    canvas.acroForm.textfield(name=f"值{number}", x=364, y=low + 2, width=170, height=26, borderWidth=0)
            else:
                canvas.drawString(COLUMNS[column] + 4, low + 10, text[:12])
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def changed(content, change):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    change(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def fill(writer, *, hidden=False):
    """Values as a program writes them that leaves their look to the reader of the file."""
    for number, annotation in enumerate(writer.pages[0]["/Annots"], start=1):
        field = annotation.get_object()
        field[NameObject("/V")] = TextStringObject(ROWS[number][3])
        del field["/AP"]
        if hidden:
            field[NameObject("/F")] = NumberObject(2)


def type_onto(writer, texts):
    for number, text in texts.items():
        low = TOP - HEIGHT * (number + 1)
        writer.add_annotation(0, FreeText(text=text, rect=(370, low + 6, 530, low + 24)))


def targets(content):
    (project,) = read_content(content, "表.pdf").projects
    return [(row.level3, row.target) for row in project.indicators]


FILLED = [(row[2], row[3]) for row in ROWS[1:]]
EMPTY = [(row[2], "") for row in ROWS[1:]]


@pytest.mark.parametrize("turned", [0, 90])
def test_fields(turned):
    assert targets(changed(printed(without_targets="fields", turned=turned), fill)) == FILLED


def test_fields_that_are_not_seen():
    assert targets(changed(printed(without_targets="fields"), lambda writer: fill(writer, hidden=True))) == EMPTY


def test_text_typed_onto_the_page():
    texts = {number: row[3] for number, row in enumerate(ROWS) if number}
    content = changed(printed(without_targets="nothing there"), lambda writer: type_onto(writer, texts))
    assert targets(content) == FILLED


def test_a_remark_typed_over_print_is_no_part_of_it():
    content = printed(without_targets="")
    assert targets(changed(content, lambda writer: type_onto(writer, {1: "请核实是否含补植", 2: "偏高"}))) == targets(
        content
    )


def test_boxes_to_tick():
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    canvas.acroForm.checkbox(name="甲", x=50, y=700, checked=True)
    canvas.acroForm.checkbox(name="乙", x=50, y=650)
    printed(without_targets="")  # registers the font
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(80, 704, "新增项目")
    canvas.drawString(80, 654, "延续项目")
    canvas.save()
    from auditor.reading.pdf.reader import read_pdf

    assert [line for line in read_pdf(stream.getvalue(), "表.pdf").prose.splitlines() if line] == [
        "☑新增项目",
        "□延续项目",
    ]


def test_characters_share_the_box_and_keep_their_order():
    wide = list(laid_out("9月底", (10, 100, 110, 112)))
    assert [(char, place[0], place[1]) for char, place in wide] == [("9", 10, 100), ("月", 22, 100), ("底", 34, 100)]
    high = list(laid_out("城区主干道及两侧绿化带", (0, 0, 60, 60)))
    assert "".join(char for char, _ in high) == "城区主干道及两侧绿化带"
    assert len({place[1] for _, place in high}) == 3
    assert all(0 <= place[0] < place[2] <= 60 and place[3] <= 60.01 for _, place in high)
