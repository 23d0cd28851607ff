"""From a submitted file through reading and judging to its annotated copy: the comments are on the words accused."""

import io
from itertools import accumulate

import pytest
import yaml
from docx import Document
from lxml import etree
from pypdf import PdfReader

from auditor.outputs.annotate.comments import comments_of
from auditor.outputs.annotate.run import annotate
from auditor.pipeline.write import audit_files
from auditor.reading.workbook.reader import read_workbook
from auditor.resources import data_path
from material.forms.build_samples import projects_of
from material.forms.documents import word_file
from material.forms.pdfs import PdfStyle, hebei_pdf
from tests.outputs.annotate.test_documents import marked, parts_of
from tests.outputs.annotate.test_pages import words_under

SAMPLES = data_path("corpora", "samples")


def blank_free(text: str) -> str:
    return "".join(text.split())


def as_word(name: str) -> bytes:
    """The sample workbook as a Word document, a table for each sheet."""
    path = SAMPLES / "workbooks" / f"{name}.xlsx"
    items = []
    for grid in read_workbook(path.read_bytes(), str(path)):
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for place, first in sorted(grid.merged.items()):
            spans[first] = place
        items.append((grid.rows, [(*first, *last) for first, last in spans.items()]))
    return word_file(items)


def audited(content: bytes, path, auditor):
    path.write_bytes(content)
    (submission,) = audit_files([path], auditor).submissions
    return submission


@pytest.mark.parametrize("name", ["culture-centre", "health-bureau", "subdistrict"])
def test_word_comments_enclose_the_accused_words_in_their_row(name, auditor, tmp_path):
    content = as_word(name)
    submission = audited(content, tmp_path / "报送.docx", auditor)
    remarks = comments_of(submission)
    copy = annotate(content, "报送.docx", submission)
    root = etree.fromstring(parts_of(copy)["word/document.xml"])
    words = {int(number): blank_free(said) for number, said in marked(root)}
    rows = [number for number, remark in enumerate(remarks) if remark.on_row]
    assert len(rows) >= 15
    assert [words[number] for number in rows] == [blank_free(remarks[number].words) for number in rows]
    cells = {
        int(mark): [blank_free(cell.text) for cell in row.cells]
        for table in Document(io.BytesIO(copy)).tables
        for row in table.rows
        for cell in row.cells
        for mark in cell._tc.xpath(".//w:commentReference/@w:id")
    }
    assert [number for number in rows if blank_free(remarks[number].cells[1]) not in cells[number]] == []


STYLES = {
    "ruled": PdfStyle(),
    "split": PdfStyle(split_rows=True, header_again=True),
    "bare": PdfStyle(rules="none"),
    "turned": PdfStyle(turned=1),
    "turned back": PdfStyle(turned=3),
}


def column_at(left: float) -> str:
    """The field in whose column of ``PdfStyle.widths`` a highlight begins, in the direction of the text."""
    edges = accumulate(PdfStyle().widths[:5], initial=50.0)
    fields = ("level1", "level2", "level3", "description", "target", "basis")
    return [field for field, edge in zip(fields, edges, strict=True) if edge <= left][-1]


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_pdf_highlights_lie_over_the_accused_words(style, auditor, tmp_path):
    source = yaml.safe_load((SAMPLES / "source" / "culture-centre.yaml").read_text(encoding="utf-8"))
    content = hebei_pdf(projects_of(source), style)
    submission = audited(content, tmp_path / "报送.pdf", auditor)
    copy = annotate(content, "报送.pdf", submission)
    remarks = [remark for remark in comments_of(submission) if remark.on_row]
    found = [
        (one["/Contents"], words_under(copy, number, corners), column_at(corners[1 if style.turned else 0]))
        for number, page in enumerate(PdfReader(io.BytesIO(copy)).pages)
        for one in (reference.get_object() for reference in page.get("/Annots", []))
        if one["/Subtype"] == "/Highlight"
        for corners in [[float(x) for x in one["/QuadPoints"]]]
    ]
    expected = [(one.comment, blank_free(one.words), one.field) for one in remarks]
    assert len(expected) > 15
    assert [told for told in expected if told not in found] == []
