"""What must be the same on every machine of a cluster for its findings to be those of one machine."""

from __future__ import annotations

import multiprocessing
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from auditor import __version__
from auditor.errors import AuditorError
from auditor.rules.load import load_pack

_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class MachineIdentity:
    """Versions of a process: Auditor, Python, the rules in force (their fingerprint, or why there are none) and libraries.

    ``daemon``: whether the process is one that must not start others, so that no file could be read within limits.
    """

    auditor: str
    python: str
    rules: str
    libraries: tuple[tuple[str, str], ...]
    daemon: bool = False

    def difference(self, other: MachineIdentity) -> tuple[str, str, str] | None:
        """What differs, and how it is here and there; None where findings would be the same."""
        for name, ours, theirs in (
            (" Auditor", self.auditor, other.auditor),
            (" Python", self.python, other.python),
            ("规则", self.rules, other.rules),
        ):
            if ours != theirs:
                return name, ours, theirs
        ours_of, theirs_of = dict(self.libraries), dict(other.libraries)
        for name in sorted(ours_of.keys() | theirs_of.keys()):
            ours, theirs = ours_of.get(name, "没有安装"), theirs_of.get(name, "没有安装")
            if ours != theirs:
                return f"组件 {name}", ours, theirs
        return None


def identity_of(profile: str, rules: Sequence[str]) -> MachineIdentity:
    """The identity of this process; run on every machine.

    Args:
        profile: name of the region's settings.
        rules: folders with rules of one's own, which every machine must have at the same place.
    """
    try:
        fingerprint = load_pack(profile, [Path(folder) for folder in rules]).fingerprint
    except AuditorError as error:
        fingerprint = error.message
    daemon = multiprocessing.current_process().daemon
    return MachineIdentity(__version__, platform.python_version(), fingerprint, _libraries(), daemon)


def _libraries() -> tuple[tuple[str, str], ...]:
    """The versions of the libraries that Auditor always needs, by name."""
    needed = (one for one in metadata.requires("auditor") or () if "extra ==" not in one)
    names = sorted(match[0] for one in needed if (match := _NAME.match(one)))
    return tuple((name, _version(name)) for name in names)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "没有安装"
