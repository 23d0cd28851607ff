"""The head noun of an indicator's name: in what an indicator so named is measured, and which way is better.

The table is ``corpora/lexicon/head_nouns.yaml``.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple

from auditor.errors import ConfigurationError
from auditor.shipped_yaml import shipped_yaml

_TABLE = ("corpora", "lexicon", "head_nouns.yaml")
Direction = Literal["up", "down", "either"]


class HeadNoun(NamedTuple):
    """A head noun with the dimensions its quantity may have, the units in use, and whether more is better."""

    word: str
    dimensions: tuple[str, ...]
    units: tuple[str, ...]
    direction: Direction


def head_noun(name: str) -> HeadNoun | None:
    """The longest listed head noun that a name ends with, None where it ends with none.

    Raises:
        ConfigurationError: C003 where the shipped table is missing or malformed.
    """
    stem = name.rstrip("。．.；;，,、：: ")
    heads = _heads()
    for size in range(min(_longest(), len(stem)), 0, -1):
        if stem[-size:] in heads:
            return heads[stem[-size:]]
    return None


@cache
def _longest() -> int:
    """Of all head nouns, in characters."""
    return max(map(len, _heads()))


@cache
def _heads() -> dict[str, HeadNoun]:
    """All head nouns by their word; of two entries for one word the first counts."""
    groups: dict[str, Any] = shipped_yaml(*_TABLE)
    try:
        heads = [
            HeadNoun(word, tuple(group["dimensions"]), tuple(group["units"]), group["direction"])
            for group in groups.values()
            for word in group["heads"]
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError("C003", name="/".join(_TABLE), reason=str(error)) from error
    return {head.word: head for head in reversed(heads)}
