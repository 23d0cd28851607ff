"""Pages inside of a page: frames whose page stands in the file itself, as programs write them that save a page as one file."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

MOST_LEVELS = 4
"""How deep frames inside of frames are read."""
_DATA = re.compile(r"\s*data:(?:text/html|application/xhtml\+xml)((?:;[^;,]*)*),", re.I)
_FRAMES = ("iframe", "frame", "object", "embed")
_SHADOW = ("shadowrootmode", "shadowroot")


def is_shown_template(element: Element) -> bool:
    """Whether a ``template`` holds what its parent shows (a shadow root), unlike others, which wait for a script."""
    return element.tag == "template" and any(element.get(name) for name in _SHADOW)


def framed_pages(page: Element, is_hidden: Callable[[Element], bool]) -> Iterator[str]:
    """The sources of the pages in a page's frames that are shown, in order.

    What stands there for browsers without scripts is one where it holds the only tables of the page.
    """
    for frame in page.iter(*_FRAMES):
        source = frame.get("srcdoc") or _from_address(frame.get("src") or frame.get("data") or "")
        if source.strip() and not any(map(is_hidden, (frame, *frame.iterancestors()))):
            yield source
    tables = [any(one.tag == "noscript" for one in table.iterancestors()) for table in page.iter("table")]
    if tables and all(tables):
        from lxml import html

        for one in page.iter("noscript"):
            yield "".join(html.tostring(child, encoding="unicode") for child in one)


def _from_address(address: str) -> str:
    """The page that is itself written in an address (``data:text/html,…``), "" for any other address."""
    head = _DATA.match(address)
    if head is None:
        return ""
    content = unquote_to_bytes(address[head.end() :])
    if head[1].lower().endswith(";base64"):
        try:
            content = base64.b64decode(content + b"==")
        except binascii.Error:
            return ""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")
