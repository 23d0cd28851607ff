"""Digits that a PDF prints above the line are powers, as in every other format; whatever else is small stays as it is."""

import io
import shutil

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from auditor.reading.extract import read_content
from auditor.reading.pdf.fonts import opened
from auditor.reading.pdf.page import read_page
from auditor.reading.pdf.reader import read_pdf
from material.forms.documents import saved
from material.forms.renderers import converted

SIZE = 12.0
WORD, OFFICE, BROWSER, TEX = (0.65, 0.34), (0.58, 0.39), (0.83, 0.33), (0.7, 0.41)
"""Size and height of a raised character in sizes of the text before it, as these set it."""
PLAIN = (1.0, 0.0)
HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def put(canvas, left, base, pieces, font="STSong-Light", size=SIZE):
    """Pieces of text one after the other, each with its size and height in sizes of the text."""
    text = canvas.beginText(left, base)
    for piece, (scale, height) in pieces:
        text.setFont(font, size * scale)
        text.setRise(size * height)
        text.textOut(piece)
    canvas.drawText(text)


def drawn(pieces, turned=0, font="STSong-Light"):
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 600))
    canvas.translate(300, 300)
    canvas.rotate(90 * turned)
    put(canvas, -200, 0, pieces, font)
    canvas.save()
    return stream.getvalue()


def characters(content):
    """Every printed character of the first page, in the order of the file."""
    with opened(content) as document:
        return "".join(glyph.char for glyph in read_page(document[0], 1).glyphs)


