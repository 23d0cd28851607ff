"""How a server is run: where it listens, where it keeps things, and what it lets in."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from auditor.runtime.limits import Limits

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORT = 8765
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class UploadLimits:
    """What is taken in: bytes of one file, bytes and files of one batch, and the longest path of a file within a folder."""

    file_bytes: int = 200 * MEGABYTE
    batch_bytes: int = 2048 * MEGABYTE
    files: int = 5000
    path_length: int = 240


@dataclass(frozen=True)
class ServeSettings:
    """Everything that a server has to know.

    Args:
        data: folder of uploaded material, results and, where no other data base is named, decisions.
        host: address to listen at.
        port: port to listen at, 0 for any that is free.
        users: file with accounts; None: one person at this computer.
        names: further host names under which browsers ask for the page.
        database: SQLAlchemy's address of a data base; None: SQLite in ``data``.
        certfile: certificate, for TLS by this server.
        keyfile: its key.
        behind_proxy: whether a proxy speaks TLS with the browsers.
        profile: name of the region's settings.
        rules: folders with rules of one's own.
        workers: processes that audit.
        limits: of uploads.
        file_limits: what reading one file may take, and how much it may hold.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = PORT
    users: Path | None = None
    names: tuple[str, ...] = ()
    database: str | None = None
    certfile: Path | None = None
    keyfile: Path | None = None
    behind_proxy: bool = False
    profile: str = "national"
    rules: tuple[Path, ...] = ()
    workers: int = 1
    limits: UploadLimits = field(default_factory=UploadLimits)
    file_limits: Limits = field(default_factory=Limits)

    @property
    def encrypted(self) -> bool:
        """Whether browsers speak TLS with us or with the proxy before us."""
        return self.certfile is not None or self.behind_proxy

    @property
    def own_rules(self) -> Path:
        """The folder of rules that pages write changes into."""
        return self.rules[0] if self.rules else self.data / "rules"

    @property
    def rule_folders(self) -> tuple[Path, ...]:
        """The folders of rules in force."""
        return self.rules or ((self.own_rules,) if self.own_rules.is_dir() else ())

    @property
    def database_url(self) -> str:
        """SQLAlchemy's address of the data base."""
        return self.database or f"sqlite:///{self.data / 'auditor.sqlite3'}"

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Names that may stand in a request's Host, without port and in small letters."""
        own = () if self.host in ("0.0.0.0", "::") else (self.host,)
        local = LOOPBACK if not self.names or self.host in LOOPBACK else ()
        return frozenset(one.lower() for one in (*own, *self.names, *local))


def default_data_folder() -> Path:
    """Where a person's material is kept when nothing else is said: the system's place for data of programs."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "Auditor"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "auditor"
