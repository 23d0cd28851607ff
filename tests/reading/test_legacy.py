"""Old formats go through LibreOffice where it is installed; else one sentence says what to do."""

import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

from auditor.errors import UnreadableError
from auditor.model import Location
from auditor.reading import discover, read
from auditor.reading.compound_file import stream_names
from auditor.reading.detect import detect
from auditor.reading.extract import read_content
from auditor.reading.legacy import reader as legacy
from material.forms.documents import word_file
from material.forms.workbooks import sheet_of
from tests.reading.test_word import FIELDS, FORM, SPANS

needs_soffice = pytest.mark.skipif(legacy.find_converter() is None, reason="LibreOffice is not installed")


def ole_file(*names, **contents):
    """A compound file of 512-byte sectors: allocation table, directory, streams of at most 4096 bytes with a content."""
    streams = [*names, *contents]
    sectors = -(-(len(streams) + 1) * 128 // 512)
    free, chain_end = 0xFFFFFFFF, 0xFFFFFFFE
    directory, bodies = b"", b""
    for place, name in enumerate(["Root Entry", *streams]):
        text = name.encode("utf-16-le")
        kind, child = (5, 1 if streams else free) if place == 0 else (2, free)
        right = place + 1 if 0 < place < len(streams) else free
        entry = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, free, right, child)
        start, length = 0, 0
        if name in contents:
            start, length = 1 + sectors + len(bodies) // 512, 4096
            bodies += contents[name].ljust(4096, b"\0")
        directory += entry.ljust(116, b"\0") + struct.pack("<III", start, length, 0)
    chain = [*range(2, sectors + 1), chain_end]
    for _ in contents:
        chain += [*range(len(chain) + 2, len(chain) + 9), chain_end]
    table = struct.pack("<128I", 0xFFFFFFFD, *chain, *[free] * (127 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0") + struct.pack("<IIII", 1, 1, 0, 4096)
    header += struct.pack("<IIII", chain_end, 0, chain_end, 0) + struct.pack("<109I", 0, *[free] * 108)
    return header + table + directory.ljust(sectors * 512, b"\0") + bodies


def converted_file(tmp_path, content, ending, wanted):
    """What LibreOffice makes of a file, to test the way back."""
    source = tmp_path / f"甲.{ending}"
    source.write_bytes(content)
    command = [legacy.find_converter(), "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"]
    subprocess.run([*command, "--convert-to", wanted, "--outdir", str(tmp_path / "out"), str(source)], check=True)
    return (tmp_path / "out" / f"甲.{wanted}").read_bytes()


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("WordDocument", "1Table"), "old document"),
        (("Workbook", "\x05SummaryInformation"), "workbook"),
        (("a", "b", "c", "d", "e", "WordDocument"), "old document"),
        (("EncryptionInfo", "EncryptedPackage"), "R014"),
        (("PowerPoint Document",), "R008"),
        (("Other",), "R002"),
    ],
)
def test_a_compound_file_is_known_by_the_streams_in_its_root(names, told):
    content = ole_file(*names)
    assert stream_names(content) == set(names)
    try:
        found = detect(content, "甲.doc")
    except UnreadableError as refusal:
        found = refusal.code
    assert found == told


LOCKED = {
    "甲.docx": ole_file("EncryptionInfo", "EncryptedPackage"),
    "甲.xlsx": ole_file("EncryptionInfo", "EncryptedPackage"),
    "甲.doc": ole_file(WordDocument=b"\xec\xa5".ljust(11, b"\0") + b"\x13"),
    "甲.xls": ole_file(Workbook=struct.pack("<HH16x", 0x809, 16) + struct.pack("<HH54x", 0x2F, 54)),
}


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("甲.docx", "用 Word 或 WPS 打开，在“文件—信息—保护文档"),
        ("甲.doc", "用 Word 或 WPS 打开，在“文件—信息—保护文档"),
        ("甲.xlsx", "用 Excel 或 WPS 打开，在“文件—信息—保护工作簿"),
        ("甲.xls", "用 Excel 或 WPS 打开，在“文件—信息—保护工作簿"),
    ],
)
def test_a_password_is_named_and_where_to_take_it_off(monkeypatch, tmp_path, name, where):
    monkeypatch.setattr("auditor.reading.dispatch.find_converter", lambda: None)
    path = tmp_path / name
    path.write_bytes(LOCKED[name])
    error = read(path).error
    assert (error.code, error.message) == ("R014", f"文件“{path}”设有打开密码，读不了里面的内容。")
    assert where in error.hint
    assert error.hint.endswith("删去密码，另存一份，再交来。")


