"""Looks that a run has by a named style (划掉的, 上标): struck out, hidden or raised, with no word of it at the run itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor.reading.word.text import W, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_VALUE = f"{W}val"
_RAISED = f"{W}vertAlign"
_DOUBLE = f"{W}dstrike"
_TOGGLES = (f"{W}strike", f"{W}vanish")
"""Of these, ISO/IEC 29500-1, 17.7.3 says: set by the paragraph's style and the run's as well, they are off."""


class NamedLooks:
    """What the styles of a document say of looks that decide whether and how a text is read.

    Args:
        styles: the part with the styles, None where the document has none.
    """

    def __init__(self, styles: Element | None) -> None:
        named = {} if styles is None else {one.get(f"{W}styleId", ""): one for one in styles.iter(f"{W}style")}
        looks = {name: _looks(name, named) for name in named}
        self._by_style = {name: found for name, found in looks.items() if found}

    def write_out(self, block: Element) -> None:
        """Give the runs inside a block the looks of their named styles, where they have no own word on them."""
        names = block.iter(f"{W}rStyle", f"{W}pStyle") if self._by_style else ()
        if not any(name.get(_VALUE) in self._by_style for name in names):
            return
        for run in block.iter(f"{W}r"):
            paragraph = next(run.iterancestors(f"{W}p"), None)
            outer = self._named(paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None)
            inner = self._named(run.find(f"{W}rPr/{W}rStyle"))
            _add(run, _together(outer, inner))

    def _named(self, style: Element | None) -> Mapping[str, str]:
        return self._by_style.get(style.get(_VALUE, ""), {}) if style is not None else {}


def _looks(name: str, named: Mapping[str, Element]) -> dict[str, str]:
    """The looks of a style by their tags: its own, then those of the styles it is based on."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    while name in named and name not in seen:
        seen.add(name)
        for tag in (*_TOGGLES, _DOUBLE):
            if (switch := named[name].find(f"{W}rPr/{tag}")) is not None:
                found.setdefault(tag, "1" if is_on(switch) else "0")
        if (place := named[name].find(f"{W}rPr/{_RAISED}")) is not None:
            found.setdefault(_RAISED, place.get(_VALUE, ""))
        base = named[name].find(f"{W}basedOn")
        name = base.get(_VALUE, "") if base is not None else ""
    return found


def _together(outer: Mapping[str, str], inner: Mapping[str, str]) -> dict[str, str]:
    """The looks by the paragraph's style and the run's."""
    both = {**outer, **inner}
    for tag in _TOGGLES:
        if tag in outer and tag in inner:
            both[tag] = "1" if outer[tag] != inner[tag] else "0"
    return both


def _add(run: Element, looks: Mapping[str, str]) -> None:
    own = run.find(f"{W}rPr")
    if own is None and looks:
        own = run.makeelement(f"{W}rPr")
        run.insert(0, own)
    for tag, value in looks.items():
        if own is not None and own.find(tag) is None:
            own.append(own.makeelement(tag, {_VALUE: value}))
