"""Readings that serve the next run: a file of the same content and name that is read in the same way says the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.pipeline.checkpoint import ReadLine
from auditor.reading.archives.contents import content_of
from auditor.reading.reader import written
from auditor.runtime.disk_cache import DiskCache, digest_of
from auditor.runtime.program import program_digest


@dataclass(frozen=True)
class KeptReadings:
    """Readings on disk.

    Args:
        cache: where they lie.
        conditions: everything beside the file that a reading depends on.
    """

    cache: DiskCache
    conditions: object

    def of(self, path: Path) -> ReadLine | None:
        """What a file said when it was read as it now is."""
        if not self.cache.enabled:
            return None
        with suppress(OSError, UnreadableError):
            source, sha256 = written(path), hashlib.sha256(content_of(path)).hexdigest()
            entry = self.cache.get(self._name(source, sha256))
            if entry is not None:
                rows, _, line = entry.partition(b"\n")
                return ReadLine(source, int(rows), line, sha256)
        return None

    def keep(self, reading: ReadLine) -> None:
        """Keep what was read; a file that could not be read is read again the next time."""
        if self.cache.enabled and reading.sha256:
            entry = b"%d\n" % reading.rows + reading.line
            self.cache.put(self._name(reading.source, reading.sha256), entry)

    def _name(self, source: str, sha256: str) -> str:
        parts: Iterable[str] = ("reading", program_digest(), repr(self.conditions), source, sha256)
        return digest_of(parts)
