"""Token patterns are spaCy's own, over our words; what they cannot say is refused in a sentence at its line."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.errors import ConfigurationError
from auditor.language.artefacts import Artefacts
from auditor.resources import data_path
from auditor.rules.lexicon import load_lexicon
from auditor.rules.load import load_pack
from auditor.rules.tokens import MOST_WORDS, TokenPattern, checked

VOCAB = Vocab()
LEXICON = load_lexicon(data_path("corpora", "lexicon"))
RULE = """id: {id}
name: joined-measures
category: measurability
title: 名称里连着两个量
severity: warning
certainty: likely
covers: [A10]
given: {{place: 全部行, field: level3}}
when:
  tokens:
    pattern:
      - {place}
message: “{{accused}}”连着两个量。
why: 无法分别计分。
advice: 拆成两行（示例，须由单位核定）。
lowers: [指标科学性]
citations: [10号/明确性-1]
examples: {{bad: [], good: []}}
"""

words = st.sampled_from(["到课率", "合格率", "人数", "和", "、", "考试", "及"])
some_words = st.lists(words, min_size=1, max_size=3)
conditions = st.one_of(
    words,
    st.fixed_dictionaries({}, optional={"IN": some_words, "NOT_IN": some_words, "REGEX": st.sampled_from(["率$", "^考", "[率数]"])}),
)  # fmt: skip
operators = st.sampled_from(["?", "*", "+", "!", "{1}", "{2}", "{0,1}", "{1,2}", "{2,}", "{,2}"])
places = st.fixed_dictionaries({}, optional={"TEXT": conditions, "OP": operators, "LENGTH": st.sampled_from([1, 2, 3])})


def text_of(words):
    """A text that is cut into these words."""
    return Artefacts("".join(words), lambda text: list(words))


def found(pattern, artefacts, **more):
    return [artefacts.text[slice(*span)] for span in TokenPattern(checked(pattern), LEXICON).find(artefacts, **more)]


@given(st.lists(places, min_size=1, max_size=3), st.lists(words, max_size=7))
def test_what_is_found_is_what_spacy_finds(pattern, text):
    matcher = Matcher(VOCAB)
    matcher.add("pattern", [pattern], greedy="LONGEST")
    spans = matcher(Doc(VOCAB, words=text, spaces=[False] * len(text)), as_spans=True)
    expected = tuple(sorted((span.start_char, span.end_char) for span in spans))
    assert TokenPattern(pattern, LEXICON).find(text_of(text)) == expected


def test_the_longest_of_matches_that_overlap_counts():
    pattern = [{"TEXT": {"REGEX": "率$"}}, {"OP": "{0,2}"}, {"TEXT": {"REGEX": "[率数]$"}}]
    assert found(pattern, text_of(["到课率", "和", "考试", "合格率", "、", "人数"])) == ["到课率和考试合格率"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ([{"ENT_TYPE": "QUANTITY"}], ["≥60座", "96%"]),
        ([{"_": {"dimension": "ratio"}}], ["96%"]),
        ([{"TEXT": "完好率"}, {"TEXT": {"NOT_IN": ["。"]}, "OP": "?"}, {"_": {"dimension": "ratio"}}], ["完好率96%"]),
        ([{"ENT_TYPE": "DATE", "OP": "+"}], ["2026年5月底前"]),
        ([{"TEXT": {"IN": "lexicon/vague_degrees"}}], ["显著"]),
        ([{"IS_PUNCT": True}], ["，", "，", "，"]),
        ([{"SHAPE": "xx"}, {"LENGTH": {">=": 4}}], ["改造≥60座"]),
    ],
)
def test_quantities_dates_and_word_lists_are_known(language, pattern, expected):
    text = language.analyse("2026年5月底前，改造≥60座，完好率96%，显著改善")
    assert found(pattern, text) == expected


def test_a_date_that_names_no_year_is_of_the_budget_year(language):
    assert found([{"ENT_TYPE": "DATE", "OP": "+"}], language.analyse("6月30日前"), year=2026) == ["6月30日前"]


def test_of_a_text_without_end_the_beginning_is_looked_at():
    text = text_of(["率", "和"] * MOST_WORDS)
    assert TokenPattern([{"OP": "*"}, {"TEXT": "没有"}], LEXICON).find(text) == ()
    assert len(TokenPattern([{"TEXT": "率"}], LEXICON).find(text)) == MOST_WORDS / 2


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("{LEMMA: 和}", "第 1 处不能用 LEMMA：它需要语言模型"),
        ("{TEXT: {FUZZY: 和}}", "第 1 处不能用 FUZZY：它允许错两个字"),
        ("{TEXT: {FUZZY1: 和}}", "第 1 处不能用 FUZZY1"),
        ("{WORD: 和}", "WORD"),
        ("{TEXT: [和]}", "词的写法不对"),
        ('{TEXT: {REGEX: "(和"}}', "正则表达式“(和”写得不对，错在第 1 个字符"),
        ('{TEXT: {REGEX: "(?<=约)(?:和+)+率"}}', "可能算不完"),
        ('{TEXT: 和, OP: "{3;1}"}', "词的写法不对"),
    ],
)
def test_what_a_pattern_cannot_say_is_refused(tmp_path, place, says):
    (tmp_path / "LOC001-joined-measures.yaml").write_text(RULE.format(id="LOC001", place=place), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_pack(extra=[tmp_path])
    assert says in caught.value.message
    assert "LOC001-joined-measures.yaml:" in caught.value.message


def test_the_shipped_rules_load_without_spacy():
    program = "import sys; from auditor.rules.load import load_pack; load_pack(); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
