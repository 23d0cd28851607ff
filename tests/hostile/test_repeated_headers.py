"""A text that repeats its header hundreds of times costs what its length costs, not length times repeats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reading.char_stream import Separator, read_stream
from auditor.reading.extract import read_content
from auditor.reading.plaintext import level_labels


class CountedSpans(tuple):
    """Spans that count how often somebody walks through them."""

    walks = 0

    def __iter__(self):
        self.walks += 1
        return super().__iter__()


@pytest.mark.issue(20)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_what_is_cut_out_is_gone_and_a_new_line_begins_behind_it(spans):
    stream = read_stream("甲乙丙 丁戊\n己庚辛壬癸\n子丑寅卯辰巳午未")
    kept = [place for place in range(len(stream.chars)) if not any(start <= place < end for start, end in spans)]
    cut = stream.without(tuple(spans))
    assert cut.chars == "".join(stream.chars[place] for place in kept)
    assert cut.lines == tuple(stream.lines[place] for place in kept)
    ends = {end for _, end in spans}
    assert cut.separators == tuple(Separator.LINE if place in ends else stream.separators[place] for place in kept)


@pytest.mark.issue(20)
def test_the_spans_are_walked_through_twice_however_long_the_text_is():
    for length in (20, 2000):
        spans = CountedSpans((start, start + 2) for start in range(0, length, 4))
        assert len(read_stream("一二三四" * (length // 4)).without(spans).chars) == length // 2
        assert spans.walks == 2


@pytest.mark.issue(20)
@pytest.mark.parametrize("rows", [300, 600])
def test_rows_that_all_begin_with_the_same_label_cost_what_their_number_costs(rows, monkeypatch):
    """Each row is weighed against a bounded number of rows above it, not against all of them."""
    weighed = []
    weigh = level_labels._Pieces.stretch_cost

    def counted(pieces, start, end):
        weighed.append((start, end))
        return weigh(pieces, start, end)

    monkeypatch.setattr(level_labels._Pieces, "stretch_cost", counted)
    text = "项目名称：河道清淤\n一级指标 二级指标 三级指标 指标值\n" + "产出指标 数量指标 清淤河道成 城区三条\n" * rows
    read_content(text.encode(), "表.txt")
    assert len(weighed) <= 4 * 62 * rows
