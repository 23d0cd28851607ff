"""Work spread over processes that share nothing but what they were given at the start.

Every process has a queue of its own. One that is killed from outside therefore costs nobody anything but the item it was
on, which is tried once more by a new process and then told as lost; the items behind it are done as if nothing had been.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, islice, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from auditor.errors import AuditorError
from auditor.pipeline.cpus import available_cpus

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""Items handed to a process before the first of them is done: enough to keep it busy, and no more in memory."""

_shared: Any = None
"""What this process was given, where it is a worker; set once, when it starts."""


def choose_workers(chosen: int | None, size: int, least: int) -> int:
    """How many processes to use: the number chosen, else as many as there are processors where the work is worth it.

    Args:
        chosen: the user's choice, or None.
        size: how much there is to do.
        least: from how much on a second process pays; ten times as much where processes start from nothing (Windows).
    """
    if chosen is not None:
        return max(1, chosen)
    worth_it = size >= (least if _start_method() == "fork" else least * 10)
    return available_cpus() if worth_it else 1


def lost(item: object) -> Any:
    """What becomes of an item whose process was killed twice, where nothing else was agreed.

    Raises:
        AuditorError: C024, always.
    """
    raise AuditorError("C024")


def run_in_subprocess(func: Callable[[Shared], Result], shared: Shared) -> Result:
    """The result of a function of a module, from a process of its own, which may spread its work over others.

    What it takes to find the result goes back to the system with that process.

    Raises:
        AuditorError: C024 where that process was killed twice.
    """
    method = _start_method()
    tasks = iter([_Task(0, None)])
    worker = _Worker(lambda: _executor(method, gc.disable))
    ((_, result),) = _completed([worker], lambda _: next(tasks, None), _Call(func, shared), lost, 1)
    return result  # type: ignore[no-any-return]


def parallel_map(
    shared: Shared,
    func: Callable[[Shared, Item], Result],
    items: Iterable[Item],
    workers: int,
    *,
    on_lost: Callable[[Item], Result] = lost,
    ahead: int = 2,
) -> Iterator[Result]:
    """The results for all items, in order.

    Where processes begin as copies of this one, the first item is done here: what is loaded on first use is loaded once.

    Args:
        shared: what every process is given once.
        func: a function of a module, from what was given and an item to the result.
        items: what is to be done; taken as results are fetched, never all at once.
        workers: how many processes; with one, the work is done here.
        on_lost: stands in for the result of an item whose process was killed twice.
        ahead: items that a process is given at a time.
    """
    if workers < 2:
        yield from (func(shared, item) for item in items)
        return
    left, method = iter(items), _start_method()
    if method == "fork":
        yield from (func(shared, item) for item in islice(left, 1))
    tasks = map(_Task, count(), left)
    held: _Task | None = None
    given = 0  # results handed on: no process may run far ahead of a slow one

    def take(worker: _Worker) -> _Task | None:
        nonlocal held
        task = held or next(tasks, None)
        held = task if task is not None and task.number >= given + 2 * workers * ahead else None
        return None if held else task

    done: dict[int, Result] = {}
    crew = [_Worker(lambda: _executor(method, _begin, shared)) for _ in range(workers)]
    for task, result in _completed(crew, take, func, on_lost, ahead):
        done[task.number] = result
        while given in done:
            given += 1
            yield done.pop(given - 1)


def work_stealing_map(
    shared: Shared,
    func: Callable[[Shared, Item], Result],
    items: Sequence[Item],
    workers: int,
    *,
    on_lost: Callable[[Item], Result] = lost,
) -> Iterator[tuple[Item, Result]]:
    """Items with their results, as they come, of a row of items in which neighbours are alike.

    Every process takes a stretch of neighbours, so that what it has learnt of one serves it for the next; one that is done
    helps another at the far end of its stretch. Otherwise as ``parallel_map``.
    """
    if workers < 2:
        yield from ((item, func(shared, item)) for item in items)
        return
    method = _start_method()
    first = items[: 1 if method == "fork" else 0]
    yield from ((item, func(shared, item)) for item in first)
    tasks = [_Task(number, item) for number, item in enumerate(items[len(first) :])]
    crew = [
        _Worker(lambda: _executor(method, _begin, shared), deque(stretch)) for stretch in _stretches(tasks, workers)
    ]

    def take(worker: _Worker) -> _Task | None:
        longest = max(crew, key=lambda other: len(other.stretch))
        if worker.stretch:
            return worker.stretch.popleft()
        return longest.stretch.pop() if longest.stretch else None

    yield from ((task.item, result) for task, result in _completed(crew, take, func, on_lost, AHEAD))


