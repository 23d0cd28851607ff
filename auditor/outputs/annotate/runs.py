"""Words in the runs of a Word paragraph: found whatever the runs are cut into, and marked without touching their look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from auditor.outputs.annotate.package import local

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_ENTERED = ("tbl", "txbxContent", "del", "moveFrom", "Fallback")


@dataclass(frozen=True)
class Letter:
    """One character that is not white space: ``text.text[offset]`` of a ``w:t`` element."""

    character: str
    text: Any
    offset: int


def letters(elements: Iterable[Any]) -> tuple[Letter, ...]:
    """The characters that stand in some paragraphs; nested tables, text boxes and deleted words left out."""
    return tuple(
        Letter(character, text, offset)
        for element in elements
        for text in _texts(element)
        for offset, character in enumerate(text.text or "")
        if not character.isspace()
    )


def _texts(element: Any) -> Iterable[Any]:
    for child in element:
        if local(child) == "t":
            yield child
        elif local(child) not in _NOT_ENTERED:
            yield from _texts(child)


def stretch(found: Sequence[Letter], text: str, words: str, start: int) -> tuple[int, int] | None:
    """Where the words stand among letters, as ``[first, end)``; None where they do not.

    Args:
        found: the letters of a cell.
        text: what the whole field says.
        words: the accused part of it.
        start: where in ``text`` they begin.
    """
    there = "".join(letter.character for letter in found)
    wanted = "".join(words.split())
    if not wanted:
        return None
    field = there.find("".join(text.split()))
    place = there.find(wanted, field + len("".join(text[:start].split())) if field >= 0 else 0)
    place = place if place >= 0 else there.find(wanted)
    return (place, place + len(wanted)) if place >= 0 else None


def edges(first: Letter, last: Letter) -> tuple[Any, Any]:
    """The runs that begin with ``first`` and end with ``last``; runs are cut in two where the words begin or end."""
    ending, _ = _cut(last.text, last.offset + 1)
    left, right = _cut(first.text, first.offset)
    return right, right if ending is left else ending


def _cut(text: Any, offset: int) -> tuple[Any, Any]:
    """The run left and right of a place in its text; None on a side where nothing is left of the run's content."""
    run = text.getparent()
    whole = text.text or ""
    content = [child for child in run if local(child) != "rPr"]
    if offset == 0 and content[0] is text:
        return None, run
    if offset == len(whole) and content[-1] is text:
        return run, None
    left, place = run, list(run).index(text)
    right = deepcopy(run)
    for child in list(left)[place + 1 :]:
        left.remove(child)
    for child in [one for one in list(right)[:place] if local(one) != "rPr"]:
        right.remove(child)
    _set(text, whole[:offset])
    _set(next(child for child in right if local(child) == "t"), whole[offset:])
    run.addnext(right)
    return left, right


def _set(text: Any, words: str) -> None:
    text.text = words
    text.set(_SPACE, "preserve")
