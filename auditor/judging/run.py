"""Rules and classifier together: from a batch to findings, verdicts and the ledger. The only room that makes findings.

Certain rules speak first; a row whose measurability they settle is not shown to the classifier. The classifier's word
and that of likely rules is a 疑点, and so is any finding on a row whose reading was a guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from auditor.checks.catalogue import CHECKS
from auditor.checks.protocol import Batch, CheckResult, Fit, ProjectView, RowView, Subject, Verdict
from auditor.checks.row_types import RowExemptions
from auditor.duplicates.repetition import NO_REPETITION
from auditor.judging.findings import DOUBTFUL_READING, Bank, FindingBuilder
from auditor.judging.fingerprint import Candidate, lasting_id, owner_of
from auditor.judging.ledger import entries, failed_entries, row_entries
from auditor.judging.reading_guard import ReadingGuard
from auditor.judging.row_rules import (
    NOTHING_SAID,
    RowOutcome,
    RowRuleCache,
    RuleOutcomes,
    Vote,
    outcomes_of,
    reason_of,
    votes_of,
)
from auditor.model import Coverage, Finding, Label, Measurability
from auditor.rules.grammar import Rule
from auditor.rules.load import Pack
from auditor.rules.runnable import Declared, RunnableRule
from auditor.runtime.caching import CACHE_BYTES

LABEL_ORDER: tuple[Label, ...] = ("placeholder", "pseudo_quantified", "vague", "measurable")
"""Where certain rules disagree about a row, the graver fault names it."""


class Classifier(Protocol):
    """Judges rows: the shipped models, or the word of a rule's example."""

    def predict(self, rows: Sequence[RowView]) -> Sequence[Measurability]:
        """A verdict on each row, in order."""
        ...

    def fits(self, rows: Sequence[RowView]) -> Sequence[Fit | None]:
        """Where each row belongs by its content, in order; None where nothing can be said."""
        ...


@dataclass(frozen=True)
class Models:
    """What is asked beside the rules: the classifier, and a bank of well-formed indicators."""

    classifier: Classifier
    bank: Bank


@dataclass(frozen=True)
class Judgement:
    """The outcome for a batch: findings and verdicts by subject, and the ledger."""

    findings: Mapping[Subject, tuple[Finding, ...]]
    verdicts: Mapping[Subject, Measurability]
    coverage: tuple[Coverage, ...]


def judge(batch: Batch, pack: Pack, models: Models) -> Judgement:
    """Examine one batch with every rule of a pack."""
    return Judge(pack, models).judge(batch)


