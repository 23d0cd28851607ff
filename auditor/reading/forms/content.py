"""What a column holds, told by its cells alone: levels, signs, units, quantities, points, results of a year, prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from auditor.language.units import unit_table
from auditor.taxonomy import level1_of, level2_of

CLOSED = frozenset({"level1", "level2", "comparator", "unit"})
"""Fields whose cells are words of a closed list: what holds them can hardly be anything else."""

_SIGNS = frozenset(
    [
        "≥",
        "≤",
        "=",
        "＝",
        ">",
        "<",
        "＞",
        "＜",
        "≧",
        "≦",
        ">=",
        "<=",
        "大于",
        "小于",
        "等于",
        "大于等于",
        "小于等于",
        "不低于",
        "不高于",
        "不少于",
        "不超过",
        "不多于",
        "定性",
        "定量",
        "正向",
        "反向",
    ]
)
_SIGN_OF_KIND = re.compile(r"(?:定量|定性|数值)(?:指标)?\s*[（(][≥≤=＝><＞＜≧≦]{1,2}[）)]")
_PERCENT = frozenset({"%", "％", "‰", "百分比", "百分点"})
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_VALUE = re.compile(r"(?:[≥≤≧≦><=＞＜＝]|大于|小于|不少于|不低于|不高于|不超过)?\s*[-+]?\d.{0,24}")
_DATE = re.compile(r".{0,6}\d{1,4}\s*[年月.]\s*.{0,12}")
_BASIS = re.compile(r"依据|方案|计划|通知|文件|办法|规划|标准|合同|历史|要求|统计|台账|规定|批复|测算|〔|年度数据")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def likeness(texts: Sequence[str]) -> dict[str, float]:
    """How like the cells of each field of an indicator the filled cells of a column are, 0..1; {} for no cells."""
    if not texts:
        return {}
    kinds: dict[str, Callable[[str], bool]] = {
        "level1": lambda text: level1_of(text) is not None,
        "level2": lambda text: level2_of(text) is not None,
        "comparator": lambda text: text.strip() in _SIGNS or _SIGN_OF_KIND.fullmatch(text.strip()) is not None,
        "unit": _is_unit,
        "target": _is_value,
        "level3": _is_name,
        "basis": lambda text: bool(_BASIS.search(text)),
        "deviation_reason": lambda text: "原因" in text or "因" in text,
        "description": lambda text: len(_CHINESE.findall(text)) >= 4,
    }
    found = {field: sum(map(kind, texts)) / len(texts) for field, kind in kinds.items()}
    found["level3"] *= 0.5 + 0.5 * len(set(texts)) / len(texts)
    found["actual"] = found["target"]
    return found | _points(texts)


def _points(texts: Sequence[str]) -> dict[str, float]:
    """How like points the cells are: numbers up to 100; those of all rows come to a round sum."""
    numbers = [float(match[0].replace(",", "")) for text in texts if (match := _NUMBER.fullmatch(text.strip()))]
    if len(numbers) < len(texts) or any(number > 100 for number in numbers):
        return {"weight": 0.0, "score": 0.0}
    total = sum(numbers)
    return {"weight": 0.9 if round(total, 4) in (100, 90, 80, 50) else 0.5, "score": 0.6 if total <= 100 else 0.4}


def _is_unit(text: str) -> bool:
    text = text.strip()
    if not text or len(text) > 6 or any(letter.isdigit() for letter in text):
        return False
    units = unit_table().units
    return text in _PERCENT or text in units or all(part in units for part in re.split(r"[/／每]", text) if part)


def _is_value(text: str) -> bool:
    return bool(_VALUE.fullmatch(text) or (len(text) <= 24 and _DATE.fullmatch(text)))


def _is_name(text: str) -> bool:
    return (
        len(_CHINESE.findall(text)) >= 2 and len(text) <= 40 and level2_of(text) is None and not _VALUE.fullmatch(text)
    )