def table(targets):
    """A ruled table of indicators by their targets, in pieces."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 600))
    edges = (40, 120, 210, 330, 560)
    lines = [[[(heading, PLAIN)] for heading in HEADINGS]]
    lines += [[[(one, PLAIN)] for one in ("产出指标", "数量指标", name)] + [target] for name, target in targets.items()]
    for number, line in enumerate(lines):
        for left, pieces in zip(edges, line, strict=False):
            put(canvas, left + 4, 560 - 24 * number - 16, pieces)
    canvas.grid(edges, [560 - 24 * number for number in range(len(lines) + 1)])
    canvas.save()
    return stream.getvalue()


def targets(content):
    (project,) = read_content(content, "表.pdf").projects
    return {row.level3: row.target for row in project.indicators}


@pytest.mark.parametrize("setting", [WORD, OFFICE, BROWSER, TEX], ids=["Word", "LibreOffice", "browser", "TeX"])
def test_raised_digits_in_a_table_are_powers(setting):
    found = targets(
        table(
            {
                "削减量": [("≤3×10", PLAIN), ("4", setting), ("吨", PLAIN)],
                "补植面积": [("≥4800m", PLAIN), ("2", setting)],
                "检出限": [("≤10", PLAIN), ("-3", setting), ("mg/m", PLAIN), ("3", setting)],
                "数据量": [("≥10", PLAIN), ("12", setting), ("条", PLAIN)],
                "运行时长": [("≥10", PLAIN), ("4", setting), ("小时", PLAIN)],
            }
        )
    )
    assert found == {
        "削减量": "≤3×10⁴吨",
        "补植面积": "≥4800m²",
        "检出限": "≤10⁻³mg/m³",
        "数据量": "≥10¹²条",
        "运行时长": "≥10⁴小时",
    }


@pytest.mark.parametrize("turned", range(4))
@pytest.mark.parametrize("font", ["STSong-Light", "Helvetica"])
def test_they_are_found_whichever_way_the_text_runs(turned, font):
    assert characters(drawn([("5x10", PLAIN), ("6", WORD), ("kg", PLAIN)], turned, font)) == "5x10⁶kg"


@pytest.mark.parametrize("scale", [0.1, 0.24, 3])
def test_they_are_found_where_sizes_are_scaled(scale):
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 600))
    canvas.scale(scale, scale)
    put(canvas, 30 / scale, 300 / scale, [("10", PLAIN), ("4", OFFICE), ("t", PLAIN)], size=SIZE / scale)
    canvas.save()
    assert characters(stream.getvalue()) == "10⁴t"


def test_a_power_printed_twice_to_be_bold_is_one():
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 300))
    for piece, left, setting in (("10", 50, PLAIN), ("4", 63.5, WORD), ("t", 68, PLAIN)):
        for moved in (0, 0.3):
            put(canvas, left + moved, 200, [(piece, setting)], "Helvetica")
    canvas.save()
    assert read_pdf(stream.getvalue(), "表.pdf").prose == "10⁴t"


LOOK_ALIKES = {
    "a note on a name": [("参会人数", PLAIN), ("1", WORD)],
    "a note in brackets": [("覆盖率", PLAIN), ("[2]", WORD)],
    "an ordinal": [("第5", PLAIN), ("th", WORD)],
    "small text on the line": [("100", PLAIN), ("2", (0.6, 0.0))],
    "small text in the middle of the line": [("100", PLAIN), ("2", (0.6, 0.14))],
    "very small text in the middle of the line": [("100", PLAIN), ("2", (0.5, 0.18))],
    "below the line": [("CO", PLAIN), ("2", (0.58, -0.14)), ("减排", PLAIN)],
    "as large as the text": [("10", PLAIN), ("4", (1.0, 0.33))],
    "a little smaller": [("10", PLAIN), ("4", (0.9, 0.3))],
    "a line above": [("10", PLAIN), ("4", (0.7, 1.2))],
    "apart": [("10 ", PLAIN), ("4", WORD)],
    "all of it small": [("10", (0.6, 0.0)), ("4", (0.6, 0.0))],
    "all of it raised": [("104", WORD)],
    "a range whose dash is set higher": [("10", PLAIN), ("-", (0.7, 0.25)), ("20", PLAIN)],
    "digits with words": [("10", PLAIN), ("4号", WORD)],
    "larger text": [("10", (0.6, 0.0)), ("4", (1.0, 0.2))],
}


@pytest.mark.parametrize("pieces", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_look_alikes_stay_as_they_are(pieces):
    assert characters(drawn(pieces)) == "".join(piece for piece, _ in pieces)


LOWERED = {"LibreOffice": (0.58, -0.14), "Word": (0.65, -0.14), "browser": (0.83, -0.25), "TeX": (0.7, -0.2)}


@pytest.mark.parametrize("lowered", LOWERED.values(), ids=LOWERED)
@pytest.mark.parametrize(("text", "below"), [("CO", "2"), ("PM", "2.5"), ("NH", "3"), ("SO", "4")])
@pytest.mark.parametrize("scale", [0.3, 0.4, 0.5, 0.6])
@pytest.mark.parametrize("height", [0.0, 0.1])
def test_small_text_behind_lowered_text_is_not_raised(text, below, lowered, scale, height):
    small = ("12t", (scale, height))
    assert characters(drawn([(text, PLAIN), (below, lowered), small, ("吨", PLAIN)])) == f"{text}{below}12t吨"


@pytest.mark.parametrize("lowered", LOWERED.values(), ids=LOWERED)
@pytest.mark.parametrize("raised", [WORD, OFFICE, BROWSER, TEX], ids=["Word", "LibreOffice", "browser", "TeX"])
def test_what_is_raised_behind_lowered_text_is_raised_from_their_line(lowered, raised):
    pieces = [("SO", PLAIN), ("4", lowered), ("2-", raised), ("≤35μg/m", PLAIN), ("3", raised)]
    assert characters(drawn(pieces)) == "SO4²⁻≤35μg/m³"


@pytest.mark.parametrize("turned", [0, 1, 3])
def test_so_it_is_whichever_way_the_text_runs(turned):
    pieces = [
        ("PM", PLAIN),
        ("2.5", (0.65, -0.25)),
        ("35", (0.4, 0.0)),
        ("x", PLAIN),
        ("1", (0.58, -0.14)),
        ("2", WORD),
    ]
    assert characters(drawn(pieces, turned)) == "PM2.535x1²"


def test_a_note_mark_behind_a_percentage_stays_apart_from_its_figure():
    assert targets(table({"合格率": [("≥95%", PLAIN), ("1", WORD)], "覆盖率": [("≥90%", PLAIN), ("2)", WORD)]})) == {
        "合格率": "≥95%¹",
        "覆盖率": "≥90%²⁾",
    }


def test_a_smaller_figure_in_the_next_cell_is_no_power():
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 300))
    put(canvas, 50, 200, [("12", PLAIN)], "Helvetica")
    put(canvas, 50 + 2 * 6.67 + 4, 204, [("3", (0.65, 0.0))], "Helvetica")
    canvas.save()
    assert characters(stream.getvalue()) == "123"


def test_a_mark_that_runs_askew_above_a_figure_raises_no_digit_of_it():
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 300))
    put(canvas, 50, 200, [("10", PLAIN)], "Helvetica")
    canvas.saveState()
    canvas.translate(63.5, 204)
    canvas.rotate(30)
    put(canvas, 0, 0, [("4", (0.65, 0.0))], "Helvetica")
    canvas.restoreState()
    put(canvas, 50 + 2 * 6.67, 200, [("5", PLAIN)], "Helvetica")
    canvas.save()
    assert characters(stream.getvalue()) == "105"


words = st.text("0123456789+-()mkg%吨人≥", min_size=1, max_size=4)
on_one_line = st.tuples(st.floats(0.3, 1.5), st.just(0.0))
of_one_size = st.tuples(st.floats(0.9, 1.0), st.floats(-0.3, 0.3))
not_raised = [st.lists(st.tuples(words, one), min_size=1, max_size=6) for one in (on_one_line, of_one_size)]


@settings(max_examples=60)
@given(st.one_of(not_raised))
def test_a_page_without_raised_characters_reads_as_it_is_written(pieces):
    assert characters(drawn(pieces)) == "".join(piece for piece, _ in pieces)


def test_a_page_on_one_line_asks_nothing_more_of_the_library(monkeypatch):
    asked = []
    monkeypatch.setattr("auditor.reading.pdf.raised._setting", lambda *given: asked.append(given))
    characters(drawn([("2026年完成10项，不超过12.5万元", PLAIN)]))
    assert asked == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
def test_word_files_printed_by_libreoffice():
    rows = {
        "削减量": [("≤2.5×10", ""), ("3", "superscript"), ("吨", "")],
        "绿化": [("4800m", ""), ("2", "superscript")],
        "减排": [("CO", ""), ("2", "subscript"), ("≥5吨", "")],
        "覆盖": [("95%", "")],
    }
    document = Document()
    grid = document.add_table(rows=0, cols=len(HEADINGS), style="Table Grid")
    lines = [[[(heading, "")] for heading in HEADINGS]]
    lines += [[*([(one, "")] for one in ("产出指标", "数量指标", name)), runs] for name, runs in rows.items()]
    for line in lines:
        for cell, runs in zip(grid.add_row().cells, line, strict=True):
            for text, look in runs:
                run = cell.paragraphs[0].add_run(text)
                if look:
                    setattr(run.font, look, True)
    assert targets(converted(saved(document), "docx", "pdf")) == {
        "削减量": "≤2.5×10³吨",
        "绿化": "4800m²",
        "减排": "CO2≥5吨",
        "覆盖": "95%",
    }
