"""What was worked out once and lies on disk for the next run: readings, judgements, pieces of reports.

An entry is named by a digest of everything it depends on, so that none is ever out of date: what has changed has another
name. Each is a file of its own, written whole or not at all and checked when it is read: one that is damaged counts as not
there. Entries are bytes, never code. Nothing that goes wrong here is an error of the run, which then works things out anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FORMAT = b"auditor 1\n"
"""Begins every entry; another program's files are neither read nor removed."""

CACHE_MB = 2048
"""What the entries may take together in megabytes, where nothing else was chosen."""

_DIGEST = hashlib.sha256().digest_size
_LEVEL = 1
"""Of zlib: ten times smaller at 100 MB a second and more."""

_KEPT_AFTER_TRIM = 0.9
"""How full the cache is once the oldest have been removed, so that not every entry removes one."""

_ABANDONED = 3600.0
"""Seconds after which a file half written belongs to nobody any more."""


class CachedFile(NamedTuple):
    """A file of the cache: when it was last used (seconds since 1970) and its size in bytes."""

    used: float
    size: int
    path: Path


def digest_of(parts: Iterable[bytes | str]) -> str:
    """One name for several parts, in hexadecimal; no other parts have it."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.hexdigest()


class DiskCache:
    """Entries by name; those unused for longest make room for new ones. Several processes may use it at once.

    Args:
        folder: where they lie; made for this user alone when the first is put in.
        max_bytes: what they may take together; 0: nothing is kept or found.
    """

    def __init__(self, folder: Path, max_bytes: int = CACHE_MB << 20) -> None:
        self.folder = folder
        self._max_bytes = max_bytes
        self._taken: int | None = None
        self._ours: bool | None = None

    @property
    def enabled(self) -> bool:
        """Whether anything is kept at all."""
        return self._max_bytes > 0

    def get(self, name: str) -> bytes | None:
        """An entry, None where there is none that is whole."""
        if not self._max_bytes or not self._is_ours():
            return None
        path = self._path(name)
        try:
            content = path.read_bytes()
            start = len(FORMAT) + _DIGEST
            if not content.startswith(FORMAT) or _checksum(name, content[start:]) != content[len(FORMAT) : start]:
                return None
            os.utime(path)
            return zlib.decompress(content[start:])
        except (OSError, zlib.error):
            return None

    def __contains__(self, name: str) -> bool:
        """Whether there is an entry, whole or not."""
        return self.enabled and self._path(name).is_file()

    def put(self, name: str, entry: bytes) -> None:
        """Keep an entry, where there is room and the folder can be written."""
        packed = zlib.compress(entry, _LEVEL)
        if len(packed) > self._max_bytes // 4:
            return
        path = self._path(name)
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_ours():
                return
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _write(path, FORMAT + _checksum(name, packed) + packed)
            self._make_room(len(packed))

    def files(self) -> list[CachedFile]:
        """The files of the cache, those unused for longest first."""
        return sorted(self._files())

    def clear(self) -> None:
        """Remove every entry, and the folder where nothing else is in it."""
        for file in self.files():
            with suppress(OSError):
                file.path.unlink()
        for folder in (*self._folders(), self.folder):
            with suppress(OSError):
                folder.rmdir()
        self._taken = None

    def _make_room(self, more: int) -> None:
        if self._taken is None:
            self._taken = sum(file.size for file in self._files())
        else:
            self._taken += more
        if self._taken > self._max_bytes:
            self._taken = self._trim(int(self._max_bytes * _KEPT_AFTER_TRIM))

    def _trim(self, most: int) -> int:
        """Remove what was unused for longest until the rest takes no more than this; returns what it takes."""
        files = self.files()
        taken = sum(file.size for file in files)
        for file in files:
            if taken <= most:
                break
            with suppress(OSError):
                file.path.unlink()
                taken -= file.size
        return taken

    def _files(self) -> Iterator[CachedFile]:
        """All files; those that a run which was killed left half written are removed on the way."""
        for folder in self._folders():
            with suppress(OSError), os.scandir(folder) as entries:
                for entry in entries:
                    with suppress(OSError):
                        stat = entry.stat(follow_symlinks=False)
                        if entry.name.startswith(".") and time.time() - stat.st_mtime > _ABANDONED:
                            Path(entry.path).unlink()
                        else:
                            yield CachedFile(stat.st_mtime, stat.st_size, Path(entry.path))

    def _folders(self) -> list[Path]:
        try:
            return sorted(one for one in self.folder.iterdir() if _is_shelf(one.name))
        except OSError:
            return []

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name[2:]

    def _is_ours(self) -> bool:
        """Whether nobody else can have written here; a folder that others may write to is left alone."""
        if not self._ours:
            try:
                stat = self.folder.stat()
            except OSError:
                return False
            self._ours = sys.platform == "win32" or (stat.st_uid == os.getuid() and not stat.st_mode & 0o022)
        return self._ours


def _is_shelf(name: str) -> bool:
    return len(name) == 2 and set(name) <= set("0123456789abcdef")


def _checksum(name: str, content: bytes) -> bytes:
    """Of an entry with its name: one that lies under another's name is none."""
    return hashlib.sha256(name.encode() + content).digest()


def _write(path: Path, content: bytes) -> None:
    """Write a file for this user alone, whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(beside, flags, 0o600), "wb") as file:
            file.write(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def usual_folder() -> Path:
    """The folder for caches of this user, as the system has it."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "auditor" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "auditor"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "auditor"


NO_CACHE = DiskCache(Path(), 0)
"""Keeps nothing and finds nothing."""


@dataclass(frozen=True)
class Shelf:
    """The place of one entry, whose content tells itself what it is good for: each run puts its own in the place of the last."""

    cache: DiskCache
    name: str

    @property
    def enabled(self) -> bool:
        """Whether anything is kept at all."""
        return self.cache.enabled

    @property
    def filled(self) -> bool:
        """Whether an earlier run has put something here."""
        return self.name in self.cache

    def get(self) -> bytes | None:
        """The entry, None where there is none that is whole."""
        return self.cache.get(self.name)

    def put(self, entry: bytes) -> None:
        """Keep an entry."""
        self.cache.put(self.name, entry)


NO_SHELF = Shelf(NO_CACHE, "")
"""Keeps nothing and finds nothing."""
