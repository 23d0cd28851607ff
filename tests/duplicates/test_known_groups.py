"""Groups of statements that an earlier run has found serve the next, and nothing that is found shows it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.duplicates import find
from auditor.duplicates.find import find_repetition
from auditor.duplicates.text_units import collect
from auditor.language.artefacts import Language
from auditor.model import Project, Submission
from auditor.runtime.disk_cache import NO_SHELF, DiskCache, Shelf

pytestmark = pytest.mark.issue(21)

LANGUAGE = Language()
GOALS = (
    "为辖区残疾人提供辅具适配和居家康复服务",
    "为辖区残疾人提供辅具适配及居家康复服务",
    "为辖区老年人提供助餐助浴和居家照护服务",
    "修缮十二座乡镇文化站的屋面并更新图书",
    "修缮二十座乡镇文化站的屋面并更新图书",
    "采购防汛抢险物资并轮换库存编织袋",
    "对农村公路桥梁逐座开展定期检测评定",
)


def batch(*goals):
    """Submissions of one project each, with these goals."""
    return [
        Submission(
            source=f"单位{number}",
            sha256="",
            status="audited",
            department=f"单位{number}",
            projects=(Project(code=f"{number}", name=f"第{number}个项目", goal=goal),),
        )
        for number, goal in enumerate(goals)
    ]


def found(submissions, shelf=NO_SHELF):
    repetition = find_repetition(collect(submissions), LANGUAGE, shelf=shelf)
    copied = [(one.one.source, one.other.source, one.kind, one.told.text) for one in repetition.statements]
    return repetition.published(), copied


@pytest.fixture
def shelf(tmp_path):
    return Shelf(DiskCache(tmp_path / "cache"), "ab" * 32)


@pytest.fixture
def searched(monkeypatch):
    """Of every search for groups of statements, how many texts it was given."""
    noted, search = [], find.statement_groups

    def noting(texts, near_texts):
        noted.append(len(texts))
        return search(texts, near_texts)

    monkeypatch.setattr(find, "statement_groups", noting)
    return noted


def test_among_goals_that_stayed_nothing_is_searched_again(shelf, searched):
    first = found(batch(*GOALS), shelf)
    assert [number for number in searched if number] == [len(GOALS)]
    assert first[0].clusters
    searched.clear()
    assert found(batch(*GOALS), shelf) == first == found(batch(*GOALS))
    assert [number for number in searched if number] == [len(GOALS)]  # by the run without a shelf


CHANGES = {
    "one is gone": GOALS[1:],
    "the centre of a group is gone": (GOALS[0], *GOALS[2:]),
    "one has come": (*GOALS, "修缮八座乡镇文化站的屋面并更新图书"),
    "two became equal": (*GOALS[:5], GOALS[0], GOALS[0]),
    "the order is another": GOALS[::-1],
    "two are one text in two parts": (*GOALS[:5], GOALS[5] + GOALS[6][:9], GOALS[6][9:]),
    "nobody copies": GOALS[5:],
    "there are none": ("",) * 7,
}


@pytest.mark.parametrize("change", CHANGES)
def test_where_goals_have_changed_they_are_searched_again(shelf, searched, change):
    found(batch(*GOALS), shelf)
    searched.clear()
    again = found(batch(*CHANGES[change]), shelf)
    assert max(searched) == len([goal for goal in CHANGES[change] if goal])
    assert again == found(batch(*CHANGES[change]))


@pytest.mark.parametrize("entry", [b"", b"7", b"[7]", b"[[7]]", b"[[[1]]]", b"no JSON"])
def test_an_entry_that_says_nothing_counts_as_none(shelf, entry):
    found(batch(*GOALS), shelf)
    for file in shelf.cache.files():
        name = file.path.parent.name + file.path.name
        if name != shelf.name:
            shelf.cache.put(name, entry)
    assert found(batch(*GOALS), shelf) == found(batch(*GOALS))


SEASONS = st.lists(st.lists(st.sampled_from(GOALS), min_size=1, max_size=9), min_size=2, max_size=5)


@settings(max_examples=25)
@given(seasons=SEASONS)
def test_whatever_changes_from_run_to_run_the_same_is_found(seasons, tmp_path_factory):
    shelf = Shelf(DiskCache(tmp_path_factory.mktemp("cache")), "ab" * 32)
    for goals in seasons:
        assert found(batch(*goals), shelf) == found(batch(*goals))
