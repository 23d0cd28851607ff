"""Memory that a library has freed, but that the system does not have back yet."""

from __future__ import annotations

import ctypes
import sys


def return_spare_memory() -> None:
    """Return it where the system's allocator keeps it for itself (Linux); a large file is read in two stages, and
    what the first needed is not there for the objects of the second.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:  # not every C library has it
            trim(0)
