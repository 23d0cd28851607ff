"""Codes that a sheet kept as numbers, and amounts whose unit nothing tells for sure: doubts, for both may be far from what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.reading.forms.money import amount_wan

_AS_NUMBER = re.compile(r"\d{15}0+|\d(?:\.\d+)?[Ee]\+?\d+")
"""A number has fifteen digits in a sheet; those behind them are zeros, and in general format it is shown as 3.3E+20."""
_TELLS_UNIT = re.compile(r"[亿万千]元|(?:^|[\d（(：:币])\s*元|\d\s*[万亿]")
_LONGEST_LABEL = 60
_YUAN = re.compile(r"\s*[￥¥]\s*[\d,，.]+\s*")
_LARGE_WAN = 10_000.0
"""From 1 亿元 on a unit that is taken wrongly weighs too much to go by; a choice, not a measurement."""


def code_doubts(code: str) -> dict[str, str]:
    """The doubt that the last digits of a project's code are lost, where it looks like a number of a sheet."""
    if not _AS_NUMBER.fullmatch(code):
        return {}
    return {"project.code": f"项目编码“{code}”像是被当成数存的，后几位可能已经丢失"}


def unit_doubts(budget_wan: float | None, unit: str, texts: Iterable[str]) -> dict[str, str]:
    """The doubt that a large budget is in another unit than it was read in.

    Args:
        budget_wan: the budget as read.
        unit: what amounts without a unit of their own were read in.
        texts: the cells that may tell the unit, that of the amount among them.
    """
    if budget_wan is None or budget_wan < _LARGE_WAN:
        return {}
    short = [text for text in texts if len(text) <= _LONGEST_LABEL]
    if not any(map(_TELLS_UNIT.search, short)):
        told = "没有写金额的单位，读出的数按万元算大得不合情理"
    elif unit != "元" and any(_YUAN.fullmatch(text) and amount_wan(text, unit) == budget_wan for text in short):
        told = f"数前面有“￥”，别处写的单位却是{unit}，分不清是元还是{unit}"
    else:
        return {}
    return {"project.budget_wan": told, "project.funding": told}
