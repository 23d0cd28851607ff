"""Feature keys in a reader's words: what a verdict is told to rest on."""

from __future__ import annotations

import re
from typing import NamedTuple

FIELD_WORDS = {"level3": "三级指标", "description": "描述", "target": "指标值"}
SHAPE_WORDS = {
    "target=level3": "指标值照抄指标名称",
    "target=description": "指标值照抄描述",
    "level3=label": "三级指标只写了类别名",
    "level3=amount": "三级指标只写了金额",
    "kind=empty": "指标值空白",
}
WHOLE_ROW = "名称与指标值合起来看"
"""What is said where no single feature can be named."""

_CHINESE_WORD = re.compile(
    r"""
    (?P<field>level3|description|target):word=(?P<word>[\u4e00-\u9fff]{2,})
  | (?P<ended>level3|target):ends2=(?P<ending>[\u4e00-\u9fff]{2})
    """,
    re.VERBOSE,
)


class Reason(NamedTuple):
    """A feature as a reader understands it. ``about`` is the word it quotes, or all of it: nothing is named twice."""

    words: str
    about: str


def in_words(key: str) -> Reason | None:
    """A feature key as a reader understands it, or None where it says nothing to a person."""
    if key in SHAPE_WORDS:
        return Reason(SHAPE_WORDS[key], about=SHAPE_WORDS[key])
    found = _CHINESE_WORD.fullmatch(key)
    if found is None:
        return None
    if found["word"]:
        return Reason(f"{FIELD_WORDS[found['field']]}中的“{found['word']}”", about=found["word"])
    return Reason(f"{FIELD_WORDS[found['ended']]}以“{found['ending']}”结尾", about=found["ending"])
