"""Indicators that stand in the running text of a document beside its tables: a form that nobody drew a table for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.reading.char_stream import read_stream
from auditor.reading.plaintext.blocks import find_blocks
from auditor.taxonomy import LEVEL2_LABELS

_LABELS = "|".join(sorted((label for label in LEVEL2_LABELS if label.endswith("指标")), key=len, reverse=True))
_INDICATOR = re.compile(
    rf"\s*(?:[（(]?[\d一二三四五六七八九十]{{1,3}}[)）、.．]\s*)?(?:[\u4e00-\u9fff]{{2,5}}指标\s*[-—:：、/\s]\s*)?(?:{_LABELS})"
    r"(?:\s*[:：]\s*|\s+)(?P<said>[^，。]*\d[^，。]*)"
)
_LONGEST = 80
_FEWEST = 3


def left_over(text: str, names: Iterable[str]) -> str | None:
    """One sentence on a form that a text holds beside the tables of its document, None where it holds none.

    Args:
        text: the lines outside of tables.
        names: the names of the indicators that were read: lines that speak of one of them are none that is left.
    """
    if "级指标" in text and find_blocks(read_stream(text)):
        return "文字部分还有一张没有画成表格的指标表，没有读进来，请核对"
    known = [name for name in names if name]
    lines = [line.strip() for line in text.splitlines() if "指标" in line and len(line.strip()) <= _LONGEST]
    found = [
        line
        for line in lines
        if (said := _INDICATOR.fullmatch(line)) and not any(name in said["said"] for name in known)
    ]
    if len(found) < _FEWEST:
        return None
    return f"文字部分有{len(found)}行像是指标（第一处：“{found[0]}”），没有读进来，请核对"
