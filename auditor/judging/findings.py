"""From candidates to findings: the only place where a candidate gets its words, its standard and its fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from auditor.advice.proposals import Named, Proposer, offered_for
from auditor.advice.sentences import (
    instead_offer,
    rewriting_offer,
    split_by_respondents,
    with_base,
    with_one_sign,
    with_reference,
    with_unit,
)
from auditor.advice.spots import Spot
from auditor.checks.protocol import ProjectView, RowView
from auditor.judging.aggregation import aggregate_by_project, quoted
from auditor.judging.filling import filled
from auditor.judging.fingerprint import Candidate, fingerprints
from auditor.judging.subsumption import suppress_subsumed
from auditor.model import SEVERITY_ORDER, Citation, Finding, Location, Offer, Severity
from auditor.rules.citations import printed, strongest
from auditor.rules.grammar import Rule
from auditor.rules.load import OFFERED_CATEGORIES, PROPOSED, Pack, value_of

LIKELY = 0.8
"""Most that a finding of a rule marked ``certainty: likely`` may claim."""

DOUBTFUL_READING = 0.5
"""Most that any finding may claim on a row whose cells were told apart by guess (解析疑点)."""


class Bank(Protocol):
    """Knows well-formed indicators: the shipped bank, or none at all where a rule's examples run."""

    def nearest(self, row: Spot) -> Sequence[Named]:
        """A few indicators near to a row, nearest first; none where nothing is near."""
        ...


class FindingBuilder:
    """Writes findings.

    Args:
        pack: rules with their wording and standards.
        bank: finds examples of what could be written instead.
    """

    def __init__(self, pack: Pack, bank: Bank) -> None:
        self._pack = pack
        self._proposer = Proposer(bank.nearest, pack.lexicon)
        self._standards: dict[tuple[str, int | None], tuple[Citation, str]] = {}

    def findings(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, Finding]]:
        """One finding a candidate, in the order of the file and then of weight; told once where a rule says so."""
        told = aggregate_by_project(suppress_subsumed(sorted(candidates, key=_order)))
        for candidate, fingerprint in zip(told, fingerprints(told), strict=True):
            yield candidate, self._finding(candidate, fingerprint)

    def _finding(self, candidate: Candidate, fingerprint: str) -> Finding:
        rule, hit, target = candidate.rule, candidate.hit, candidate.target
        citation, standard = self._standard(rule, target.submission.year if target is not None else None)
        offer = self._offer(rule, target)
        values = _Values(hit.values, target, offer)
        return Finding(
            rule=rule.id,
            title=rule.title,
            category=rule.category,
            severity=rule.severity,
            indicator=target.indicator.id if isinstance(target, RowView) else None,
            field=hit.field,
            span=hit.span,
            message=filled(rule.message, values),
            why=rule.why,
            evidence=quoted(candidate),
            citation=citation,
            standard=standard,
            suggestion=filled(rule.advice, values),
            offer=offer,
            lowers=rule.lowers,
            remedy=rule.remedy,
            confidence=round(_confidence(rule, hit.confidence, target), 4),
            location=_place(target),
            fingerprint=fingerprint,
        )

    def _standard(self, rule: Rule, year: int | None) -> tuple[Citation, str]:
        """The standard that a rule cites for a budget year, and its printed sentence."""
        known = self._standards.get((rule.id, year))
        if known is None:
            citation = strongest(rule.citations, self._pack.standards, self._pack.profile, year)
            known = self._standards[rule.id, year] = citation, printed(citation, self._pack.profile)
        return known

    def _offer(self, rule: Rule, target: RowView | ProjectView | None) -> Offer | None:
        """What a rule's advice offers a row in place of what stands there; None where it offers nothing."""
        if not isinstance(target, RowView):
            return None
        if "{rewrite}" in rule.advice:
            return rewriting_offer(target, self._proposer.rewriting(target))
        if "{instead}" in rule.advice:
            return instead_offer(target, self._proposer.instead(target, foreign=rule.category == "duplication"))
        return None


class _Values(dict[str, str]):
    """What a rule's texts may name: values of the hit, and of the row or project it speaks of what is asked for."""

    def __init__(self, said: Mapping[str, str], target: RowView | ProjectView | None, offer: Offer | None) -> None:
        super().__init__(said)
        self._target = target
        self._offer = offer

    def __missing__(self, name: str) -> str:
        if self._target is None:
            raise KeyError(name)
        return self._proposed(name, self._target) if name in PROPOSED else value_of(self._target, name)

    def _proposed(self, name: str, target: RowView | ProjectView) -> str:
        """What a placeholder of advice stands for that is worked out for the row or project."""
        if name in OFFERED_CATEGORIES:
            return offered_for(target.project, OFFERED_CATEGORIES[name]).written
        assert isinstance(target, RowView), f"{name} is asked of rows only; loading has checked it"
        accused = self.get("accused") or target.indicator.target
        match name:
            case "with_unit":
                return with_unit(target, accused)
            case "with_reference":
                return with_reference(target)
            case "with_base":
                return with_base(target, accused)
            case "with_one_sign":
                return with_one_sign(target.indicator.target)
            case "split":
                return split_by_respondents(target)
            case _:
                assert self._offer is not None, "advice that names a rewriting has made one"
                return self._offer.sentence


Order = tuple[int, str, tuple[int, int], str]
"""Sorts what is said of one row, of a project itself or of a submission itself."""


def _order(candidate: Candidate) -> tuple[int, int, int, Order]:
    rule, hit = candidate.rule, candidate.hit
    subject = hit.subject
    return (
        subject.submission,
        -1 if subject.project is None else subject.project,
        -1 if subject.indicator is None else subject.indicator,
        order_in_row(rule.severity, rule.id, hit.span, hit.field),
    )


def order_in_row(severity: Severity, rule: str, span: tuple[int, int] | None, field: str | None) -> Order:
    """Where a finding comes among those on the same row, or on the same project or submission itself."""
    return SEVERITY_ORDER.index(severity), rule, span or (0, 0), field or ""


def _confidence(rule: Rule, said: float, target: RowView | ProjectView | None) -> float:
    if rule.certainty == "likely":
        said = min(said, LIKELY)
    if isinstance(target, RowView) and target.indicator.doubts:
        said = min(said, DOUBTFUL_READING)
    return said


def _place(target: RowView | ProjectView | None) -> Location:
    if target is None:
        return Location()
    return target.indicator.location if isinstance(target, RowView) else target.project.location
