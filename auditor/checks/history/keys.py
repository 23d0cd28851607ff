"""Names, codes and texts made comparable across years: year words removed, the rest normalised."""

from __future__ import annotations

import re

from auditor.language.normalise import normalise

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s*(?:年度|年)|(?:本|当|今)年度?")
_YEAR_IN_NAME = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SEQUENCE = re.compile(r"(\d{3})\D*$")
_STAGE = re.compile(r"第?([一二三四五六七八九十\d]+)(?:期|批次?|标段?|阶段)")

_TELLING_CODE = 6
"""Characters from which on a code names one project."""


def yearless(text: str) -> str:
    """The text for comparison without its years: ``2025年5月底前`` and ``2024年5月底前`` become the same."""
    return normalise(_YEAR.sub("", text))


def name_key(name: str) -> str:
    """A project's or indicator's name for comparison: no years, also none without 年 as in 送戏下乡（2025）."""
    return normalise(_YEAR_IN_NAME.sub("", _YEAR.sub("", name)))


def department_key(name: str | None) -> str | None:
    """A department's name for comparison, None where it is not known."""
    return (normalise(name) or None) if name else None


def tells_one_project(code: str) -> bool:
    """Whether a code names one project everywhere; shorter ones are numbers in somebody's list, which others use too."""
    return len(code) >= _TELLING_CODE


def code_tail(code: str) -> str | None:
    """The sequence number at the end of a project code (its last three digits), None where it has none."""
    match = _SEQUENCE.search(code)
    return match[1] if match else None


def stage(name: str) -> str | None:
    """Which part of a longer undertaking a name speaks of: 一 in 河道清淤（一期）, None where it names none."""
    match = _STAGE.search(name)
    return match[1] if match else None


def likeness(one: str, other: str) -> float:
    """Similarity of two keys by edit operations, 0..1."""
    if one == other:
        return 1.0
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) / 100
