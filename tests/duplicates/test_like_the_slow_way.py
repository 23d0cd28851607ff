"""What is worked out a clause, a row or a word at a time is what the plain way over whole texts finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from auditor.checks.similarity import content_words, has_word
from auditor.duplicates import keys, pairs
from auditor.duplicates.compare import differing_words
from auditor.duplicates.names import mask_names
from auditor.duplicates.text_units import ProjectTexts, RowTexts, RowWording, TextOrigin, collect
from auditor.language.artefacts import Language
from auditor.language.normalise import NUMBER_MASK, normalise
from tests.building import project, submission
from tests.counting import calls

pytestmark = pytest.mark.issue(21)

LANGUAGE = Language()
PIECES = st.sampled_from(
    ["李庄村", "城南街道", "第三小学", "修缮", "培训", "12", "3.5", "三百", "户", "，", "。", "；", ",", ".", " ", "\n", ":", "-", "１０", "㎡", "A"]
)  # fmt: skip
TEXT = st.lists(PIECES, max_size=14).map("".join)
WORDS = st.sampled_from(["甲方", "乙方", "巡查", "河道", "清淤"])
CELL = st.lists(WORDS, max_size=4).map("".join)
CELLS = st.tuples(CELL, CELL, CELL)


def masked_whole(text):
    """A text masked in one piece, its clauses parted by the mark."""
    marked = normalise(re.sub(keys._CLAUSE_END, keys.CLAUSE_MARK, text))
    return marked, mask_names(keys._NUMBER.sub(NUMBER_MASK, marked))


@given(TEXT)
def test_keys_made_of_clauses_are_those_of_the_whole_text(text):
    plain, masked = masked_whole(text)
    assert keys.masked_text(text) == masked.replace(keys.CLAUSE_MARK, "")
    little = len(masked) < 4 * keys.LEAST_LEFT and len(keys.without_masks(masked)) < keys.LEAST_LEFT
    said = plain if little else masked
    clauses = keys.CLAUSE_MARK.join(sorted(filter(None, said.split(keys.CLAUSE_MARK))))
    assert keys.keys_of(text) == (*(one.replace(keys.CLAUSE_MARK, "") for one in (plain, said)), clauses)


def table(rows):
    """A project whose rows say this."""
    origin = TextOrigin(0, 0, "水务局", "水务局.xlsx", "P1", "河道清淤", None)
    said = (RowTexts(f"P1-{place}", RowWording("数量指标", *cells)) for place, cells in enumerate(rows, 1))
    return ProjectTexts(origin, "", "", tuple(said))


@given(st.lists(CELLS, max_size=6), st.lists(CELLS, max_size=6))
def test_rows_correspond_as_when_each_is_compared_with_all(ones, others):
    one, other = table(ones), table(others)
    texts, compared = ([row.said.masked for row in side.rows] for side in (one, other))
    free, expected = list(range(len(others))), []
    for number, text in enumerate(texts):
        nearest = max(free, key=lambda place: (ratio(text, compared[place]), -place), default=None)
        if nearest is not None and ratio(text, compared[nearest]) >= 80:
            free.remove(nearest)
            expected.append((number, nearest, ratio(text, compared[nearest]) / 100))
    assert pairs._corresponding(*map(pairs._side, (one, other))) == expected


def words_of(cells):
    words = []
    for cell in cells:
        words += [*LANGUAGE.analyse(cell).tokens, "，"]
    return words[:-1]


@given(CELLS, CELLS)
def test_words_that_differ_are_those_of_the_whole_rows(one, other):
    a, b = words_of(one), words_of(other)
    edits = list(Indel.opcodes(a, b))
    only_a = tuple("".join(a[edit.src_start : edit.src_end]) for edit in edits if edit.tag == "delete")
    only_b = tuple("".join(b[edit.dest_start : edit.dest_end]) for edit in edits if edit.tag == "insert")
    assert differing_words(one, other, LANGUAGE) == (only_a, only_b)


@given(TEXT, st.frozensets(st.sampled_from(["修缮", "培训", "小学", "村", "街道", "清淤"])))
def test_a_text_has_a_word_if_it_is_among_its_content_words(text, words):
    assert has_word(text, words, LANGUAGE) == bool(words & content_words((text,), LANGUAGE))


def test_a_text_without_the_characters_of_a_word_is_not_cut():
    looked_for, text = frozenset({"清淤", "绿化"}), "组织干部到各村走访，听取群众对道路养护的意见"
    language = Language()
    assert calls(lambda: has_word(text, looked_for, language)) < 10


def test_rows_that_read_alike_are_held_once():
    rows = (
        ("产出指标", "数量指标", "清淤河道", "按台账计", "≥12公里"),
        ("产出指标", "质量指标", "验收合格率", "", "100%"),
    )
    batch = [submission(project(code, *rows), source=f"{code}.txt") for code in ("P1", "P2")]
    first, second = collect(batch).tables
    assert [one.said is other.said for one, other in zip(first.rows, second.rows, strict=True)] == [True, True]
