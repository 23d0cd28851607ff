"""Page breaks inside merged cells of any depth: every row keeps its levels."""

from __future__ import annotations

import pytest

from auditor.reading.extract import read_content
from material.forms.broken_spans import broken_sheet

ROWS = [
    ("产出指标", "数量指标", "新建观测井", "≥6眼"),
    ("产出指标", "数量指标", "更新传感器", "≥40套"),
    ("产出指标", "数量指标", "巡检站点", "≥120次"),
    ("产出指标", "质量指标", "数据到报率", "≥97%"),
    ("产出指标", "质量指标", "设备完好率", "≥95%"),
    ("产出指标", "时效指标", "完成建设", "2026年9月底前"),
    ("效益指标", "社会效益指标", "服务灌区", "≥3个"),
    ("效益指标", "社会效益指标", "预警发布", "及时"),
    ("满意度指标", "服务对象满意度指标", "用水户满意度", "≥90%"),
]
BREAKS = [*((row,) for row in range(1, len(ROWS))), (1, 3), (2, 5), (1, 2, 4), (4, 7)]


@pytest.mark.parametrize("header_again", [False, True])
@pytest.mark.parametrize("breaks", BREAKS, ids=str)
def test_every_row_keeps_its_levels_wherever_the_page_ends(breaks, header_again):
    content = broken_sheet("地下水监测站网", ROWS, breaks, header_again=header_again)
    projects = read_content(content, "表.pdf").projects
    assert [project.name for project in projects] == ["地下水监测站网"]
    assert [(row.level1, row.level2, row.level3, row.target) for row in projects[0].indicators] == ROWS