class Judge:
    """Examines batches one after another with every rule of a pack; what it knows of a wording serves all of them.

    Args:
        pack: the rules.
        models: whom to ask beside them.
        max_bytes: what the wordings remembered may take in memory.

    ``repetition_rules`` are the ids of the rules that look at the repetition of a batch, where they can be judged without the
    others; else None.
    """

    def __init__(self, pack: Pack, models: Models, max_bytes: int = CACHE_BYTES // 12) -> None:
        self._models = models
        self._builder = FindingBuilder(pack, models.bank)
        lexicon = pack.lexicon
        exemptions = RowExemptions(lexicon["whole_departments"], lexicon["department_management"])
        self._guard = ReadingGuard(pack.rules, exemptions)
        alone = [item for item in pack.rules if not item.late and _of_row_alone(item)]
        around = [item for item in pack.rules if not item.late and _on_rows(item) and not _of_row_alone(item)]
        late = [item for item in pack.rules if item.late and _on_rows(item)]
        self._row_rules = RowRuleCache(
            _declared(alone),
            _declared(around),
            _declared(late),
            lexicon=pack.lexicon,
            constructions=pack.constructions,
            max_bytes=max_bytes,
        )
        by_row = {item.rule.id for item in (*alone, *around, *late)}
        others = [item for item in pack.rules if item.rule.id not in by_row]
        self._of_repetition = [item for item in others if _is_of_repetition(item)]
        self._others = [item for item in others if not item.late and not _is_of_repetition(item)]
        self._late_others = [item for item in others if item.late]
        self.repetition_rules = _standing_apart(self._of_repetition, pack.rules)

    def judge(self, batch: Batch) -> Judgement:
        """Examine a batch. A check that breaks down is recorded as failed in the ledger; the others go on."""
        coverage: list[Coverage] = []
        examined = self._examined(self._of_repetition, batch, coverage)
        batch = replace(batch, repetition=NO_REPETITION)  # what else is said does not hang on it
        examined += self._examined(self._others, batch, coverage)
        rows = batch.rows
        wordings = [self._row_rules.of(row, batch) for row in rows]
        around = self._guard.said(rows, self._around(rows, wordings, batch))
        verdicts, fits = self._concluded(rows, wordings, around, examined)
        batch = replace(batch, verdicts=verdicts, fits=fits)
        later = self._guard.said(rows, self._later(rows, wordings, batch))
        examined += self._examined(self._late_others, batch, coverage)
        early = self._guard.said(rows, [wording.said for wording in wordings])
        said = early, around, later
        coverage += row_entries(self._row_rules, said, batch)
        owners = _owners(batch)
        candidates = [*_candidates_of(examined, batch, owners), *_row_candidates(said, batch, owners)]
        labels = {subject: verdict.measurability for subject, verdict in verdicts.items()}
        return Judgement(self._findings(candidates), labels, in_order(coverage))

    def judge_repetition(self, batch: Batch) -> Judgement:
        """What ``repetition_rules`` say of a batch, and nothing else: findings and lines of the ledger."""
        coverage: list[Coverage] = []
        examined = self._examined(self._of_repetition, batch, coverage)
        return Judgement(self._findings(_candidates_of(examined, batch, _owners(batch))), {}, in_order(coverage))

    def _examined(
        self, items: Iterable[RunnableRule], batch: Batch, coverage: list[Coverage]
    ) -> list[tuple[Rule, CheckResult]]:
        return [(item.rule, _run(item, batch, self._guard, coverage)) for item in items]

    def _findings(self, candidates: Iterable[Candidate]) -> dict[Subject, tuple[Finding, ...]]:
        findings: dict[Subject, list[Finding]] = defaultdict(list)
        for candidate, finding in self._builder.findings(candidates):
            findings[candidate.hit.subject].append(finding)
        return {subject: tuple(found) for subject, found in findings.items()}

    # --- verdicts -------------------------------------------------------------------------------------------------

    def _concluded(
        self,
        rows: Sequence[RowView],
        wordings: Sequence[RowOutcome],
        around: Sequence[RuleOutcomes],
        examined: Iterable[tuple[Rule, CheckResult]],
    ) -> tuple[dict[Subject, Verdict], dict[Subject, Fit]]:
        """Verdict and fit of every row: by certain rules where they decide, else by the classifier."""
        voted = _votes_by_row(examined)
        settled = {
            row.subject: _settled(votes, row, wording)
            for row, wording, said in zip(rows, wordings, around, strict=True)
            if (votes := (*wording.votes, *votes_of(said.breaches), *voted.get(row.subject, ())))
        }
        open_rows = [row for row in rows if row.subject not in settled]
        guessed = (Verdict(said, by_rule=False) for said in self._models.classifier.predict(open_rows))
        verdicts = settled | {row.subject: one for row, one in zip(open_rows, guessed, strict=True)}
        measurable = [row for row in rows if verdicts[row.subject].measurability.label == "measurable"]
        said = zip(measurable, self._models.classifier.fits(measurable), strict=True)
        return verdicts, {row.subject: fit for row, fit in said if fit is not None}

    def _around(self, rows: Sequence[RowView], wordings: Sequence[RowOutcome], batch: Batch) -> list[RuleOutcomes]:
        """What the rules say that look at a row's surroundings too."""
        return [
            outcomes_of(wording.around, row, batch) if wording.around else NOTHING_SAID
            for row, wording in zip(rows, wordings, strict=True)
        ]

    def _later(self, rows: Sequence[RowView], wordings: Sequence[RowOutcome], batch: Batch) -> list[RuleOutcomes]:
        """What the rules say that want verdict and fit; once for a wording with the same verdict and fit, unless one of
        them looks at the row's surroundings too.
        """
        found: list[RuleOutcomes] = []
        for row, wording in zip(rows, wordings, strict=True):
            verdict, fit = batch.verdicts[row.subject], batch.fits.get(row.subject)
            key = verdict.by_rule, verdict.measurability.label, verdict.measurability.probability, fit
            said = wording.later.get(key)
            if said is None:
                said = outcomes_of(wording.late, row, batch)
                if all(one.of_row_alone for one in wording.late):
                    wording.later[key] = said
            found.append(said)
        return found


def in_order(coverage: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """Lines of the ledger as they are told."""
    return tuple(sorted(coverage, key=lambda line: (line.submission, line.rule)))


def _is_of_repetition(item: RunnableRule) -> bool:
    return item.rule.check is not None and CHECKS[item.rule.check].of_repetition


def _standing_apart(some: Iterable[RunnableRule], every: Iterable[RunnableRule]) -> frozenset[str] | None:
    """The ids of some rules, None where one of them silences another rule, is silenced by it or shares its fingerprints."""
    ids = frozenset(item.rule.id for item in some)
    parts: tuple[set[str], set[str]] = set(), set()
    for rule in (item.rule for item in every):
        parts[rule.id in ids].update((rule.id, lasting_id(rule), *rule.yields_to, *rule.contradicted_by))
    return ids if parts[0].isdisjoint(parts[1]) else None


def _of_row_alone(item: RunnableRule) -> bool:
    return isinstance(item.examine, Declared) and item.examine.of_row_alone


def _on_rows(item: RunnableRule) -> bool:
    return isinstance(item.examine, Declared) and item.examine.place.each == "row"


def _declared(items: Iterable[RunnableRule]) -> list[Declared]:
    return [item.examine for item in items if isinstance(item.examine, Declared)]


def _run(item: RunnableRule, batch: Batch, guard: ReadingGuard, coverage: list[Coverage]) -> CheckResult:
    rule = item.rule
    try:
        check_result = guard.check_result(rule.id, item.examine(batch), batch)
    except Exception as error:  # a defect of ours in one rule must neither accuse anybody nor stop the run
        coverage.extend(failed_entries(rule.id, reason_of(error), batch.submissions))
        return CheckResult(())
    coverage.extend(entries(rule.id, check_result, batch.submissions))
    return check_result


# --- verdicts -----------------------------------------------------------------------------------------------------


def _votes_by_row(examined: Iterable[tuple[Rule, CheckResult]]) -> dict[Subject, list[Vote]]:
    votes: dict[Subject, list[Vote]] = defaultdict(list)
    for rule, check_result in examined:
        for hit in check_result.hits:
            if hit.label is not None:
                votes[hit.subject] += votes_of([(rule, hit)])
    return votes


def _settled(votes: tuple[Vote, ...], row: RowView, wording: RowOutcome) -> Verdict:
    """The verdict of certain rules; on a row whose reading was a guess it is only as likely as the reading."""
    doubtful = bool(row.indicator.doubts)
    known = wording.settled.get((votes, doubtful))
    if known is None:
        ranked = sorted(votes, key=lambda vote: (LABEL_ORDER.index(vote.label), vote.title))
        known = wording.settled[votes, doubtful] = Verdict(
            Measurability(
                label=ranked[0].label,
                probability=DOUBTFUL_READING if doubtful else 1,
                reasons=tuple(dict.fromkeys(vote.title for vote in ranked)),
            ),
            by_rule=True,
        )
    return known


# --- candidates --------------------------------------------------------------------------------------------------


_Owners = Mapping[tuple[int, int | None], str]
"""Whose a finding is, by the first two numbers of its subject."""


def _candidates_of(examined: Iterable[tuple[Rule, CheckResult]], batch: Batch, owners: _Owners) -> Iterator[Candidate]:
    targets: dict[Subject, RowView | ProjectView] = {view.subject: view for view in batch.projects}
    targets |= {row.subject: row for row in batch.rows}
    for rule, check_result in examined:
        for hit in check_result.hits:
            yield Candidate(rule, hit, targets.get(hit.subject), owners[hit.subject[:2]])


def _row_candidates(said: Iterable[Sequence[RuleOutcomes]], batch: Batch, owners: _Owners) -> Iterator[Candidate]:
    """What rules say of rows; a rule that broke down on one row of a submission accuses none of it."""
    of_rows = [pair for of_moment in said for pair in zip(batch.rows, of_moment, strict=True)]
    failed = {(row.subject.submission, name) for row, one in of_rows for name, _ in one.failed}
    for row, one in of_rows:
        for rule, breach in one.breaches:
            if (row.subject.submission, rule.id) not in failed:
                yield Candidate(rule, breach.on(row.subject), row, owners[row.subject[:2]])


def _owners(batch: Batch) -> _Owners:
    of_submissions = {(number, None): owner_of(one, None) for number, one in enumerate(batch.submissions)}
    return of_submissions | {view.subject[:2]: owner_of(view.submission, view.project) for view in batch.projects}
