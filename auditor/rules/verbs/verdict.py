"""``verdict``: what the classifier says of a row's measurability."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from auditor.checks.protocol import Batch
from auditor.model import Label
from auditor.rules.options import Strict
from auditor.rules.verbs.base import Context, Match, Sketch, Target, Test, Verb

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


class VerdictTest(Strict):
    """The classifier's word where no certain rule has decided; always a 疑点."""

    label: tuple[Label, ...]
    min_probability: float


class VerdictVerb(Verb):
    """The classifier says one of these labels."""

    verb: ClassVar[str] = "verdict"
    usage: ClassVar[str] = "看分类模型对可衡量性的判断：label 写哪些结论，min_probability 写至少多大把握"
    example: ClassVar[str] = "verdict: {label: [vague], min_probability: 0.8}"
    wants_verdict: ClassVar[bool] = True

    verdict: VerdictTest

    def compile(self, context: Context) -> Test:
        """Holds as surely as the classifier is."""
        options = self.verdict

        def test(target: Target, batch: Batch) -> Match | None:
            verdict = batch.verdicts.get(target.subject)
            if verdict is None or verdict.by_rule:
                return None
            said = verdict.measurability
            if said.label not in options.label or said.probability < options.min_probability:
                return None
            values = {"probability": f"{said.probability:.0%}", "reasons": "、".join(said.reasons)}
            return Match(values=values, confidence=said.probability)

        return test

    def reads(self, context: Context) -> frozenset[str] | None:
        """No field: the classifier decides."""
        return frozenset()

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """Rows of which the classifier says so."""
        from hypothesis import strategies as st

        said = {
            "label": st.sampled_from(self.verdict.label),
            "probability": st.floats(self.verdict.min_probability, 1),
        }
        return st.fixed_dictionaries({"verdict": st.fixed_dictionaries(said)})
