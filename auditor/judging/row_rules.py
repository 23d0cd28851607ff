"""Rules that look at rows: of a row's own cells they are asked once for each distinct wording, however often it stands.

Most cells of a season recur, from project to project and from file to file. What the cells of a row alone decide is
worked out when a wording is met first and remembered for the whole run; so is which of the rules that look at the project
or at other rows besides a wording can concern at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from auditor.caching import bounded_cache, text_bytes
from auditor.checks.protocol import Batch, Breach, Fit, Hit, RowView, Verdict
from auditor.language.artefacts import Cells
from auditor.language.timed_expressions import ExpressionLimitError
from auditor.model import Kind, Label
from auditor.rules.grammar import Rule
from auditor.rules.labels import RunnableConstruction
from auditor.rules.lexicon import Lexicon
from auditor.rules.prefilter import RulePrefilter
from auditor.rules.runnable import Declared
from auditor.taxonomy import Level2

_OUTCOME = text_bytes(800, 35)
"""Bytes that a wording takes."""


@dataclass(frozen=True)
class RuleOutcomes:
    """What rules say of one wording, whichever row has it: breaches, reasons for not judging, and the text of an error of ours."""

    breaches: tuple[tuple[Rule, Breach], ...]
    undecided: tuple[tuple[str, str], ...]
    failed: tuple[tuple[str, str], ...]


_NOTHING = RuleOutcomes((), (), ())


@dataclass(frozen=True)
class Vote:
    """A certain rule's word on how measurable a row is."""

    label: Label
    title: str


@dataclass(frozen=True)
class RowOutcome:
    """Rows that read alike in every cell: what the rules say of them and what certain rules say for a verdict.

    ``around`` are the rules that look at a row's surroundings too, as far as these words can concern them.
    Filled while rows are judged: ``settled`` has the verdict that follows from votes, ``later`` what the rules say
    that want verdict and fit, by these.
    """

    said: RuleOutcomes
    votes: tuple[Vote, ...]
    around: tuple[Declared, ...] = ()
    settled: dict[tuple[tuple[Vote, ...], bool], Verdict] = field(default_factory=dict)
    later: dict[tuple[bool, Label, float, Fit | None], RuleOutcomes] = field(default_factory=dict)


class RowRuleSet:
    """Rules of one moment of a run that look at rows alone.

    Args:
        rules: declared rules whose place is rows.
        lexicon: the word lists they may name.
        max_bytes: what the texts remembered may take in memory.
    """

    def __init__(self, rules: Sequence[Declared], lexicon: Lexicon, max_bytes: int) -> None:
        self._rules = tuple(rules)
        self._lexicon = lexicon
        self._max_bytes = max_bytes
        self._looking: dict[tuple[Kind, Level2 | None], tuple[tuple[int, Declared], ...]] = {}
        self._names: dict[tuple[Kind, Level2 | None], tuple[str, ...]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of all rules."""
        return tuple(one.rule.id for one in self._rules)

    def looking_at(self, row: RowView) -> tuple[str, ...]:
        """The ids of the rules in whose place a row stands."""
        key = row.submission.kind, row.category
        known = self._names.get(key)
        if known is None:
            known = self._names[key] = tuple(one.rule.id for _, one in self._in_place(row))
        return known

    def _in_place(self, row: RowView) -> tuple[tuple[int, Declared], ...]:
        """The rules in whose place a row stands, with their numbers; second level and kind of submission decide that."""
        key = row.submission.kind, row.category
        known = self._looking.get(key)
        if known is None:
            known = self._looking[key] = tuple(
                (number, one) for number, one in enumerate(self._rules) if one.in_place.rows([row])
            )
        return known

    def concerning(self, row: RowView) -> tuple[Declared, ...]:
        """The rules in whose place a row stands and that its texts can concern, in order; the same for every row that reads alike."""
        allowed = self._prefilter.candidates(row.cells)
        return tuple([declared for number, declared in self._in_place(row) if allowed >> number & 1])

    @cached_property
    def _prefilter(self) -> RulePrefilter:
        return RulePrefilter([one.rule for one in self._rules], self._lexicon, self._max_bytes)

    def evaluate(self, row: RowView, batch: Batch) -> RuleOutcomes:
        """What all of them say of a row."""
        return outcomes_of(self.concerning(row), row, batch)


def outcomes_of(rules: Sequence[Declared], row: RowView, batch: Batch) -> RuleOutcomes:
    """What rules say of a row that stands in their place; one that breaks down is named and says nothing."""
    if not rules:
        return _NOTHING
    breaches: list[tuple[Rule, Breach]] = []
    undecided: list[tuple[str, str]] = []
    failed: list[tuple[str, str]] = []
    for declared in rules:
        try:
            outcome = declared.outcome(row, batch)
        except Exception as error:  # a defect of ours in one rule must neither accuse anybody nor stop the run
            failed.append((declared.rule.id, reason_of(error)))
            continue
        if isinstance(outcome, str):
            undecided.append((declared.rule.id, outcome))
        elif outcome is not None:
            breaches.append((declared.rule, outcome))
    return RuleOutcomes(tuple(breaches), tuple(undecided), tuple(failed))


def reason_of(error: Exception) -> str:
    """What the ledger tells of a rule that broke down: a limit in its own words, a defect of ours by its kind."""
    return str(error) if isinstance(error, ExpressionLimitError) else f"{type(error).__name__}: {error}"


class RowRuleCache:
    """Every wording met so far in a run, with what the rules said of it, and its label where that is certain.

    Args:
        rules: the rules that look at a row alone.
        around: the rules that look at its surroundings too.
        lexicon: the word lists they may name.
        constructions: asked for the label of a wording that no rule labelled.
        max_bytes: what the wordings may take in memory; those met long ago are forgotten.
    """

    def __init__(
        self,
        rules: Iterable[Declared],
        around: Iterable[Declared],
        lexicon: Lexicon,
        constructions: Sequence[RunnableConstruction] = (),
        *,
        max_bytes: int,
    ) -> None:
        self.rules = RowRuleSet(tuple(rules), lexicon, max_bytes // 8)
        self.around = RowRuleSet(tuple(around), lexicon, max_bytes // 16)
        self._constructions = tuple(constructions)
        self._known = bounded_cache(_unasked, max_bytes * 13 // 16, _wording_bytes)

    def of(self, row: RowView, batch: Batch) -> RowOutcome:
        """The wording of a row."""
        known = self._known(row.submission.kind, row.cells)
        if not known:
            said = self.rules.evaluate(row, batch)
            votes = votes_of(said.breaches) or self._label(row, batch)
            known.append(RowOutcome(said, votes, self.around.concerning(row)))
        return known[0]

    def _label(self, row: RowView, batch: Batch) -> tuple[Vote, ...]:
        """What the first construction that a row has says of it."""
        found = next((one.construction for one in self._constructions if one.holds(row, batch)), None)
        return () if found is None else (Vote(found.label, found.title),)


def _unasked(kind: Kind, cells: Cells) -> list[RowOutcome]:
    """Where what is found out about a wording goes."""
    return []


def _wording_bytes(kind: Kind, cells: Cells) -> int:
    return _OUTCOME(tuple(cells.texts.values()))


def votes_of(hits: Iterable[tuple[Rule, Hit | Breach]]) -> tuple[Vote, ...]:
    """The votes of certain rules among hits on one row."""
    return tuple(
        Vote(hit.label, rule.title)
        for rule, hit in hits
        if hit.label and rule.certainty == "certain" and hit.confidence == 1
    )
