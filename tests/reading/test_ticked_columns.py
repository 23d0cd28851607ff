"""Marks in columns for possibility and kind of reason are read as the words above them, with spans or without."""

import pytest
from openpyxl import Workbook

from auditor.reading import read

TOP = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "1-8月执行情况",
    "全年预计完成情况",
    "偏差原因分析",
    "",
    "",
    "",
    "完成目标可能性",
    "",
    "",
]
BELOW = ["", "", "", "", "", "", "经费保障", "人员保障", "其他", "原因说明", "确定能", "有可能", "完全不可能"]
ROWS = [
    ["产出指标", "数量指标", "疏通管道长度", "≥60公里", "44公里", "62公里", "", "", "", "", "√", "", ""],
    ["", "", "更换阀门数量", "≥90个", "20个", "50个", "", "✓", "", "", "", "√", ""],
    ["", "质量指标", "管网抽检合格率", "≥97%", "90%", "92%", "", "", "", "管材批次不合格，已退换", "", "", "☑"],
]  # fmt: skip


@pytest.mark.parametrize("spans", [True, False])
def test_marks_become_words(tmp_path, spans):
    book = Workbook()
    sheet = book.active
    for row in [["项目绩效运行监控表"], ["项目名称", "管网养护"], ["年度目标", "疏通管道60公里。"], TOP, BELOW, *ROWS]:
        sheet.append(row)
    if spans:
        for column in "ABCDEF":
            sheet.merge_cells(f"{column}4:{column}5")
        sheet.merge_cells("G4:J4")
        sheet.merge_cells("K4:M4")
    book.save(tmp_path / "监控.xlsx")
    (project,) = read(tmp_path / "监控.xlsx").projects
    assert [(one.forecast, one.possibility, one.deviation_reason) for one in project.indicators] == [
        ("62公里", "确定能", None),
        ("50个", "有可能", "人员保障"),
        ("92%", "完全不可能", "管材批次不合格，已退换"),
    ]
