"""An expression is made once, and one of words for the first text that is asked for them."""

import re

import pytest

from auditor.language import expressions
from auditor.language.expressions import safe_expression
from auditor.rules.load import load_pack
from auditor.rules.words import WordFinder, Words


@pytest.fixture
def made(monkeypatch):
    found, compile_ = [], re.compile

    def noting(written, flags=0):
        found.append(written)
        return compile_(written, flags)

    monkeypatch.setattr(re, "compile", noting)
    return found


def test_words_become_an_expression_for_the_first_text(made):
    finder = WordFinder(Words(contains=("提升", "逐步提升")), {})
    assert made == []
    assert [finder.find(text) for text in ("逐步提升能力", "提升", "无")] == [((0, 4),), ((0, 2),), None]
    assert made == ["逐步提升|提升"]


def test_loading_the_rules_makes_every_expression_once(monkeypatch):
    built = []

    class Noted(expressions.SafeExpression):
        def __init__(self, written):
            built.append(written)
            super().__init__(written)

    safe_expression.cache_clear()
    monkeypatch.setattr(expressions, "SafeExpression", Noted)
    load_pack()
    assert len(built) > 50
    assert sorted(built) == sorted(set(built))
    safe_expression.cache_clear()
