"""What cannot be read is refused in one sentence with a code; nothing raises, nothing is invented."""

import zipfile
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import UnreadableError
from auditor.reading import discover, read
from auditor.reading.char_stream import read_stream
from auditor.reading.extract import read_content
from material.forms.layouts import LAYOUTS
from material.forms.matrix import projects_for
from material.forms.render import Style, linearised
from material.forms.renderers import ruled_pdf
from material.forms.sample import corpus_rows, sample_projects


def sample_text(seed=2, count=2):
    rows = tuple(row for rows in corpus_rows().values() for row in rows)
    return linearised(sample_projects(Random(seed), rows, count), Style(gap=0.0))


def zipped(path, member):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "<x/>")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "code", "status"),
    [
        (b"", "R001", "unreadable"),
        (b"\xef\xbb\xbf \r\n", "R001", "unreadable"),
        (b"\x89PNG\r\n\x1a\n\x00\x01\x02", "R011", "unreadable"),
        (b"\xff\xff\xff\xc1\xc1", "R003", "unreadable"),
        ("今年工作总结，没有表格。".encode(), "R004", "no_indicators"),
        (b"%PDF-1.7", "R007", "unreadable"),
        (b"PK\x03\x04broken", "R007", "unreadable"),
    ],
)
def test_each_kind_of_bad_file_has_its_code(tmp_path, content, code, status):
    path = tmp_path / "材料.txt"
    path.write_bytes(content)
    found = read(path)
    assert (found.status, found.error.code, found.projects) == (status, code, ())
    assert str(path) in found.error.message


def test_word_file_named_as_a_workbook_is_told_by_its_content(tmp_path):
    path = tmp_path / "材料.xlsx"
    zipped(path, "word/document.xml")
    assert read(path).error.code == "R007"


@pytest.mark.parametrize("member", ["xl/workbook.xml", "word/document.xml"])
def test_a_file_made_to_fill_the_memory_is_refused_unopened(tmp_path, member):
    path = tmp_path / "材料.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, b" " * 120_000_000)
    found = read(path)
    assert found.error.code == "R007"
    assert "几百倍" in found.error.message


def test_text_in_gb18030_reads_the_same_as_in_utf8():
    text = sample_text()
    assert read_content(text.encode("gb18030"), "甲") == read_content(text.encode(), "甲")


@pytest.mark.parametrize("order", ["labels first", "by columns"])
def test_text_out_of_order_is_refused_not_guessed(order):
    head = "项目\n编码\n20245001 预算项目名称 环卫保洁\n绩效\n目标\n保持整洁\n一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依据\n"
    labels = [
        "产出指标",
        "数量指标",
        "质量指标",
        "时效指标",
        "成本指标",
        "效益指标",
        "社会效益指标",
        "满意度指标",
        "服务对象满意度指标",
    ]
    names = ["清扫面积", "合格率", "完成时间", "保洁成本", "市容环境", "居民满意度"]
    values = ["≥30万平方米", "≥95%", "12月底前", "≤200万元", "改善", "≥90%"]
    bodies = {
        "labels first": labels + [f"{name} {name} {value} 合同" for name, value in zip(names, values, strict=True)],
        "by columns": labels + names + names + values + ["合同"] * 6,
    }
    with pytest.raises(UnreadableError) as refusal:
        read_content((head + "\n".join(bodies[order])).encode(), "乱序.txt")
    assert refusal.value.code == "R010"


def test_what_follows_the_last_table_is_not_read_into_it():
    text = sample_text(count=1)
    plain = read_content(text.encode(), "甲").projects
    for tail in ("注：以上数据截至年底。", "三、其他需要说明的事项\n无其他事项。", "单位：万元"):
        assert read_content((text + tail).encode(), "甲").projects == plain


@pytest.mark.issue(20)
def test_a_link_that_leads_nowhere_is_told_and_the_other_files_are_read(tmp_path):
    (tmp_path / "目标.txt").write_text("一级指标\t二级指标\t三级指标\t指标值\n", encoding="utf-8")
    (tmp_path / "别处.xlsx").symlink_to(tmp_path / "没有.xlsx")
    found = discover([tmp_path])
    assert [path.name for path in found] == ["别处.xlsx", "目标.txt"]
    error = read(found[0]).error
    assert error is not None
    assert (error.code, "别处.xlsx" in error.message) == ("R007", True)


@pytest.mark.issue(20)
def test_a_machine_without_memory_enough_is_told_for_the_file(tmp_path, monkeypatch):
    path = tmp_path / "目标.csv"
    path.write_text("一级指标,指标值\n", encoding="utf-8")
    monkeypatch.setattr("auditor.reading.reader.read_content", exhausted)
    error = read(path).error
    assert error is not None
    assert (error.code, "这台机器的内存不够" in error.message) == ("R022", True)


def exhausted(*given):
    raise MemoryError


def test_discover_takes_readable_files_in_order_and_leaves_locks_and_hidden_files(tmp_path):
    for name in ("b.txt", "a.xlsx", "~$a.xlsx", ".hidden.txt", "notes.md", "inner/c.csv", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("内容", encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in discover([tmp_path])] == [
        "a.xlsx",
        "b.txt",
        "inner/c.csv",
        "notes.md",
    ]


@pytest.mark.parametrize(("name", "code"), [("没有", "R005"), ("空", "R006")])
def test_missing_path_and_empty_folder_are_told_apart(tmp_path, name, code):
    (tmp_path / "空").mkdir()
    with pytest.raises(UnreadableError) as refusal:
        discover([tmp_path / name])
    assert refusal.value.code == code


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_whatever_make_reading_raise(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("files") / "任意.txt"
    path.write_bytes(content)
    assert read(path).status in ("unreadable", "no_indicators", "audited")


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_table_is_read_or_refused_without_our_fault(data):
    lines = sample_text(count=1).split("\n")
    kept = data.draw(st.lists(st.sampled_from(lines), min_size=1, max_size=60))
    try:
        found = read_content("\n".join(kept).encode(), "残缺.txt")
    except UnreadableError as refusal:
        assert refusal.code in ("R001", "R004", "R010")
    else:
        assert found.projects


@given(st.text(alphabet="目标值1a% \n\u3000", max_size=40))
def test_a_stream_keeps_every_character_but_blanks(text):
    stream = read_stream(text)
    assert stream.text(0, len(stream.chars)).replace(" ", "") == stream.chars
    assert len(stream.chars) == len(stream.separators) == len(stream.lines)


@pytest.mark.issue(20)
@pytest.mark.parametrize("blank", ["\u3000", "\u00a0", "\u2003", "\u200b", "\ufeff", "\u00ad", " \u00a0", "、", "—"])
@pytest.mark.parametrize("field", ["level2", "level3", "target", "basis"])
def test_a_ruled_pdf_with_a_cell_that_holds_only_blanks_or_a_mark_is_read(blank, field):
    layout = LAYOUTS[0]
    (project,) = projects_for(layout.kind, Random(3), 1)
    rows = [
        row.model_copy(update={field: blank}) if number == 1 else row for number, row in enumerate(project.indicators)
    ]
    printed = layout.print(project.model_copy(update={"indicators": tuple(rows)}), Random(1))
    (found,) = read_content(ruled_pdf([printed]), "表.pdf").projects
    assert [row.level3 for row in found.indicators][2:] == [row.level3 for row in project.indicators][2:]
