"""Submissions that stay in a file and are read one at a time, each time they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, overload

from auditor.glance import SubmissionGlance
from auditor.model import Submission


class ByteRange(NamedTuple):
    """Where a submission stands in a file, as JSON: its first byte, and the one after its last."""

    start: int
    stop: int


class SubmissionStore(Sequence[Submission]):
    """A sequence of which nothing is in memory but the ranges.

    Args:
        path: the file; it must stay as it is.
        ranges: of the submissions, in order.
        understand: from the bytes of one to the submission; what it raises goes to whoever asks.
    """

    def __init__(
        self,
        path: Path,
        ranges: Sequence[ByteRange],
        understand: Callable[[bytes], Submission] = Submission.model_validate_json,
    ) -> None:
        self._path = path
        self._ranges = ranges
        self._understand = understand

    def __len__(self) -> int:
        return len(self._ranges)

    def size(self, number: int) -> int:
        """How many bytes one submission takes in the file."""
        start, stop = self._ranges[number]
        return stop - start

    def content(self, number: int) -> bytes:
        """One submission as it stands in the file."""
        start, stop = self._ranges[number]
        with self._path.open("rb") as file:
            file.seek(start)
            return file.read(stop - start)

    @overload
    def __getitem__(self, which: int) -> Submission: ...
    @overload
    def __getitem__(self, which: slice) -> Sequence[Submission]: ...
    def __getitem__(self, which: int | slice) -> Submission | Sequence[Submission]:
        if isinstance(which, slice):
            return SubmissionStore(self._path, self._ranges[which], self._understand)
        return next(iter(SubmissionStore(self._path, (self._ranges[which],), self._understand)))

    def __iter__(self) -> Iterator[Submission]:
        return map(self._understand, self._contents())

    def glances(self) -> Iterator[SubmissionGlance]:
        """What a look through them sees of each."""
        return map(SubmissionGlance.model_validate_json, self._contents())

    def _contents(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            for start, stop in self._ranges:
                file.seek(start)
                yield file.read(stop - start)
