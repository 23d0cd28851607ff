"""``text``: a field has, or is, certain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from auditor.language.artefacts import Artefacts
from auditor.language.normalise import normalise
from auditor.rules.lexicon import Lexicon, resolve, resolve_expression
from auditor.rules.options import FieldOptions, Terms
from auditor.rules.required import ANYTHING, Demands, Required
from auditor.rules.verbs.base import Context, Sketch
from auditor.rules.verbs.compiled import CellVerb, FindIn
from auditor.rules.words import Spans, WordFinder, Words

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


class TextTest(Words, FieldOptions):
    """Words of one field of the row or project; ``empty`` says whether it is blank."""

    empty: bool | None = None


class TextVerb(CellVerb):
    """The field has these words."""

    verb: ClassVar[str] = "text"
    usage: ClassVar[str] = (
        "看文字：equals、contains、starts_with、ends_with 写词或词表，matches 写正则表达式或 patterns/名称，min_length、max_length 写字数，"
        "empty 写是否空白，unless 写不算的情形"
    )
    example: ClassVar[str] = "text: {contains: [提升, 稳定], unless: {contains: [稳定就业人数]}}"

    text: TextTest

    def find_in(self, context: Context) -> FindIn:
        """The words found; of a field that must be blank, nothing to show."""
        options = self.text
        if options.empty is True:
            return lambda artefacts: () if artefacts.blank else None
        find_words = WordFinder(options, context.lexicon).find
        may_be_blank = options.empty is None

        def find(artefacts: Artefacts) -> Spans | None:
            text = artefacts.text
            return find_words(text) if text and (may_be_blank or not artefacts.blank) else None

        return find

    def required(self, context: Context) -> Demands:
        """One of the words; of a field that must be blank, none at all."""
        one = _required(self.text, context.lexicon)
        return {} if one == ANYTHING else {self.field(context): one}

    def denied(self, context: Context) -> Demands:
        """Nothing that is not blank, where no more is asked than that there is some text."""
        options = self.text
        some_text = TextTest.model_validate({"in": options.in_, "empty": False})
        return {self.field(context): Required(within=frozenset())} if options == some_text else {}

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """Texts made of the words that are asked for, among ordinary ones."""
        from hypothesis import strategies as st

        from auditor.rules.verbs.sketches import in_field

        if self.text.empty is True:
            return in_field(self.field(context), st.sampled_from(["", " ", "　"]))
        finder = WordFinder(self.text, context.lexicon)
        texts = _texts(self.text, context.lexicon).filter(lambda text: text.strip() and finder.find(text) is not None)
        return in_field(self.field(context), texts)


def _required(options: TextTest, lexicon: Lexicon) -> Required:
    if options.empty:
        return Required(within=frozenset())
    if options.equals is not None:
        return Required(whole=frozenset(normalise(word) or word for word in resolve(options.equals, lexicon)))
    for terms in (options.contains, options.starts_with, options.ends_with):
        if terms is not None:
            return Required(within=frozenset(resolve(terms, lexicon)))
    return ANYTHING


def _texts(options: Words, lexicon: Lexicon) -> SearchStrategy[str]:
    """Texts in which the words of each key stand, in the order in which the keys can hold together."""
    from hypothesis import strategies as st

    from auditor.rules.verbs.sketches import ORDINARY

    def one_of(terms: Terms | None) -> SearchStrategy[str]:
        return st.just("") if terms is None else st.sampled_from(resolve(terms, lexicon))

    if options.equals is not None:
        return one_of(options.equals)
    ordinary = st.sampled_from(ORDINARY)
    matching = st.just("") if options.matches is None else st.from_regex(resolve_expression(options.matches, lexicon))
    fill = st.just("工作" * ((options.min_length or 0) // 2 + 1) if options.min_length else "")
    before = st.just("") if options.starts_with is not None or options.matches is not None else ordinary
    after = st.just("") if options.ends_with is not None or options.matches is not None else ordinary
    parts = (
        one_of(options.starts_with),
        before,
        one_of(options.contains),
        matching,
        fill,
        after,
        one_of(options.ends_with),
    )
    return st.tuples(*parts).map(lambda words: "".join(words) or "工作")
