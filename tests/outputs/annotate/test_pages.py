"""PDF files come back with the accused words highlighted; the original bytes are all still there."""

import io

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter

from auditor.errors import AuditorError
from auditor.outputs.annotate.opinion_pages import opinion_pages
from auditor.outputs.annotate.overview import HEADINGS, OpinionLine, Overview, overview_of
from auditor.outputs.annotate.page_words import Box, PageWords
from auditor.outputs.annotate.run import annotate
from tests.outputs.annotate.pages import pdf_document, pdf_submission


@pytest.fixture(scope="module")
def both():
    content = pdf_document()
    return content, annotate(content, "甲.pdf", pdf_submission())


def annotations(content, kind):
    return [
        (number, one.get_object())
        for number, page in enumerate(PdfReader(io.BytesIO(content)).pages)
        for one in page.get("/Annots", [])
        if one.get_object()["/Subtype"] == kind
    ]


def words_under(content, page, quads):
    """What can be read below the highlighted quadrilaterals, one after the other."""
    with pypdfium2.PdfDocument(content) as document:
        text = document[page].get_textpage()
        boxes = [quads[at : at + 8] for at in range(0, len(quads), 8)]
        found = [
            text.get_text_bounded(min(x[::2]) + 1, min(x[1::2]) + 1, max(x[::2]) - 1, max(x[1::2]) - 1) for x in boxes
        ]
    return "".join("".join(found).split())


def test_highlights_lie_over_the_accused_words_of_their_own_row(both):
    copy = both[1]
    found = [
        (one["/Contents"].split("\n")[0], words_under(copy, page, [float(x) for x in one["/QuadPoints"]]))
        for page, one in annotations(copy, "/Highlight")
    ]
    assert found == [
        ("【警告】PRO001的标题", "干部培训"),
        ("【提示】DES001的标题", "上级主管部门的要求开展培训并组"),
        ("【错误】TAR001的标题", "良好"),
        ("【错误】TAR002的标题", "良好"),
    ]
    heights = [float(one["/Rect"][1]) for _, one in annotations(copy, "/Highlight")[2:]]
    assert heights[0] > heights[1]


def test_words_that_are_not_on_the_page_get_a_note_at_its_top(both):
    ((page, note),) = annotations(both[1], "/Text")
    assert (page, note["/T"], note["/Contents"].split("\n")[0]) == (2, "绩效审核工具", "【错误】FAR001的标题")
    assert float(note["/Rect"][3]) > 800


def test_the_copy_begins_with_the_list_and_the_pages_of_the_file_keep_their_numbers(both):
    """Readers show the page labels: the list is 审核意见, page 1 of the file still 1."""
    reader = PdfReader(io.BytesIO(both[1]))
    overview = overview_of(pdf_submission())
    shown = "".join(reader.pages[0].extract_text().split())
    said = ("审核意见", overview.sentence, *HEADINGS, *(cell for line in overview.lines for cell in line.cells))
    assert shown == "".join("".join(said).split())
    assert reader.page_labels == ["审核意见", "1", "2"]
    assert "".join(reader.pages[1].extract_text().split()).startswith("预算项目名称：干部培训")


def test_a_file_with_page_numbers_of_its_own_keeps_them(both):
    writer = PdfWriter(clone_from=io.BytesIO(both[0]))
    writer.set_page_label(0, 0, "/r", start=4)
    writer.set_page_label(1, 1, "/D", prefix="附-", start=1)
    stream = io.BytesIO()
    writer.write(stream)
    copy = annotate(stream.getvalue(), "甲.pdf", pdf_submission())
    assert PdfReader(io.BytesIO(copy)).page_labels == ["审核意见", "iv", "附-1"]


def test_a_long_list_takes_as_many_pages_as_it_needs_with_the_headings_on_each():
    line = OpinionLine(1, "error", "错误", "项目<甲>&乙 第3行", "指标值没有写明数量。" * 150, "写明数量。")
    pages = PdfReader(io.BytesIO(opinion_pages(Overview("共 40 条审核意见。", (line,) * 40)))).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert len(texts) > 20
    assert all("".join(HEADINGS) in text for text in texts)
    whole = "".join(text.replace("".join(HEADINGS), "") for text in texts)
    assert whole.count("指标值没有写明数量。") + len(texts) >= 40 * 150
    assert whole.count("项目<甲>&乙第3行") == 40


def test_every_mark_has_a_popup_inside_the_page(both):
    popups = annotations(both[1], "/Popup")
    assert len(popups) == 5
    assert all(float(one["/Rect"][0]) >= 0 and float(one["/Rect"][2]) <= 596 for _, one in popups)


def test_the_original_is_the_beginning_of_the_copy_and_its_text_is_the_same(both):
    content, copy = both
    assert copy.startswith(content)
    texts = [[page.extract_text() for page in PdfReader(io.BytesIO(one)).pages] for one in both]
    assert texts[0] == texts[1][1:]


def test_the_same_file_gives_the_same_copy(both):
    assert annotate(both[0], "甲.pdf", pdf_submission()) == both[1]


def test_a_file_that_may_not_be_changed_or_is_damaged_is_refused_in_one_sentence(both):
    writer = PdfWriter(clone_from=io.BytesIO(both[0]))
    writer.encrypt("", "作者的密码", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    for content, why in ((stream.getvalue(), "限制编辑"), (b"%PDF-1.7\nnothing", "已损坏")):
        with pytest.raises(AuditorError, match=why):
            annotate(content, "甲.pdf", pdf_submission())


def page(text: str, columns, lines) -> PageWords:
    """Characters of 9 by 10 points, columns 10 and lines 20 points apart."""
    boxes = tuple(Box(10.0 * x, 20.0 * y, 10.0 * x + 9, 20.0 * y + 10) for x, y in zip(columns, lines, strict=True))
    return PageWords(text, boxes, boxes)


def test_words_broken_by_another_column_are_pieced_together():
    """The file's order is line by line over two columns: 年度工 甲一 / 作计划 甲二."""
    words = page("年度工甲一作计划甲二", (0, 1, 2, 5, 6, 0, 1, 2, 5, 6), (1,) * 5 + (0,) * 5)
    assert words.nearest("年度工作计划", 25) == (0, 1, 2, 5, 6, 7)
    assert words.lines((0, 1, 2, 5, 6, 7)) == (Box(0, 20, 29, 30), Box(0, 0, 29, 10))
    assert words.nearest("年度计划书", 25) == ()


def test_a_row_is_where_most_of_its_cells_are_and_equal_cells_are_told_apart_by_their_order():
    """First 48万 in a sentence, below it the row 数量 48万 48万 专款."""
    words = page("用48万数量48万48万专款", (0, 1, 2, 3, 0, 1, 3, 4, 5, 7, 8, 9, 11, 12), (2,) * 4 + (0,) * 10)
    cells = ("数量", "48万", "", "48万", "专款")
    height = words.row_height([one for one in cells if one], None)
    assert height == 5
    assert words.row(cells, height) == ((4, 5), (6, 7, 8), (), (9, 10, 11), (12, 13))


def test_of_two_equal_rows_the_one_below_the_last_is_taken():
    words = page("质量良好质量良好", (0, 1, 3, 4) * 2, (1,) * 4 + (0,) * 4)
    assert words.row_height(("质量", "良好"), None) == 25
    assert words.row_height(("质量", "良好"), 25) == 5
