"""Submissions that stay in a file and are read one at a time, each time they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, overload

from auditor.model import Submission


class Place(NamedTuple):
    """Where a submission stands in a file, as JSON: its first byte, and the one after its last."""

    start: int
    stop: int


class OnDisk(Sequence[Submission]):
    """A sequence of which nothing is in memory but the places.

    Args:
        path: the file; it must stay as it is.
        places: of the submissions, in order.
        understand: from the bytes of one to the submission; what it raises goes to whoever asks.
    """

    def __init__(
        self,
        path: Path,
        places: Sequence[Place],
        understand: Callable[[bytes], Submission] = Submission.model_validate_json,
    ) -> None:
        self._path = path
        self._places = places
        self._understand = understand

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, which: int) -> Submission: ...
    @overload
    def __getitem__(self, which: slice) -> Sequence[Submission]: ...
    def __getitem__(self, which: int | slice) -> Submission | Sequence[Submission]:
        if isinstance(which, slice):
            return OnDisk(self._path, self._places[which], self._understand)
        return next(iter(OnDisk(self._path, (self._places[which],), self._understand)))

    def __iter__(self) -> Iterator[Submission]:
        with self._path.open("rb") as file:
            for start, stop in self._places:
                file.seek(start)
                yield self._understand(file.read(stop - start))
