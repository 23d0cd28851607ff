"""Numbers written in Chinese numerals, as ``[DBNum1]`` (一百二十三), ``[DBNum2]`` (壹佰贰拾叁) and ``[DBNum3]`` ask for."""

from __future__ import annotations

_DIGITS = ("0123456789", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "０１２３４５６７８９", "0123456789")
_ZERO = ("0", "〇", "零", "０", "0")
_SMALL = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
_GROUPS = ("", "万", "亿", "万亿", "亿亿")


def in_digits(figures: str, style: int) -> str:
    """Figures one by one: 2024 → 二〇二四; what is no figure stays."""
    return figures.translate({ord(str(value)): mark for value, mark in enumerate(_DIGITS[style])})


def in_words(number: int, style: int) -> str:
    """A whole number from 0 as it is spoken: 10 → 十, 1005 → 一千〇五 in style 1, 壹仟零伍 in style 2."""
    if style not in _SMALL or number >= 10**20:
        return in_digits(str(number), style)
    if number == 0:
        return _ZERO[style]
    pieces: list[str] = []
    for place, group in reversed(tuple(enumerate(_groups(number)))):
        if not group:
            continue
        if pieces and group < 1000:
            pieces.append(_ZERO[style])
        pieces.append(_group(group, style) + _GROUPS[place])
    words = "".join(pieces)
    return words.removeprefix("一") if style == 1 and words.startswith("一十") else words


def _groups(number: int) -> list[int]:
    """Groups of four figures, the lowest first."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    return groups


def _group(group: int, style: int) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            said += (_ZERO[style] if gap and said else "") + _DIGITS[style][digit] + _SMALL[style][place]
            gap = False
        else:
            gap = True
    return said
