"""``auditor read FILE --draw PAGE``: what each stage of reading saw, over the page, as a person types it."""

import base64
import html
import re
from random import Random

import pytest

from auditor.reading import read
from auditor.resources import data_path
from material.forms.pdfs import PdfStyle, hebei_pdf
from material.forms.sample import corpus_rows, sample_projects
from tests.command import run

TEXT = data_path("corpora", "samples", "text", "water-bureau.txt")
WORKBOOK = data_path("corpora", "samples", "workbooks", "water-bureau.xlsx")


def drawn(path, page):
    ran = run("read", path, "--draw", page)
    return ran.returncode, page.read_text(encoding="utf-8") if page.exists() else "", ran.stderr


def boxes(page, name):
    """Left, top, right, bottom and words of the boxes of one sort, in points."""
    found = re.findall(
        rf'<rect class="{name}" x="(.+?)" y="(.+?)" width="(.+?)" height="(.+?)"><title>(.*?)</title>', page, re.DOTALL
    )
    return [
        (x, y, x + width, y + height, html.unescape(told))
        for *numbers, told in found
        for x, y, width, height in [map(float, numbers)]
    ]


@pytest.fixture(scope="module", params=[PdfStyle(), PdfStyle(turned=1)], ids=["upright", "turned"])
def page_of_pdf(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("draw")
    rows = tuple(row for rows in corpus_rows().values() for row in rows)
    source = folder / "申报.pdf"
    source.write_bytes(hebei_pdf(sample_projects(Random(5), rows, 2), request.param))
    status, page, _ = drawn(source, folder / "读取.html")
    assert status == 0
    return page, read(source)


@pytest.mark.issue(14)
def test_each_row_that_was_read_has_a_band_over_its_own_cells(page_of_pdf):
    page, submission = page_of_pdf
    rows = [row for project in submission.projects for row in project.indicators]
    bands, cells = boxes(page, "row") + boxes(page, "doubted"), boxes(page, "cell")
    assert len(bands) == len(rows) > 0
    for left, top, right, bottom, told in bands:
        inside = {
            "".join(cell[4].split())
            for cell in cells
            if cell[1] >= top - 1 and cell[3] <= bottom + 1 and cell[0] >= left - 1 and cell[2] <= right + 1
        }
        assert any(
            row.level3 in told and {"".join(row.level3.split()), "".join(row.target.split())} <= inside for row in rows
        )


@pytest.mark.issue(14)
def test_pages_are_pictures_with_their_rulings_and_need_no_network(page_of_pdf):
    page, submission = page_of_pdf
    pages = {row.location.page for project in submission.projects for row in project.indicators}
    pictures = re.findall(r'<image href="data:image/png;base64,([^"]+)"', page)
    assert len(pictures) >= len(pages)
    assert all(base64.b64decode(one).startswith(b"\x89PNG") for one in pictures)
    told = [
        (int(lines), int(cells), int(rows))
        for lines, cells, rows in re.findall(r"框线 (\d+) 条，单元格 (\d+) 个，指标 (\d+) 行", page)
    ]
    assert sum(lines for lines, _, _ in told) == page.count('<line class="rule"') > 0
    assert sum(cells for _, cells, _ in told) == len(boxes(page, "cell")) > 0
    assert sum(rows for _, _, rows in told) == sum(len(project.indicators) for project in submission.projects)
    assert re.findall(r'(?:src|href)="(?!data:)[^"]*"', page) == []


@pytest.mark.issue(14)
def test_a_text_is_told_line_by_line_with_the_rows_that_begin_there(tmp_path):
    status, page, _ = drawn(TEXT, tmp_path / "读取.html")
    lines = re.findall(
        r"<tr(?: class=\"got\")?><td>(\d+)</td><td><pre>(.*?)</pre></td><td>(.*?)</td></tr>", page, re.DOTALL
    )
    assert status == 0
    assert [html.unescape(text) for _, text, _ in lines] == TEXT.read_text(encoding="utf-8").splitlines()
    told = {int(number): re.findall(r"<div>(.*?)</div>", rows) for number, _, rows in lines if rows}
    expected: dict[int, list[str]] = {}
    for row in (row for project in read(TEXT).projects for row in project.indicators):
        expected.setdefault(row.location.line, []).append(
            f"{row.level1} ｜ {row.level2} ｜ {row.level3} ｜ {row.target}"
        )
    assert {line: [html.unescape(one) for one in rows] for line, rows in told.items()} == expected


@pytest.mark.issue(14)
def test_a_format_without_pages_is_refused_in_one_sentence(tmp_path):
    status, page, said = drawn(WORKBOOK, tmp_path / "读取.html")
    assert (status, page) == (2, "")
    assert "没有固定的页面，画不出读取过程。" in said
