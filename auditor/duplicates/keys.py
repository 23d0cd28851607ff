"""What two texts must have in common to be the same: three keys of a text, each blind to more than the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from auditor.duplicates.names import NAME_MASK, mask_names
from auditor.language.normalise import NUMBER_MASK, REMEMBERED, normalise
from auditor.language.runs import LONGEST_RUN

CLAUSE_MARK = "ǀ"
"""Stands between clauses; a letter to ``normalise``, so that it survives."""

LEAST_LEFT = 4
"""A text of which masking leaves fewer characters is compared as it is: ``马庄村12户`` says nothing without name and number."""

_FULL_STOP = "。"
"""Always ends a clause. Sentences are known as a whole: those of a table are its rows, which stand elsewhere too."""

_CLAUSE_END = re.compile(rf"[，。；、！？：\n,;!?{CLAUSE_MARK}](?!(?<=[,;!?])\d)")
_NUMERALS = "零一二两三四五六七八九十百千万亿"
_COUNTED = "年月日天个人次名项件户家所处座台套辆场期批份条篇张米里亩公吨元级类岁周季届站间栋层班组块支片"
_NUMBER = re.compile(rf"\d(?:[\d.:/\-~]*\d)?[百千万亿]*|[{_NUMERALS}]{{1,{LONGEST_RUN}}}(?=[{_COUNTED}])")
_MASKS = str.maketrans("", "", NUMBER_MASK + NAME_MASK)


class Keys(NamedTuple):
    """A text as compared.

    ``plain`` is normalised; ``masked`` has numbers and names masked besides; ``clauses`` are the masked clauses in
    sorted order.
    """

    plain: str
    masked: str
    clauses: str


@lru_cache(maxsize=REMEMBERED)
def keys_of(text: str) -> Keys:
    """The keys of a text. An equal key means a copy: identical, but for numbers and names, but for the clauses' order."""
    plain, masked = _joined([_sentence_keys(sentence) for sentence in text.split(_FULL_STOP)])
    if len(masked) < 4 * LEAST_LEFT and len(without_masks(masked)) < LEAST_LEFT:
        masked = plain
    clauses = sorted(filter(None, masked.split(CLAUSE_MARK)))
    return Keys(plain.replace(CLAUSE_MARK, ""), masked.replace(CLAUSE_MARK, ""), CLAUSE_MARK.join(clauses))


@lru_cache(maxsize=REMEMBERED)
def _sentence_keys(sentence: str) -> tuple[str, str]:
    """The clauses of a sentence with marks between them: normalised, and with numbers and names masked besides."""
    return _joined([_clause_keys(clause) for clause in _CLAUSE_END.split(sentence)])


def _joined(parts: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The keys of several parts with marks between them; most texts have one part."""
    if len(parts) == 1:
        return parts[0]
    plain, masked = zip(*parts, strict=True)
    return CLAUSE_MARK.join(plain), CLAUSE_MARK.join(masked)


@lru_cache(maxsize=REMEMBERED)
def _clause_keys(clause: str) -> tuple[str, str]:
    """A clause normalised, and with numbers and names masked besides; neither reaches over the end of a clause."""
    plain = normalise(clause)
    return plain, mask_names(_NUMBER.sub(NUMBER_MASK, plain))


@lru_cache(maxsize=REMEMBERED)
def clauses_of(text: str) -> tuple[tuple[str, str], ...]:
    """The clauses of a text, none of them empty: as written, and normalised with numbers and names masked."""
    return tuple([(clause, _clause_keys(clause)[1]) for clause in _CLAUSE_END.split(text) if clause.strip()])


def masked_text(text: str) -> str:
    """A text normalised, numbers and names masked, however little that leaves of it."""
    return "".join([_clause_keys(clause)[1] for clause in _CLAUSE_END.split(text)])


def without_masks(text: str) -> str:
    """What is left of a masked text without its masks."""
    return text.translate(_MASKS)
