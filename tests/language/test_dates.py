"""Which day a text means, and which words only sound like time."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.dates import read_dates
from tests.language.strategies import any_text


def brief(text, year=2025):
    return [
        (m.text, m.kind, None if m.date is None else m.date.isoformat(), m.precise) for m in read_dates(text, year=year)
    ]


ONE = [
    ("2024年6月底前", "deadline", "2024-06-30", True),
    ("2024 年 6 月底前", "deadline", "2024-06-30", True),
    ("12月31日前", "deadline", "2025-12-31", True),
    ("2025.11.30前", "deadline", "2025-11-30", True),
    ("2025-11-30之前", "deadline", "2025-11-30", True),
    ("年底前", "deadline", "2025-12-31", True),
    ("2024年底前", "deadline", "2024-12-31", True),
    ("2024年年底", "deadline", "2024-12-31", True),
    ("当年11月底前", "deadline", "2025-11-30", True),
    ("第三季度末", "deadline", "2025-09-30", True),
    ("8月25日前", "deadline", "2025-08-25", True),
    ("2025年８月２５日前", "deadline", "2025-08-25", True),
    ("十二月底前", "deadline", "2025-12-31", True),
    ("2024年2月底前", "deadline", "2024-02-29", True),
    ("6月前", "deadline", "2025-05-31", True),
    ("2025年1月前", "deadline", "2024-12-31", True),
    ("第四季度前", "deadline", "2025-09-30", True),
    ("截至2025年12月31日", "deadline", "2025-12-31", True),
    ("不晚于6月30日", "deadline", "2025-06-30", True),
    ("2024.6底前", "deadline", "2024-06-30", True),
    ("8月25日", "day", "2025-08-25", True),
    ("2025-11-30", "day", "2025-11-30", True),
    ("2025/11/30", "day", "2025-11-30", True),
    ("20251130", "day", "2025-11-30", True),
    ("2024年6月", "month", "2024-06-30", True),
    ("12月份", "month", "2025-12-31", True),
    ("上半年", "month", "2025-06-30", True),
    ("2025年第二季度", "month", "2025-06-30", True),
    ("6月中旬", "month", "2025-06-20", True),
    ("2024年12月初", "month", "2024-12-10", False),
    ("2024年", "year", "2024-12-31", False),
    ("2021-2025年", "year", "2025-12-31", False),
    ("2024年1-12月", "year", "2024-12-31", False),
    ("合同签订后60日内", "duration_deadline", None, True),
    ("5个工作日内", "duration_deadline", None, True),
    ("3-5个工作日内", "duration_deadline", None, True),
    ("体检后15个工作日内", "duration_deadline", None, True),
    ("发现后48小时内", "duration_deadline", None, True),
    ("自受理之日起三个月内", "duration_deadline", None, True),
    ("每月15日前", "recurring", None, True),
    ("每季度末", "recurring", None, True),
    ("按月", "recurring", None, False),
    ("按季度", "recurring", None, False),
    ("全年", "phrase", None, False),
    ("年内", "phrase", None, False),
    ("全年期限内", "phrase", None, False),
    ("按规定时间", "phrase", None, False),
    ("长期", "phrase", None, False),
    ("及时", "phrase", None, False),
    ("按时", "phrase", None, False),
    ("按进度", "phrase", None, False),
    ("适时", "phrase", None, False),
    ("年度内", "phrase", None, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "when", "precise"), ONE)
def test_mention(text, kind, when, precise):
    assert brief(text) == [(text, kind, when, precise)]


@pytest.mark.parametrize("text", ["6月31日前", "2月30日", "2025-13-01", "6个月", "100个月", "及时率", "2.5万元", "44561", "每年12次", "项目完成时限", "65岁以上", ""])  # fmt: skip
def test_no_date_at_all(text):
    assert brief(text) == []


def test_without_a_year_the_day_is_precise_but_open():
    assert brief("12月31日前", year=None) == [("12月31日前", "deadline", None, True)]


def test_29_february_only_exists_in_leap_years():
    assert (brief("2月29日", year=2024), brief("2月29日", year=2025)) == ([("2月29日", "day", "2024-02-29", True)], [])


def test_several_mentions_in_order():
    assert brief("2025年6月10日至2025年6月20日完成，及时公示") == [
        ("2025年6月10日", "day", "2025-06-10", True),
        ("2025年6月20日", "day", "2025-06-20", True),
        ("及时", "phrase", None, False),
    ]


@given(any_text(), st.one_of(st.none(), st.integers(2000, 2099)))
def test_nothing_raises_and_spans_hold(text, year):
    found = read_dates(text, year=year)
    assert [text[slice(*m.span)] for m in found] == [m.text for m in found]
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(found))
    assert all(m.date is None and not m.precise for m in found if m.kind == "phrase")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y.%m.%d}", "{0:%Y%m%d}"]))  # fmt: skip
def test_any_day_written_out_is_read_back(day, form):
    text = form.format(day) + "前"
    assert brief(text, year=None) == [(text, "deadline", day.isoformat(), True)]
