"""Large pieces of pages, remembered while what they show stays as it is: they take ten times as long to make as to send."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST_CHARACTERS = 40_000_000


class RenderedBodies:
    """The pieces asked for last, as many as fit.

    Args:
        most: characters that all may have together.
    """

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most, self._taken = most, 0
        self._kept: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """The piece of a key, made where it is not remembered; the key names everything that it depends on."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        body = make()
        with self._lock:
            self._taken += len(body) - len(self._kept.pop(key, ""))
            self._kept[key] = body
            while self._taken > self._most and len(self._kept) > 1:
                self._taken -= len(self._kept.popitem(last=False)[1])
        return body
