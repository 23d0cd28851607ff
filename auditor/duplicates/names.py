"""Names of places and organisations, found by how they end: ``马庄村``, ``城东街道``, ``第二小学``.

The words are in ``corpora/templates/names.tsv``: endings of places and of organisations, and plain words that end the
same way and name nobody (农村, 全县, 小区). A light dictionary cannot know where a name begins; whatever it takes too
much, it takes in every copy alike.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from auditor.errors import ConfigurationError
from auditor.resources import data_path

NAME_MASK = "◇"
"""Stands for the name proper; the ending stays (``马庄村`` → ``◇村``)."""

Kind = Literal["place", "organisation", "plain"]

_FILE = ("corpora", "templates", "names.tsv")
_NEVER_IN_A_NAME = "在对为由于向给到从与和及等的了把被将使让以按据全各每本该我其所有是不展施理助织托障供护动进补修改确提加推落支资费购置涉含括覆盖年月日"
LONGEST_NAME = 4


@cache
def name_endings() -> Mapping[Kind, tuple[str, ...]]:
    """The shipped words by kind; ``plain`` are those that only look like names.

    Raises:
        ConfigurationError: C003 where the file is missing or a line has no known kind.
    """
    words: dict[Kind, list[str]] = {"place": [], "organisation": [], "plain": []}
    with data_path(*_FILE).open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(csv.DictReader(file, delimiter="\t"), 2):
            kind = next((one for one in words if one == line.get("kind")), None)
            if kind is None or not line.get("word"):
                raise ConfigurationError("C003", name="/".join(_FILE), reason=f"第 {number} 行没有写明词和种类")
            words[kind].append(line["word"])
    return {kind: tuple(some) for kind, some in words.items()}


def mask_names(text: str) -> str:
    """The text with every name of a place or an organisation masked."""
    return _masker(("place", "organisation"))(text)


def mask_places(text: str) -> str:
    """The text with every name of a place masked."""
    return _masker(("place",))(text)


def without_places(text: str) -> str:
    """The text with every name of a place masked, and whether it is a town or a village too."""
    return _masked_place().sub(NAME_MASK, mask_places(text))


@cache
def _masked_place() -> re.Pattern[str]:
    endings = sorted(name_endings()["place"], key=lambda word: (-len(word), word))
    return re.compile(f"{NAME_MASK}(?:{'|'.join(map(re.escape, endings))})")


@cache
def _masker(kinds: tuple[Kind, ...]) -> Callable[[str], str]:
    words = name_endings()
    endings = {word for kind in kinds for word in words[kind]}
    longest_first = sorted({word for some in words.values() for word in some}, key=lambda word: (-len(word), word))
    any_word = re.compile("|".join(longest_first))

    def mask(text: str) -> str:
        pieces: list[str] = []
        done = earliest = 0
        for found in any_word.finditer(text):
            if found[0] in endings:
                start = _start_of_name(text, earliest, found.start())
                if start < found.start():
                    pieces += text[done:start], NAME_MASK
                    done = found.start()
            earliest = found.end()
        return "".join((*pieces, text[done:])) if pieces else text

    return mask


def _start_of_name(text: str, earliest: int, end: int) -> int:
    """Where a name that ends at ``end`` begins: as far back as its characters can stand in a name."""
    for start in range(end, max(earliest, end - LONGEST_NAME), -1):
        before = text[start - 1]
        if before in _NEVER_IN_A_NAME or not "\u4e00" <= before <= "\u9fff":
            return start
    return max(earliest, end - LONGEST_NAME)
