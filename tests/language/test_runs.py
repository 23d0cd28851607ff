"""A cell of Excel's full length is read in time with its length, whatever stands in it."""

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.language import dates, lookalikes, scan, segment
from auditor.language.dates import read_dates
from auditor.language.expressions import RunawayExpressionError, SafeExpression, translate
from auditor.language.quantity import read_quantities
from auditor.language.runs import BLANK, LONGEST_RUN, LONGEST_WORDLESS, SHORT, without_long_runs
from auditor.language.segment import Segmenter
from tests.language.strategies import any_text

FULL = 32_767
UNITS = ("7", "一", "九", "（", "《", "()", "】【", "　", "Z", "4,", "5、", "百", "。", "_", "8 ", "k9")


def filled(unit: str, length: int = FULL) -> str:
    return (unit * length)[:length]


def longest_run(text: str) -> int:
    """Characters of one sort in a row that are left to be looked at."""
    sorts = r"(?P<one>[^\ufffc])(?P=one)*|\d+|[一二三四五六七八九十百千万亿]+|\s+|[A-Za-z]+|[^\w\ufffc]+"
    return max((len(match[0]) for match in re.finditer(sorts, text)), default=0)


@pytest.mark.parametrize("unit", UNITS)
def test_of_a_cell_of_one_thing_little_is_left_to_be_looked_at(unit):
    looked_at = without_long_runs(filled(unit))
    assert len(looked_at) == FULL
    assert longest_run(looked_at) <= LONGEST_WORDLESS
    assert looked_at.count(BLANK) > FULL - 2 * LONGEST_WORDLESS or unit == "k9"


@pytest.mark.parametrize("unit", UNITS)
def test_of_a_cell_of_one_thing_no_more_than_its_ends_is_read(unit):
    found = read_quantities(filled(unit), field="target")
    assert all(one.span[0] == 0 or one.span[1] == FULL for one in found)
    assert read_dates(filled(unit), year=2025) == ()


@given(st.text(alphabet="7一（。 Az完成人", max_size=SHORT))
def test_a_short_text_is_looked_at_as_it_is(text):
    assert without_long_runs(text) == text


@pytest.mark.parametrize("unit", ["6", "三", " ", "；", "！？"])
def test_what_stands_around_a_run_is_read_as_ever(unit):
    run = filled(unit, FULL - 100)
    text = f"培训不少于240人，{run}，2025年9月底前完成，合格率≥96%"
    found = [(one.text, one.value) for one in read_quantities(text, field="target")]
    assert found == [("不少于240人", "240"), ("≥96%", "96")]
    assert [one.text for one in read_dates(text, year=2025)] == ["2025年9月底前"]


@pytest.fixture
def asked(monkeypatch):
    """How many characters the segmentation engines are handed, by engine."""
    handed: Counter[str] = Counter()
    cut = segment.rjieba_cut()

    def counting(block):
        handed["port"] += 1
        handed["longest alphanumeric"] = max(
            handed["longest alphanumeric"], *(len(run) for run in re.findall(r"[a-zA-Z0-9]*", block))
        )
        return cut(block)

    monkeypatch.setattr(segment, "rjieba_cut", lambda: counting)
    monkeypatch.setattr(segment, "_PartialReference", None)  # jieba itself is never asked about such a text
    return handed


@pytest.mark.parametrize("unit", ["3", "Q", "b4", "一", "的", "人人", "日内", "至"])
def test_a_long_block_never_reaches_the_slow_engine_nor_a_long_word_the_fast_one(asked, unit):
    words = Segmenter().cut(filled(unit))
    assert "".join(words) == filled(unit)
    assert asked["longest alphanumeric"] <= LONGEST_RUN


@pytest.mark.parametrize(
    "pattern",
    [scan._pattern(), lookalikes._pattern(), dates._WRITTEN, dates._PERIOD, dates._DIGITS],
    ids=["quantities", "lookalikes", "written", "period", "digits"],
)
def test_no_reader_repeats_a_blank_in_two_ways(pattern):
    """Two repeats of blanks with nothing between that must be there try each way to share them out."""
    assert re.search(r"\\s\*(?:\(\?:[^()|]*\)\?)?\\s\*(?!\+)", pattern.pattern.replace("\\s*+", "")) is None


# --- expressions of rules ---------------------------------------------------------------------------------------------

SAFE = [
    r"\d[\d.]*(?:%|％|个百分点)", r"^\s*4[0-9]\d{3}\s*$", r"[\u4e00-\u9fff]{2,6}(?:、|和)[\u4e00-\u9fff]{2,8}满意",
    r"[^\s，]{2,5}率", r"(?:第\d+、)+", r"[（(][人户]+[)）]", r"以上|\d+\s*[+-]\s*\d", r"\S+\D$",
]  # fmt: skip


@pytest.mark.parametrize("written", SAFE)
@given(text=any_text())
@example("群众和企业满意度４５％\u3000 41234")
def test_both_engines_find_the_same(written, text):
    import re2

    text = text.rstrip("\n").encode("utf-8", "ignore").decode()
    linear = re2.compile(translate(written))
    assert [one.span() for one in linear.finditer(text)] == [one.span() for one in re.finditer(written, text)]


@pytest.mark.parametrize("written", [*SAFE, r"(?<=[≥＞])\d+人", r"a*b", r"(?i)PM", r"\w+率", r"[]x]+", r"满意$"])
@given(text=any_text())
def test_the_places_are_those_of_python(written, text):
    assert SafeExpression(written).spans(text) == [one.span() for one in re.finditer(written, text)]


@pytest.mark.parametrize(
    "written",
    [r"(?<=人)次", r"(人)\1", r"\w", r"\b人", "(?i)a", "a++", "[]a]", "[^]a]", "[[a]", "a{,3}", r"\Z", "(?>a)"],
)
def test_what_the_linear_engine_reads_otherwise_is_left_to_python(written):
    assert translate(written) is None


def test_a_repeated_group_that_repeats_again_cannot_run_away():
    assert SafeExpression(r"(?:\d+)+人").spans("4" * FULL) == []
    assert SafeExpression(r"(?:\d+)+人").spans("4" * 30 + "人") == [(0, 31)]


@pytest.mark.issue(20)
@pytest.mark.parametrize(
    "written", ["a*a*a*b", r"\d+\d+\d*年", ".*a.*a.*a.*b", "[ab]*[bc]*c{2,}[cd]+e", "(a*){9}b", "(?:a{2,}){3}b"]
)
def test_repeats_that_can_be_spread_in_many_ways_are_left_to_the_linear_engine(written):
    expression = SafeExpression(written)
    expression._exact = None  # with it, each of these would take minutes
    assert expression.spans("a" * 499) == expression.spans("1" * 499) == []


@pytest.mark.issue(20)
@pytest.mark.parametrize("written", [r"(?<=约)(?:\d+)+人", r"(?<=x)a*a*a*b", r"(?!x)\d+\d+.*年", r"(?:\w*){4}z"])
def test_what_neither_engine_can_run_safely_is_refused(written):
    with pytest.raises(RunawayExpressionError):
        SafeExpression(written)
