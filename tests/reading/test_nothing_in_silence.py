"""Whatever is lost of a file on its way is told: fewer rows without a word are a failure."""

import base64
import csv
import io
import zipfile
import zlib
from random import Random

import pytest

from auditor.pipeline.write import audit_submissions
from auditor.reading import dispatch, read
from auditor.reading.extract import read_content
from auditor.reading.plaintext.separated import separated_rows
from material.forms.documents import word_file
from material.forms.drawn import drawn
from material.forms.renderers import RENDERERS
from material.forms.variant_kinds import KINDS
from material.forms.whole_matrix import ALL_FORMATS
from tests.building import submission_of

TABLE = """项目名称|湿地栈道维护|<|<
年度预算（万元）|41.5|<|<
年度目标|维护栈道6.8公里。|<|<
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|维护栈道长度|≥6.8公里
^|质量指标|栈道安全检测合格率|=100%
^|时效指标|汛前检修完成时间|2026年5月底前
效益指标|社会效益指标|游客投诉件数|≤4件
满意度指标|服务对象满意度指标|游客满意度|≥90%"""
FORM = drawn(TABLE, ["2026年项目支出绩效目标表"])
ROWS = 5
PACKED = ("XLSX", "DOCX", "PDF 有线", "XLS", "ODS", "OFD")
"""Formats in which no byte is text of the form: whatever is changed in them is damage."""
WHOLE = ("XLSX", "DOCX", "HTML", "PDF 有线", "XLS", "ODS", "FODS", "Excel 2003 XML", "Word 2003 XML", "Flat OPC", "OFD")


def counted(content):
    """How many rows were read, and whether a person is told of something."""
    found = read_content(content, "样本")
    return sum(len(one.indicators) for one in found.projects), found


def incomplete(found):
    """What is told of rows that may be missing: on the file, and on each project, so that nothing rests on it."""
    told = {one.unsure.get("indicators", "") for one in found.projects}
    assert told - {""} <= set(found.doubts)
    return told


