"""One process that does one thing after another: started when it is needed, and anew when it was ended."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from starlette.exceptions import HTTPException

Answer = TypeVar("Answer")

_TRIES = 2
_SLOW = (
    "这一步超过 {seconds:.0f} 秒还没有做完，已经停下；别的页面不受影响，审核结果也不受影响。文件很大时请拆小后再试。"
)
_KILLED = "做这一步的进程被系统中止，多半是内存不足。请关闭其他程序，过一会再试。"


class NoAnswerError(HTTPException):
    """A process has not answered, with the sentence that tells people why."""

    def __init__(self, told: str) -> None:
        super().__init__(503, told)


class OneProcess:
    """A process that does what it is given in turn, in parallel to nothing.

    Args:
        initializer: what it does first.
    """

    def __init__(self, initializer: Callable[[], None]) -> None:
        self._initializer = initializer
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    def submit(self, work: Callable[..., Answer], *given: object) -> Future[Answer]:
        """Have something done; the future holds ``BrokenProcessPool`` where the process was ended meanwhile.

        Raises:
            RuntimeError: once it is closed.
        """
        with self._lock:
            if self._closed:
                raise RuntimeError("the process was closed")
            try:
                return self._started().submit(work, *given)
            except BrokenProcessPool:  # ended while it had nothing to do
                self._pool = None
                return self._started().submit(work, *given)

    def ask(self, seconds: float, work: Callable[..., Answer], *given: object) -> Answer:
        """Have something done and wait for it; where the process was ended, once more.

        Args:
            seconds: how long it may take, with what is before it; then the process is ended.
            work: what is to be done.
            given: to ``work``.

        Raises:
            NoAnswerError: where it takes longer, or the process was ended twice.
        """
        for _ in range(_TRIES):
            try:
                return self.submit(work, *given).result(seconds)
            except TimeoutError:
                self._kill()
                raise NoAnswerError(_SLOW.format(seconds=seconds)) from None
            except BrokenProcessPool:
                continue
        raise NoAnswerError(_KILLED)

    def close(self) -> None:
        """End the process, whatever it is at."""
        with self._lock:
            self._closed, pool, self._pool = True, self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)

    def _kill(self) -> None:
        with self._lock:
            processes = list((self._pool._processes or {}).values()) if self._pool is not None else []
        for process in processes:
            process.kill()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=self._initializer)
        return self._pool
