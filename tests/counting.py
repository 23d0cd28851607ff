"""Work counted instead of timed."""

import gc
import sys
from contextlib import contextmanager


def calls(work):
    """How many functions a piece of work calls, those written in C among them."""
    count = 0

    def counted(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@contextmanager
def searches():
    """The generations that the interpreter searches for cycles inside."""
    found = []

    def note(phase, told):
        if phase == "start":
            found.append(told["generation"])

    gc.callbacks.append(note)
    try:
        yield found
    finally:
        gc.callbacks.remove(note)
