"""Waiting for what another process does: as long as it takes, short of for ever."""

import time

PATIENCE = 300
"""Seconds after which something has gone wrong for certain; what works is waited for only until it has happened."""

PAUSE = 0.05


def until(holds, told=lambda: "it never came to that"):
    """Look again and again until something holds. ``told``: says what there is instead, where it never does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, told()
        time.sleep(PAUSE)
