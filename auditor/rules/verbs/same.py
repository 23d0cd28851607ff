"""``same``: a field says what another one says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from auditor.language.normalise import normalise
from auditor.rules.options import FieldName, FieldOptions
from auditor.rules.verbs.base import Context, FieldVerb, Find, Sketch, Target
from auditor.rules.words import Spans

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


class SameTest(FieldOptions):
    """The field says the same as another one, after normalising, or at least that similarly (0..1)."""

    as_: tuple[FieldName, ...] = Field(alias="as")
    min_similarity: float = 1.0
    min_length: int = 2


class SameVerb(FieldVerb):
    """The field says the same as one of the others."""

    verb: ClassVar[str] = "same"
    usage: ClassVar[str] = "看是否雷同：as 写与哪些字段比，min_similarity 写相似到多少（0—1），min_length 写至少几个字"
    example: ClassVar[str] = "same: {in: description, as: [level3]}"

    same: SameTest

    def find(self, context: Context) -> Find:
        """The whole text, where it is the same."""
        options = self.same

        def find(target: Target, name: str) -> Spans | None:
            text = target.text(name)
            bare = normalise(text)
            if len(bare) < options.min_length:
                return None
            for other in options.as_:
                if _alike(bare, normalise(target.text(other)), options.min_similarity):
                    return ((0, len(text)),)
            return None

        return find

    def reads(self, context: Context) -> frozenset[str] | None:
        """The field and those it is compared with."""
        return frozenset({self.field(context), *self.same.as_})

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """The same text in both fields."""
        from hypothesis import strategies as st

        from auditor.rules.verbs.sketches import placed, together

        name, fill = self.field(context), "培训" * (self.same.min_length // 2)
        texts = st.sampled_from(["完成培训工作", "≥120人次", "提升服务能力"]).map(lambda text: text + fill)
        others = st.sampled_from(self.same.as_)
        return st.tuples(texts, others).map(lambda one: together([placed(name, one[0]), placed(one[1], one[0])]))


def _alike(one: str, other: str, min_similarity: float) -> bool:
    if min_similarity >= 1 or one == other:
        return one == other
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) / 100 >= min_similarity
