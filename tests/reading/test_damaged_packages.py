"""Packages and pages whose own lists are damaged: each costs one sentence on the file and is no defect of ours."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from auditor.reading import discover, read
from auditor.reading.pdf import page
from auditor.reading.reader import understand
from auditor.reading.workbook.binary_marks import binary_marks
from auditor.reading.workbook.extent import TooSparseError
from material.forms import one_form
from material.forms.binary_workbook import binary_workbook

pytestmark = pytest.mark.issue(20)


def nameless(content, name):
    """The package with zeros for the name of a part, in its list and beside the part."""
    return content.replace(name.encode(), b"\0" * len(name))


@pytest.mark.parametrize("part", ["content.xml", "mimetype"])
def test_a_part_without_a_name_is_damage(tmp_path, part):
    path = tmp_path / "表.ods"
    path.write_bytes(nameless(one_form.ods(), part))
    found = [read(one) for one in discover([path])]
    assert [one.error is None or one.error.code in ("R007", "R016", "R017") for one in found] == [True] * len(found)


@pytest.mark.parametrize("name", ["材料.zip", "材料"])
def test_an_archive_with_a_nameless_entry_is_listed(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(nameless(one_form.packed({"甲甲.txt": b"1", "bbbb.txt": b"2"}), "bbbb.txt"))
    assert all(read(one).error.code != "R009" for one in discover([path]))


@pytest.mark.parametrize("extra", [b"\x01\x00\x10\x00\x01", b"\x01\x00\x02\x00ab", b"\x75\x70\x01\x00\x01"])
def test_an_archive_with_a_broken_note_on_an_entry_ends_no_batch(tmp_path, extra):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("甲.txt", "1")
    content = bytearray(stream.getvalue())
    entry = content.rindex(b"PK\x01\x02")
    struct.pack_into("<H", content, entry + 30, len(extra))
    struct.pack_into("<I", content, entry + 24, 0xFFFFFFFF)
    end = entry + 46 + len("甲.txt".encode())
    content[end:end] = extra
    tail = content.rindex(b"PK\x05\x06")
    struct.pack_into("<I", content, tail + 12, tail - entry)
    path = tmp_path / "材料.zip"
    path.write_bytes(bytes(content))
    assert {read(one).error.code for one in discover([path])} <= {"R017", "R007", "R004"}


def raising(error, module):
    """A function of a module with that name that raises the error."""
    space = {"__name__": module, "error": error}
    exec("def fail(*_):\n    raise error", space)  # stands in for a library that is not ours
    return space["fail"]


@pytest.mark.parametrize(
    ("error", "module", "code"),
    [
        (IndexError("x"), "zipfile", "R007"),
        (AssertionError(), "xlrd.book", "R007"),
        (OverflowError(), "email._header_value_parser", "R007"),
        (IndexError("x"), "auditor.reading.extract", "R009"),
        (KeyError("x"), "collections", "R009"),
    ],
)
def test_what_a_library_raises_on_a_file_is_damage_and_what_we_raise_is_our_defect(monkeypatch, error, module, code):
    monkeypatch.setattr("auditor.reading.reader.read_content", raising(error, module))
    assert understand(Path("表.txt"), "项目名称".encode()).error.code == code


@pytest.mark.parametrize("number", [0xD800, 0xDFFF, 0x110000])
def test_a_number_that_is_no_character_can_be_written(number):
    assert page._char(number).encode() == "\ufffd".encode()


def test_a_stray_cell_of_a_binary_workbook_is_told_before_the_work():
    content = binary_workbook([*one_form.LINES])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    (sheet,) = (name for name in parts if "worksheets/" in name and name.endswith(".bin"))
    record = b"\x07\x0c" + struct.pack("<III", 1 << 24, 0, 0)  # a text far to the right of everything else
    place = parts[sheet].index(b"\x92\x01")  # the end of the cells
    parts[sheet] = parts[sheet][:place] + record + parts[sheet][place:]
    with zipfile.ZipFile(io.BytesIO(one_form.packed(parts))) as archive, pytest.raises(TooSparseError):
        binary_marks(archive)