def _stretches(items: Sequence[Item], number: int) -> Iterator[Sequence[Item]]:
    ends = [len(items) * one // number for one in range(number + 1)]
    return (items[start:end] for start, end in pairwise(ends))


# --- processes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Task:
    """An item with its number; ``tried`` once a process was killed while it was on it."""

    number: int
    item: Any
    tried: bool = False


@dataclass(frozen=True)
class _Call:
    """A function of what is shared alone, as one of what is shared and an item."""

    func: Callable[[Any], Any]
    given: Any

    def __call__(self, shared: Any, item: Any) -> Any:
        return self.func(self.given)


@dataclass
class _Worker:
    """A process with a queue of its own, the stretch meant for it, and what it has in hand, in the order it is done."""

    start: Callable[[], ProcessPoolExecutor]
    stretch: deque[_Task] = field(default_factory=deque)
    again: deque[_Task] = field(default_factory=deque)
    in_hand: deque[tuple[_Task, Future[Any]]] = field(default_factory=deque)
    pool: ProcessPoolExecutor | None = None

    def give(self, func: Callable[[Any, Any], Any], task: _Task) -> None:
        """Hand it one more task."""
        from concurrent.futures.process import BrokenProcessPool

        self.pool = self.pool or self.start()
        try:
            self.in_hand.append((task, self.pool.submit(_do, func, task.item)))
        except BrokenProcessPool:  # it was killed a moment ago: whatever it has in hand will be told as that
            self.again.append(task)
            if not self.in_hand:
                self._replace()

    def finished(self, on_lost: Callable[[Any], Any]) -> Iterator[tuple[_Task, Any]]:
        """What is done, first come first; where the process was killed, a new one takes over all but what was lost."""
        from concurrent.futures.process import BrokenProcessPool

        while self.in_hand and self.in_hand[0][1].done():
            task, future = self.in_hand.popleft()
            if not isinstance(future.exception(), BrokenProcessPool):
                yield task, future.result()
                continue
            self.again.extendleft(reversed([task for task, _ in self.in_hand]))
            self.in_hand.clear()
            self._replace()
            if task.tried:
                yield task, on_lost(task.item)
            else:
                self.again.appendleft(replace(task, tried=True))

    def _replace(self) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
        self.pool = None


def _completed(
    crew: Sequence[_Worker],
    take: Callable[[_Worker], _Task | None],
    func: Callable[[Any, Any], Any],
    on_lost: Callable[[Any], Any],
    ahead: int,
) -> Iterator[tuple[_Task, Any]]:
    """Tasks with their results, as they come. ``take``: the next task for a process, None where there is none now."""
    from concurrent.futures import FIRST_COMPLETED, wait

    try:
        while True:
            _hand_out(crew, take, func, ahead)
            waiting = [worker.in_hand[0][1] for worker in crew if worker.in_hand]
            if not waiting:
                return
            wait(waiting, return_when=FIRST_COMPLETED)
            for worker in crew:
                yield from worker.finished(on_lost)
    finally:
        for wait_for_it in (False, True):  # all are told before any is waited for
            for worker in crew:
                if worker.pool is not None:
                    worker.pool.shutdown(wait=wait_for_it, cancel_futures=True)


def _hand_out(
    crew: Sequence[_Worker],
    take: Callable[[_Worker], _Task | None],
    func: Callable[[Any, Any], Any],
    ahead: int,
) -> None:
    """Give every process something to do before any gets more."""
    for depth in range(ahead):
        for worker in crew:
            while len(worker.in_hand) <= depth:
                task = worker.again.popleft() if worker.again else take(worker)
                if task is None:
                    break
                worker.give(func, task)
                if worker.again and worker.in_hand:
                    break


def _executor(method: str, begin: Callable[..., object], *given: object) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(1, multiprocessing.get_context(method), initializer=begin, initargs=given)


def _start_method() -> str:
    """The start method the host has chosen; else processes begin as copies of this one where that is safe.

    A copy is made of one thread only, so that whoever asks from another than the main thread gets processes that start
    from nothing.
    """
    known = sys.modules.get("multiprocessing")  # where nobody has loaded it, nobody has chosen
    chosen = known.get_start_method(allow_none=True) if known else None
    if chosen is not None:
        return str(chosen)
    return "fork" if sys.platform == "linux" and threading.current_thread() is threading.main_thread() else "spawn"


def _begin(shared: Any) -> None:
    global _shared
    gc.disable()  # a batch makes no cycles, and the collector would walk through all of it ever again
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the user stops the whole run; a worker finishes what it has in hand
    _shared = shared


def _do(func: Callable[[Any, Any], Any], item: Any) -> Any:
    return func(_shared, item)
