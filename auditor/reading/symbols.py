"""Characters of symbol fonts, which have no meaning of their own, as the characters that look like them."""

from __future__ import annotations

CHECKED, UNCHECKED, CROSSED = "☑", "□", "☒"

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: UNCHECKED, 0x71: UNCHECKED, 0x72: UNCHECKED, 0x75: "◆", 0xA1: "○", 0xA8: UNCHECKED, 0xD8: "➢",
    0xFB: "×", 0xFC: "√", 0xFD: CROSSED, 0xFE: CHECKED,
}  # fmt: skip
_WINGDINGS_2 = {
    0x2A: UNCHECKED, 0x30: UNCHECKED, 0x4F: "×", 0x50: "√", 0x51: CROSSED, 0x52: CHECKED, 0x53: CROSSED, 0x54: CROSSED,
    0xA3: UNCHECKED,
}  # fmt: skip
_SYMBOL = {
    0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xB2: "″",
    0xA2: "′",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, code: int) -> str:
    """The character that looks like number ``code`` of a symbol font; "" where its look is not known.

    Any other font has the character itself.
    """
    table = _FONTS.get(font.strip().lower())
    if table is not None:
        return table.get(code & 0xFF, "")
    return "" if 0xE000 <= code <= 0xF8FF or not code else chr(code)
