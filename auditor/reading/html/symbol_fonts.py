"""Characters of a web page in a font of symbols, as Word writes them: ³ in Symbol is ≥."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.reading.symbols import symbol

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_FAMILY = re.compile(r"(?<![\w-])font-family\s*:\s*[\"']?\s*([^\"',;]+)", re.I)
_SYMBOLS = re.compile(r"symbol|wingdings(?: 2)?", re.I)
_NAMED = re.compile(r"(?:font-family|face)\s*[:=]\s*(?:[\"']|&quot;|&#39;|\s)*(?:symbol|wingdings)", re.I)
_FIRST, _LAST = "\x21", "\xff"
_OF_SYMBOLS = "\uf020", "\uf0ff"
"""Where such fonts have their characters, beside the numbers of Latin ones."""


def names_symbols(source: str) -> bool:
    """Whether a page names a font of symbols anywhere."""
    return _NAMED.search(source) is not None


def write_out_symbols(page: Element) -> None:
    """Put the characters that are seen in the place of those of a font of symbols; others in that font stay."""
    for element in page.iter("*"):
        font = _font(element)
        if font is not None and _SYMBOLS.fullmatch(font):
            _write_out(element, font)


def _font(element: Element) -> str | None:
    """The first font that an element names, None where it names none."""
    family = _FAMILY.search(element.get("style", ""))
    return family[1].strip() if family is not None else element.get("face")


def _write_out(element: Element, font: str) -> None:
    waiting = [element]
    while waiting:
        one = waiting.pop()
        one.text = _seen(one.text, font)
        for child in one:
            child.tail = _seen(child.tail, font)
            if isinstance(child.tag, str) and _font(child) is None:
                waiting.append(child)


def _seen(text: str | None, font: str) -> str | None:
    return text and "".join(_look(char, font) for char in text)


def _look(char: str, font: str) -> str:
    if _FIRST <= char <= _LAST or _OF_SYMBOLS[0] <= char <= _OF_SYMBOLS[1]:
        return symbol(font, ord(char)) or char
    return char