@pytest.mark.parametrize("kind", ["spreadsheet", "text"])
def test_a_locked_opendocument_file_is_named(tmp_path, kind):
    path = tmp_path / "甲.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", b"\x8f\x12\x07")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    error = read(path).error
    assert (error.code, "LibreOffice" in error.hint) == ("R014", True)


def test_a_broken_compound_file_is_refused():
    with pytest.raises(UnreadableError) as refusal:
        detect(ole_file("WordDocument")[:600], "甲.doc")
    assert refusal.value.code == "R007"


@pytest.mark.parametrize("content", [ole_file("WordDocument"), b"{\\rtf1\\ansi x}"])
def test_without_libreoffice_one_sentence_says_what_to_do(monkeypatch, tmp_path, content):
    monkeypatch.setattr(legacy, "find_converter", lambda: None)
    path = tmp_path / "甲.doc"
    path.write_bytes(content)
    found = read(path)
    assert (found.status, found.error.code) == ("unreadable", "R012")
    assert "另存为 .docx" in found.error.hint


def test_a_conversion_that_takes_too_long_is_ended(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(legacy, "find_converter", lambda: str(program))
    monkeypatch.setattr(legacy, "_SECONDS", 0.2)
    with pytest.raises(UnreadableError) as refusal:
        read_content(b"{\\rtf1 x}", "甲.rtf")
    assert refusal.value.code == "R013"


@needs_soffice
@pytest.mark.parametrize("ending", ["doc", "rtf", "odt"])
def test_old_documents_read_as_their_docx(tmp_path, ending):
    new = word_file(["河道局2025年项目绩效目标表", (FORM, SPANS), "填表人：张三"])
    content = converted_file(tmp_path, new, "docx", ending)
    assert detect(content, "甲.wps") == "old document"
    (project,) = read_content(content, "甲.wps").projects
    assert (project.code, project.name, project.budget_wan) == ("A01", "河道清淤", 120)
    assert [[getattr(row, field) for field in FIELDS] for row in project.indicators] == FORM[4:]
    assert project.indicators[2].location == Location(table=1, row=7, cell="C7")


@needs_soffice
def test_a_damaged_old_document_is_refused():
    with pytest.raises(UnreadableError) as refusal:
        read_content(ole_file("WordDocument"), "甲.doc")
    assert refusal.value.code == "R007"


@needs_soffice
def test_an_xml_spreadsheet_is_converted():
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    cells = "".join(f"<Row>{''.join(map(cell.format, row))}</Row>" for row in FORM[3:])
    namespace = "urn:schemas-microsoft-com:office:spreadsheet"
    content = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{namespace}" xmlns:ss="{namespace}"><Worksheet ss:Name="表"><Table>{cells}</Table></Worksheet></Workbook>'
    ).encode()
    (project,) = read_content(content, "甲.xls").projects
    assert [[getattr(row, field) for field in FIELDS] for row in project.indicators] == FORM[4:]


def test_documents_in_a_folder_are_found(tmp_path):
    names = sorted(f"甲.{end}" for end in ("doc", "docm", "docx", "htm", "html", "mht", "odt", "rtf", "wps"))
    for name in names:
        Path(tmp_path / name).write_text("内容", encoding="utf-8")
    assert [path.name for path in discover([tmp_path])] == names


def test_a_workbook_under_a_document_name_is_told_by_its_content():
    assert detect(sheet_of([["甲"]]), "甲.docx") == "workbook"
