"""Texts for property tests: any text at all, and text made of the characters that budget tables use."""

from hypothesis import strategies as st

BUDGET_CHARACTERS = "0123456789.,，、；-~～—/·:：%％‰≥≤<>=＞＜＝ 一二三四五六七八九十百千万亿两半零〇第每年月日前底初内以上下不少低于超过约余多至到个人次元件公里平方米小时天工作分成之增长减少（）“”《》〔〕号GBm"
"""Characters that quantities and dates are made of, and their look-alikes."""


def any_text():
    """Any text, text of table characters, and mixtures."""
    return st.one_of(st.text(max_size=40), st.text(alphabet=BUDGET_CHARACTERS, max_size=40))
