"""Radicals that stand for characters: fonts in PDF files and text copied out of them name 民 as ⺠, 长 as ⻓, 户 as ⼾.

Kangxi radicals and compatibility ideographs have a compatibility mapping in Unicode (NFKC). Most of the CJK Radicals
Supplement has none; its characters are those of Unicode's EquivalentUnifiedIdeograph.txt, as far as that names characters
of the basic plane. Where NFKC gives a form that is not written in China today, today's form is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

_LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_SUPPLEMENT = (
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺌⺍⺎⺏⺐⺒⺓⺔⺖⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺬⺭⺮⺯⺰⺱⺲⺶⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂刀刂卜小小兀尣尢巳幺彑忄扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋示礻竹糹纟罓罒羊耂肀聿肉臼艹艹艹虎衤覀西见角讠贝足车辶辶辶钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
_TODAY = str.maketrans("戶靑", "户青")


def unified(text: str) -> str:
    """The text with every radical and compatibility ideograph as the character that a person reads."""
    if text.isascii():
        return text
    return _LOOK_ALIKE.sub(lambda match: _character(match[0]), text)


@cache
def _character(radical: str) -> str:
    found = _table().get(radical)
    return found or unicodedata.normalize("NFKC", radical).translate(_TODAY)


@cache
def _table() -> Mapping[str, str]:
    return dict(zip(*_SUPPLEMENT, strict=True))
