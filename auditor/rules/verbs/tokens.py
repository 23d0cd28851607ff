"""``tokens``: words of a field follow one another in a pattern of spaCy's ``Matcher``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from auditor.language.expressions import safe_expression
from auditor.rules.lexicon import Lexicon, resolve
from auditor.rules.options import Expression, FieldOptions
from auditor.rules.verbs.base import Context, FieldVerb, Find, Sketch, Target
from auditor.rules.words import Spans, WordFinder, Words

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def _understood_by_spacy(written: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    from auditor.rules.tokens import checked  # brings in spaCy: only rules with such a pattern pay for it

    checked(written)
    return written


TokenPlaces = Annotated[tuple[dict[str, Any], ...], Field(min_length=1), AfterValidator(_understood_by_spacy)]
"""A pattern of spaCy's ``Matcher``: one mapping a place."""


class TokensTest(FieldOptions):
    """A pattern over the words of our segmentation, in the language of spaCy's ``Matcher``; ``unless`` excuses by words of the same field.

    ``only_where`` is a regular expression that the text must contain before the slower pattern is tried.
    """

    pattern: TokenPlaces
    only_where: Expression | None = None
    unless: Words | None = None


class TokensVerb(FieldVerb):
    """The words of the field match the pattern."""

    verb: ClassVar[str] = "tokens"
    usage: ClassVar[str] = (
        "按词找：pattern 里一项对应一处，写法同 spaCy 的 Matcher，only_where 写先要有的正则表达式，unless 写不算的情形"
    )
    example: ClassVar[str] = (
        'tokens: {pattern: [{TEXT: {IN: [合格率, 及格率]}}, {TEXT: {REGEX: "^[和、]$"}}, {ENT_TYPE: QUANTITY}]}'
    )

    tokens: TokensTest

    def find(self, context: Context) -> Find:
        """The words that match."""
        from auditor.rules.tokens import TokenPattern

        options = self.tokens
        gate = safe_expression(options.only_where) if options.only_where is not None else None
        excuse = WordFinder(options.unless, context.lexicon) if options.unless is not None else None
        pattern = TokenPattern(options.pattern, context.lexicon)

        def find(target: Target, name: str) -> Spans | None:
            text = target.text(name)
            if gate is not None and not gate.found_in(text):
                return None
            if excuse is not None and excuse.find(text) is not None:
                return None
            return pattern.find(target.artefacts(name), target.submission.year) or None

        return find

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """Words for each place, one after another."""
        from hypothesis import strategies as st

        from auditor.rules.verbs.sketches import in_field

        words = (_words(place, context.lexicon) for place in self.tokens.pattern)
        return in_field(self.field(context), st.tuples(*words).map("".join))


_ENTITIES = {"QUANTITY": ("120人", "95%", "30户"), "DATE": ("12月", "2024年")}
"""Texts that are one entity and nothing else."""


def _words(place: Mapping[str, Any], lexicon: Lexicon) -> SearchStrategy[str]:
    """Words that one place may ask for; an ordinary one where it asks for something else."""
    from hypothesis import strategies as st

    said = place.get("TEXT", place.get("ORTH"))
    if isinstance(said, str):
        return st.just(said)
    if isinstance(said, Mapping) and "IN" in said:
        return st.sampled_from(resolve(said["IN"], lexicon))
    if isinstance(said, Mapping) and "REGEX" in said:
        return st.from_regex(str(said["REGEX"]), fullmatch=True).map(str.strip)
    return st.sampled_from(_ENTITIES.get(place.get("ENT_TYPE", ""), ("培训", "工作")))
