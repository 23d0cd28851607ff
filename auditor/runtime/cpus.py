"""How many processors this process may use: all of the machine, unless the system grants it fewer."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from pathlib import Path, PurePosixPath

_CONTROL_GROUPS = Path("/sys/fs/cgroup")
_OWN_GROUPS = Path("/proc/self/cgroup")


def available_cpus() -> int:
    """Processors this process may run on, at least 1: affinity and the limits of its control groups are respected."""
    allowed = _allowed()
    limit = _group_limit(_OWN_GROUPS, _CONTROL_GROUPS)
    return allowed if limit is None else max(1, min(allowed, ceil(limit)))


def _allowed() -> int:
    counted = getattr(os, "process_cpu_count", None)  # from Python 3.13 on
    if counted is not None:
        return counted() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _group_limit(own: Path, groups: Path) -> float | None:
    """Processors that the control groups of this process grant (1.5: one and a half), None where they set no limit."""
    limits: list[float] = []
    with suppress(OSError):
        for line in own.read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if not controllers:
                limits += _limits_above(groups, path, _unified)
            elif "cpu" in controllers.split(","):
                limits += _limits_above(groups / "cpu", path, _legacy)
    return min(limits, default=None)


def _limits_above(root: Path, path: str, limit_in: Callable[[Path], float | None]) -> list[float]:
    """The limits of a group and of all above it; inside a container the group itself may not be visible, the root is."""
    inner = PurePosixPath(path.lstrip("/"))
    folders = [root / part for part in (inner, *inner.parents)]
    return [limit for folder in folders if (limit := limit_in(folder)) is not None]


def _unified(folder: Path) -> float | None:
    return _ratio(folder, "cpu.max")


def _legacy(folder: Path) -> float | None:
    return _ratio(folder, "cpu.cfs_quota_us", "cpu.cfs_period_us")


def _ratio(folder: Path, *names: str) -> float | None:
    """Quota by period, None where there is none (``max``, or -1)."""
    try:
        quota, period = " ".join((folder / name).read_text() for name in names).split()
        return int(quota) / int(period) if int(quota) > 0 else None
    except (OSError, ValueError, ZeroDivisionError):
        return None
