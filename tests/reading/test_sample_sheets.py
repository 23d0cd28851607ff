"""Sheets that show how a form is filled in are no forms beside those that are; alone they are read."""

import io

import pytest
import xlsxwriter

from auditor.reading.extract import read_content

FORM = [
    ["项目名称", "公路养护"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "里程", "≥120公里"],
]


def read(*names):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name in names:
            sheet = book.add_worksheet(name)
            for number, line in enumerate(FORM):
                sheet.write_row(number, 0, [text if text != "公路养护" else name for text in line])
    return read_content(stream.getvalue(), "表.xlsx")


@pytest.mark.parametrize("sample", ["填报说明", "样表", "绩效目标表填写说明", "示例1", "附件2样表"])
def test_a_sample_beside_a_form_is_left_out_and_told(sample):
    found = read("公路", sample)
    assert [one.name for one in found.projects] == ["公路"]
    assert found.doubts == (f"工作表“{sample}”从名称看是填报的示例或说明，没有读取其中的指标",)


@pytest.mark.parametrize("names", [("样表",), ("样表1", "样表2"), ("公路", "示范县建设"), ("公路", "说明书编印")])
def test_all_else_is_read(names):
    found = read(*names)
    assert [one.name for one in found.projects] == list(names)
    assert found.doubts == ()
