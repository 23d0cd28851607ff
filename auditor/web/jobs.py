"""The audits of a server: asked for, run in a bounded number of processes, ended on wish, taken up again after a crash."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from auditor.web.process import OneProcess
from auditor.web.reading import reading_for
from auditor.web.settings import ServeSettings
from auditor.web.store.batches import move_on, unfinished
from auditor.web.store.database import Store
from auditor.web.store.decisions import handlings
from auditor.web.store.tables import UNFINISHED, BatchRecord
from auditor.web.worker import PROGRESS, STOP, AuditEnd, AuditOrder, audit_batch, prepare

_TRIES = 2
_KILLED = "审核用的进程两次被系统中止，多半是内存不足。请关闭其他程序后再点“重新审核”。"
_OUR_FAULT = "审核时程序出错（{error}）。这是本工具的缺陷，不是材料的问题；请把这句话反馈给维护人员。"


class WaitingAudit(NamedTuple):
    """A batch that waits for a process, and how often it may be begun."""

    key: str
    tries: int


class AuditQueue:
    """Audits batches one after another in processes that give way to the pages; a process that is ended takes no other
    batch with it.

    Args:
        settings: of the server.
        store: where the state of batches is kept.
        work: what a process does with an order.
    """

    def __init__(
        self, settings: ServeSettings, store: Store, work: Callable[[AuditOrder], AuditEnd] = audit_batch
    ) -> None:
        self._settings, self._store, self._work = settings, store, work
        self._lock = threading.Lock()
        self._processes = tuple(OneProcess(prepare) for _ in range(settings.workers))
        self._free = list(self._processes)
        self._waiting: deque[WaitingAudit] = deque()
        self._closed = False

    def take_up(self) -> None:
        """Go on with every audit that was asked for and has not ended, as after a crash."""
        with self._store.writing() as session:
            left = [batch.id for batch in unfinished(session)]
            for key in left:
                move_on(session, key, "waiting", since=("running",))
        with self._lock:
            self._waiting.extend(WaitingAudit(key, _TRIES) for key in left)
        self._begin()

    def start(self, key: str) -> bool:
        """Audit a batch that waits for nothing else; returns whether it was begun by this call."""
        with self._store.writing() as session:
            begun = move_on(session, key, "waiting", since=("uploading", "done", "cancelled", "failed"))
        if begun:
            folder = self._folder(key)
            (folder / STOP).unlink(missing_ok=True)
            (folder / PROGRESS).unlink(missing_ok=True)
            with self._lock:
                self._waiting.append(WaitingAudit(key, _TRIES))
            self._begin()
        return begun

    def stop(self, key: str) -> None:
        """End an audit after the file or submission that it is at; one that waits is not begun."""
        (self._folder(key) / STOP).touch()
        with self._lock:
            waits = [one for one in self._waiting if one.key == key]
            for one in waits:
                self._waiting.remove(one)
        if waits:
            self._finish(key, AuditEnd("cancelled"))

    def close(self) -> None:
        """End the processes; what they were at is taken up at the next start."""
        with self._lock:
            self._closed = True
        for process in self._processes:  # nothing is lost: readings lie in the checkpoint
            process.close()

    def _begin(self) -> None:
        """Give what waits to the processes that have nothing to do."""
        while (chosen := self._next()) is not None:
            process, waiting = chosen
            try:
                order = self._order(waiting.key)
                with self._store.writing() as session:
                    move_on(session, waiting.key, "running", since=("waiting",))
                future = process.submit(self._work, order)
            except Exception as error:
                future = Future()
                future.set_exception(error)
            future.add_done_callback(partial(self._ended, process, waiting))

    def _next(self) -> tuple[OneProcess, WaitingAudit] | None:
        with self._lock:
            if self._closed or not self._free or not self._waiting:
                return None
            return self._free.pop(), self._waiting.popleft()

    def _ended(self, process: OneProcess, was: WaitingAudit, future: Future[AuditEnd]) -> None:
        if self._closed or future.cancelled():
            return
        error = future.exception()
        again = isinstance(error, BrokenProcessPool) and was.tries > 1
        with self._lock:
            self._free.append(process)
            if again:
                self._waiting.appendleft(WaitingAudit(was.key, was.tries - 1))
        try:
            if not again:
                self._finish(was.key, future.result() if error is None else _failed(error))
        finally:
            self._begin()

    def _finish(self, key: str, end: AuditEnd) -> None:
        with self._store.writing() as session:
            move_on(session, key, end.state, since=UNFINISHED, told=end.told)

    def _folder(self, key: str) -> Path:
        return self._settings.data / "batches" / key

    def _order(self, key: str) -> AuditOrder:
        with self._store.reading() as session:
            batch = session.get_one(BatchRecord, key)
            reading = reading_for(session, batch, self._settings.file_limits)
            decisions = handlings(session, batch.department)
        return AuditOrder(
            folder=self._folder(key),
            profile=self._settings.profile,
            rules=self._settings.rule_folders,
            reading=reading,
            decisions=decisions,
            today=date.today(),
        )


def _failed(error: BaseException) -> AuditEnd:
    told = _KILLED if isinstance(error, BrokenProcessPool) else _OUR_FAULT.format(error=type(error).__name__)
    return AuditEnd("failed", told)
