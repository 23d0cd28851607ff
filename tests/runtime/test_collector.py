"""The search for cycles rests while a batch is judged, and does not make up for it afterwards."""

import gc

import pytest

from auditor.runtime.collector import collector_paused
from tests.counting import searches

pytestmark = pytest.mark.issue(21)

MANY = 100_000


@pytest.fixture(autouse=True)
def searching():
    """Each test begins with nothing that waits to be searched, and leaves nothing set aside."""
    gc.collect()
    yield
    gc.unfreeze()


def test_nothing_is_searched_inside_nor_at_once_afterwards():
    with searches() as found:
        with collector_paused():
            made = [[] for _ in range(MANY)]
        more = [[] for _ in range(10)]
    assert (found, gc.isenabled(), len(made), len(more)) == ([], True, MANY, 10)


def test_cycles_made_inside_are_found_later():
    class Node:
        freed = 0

        def __del__(self):
            Node.freed += 1

    with collector_paused():
        node = Node()
        node.itself = node
        del node
    assert Node.freed == 0
    gc.collect()
    assert Node.freed == 1


def test_what_somebody_has_set_aside_stays_there():
    gc.freeze()
    aside = gc.get_freeze_count()
    with collector_paused():
        assert not gc.isenabled()
    assert gc.get_freeze_count() == aside > 0


def test_where_it_was_off_it_stays_off():
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
