"""Looking only where something can begin finds exactly what looking everywhere finds."""

import re

import pytest
from hypothesis import given

from auditor.language import dates, lookalikes, quantity, scan
from auditor.language.width import plain_width
from auditor.resources import data_path
from tests.language.strategies import any_text

PATTERNS = {
    "lookalikes": lookalikes._pattern(),
    "quantities": scan._pattern(),
    "changes": quantity._CHANGE,
}
READERS = {reader.__name__: (reader, needed) for reader, needed in dates._READERS.items()}


def everywhere(pattern):
    """The pattern without the look-ahead that says where it can begin."""
    unguarded, removed = re.subn(r"\(\?=\[.*?\]\)", "", pattern.pattern, count=1)
    assert removed == 1
    return re.compile(unguarded, pattern.flags)


def found(pattern, text):
    """All that a pattern finds in a text, with its groups."""
    return [(match.span(), match.groupdict()) for match in pattern.finditer(text)]


@pytest.fixture(scope="module")
def cells():
    """All cells of the corpora, of plain width, and what stands in them before each number, where changes are stated."""
    folders = [data_path("corpora", folder) for folder in ("measurability", "indicator_bank")]
    lines = [
        line for folder in folders for path in folder.glob("*.tsv") for line in path.read_text("utf-8").splitlines()
    ]
    whole = {plain_width(cell) for line in lines for cell in line.split("\t")}
    return sorted(whole | {cell[: number.start()] for cell in whole for number in re.finditer(r"\d+", cell)})


@pytest.mark.parametrize("name", PATTERNS)
def test_nothing_in_the_corpora_is_missed(cells, name):
    slow = everywhere(PATTERNS[name])
    assert len(cells) > 1000
    assert [cell for cell in cells if found(PATTERNS[name], cell) != found(slow, cell)] == []


@pytest.mark.parametrize("name", PATTERNS)
@given(text=any_text())
def test_nothing_in_any_text_is_missed(name, text):
    plain = plain_width(text)
    assert found(PATTERNS[name], plain) == found(everywhere(PATTERNS[name]), plain)


@pytest.mark.parametrize("name", READERS)
def test_no_date_of_the_corpora_lacks_the_characters_its_reader_asks_for(cells, name):
    reader, needed = READERS[name]
    assert [cell for cell in cells if needed.isdisjoint(cell) and list(reader(cell, None))] == []


@pytest.mark.parametrize("name", READERS)
@given(text=any_text())
def test_no_date_of_any_text_lacks_the_characters_its_reader_asks_for(name, text):
    reader, needed = READERS[name]
    plain = plain_width(text)
    assert not (needed.isdisjoint(plain) and list(reader(plain, None)))
