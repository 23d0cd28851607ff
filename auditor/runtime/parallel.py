"""Work spread over processes that share nothing but what they were given at the start.

Every process is sent its items by itself. One that is killed from outside therefore costs nobody anything but the item it
was on, which is tried once more by a new process and then told as lost; one that an item brings over its limits costs that
item. The items behind it are done as if nothing had been.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from auditor.errors import AuditorError
from auditor.runtime.cpus import available_cpus
from auditor.runtime.limits import Ending, Limits, Terms

if TYPE_CHECKING:
    from auditor.runtime.process import WorkerProcess

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""Items handed to a process before the first of them is done: enough to keep it busy, and no more in memory."""


def choose_workers(chosen: int | None, size: int, least: int) -> int:
    """How many processes to use: the number chosen, else as many as there are processors where the work is worth it.

    Args:
        chosen: the user's choice, or None.
        size: how much there is to do.
        least: from how much on a second process pays; ten times as much where processes start from nothing (Windows).
    """
    if chosen is not None:
        return max(1, chosen)
    worth_it = size >= (least if begins_as_copy() else least * 10)
    return available_cpus() if worth_it else 1


def begins_as_copy() -> bool:
    """Whether a process made now would be a copy of this one, which costs little and asks nothing of the host program."""
    return _start_method() == "fork"


def lost(item: object, ending: Ending) -> Any:
    """What becomes of an item whose process ended without an answer, where nothing else was agreed.

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
    tasks = iter([_Task(0, None)])
    ((_, result),) = _completed([_Worker(Terms(shared))], lambda _: next(tasks, None), _Call(func), lost, 1)
    return result  # type: ignore[no-any-return]


def parallel_map(
    shared: Shared,
    func: Callable[[Shared, Item], Result],
    items: Iterable[Item],
    workers: int,
    *,
    on_lost: Callable[[Item, Ending], Result] = lost,
    ahead: int = 2,
    limits: Callable[[Item], Limits] | None = None,
    scratch: Path | None = None,
) -> Iterator[Result]:
    """The results for all items, in order.

    Where processes begin as copies of this one, the first item is done here: what is loaded on first use is loaded once.

    Args:
        shared: what every process is given once.
        func: a function of a module, from what was given and an item to the result.
        items: what is to be done; taken as results are fetched, never all at once.
        workers: how many processes; with one, the work is done here, unless it has limits.
        on_lost: stands in for the result of an item whose process ended without one: it was killed twice, or reached a
            limit.
        ahead: items that a process is given at a time.
        limits: what an item may take.
        scratch: a folder that the processes remove where this one is killed.
    """
    left = iter(items)
    if limits is None:
        here = None if workers < 2 else 1 if begins_as_copy() else 0
        yield from (func(shared, item) for item in islice(left, here))
    tasks = map(_Task, count(), left)
    held: _Task | None = None
    given = 0  # results handed on: no process may run far ahead of a slow one

    def take(worker: _Worker) -> _Task | None:
        nonlocal held
        task = held or next(tasks, None)
        held = task if task is not None and task.number >= given + 2 * workers * ahead else None
        return None if held else task

    done: dict[int, Result] = {}
    crew = [_Worker(Terms(shared, scratch, limits)) for _ in range(max(1, workers))]
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
    on_lost: Callable[[Item, Ending], Result] = lost,
) -> Iterator[tuple[Item, Result]]:
    """Items with their results, as they come, of a row of items in which neighbours are alike.

    Every process takes a stretch of neighbours, so that what it has learnt of one serves it for the next; one that is done
    helps another at the far end of its stretch. Otherwise as ``parallel_map``.
    """
    if workers < 2:
        yield from ((item, func(shared, item)) for item in items)
        return
    first = items[: 1 if begins_as_copy() else 0]
    yield from ((item, func(shared, item)) for item in first)
    tasks = [_Task(number, item) for number, item in enumerate(items[len(first) :])]
    crew = [_Worker(Terms(shared), deque(stretch)) for stretch in _stretches(tasks, workers)]

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

    def __call__(self, shared: Any, item: Any) -> Any:
        return self.func(shared)


@dataclass
class _Worker:
    """A process with what it has in hand, in the order it is done, and the stretch meant for it."""

    terms: Terms
    stretch: deque[_Task] = field(default_factory=deque)
    again: deque[_Task] = field(default_factory=deque)
    in_hand: deque[_Task] = field(default_factory=deque)
    process: WorkerProcess | None = None

    def give(self, func: Callable[[Any, Any], Any], task: _Task) -> bool:
        """Hand it one more task; False where it cannot take it yet, which is kept for it."""
        from auditor.runtime.process import WorkerProcess, order_of

        self.process = self.process or WorkerProcess(_start_method(), self.terms)
        order = order_of(func, task.item)
        if not self.process.takes(order):
            self.again.appendleft(task)
            return False
        self.process.send(order, task.item)
        self.in_hand.append(task)
        return True

    def finished(self, on_lost: Callable[[Any, Ending], Any]) -> Iterator[tuple[_Task, Any]]:
        """What is done, first come first; where the process ended, a new one takes over all but what was lost."""
        from auditor.runtime.process import BEGUN

        while self.process is not None and self.in_hand and self.process.pipe.poll():
            answer = self.process.answer()
            if answer is BEGUN:
                continue
            task = self.in_hand.popleft()
            if not isinstance(answer, Ending):
                yield task, answer
                continue
            self.again.extendleft(reversed(self.in_hand))
            self.in_hand.clear()
            self.process.dismiss()
            self.process.end()
            self.process = None
            if task.tried or not (answer.cause == "killed" or self.terms.limits is None):
                yield task, on_lost(task.item, answer)
            else:
                self.again.appendleft(replace(task, tried=True))


def _completed(
    crew: Sequence[_Worker],
    take: Callable[[_Worker], _Task | None],
    func: Callable[[Any, Any], Any],
    on_lost: Callable[[Any, Ending], Any],
    ahead: int,
) -> Iterator[tuple[_Task, Any]]:
    """Tasks with their results, as they come. ``take``: the next task for a process, None where there is none now."""
    try:
        while True:
            _hand_out(crew, take, func, ahead)
            busy = [worker.process for worker in crew if worker.process is not None and worker.in_hand]
            if not busy:
                return
            _wait(busy)
            for worker in crew:
                yield from worker.finished(on_lost)
    finally:
        running = [worker.process for worker in crew if worker.process is not None]
        for process in running:  # all are told before any is waited for
            process.dismiss()
        for process in running:
            process.end()


def _wait(busy: Sequence[WorkerProcess]) -> None:
    """Wait for a word of any of them, or for one that has had its time."""
    import time
    from multiprocessing.connection import wait

    first = min((process.deadline for process in busy if process.deadline is not None), default=None)
    if not wait([process.pipe for process in busy], None if first is None else max(0.0, first - time.monotonic())):
        for process in busy:
            process.time_out()


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
                if not worker.give(func, task):
                    break


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
