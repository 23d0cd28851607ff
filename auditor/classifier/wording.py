"""Feature keys in a reader's words: what a verdict is told to rest on."""

from __future__ import annotations

from typing import NamedTuple

FIELD_WORDS = {"level3": "三级指标", "description": "描述", "target": "指标值"}
SHAPE_WORDS = {
    "target=level3": "指标值照抄指标名称",
    "target=description": "指标值照抄描述",
    "level3=label": "三级指标只写了类别名",
    "level3=amount": "三级指标只写了金额",
    "kind=empty": "指标值空白",
}
WHOLE_ROW = "整行的写法"
"""What is said where no single feature can be named."""


class Reason(NamedTuple):
    """A feature as a reader understands it. ``about`` is the word it quotes, or else all of it: it is named once."""

    words: str
    about: str


def in_words(key: str) -> Reason | None:
    """A feature key as a reader understands it, or None where it says nothing to a person."""
    if key in SHAPE_WORDS:
        return Reason(SHAPE_WORDS[key], SHAPE_WORDS[key])
    field, _, rest = key.partition(":")
    kind, _, value = rest.partition("=")
    if field not in FIELD_WORDS or len(value) < 2 or not all("\u4e00" <= character <= "\u9fff" for character in value):
        return None
    if kind == "word":
        return Reason(f"{FIELD_WORDS[field]}中的“{value}”", value)
    if kind == "ends2" and field != "description":
        return Reason(f"{FIELD_WORDS[field]}以“{value}”结尾", value)
    return None
