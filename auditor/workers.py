"""Work spread over processes that share nothing but what they were given at the start; answers come back in order."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Given = TypeVar("Given")
Item = TypeVar("Item")
Answer = TypeVar("Answer")

AHEAD = 4
"""Items handed out a worker before the first of them is answered: enough to keep it busy, and no more in memory."""

_given: Any = None
"""What this process was given, where it is a worker; set once, when it starts."""


def wanted_workers(chosen: int | None, size: int, least: int) -> int:
    """How many processes to use: the number chosen, else as many as there are cores where the work is worth it.

    Args:
        chosen: the user's choice, or None.
        size: how much there is to do.
        least: from how much on a second process pays; ten times as much where processes start from nothing (Windows).
    """
    if chosen is not None:
        return max(1, chosen)
    worth_it = size >= (least if _method() == "fork" else least * 10)
    return (os.cpu_count() or 1) if worth_it else 1


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cycles: a batch makes none, and the collector would walk through all of it ever again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # everything counts as looked at: else the collector would now walk through the whole batch
            gc.enable()


def apart(work: Callable[[Given], Answer], given: Given) -> Answer:
    """The answer of a function of a module, from a process of its own, which may spread its work over others.

    What it takes to find the answer goes back to the system with that process.
    """
    with _processes(1, gc.disable) as pool:
        answer = pool.submit(work, given).result()
    return answer


def spread(
    given: Given, work: Callable[[Given, Item], Answer], items: Iterable[Item], workers: int
) -> Iterator[Answer]:
    """The answers for all items, in order.

    Where processes begin as copies of this one, the first item is done here: what is loaded on first use is loaded once.

    Args:
        given: what every worker is given once.
        work: a function of a module, from what was given and an item to the answer.
        items: what is to be done; taken as answers are fetched, never all at once.
        workers: how many processes; with one, the work is done here.
    """
    if workers < 2:
        yield from (work(given, item) for item in items)
        return
    left = iter(items)
    if _method() == "fork":
        yield from (work(given, item) for item in islice(left, 1))
    with _processes(workers, _begin, given) as pool:
        waiting: deque[Future[Answer]] = deque()
        try:
            for item in left:
                waiting.append(pool.submit(_do, work, item))
                if len(waiting) >= workers * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def divided(
    given: Given, work: Callable[[Given, Item], Answer], items: Sequence[Item], workers: int
) -> Iterator[tuple[Item, Answer]]:
    """Items with their answers, as they come, of a row of items in which neighbours are alike.

    Every process takes a stretch of neighbours, so that what it has learnt of one serves it for the next; one that is done
    helps another at the far end of its stretch. Otherwise as ``spread``.
    """
    if workers < 2:
        yield from ((item, work(given, item)) for item in items)
        return
    first = items[: 1 if _method() == "fork" else 0]
    yield from ((item, work(given, item)) for item in first)
    with ExitStack() as stack:
        lanes = [
            _Lane(deque(stretch), stack.enter_context(_processes(1, _begin, given)))
            for stretch in _stretches(items[len(first) :], workers)
        ]
        yield from _as_they_come(lanes, work)


@dataclass(frozen=True)
class _Lane:
    """A process with the items meant for it."""

    left: deque[Any]
    pool: ProcessPoolExecutor


def _stretches(items: Sequence[Item], count: int) -> Iterator[Sequence[Item]]:
    ends = [len(items) * number // count for number in range(count + 1)]
    return (items[start:end] for start, end in pairwise(ends))


def _as_they_come(lanes: list[_Lane], work: Callable[[Any, Any], Answer]) -> Iterator[tuple[Any, Answer]]:
    from concurrent.futures import FIRST_COMPLETED, wait

    running: dict[Future[Answer], tuple[Any, _Lane]] = {}

    def hand_out(lane: _Lane) -> None:
        longest = max(lanes, key=lambda other: len(other.left))
        if lane.left or longest.left:
            item = lane.left.popleft() if lane.left else longest.left.pop()
            running[lane.pool.submit(_do, work, item)] = item, lane

    try:
        for lane in lanes * AHEAD:
            hand_out(lane)
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                item, lane = running.pop(future)
                hand_out(lane)
                yield item, future.result()
    finally:
        for lane in lanes:  # all are told before any is waited for
            lane.pool.shutdown(wait=False, cancel_futures=True)


def _processes(count: int, begin: Callable[..., object], *given: object) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(count, multiprocessing.get_context(_method()), initializer=begin, initargs=given)


def _method() -> str:
    """Processes begin as copies of this one where the system can do that safely, else from nothing."""
    return "fork" if sys.platform == "linux" else "spawn"


def _begin(given: Any) -> None:
    global _given
    gc.disable()  # as ``uncollected``, for the life of the process
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the user stops the whole run; a worker finishes what it has in hand
    _given = given


def _do(work: Callable[[Any, Any], Any], item: Any) -> Any:
    return work(_given, item)
