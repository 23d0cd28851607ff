"""Scanned pages: what was meant by a misread sign, and whole forms where the optional recogniser is installed."""

import io

import pytest

from auditor.errors import UnreadableError
from auditor.reading.extract import read_content
from auditor.reading.pdf.recognition import Recogniser, likely_reading
from material.forms.pdfs import PdfStyle, hebei_pdf
from tests.building import project

ROWS = (
    ("产出指标", "数量指标", "培训场次", "全年举办培训", "12场", "工作计划"),
    ("效益指标", "社会效益指标", "受益人数", "参加培训人数", "300人", "工作计划"),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "学员满意度", "≥92%", "问卷调查"),
)


@pytest.mark.parametrize(
    ("target", "likely"), [("292%", "≥92%"), (">95%", "≥95%"), ("Z98.5 %", "≥98.5%"), ("92%", None), ("2280次", None)]
)
def test_a_comparator_taken_for_a_digit(target, likely):
    assert likely_reading(target) == likely


def picture_of(pdf, quarters=0):
    """The first page as a picture, turned by so many quarters."""
    import pypdfium2

    stream = io.BytesIO()
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil()
    page.rotate(90 * quarters, expand=True).save(stream, "PNG")
    return stream.getvalue()


def test_a_picture_without_recogniser_is_told_with_the_way_out(monkeypatch):
    monkeypatch.setattr(Recogniser, "is_installed", staticmethod(lambda: False))
    with pytest.raises(UnreadableError) as caught:
        read_content(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "扫描.png")
    assert caught.value.code == "R011"
    assert "auditor[ocr]" in caught.value.hint


@pytest.mark.parametrize(
    ("said", "raised"), [("RUNTIME_EXCEPTION: std::bad_alloc", MemoryError), ("no such model", RuntimeError)]
)
def test_a_recogniser_without_memory_says_so_as_everything_else_does(said, raised, monkeypatch):
    pytest.importorskip("cv2")

    def engine(picture, **how):
        raise RuntimeError(said)

    recogniser = Recogniser()
    monkeypatch.setattr(recogniser, "_engine", engine)
    pdf = hebei_pdf([project("208001", *ROWS, name="职工培训", budget_wan=12)], PdfStyle())
    with pytest.raises(raised):
        recogniser.read_picture(picture_of(pdf))


@pytest.mark.skipif(not Recogniser.is_installed(), reason="auditor[ocr] is not installed")
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_picture_of_a_form_is_read_whichever_way_it_lies_and_every_row_marked(quarters):
    pdf = hebei_pdf([project("208001", *ROWS, name="职工培训", budget_wan=12)], PdfStyle())
    (read,) = read_content(picture_of(pdf, quarters), "扫描.png").projects
    assert [(row.level2, row.level3, row.target) for row in read.indicators] == [
        (cells[1], cells[2], cells[4]) for cells in ROWS
    ]
    assert all(row.doubts for row in read.indicators)
