"""Work that is shared out is done once and completely, however many processes there are."""

import os

import pytest

from auditor.runtime.parallel import parallel_map, work_stealing_map

COUNTS = (0, 1, 2, 3, 7, 40)


def doubled(given, item):
    return given * item, os.getpid()


@pytest.mark.issue(7)
@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("count", COUNTS)
def test_every_item_is_answered_once(workers, count):
    items = list(range(count))
    assert [answer for answer, _ in parallel_map(2, doubled, items, workers)] == [2 * item for item in items]
    found = [(item, answer) for item, (answer, _) in work_stealing_map(2, doubled, items, workers)]
    assert sorted(found) == [(item, 2 * item) for item in items]


@pytest.mark.issue(7)
def test_several_processes_do_the_work():
    assert len({process for _, (_, process) in work_stealing_map(2, doubled, range(200), 2)} - {os.getpid()}) == 2


def breaks(given, item):
    if item == given:
        raise ValueError(f"{item}")
    return item


@pytest.mark.issue(7)
@pytest.mark.parametrize("share", [parallel_map, work_stealing_map])
def test_a_defect_in_a_process_comes_out_here(share):
    with pytest.raises(ValueError, match="5"):
        list(share(5, breaks, range(12), 2))
