"""Examples put together for property tests. hypothesis is imported where something is generated, and not before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from auditor.checks.protocol import PROJECT
from auditor.rules.verbs.base import Sketch

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

ORDINARY = ("", "培训", "工作", "开展情况", "的", "和", "群众", "有序推进")
"""Words that stand before and after what is looked for."""

QUANTITIES = (
    "≥120人", "≤3%", "95%", "不少于5次", "≥≥20个", "10万元", "2024年", "0起", "300平方米", "12天", "第1期", "达到100%",
    "=4.5分", "80人次", "约30户", "减少40%", "3—5项", "2.5亿元", "每人200元", "100%", "1000元/人", "15个工作日", "不超过8公里",
)  # fmt: skip
DATES = (
    "2024年10月底前", "2024年12月31日", "2024年", "每季度", "年底前", "12月底前", "及时", "2025年6月30日前", "2023年3月", "按月",
    "第三季度", "30日内", "2023年12月31日", "按时", "2026年", "全年", "2024年6月", "上半年", "合同签订后3个月内",
)  # fmt: skip


def in_field(name: str, texts: SearchStrategy[str]) -> SearchStrategy[Sketch]:
    """Examples with these texts in a field of the row or of its project."""
    return texts.map(lambda text: placed(name, text))


def placed(name: str, value: Any) -> Sketch:
    """An example with one field filled."""
    if name.startswith(PROJECT):
        return {"project": {name.removeprefix(PROJECT): value}}
    return {name: value}


def together(sketches: Iterable[Sketch]) -> Sketch:
    """One example out of several: texts of one field follow one another, the rows of projects too."""
    merged: dict[str, Any] = {}
    for sketch in sketches:
        for name, value in sketch.items():
            merged[name] = _joined(merged[name], value) if name in merged else value
    return merged


def _joined(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return together((one, other))
    if isinstance(one, str) and isinstance(other, str):
        return one if one == other else one + other
    return [*one, *other] if isinstance(one, list) else other


def as_row(sketch: Sketch) -> Sketch:
    """The example's row as one of the rows of its project."""
    row = {name: value for name, value in sketch.items() if name not in ("project", "verdict", "fit")}
    return together([{"project": {"rows": [row]}}, {name: sketch[name] for name in sketch.keys() - row.keys()}])


def anything() -> SearchStrategy[Sketch]:
    """Rows with ordinary words, quantities and dates in their cells."""
    from hypothesis import strategies as st

    words = st.lists(st.sampled_from((*ORDINARY, *QUANTITIES, *DATES)), max_size=3).map("".join)
    return st.fixed_dictionaries({"level3": words, "target": words}, optional={"description": words, "basis": words})
