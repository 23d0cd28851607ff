"""Files that went wrong on their way: cut off, misnamed, empty, made to fill the memory, with macros, out of order."""

import io
import zipfile

import pytest
from typer.testing import CliRunner

from auditor.cli import app
from auditor.reading import read
from auditor.reading.extract import read_content
from auditor.reading.workbook import sheet_marks
from material.forms.documents import word_file
from material.forms.pdfs import PdfStyle, hebei_pdf
from material.forms.workbooks import sheet_of
from tests.building import project
from tests.reading.test_legacy import ole_file
from tests.reading.test_word import FORM, SPANS

ROWS = (
    ("产出指标", "数量指标", "培训场次", "全年举办培训", "12场", "工作计划"),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "学员满意度", "≥92%", "问卷调查"),
)


def whole_file(kind):
    if kind == "xlsx":
        return sheet_of(FORM)
    if kind == "docx":
        return word_file([(FORM, SPANS)])
    return hebei_pdf([project("208001", *ROWS)], PdfStyle())


def with_part(content, name, part):
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.9])
def test_a_file_cut_off_on_its_way_is_damaged(tmp_path, kind, share):
    content = whole_file(kind)
    path = tmp_path / f"甲.{kind}"
    path.write_bytes(content[: int(share * len(content))])
    found = read(path)
    assert (found.status, found.error.code) == ("unreadable", "R007")
    assert found.error.message.startswith(f"文件“{path}”打不开：文件不完整或已损坏")


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
@pytest.mark.parametrize("named", ["txt", "xls", "pdf", "doc"])
def test_a_wrong_ending_changes_nothing(tmp_path, kind, named):
    right, wrong = tmp_path / f"甲.{kind}", tmp_path / f"乙.{named}"
    for path in (right, wrong):
        path.write_bytes(whole_file(kind))
    assert read(right).projects == read(wrong).projects != ()


@pytest.mark.parametrize("name", ["甲.xlsx", "甲.docx", "甲.pdf", "甲.doc", "甲.csv", "甲.html"])
@pytest.mark.parametrize("content", [b"", b"\0\0\0\0", b"\r\n\r\n"])
def test_an_empty_file_is_told_as_empty(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert read(path).error.code == "R001"


def test_many_parts_that_together_fill_the_memory_are_refused(tmp_path):
    path = tmp_path / "甲.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(8):
            package.writestr(f"xl/worksheets/sheet{number}.xml", b" " * 30_000_000)
        package.writestr("xl/workbook.xml", "<x/>")
    error = read(path).error
    assert (error.code, "几百倍" in error.message) == ("R007", True)


def test_a_large_picture_that_packs_well_is_no_reason_to_refuse():
    content = with_part(word_file([(FORM, SPANS)]), "word/media/image1.bmp", b"\xff" * 120_000_000)
    assert read_content(content, "甲.docx").projects


def test_macros_are_named_and_not_run():
    told = ("文件中有宏，没有运行，只读取了文字和表格",)
    assert read_content(with_part(sheet_of(FORM), "xl/vbaProject.bin", b"x"), "甲.xlsm").doubts == told
    assert read_content(sheet_of(FORM), "甲.xlsx").doubts == ()


def test_text_out_of_order_is_refused_from_the_shell(tmp_path):
    path = tmp_path / "乱序.txt"
    labels = "产出指标\n数量指标\n质量指标\n时效指标\n成本指标\n社会效益指标\n满意度指标\n服务对象满意度指标\n"
    header = "项目编码 1 预算项目名称 环卫保洁\n一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依据\n"
    path.write_text(header + labels + "清扫面积\n合格率\n完成时间\n≥30万平方米\n≥95%\n12月底前\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["read", str(path)])
    said = done.output.replace("\n", "")
    assert done.exit_code == 3
    assert "文字顺序已经打乱" in said
    assert "另存为 .xlsx" in said


@pytest.mark.parametrize("piece", [7, 64, 1 << 20])
def test_hidden_rows_and_percentages_are_found_wherever_the_file_is_cut(monkeypatch, piece):
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet, percent = book.add_worksheet("表"), book.add_format({"num_format": "0.0%"})
        for row in range(6):
            sheet.write(row, 1, row / 8, percent if row % 2 else None)
        sheet.set_row(4, None, None, {"hidden": True})
    monkeypatch.setattr(sheet_marks, "_PIECE", piece)
    marks = sheet_marks.sheet_marks(stream.getvalue())["表"]
    shown = {row: {column: form.code for column, form in marks.formats.in_row(row).items()} for row in range(6)}
    assert (marks.hidden, shown) == ({4}, {0: {}, 1: {1: "0.0%"}, 2: {}, 3: {1: "0.0%"}, 4: {}, 5: {1: "0.0%"}})


def test_a_compound_file_of_no_known_program_is_refused(tmp_path):
    path = tmp_path / "甲.doc"
    path.write_bytes(ole_file("Other"))
    assert read(path).error.code == "R002"
