"""What one file may take of the machine and hold, and how the work on it ended where it took more.

A limit holds for one item of work in a process of its own. Memory and processor time are kept by the system (not on
Windows, which has no such limits for a single process); the time by the clock is kept by whoever waits for the answer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from math import ceil
from pathlib import Path
from typing import Any, Literal

from auditor.errors import AuditorError
from auditor.runtime.size_limits import USUAL_SIZES, SizeLimits

Cause = Literal["memory", "processor", "time", "killed", "ended", "raised"]
"""Why there is no answer: a limit was reached; the system killed the process; the process ended itself, or something was
raised that no reader means to raise."""

MEGABYTE = 1_000_000
RECOGNITION_MEMORY = 1500
"""MB more where pages may have to be recognised."""
RECOGNITION_TIMES = 10
"""How many times as long a file may take whose pages may have to be recognised."""


@dataclass(frozen=True)
class Ending:
    """Work that came to no answer. ``detail``: the limit that was reached (MB or seconds), or what was raised."""

    cause: Cause
    detail: str = ""


@dataclass(frozen=True)
class Limits:
    """What one item of work may take.

    Args:
        memory: in MB (10⁶ bytes), everything a process has of its own, with what it had before it began.
        processor: seconds of processor time.
        time: seconds by the clock.
        per_megabyte: how many times as many seconds more a file gets for each MB of its size: large scans and large
            workbooks take long for a reason.
        sizes: how much a document may hold, which is told before the work.
    """

    memory: int = 1000
    processor: int = 60
    time: int = 120
    per_megabyte: float = 1.0
    sizes: SizeLimits = USUAL_SIZES

    def for_size(self, size: int) -> Limits:
        """The limits for a file of so many bytes."""
        times = 1 + self.per_megabyte * size / MEGABYTE
        return replace(self, processor=int(self.processor * times), time=int(self.time * times))

    def for_recognition(self) -> Limits:
        """The limits for a file whose pages may be pictures: recognising one of A4 takes 1.1 GB and 5 to 9 seconds of
        processor time (rapidocr 3.10, onnxruntime 1.32), whatever the size of its file.
        """
        more = RECOGNITION_TIMES
        return replace(
            self, memory=self.memory + RECOGNITION_MEMORY, processor=self.processor * more, time=self.time * more
        )


_OF_MACHINE = ("memory", "processor", "time")
_OF_DOCUMENTS = tuple(one.name for one in fields(SizeLimits))
_HIGHEST = 10**9


def parsed_limits(written: str | None) -> Limits:
    """Limits as a user writes them, ``memory=2000,pages=8000``; what is not named stays as it is.

    Raises:
        AuditorError: C041 as ``limits_of``.
    """
    chosen: dict[str, int] = {}
    for part in filter(None, (written or "").replace("，", ",").split(",")):
        name, _, value = (one.strip() for one in part.partition("="))
        if not (value.isascii() and value.isdigit() and len(value) < len(str(_HIGHEST))):
            raise _not_a_limit(part.strip())
        chosen[name] = int(value)
    return limits_of(chosen)


def limits_of(chosen: Mapping[str, int]) -> Limits:
    """Limits by their names; what is not named stays as it is.

    Raises:
        AuditorError: C041 for a name that is none, or a value that is no whole number above 0.
    """
    for name, value in chosen.items():
        if name not in (*_OF_MACHINE, *_OF_DOCUMENTS) or not (isinstance(value, int) and 0 < value < _HIGHEST):
            raise _not_a_limit(f"{name}={value}")
    sizes = SizeLimits(**{name: value for name, value in chosen.items() if name in _OF_DOCUMENTS})
    return Limits(**{name: value for name, value in chosen.items() if name in _OF_MACHINE}, sizes=sizes)


def _not_a_limit(written: str) -> AuditorError:
    usual = [(name, getattr(Limits(), name)) for name in _OF_MACHINE]
    usual += [(name, getattr(USUAL_SIZES, name)) for name in _OF_DOCUMENTS]
    known = "、".join(f"{name}（不写时为 {value}）" for name, value in usual)
    return AuditorError("C041", written=written, known=known)


@dataclass(frozen=True)
class Terms:
    """What holds for a process from its start.

    Args:
        shared: what it is given once.
        scratch: a folder that it removes where its parent has gone without doing so.
        limits: what an item may take; None: all that there is.
    """

    shared: Any = None
    scratch: Path | None = None
    limits: Callable[[Any], Limits] | None = None


if sys.platform == "win32":

    @contextmanager
    def held_to(limits: Limits) -> Iterator[None]:
        """Work under limits of memory and processor time, which Windows does not offer."""
        yield

else:
    import resource

    _MEMORY = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS

    @contextmanager
    def held_to(limits: Limits) -> Iterator[None]:
        """Work under limits of memory and processor time; one who takes more memory gets a MemoryError, one who takes
        more processor time is ended by the system (SIGXCPU).
        """
        used = resource.getrusage(resource.RUSAGE_SELF)
        _soften(resource.RLIMIT_CPU, ceil(used.ru_utime + used.ru_stime) + limits.processor)
        _soften(_MEMORY, _taken_over() + limits.memory * MEGABYTE)
        try:
            yield
        finally:
            _soften(_MEMORY, resource.RLIM_INFINITY)
            _soften(resource.RLIMIT_CPU, resource.RLIM_INFINITY)

    def _taken_over() -> int:
        """Bytes of memory that a process has already, most of them taken over from who started it; 0 where it is not told."""
        with suppress(OSError, ValueError, IndexError):
            status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
            return int(status.split("VmData:")[1].split()[0]) * 1024
        return 0

    def _soften(which: int, value: int) -> None:
        """Set the limit that can be raised again, at most to the one that cannot."""
        _, hard = resource.getrlimit(which)
        most = (
            value if hard == resource.RLIM_INFINITY else hard if value == resource.RLIM_INFINITY else min(value, hard)
        )
        with suppress(ValueError, OSError):  # macOS takes no limit below what is in use
            resource.setrlimit(which, (most, hard))
