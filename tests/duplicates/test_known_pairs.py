"""Comparisons of projects that an earlier run has made serve the next, and nothing that is found shows it."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.duplicates import known_pairs, pairs
from auditor.duplicates.find import find_repetition
from auditor.duplicates.text_units import collect
from auditor.language.artefacts import Language
from auditor.model import Indicator, Project, Submission
from auditor.runtime.disk_cache import NO_SHELF, DiskCache, Shelf

pytestmark = pytest.mark.issue(21)

LANGUAGE = Language()
LEVELS = ("数量指标", "质量指标", "时效指标", "社会效益指标", "数量指标")
CHARACTERS = [chr(code) for code in range(0x4E00, 0x9F00, 7)]


def row(number):
    """A row in words of its own, the same for the same number."""
    words = Random(number)
    level3, description = ("".join(words.choices(CHARACTERS, k=9)) for _ in range(2))
    return {"level2": LEVELS[number % 5], "level3": level3, "description": description, "target": f"≥{number}%"}


def project(code, rows):
    indicators = tuple(Indicator(id=f"{code}/{place}", **row(number)) for place, number in enumerate(rows, 1))
    return Project(code=code, name=row(1000 + int(code))["level3"], indicators=indicators)


def batch(*tables):
    """Submissions of one project each: (source, code, numbers of rows)."""
    return [
        Submission(source=source, sha256="", status="audited", department=source, projects=(project(code, rows),))
        for source, code, rows in tables
    ]


def found(submissions, shelf=NO_SHELF):
    return find_repetition(collect(submissions), LANGUAGE, shelf=shelf).published()


@pytest.fixture
def shelf(tmp_path):
    return Shelf(DiskCache(tmp_path / "cache"), "ab" * 32)


@pytest.fixture
def compared(monkeypatch):
    """The names of the projects whose rows are compared."""
    noted, compare = [], pairs._corresponding

    def noting(one, other):
        noted.append((one.table.origin.source, other.table.origin.source))
        return compare(one, other)

    monkeypatch.setattr(pairs, "_corresponding", noting)
    return noted


def told(duplicates):
    return [(pair.a.submission, pair.b.submission) for pair in duplicates.project_pairs]


ALIKE = (("甲", "1", (1, 2, 3, 4, 5)), ("乙", "2", (1, 2, 3, 4, 6)), ("丙", "3", (1, 2, 3, 4, 7)))


def test_tables_that_stayed_are_not_compared_again(shelf, compared):
    found(batch(*ALIKE), shelf)
    assert compared == [("甲", "乙"), ("甲", "丙"), ("乙", "丙")]
    compared.clear()
    again = found(batch(*ALIKE), shelf)
    assert compared == []
    assert again == found(batch(*ALIKE))


def test_a_table_that_changed_is_compared_with_the_others_alone(shelf, compared):
    found(batch(*ALIKE), shelf)
    compared.clear()
    changed = batch(*ALIKE[:2], ("丙", "3", (1, 2, 3, 8, 7)))
    again = found(changed, shelf)
    assert compared == [("甲", "丙"), ("乙", "丙")]
    assert again == found(changed)


def test_another_name_or_place_in_the_batch_costs_no_comparison(shelf, compared):
    found(batch(*ALIKE), shelf)
    compared.clear()
    renamed = batch(("新来", "9", (90, 91, 92)), *(("另" + source, "8" + code, rows) for source, code, rows in ALIKE))
    again = found(renamed, shelf)
    assert compared == []
    assert told(again) == [("另甲", "另乙"), ("另甲", "另丙"), ("另乙", "另丙")]
    assert again == found(renamed)


def test_the_other_way_round_is_another_comparison(shelf, compared):
    found(batch(*ALIKE[:2]), shelf)
    compared.clear()
    turned = batch(*reversed(ALIKE[:2]))
    again = found(turned, shelf)
    assert compared == [("乙", "甲")]
    assert again == found(turned)


def test_a_pair_too_common_to_be_told_is_told_once_it_is_rare(shelf):
    two = (("甲", "1", (1, 2, 11, 12, 13)), ("乙", "2", (1, 2, 21, 22, 23)))
    others = [(f"其他{number}", f"{number}", tuple(range(number * 10, number * 10 + 5))) for number in range(10, 48)]
    common = batch(*two, *((source, code, (1, 2, *rows[2:])) for source, code, rows in others[:6]), *others[6:])
    rare = batch(*two, *others)
    assert ("甲", "乙") not in told(found(common, shelf))
    again = found(rare, shelf)
    assert told(again) == [("甲", "乙")]
    assert again == found(rare)


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"[]",
        b"{}",
        b"no JSON",
        b'{"tables":[],"pairs":[[0,1,[],null]]}',
        b'{"tables":["a","b"],"pairs":[[0,1,[]]]}',
        b'{"tables":["a","b"],"pairs":[[0,1,[],[1]]]}',
        b'{"tables":7,"pairs":[[0,1,[],null]]}',
    ],
)
def test_an_entry_that_says_nothing_counts_as_none(shelf, entry):
    shelf.put(entry)
    assert found(batch(*ALIKE), shelf) == found(batch(*ALIKE))


def test_of_a_batch_with_very_many_pairs_nothing_is_kept(shelf, monkeypatch):
    monkeypatch.setattr(known_pairs, "MOST_KEPT", 2)
    assert found(batch(*ALIKE), shelf) == found(batch(*ALIKE))
    assert shelf.get() is None


TABLES = st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=6).map(tuple), min_size=1, max_size=6)


@settings(max_examples=25)
@given(batches=st.lists(TABLES, min_size=2, max_size=4))
def test_whatever_changes_from_run_to_run_the_same_is_found(batches, tmp_path_factory):
    shelf = Shelf(DiskCache(tmp_path_factory.mktemp("cache")), "ab" * 32)
    for tables in batches:
        submissions = batch(*((f"单位{place}", f"{place}", rows) for place, rows in enumerate(tables)))
        assert found(submissions, shelf) == found(submissions)
