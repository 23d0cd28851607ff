"""One process that does what it is sent, in order, and never outlives the one that started it.

Two pipes and nothing else join it to its parent: no threads there, so that further processes can be made as copies.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import nullcontext, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from shutil import rmtree
from types import FrameType
from typing import Any

from auditor.errors import AuditorError
from auditor.runtime.limits import Ending, Limits, Terms, held_to

GRACE = 2.0
"""Seconds that a process gets to tidy up after it was told to end."""

BEGUN = object()
"""What a process says once it has its first order and all that this needs: until then its time does not count, for one
that begins from nothing takes a while.
"""

_NO_MORE = b""

_KILLS = frozenset(getattr(signal, name) for name in ("SIGKILL", "SIGTERM") if hasattr(signal, name))
"""What the system ends a process with that takes too much of the machine."""

_IN_THE_PIPE = 4096
"""Bytes of orders that a process may not have taken yet: no pipe is so short that writing them blocks."""


class ToldToEndError(BaseException):
    """The process is told to end; it tidies up on the way out."""


class WorkerProcess:
    """A process of its own, seen from its parent.

    ``pipe``: what to wait for. ``deadline``: when the item in work has had its time, by ``time.monotonic``.

    Args:
        method: how it starts (``fork`` or ``spawn``).
        terms: what holds for it.
    """

    def __init__(self, method: str, terms: Terms) -> None:
        context: Any = multiprocessing.get_context(method)
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self.pipe if method == "fork" else None, terms))
        self._process.start()
        theirs.close()
        self._terms = terms
        self._sent: deque[tuple[int, Limits | None]] = deque()
        self._timed_out = self._begun = self._dismissed = False
        self.deadline: float | None = None

    def takes(self, order: bytes) -> bool:
        """Whether one more order can be sent now without waiting."""
        return not self._sent or sum(size for size, _ in self._sent) + len(order) <= _IN_THE_PIPE

    def send(self, order: bytes, item: Any) -> None:
        """Send one more; what becomes of it is told by ``answer``, in the order sent."""
        self._sent.append((len(order), self._terms.limits(item) if self._terms.limits is not None else None))
        if len(self._sent) == 1:
            self._start_clock()
        with suppress(OSError):  # it was killed a moment ago, which is told where its answer is asked for
            self.pipe.send_bytes(order)

    def answer(self) -> Any:
        """The answer that has come, BEGUN, or how it ended; to be asked once the pipe has something to say.

        Raises:
            BaseException: what the work raised, where it is no Ending.
            AuditorError: C042 where it ended before it had begun, for no reason of an item.
        """
        try:
            kind, value = self.pipe.recv()
        except (EOFError, OSError):
            return self._ending()
        if kind == "begun":
            self._begun = True
            self._start_clock()
            return BEGUN
        self._sent.popleft()
        self._timed_out = False
        self._start_clock()
        if kind == "raised":
            raise value
        return value

    def time_out(self) -> None:
        """End it where the item in work has had its time."""
        if self.deadline is not None and time.monotonic() >= self.deadline and not self.pipe.poll():
            self._timed_out = True
            self.end()

    def end(self) -> None:
        """End it, whatever it does."""
        if self._dismissed:
            self._process.join(GRACE)  # it ends by itself
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(GRACE)
            if self._process.is_alive():
                self._process.kill()
        self._process.join()

    def dismiss(self) -> None:
        """Tell it to end; ``end`` then sees to it that it has."""
        with suppress(OSError):
            if self._sent:
                self._process.terminate()
            else:
                self.pipe.send_bytes(_NO_MORE)
                self._dismissed = True
        self.pipe.close()

    def _start_clock(self) -> None:
        limits = self._sent[0][1] if self._begun and self._sent else None
        self.deadline = time.monotonic() + limits.time if limits is not None else None

    def _ending(self) -> Ending:
        """How a process ended that has closed its pipe."""
        self._process.join(GRACE)
        code, limits = self._process.exitcode, self._sent[0][1] if self._sent else None
        self.end()
        if self._timed_out and limits is not None:
            return Ending("time", str(limits.time))
        if code is None or -code in _KILLS:
            return Ending("killed")
        if not self._begun:
            raise AuditorError("C042")
        if sys.platform != "win32" and -code == signal.SIGXCPU and limits is not None:
            return Ending("processor", str(limits.processor))
        return Ending("ended")


def order_of(func: Callable[[Any, Any], Any], item: Any) -> bytes:
    """What is sent to have an item done."""
    return bytes(ForkingPickler.dumps((func, item)))


# --- inside the process -----------------------------------------------------------------------------------------------


def _work(pipe: Connection, parents: Connection | None, terms: Terms) -> None:
    if parents is not None:
        parents.close()  # the copy of it that this process began with
    gc.disable()  # a batch makes no cycles, and the collector would walk through all of it ever again
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the user stops the whole run, and the parent tells
    signal.signal(signal.SIGTERM, _tidy_up)
    if terms.limits is not None:
        _silence()
    threading.Thread(target=_watch_parent, args=(terms.scratch,), daemon=True).start()
    try:
        with suppress(EOFError, OSError):
            _serve(pipe, terms)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    except ToldToEndError:  # it ends as one that tidies up nothing, so that the parent sees by what
        os.kill(os.getpid(), signal.SIGTERM)


def _silence() -> None:
    """Keep what parsers print on their own (a library in Rust that gives up on a file) from the user's console."""
    if sys.stderr is not None:  # else its number may be that of the pipe
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        os.close(null)


def _serve(pipe: Connection, terms: Terms) -> None:
    """Do one order after another, until there are no more."""
    begun = False
    while order := pipe.recv_bytes():
        func, item = ForkingPickler.loads(order)  # loads the modules of the work where the process began from nothing
        if not begun:
            pipe.send(("begun", None))
            begun = True
        answer = _done(func, item, terms)
        _send(pipe, answer)
        if answer[0] == "answer" and isinstance(answer[1], Ending):
            return  # what it has left behind is no start for the next


def _tidy_up(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise ToldToEndError


def _done(func: Callable[[Any, Any], Any], item: Any, terms: Terms) -> tuple[str, Any]:
    limits = terms.limits(item) if terms.limits is not None else None
    try:
        with held_to(limits) if limits is not None else nullcontext():
            return "answer", func(terms.shared, item)
    except ToldToEndError:
        raise
    except BaseException as error:
        if limits is None or isinstance(error, AuditorError | KeyboardInterrupt):
            error.add_note("".join(traceback.format_exception(error)))
            return "raised", error
        if isinstance(error, MemoryError):
            return "answer", Ending("memory", str(limits.memory))
        return "answer", Ending("raised", f"{type(error).__name__}: {error}".rstrip(": "))


def _send(pipe: Connection, answer: tuple[str, Any]) -> None:
    try:
        pipe.send_bytes(ForkingPickler.dumps(answer))
    except (OSError, ToldToEndError):
        raise
    except Exception as error:  # what cannot be sent is told in words
        pipe.send(("raised", RuntimeError(f"{answer[1]!r}: {error}")))


def _watch_parent(scratch: Path | None) -> None:
    """End with the parent, however that ended."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    if scratch is not None:
        rmtree(scratch, ignore_errors=True)
    with suppress(OSError):
        os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
