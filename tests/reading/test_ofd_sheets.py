"""Text that an OFD places beyond its sheet is not seen, so a row may be missing: the page is told. Healthy pages are not."""

import pytest

from auditor.reading.extract import read_content
from material.forms.one_form import LINES, ofd_area, ofd_lines, ofd_of, ofd_texts, packed

pytestmark = pytest.mark.issue(20)

PARTIAL = "第1页的内容不完整，可能没有读全"
SPACE = ' xmlns:ofd="http://www.ofdspec.org/2016"'
NAMES = [line[2] for line in LINES[5:]]
MOVED = "河道水质改善"


def moved(objects, corner):
    """The objects with the text of one cell at another place."""
    before, text, after = objects.partition(MOVED)
    start = before.rindex("Boundary=")
    return before[:start] + f'Boundary="{corner} 100 5"' + before[before.index('"', start + 10) + 1 :] + text + after


def document(objects, common="", page="", template=""):
    """An OFD whose sheet is told by its common data, its page, its template or by none."""
    used = '<ofd:Template TemplateID="9"/>' if template else ""
    known = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    return packed(
        {
            "OFD.xml": f"<ofd:OFD{SPACE}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document{SPACE}><ofd:CommonData>{common}{known}</ofd:CommonData>"
            '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page{SPACE}>{page}{used}<ofd:Content><ofd:Layer>{objects}"
            "</ofd:Layer></ofd:Content></ofd:Page>",
            "Doc_0/Tpls/Tpl_0/Content.xml": f"<ofd:Page{SPACE}>{template}<ofd:Content/></ofd:Page>",
        }
    )


def read(content):
    found = read_content(content, "表.ofd")
    return [row.level3 for project in found.projects for row in project.indicators], found.doubts


FORM = ofd_lines() + ofd_texts()
SHEETS = {
    "of all pages": {"common": ofd_area("PageArea", 210, 297)},
    "of the page": {"page": ofd_area("Area", 210, 297)},
    "of the template": {"template": ofd_area("Area", 210, 297)},
    "of the page, larger than all": {"common": ofd_area("PageArea", 420, 594), "page": ofd_area("Area", 210, 297)},
    "of the page, smaller than all": {"common": ofd_area("PageArea", 90, 90), "page": ofd_area("Area", 210, 297)},
    "of the template, all smaller": {"common": ofd_area("PageArea", 90, 90), "template": ofd_area("Area", 210, 297)},
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_of_a_page_on_its_sheet_nothing_is_said(sheet):
    assert read(document(FORM, **sheet)) == (NAMES, ())


@pytest.mark.parametrize("corner", ["230 84", "94 320", "-120 84", "94 -40"])
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_cell_beyond_the_sheet_is_told_and_not_read(sheet, corner):
    names, told = read(document(moved(FORM, corner), **sheet))
    assert (MOVED in "".join(names), told[:1]) == (False, (PARTIAL,))


@pytest.mark.parametrize(
    ("corner", "told"), [("-120 84", True), ("94 -40", True), ("5000 84", True), ("94 9000", True), ("600 84", False)]
)
def test_where_no_sheet_is_told_only_what_lies_on_none_at_all_is_told(corner, told):
    assert (PARTIAL in read(document(moved(FORM, corner)))[1]) is told
    assert read(document(FORM)) == (NAMES, ())


@pytest.mark.parametrize("box", ["", "0 0 210", "0 0 0 0", "0 0 A4", "0 0 -210 -297"])
def test_a_size_that_is_none_is_as_if_not_told(box):
    area = f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
    assert read(document(FORM, common=area)) == (NAMES, ())


def test_a_sheet_that_most_of_the_page_lies_beyond_is_told_and_the_page_read():
    assert read(document(FORM, common=ofd_area("PageArea", 21, 29))) == (NAMES, (PARTIAL,))


@pytest.mark.parametrize("box", ["10 10 210 297", "-10 -10 230 317"])
def test_a_sheet_that_begins_elsewhere_holds_the_page(box):
    area = f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
    assert read(document(FORM, common=area)) == (NAMES, ())


def test_a_watermark_that_runs_over_the_edges_is_no_loss():
    tiles = "".join(
        f'<ofd:TextObject Boundary="{x} {y} 40 40" Size="4" CTM="0.7071 -0.7071 0.7071 0.7071 0 30">'
        '<ofd:TextCode X="0" Y="4">内部</ofd:TextCode></ofd:TextObject>'
        for x, y in ((-60, 150), (240, 150), (30, 330))
    )
    assert read(document(FORM + tiles, common=ofd_area("PageArea", 210, 297))) == (NAMES, ())


def test_a_text_that_reaches_over_the_edge_is_no_loss():
    long = '<ofd:TextObject Boundary="208 3 40 5" Size="3.5"><ofd:TextCode X="0" Y="3.5">甲</ofd:TextCode></ofd:TextObject>'
    assert read(document(FORM + long, common=ofd_area("PageArea", 210, 297))) == (NAMES, ())


def test_the_forms_of_tests_tell_their_sheets():
    assert read(ofd_of(FORM)) == (NAMES, ())
    assert read(ofd_of(moved(FORM, "230 84")))[1][:1] == (PARTIAL,)
