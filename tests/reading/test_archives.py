"""Archives of a department's files: what is inside is read, what is not is told, nothing leaves the archive."""

import io
import locale
import os
import struct
import zipfile

import pytest

from auditor.reading import discover, read
from material.forms.one_form import packed, xlsx

pytestmark = pytest.mark.issue(15)


def names_of(folder, paths):
    return [path.relative_to(folder).as_posix() for path in paths]


def archive_at(tmp_path, entries, name="材料.zip"):
    path = tmp_path / name
    path.write_bytes(packed(entries))
    return path


def test_each_file_in_an_archive_is_one_of_its_own(tmp_path):
    inner = packed({"内层.xlsx": xlsx()})
    path = archive_at(
        tmp_path,
        {"一/甲.xlsx": xlsx(), "乙.zip": inner, "~$甲.xlsx": b"x", "__MACOSX/._甲.xlsx": b"x", "Thumbs.db": b"x"},
    )
    found = discover([path])
    assert names_of(tmp_path, found) == ["材料.zip/一/甲.xlsx", "材料.zip/乙.zip/内层.xlsx"]
    assert [read(one).status for one in found] == ["audited", "audited"]
    assert [read(one).source for one in found] == [str(one) for one in found]
    assert read(found[0]).projects == read(found[1]).projects


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_are_right_whichever_system_packed_them(tmp_path, encoding):
    path = archive_at(tmp_path, {"AAAAAAAA.xlsx": xlsx()})
    name = "水务局".encode(encoding).ljust(8, b"1")
    if len(name) > 8:
        name = "水务".encode(encoding).ljust(8, b"1")
    path.write_bytes(path.read_bytes().replace(b"AAAAAAAA", name))
    assert names_of(tmp_path, discover([path])) == [f"材料.zip/{name.decode(encoding)}.xlsx"]
    assert read(discover([path])[0]).status == "audited"


@pytest.mark.parametrize("name", ["../甲.xlsx", "/etc/甲.xlsx", "C:/甲.xlsx", "a/../../甲.xlsx"])
def test_a_file_that_would_leave_the_archive_is_told_and_not_read(tmp_path, name):
    (found,) = discover([archive_at(tmp_path, {name: xlsx()})])
    told = read(found)
    assert (told.status, told.error.code) == ("unreadable", "R017")
    assert "位置不正常" in told.error.message
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["材料.zip"]


def test_a_file_with_a_password_is_told(tmp_path):
    path = archive_at(tmp_path, {"甲.xlsx": xlsx()})
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.rfind(mark) if mark == b"PK\x01\x02" else content.find(mark)
        struct.pack_into("<H", content, start + place, struct.unpack_from("<H", content, start + place)[0] | 1)
    path.write_bytes(content)
    told = read(discover([path])[0])
    assert (told.error.code, "密码" in told.error.message, "密码" in told.error.hint) == ("R017", True, True)


def test_a_link_is_not_followed(tmp_path):
    path = tmp_path / "链接.zip"
    entry = zipfile.ZipInfo("甲.txt")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    told = read(discover([path])[0])
    assert "链接" in told.error.message


def test_an_archive_made_to_fill_the_memory_is_not_opened(tmp_path):
    path = archive_at(tmp_path, {f"{number}.txt": b" " * 30_000_000 for number in range(5)})
    (found,) = discover([path])
    told = read(found)
    assert (found, told.error.code, "几百倍" in told.error.message) == (path, "R017", True)


def test_an_archive_of_too_many_files_is_not_opened(tmp_path):
    path = archive_at(tmp_path, {f"{number}.txt": b"x" for number in range(2001)})
    assert discover([path]) == [path]
    assert "2000个" in read(path).error.message


def test_archives_are_opened_to_a_depth(tmp_path):
    content = xlsx()
    for number in range(5):
        content = packed({f"{number}.zip" if number else "甲.xlsx": content})
    path = tmp_path / "外.zip"
    path.write_bytes(content)
    (found,) = discover([path])
    assert read(found).status != "audited"


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04broken", b"PK\x05\x06" + b"\0" * 18, b"7z\xbc\xaf\x27\x1cx", b"Rar!\x1a\x07\x01\x00x"]
)
def test_a_damaged_or_empty_archive_is_told(tmp_path, content):
    path = tmp_path / "坏.zip"
    path.write_bytes(content)
    (found,) = discover([path])
    assert (found, read(found).status) == (path, "unreadable")


@pytest.mark.skipif(
    os.name == "posix" and locale.nl_langinfo(locale.CODESET) != "UTF-8",
    reason="libarchive writes no Chinese names where the system's language has none",
)
def test_7z_is_read_where_libarchive_is(tmp_path):
    libarchive = pytest.importorskip("libarchive")
    path, content = tmp_path / "材料.7z", xlsx()
    with path.open("wb") as file, libarchive.fd_writer(file.fileno(), "7zip") as archive:
        archive.add_file_from_memory("甲.xlsx", len(content), content)
    (found,) = discover([path])
    assert (found, read(found).status) == (path / "甲.xlsx", "audited")


def test_without_libarchive_a_7z_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "libarchive", None)
    path = tmp_path / "材料.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c" + b"\0" * 40)
    told = read(discover([path])[0])
    assert (told.error.code, "没有装" in told.error.message, "auditor[archives]" in told.error.hint) == (
        "R017",
        True,
        True,
    )


def test_files_of_other_kinds_in_a_folder_are_told_by_name(tmp_path):
    for name in ("甲.xlsx", "片.mp4", "记录.json", "~$甲.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).write_bytes(xlsx() if name == "甲.xlsx" else b"\0\1\2" if name == "片.mp4" else b"[1]")
    os.mkfifo(tmp_path / "管道.xlsx")
    found = discover([tmp_path])
    assert names_of(tmp_path, found) == ["片.mp4", "甲.xlsx", "记录.json"]
    assert [(read(one).status, read(one).error and read(one).error.code) for one in found] == [
        ("unreadable", "R018"), ("audited", None), ("unreadable", "R018"),
    ]  # fmt: skip
    assert ".json" in read(found[2]).error.message


def test_a_document_without_an_ending_is_read_by_what_it_is(tmp_path):
    for name in ("甲", "乙.bak"):
        (tmp_path / name).write_bytes(xlsx())
        assert read(tmp_path / name).status == "audited"


def test_the_bytes_of_the_archive_itself_are_never_changed(tmp_path):
    path = archive_at(tmp_path, {"甲.xlsx": xlsx()})
    before = path.read_bytes()
    read(discover([path])[0])
    assert io.BytesIO(path.read_bytes()).getvalue() == before
