"""What a person sees in a cell: formats of the specification (ECMA-376 part 1, 18.8.31) and of Chinese sheets."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.numerals import chinese_value
from auditor.reading.workbook.formats import BUILT_IN, number_format
from auditor.reading.workbook.formats.numerals import in_words

CASES = [
    # whole numbers, decimals, thousands
    ("0", 7, "7"),
    ("0", 2.5, "3"),
    ("0", -2.5, "-3"),
    ("0", -0.2, "0"),
    ("00000", 42, "00042"),
    ("0.00", 12, "12.00"),
    ("0.0#", 3.1, "3.1"),
    ("0.0#", 3.14159, "3.14"),
    ("0.##", 5, "5"),
    ("#.00", 0.5, ".50"),
    ("#,##0", 1234567, "1,234,567"),
    ("#,##0.00", -1234.5, "-1,234.50"),
    ("#,##0", 12, "12"),
    ("000,000", 1234, "001,234"),
    ("???0", 12, "12"),
    ("0_ ", 12.4, "12"),
    ("0.0", 0.05, "0.1"),
    ("0.00", 1.005, "1.01"),
    # signs and units in the format
    ('"≥"0"人次"', 1200, "≥1200人次"),
    ('0"盏"', 80, "80盏"),
    ('0.0"万元"', 412.64, "412.6万元"),
    ('0.00"万元"', 615.361, "615.36万元"),
    ('"≤"0"元/盏"', 300, "≤300元/盏"),
    ("0\\处", 6, "6处"),
    ("\\≥0\\%", 95, "≥95%"),
    ("0!件", 3, "3件"),
    ("≥0.0%", 0.955, "≥95.5%"),
    ('General"套"', 7.25, "7.25套"),
    ('"第"0"季度"', 2, "第2季度"),
    ('0"公里"', 3.5, "4公里"),
    ("¥#,##0.00", 1234.5, "¥1,234.50"),
    ("[$¥-804]#,##0", 1234.5, "¥1,235"),
    ("[$€-2] 0", 3, "€ 3"),
    ("[$￥-zh-CN]#,##0.0", 2600, "￥2,600.0"),
    ("[$-zh-Hans-CN]aaaa", 46387, "星期四"),
    # nothing but how numbers look: the number itself
    ("[Red]", 75, "75"),
    ("[DBNum2]", 36, "叁拾陆"),
    ("[$-804]", 0.5, "0.5"),
    ("[>=10][蓝色];0.0", 40, "40"),
    ("[>=10][蓝色];0.0", 4, "4.0"),
    ("0.0‰", 0.9, "0.9‰"),
    ("(0)", 3, "(3)"),
    ('0"-"00', 1234, "12-34"),
    ("000-0000-0000", 13800000000, "138-0000-0000"),
    # percent and scaling
    ("0%", 0.985, "99%"),
    ("0.00%", 0.05, "5.00%"),
    ('0%"以上"', 0.95, "95%以上"),
    ("0%", 1, "100%"),
    ('0\\.0,"万元"', 12345678, "1234.6万元"),
    ('0!.0,"万元"', 125000, "12.5万元"),
    ('#,##0.0,,"百万"', 12345678, "12.3百万"),
    ("0,", 1999, "2"),
    ('#,##0,"千元"', 1234567, "1,235千元"),
    # sections and conditions
    ('0;-0;"无"', 0, "无"),
    ('0;;"无"', -5, ""),
    ('0;;"无"', 7, "7"),
    ('"是";;"否"', 1, "是"),
    ('"是";;"否"', 0, "否"),
    ('0"个";-0"个";"零"', -4, "-4个"),
    ('[Red]-0.0"%";0.0"%"', -2.5, "2.5%"),
    ('[>=10000]0.0,"千";0"元"', 12345, "12.3千"),
    ('[>=10000]0.0,"千";0"元"', 99, "99元"),
    ('[>=10000]0.0,"千";0"元"', -99, "-99元"),
    ('[=1]"有";[=0]"没有";0"处"', 0, "没有"),
    ('[=1]"有";[=0]"没有";0"处"', 5, "5处"),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 1234.5, "1,234.50"),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, "-"),
    ("#,##0.00;[Red](#,##0.00)", -3, "(3.00)"),
    (";;;", 5, ""),
    # text
    ("@", "满意", "满意"),
    ('@"（定性）"', "满意", "满意（定性）"),
    ('@"（定性）"', 12, "12"),
    ('0;-0;0;"约"@', "三成", "约三成"),
    ("0.00", "长期", "长期"),
    (";;;", "藏起来", ""),
    # fractions and exponents
    ("# ?/?", 1.25, "1 1/4"),
    ("# ??/??", 3.3, "3 3/10"),
    ("# ?/8", 0.25, "2/8"),
    ("?/?", 1.5, "3/2"),
    ("# ?/?", 4, "4"),
    ("0.00E+00", 12345, "1.23E+04"),
    ("##0.0E+0", 12345, "12.3E+3"),
    ("0.0E-0", 0.00012, "1.2E-4"),
    # dates and times
    ('yyyy"年"m"月"', 45323, "2024年2月"),
    ('yyyy"年"m"月底"', 45350, "2024年2月底"),
    ('[$-804]yyyy"年"m"月"d"日"', 45323, "2024年2月1日"),
    ("yyyy\\年m\\月", 45323, "2024年2月"),
    ('[$-F800]yyyy"年"m"月"d"日";@', 45323, "2024年2月1日"),
    ("yyyy-mm-dd", 45323, "2024-02-01"),
    ("yyyy/m/d", 45323.5, "2024/2/1"),
    ("[$-804]aaaa", 45323, "星期四"),
    ("[$-804]aaa;@", 45323, "四"),
    ("dddd", 45323, "Thursday"),
    ("mmm-yy", 45323, "Feb-24"),
    ("h:mm", 0.75, "18:00"),
    ("h:mm AM/PM", 0.75, "6:00 PM"),
    ('上午/下午h"时"mm"分"', 0.75, "下午6时00分"),
    ("[h]:mm", 1.5, "36:00"),
    ("mm:ss.0", 0.00070023, "01:00.5"),
    ("[mm]:ss", 0.0423611111, "61:00"),
    ("yyyy", 1, "1900"),
    ("yyyy-mm-dd", -1, "-1"),
    # Chinese numerals
    ("[DBNum1][$-804]General", 123, "一百二十三"),
    ("[DBNum1][$-804]0", 123, "一百二十三"),
    ('[DBNum1]General"名"', 3, "三名"),
    ('[DBNum2][$-804]General"元整"', 12345, "壹万贰仟叁佰肆拾伍元整"),
    ("[DBNum2]0角0分", 56, "伍角陆分"),
    ('[DBNum1][$-804]yyyy"年"m"月"d"日"', 45323, "二〇二四年二月一日"),
    ('[DBNum1][$-804]yyyy"年"m"月"d"日"', 45656, "二〇二四年十二月三十日"),
    ("[DBNum3]0", 45, "４５"),
    # as they are
    ("General", 12345678901, "12345678901"),
    ("General", 0.1 + 0.2, "0.3"),
    ("", 98.0, "98"),
    ("G/通用格式", 98.5, "98.5"),
]


@pytest.mark.issue(15)
@pytest.mark.parametrize(("code", "value", "seen"), CASES)
def test_a_cell_reads_as_it_is_shown(code, value, seen):
    assert number_format(code).shown(value).strip() == seen


@pytest.mark.issue(15)
@pytest.mark.parametrize(
    ("number", "value", "seen"),
    [
        (1, 2.5, "3"), (9, 0.98, "98%"), (10, 0.955, "95.50%"), (14, 45323, "2024/2/1"), (27, 45323, "2024年2月"),
        (28, 45323, "2月1日"), (31, 45323, "2024年2月1日"), (33, 0.5, "12时00分00秒"), (36, 45323, "2024年2月"),
        (57, 45323, "2024年2月"), (58, 45323, "2月1日"), (44, 5, "¥5.00"), (49, 3.5, "3.5"),
    ],
)  # fmt: skip
def test_formats_named_by_number_are_those_of_chinese(number, value, seen):
    assert number_format(BUILT_IN[number]).shown(value).strip().replace(" ", "") == seen


@pytest.mark.issue(15)
@given(st.integers(1, 10**12 - 1))
def test_a_number_in_numerals_is_the_same_number(number):
    words = in_words(number, 1).replace("〇", "零")
    assert chinese_value("一" + words if words.startswith("十") else words) == number


@pytest.mark.issue(15)
@given(
    st.text(alphabet='0#?.,%/@;"\\_*[]$-EyYmMdDhHsSaAeg年月日≥万元 DBNum18504<=>', max_size=20),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
)
def test_no_format_of_a_file_stops_the_reading(code, value):
    assert isinstance(number_format(code).shown(value), str)


@pytest.mark.issue(15)
@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_plain_decimals_are_what_python_writes(number, places):
    code = "0" if not places else "0." + "0" * places
    assert number_format(code).shown(number) == f"{number:.{places}f}"


@pytest.mark.issue(20)
@pytest.mark.parametrize("value", [1.25e26, 1e300, -1.7e308])
def test_the_largest_numbers_are_shown_with_all_their_figures(value):
    assert number_format("0.00").shown(value) == f"{Decimal(repr(value)):.2f}"
