"""Rules and classifier together: from a batch to findings, verdicts and the ledger. The only room that makes findings.

Certain rules speak first; a row whose measurability they settle is not shown to the classifier. The classifier's word
and that of likely rules is a 疑点, and so is any finding on a row whose reading was a guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from auditor.checks.protocol import Batch, Examination, Fit, Hit, ProjectView, Row, Subject, Verdict
from auditor.judging.fingerprint import Accusation, fingerprints
from auditor.judging.ledger import entries, failed_entries
from auditor.judging.merging import merged, quoted
from auditor.judging.yielding import leading
from auditor.model import Coverage, Finding, Label, Location, Measurability
from auditor.rules.citations import printed, strongest
from auditor.rules.grammar import Rule
from auditor.rules.load import Pack, RunnableRule, values_of

LIKELY = 0.8
"""Most that a finding of a rule marked ``certainty: likely`` may claim."""

DOUBTFUL_READING = 0.5
"""Most that any finding may claim on a row whose cells were told apart by guess (解析疑点)."""

LABEL_ORDER: tuple[Label, ...] = ("placeholder", "pseudo_quantified", "vague", "measurable")
"""Where certain rules disagree about a row, the graver fault names it."""

SEVERITY_ORDER = ("error", "warning", "info")


class Adviser(Protocol):
    """Knows well-formed indicators."""

    def nearest(self, row: Row) -> Sequence[WrittenIndicator]:
        """A few indicators near to a row, nearest first; none where nothing is near."""
        ...


class WrittenIndicator(Protocol):
    """An indicator that can be written down as an example, with blanks for its numbers."""

    def written(self) -> str:
        """The indicator as a department would write it."""
        ...


class FitJudge(Protocol):
    """Says under which second level rows belong."""

    def fits(self, rows: Sequence[Row]) -> list[Fit | None]:
        """One answer a row, in order; None where the row's own second level is not known."""
        ...


class Classifier(Protocol):
    """Says how measurable rows are."""

    def predict(self, rows: Sequence[Row]) -> list[Measurability]:
        """One verdict a row, in order, with probability and the features that decided it."""
        ...


@dataclass(frozen=True)
class Experts:
    """Who is asked beside the rules."""

    classifier: Classifier
    fit_judge: FitJudge
    adviser: Adviser


@dataclass(frozen=True)
class Judgement:
    """The outcome for a batch: findings and verdicts by subject, and the ledger."""

    findings: Mapping[Subject, tuple[Finding, ...]]
    verdicts: Mapping[Subject, Measurability]
    coverage: tuple[Coverage, ...]


def judge(batch: Batch, pack: Pack, experts: Experts) -> Judgement:
    """Examine a batch with every rule of a pack.

    A check that breaks down is recorded as failed in the ledger; the others go on.
    """
    coverage: list[Coverage] = []
    early = [_run(runnable, batch, coverage) for runnable in pack.rules if not runnable.late]
    batch = replace(batch, verdicts=_verdicts(batch, early, experts.classifier))
    batch = replace(batch, fits=_fits(batch, experts.fit_judge))
    late = [_run(runnable, batch, coverage) for runnable in pack.rules if runnable.late]
    findings = _findings(batch, pack, [*early, *late], experts.adviser)
    verdicts = {subject: verdict.measurability for subject, verdict in batch.verdicts.items()}
    return Judgement(findings, verdicts, tuple(sorted(coverage, key=lambda line: (line.submission, line.rule))))


def _run(runnable: RunnableRule, batch: Batch, coverage: list[Coverage]) -> tuple[Rule, Examination]:
    rule = runnable.rule
    try:
        examination = runnable.examine(batch)
    except Exception as error:  # a defect of ours in one rule must neither accuse anybody nor stop the run
        coverage.extend(failed_entries(rule.id, f"{type(error).__name__}: {error}", batch.submissions))
        return rule, Examination(())
    coverage.extend(entries(rule.id, examination, batch.submissions))
    return rule, examination


# --- verdicts -----------------------------------------------------------------------------------------------------


def _verdicts(
    batch: Batch, early: Sequence[tuple[Rule, Examination]], classifier: Classifier
) -> dict[Subject, Verdict]:
    settled = _settled(batch, early)
    open_rows = [row for row in batch.rows if row.subject not in settled]
    said = classifier.predict(open_rows)
    guessed = {row.subject: Verdict(verdict, by_rule=False) for row, verdict in zip(open_rows, said, strict=True)}
    return {row.subject: settled.get(row.subject) or guessed[row.subject] for row in batch.rows}


