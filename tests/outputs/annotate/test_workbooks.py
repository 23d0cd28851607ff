"""Workbooks come back with comments on the right cells, and with everything else as it was."""

import io
import re
import struct
import zipfile
import zlib

import pytest
from openpyxl import load_workbook

from auditor.model import Location, Project, Submission
from auditor.outputs.annotate.run import annotate
from auditor.pipeline.write import audit_files
from auditor.resources import data_path
from tests.outputs.reports.sample import finding

SAMPLE = data_path("corpora", "samples", "workbooks", "culture-centre.xlsx")
OURS = re.compile(
    r"xl/(comments\d+\.xml|drawings/vmlDrawing\d+\.vml|worksheets/(_rels/)?sheet1\.xml(\.rels)?)|\[Content_Types\]\.xml"
    r"|xl/(worksheets/sheet3|styles|workbook|_rels/workbook)\.xml(\.rels)?"
)


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def comments_of(content):
    """First lines of the comments by cell."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    return {cell.coordinate: [line for line in cell.comment.text.split("\n") if "【" in line] for cell in cells}


@pytest.fixture(scope="module")
def sample(auditor):
    content = SAMPLE.read_bytes()
    submission = audit_files([SAMPLE], auditor).submissions[0]
    return content, annotate(content, "culture-centre.xlsx", submission), submission


def test_every_finding_stands_on_the_cell_that_it_accuses(sample):
    _, copy, submission = sample
    comments = comments_of(copy)
    book = load_workbook(io.BytesIO(copy)).worksheets[0]
    names = {"level3": "C", "description": "D", "target": "E", "basis": "F"}
    expected: dict[str, list[str]] = {}
    for project in submission.projects:
        rows = {row.id: row for row in project.indicators}
        for one in project.findings:
            if one.indicator is None:
                continue
            cell = f"{names[one.field]}{rows[one.indicator].location.row}"
            expected.setdefault(cell, []).append(one.title)
            accused = getattr(rows[one.indicator], one.field)[slice(*one.span)]
            assert accused in str(book[cell].value)
    rows_only = {cell: [line.rpartition("】")[2] for line in lines] for cell, lines in comments.items() if cell != "B6"}
    assert rows_only == expected
    assert comments["B6"] == ["【警告·疑点（可信程度 80%）】绩效目标口号化"]


def test_several_findings_on_a_cell_are_numbered_and_signed(sample):
    comment = load_workbook(io.BytesIO(sample[1])).worksheets[0]["E59"].comment
    assert comment.author == "绩效审核工具"
    assert re.findall(r"^(\d)\. 【", comment.text, re.M) == ["1", "2"]
    (opinion,) = set(re.findall(r"^见审核意见第 (.*) 条$", comment.text, re.M))
    assert sample[2].opinions[int(opinion) - 1].rule == "CMP005"
    assert comment.text.count("\n建议：") == 1, "what the first advice does away with gets none of its own"


def test_the_same_file_gives_the_same_copy(sample):
    content, copy, submission = sample
    assert annotate(content, "culture-centre.xlsx", submission) == copy


PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    for kind, data in ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0\0\0")), (b"IEND", b""))
)  # fmt: skip


def rich_workbook(*, commented: bool) -> bytes:
    """A form with what a round trip through a library loses: chart, image, table, sparkline, custom XML, macros."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表1")
        sheet.write_row(0, 0, ("项目编码", "A1", "预算项目名称", "干部培训"))
        sheet.write_row(1, 0, ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"))
        sheet.write_row(2, 0, ("产出指标", "数量指标", "举办培训", "面向干部", "若干", "计划"))
        sheet.write_row(
            3, 0, ("产出指标", "质量指标", "合格率", "考试合格", 0.95, "计划"), book.add_format({"num_format": "0%"})
        )
        sheet.write_formula("H1", "=1+1", None, 2)
        sheet.data_validation("E3", {"validate": "list", "source": ["若干", "12期"]})
        sheet.conditional_format("A1:F4", {"type": "data_bar", "data_bar_2010": True})
        sheet.add_sparkline("I1", {"range": "A1:F1"})
        sheet.add_table("K1:L3")
        sheet.insert_image("N1", "p.png", {"image_data": io.BytesIO(PNG)})
        sheet.set_header("&L&G", {"image_left": "p.png", "image_data_left": io.BytesIO(PNG)})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表1!$H$1:$H$1"})
        sheet.insert_chart("N5", chart)
        book.add_worksheet("说明").write("A1", "填表说明")
        if commented:
            sheet.write_comment("E3", "单位自己的批注", {"author": "张三"})
            sheet.write_comment("A1", "另一条", {"author": "张三"})
    content = io.BytesIO(stream.getvalue())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("customXml/item1.xml", "<x  a='1'/>")
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf macro")
    return content.getvalue()


def submission_with(*findings, rows=()) -> Submission:
    place = Location(sheet="表1", row=1, cell="A1")
    project = Project(code="A1", name="干部培训", indicators=rows, findings=findings, location=place)
    return Submission(source="甲.xlsx", sha256="0" * 64, status="audited", projects=(project,))


def target_submission(cell_row: int = 3, target: str = "若干", **more) -> Submission:
    from auditor.model import Indicator

    row = Indicator(
        id="A1/1", level3="举办培训", target=target, location=Location(sheet="表1", row=cell_row, cell=f"C{cell_row}")
    )
    told = finding("TAR001", "error", "A1/1", "target", (0, len(target)), fingerprint="x", **more)
    return submission_with(told, finding("PRO001", "info", None, None, None, fingerprint="y"), rows=(row,))


@pytest.mark.parametrize("commented", [False, True])
def test_nothing_but_the_comments_changes(commented):
    content = rich_workbook(commented=commented)
    copy = annotate(content, "甲.xlsx", target_submission())
    before, after = parts_of(content), parts_of(copy)
    assert [name for name in before if after[name] != before[name] and not OURS.fullmatch(name)] == []
    assert list(after)[: len(before)] == list(before)
    assert all(OURS.fullmatch(name) for name in list(after)[len(before) :])
    sheets = [load_workbook(io.BytesIO(one)).worksheets for one in (content, copy)]
    assert [sheet.title for sheet in sheets[1]] == [*(sheet.title for sheet in sheets[0]), "审核意见"]
    for old, new in zip(sheets[0], sheets[1][:-1], strict=True):
        cells = [
            [
                (cell.coordinate, cell.value, cell.number_format, cell.font.name)
                for row in sheet.iter_rows()
                for cell in row
            ]
            for sheet in (old, new)
        ]
        assert cells[0] == cells[1]
    accused = {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in sheets[1][0].iter_rows()
        for cell in row
        if cell.fill.fill_type
    }
    assert accused == {"E3": "FFFBE3E1", "D1": "FFE4EFF8"}
    old_xml, new_xml = (
        re.sub(
            rb"<\?xml.*?\?>|\s*xmlns(:\w+)?=\"[^\"]*\"|<legacyDrawing [^>]*>| s=\"\d+\"",
            b"",
            one["xl/worksheets/sheet1.xml"],
        ).strip()
        for one in (before, after)
    )
    assert new_xml == old_xml


def test_notes_stand_before_what_the_schema_puts_after_them():
    sheet = parts_of(annotate(rich_workbook(commented=False), "甲.xlsx", target_submission()))[
        "xl/worksheets/sheet1.xml"
    ].decode()
    order = re.findall(
        r"<(drawing|legacyDrawing|legacyDrawingHF|tableParts|extLst)\b", sheet.partition("</sheetData>")[2]
    )
    assert [one for one in order if one != "extLst"] == ["drawing", "legacyDrawing", "legacyDrawingHF", "tableParts"]


def test_comments_of_the_department_stay_and_ours_follow_in_the_same_cell():
    sheet = load_workbook(
        io.BytesIO(annotate(rich_workbook(commented=True), "甲.xlsx", target_submission()))
    ).worksheets[0]
    found = {
        cell.coordinate: cell.comment.text.split("\n") for row in sheet.iter_rows() for cell in row if cell.comment
    }
    assert {name: (lines[0], [line for line in lines if "【" in line]) for name, lines in found.items()} == {
        "A1": ("另一条", []),
        "E3": ("单位自己的批注", ["【错误】TAR001的标题"]),
        "D1": ("【提示】PRO001的标题", ["【提示】PRO001的标题"]),
    }


def test_a_discussion_is_not_overwritten_the_comment_goes_beside_it():
    content = io.BytesIO(rich_workbook(commented=True))
    with zipfile.ZipFile(content) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/comments1.xml"] = parts["xl/comments1.xml"].replace("张三".encode(), b"tc={1}")
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert comments_of(annotate(changed.getvalue(), "甲.xlsx", target_submission()))["F3"] == ["【错误】TAR001的标题"]


def test_a_percentage_and_an_empty_cell_are_found_in_their_column():
    assert set(comments_of(annotate(rich_workbook(commented=False), "甲.xlsx", target_submission(4, "95%")))) == {
        "E4",
        "D1",
    }
    assert set(comments_of(annotate(rich_workbook(commented=False), "甲.xlsx", target_submission(4, "")))) == {
        "E4",
        "D1",
    }


def test_hostile_words_are_only_words():
    hostile = "=1+1</t></comment><script>\x00"
    copy = annotate(rich_workbook(commented=False), "甲.xlsx", target_submission(message=hostile))
    text = load_workbook(io.BytesIO(copy)).worksheets[0]["E3"].comment.text
    assert "=1+1</t></comment><script>�" in text


def test_what_concerns_the_whole_file_stands_on_the_first_cell_and_a_waived_finding_nowhere():
    whole = finding("WHO001", "info", None, None, None, fingerprint="x")
    waived = whole.model_copy(update={"rule": "WAI001", "waived": {"reason": "已核", "by": "张", "on": "2025-01-01"}})
    submission = Submission(source="甲.xlsx", sha256="0" * 64, status="audited", findings=(whole, waived))
    assert comments_of(annotate(rich_workbook(commented=False), "甲.xlsx", submission)) == {
        "A1": ["【提示】WHO001的标题"]
    }


@pytest.mark.issue(18)
def test_the_last_sheet_lists_the_opinions_with_row_problem_and_advice(sample):
    _, copy, submission = sample
    sheet = load_workbook(io.BytesIO(copy)).worksheets[-1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sheet.title == "审核意见"
    assert rows[0][0].startswith(f"共 {len(submission.opinions)} 条审核意见：")
    assert rows[1] == ["序号", "级别", "位置", "问题", "怎样改"]
    assert [row[0] for row in rows[2:]] == [str(one.number) for one in submission.opinions]
    assert all(row[3].startswith(one.message) for row, one in zip(rows[2:], submission.opinions, strict=True))
    colours = {"error": "FFFBE3E1", "warning": "FFFDF0D5", "info": "FFE4EFF8"}
    assert [cell.fill.fgColor.rgb for cell in sheet["A"][2:]] == [colours[one.severity] for one in submission.opinions]
