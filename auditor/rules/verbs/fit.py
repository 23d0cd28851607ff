"""``fit``: a row's words belong under another second level than it stands under."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from auditor.checks.protocol import Batch
from auditor.rules.options import Strict
from auditor.rules.verbs.base import Context, Match, Sketch, Target, Test, Verb
from auditor.taxonomy import RowCategory
from auditor.wording import ROW_CATEGORY

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


class FitTest(Strict):
    """By its words a measurable row belongs under one of these categories and hardly under its own; always a 疑点."""

    belongs: tuple[RowCategory, ...]
    min_probability: float
    max_stated: float


class FitVerb(Verb):
    """The row belongs elsewhere."""

    verb: ClassVar[str] = "fit"
    usage: ClassVar[str] = (
        "看模型认为应当归入哪一类：belongs 写哪些类别，min_probability 写至少多大把握，max_stated 写现在的类别至多多大可能"
    )
    example: ClassVar[str] = "fit: {belongs: [quality], min_probability: 0.9, max_stated: 0.1}"
    wants_verdict: ClassVar[bool] = True

    fit: FitTest

    def compile(self, context: Context) -> Test:
        """Holds as surely as the model is."""
        options = self.fit

        def test(target: Target, batch: Batch) -> Match | None:
            fit = batch.fits.get(target.subject)
            if fit is None or fit.belongs not in options.belongs:
                return None
            if fit.probability < options.min_probability or fit.stated > options.max_stated:
                return None
            values = {
                "belongs": ROW_CATEGORY[fit.belongs],
                "probability": f"{fit.probability:.0%}",
                "reasons": "、".join(fit.reasons),
            }
            return Match(values=values, confidence=fit.probability)

        return test

    def reads(self, context: Context) -> frozenset[str] | None:
        """No field: the model decides."""
        return frozenset()

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """Rows of which the model says so."""
        from hypothesis import strategies as st

        said = {
            "belongs": st.sampled_from(self.fit.belongs),
            "probability": st.floats(self.fit.min_probability, 1),
            "stated": st.floats(0, self.fit.max_stated),
        }
        return st.fixed_dictionaries({"fit": st.fixed_dictionaries(said)})
