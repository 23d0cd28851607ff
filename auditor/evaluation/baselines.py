"""The ways to judge that are compared, by the names they have on pages, and the two that a line of code can say."""

from __future__ import annotations

import re

from auditor.checks.protocol import RowView
from auditor.rules.lexicon import Lexicon

BOTH, RULES, ALONE = "规则与分类器", "只用规则", "只用分类器"
VAGUE_WORD, NO_NUMBER = "有空泛词就算", "没有数字就算"


def has_vague_word(row: RowView, lexicon: Lexicon) -> bool:
    """Whether a vague verb or degree stands in the name or the target."""
    words = lexicon["vague_degrees"] + lexicon["vague_verbs"]
    return any(word in row.text("level3") or word in row.text("target") for word in words)


def says_no_number(row: RowView) -> bool:
    """Whether no digit stands in the target."""
    return re.search(r"\d", row.text("target")) is None
