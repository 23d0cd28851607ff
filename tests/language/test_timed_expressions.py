"""Expressions that only an engine with backtracking knows find what Python finds, or stop when their time is over."""

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.language import timed_expressions
from auditor.language.expressions import RunawayExpressionError, SafeExpression
from auditor.language.timed_expressions import ExpressionLimitError, TimedExpression, translate
from auditor.resources import data_path
from auditor.rules.source import read_yaml
from tests.language.strategies import any_text

KNOWN = [
    r"(?<=[≥＞])\d+人", r"(?<!第)\d+(?:次|场)", r"(人|户)\d+\1", r"(?P<unit>[个座])\d(?P=unit)", r"(?!完成)\w+率$",
    r"[\s\w]{2,}+(?=[，。])", r"\b\w+\b", r"\{\d{1,2}\}{x", r"(?<=约)[^\d，]*?\S\W?", r"x{,}y{,2}(?!z)", r"(?>\d+)%",
]  # fmt: skip


def shipped(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("matches", "only_where", "expression", "REGEX") and isinstance(inner, str):
                yield inner
            yield from shipped(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from shipped(inner)


def shipped_expressions():
    paths = [*data_path("rules").rglob("*.yaml"), *data_path("corpora", "lexicon").glob("*.yaml")]
    found = {one for path in paths for one in shipped(read_yaml(path)) if not one.startswith("patterns/")}
    return sorted(found)


@pytest.mark.parametrize("written", KNOWN)
@given(text=st.one_of(any_text(), st.text("≥第3人户个，完成率 约x{}yz%", max_size=30)))
@example("≥300人，第3次 {12}{x 约a率")
def test_they_find_what_python_finds(written, text):
    text = "".join(one for one in text if unicodedata.category(one) != "Cn")  # of those each knows others
    expected = [one.span() for one in re.finditer(written, text)]
    assert [one.span() for one in TimedExpression(written).finditer(text)] == expected


@pytest.mark.issue(20)
@given(text=st.one_of(any_text(), st.text("≥≤人户次满意度率费*xX×_(（）。；、和或3 ", max_size=40)))
def test_every_shipped_expression_finds_the_same_in_both(text):
    text = "".join(one for one in text if unicodedata.category(one) != "Cn")
    for written in (one for one in shipped_expressions() if translate(one) is not None):
        expected = [one.span() for one in re.finditer(written, text)]
        assert [one.span() for one in TimedExpression(written).finditer(text)] == expected, written


@pytest.mark.parametrize("sort", [r"\w", r"\W", r"\s", r"\S", r"\d", r"\D", r"[\w]", r"[^\s]"])
def test_letters_blanks_and_digits_are_those_of_python(sort):
    exact, timed = re.compile(sort), TimedExpression(sort)
    assigned = filter(lambda one: unicodedata.category(one) not in ("Cn", "Cs"), map(chr, range(0x11_0000)))
    assert [one for one in assigned if bool(exact.match(one)) != any(True for _ in timed.finditer(one))] == []


@pytest.mark.parametrize("written", ["(?i)a", "(?#x)a", "(a)?(?(1)b|c)", "[[a]", "[]a]", r"[\W]", r"\N{BULLET}"])
def test_what_they_may_read_differently_is_not_translated(written):
    assert translate(written) is None


SLOW = r"(a*b?)(a*c?)\1\2(?=d)"
"""On 300 letters regex tries a million ways, a second's work at most."""


@pytest.mark.issue(20)
def test_one_that_takes_too_long_stops_says_so_and_is_not_tried_again(monkeypatch):
    monkeypatch.setattr(timed_expressions, "SECONDS", 0.001)
    expression = SafeExpression(SLOW)
    with pytest.raises(ExpressionLimitError) as told:
        expression.spans("a" * 300 + "e")
    assert str(told.value) == (
        f"正则表达式“{SLOW}”在一段文字上找了0.001秒还没有找完，已经停下，这条规则没有审完；请改写表达式里的重复（*、+、{{}}）"
    )
    with pytest.raises(ExpressionLimitError):
        expression.found_in("d")


@pytest.mark.issue(20)
@pytest.mark.parametrize("written", ["(?i)x*y*.*z+w", r"(?<=a)[\W]*b*c*d*e"])
def test_one_with_many_ways_that_neither_engine_reads_alike_is_refused(written):
    with pytest.raises(RunawayExpressionError):
        SafeExpression(written)


@pytest.mark.issue(20)
def test_what_keeps_what_it_took_cannot_run_away_and_stays_with_python():
    expression = SafeExpression(r"(?<!x)\s*+a*+b*+c*+d")
    expression._timed = None
    assert expression.spans("aabbd") == [(0, 5)]


def test_the_engine_is_not_loaded_for_the_shipped_rules():
    code = "import sys; from auditor.rules.load import load_pack; load_pack('national'); print('regex' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
