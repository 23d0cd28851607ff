"""Work spread over the workers of a cluster: whatever happens to them costs nobody anything but the item that did it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from auditor.cluster.connection import ClusterConnection, signs_of_loss
from auditor.errors import AuditorError
from auditor.runtime.limits import Ending

if TYPE_CHECKING:
    from distributed import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 2
"""Tasks under way for each thread of the workers: the next is there when one is done, and no more is in memory."""

LOOK_AGAIN = 10.0
"""Seconds after which it is looked whether there are workers still."""

DEATHS_ALONE = 2
"""Times that an item with nothing beside it must have lost its worker to be told as what kills them."""


@dataclass(frozen=True)
class TaskItems(Generic[Item]):
    """The items of one task.

    ``suspect``: their worker died while they were under way. ``deaths``: how often it did since they are alone.
    """

    items: tuple[Item, ...]
    suspect: bool = False
    deaths: int = 0


def spread_over(
    connection: ClusterConnection,
    func: Callable[..., Sequence[Result]],
    given: tuple[Any, ...],
    tasks: Iterable[tuple[Item, ...]],
    payload: Callable[[Item], Any],
    on_lost: Callable[[Item, Ending], Result],
) -> Iterator[tuple[Item, Result]]:
    """Items with their results, as they come.

    Dask itself does a task again whose worker was killed, as often as the scheduler's settings say. One that Dask has given
    up is taken apart, and its items are tried one at a time with nothing beside them: who loses its worker then once more,
    and again, is the one, and is told as lost.
    A scheduler that has gone is waited for; what was under way is sent again.

    Args:
        connection: to the cluster.
        func: of a module, from what is given and the payloads of a task's items to their results.
        given: handed to it first.
        tasks: the items of each task; taken as tasks are done, never all at once.
        payload: what is sent of an item; asked again where it is sent again.
        on_lost: stands in for the result of an item that kills its workers.

    Raises:
        AuditorError: C051 where the cluster does not come back; whatever ``func`` raises of them.
    """
    crew = _Crew(connection, func, given, payload)
    left, suspects = iter(tasks), deque[TaskItems[Item]]()
    waiting: deque[TaskItems[Item]] = deque()
    try:
        while True:
            crew.hand_out(waiting, left, suspects)
            if not crew.running:
                return
            for task, outcome in crew.finished():
                if isinstance(outcome, _Killed) and task.deaths + 1 >= DEATHS_ALONE:
                    yield task.items[0], on_lost(task.items[0], Ending("killed"))
                elif isinstance(outcome, _Killed):
                    deaths = task.deaths + 1 if task.suspect else 0
                    suspects.extend(TaskItems((item,), suspect=True, deaths=deaths) for item in task.items)
                elif isinstance(outcome, _Lost):
                    waiting.append(task)
                elif isinstance(outcome, _Failed):
                    raise outcome.error
                else:
                    yield from zip(task.items, outcome, strict=True)
    finally:
        crew.dismiss()


class _Killed:
    """The task's workers died, as often as the scheduler allows."""


class _Lost:
    """The task is gone with the scheduler that knew of it."""


@dataclass(frozen=True)
class _Failed:
    """The task itself raised this."""

    error: BaseException


class _Crew(Generic[Item]):
    """The workers with what they have in hand."""

    def __init__(
        self,
        connection: ClusterConnection,
        func: Callable[..., Sequence[Any]],
        given: tuple[Any, ...],
        payload: Callable[[Item], Any],
    ) -> None:
        self._connection = connection
        self._func = func
        self._given = given
        self._payload = payload
        self.running: dict[Future[Any], TaskItems[Item]] = {}
        self._idle_since: float | None = None

    def hand_out(
        self,
        waiting: deque[TaskItems[Item]],
        left: Iterator[tuple[Item, ...]],
        suspects: deque[TaskItems[Item]],
    ) -> None:
        """Give out what there is to do; a suspect is done alone."""
        if any(task.suspect for task in self.running.values()):
            return
        if suspects:
            if not self.running:
                self._send(suspects.popleft(), waiting)
            return
        most = AHEAD * self._connection.threads
        while len(self.running) < most:
            items = None if waiting else next(left, None)
            if items is None and not waiting:
                return
            self._send(waiting.popleft() if waiting else TaskItems(items or ()), waiting)

    def _send(self, task: TaskItems[Item], waiting: deque[TaskItems[Item]]) -> None:
        """Have a task done; where the cluster has gone, it waits with all that were under way."""
        import dask.config

        payloads = [self._payload(item) for item in task.items]
        try:
            with dask.config.set({"distributed.admin.large-graph-warning-threshold": "10 GB"}):  # a file goes as it is
                future = self._connection.client.submit(self._func, *self._given, payloads, pure=False)
        except signs_of_loss():
            waiting.extend((task, *(lost for lost, _ in self._renewed())))
        else:
            self.running[future] = task

    def finished(self) -> list[tuple[TaskItems[Item], Any]]:
        """What is done, or came to an end otherwise; waits for something to happen.

        Where the cluster has gone, it is waited for, and everything under way is lost.
        """
        from distributed import wait

        try:
            with self._connection.client.as_current():
                done = wait(list(self.running), timeout=LOOK_AGAIN, return_when="FIRST_COMPLETED").done
            outcomes = {future: self._outcome(future) for future in done}
        except TimeoutError:
            self._look_for_workers()
            return []
        except signs_of_loss():
            return self._renewed()
        self._idle_since = None
        known = [future for future, outcome in outcomes.items() if not isinstance(outcome, _Lost)]
        found = [(self.running.pop(future), outcomes[future]) for future in known]
        return found if len(known) == len(outcomes) else [*found, *self._renewed()]

    def _outcome(self, future: Future[Any]) -> Any:
        """The results of a task, or how it came to none."""
        from distributed import KilledWorker

        if future.status in ("cancelled", "lost"):
            return _Lost()
        if future.status != "error":
            return future.result()
        error = future.exception()
        return _Killed() if isinstance(error, KilledWorker) else _Failed(error)

    def _renewed(self) -> list[tuple[TaskItems[Item], Any]]:
        lost = list(self.running.values())
        self.running.clear()
        self._connection.renew()
        return [(task, _Lost()) for task in lost]

    def _look_for_workers(self) -> None:
        """Give up where nobody has been there to do anything for as long as patience lasts."""
        if self._connection.has_workers():
            self._idle_since = None
            return
        now = time.monotonic()
        self._idle_since = self._idle_since or now
        if now - self._idle_since > self._connection.patience:
            raise AuditorError("C051", address=self._connection.address, reason="没有可用的工作进程")

    def dismiss(self) -> None:
        """Nobody waits for what is under way any more."""
        for future in self.running:
            future.cancel()
        self.running.clear()


def in_tasks(
    items: Iterable[Item], size: Callable[[Item], int], *, most: int, number: int
) -> Iterator[tuple[Item, ...]]:
    """Items put together to tasks of at most so much and so many, in order; one that is larger goes alone."""
    task: list[Item] = []
    held = 0
    for item in items:
        one = size(item)
        if task and (held + one > most or len(task) >= number):
            yield tuple(task)
            task, held = [], 0
        task.append(item)
        held += one
    if task:
        yield tuple(task)
