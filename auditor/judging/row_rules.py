"""Rules that look at rows: of a row's own cells they are asked once for each distinct wording, however often it stands.

Most cells of a season recur, from project to project and from file to file. What the cells of a row alone decide is
worked out when a wording is met first and remembered for the whole run; so is which of the rules that look at the project
or at other rows besides a wording can concern at all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

from auditor.checks.protocol import Batch, Breach, Fit, Hit, RowView, Verdict
from auditor.language.artefacts import Cells
from auditor.language.timed_expressions import ExpressionLimitError
from auditor.model import Kind, Label
from auditor.rules.cell_answers import bits_of
from auditor.rules.grammar import Rule
from auditor.rules.labels import RunnableConstruction
from auditor.rules.lexicon import Lexicon
from auditor.rules.prefilter import Asked, RulePrefilter
from auditor.rules.runnable import Declared
from auditor.taxonomy import Level2


class RuleOutcomes(NamedTuple):
    """What rules say of one wording, whichever row has it: breaches, reasons for not judging, and the text of an error of ours."""

    breaches: tuple[tuple[Rule, Breach], ...]
    undecided: tuple[tuple[str, str], ...]
    failed: tuple[tuple[str, str], ...]


NOTHING_SAID = RuleOutcomes((), (), ())


class Vote(NamedTuple):
    """A certain rule's word on how measurable a row is."""

    label: Label
    title: str


@dataclass(frozen=True)
class RowOutcome:
    """Rows that read alike in every cell: what the rules say of them and what certain rules say for a verdict.

    ``around`` are the rules that look at a row's surroundings too, ``late`` those that want verdict and fit, as far as
    these words can concern them.
    Filled while rows are judged: ``settled`` has the verdict that follows from votes, ``later`` what the late rules say,
    by verdict and fit.
    """

    said: RuleOutcomes
    votes: tuple[Vote, ...]
    around: tuple[Declared, ...] = ()
    late: tuple[Declared, ...] = ()
    settled: dict[tuple[tuple[Vote, ...], bool], Verdict] = field(default_factory=dict)
    later: dict[tuple[bool, Label, float, Fit | None], RuleOutcomes] = field(default_factory=dict)


def outcomes_of(rules: Sequence[Declared], row: RowView, batch: Batch) -> RuleOutcomes:
    """What rules say of a row that stands in their place; one that breaks down is named and says nothing."""
    breaches: list[tuple[Rule, Breach]] = []
    undecided: list[tuple[str, str]] = []
    failed: list[tuple[str, str]] = []
    for declared in rules:
        try:
            outcome = declared.outcome(row, batch)
        except Exception as error:  # a defect of ours in one rule must neither accuse anybody nor stop the run
            failed.append((declared.rule.id, reason_of(error)))
            continue
        if outcome is None:
            continue
        if isinstance(outcome, str):
            undecided.append((declared.rule.id, outcome))
        else:
            breaches.append((declared.rule, outcome))
    if not (breaches or undecided or failed):
        return NOTHING_SAID
    return RuleOutcomes(tuple(breaches), tuple(undecided), tuple(failed))


def reason_of(error: Exception) -> str:
    """What the ledger tells of a rule that broke down: a limit in its own words, a defect of ours by its kind."""
    return str(error) if isinstance(error, ExpressionLimitError) else f"{type(error).__name__}: {error}"


class RowRuleCache:
    """Every wording met so far in a run, with what the rules said of it, and its label where that is certain.

    Args:
        rules: the rules that look at a row alone.
        around: the rules that look at its surroundings too.
        late: the rules that want verdict and fit.
        lexicon: the word lists they may name.
        constructions: asked for the label of a wording that no rule labelled.
        max_bytes: what may be remembered of single texts; what was said of a wording is forgotten with its cells.

    ``declared`` are all rules by their bits.
    """

    def __init__(
        self,
        rules: Iterable[Declared],
        around: Iterable[Declared] = (),
        late: Iterable[Declared] = (),
        *,
        lexicon: Lexicon,
        constructions: Sequence[RunnableConstruction] = (),
        max_bytes: int,
    ) -> None:
        sets = tuple(rules), tuple(around), tuple(late)
        self._ends = tuple([1 << end for end in accumulate(map(len, sets))])
        self.declared = {1 << number: one for number, one in enumerate(chain.from_iterable(sets))}
        self._constructions = {self._ends[-1] << number: one for number, one in enumerate(constructions)}
        self._lexicon = lexicon
        self._max_bytes = max_bytes
        self._in_place: dict[tuple[Kind, Level2 | None], int] = {}

    def of(self, row: RowView, batch: Batch) -> RowOutcome:
        """The wording of a row."""
        known, kind = row.cells.cached(self._by_kind), row.submission.kind
        if kind not in known:
            known[kind] = self._outcome(row, batch)
        return known[kind]

    def _by_kind(self, cells: Cells) -> dict[Kind, RowOutcome]:
        """Where what is found out about a wording goes, by the kind of submission it stands in."""
        return {}

    def _outcome(self, row: RowView, batch: Batch) -> RowOutcome:
        """What is said of a wording that is met first."""
        inside = self.inside(row.submission.kind, row.cells.category)
        speaking = bits_of(self._prefilter.candidates(row.cells, inside))
        ends = [bisect_left(speaking, end) for end in self._ends]
        declared = [self.declared[bit] for bit in speaking[: ends[-1]]]
        said = outcomes_of(declared[: ends[0]], row, batch)
        votes = votes_of(said.breaches) or self._label(row, batch, speaking[ends[-1] :])
        return RowOutcome(said, votes, tuple(declared[ends[0] : ends[1]]), tuple(declared[ends[1] :]))

    def _label(self, row: RowView, batch: Batch, bits: Sequence[int]) -> tuple[Vote, ...]:
        """What the first construction that a row has says of it, of those that its texts can concern."""
        for asked in [self._constructions[bit] for bit in bits]:
            if asked.test(row, batch) is not None:
                return (Vote(asked.construction.label, asked.construction.title),)
        return ()

    def inside(self, kind: Kind, category: Level2 | None) -> int:
        """The rules and constructions in whose place a row stands, by kind of submission and second level, as bits."""
        key = kind, category
        if key not in self._in_place:
            every = self.declared | self._constructions
            self._in_place[key] = sum([bit for bit, one in every.items() if one.in_place.holds(kind, category)])
        return self._in_place[key]

    @cached_property
    def _prefilter(self) -> RulePrefilter:
        """One for rules and constructions alike: a text is looked at once for all of them."""
        declared, constructions = self.declared.values(), self._constructions.values()
        asked: list[Asked] = [*(one.rule for one in declared), *(one.construction for one in constructions)]
        tests = [*(one.test for one in declared), *(one.test for one in constructions)]
        return RulePrefilter(asked, self._lexicon, tests, self._max_bytes)


def votes_of(hits: Iterable[tuple[Rule, Hit | Breach]]) -> tuple[Vote, ...]:
    """The votes of certain rules among hits on one row."""
    return tuple(
        Vote(hit.label, rule.title)
        for rule, hit in hits
        if hit.label and rule.certainty == "certain" and hit.confidence == 1
    )
