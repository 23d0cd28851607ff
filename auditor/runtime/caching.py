"""What recurs is worked out once. Every cache is bounded by bytes, so that memory does not grow with the season.

What an entry takes is reckoned from its key, with all that the result works out for itself later on; the figures are what
the entries of a season take on average, measured with ``sys.getsizeof`` over everything they hold. A cell that is nothing but
numbers may take up to six times as much.

functools does the looking up: a season asks a million times, and a cache that weighs and reorders in Python (cachetools'
``LRUCache``) made it 5 % slower.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, ParamSpec, TypeVar, cast

CACHE_BYTES = 384 << 20
"""What all caches of an engine together may take; a season of 20,000 rows needs 200 MB."""

Key = ParamSpec("Key")
Result = TypeVar("Result")


def bounded_cache(func: Callable[Key, Result], max_bytes: int, bytes_of: Callable[Key, int]) -> Callable[Key, Result]:
    """A function that remembers its results; when they have outgrown the bound all are forgotten, and it begins afresh.

    Args:
        func: of hashable arguments.
        max_bytes: what the results remembered may take.
        bytes_of: what the result for these arguments takes, together with them.
    """
    taken = 0
    weigh, work = cast(Callable[..., int], bytes_of), cast(Callable[..., Result], func)

    @cache
    def known(*key: Any) -> Any:
        nonlocal taken
        size = weigh(*key)
        taken += size
        if taken > max_bytes:
            known.cache_clear()
            taken = size
        return work(*key)

    return cast(Callable[Key, Result], known)


def text_bytes(base: int, per_character: int) -> Callable[..., int]:
    """What an entry takes whose first argument is a text."""

    def taken(text: str, *_: object) -> int:
        return base + per_character * len(text)

    return taken


def texts_bytes(base: int, per_character: int) -> Callable[..., int]:
    """What an entry takes whose first argument are several texts, some of which may be missing."""

    def taken(texts: tuple[str | None, ...], *_: object) -> int:
        return base + per_character * len("".join(filter(None, texts)))

    return taken