def damaged(content, random):
    changed = bytearray(content)
    for _ in range(random.choice((1, 2, 6))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def repacked(content, name, change):
    """A package with one part changed, or without it where ``change`` gives None."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part) if part != name else change(old.read(part))
            if data is not None:
                new.writestr(part, data)
    return stream.getvalue()


def lost_in_silence(path, contents, whole):
    """The names of those contents that give fewer rows than the whole file without a word."""
    silent = []
    for name, content in contents:
        path.write_bytes(content)
        found = read(path)
        rows = sum(len(one.indicators) for one in found.projects)
        if found.status == "audited" and rows < whole and not found.doubts:
            silent.append(name)
    return silent


@pytest.mark.issue(20)
@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_cut_short_never_loses_rows_in_silence(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(dispatch, "find_converter", lambda: None)
    form, _ = KINDS["plain"](Random(f"cut {kind}"))
    content = ALL_FORMATS[kind]([form])
    whole, _ = counted(content)
    cuts = [(share, content[: len(content) * share // 100]) for share in range(40, 100, 4)]
    assert lost_in_silence(tmp_path / "甲", cuts, whole) == []


@pytest.mark.issue(20)
@pytest.mark.parametrize("kind", PACKED)
def test_a_damaged_file_never_loses_rows_in_silence(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(dispatch, "find_converter", lambda: None)
    form, _ = KINDS["plain"](Random(f"damage {kind}"))
    content = ALL_FORMATS[kind]([form])
    whole, _ = counted(content)
    random = Random(kind)
    changed = [(number, damaged(content, random)) for number in range(25)]
    assert lost_in_silence(tmp_path / "甲", changed, whole) == []


@pytest.mark.issue(20)
@pytest.mark.parametrize("kind", ["XLSX", "DOCX", "ODS", "OFD"])
def test_a_package_with_a_part_cut_or_dropped_never_loses_rows_in_silence(tmp_path, kind):
    content = ALL_FORMATS[kind]([FORM])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.lower().endswith(".xml")]
    changed = [((name, share), repacked(content, name, lambda part, share=share: part[: len(part) * share // 100] if share else None))
               for name in names for share in (0, 30, 60, 80, 92)]  # fmt: skip
    assert lost_in_silence(tmp_path / "甲", changed, ROWS) == []


# --- separators ---------------------------------------------------------------------------------------------------


def comma_lines():
    header = "项目名称,一级指标,二级指标,三级指标,指标值"
    names = ("巡查步道次数", "清理垃圾吨数", "修补护栏处数", "更新标牌块数", "开展宣传场次")
    return [header, *(f"湿地栈道维护,产出指标,数量指标,{name},≥{number}次" for number, name in enumerate(names, 3))]


@pytest.mark.issue(20)
@pytest.mark.parametrize(
    ("line", "column"), [(line, column) for line in range(1, 6) for column in range(5) if (line, column) != (5, 4)]
)
def test_a_stray_quotation_mark_swallows_no_rows(line, column):
    lines = comma_lines()
    cells = lines[line].split(",")
    cells[column] = '"' + cells[column]
    lines[line] = ",".join(cells)
    rows, found = counted("\r\n".join(lines).encode())
    assert (rows, found.doubts) == (
        5,
        (f"第{line + 1}行有一个没有配对的引号，这一行是不计引号读的，请核对它和下面各行",),
    )


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_cells_in_quotation_marks_are_read_as_they_were_written(delimiter):
    rows = [
        ["名称", "内容", "数"],
        ["甲", f"第一行\n第二行{delimiter}还是它", "1"],
        ["乙", '说"好"', "2"],
        ["", f"{delimiter}{delimiter}", ""],
    ]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    found = list(separated_rows(stream.getvalue(), delimiter))
    assert [list(row.cells) for row in found] == rows
    assert not any(row.stray for row in found)


@pytest.mark.issue(20)
@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x85", "\u2028"])
def test_a_mark_that_only_some_programs_break_lines_at_ends_no_row(mark):
    lines = comma_lines()
    lines[2] = lines[2].replace("清理垃圾吨数", f"清理垃圾{mark}吨数")
    rows, found = counted("\r\n".join(lines).encode())
    assert (rows, found.doubts) == (5, ())
    (project,) = found.projects
    names = ["".join(row.level3.replace(mark, "").split()) for row in project.indicators]
    assert names == ["巡查步道次数", "清理垃圾吨数", "修补护栏处数", "更新标牌块数", "开展宣传场次"]


@pytest.mark.issue(20)
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_cell_longer_than_a_csv_reader_takes_costs_no_row(delimiter):
    """``csv`` refuses cells of more than 131,072 characters."""
    rows = [["名称", "内容"], ["甲", "长" * 131_073], ["乙", "短"]]
    found = list(separated_rows("\n".join(delimiter.join(row) for row in rows), delimiter))
    assert [list(row.cells) for row in found] == rows


# --- web pages ----------------------------------------------------------------------------------------------------


@pytest.mark.issue(20)
@pytest.mark.parametrize(
    "end", ["≥6.8公里</td>", "=100%</td></tr>", "汛前检修完成时间", "2026年5月底前</td></tr><tr><td colspan"]
)
def test_a_web_page_cut_short_is_told(end):
    page = RENDERERS["HTML"]([FORM]).decode()
    cut = page[: page.index(end) + len(end)].encode()
    rows, found = counted(cut)
    assert rows < ROWS
    assert incomplete(found) == {"网页没有结尾，可能没有保存完整，后面的内容没有读到"}


@pytest.mark.issue(20)
def test_a_web_archive_cut_short_is_told():
    page = base64.encodebytes(RENDERERS["HTML"]([FORM])).decode()
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n'
    whole, found = counted(f"{head}{page}\n--b--\n".encode())
    assert (whole, found.doubts) == (ROWS, ())
    assert incomplete(counted(f"{head}{page}".encode())[1]) == {"网页没有结尾，可能没有保存完整，后面的内容没有读到"}


@pytest.mark.parametrize(
    "page",
    [
        "<p>甲</p>{}<p>注：5 < 6</p>",
        "<html><body>{}</body></html>",
        "<HTML>{}</HTML>",
        "<!-- <table> <html> -->{}",
    ],
)
def test_a_whole_web_page_is_not_called_cut(page):
    inner = RENDERERS["HTML"]([FORM]).decode()
    table = inner[inner.index("<table") : inner.index("</table>") + len("</table>")]
    assert counted(page.format(table).encode())[1].doubts == ()


# --- pages --------------------------------------------------------------------------------------------------------


@pytest.mark.issue(20)
def test_a_damaged_stream_of_a_pdf_is_told():
    content = RENDERERS["PDF 有线"]([FORM])
    start = content.index(b"stream", content.index(b"/FlateDecode")) + len(b"stream\n")
    end = content.index(b"~>", start)
    drawn_on_page = zlib.decompress(base64.a85decode(content[start:end]))
    less = zlib.compress(drawn_on_page)[:-30]
    changed = content[:start] + base64.a85encode(less) + content[end:]
    found = read_content(changed, "样本")
    assert incomplete(found) == {"文件里有损坏的内容，有的页可能没有读全"}
    assert read_content(content, "样本").doubts == ()


# --- documents ----------------------------------------------------------------------------------------------------

LEFT = {
    "lines": ["项目名称：科普活动", "数量指标：举办科普讲座 18 场", "质量指标：讲座材料合格率 100%", "满意度指标：听众满意度 92%"],
    "a form as text": [
        "项目编码 26P071 预算项目名称 科普活动",
        "绩效目标 面向社区举办科普讲座。",
        "一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依据",
        "产出指标 数量指标 科普讲座场次 全年举办 ≥18场 活动方案",
    ],
}  # fmt: skip
SPOKEN = {
    "in sentences": ["数量指标。全年巡查120次，清理垃圾30吨。", "质量指标：合格率达到100%，比上年高。", "时效指标完成情况较好。"],
    "of what was read": ["数量指标：维护栈道长度 6.8公里", "质量指标：栈道安全检测合格率 100%", "社会效益指标：游客投诉件数 4件"],
    "names alone": ["数量指标", "质量指标", "满意度指标"],
}  # fmt: skip


def document(lines):
    rows = [line.replace("<", "").replace("^", "").split("|") for line in TABLE.split("\n")]
    return word_file([(rows, ()), *lines])


@pytest.mark.issue(20)
@pytest.mark.parametrize("name", LEFT)
def test_a_project_left_as_running_text_is_told(name):
    told = incomplete(read_content(document(LEFT[name]), "样本"))
    assert [one[:4] for one in told] == ["文字部分"]


@pytest.mark.parametrize("name", SPOKEN)
def test_words_about_indicators_are_no_left_over_form(name):
    assert incomplete(read_content(document(SPOKEN[name]), "样本")) == {""}


# --- rows that a form says it has ---------------------------------------------------------------------------------


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("本表共7项指标", "表里写着共7项指标，只读到5项，可能有没有读到的行"),
        ("共设置 6 个绩效指标", "表里写着共6项指标，只读到5项，可能有没有读到的行"),
        ("本表共5项指标", ""),
        ("公共服务中心", ""),
    ],
)
def test_a_form_that_counts_more_indicators_than_were_read(line, told):
    form = drawn(TABLE + f"\n注：{line}|<|<|<", ["2026年项目支出绩效目标表"])
    assert incomplete(read_content(RENDERERS["XLSX"]([form]), "样本")) == {told}


def weighted(total, rows=ROWS):
    lines = TABLE.split("\n")
    body = [f"{line}|{weight}" for line, weight in zip(lines[4 : 4 + rows], (30, 20, 10, 30, 10), strict=False)]
    wide = [f"{line}|<" for line in lines[:3]]
    return drawn("\n".join([*wide, f"{lines[3]}|分值", *body, f"合计|<|<|<|{total}"]), ["2026年项目支出绩效目标表"])


@pytest.mark.issue(15)
@pytest.mark.parametrize(("rows", "told"), [(5, ""), (3, "合计的分值是100分，读到的各行只有60分，可能有没有读到的行")])
def test_points_that_stop_short_of_the_sum_on_a_page_are_told(rows, told):
    assert incomplete(read_content(RENDERERS["PDF 有线"]([weighted(100, rows)]), "样本")) == {told}


@pytest.mark.issue(15)
def test_on_a_sheet_a_wrong_sum_is_the_departments_own():
    assert incomplete(read_content(RENDERERS["XLSX"]([weighted(100, 3)]), "样本")) == {""}


@pytest.mark.issue(15)
def test_nothing_that_may_be_lost_is_called_missing(auditor):
    page = RENDERERS["HTML"]([FORM]).decode()
    cut = page[: page.index("汛前检修完成时间")].encode()
    content = read_content(cut, "样本")
    result = audit_submissions((submission_of(content),), auditor)
    rules = {finding.rule for project in result.submissions[0].projects for finding in project.findings}
    assert rules & {"CMP010", "CMP015", "CMP002", "CMP003"} == set()


@pytest.mark.issue(15)
def test_a_department_that_another_label_has_run_into_names_no_project():
    form = drawn(
        "\n".join(["主管部门|云岭市林业局项目预算：18万元|<|<", *TABLE.split("\n")[2:]]), ["2026年项目支出绩效目标表"]
    )
    found = read_content(RENDERERS["XLSX"]([form]), "样本")
    assert (found.department, [one.name for one in found.projects]) == (None, [""])
    assert found.doubts == ("读出的部门“云岭市林业局项目预算：18万元”像是标题或者栏目名称，没有采用",)
