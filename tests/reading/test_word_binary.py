"""A .doc of which rows do not come out of the conversion is told so: what stands in its cells stands among its characters."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.extract import read_content
from auditor.reading.legacy.word_binary import first_missing, words_in_cells
from auditor.reading.word.cell_paragraphs import paragraphs_in_cells
from material.forms.documents import raw_word_file, word_file
from tests.reading.test_legacy import converted_file, needs_soffice, ole_file
from tests.reading.test_word import FORM, SPANS

pytestmark = pytest.mark.issue(20)

HEADER = 426


def old_word(text, cuts=(), *, more=0, clx=None, version=0xC1, flags=0x0200):
    """The header of a .doc, the text in pieces parted at ``cuts``, and the table of pieces; ``more``: characters told beyond."""
    units = text.encode("utf-16-le", "surrogatepass")
    count = len(units) // 2
    starts = sorted({0, count, *(cut for cut in cuts if cut < count)})
    header = bytearray(HEADER)
    struct.pack_into("<HH", header, 0, 0xA5EC, version)
    struct.pack_into("<H", header, 10, flags)
    struct.pack_into("<I", header, 76, count + more)
    if clx is None:
        pieces = b"".join(struct.pack("<HIH", 0, HEADER + 2 * start, 0) for start in starts[:-1])
        table = struct.pack(f"<{len(starts)}I", *starts) + pieces
        clx = b"\x01\x02\x00ab" + struct.pack("<cI", b"\x02", len(table)) + table
    struct.pack_into("<II", header, 418, 7, len(clx))
    return ole_file(**{"WordDocument": bytes(header) + units, "1Table": b"\0" * 7 + clx})


TEXT = "绩效目标表\r指标名称\x07说明\r第二段，备注\x07\x07清淤\x01长度\x07≥95%\x07\x0b\x07\r表后"
WORDS = ("指标名称", "第二段备注", "清淤长度")


def test_the_last_paragraph_of_each_cell_with_chinese_characters_is_told():
    assert words_in_cells(old_word(TEXT)) == WORDS


@given(st.sets(st.integers(1, 60), max_size=8))
def test_the_pieces_in_which_a_text_stands_change_nothing(cuts):
    assert words_in_cells(old_word("𠮷" + TEXT, cuts)) == WORDS


@pytest.mark.parametrize(
    "text",
    ["页\x07第\x13 PAGE \x14一\x15页\x07\r", "页\x07\x13 IF \x13 甲 \x14乙\x15 \x14丙\x07丁\x15\x07\r"],
    ids=["in a cell", "around cells and another field"],
)
def test_cells_with_fields_are_left_out(text):
    assert words_in_cells(old_word(text)) == ("页",)


@pytest.mark.parametrize(
    "clx", [b"\x02", b"\x03\x10\0\0\0" + b"\0" * 16, b"\x02\x11\0\0\0" + b"\0" * 17, b"\x01\xff\xff"]
)
def test_a_broken_table_of_pieces_is_damage(clx):
    assert words_in_cells(old_word(TEXT, clx=clx)) is None


def test_pieces_that_end_too_early_and_what_is_no_character_are_damage():
    assert [words_in_cells(one) for one in (old_word(TEXT, more=1), old_word(TEXT + "\uffff"))] == [None, None]


@pytest.mark.parametrize("other", [{"version": 0x65}, {"flags": 0x0300}, {"clx": b""}])
def test_nothing_is_said_of_files_of_another_kind(other):
    assert words_in_cells(old_word(TEXT, **other)) == ()


@pytest.mark.parametrize(
    ("paragraphs", "missing"),
    [
        (["质量指标", "合格率", "≥95%", "合格率"], ""),
        (["说明：质量指标", "一、合格率", "合格率（%）"], ""),
        (["质量指标", "合格率"], "合格率"),
        (["质量指标合格率", "合格率"], "合格率"),
        ([], "质量指标"),
    ],
)
def test_each_cell_has_a_paragraph_of_its_own(paragraphs, missing):
    assert first_missing(("质量指标", "合格率", "合格率"), paragraphs) == missing


def test_paragraphs_in_cells_are_those_of_inner_tables_and_text_boxes_too_each_once():
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>里</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    box = f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>"
    deleted = '<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>'
    cell = f"<w:tc>{inner}<w:p>{deleted}<w:r><w:t>前</w:t></w:r>{box}<w:r><w:t>后</w:t></w:r></w:p></w:tc>"
    body = f"<w:p><w:r><w:t>外</w:t></w:r></w:p><w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    assert list(paragraphs_in_cells(raw_word_file(body))) == ["里", "里", "删前后"]


NOT_IN_CELLS = "转换成新格式以后，表格里的“满意度指标”不在表格里了，文件多半有损坏，有的指标可能没有读到"
BROKEN = "文件有损坏，修复以后才读出来，可能只读出了一部分"


def as_text(table):
    """The table as a .doc has it among its characters: each cell ended, and each row."""
    return "".join("".join(f"{cell}\x07" for cell in row) + "\x07" for row in table) + "\r"


@pytest.mark.parametrize(
    ("rows", "broken", "told"), [(len(FORM), 0, ()), (len(FORM) - 1, 0, (NOT_IN_CELLS,)), (len(FORM), 1, (BROKEN,))]
)
def test_rows_that_did_not_come_out_of_the_conversion_are_told(monkeypatch, rows, broken, told):
    made = word_file([(FORM[:rows], SPANS[:-1]), *("".join(row) for row in FORM[rows:])])
    monkeypatch.setattr("auditor.reading.dispatch.converted", lambda content, to, path: made)
    found = read_content(old_word(as_text(FORM), more=broken), "甲.doc")
    (project,) = found.projects
    assert (found.doubts, project.unsure.get("indicators", "")) == (told, "".join(told))


@needs_soffice
def test_nothing_is_told_of_a_whole_one(tmp_path):
    whole = converted_file(
        tmp_path, word_file(["河道局2025年项目绩效目标表", (FORM, SPANS), "填表人：张三"]), "docx", "doc"
    )
    assert words_in_cells(whole) != ()
    assert read_content(whole, "甲.doc").doubts == ()
