"""Work on one file in a process under limits of its own: whatever a parser does costs that file one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from auditor.errors import UnreadableError
from auditor.reading.discover import PICTURES
from auditor.reading.reader import written
from auditor.runtime.limits import Cause, Ending, Limits
from auditor.runtime.parallel import parallel_map

Given = TypeVar("Given")
Result = TypeVar("Result")

_REACHED: dict[Cause, str] = {
    "memory": "读它用的内存超过了 {detail} MB",
    "processor": "读它用的处理器时间超过了 {detail} 秒",
    "time": "读了 {detail} 秒还没有读完",
}


def contained(func: Callable[[Given, Path], Result], given: Given, path: Path, limits: Limits | None = None) -> Result:
    """The result of a function of a module for one file, from a process under limits.

    Args:
        func: from what is given and the path to the result.
        given: handed to it.
        path: of the file, named in the error.
        limits: what it may take; None: the usual.

    Raises:
        UnreadableError: R020, R022 or R023 where it came to no result; as the function does.
    """
    within = LimitsBySize(limits or Limits())
    found: list[Result | Ending] = list(parallel_map(given, func, [path], 1, on_lost=_as_it_is, limits=within))
    if isinstance(found[0], Ending):
        raise not_finished(path, found[0])
    return found[0]


def _as_it_is(path: Path, ending: Ending) -> Any:
    return ending


@dataclass(frozen=True)
class LimitsBySize:
    """What a file may take, by its size and kind; one in an archive has the size of its archive."""

    limits: Limits

    def __call__(self, path: Path) -> Limits:
        """The limits of one file."""
        within = self._by_size(path)
        return within.for_recognition() if _may_be_recognised(path) else within

    def _by_size(self, path: Path) -> Limits:
        for place in (path, *path.parents):
            try:
                return self.limits.for_size(place.stat().st_size)
            except OSError:
                continue
        return self.limits


def _may_be_recognised(path: Path) -> bool:
    """Whether pages of a file are recognised where they are pictures."""
    if path.suffix.lower() not in (".pdf", *PICTURES):
        return False
    from auditor.reading.pdf.recognition import Recogniser

    return Recogniser.is_installed()


def not_finished(path: Path, ending: Ending) -> UnreadableError:
    """What a file is told whose reading came to no result: R020 killed twice, R022 a limit, R023 anything else."""
    if ending.cause == "killed":
        return UnreadableError("R020", path=written(path))
    if ending.cause in _REACHED:
        reason = _REACHED[ending.cause].format(detail=ending.detail)
        return UnreadableError("R022", path=written(path), reason=reason)
    return UnreadableError("R023", path=written(path))
