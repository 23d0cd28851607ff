"""Text files come back with opinions between their lines, in their own encoding."""

import csv
import io
import re

import pytest

from auditor.model import Indicator, Location, Project, Submission
from auditor.outputs.annotate.run import annotate
from auditor.pipeline.write import audit_files
from auditor.resources import data_path
from tests.outputs.reports.sample import finding

SAMPLE = data_path("corpora", "samples", "text", "culture-centre.txt")


def submission(*places: Location, whole: bool = False) -> Submission:
    rows = tuple(
        Indicator(id=f"A1/{n}", level3="培训", target="良好", location=place) for n, place in enumerate(places)
    )
    told = tuple(
        finding(f"TAR00{n}", "error", f"A1/{n}", "target", (0, 2), fingerprint=f"x{n}") for n in range(len(places))
    )
    project = Project(code="A1", name="干部培训", indicators=rows, findings=told)
    everything = (finding("WHO001", "info", None, None, None, fingerprint="x"),) if whole else ()
    return Submission(source="甲.txt", sha256="0" * 64, status="audited", projects=(project,), findings=everything)


def test_opinions_follow_their_lines_and_the_lines_are_the_originals(auditor):
    found = audit_files([SAMPLE], auditor).submissions[0]
    content = SAMPLE.read_bytes()
    lines = annotate(content, "甲.txt", found).decode().split("\n")
    assert "\n".join(line for line in lines if not line.startswith("【审核意见：")).encode() == content
    assert lines[0].startswith("【审核意见：共 ")
    at = next(number for number, line in enumerate(lines) if "【错误】以资金额代替产出数量" in line)
    assert lines[at - 1] == "数量指标 48万 用于送戏下乡演出 48万 专款专用"
    assert re.search(r"　见审核意见第 \d+ 条】$", lines[at])
    told = sum(line.startswith("【审核意见：") for line in lines) - 1
    assert told == sum(len(one.findings) for one in found.projects)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_line_ends_and_a_missing_last_end_are_kept(encoding, end):
    text = end.join(("第一行", "第二行", "第三行"))
    copy = annotate(text.encode(encoding), "甲.txt", submission(Location(line=2), Location(line=3), whole=True))
    lines = copy.decode(encoding).split(end)
    told = [line[:6] if line.startswith("【审核") else line for line in lines]
    assert told == ["【审核意见：", "【审核意见：", "第一行", "第二行", "【审核意见：", "第三行", "【审核意见：", ""]
    assert ("\r" in copy.decode(encoding)) == (end == "\r\n")


def test_in_a_table_with_separators_an_opinion_is_one_cell_below_its_row():
    table = '一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,"培训\n期数",良好\n产出指标,质量指标,合格率,95%\n'
    copy = annotate(table.encode(), "甲.csv", submission(Location(row=2, cell="C2"))).decode()
    rows = list(csv.reader(io.StringIO(copy)))
    assert [len(row) for row in rows] == [1, 4, 4, 1, 4]
    assert rows[3][0].startswith("【审核意见：【错误】TAR000的标题")


@pytest.mark.issue(18)
def test_an_opinion_never_stands_inside_a_cell_that_goes_on_in_the_next_line():
    text = "数量指标 举办干部\n培训期数 若干\n质量指标 考试合\n格率 良好\n\n填表人：张三\n"
    copy = annotate(text.encode(), "甲.txt", submission(Location(line=1), Location(line=3))).decode()
    told = ["【" if line.startswith("【") else line for line in copy.split("\n")]
    assert told == [
        "【", "数量指标 举办干部", "培训期数 若干", "【", "质量指标 考试合", "格率 良好", "【", "", "填表人：张三", "",
    ]  # fmt: skip
