"""The same form in every format gives the same project and the same findings, in a folder and in an archive."""

import io
import zipfile

import pytest

from auditor.pipeline.write import audit_files
from auditor.reading import read
from auditor.reading.extract import read_content
from material.forms import one_form
from material.forms.one_form import EVERY, LINES

FIELDS = ("level1", "level2", "level3", "target")


def rows(content):
    return [tuple(getattr(row, name) for name in FIELDS) for one in content.projects for row in one.indicators]


WANTED = [
    ("产出指标", *LINES[5][1:4]), ("产出指标", *LINES[6][1:4]), ("产出指标", *LINES[7][1:4]),
    tuple(LINES[8][:4]), tuple(LINES[9][:4]),
]  # fmt: skip


@pytest.mark.issue(15)
@pytest.mark.parametrize("name", EVERY)
def test_the_form_is_read_from_every_format(name):
    found = read_content(EVERY[name](), name)
    (project,) = found.projects
    assert rows(found) == WANTED
    assert (project.name, project.budget_wan, project.goal) == ("河道清淤整治", 86.4, LINES[3][1])
    assert found.department == "临江市水务局"


@pytest.mark.issue(15)
def test_a_folder_of_all_formats_and_a_zip_of_them_have_the_same_findings(tmp_path, auditor):
    for name, make in EVERY.items():
        (tmp_path / name).write_bytes(make())
    with zipfile.ZipFile(tmp_path / "材料.zip", "w") as archive:
        for name, make in EVERY.items():
            archive.writestr(f"水务局/{name}", make())
    found = audit_files([tmp_path], auditor).submissions
    names = [one.source.removeprefix(f"{tmp_path}/") for one in found]
    assert sorted(names) == sorted([*EVERY, *(f"材料.zip/水务局/{name}" for name in EVERY)])
    told = {
        tuple(
            (f.rule, f.severity, f.indicator, f.span)
            for p in one.projects
            for f in p.findings
            if f.category != "duplication"
        )
        for one in found
    }
    assert len(told) == 1
    assert told != {()}


# --- Word -----------------------------------------------------------------------------------------------------------


@pytest.mark.issue(15)
def test_changes_and_list_numbers_of_word_2003_are_read_as_they_are_seen():
    body = (
        "<w:p><w:pPr><w:listPr><w:ilvl w:val='0'/><wx:t wx:val='（一）'/></w:listPr></w:pPr><w:r><w:t>道路养护</w:t></w:r></w:p>"
        "<w:tbl><w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in ("一级指标", "二级指标", "三级指标", "指标值"))
        + "</w:tr><w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in ("产出指标", "数量指标", "养护里程"))
        + "<w:tc><w:p><aml:annotation w:type='Word.Deletion'><aml:content><w:r><w:delText>9公里</w:delText></w:r></aml:content>"
        "</aml:annotation><aml:annotation w:type='Word.Insertion'><aml:content><w:r><w:t>≥12公里</w:t></w:r></aml:content>"
        "</aml:annotation></w:p></w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    found = read_content(one_form.word_2003_of(body), "路.xml")
    assert rows(found) == [("产出指标", "数量指标", "养护里程", "≥12公里")]
    assert found.doubts == ("文档中有未处理的修订，按“接受全部修订”读取",)


# --- OFD ------------------------------------------------------------------------------------------------------------


def _short(text):
    return (
        f"g {len(text) - 1} {one_form.SIZE}"
        if len(text) > 1 and all(ord(char) > 0x2000 for char in text)
        else one_form.steps_of(text)
    )


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: one_form.ofd_of(one_form.ofd_texts(), template=one_form.ofd_lines()), id="lines on a template page"),
        pytest.param(lambda: one_form.ofd_of(one_form.ofd_lines() + one_form.ofd_texts(write=_short)), id="distances in short"),
        pytest.param(lambda: one_form.ofd_of(one_form.ofd_lines() + one_form.ofd_texts(write=lambda _: "")), id="no distances"),
        pytest.param(lambda: one_form.ofd_of(one_form.ofd_lines("") + one_form.ofd_texts(""), name_space=False), id="no name space"),
        pytest.param(
            lambda: one_form.ofd_of(
                one_form.ofd_lines() + one_form.ofd_texts()
                + '<ofd:TextObject Boundary="60 60 60 9" Size="9" Visible="false"><ofd:TextCode X="0" Y="9">草稿</ofd:TextCode></ofd:TextObject>'
            ),
            id="invisible text",
        ),
        pytest.param(
            lambda: one_form.ofd_of(
                f'<ofd:PageBlock>{one_form.ofd_lines()}</ofd:PageBlock><ofd:CompositeObject Boundary="0 0 210 297" ResourceID="7"/>',
                more={
                    "Doc_0/Document.xml": '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PublicRes>PUBLICRES.xml'
                    '</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="/Doc_0/Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
                    "Doc_0/PublicRes.xml": '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnit ID="7"><ofd:Content>'
                    + one_form.ofd_texts() + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:Res>",
                },
            ),
            id="texts in a composite graphic",
        ),
    ],
)  # fmt: skip
def test_an_ofd_reads_the_same_however_it_is_written(content):
    assert rows(read_content(content(), "甲.ofd")) == WANTED


@pytest.mark.issue(15)
def test_an_ofd_whose_text_is_numbers_of_glyphs_is_not_read_as_text():
    content = one_form.ofd_of(one_form.ofd_lines() + one_form.ofd_texts().translate({ord(c): chr(0xE000 + ord(c) % 999) for line in LINES for t in line for c in t if ord(c) > 0x2000}))  # fmt: skip
    path_told = read_told(content)
    assert path_told == ("unreadable", "R011")


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    "parts",
    [
        {"OFD.xml": "<OFD/>"},
        {"OFD.xml": "<OFD><DocRoot>Doc_0/Document.xml</DocRoot></OFD>"},
        {"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><OFD>&b;</OFD>'},
        {"OFD.xml": ""},
    ],
)
def test_a_damaged_ofd_is_refused(parts):
    assert read_told(one_form.packed(parts)) == ("unreadable", "R007")


def read_told(content):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "甲.ofd"
        path.write_bytes(content)
        found = read(path)
    return found.status, found.error.code


def test_the_forms_differ_in_nothing_but_their_format():
    assert len({make() for make in EVERY.values()}) == len(EVERY)
    assert io.BytesIO(EVERY["甲.xlsx"]()).read(2) == b"PK"
