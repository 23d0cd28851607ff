"""``shares``: a field and another one have a word in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from auditor.rules.lexicon import resolve
from auditor.rules.options import FieldName, FieldOptions, Terms
from auditor.rules.required import Demands, Required
from auditor.rules.verbs.base import Context, FieldVerb, Find, Sketch, Target
from auditor.rules.words import Spans

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


class SharesTest(FieldOptions):
    """One of ``words`` stands in the field and in the other one, ``with``."""

    words: Terms
    with_: FieldName = Field(alias="with")


class SharesVerb(FieldVerb):
    """The same one of some words stands in both fields."""

    verb: ClassVar[str] = "shares"
    usage: ClassVar[str] = "看两栏是否有同一个词：words 写词或词表，with 写另一栏"
    example: ClassVar[str] = "shares: {in: level3, words: [资产, 合同], with: project.name}"

    shares: SharesTest

    def find(self, context: Context) -> Find:
        """Where the words that both have stand in the field."""
        words, other = resolve(self.shares.words, context.lexicon), self.shares.with_

        def find(target: Target, name: str) -> Spans | None:
            text, beside = target.text(name), target.text(other)
            shared = [word for word in words if word in text and word in beside]
            return tuple((text.index(word), text.index(word) + len(word)) for word in shared) or None

        return find

    def reads(self, context: Context) -> frozenset[str] | None:
        """The field and the other one."""
        return frozenset({self.field(context), self.shares.with_})

    def required(self, context: Context) -> Demands:
        """One of the words."""
        return {self.field(context): Required(within=frozenset(resolve(self.shares.words, context.lexicon)))}

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """The same word in both fields, among ordinary ones."""
        from hypothesis import strategies as st

        from auditor.rules.verbs.sketches import ORDINARY, placed, together

        words = st.sampled_from(resolve(self.shares.words, context.lexicon))
        fill = st.sampled_from(ORDINARY)
        name, other = self.field(context), self.shares.with_
        return st.tuples(words, fill, fill).map(
            lambda one: together([placed(name, one[1] + one[0]), placed(other, one[0] + one[2])])
        )
