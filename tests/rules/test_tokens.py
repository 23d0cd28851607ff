"""Token patterns find what spaCy's matcher finds, and what they cannot say is refused in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.errors import ConfigurationError
from auditor.resources import data_path
from auditor.rules.conditions import TokenPlace
from auditor.rules.load import load_pack
from auditor.rules.tokens import TokenPattern

VOCAB = Vocab()
RULE = (data_path("rules") / "measurability" / "MEA011-two-measures-in-one-name.yaml").read_text(encoding="utf-8")
OPERATORS = ["?", "*", "+", "{1}", "{2}", "{0,1}", "{1,2}", "{0,3}", "{2,}", "{,2}"]

words = st.sampled_from(["到课率", "合格率", "人数", "和", "、", "考试", "≥95%"])
some_words = st.lists(words, min_size=1, max_size=3)
conditions = st.one_of(
    words,
    st.fixed_dictionaries({}, optional={"IN": some_words, "NOT_IN": some_words, "REGEX": st.sampled_from(["率$", "^考", "[率数]"])}),
)  # fmt: skip
places = st.fixed_dictionaries({}, optional={"TEXT": conditions, "OP": st.sampled_from(OPERATORS)})


def found(pattern, text):
    return TokenPattern([TokenPlace.model_validate(place) for place in pattern]).find(text)


def found_by_spacy(pattern, text):
    matcher = Matcher(VOCAB, validate=True)
    matcher.add("pattern", [pattern], greedy="LONGEST")
    doc = Doc(VOCAB, words=text, spaces=[False] * len(text))
    spans = matcher(doc, as_spans=True)
    return tuple(sorted((span.start_char, span.end_char) for span in spans))


@given(st.lists(places, min_size=1, max_size=4), st.lists(words, max_size=9))
def test_what_is_found_is_what_spacy_finds(pattern, text):
    assert found(pattern, text) == found_by_spacy(pattern, text)


def test_the_longest_of_matches_that_overlap_counts():
    pattern = [{"TEXT": {"REGEX": "率$"}}, {"OP": "{0,2}"}, {"TEXT": {"REGEX": "[率数]$"}}]
    text = ["到课率", "和", "考试", "合格率", "、", "人数"]
    assert found(pattern, text) == ((0, 9),)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("{LEMMA: 和}", "不认识的键“LEMMA”"),
        ("{TEXT: {FUZZY: 和}}", "不认识的键“FUZZY”"),
        ("{TEXT: [和]}", "“TEXT”里应当是“键: 值”"),
        ('{TEXT: {REGEX: "(和"}}', "正则表达式“(和”写得不对，错在第 1 个字符"),
        ('{TEXT: 和, OP: "!"}', "OP 不能写“!”"),
        ('{TEXT: 和, OP: "{3,1}"}', "OP 不能写“{3,1}”"),
        ('{TEXT: 和, OP: "{,}"}', "OP 不能写“{,}”"),
    ],
)
def test_what_a_pattern_cannot_say_is_refused_at_its_line(tmp_path, place, says):
    path = tmp_path / "MEA011-two-measures-in-one-name.yaml"
    path.write_text(RULE.replace("pattern:\n", f"pattern:\n          - {place}\n", 1), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_pack(extra=[tmp_path])
    line = int(caught.value.message.split(".yaml:")[1].split(":")[0])
    assert says in caught.value.message
    assert place in path.read_text(encoding="utf-8").splitlines()[line - 1]