def _fits(batch: Batch, fit_judge: FitJudge) -> dict[Subject, Fit]:
    """The fit of every row that can be measured; of the others it says nothing."""
    rows = [row for row in batch.rows if batch.verdicts[row.subject].measurability.label == "measurable"]
    said = zip(rows, fit_judge.fits(rows), strict=True)
    return {row.subject: fit for row, fit in said if fit is not None}


def _settled(batch: Batch, early: Sequence[tuple[Rule, Examination]]) -> dict[Subject, Verdict]:
    """Verdicts by certain rules; on a row whose reading was a guess they are only as likely as the reading."""
    doubtful = {row.subject for row in batch.rows if row.indicator.doubts}
    said: dict[Subject, list[tuple[int, Label, str]]] = defaultdict(list)
    for rule, examination in early:
        for hit in examination.hits:
            if hit.label and rule.certainty == "certain" and hit.confidence == 1:
                said[hit.subject].append((LABEL_ORDER.index(hit.label), hit.label, rule.title))
    return {
        subject: Verdict(
            Measurability(
                label=min(votes)[1], probability=DOUBTFUL_READING if subject in doubtful else 1, reasons=_titles(votes)
            ),
            by_rule=True,
        )
        for subject, votes in said.items()
    }


def _titles(votes: Sequence[tuple[int, Label, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for _, _, title in sorted(votes)))


# --- findings -----------------------------------------------------------------------------------------------------


def _findings(
    batch: Batch, pack: Pack, examinations: Iterable[tuple[Rule, Examination]], adviser: Adviser
) -> dict[Subject, tuple[Finding, ...]]:
    targets: dict[Subject, Row | ProjectView] = {view.subject: view for view in batch.projects}
    targets |= {row.subject: row for row in batch.rows}
    accusations = [
        Accusation(rule, hit, targets.get(hit.subject), _owner(hit, targets.get(hit.subject), batch))
        for rule, examination in examinations
        for hit in examination.hits
    ]
    accusations.sort(key=_order)
    accusations = merged(leading(accusations))
    by_subject: dict[Subject, list[Finding]] = defaultdict(list)
    for accusation, fingerprint in zip(accusations, fingerprints(accusations), strict=True):
        by_subject[accusation.hit.subject].append(_finding(accusation, fingerprint, pack, adviser))
    return {subject: tuple(found) for subject, found in by_subject.items()}


def _owner(hit: Hit, target: Row | ProjectView | None, batch: Batch) -> str:
    if target is not None:
        return target.project.code or target.project.name
    submission = batch.submissions[hit.subject.submission]
    return submission.department or ""


def _order(accusation: Accusation) -> tuple[int, int, int, int, str, tuple[int, int], str]:
    subject, hit = accusation.hit.subject, accusation.hit
    return (
        subject.submission,
        -1 if subject.project is None else subject.project,
        -1 if subject.indicator is None else subject.indicator,
        SEVERITY_ORDER.index(accusation.rule.severity),
        accusation.rule.id,
        hit.span or (0, 0),
        hit.field or "",
    )


def _finding(accusation: Accusation, fingerprint: str, pack: Pack, adviser: Adviser) -> Finding:
    rule, hit, target = accusation.rule, accusation.hit, accusation.target
    values = {**(values_of(target) if target is not None else {}), **hit.values}
    citation = strongest(rule.citations, pack.standards, pack.profile)
    row = target.indicator if isinstance(target, Row) else None
    return Finding(
        rule=rule.id,
        title=rule.title,
        category=rule.category,
        severity=rule.severity,
        indicator=row.id if row else None,
        field=hit.field,
        span=hit.span,
        message=rule.message.format_map(values),
        why=rule.why,
        evidence=quoted(accusation),
        citation=citation,
        standard=printed(citation, pack.profile),
        suggestion=rule.advice.format_map(values) + _examples(rule, target, adviser),
        lowers=rule.lowers,
        confidence=round(_confidence(rule, hit, target), 4),
        location=_place(target),
        fingerprint=fingerprint,
    )


def _examples(rule: Rule, target: Row | ProjectView | None, adviser: Adviser) -> str:
    """Indicators of the bank, where a row's name or target has to be written anew."""
    if not isinstance(target, Row) or (rule.label is None and rule.category != "measurability"):
        return ""
    found = [indicator.written() for indicator in adviser.nearest(target)]
    return f"可参考：{'；'.join(found)}（示例，须由单位核定）。" if found else ""


def _confidence(rule: Rule, hit: Hit, target: Row | ProjectView | None) -> float:
    limits = [hit.confidence]
    if rule.certainty == "likely":
        limits.append(LIKELY)
    if isinstance(target, Row) and target.indicator.doubts:
        limits.append(DOUBTFUL_READING)
    return min(limits)


def _place(target: Row | ProjectView | None) -> Location:
    if target is None:
        return Location()
    return target.indicator.location if isinstance(target, Row) else target.project.location
