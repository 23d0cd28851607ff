"""Second levels in another order than usual, with the first level printed at the middle of its merged cell."""

import pytest

from auditor.reading.extract import read_content

HEAD = """项目编码 20245001 预算项目名称 环卫保洁
绩效目标 保持市容整洁。
一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依据
"""
PRINTED = {
    "benefits swapped": """产出指标 数量指标 清扫面积 清扫道路面积 ≥30万平方米 合同
社会效益指标 市容改善 市容市貌改善 ≥80% 调查
效益指标
经济效益指标 增收额 商户增收额 ≥20万元 统计
满意度指标 服务对象满意度指标 居民满意 居民满意程度 ≥90% 问卷
""",
    "outputs swapped": """质量指标 合格率 清扫合格率 ≥95% 合同
产出指标
数量指标 清扫面积 清扫道路面积 ≥30万平方米 合同
效益指标 社会效益指标 市容改善 市容市貌改善 ≥80% 调查
满意度指标 服务对象满意度指标 居民满意 居民满意程度 ≥90% 问卷
""",
}
ROWS = {
    "数量指标": ("产出指标", "清扫面积", "≥30万平方米"),
    "质量指标": ("产出指标", "合格率", "≥95%"),
    "社会效益指标": ("效益指标", "市容改善", "≥80%"),
    "经济效益指标": ("效益指标", "增收额", "≥20万元"),
    "服务对象满意度指标": ("满意度指标", "居民满意", "≥90%"),
}
ORDER = {
    "benefits swapped": ["数量指标", "社会效益指标", "经济效益指标", "服务对象满意度指标"],
    "outputs swapped": ["质量指标", "数量指标", "社会效益指标", "服务对象满意度指标"],
}


@pytest.mark.issue(4)
@pytest.mark.parametrize("between", [" ", "    ", "\n"], ids=["blanks", "columns", "one line a cell"])
@pytest.mark.parametrize("order", list(PRINTED))
def test_every_second_level_keeps_its_row(order, between):
    (project,) = read_content((HEAD + PRINTED[order]).replace(" ", between).encode(), "表.txt").projects
    assert [(row.level2, (row.level1, row.level3, row.target)) for row in project.indicators] == [
        (level2, ROWS[level2]) for level2 in ORDER[order]
    ]
