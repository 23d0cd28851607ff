"""While a batch is judged nobody looks for cycles, and afterwards what was made meanwhile is not walked through at once."""

import gc

import pytest

from auditor.pipeline.collector import collector_paused


@pytest.fixture
def searches():
    """The generations that were searched, as far as the interpreter tells."""
    seen = []

    def told(phase, info):
        if phase == "stop":
            seen.append(info["generation"])

    gc.callbacks.append(told)
    yield seen
    gc.callbacks.remove(told)


def test_what_was_made_while_paused_is_old_afterwards(searches):
    with collector_paused():
        made = [[number] for number in range(10_000)]
    after = [[number] for number in range(10)]
    assert len(made) == 10_000 and len(after) == 10
    assert gc.isenabled() and not searches
    assert gc.is_tracked(made[0]) and any(one is made[0] for one in gc.get_objects(generation=2))


def test_cycles_are_found_again_after_the_pause():
    class Kept:
        pass

    with collector_paused():
        one = Kept()
        one.itself = one
        del one
    gc.collect()
    assert not any(isinstance(one, Kept) for one in gc.get_objects())


def test_what_the_host_has_frozen_stays_frozen():
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with collector_paused():
            pass
        assert gc.get_freeze_count() >= frozen > 0
    finally:
        gc.unfreeze()


def test_a_host_that_searches_for_nothing_goes_on_so():
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
