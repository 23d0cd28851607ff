"""Reports put together of pieces, one a submission: a piece that an earlier run has made of the same is not made again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from auditor.model import Submission
from auditor.outputs.reports.parts import ResultParts, Take, Writer
from auditor.runtime.disk_cache import NO_CACHE, DiskCache, digest_of
from auditor.runtime.program import program_digest
from auditor.runtime.store import SubmissionStore

_SOURCE = re.compile(rb'\{"source":("(?:[^"\\]|\\.)*")')


@dataclass(frozen=True)
class PieceTaker:
    """Takes submissions into a report that is put together of pieces.

    Args:
        name: of the report.
        piece: what a submission adds; from the submission and what ``context`` tells, and nothing else.
        context: what a piece depends on beside the submission, by the submission's source.
        add: takes the next piece, with the source of its submission.
    """

    name: str
    piece: Callable[[Submission], bytes]
    add: Callable[[str, bytes], None]
    context: Callable[[str], str] = lambda source: ""

    def __call__(self, submission: Submission) -> None:
        """Take the next submission."""
        self.add(submission.source, self.piece(submission))


def write_parts(parts: ResultParts, folder: Path, writers: Iterable[Writer], cache: DiskCache = NO_CACHE) -> None:
    """Write several reports in one pass over the submissions.

    Args:
        parts: what they tell.
        folder: where to.
        writers: of the reports.
        cache: where pieces of earlier runs lie, and those of this one are kept.

    Raises:
        OSError: where the folder or a file cannot be written.
    """
    with ExitStack() as stack:
        _feed(parts.submissions, [stack.enter_context(writer(parts, folder)) for writer in writers], cache)


def _feed(submissions: Sequence[Submission], takers: Sequence[Take], cache: DiskCache) -> None:
    """Give every submission to all reports, in order; one is understood only where somebody asks for it."""
    if not (cache.enabled and isinstance(submissions, SubmissionStore)):
        for submission in submissions:
            for take in takers:
                take(submission)
        return
    for number in range(len(submissions)):
        entry = _Entry(submissions, number)
        for take in takers:
            if isinstance(take, PieceTaker):
                take.add(entry.source, entry.piece(take, cache))
            else:
                take(entry.submission)


class _Entry:
    """A submission in a file, understood only where somebody wants more than its bytes."""

    def __init__(self, store: SubmissionStore, number: int) -> None:
        self._store = store
        self._number = number

    @cached_property
    def submission(self) -> Submission:
        return self._store[self._number]

    @cached_property
    def source(self) -> str:
        found = _SOURCE.match(self._content)
        return str(json.loads(found[1])) if found else self.submission.source

    @cached_property
    def _content(self) -> bytes:
        return self._store.content(self._number)

    @cached_property
    def _digest(self) -> str:
        return digest_of((self._content,))

    def piece(self, taker: PieceTaker, cache: DiskCache) -> bytes:
        """What it adds to a report."""
        name = digest_of(("piece", program_digest(), taker.name, self._digest, taker.context(self.source)))
        piece = cache.get(name)
        if piece is None:
            piece = taker.piece(self.submission)
            cache.put(name, piece)
        return piece
