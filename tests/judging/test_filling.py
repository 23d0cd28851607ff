"""Words of a department inside our quotation marks get single ones; everything else is as it was written."""

import pytest

from auditor.judging.filling import filled

pytestmark = pytest.mark.issue(18)


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        ("“{x}”没有填写。", "“雪亮工程”服务费", "“‘雪亮工程’服务费”没有填写。"),
        ("主要依据：{x}。", "描述中的“提升”", "主要依据：描述中的“提升”。"),
        ("有“甲”，也有“{x}”和{x}", "“乙”", "有“甲”，也有“‘乙’”和“乙”"),
        ("“{x}”之外“丙”", "甲”和“乙", "“甲’和‘乙”之外“丙”"),
        ("“{x}”", "没有引号", "“没有引号”"),
        ("花括号 {{}} 照写", "", "花括号 {} 照写"),
    ],
)
def test_nested_quotation_marks(template, value, text):
    assert filled(template, {"x": value}) == text
