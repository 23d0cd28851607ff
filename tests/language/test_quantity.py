"""What is read as a quantity, what it is worth, and what only looks like one."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.quantity import changes_among, doubled_comparator, read_quantities
from tests.language.strategies import BUDGET_CHARACTERS, any_text


def brief(text):
    """(text, comparator, value, unit, dimension) of every quantity."""
    found = read_quantities(text, field="target")
    return [(q.text, q.comparator, q.value, q.unit, q.dimension) for q in found]


COMPARATORS = [
    ("≥95%", "≥"), ("≧95%", "≥"), (">=95%", "≥"), ("=>95%", "≥"), ("不低于95%", "≥"), ("不少于95%", "≥"), ("不得低于95%", "≥"),
    ("不小于95%", "≥"), ("至少95%", "≥"), ("达到95%", "≥"), ("大于等于95%", "≥"), ("95%以上", "≥"), ("95%及以上", "≥"), ("95%（含）以上", "≥"),
    ("≤95%", "≤"), ("≦95%", "≤"), ("<=95%", "≤"), ("不超过95%", "≤"), ("不高于95%", "≤"), ("不大于95%", "≤"), ("不多于95%", "≤"),
    ("不得超过95%", "≤"), ("控制在95%以内", "≤"), ("95%以内", "≤"), ("95%以下", "≤"), ("最多95%", "≤"), ("小于等于95%", "≤"),
    (">95%", ">"), ("＞95%", ">"), ("大于95%", ">"), ("高于95%", ">"), ("超过95%", ">"), ("<95%", "<"), ("＜95%", "<"), ("小于95%", "<"),
    ("少于95%", "<"), ("低于95%", "<"), ("=95%", "="), ("＝95%", "="), ("等于95%", "="), ("约95%", "≈"), ("95%左右", "≈"), ("95%", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "comparator"), COMPARATORS)
def test_comparator(text, comparator):
    assert brief(text) == [(text, comparator, "95", "%", "ratio")]


VALUES = [
    # counts
    ("1300余人次", "1300余人次", "≈", "1300", "人次", "count"),
    ("宣传人数 1300 余人次", "1300 余人次", "≈", "1300", "人次", "count"),
    ("1,300人次", "1,300人次", None, "1300", "人次", "count"),
    ("1，300人次", "1，300人次", None, "1300", "人次", "count"),
    ("≥１２０件", "≥１２０件", "≥", "120", "件", "count"),
    ("≥1.2万人次", "≥1.2万人次", "≥", "12000", "人次", "count"),
    ("三十二个", "三十二个", None, "32", "个", "count"),
    ("一百二十人", "一百二十人", None, "120", "人", "count"),
    ("培训两次", "两次", None, "2", "次", "count"),
    ("举办三十二期", "三十二期", None, "32", "期", "count"),
    ("不少于三十人", "不少于三十人", "≥", "30", "人", "count"),
    ("两万五千户", "两万五千户", None, "25000", "户", "count"),
    ("一百零五家", "一百零五家", None, "105", "家", "count"),
    ("重大安全责任事故0起", "0起", None, "0", "起", "count"),
    ("采购3台（套）设备", "3台（套）", None, "3", "台(套)", "count"),
    ("扶持5家企业", "5家", None, "5", "家", "count"),
    ("10多个", "10多个", "≈", "10", "个", "count"),
    # ratios
    ("百分之九十", "百分之九十", None, "90", "%", "ratio"),
    ("百分之九十五点五以上", "百分之九十五点五以上", "≥", "95.5", "%", "ratio"),
    ("九成五", "九成五", None, "95", "%", "ratio"),
    ("八成以上", "八成以上", "≥", "80", "%", "ratio"),
    ("三分之二以上", "三分之二以上", "≥", "66.666666666667", "%", "ratio"),
    ("5‰", "5‰", None, "0.5", "‰", "ratio"),
    ("99.95％", "99.95％", None, "99.95", "%", "ratio"),
    ("提高3个百分点", "3个百分点", None, "3", "个百分点", "ratio_points"),
    ("2百分点", "2百分点", None, "2", "百分点", "ratio_points"),
    ("师生比1:20", "1:20", None, "0.05", None, "proportion"),
    # money, in 元
    ("615.36万元", "615.36万元", None, "6153600", "万元", "money"),
    ("≥0.8亿元", "≥0.8亿元", "≥", "80000000", "亿元", "money"),
    ("3千元", "3千元", None, "3000", "千元", "money"),
    ("约10余万元", "约10余万元", "≈", "100000", "万元", "money"),
    ("十万元", "十万元", None, "100000", "万元", "money"),
    ("10万", "10万", None, "100000", "万", "money_or_count"),
    ("8.4825万", "8.4825万", None, "84825", "万", "money_or_count"),
    ("三百万", "三百万", None, "3000000", "万", "money_or_count"),
    ("三亿五千万元", "三亿五千万元", None, "350000000", "万元", "money"),
    ("伍拾万元整", "伍拾万元", None, "500000", "万元", "money"),
    ("壹佰陆拾万肆仟捌佰元", "壹佰陆拾万肆仟捌佰元", None, "1604800", "元", "money"),
    ("六万一千元", "六万一千元", None, "61000", "元", "money"),
    ("四百五十一公里", "四百五十一公里", None, "451000", "公里", "length"),
    ("≥3所以上", "≥3所以上", "≥", "3", "所", "count"),
    ("每个280元", "每个280元", None, "280", "元/个", "money_rate"),
    # base units
    ("12.6公里", "12.6公里", None, "12600", "公里", "length"),
    ("300mm", "300mm", None, "0.3", "mm", "length"),
    ("≥3200平方米", "≥3200平方米", "≥", "3200", "平方米", "area"),
    ("800 ㎡", "800 ㎡", None, "800", "㎡", "area"),
    ("3亩", "3亩", None, "2000", "亩", "area"),
    ("2.5公顷", "2.5公顷", None, "25000", "公顷", "area"),
    ("500立方米", "500立方米", None, "500", "立方米", "volume"),
    ("1200吨", "1200吨", None, "1200000", "吨", "weight"),
    ("60公斤", "60公斤", None, "60", "公斤", "weight"),
    ("100千瓦时", "100千瓦时", None, "100", "千瓦时", "energy"),
    ("365天", "365天", None, "365", "天", "duration"),
    ("15个工作日", "15个工作日", None, "15", "个工作日", "duration"),
    ("48小时", "48小时", None, "2", "小时", "duration"),
    ("3小时", "3小时", None, "0.125", "小时", "duration"),
    ("1小时", "1小时", None, "0.041666666667", "小时", "duration"),
    ("发现后48小时内", "48小时内", "≤", "2", "小时", "duration"),
    ("质保三年", "三年", None, "1095", "年", "duration"),
    ("≥90分", "≥90分", "≥", "90", "分", "score"),
    ("65岁以上老年人", "65岁以上", "≥", "65", "岁", "age"),
    ("提高0.5个等级", "0.5个等级", None, "0.5", "个等级", "grade"),
    ("防洪标准20年一遇", "20年一遇", None, "20", "年一遇", "grade"),
    ("位居全省前3名", "前3名", "≤", "3", "名", "rank"),
    # rates
    ("=94元/人·年", "=94元/人·年", "=", "94", "元/人·年", "money_rate"),
    ("≤2.4元/平方米·月", "≤2.4元/平方米·月", "≤", "2.4", "元/平方米·月", "money_rate"),
    ("2400元/平方米", "2400元/平方米", None, "2400", "元/平方米", "money_rate"),
    ("500元/人/年", "500元/人/年", None, "500", "元/人/年", "money_rate"),
    ("每人每年500元", "每人每年500元", None, "500", "元/人·年", "money_rate"),
    ("12次/年", "12次/年", None, "12", "次/年", "count_rate"),
    ("每年12次", "每年12次", None, "12", "次/年", "count_rate"),
    ("每季度1次", "每季度1次", None, "1", "次/季度", "count_rate"),
    ("每年不少于12次", "每年不少于12次", "≥", "12", "次/年", "count_rate"),
    ("一年两次", "一年两次", None, "2", "次/年", "count_rate"),
    ("≤380元/m2", "≤380元/m2", "≤", "380", "元/m2", "money_rate"),
    ("每半年一次", "每半年一次", None, "1", "次/半年", "count_rate"),
    ("60公斤/亩", "60公斤/亩", None, "60", "公斤/亩", "weight_rate"),
    # the unit in brackets, as some systems export it
    ("=100.00(%)", "=100.00(%)", "=", "100", "%", "ratio"),
    ("≥5（次）", "≥5（次）", "≥", "5", "次", "count"),
    ("≤3 ( 个工作日 )", "≤3 ( 个工作日 )", "≤", "3", "个工作日", "duration"),
    ("=12.00(月)", "=12.00(月)", "=", "360", "个月", "duration"),
    ("4(季)", "4(季)", None, "360", "个季度", "duration"),
    ("≤500(万元)", "≤500(万元)", "≤", "5000000", "万元", "money"),
    ("=94(元/人·年)", "=94(元/人·年)", "=", "94", "元/人·年", "money_rate"),
    ("三（期）", "三（期）", None, "3", "期", "count"),
    ("95（%）以上", "95（%）以上", "≥", "95", "%", "ratio"),
    ("200元/(人·月)", "200元/(人·月)", None, "200", "元/(人·月)", "money_rate"),
    ("100元(次)", "100元", None, "100", "元", "money"),
    # months and quarters of a date are no durations
    ("2026年12(月)", "12", None, "12", None, "bare"),
    ("3月15（日）前", "15", None, "15", None, "bare"),
    # bare
    ("1(是/否)", "1", None, "1", None, "bare"),
    ("2026(年)", "2026", None, "2026", None, "bare"),
    ("100", "100", None, "100", None, "bare"),
    ("≥85", "≥85", "≥", "85", None, "bare"),
    ("44561", "44561", None, "44561", None, "bare"),
    ("1300+", "1300+", "≥", "1300", None, "bare"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "comparator", "value", "unit", "dimension"), VALUES)
def test_value_unit_and_dimension(text, said, comparator, value, unit, dimension):
    assert brief(text) == [(said, comparator, value, unit, dimension)]


NO_QUANTITY = [
    "三级体系", "三四级网", "国家二级标准", "二等奖", "十个一", "“十个一”宣传阵地", "三个一", "一岗双责", "一户一档", "六稳、六保", "第三方", "一体化", "一次性补贴",
    "四个意识", "最后一公里", "二期工程", "三年行动计划", "近三年", "十四五规划", "几十个", "数十家", "十分满意", "效果十分显著", "万人计划", "百日攻坚", "千家万户",
    "财预〔2021〕101号", "冀财预(2023)12号", "第3条", "第十二条", "第三季度", "2023年", "2023年执行数", "2021-2025年", "2024年6月底前", "二〇二四年", "12月31日前",
    "1-12月", "每月15日前", "每月2日、16日", "2024-06-30", "2025.11.30前", "20251130", "GB50189-2015", "达到GB/T 30600要求", "ISO9001认证", "PM2.5浓度", "A4纸",
    "5G基站", "“4.15”宣传", "4.15国家安全教育日", "5·12防灾减灾日", "95后", "7×24小时服务", "12345热线", "110警情", "《2021-2023年行动方案》", "1+3模式", "1、2、3号楼", "每日8:30-17:00", "夏季6:00", "次月10日18时前", "工程一次验收合格率", "12345转办", "4K", "**人", "≥", "",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_QUANTITY)
def test_looks_like_a_quantity_and_is_none(text):
    assert brief(text) == []


SEVERAL = [
    ("≥2,>1300", [("≥2", "≥", "2", None, "bare"), (">1300", ">", "1300", None, "bare")]),
    ("80(%)-90(%)", [("80(%)-90(%)", "≥", "80", "%", "ratio"), ("80(%)-90(%)", "≤", "90", "%", "ratio")]),
    ("培训100（人次），合格率95(%)", [("100（人次）", None, "100", "人次", "count"), ("95(%)", None, "95", "%", "ratio")]),
    ("3-5天", [("3-5天", "≥", "3", "天", "duration"), ("3-5天", "≤", "5", "天", "duration")]),
    ("80%-90%", [("80%-90%", "≥", "80", "%", "ratio"), ("80%-90%", "≤", "90", "%", "ratio")]),
    ("80~90%", [("80~90%", "≥", "80", "%", "ratio"), ("80~90%", "≤", "90", "%", "ratio")]),
    ("3至5次", [("3至5次", "≥", "3", "次", "count"), ("3至5次", "≤", "5", "次", "count")]),
    ("三至五天", [("三至五天", "≥", "3", "天", "duration"), ("三至五天", "≤", "5", "天", "duration")]),
    ("2-3万元", [("2-3万元", "≥", "20000", "万元", "money"), ("2-3万元", "≤", "30000", "万元", "money")]),
    ("10万—20万元", [("10万—20万元", "≥", "100000", "万元", "money"), ("10万—20万元", "≤", "200000", "万元", "money")]),
    ("合格率100%，及时率≥95%", [("100%", None, "100", "%", "ratio"), ("≥95%", "≥", "95", "%", "ratio")]),
    ("培训4期，每期50人", [("4期", None, "4", "期", "count"), ("每期50人", None, "50", "人/期", "count_rate")]),
    ("1.培训3次2.宣传5场", [("3次", None, "3", "次", "count"), ("5场", None, "5", "场", "count")]),
    ("得十分以上", [("十分以上", "≥", "10", "分", "score")]),
    ("满意度三十分制", [("三十分", None, "30", "分", "score")]),
    ("5天至3天", [("5天", None, "5", "天", "duration"), ("3天", None, "3", "天", "duration")]),
    ("DSA1台、SCI 28篇", [("1台", None, "1", "台", "count"), ("28篇", None, "28", "篇", "count")]),
    ("2024年6月底前完成3项", [("3项", None, "3", "项", "count")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_in_a_cell(text, expected):
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("≥95%以上", ["≥95%以上"]),
        ("不少于3次以上", ["不少于3次以上"]),
        ("约100人左右", ["约100人左右"]),
        ("≤5天以内", ["≤5天以内"]),
        ("至少≥3项", ["至少≥3项"]),
        ("合格率≥95%，满意度≥90%以上", ["≥90%以上"]),
        ("达到95%以上", []),
        ("控制在5%以内", []),
        ("大于等于3项", []),
        ("95%以上", []),
        ("稳步提升", []),
    ],
)
def test_comparison_stated_twice(text, said):
    assert [text[start:end] for start, end in doubled_comparator(text)] == said


CHANGES = [
    ("减少40%", "down", "减少40%", "40"), ("减少上访数量 40%", "down", "减少上访数量 40%", "40"), ("下降5%以上", "down", "下降5%以上", "5"),
    ("较上年增长5%", "up", "较上年增长5%", "5"), ("同比提高3个百分点", "up", "同比提高3个百分点", "3"), ("提升10%", "up", "提升10%", "10"),
    ("比上年减少3起", "down", "比上年减少3起", "3"), ("收入增长8%左右", "up", "增长8%左右", "8"), ("增幅≥5%", "up", "增幅≥5%", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "direction", "said", "value"), CHANGES)
def test_change(text, direction, said, value):
    found = [
        (c.direction, text[slice(*c.span)], c.quantity.value)
        for c in changes_among(read_quantities(text, field=""), text)
    ]
    assert found == [(direction, said, value)]


@pytest.mark.parametrize("text", ["提高到90%", "缩短至3个工作日", "新增学位450个", "减少为0", "≥95%", "稳步提高"])
def test_a_level_is_no_change(text):
    assert changes_among(read_quantities(text, field=""), text) == ()


def test_the_field_is_recorded():
    assert [quantity.field for quantity in read_quantities("3次，5场", field="level3")] == ["level3", "level3"]


# --- properties ---------------------------------------------------------------------------------------------------

SIGNS = {"": None, "≥": "≥", "≤": "≤", ">": ">", "<": "<", "=": "=", "不低于": "≥", "不超过": "≤", "约": "≈"}
UNITS = {
    "%": ("ratio", 1), "人次": ("count", 1), "件": ("count", 1), "公里": ("length", 1000), "平方米": ("area", 1), "吨": ("weight", 1000),
    "天": ("duration", 1), "分": ("score", 1), "元": ("money", 1), "万元": ("money", 10000), "亿元": ("money", 10**8), "个百分点": ("ratio_points", 1),
}  # fmt: skip
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=3)


@given(st.sampled_from(sorted(SIGNS)), NUMBERS, st.sampled_from(sorted(UNITS)), st.sampled_from(["", " "]))
def test_written_and_read_back_it_is_the_same(sign, number, unit, blank):
    dimension, factor = UNITS[unit]
    text = f"{sign}{blank}{number:f}{blank}{unit}".strip()
    found = read_quantities(text, field="target")
    assert [(q.text, q.comparator, q.unit, q.dimension) for q in found] == [(text, SIGNS[sign], unit, dimension)]
    assert Decimal(found[0].value) == number * factor


@given(st.integers(1, 99_999_999), st.sampled_from(["人", "次", "元"]))
def test_thousands_separators_change_nothing(number, unit):
    grouped, plain = read_quantities(f"{number:,}{unit}", field=""), read_quantities(f"{number}{unit}", field="")
    assert [q.value for q in grouped] == [q.value for q in plain] == [str(number)]


@given(any_text())
def test_nothing_raises_and_spans_hold(text):
    found = read_quantities(text, field="")
    assert [text[slice(*q.span)] for q in found] == [q.text for q in found]
    assert all("E" not in q.value and Decimal(q.value).is_finite() for q in found)
    spans = sorted({q.span for q in found})
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert set(doubled_comparator(text)) <= set(spans)
    assert {c.quantity for c in changes_among(read_quantities(text, field=""), text)} <= set(found)


@given(st.text(alphabet=BUDGET_CHARACTERS, max_size=12))
def test_full_width_reads_like_half_width(text):
    wide = text.translate({code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)})
    assert [q.value for q in read_quantities(wide, field="")] == [q.value for q in read_quantities(text, field="")]


@pytest.mark.parametrize(("text", "parts"), [("90%-90%", ["90%", "90%"]), ("5万元～5万元", ["5万元", "5万元"])])
def test_two_equal_numbers_are_no_range(text, parts):
    assert [(said, comparator) for said, comparator, *_ in brief(text)] == [(part, None) for part in parts]
