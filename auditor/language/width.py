"""Full-width and look-alike characters as plain ones, character for character, so that offsets stay."""

from __future__ import annotations

_SIGNS = {
    "\u3000": " ", "\u00a0": " ", "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹥": ">", "﹤": "<", "﹪": "%", "∶": ":",
    "—": "-", "–": "-", "―": "-", "−": "-", "‐": "-", "‑": "-", "〜": "~", "∼": "~", "•": "·", "・": "·", "‧": "·",
    "﹒": "·", "〇": "零",
}  # fmt: skip
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord(sign): plain for sign, plain in _SIGNS.items()}


def plain_width(text: str) -> str:
    """The text with each full-width or look-alike character replaced by its plain one; the length never changes."""
    return text.translate(_PLAIN)
