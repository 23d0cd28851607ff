"""A season of any length is audited in the same memory."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.artefacts import Cells, Language
from auditor.model import Indicator
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.write import audit_submissions
from auditor.runtime.caching import bounded_cache, text_bytes, texts_bytes
from material.season import submissions


@given(keys=st.lists(st.text("甲乙丙", max_size=4)), max_bytes=st.integers(0, 12))
def test_results_are_those_of_the_function_and_never_take_more_than_allowed(keys, max_bytes):
    kept, most = [], 0

    def size(key):
        return 1 + len(key)

    def reversed_key(key):
        # what was forgotten when this was worked out
        if sum(map(size, [*kept, key])) > max_bytes:
            kept.clear()
        kept.append(key)
        return key[::-1]

    known = bounded_cache(reversed_key, max_bytes, size)
    for key in keys:
        remembered = key in kept
        before = list(kept)
        assert known(key) == key[::-1]
        assert (kept == before) == remembered
        most = max(most, sum(map(size, kept)) if len(kept) > 1 else 0)
    assert most <= max_bytes


def test_the_length_of_all_texts_of_a_key_counts():
    one, several = text_bytes(100, 10), texts_bytes(100, 10)
    assert [one("培训人次"), several(("培训", None, "人次"), 2025), one("")] == [140, 140, 100]


@pytest.mark.issue(14)
@pytest.mark.parametrize("times", [1, 20, 200])
def test_the_longer_the_rows_the_fewer_are_kept(times):
    gc.freeze()  # what was there before is not looked through
    try:
        longest, kept = kept_of_rows(times)
    finally:
        gc.unfreeze()
    allowed = MAX_BYTES * 7 // 16
    assert 0 < kept <= allowed // (110 * (longest - 2 * times) + 3500) + 1


@pytest.mark.issue(21)
def test_rows_that_are_forgotten_stay_nowhere():
    engine = EngineCore(cache_bytes=MAX_BYTES)
    gc.freeze()  # what was there before is not looked through
    try:
        audit_submissions(tuple(submissions(100)), engine)
        longer_than_all = Indicator(id="", level2="数量指标", level3="甲" * MAX_BYTES, target="1人")
        engine.language.cells_of(longer_than_all, 2025)
        gc.collect()
        kept = sum(isinstance(one, Cells) for one in gc.get_objects())
    finally:
        gc.unfreeze()
    assert kept == 1


MAX_BYTES = 800_000


def kept_of_rows(times):
    """The length of the longest of many rows, and of how many of them something is still known."""
    language = Language(max_bytes=MAX_BYTES)

    def read(number):
        target = f"{number}人" * times
        row = Indicator(id="", level2="数量指标", level3=f"第{number}项", target=target)
        assert language.cells_of(row, 2025).artefacts["target"].text == target
        language.indicator_quantities(row)
        return len(target) + len(row.level2) + len(row.level3)

    longest = max(map(read, range(250)))
    gc.collect()
    return longest, sum(isinstance(one, Cells) and one.language is language for one in gc.get_objects())
