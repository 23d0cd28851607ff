"""The audits of a server: asked for, run in a bounded number of processes, ended on wish, taken up again after a crash."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import partial
from pathlib import Path

from auditor.web.reading import reading_for
from auditor.web.settings import ServeSettings
from auditor.web.store.batches import move_on, unfinished
from auditor.web.store.database import Store
from auditor.web.store.decisions import handlings
from auditor.web.store.tables import UNFINISHED, BatchRecord
from auditor.web.worker import PROGRESS, STOP, AuditEnd, AuditOrder, audit_batch, prepare

_KILLED = "审核用的进程两次被系统中止，多半是内存不足。请关闭其他程序后再点“重新审核”。"
_OUR_FAULT = "审核时程序出错（{error}）。这是本工具的缺陷，不是材料的问题；请把这句话反馈给维护人员。"


class AuditQueue:
    """Audits batches one after another in processes that give way to the pages.

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
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    def take_up(self) -> None:
        """Go on with every audit that was asked for and has not ended, as after a crash."""
        with self._store.reading() as session:
            left = [batch.id for batch in unfinished(session)]
        for key in left:
            self._submit(key, tries=2)

    def start(self, key: str) -> bool:
        """Audit a batch that waits for nothing else; returns whether it was begun by this call."""
        with self._store.writing() as session:
            begun = move_on(session, key, "waiting", since=("uploading", "done", "cancelled", "failed"))
        if begun:
            folder = self._folder(key)
            (folder / STOP).unlink(missing_ok=True)
            (folder / PROGRESS).unlink(missing_ok=True)
            self._submit(key, tries=2)
        return begun

    def stop(self, key: str) -> None:
        """End an audit after the file or submission that it is at."""
        (self._folder(key) / STOP).touch()

    def close(self) -> None:
        """End the processes; what they were at is taken up at the next start."""
        with self._lock:
            self._closed, pool, self._pool = True, self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):  # nothing is lost: readings lie in the checkpoint
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, key: str, tries: int) -> None:
        order = self._order(key)
        with self._lock:
            if self._closed:
                return
            self._pool = self._pool or self._new_pool()
            try:
                future = self._pool.submit(self._work, order)
            except BrokenProcessPool:
                self._pool = self._new_pool()
                future = self._pool.submit(self._work, order)
        with self._store.writing() as session:
            move_on(session, key, "running", since=("waiting",))
        future.add_done_callback(partial(self._ended, key, tries - 1))

    def _ended(self, key: str, tries: int, future: Future[AuditEnd]) -> None:
        if self._closed or future.cancelled():
            return
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            self._again(key, tries)
            return
        end = future.result() if error is None else AuditEnd("failed", _OUR_FAULT.format(error=type(error).__name__))
        self._finish(key, end)

    def _again(self, key: str, tries: int) -> None:
        """The process was killed: once more with a new one, then it is told."""
        with self._lock:
            self._pool = None
        if tries:
            self._submit(key, tries)
        else:
            self._finish(key, AuditEnd("failed", _KILLED))

    def _finish(self, key: str, end: AuditEnd) -> None:
        with self._store.writing() as session:
            move_on(session, key, end.state, since=UNFINISHED, told=end.told)

    def _new_pool(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._settings.workers, mp_context=spawn, initializer=prepare)

    def _folder(self, key: str) -> Path:
        return self._settings.data / "batches" / key

    def _order(self, key: str) -> AuditOrder:
        with self._store.reading() as session:
            batch = session.get_one(BatchRecord, key)
            reading = reading_for(session, batch)
            decisions = handlings(session, batch.department)
        return AuditOrder(
            folder=self._folder(key),
            profile=self._settings.profile,
            rules=self._settings.rule_folders,
            reading=reading,
            decisions=decisions,
            today=date.today(),
        )
