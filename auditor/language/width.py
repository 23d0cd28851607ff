"""Full-width and look-alike characters as plain ones, character for character, so that offsets stay."""

from __future__ import annotations

import re

_SIGNS = {
    "\u3000": " ", "\u00a0": " ", "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹥": ">", "﹤": "<", "﹪": "%", "∶": ":",
    "—": "-", "–": "-", "―": "-", "−": "-", "‐": "-", "‑": "-", "〜": "~", "∼": "~", "•": "·", "・": "·", "‧": "·",
    "﹒": "·", "〇": "零",
}  # fmt: skip
_PLAIN = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | _SIGNS
_WIDE = re.compile(f"[{re.escape(''.join(_PLAIN))}]")


def plain_width(text: str) -> str:
    """The text with each full-width or look-alike character replaced by its plain one; the length never changes."""
    return _WIDE.sub(_plain, text)


def _plain(found: re.Match[str]) -> str:
    return _PLAIN[found[0]]
