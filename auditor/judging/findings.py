"""From accusations to findings: the only place where an accusation gets its words, its standard and its fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from auditor.checks.protocol import ProjectView, Row
from auditor.judging.fingerprint import Accusation, fingerprints
from auditor.judging.merging import merged, quoted
from auditor.judging.yielding import leading
from auditor.model import SEVERITY_ORDER, Citation, Finding, Location
from auditor.rules.citations import printed, strongest
from auditor.rules.grammar import Rule
from auditor.rules.load import Pack, value_of

LIKELY = 0.8
"""Most that a finding of a rule marked ``certainty: likely`` may claim."""

DOUBTFUL_READING = 0.5
"""Most that any finding may claim on a row whose cells were told apart by guess (解析疑点)."""


class WrittenIndicator(Protocol):
    """An indicator that can be written down as an example, with blanks for its numbers."""

    def written(self) -> str:
        """The indicator as a department would write it."""
        ...


class Adviser(Protocol):
    """Knows well-formed indicators."""

    def nearest(self, row: Row) -> Sequence[WrittenIndicator]:
        """A few indicators near to a row, nearest first; none where nothing is near."""
        ...


class Drafter:
    """Writes findings.

    Args:
        pack: rules with their wording and standards.
        adviser: finds examples of what could be written instead.
    """

    def __init__(self, pack: Pack, adviser: Adviser) -> None:
        self._pack = pack
        self._adviser = adviser
        self._standards: dict[str, tuple[Citation, str]] = {}

    def findings(self, accusations: Iterable[Accusation]) -> Iterator[tuple[Accusation, Finding]]:
        """One finding an accusation, in the order of the file and then of weight; told once where a rule says so."""
        told = merged(leading(sorted(accusations, key=_order)))
        for accusation, fingerprint in zip(told, fingerprints(told), strict=True):
            yield accusation, self._finding(accusation, fingerprint)

    def _finding(self, accusation: Accusation, fingerprint: str) -> Finding:
        rule, hit, target = accusation.rule, accusation.hit, accusation.target
        values = _Values(hit.values, target)
        citation, standard = self._standard(rule)
        return Finding(
            rule=rule.id,
            title=rule.title,
            category=rule.category,
            severity=rule.severity,
            indicator=target.indicator.id if isinstance(target, Row) else None,
            field=hit.field,
            span=hit.span,
            message=rule.message.format_map(values),
            why=rule.why,
            evidence=quoted(accusation),
            citation=citation,
            standard=standard,
            suggestion=rule.advice.format_map(values) + self._examples(rule, target),
            lowers=rule.lowers,
            confidence=round(_confidence(rule, hit.confidence, target), 4),
            location=_place(target),
            fingerprint=fingerprint,
        )

    def _standard(self, rule: Rule) -> tuple[Citation, str]:
        known = self._standards.get(rule.id)
        if known is None:
            citation = strongest(rule.citations, self._pack.standards, self._pack.profile)
            known = self._standards[rule.id] = citation, printed(citation, self._pack.profile)
        return known

    def _examples(self, rule: Rule, target: Row | ProjectView | None) -> str:
        """Indicators of the bank, where a row's name or target has to be written anew."""
        if not isinstance(target, Row) or (rule.label is None and rule.category != "measurability"):
            return ""
        found = [indicator.written() for indicator in self._adviser.nearest(target)]
        return f"可参考：{'；'.join(found)}（示例，须由单位核定）。" if found else ""


class _Values(dict[str, str]):
    """What a message may name: values of the hit, then of the row or project it speaks of."""

    def __init__(self, said: Mapping[str, str], target: Row | ProjectView | None) -> None:
        super().__init__(said)
        self._target = target

    def __missing__(self, name: str) -> str:
        if self._target is None:
            raise KeyError(name)
        return value_of(self._target, name)


def _order(accusation: Accusation) -> tuple[int, int, int, int, str, tuple[int, int], str]:
    subject, hit = accusation.subject, accusation.hit
    return (
        subject.submission,
        -1 if subject.project is None else subject.project,
        -1 if subject.indicator is None else subject.indicator,
        SEVERITY_ORDER.index(accusation.rule.severity),
        accusation.rule.id,
        hit.span or (0, 0),
        hit.field or "",
    )


def _confidence(rule: Rule, said: float, target: Row | ProjectView | None) -> float:
    if rule.certainty == "likely":
        said = min(said, LIKELY)
    if isinstance(target, Row) and target.indicator.doubts:
        said = min(said, DOUBTFUL_READING)
    return said


def _place(target: Row | ProjectView | None) -> Location:
    if target is None:
        return Location()
    return target.indicator.location if isinstance(target, Row) else target.project.location
