"""What a department typed, made harmless for the format it is written into; a reader sees the same words."""

from __future__ import annotations

import html
import re

_FORMULA_STARTS = frozenset("=+-@＝＋－＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARKDOWN = re.compile(r"([\\`*_\[\]|~])")


def cell_text(text: str) -> str:
    """Text for a CSV cell: an apostrophe keeps a spreadsheet from taking it for a formula."""
    text = strip_control_chars(text)
    risky = text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in _FORMULA_STARTS
    return f"'{text}" if risky else text


def strip_control_chars(text: str) -> str:
    """Text without the characters that XML forbids, each replaced by �."""
    return _CONTROL.sub("�", text)


def markdown_text(text: str) -> str:
    """Text for one line or table cell of Markdown: no markup of its own, no HTML, no line wraps."""
    return html.escape(_MARKDOWN.sub(r"\\\1", " ".join(strip_control_chars(text).split())), quote=False)
