"""The examples of a rule, run the way the audit runs, with every other rule beside it, and compared exactly.

A bad example must be accused by its rule of the marked words, of all of them and of nothing else; a good one and a corrected
one must not be accused by it at all. Of other rules, those that accuse words of the example's own row must be the ones that
``also`` names. What an example does not say, such as the rest of its project's table, is not held against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.advice.proposals import Named
from auditor.advice.spots import Spot
from auditor.checks.history.past import ArchivedProjects
from auditor.checks.protocol import Fit, RowView
from auditor.judging.run import Models
from auditor.model import Finding, Measurability, Project, Result, Submission
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.history import NO_HISTORY, History
from auditor.pipeline.write import audit_submissions
from auditor.resources import data_path
from auditor.rules.examples import Case, cases
from auditor.rules.load import Pack
from auditor.rules.runnable import RunnableRule
from auditor.scoring.totals import all_findings

SAYS_NOTHING = Measurability(label="measurable", probability=0.5, reasons=("示例",))
"""The classifier's word on rows of examples that give none."""


PROJECT_ONLY = ("", "")
"""Stands for the words of a finding that accuses none."""


@dataclass(frozen=True)
class Failure:
    """An example that did not behave, and what happened instead, in Chinese."""

    case: str
    reason: str


class Bench:
    """Runs examples.

    Args:
        engine: whose pack, language and form are used; models and bank are replaced by what the examples say.
    """

    def __init__(self, engine: EngineCore) -> None:
        self.pack = replace(engine.pack, rules=engine.pack.written)
        self._rules = {item.rule.id: item for item in self.pack.rules}
        self._added = frozenset(_added(self.pack))
        self.cases = {key: tuple(cases(item)) for key, item in self._rules.items()}
        """All examples by rule."""
        said = _AsSaid({case.name: case for found in self.cases.values() for case in found})
        self._engine = engine.with_parts(pack=self.pack, models=Models(classifier=said, bank=said))

    def failures(self, rule_ids: Collection[str] = ()) -> list[Failure]:
        """The examples of some rules (none named: of all) that do not behave."""
        asked = rule_ids or self.cases
        found = (self.run(rule_id, case) for rule_id, cases in self.cases.items() if rule_id in asked for case in cases)
        return [failure for failure in found if failure is not None]

    def run(self, rule_id: str, case: Case) -> Failure | None:
        """Run one example of a rule in the whole pack; None where it behaves."""
        result = _result(self._engine, case)
        ignored = {rule_id} if rule_id in self._added else {rule_id, *self._added}
        reason = _unexpected(rule_id, case, result) or _others(case, result, ignored)
        return None if reason is None else Failure(case.name, reason)

    def notices(self, changed: RunnableRule) -> bool:
        """Whether one of its examples misbehaves when a rule is changed.

        Only the rules that bear on it run beside it: those it yields to, and for a rule that wants the classifier's word
        those that decide instead.
        """
        engine = self._engine.with_parts(pack=self._beside(changed))
        rule_id = changed.rule.id
        return any(_unexpected(rule_id, case, _result(engine, case)) is not None for case in self.cases[rule_id])

    def _beside(self, changed: RunnableRule) -> Pack:
        near = self._leaders(changed.rule.yields_to)
        if changed.late:
            near |= {key for key, item in self._rules.items() if item.rule.label is not None}
        rules = {key: item for key, item in self._rules.items() if key in near} | {changed.rule.id: changed}
        return replace(self.pack, rules=tuple(rules[key] for key in sorted(rules)))

    def _leaders(self, names: Sequence[str]) -> set[str]:
        """The rules of these names and all that they yield to."""
        seen: set[str] = set()
        open_ones = list(names)
        while open_ones:
            name = open_ones.pop()
            if name not in seen:
                seen.add(name)
                open_ones.extend(self._rules[name].rule.yields_to)
        return seen


@dataclass(frozen=True)
class _AsSaid:
    """Stands for the models and the bank: says of the rows of an example what the example says of them."""

    cases: Mapping[str, Case]

    def predict(self, rows: Sequence[RowView]) -> list[Measurability]:
        """The example's word on each row."""
        return [self._verdict(self.cases[row.submission.source]) for row in rows]

    def fits(self, rows: Sequence[RowView]) -> list[Fit | None]:
        """The example's word on where each row belongs."""
        return [self._fit(self.cases[row.submission.source]) for row in rows]

    def nearest(self, row: Spot) -> Sequence[Named]:
        """Nothing: examples are not advised."""
        return ()

    def _verdict(self, case: Case) -> Measurability:
        said = case.verdict
        if said is None:
            return SAYS_NOTHING
        return Measurability(label=said.label, probability=said.probability, reasons=("示例",))

    def _fit(self, case: Case) -> Fit | None:
        said = case.fit
        return None if said is None else Fit(said.stated, said.belongs, said.probability, ("示例",))


# --- what came of it --------------------------------------------------------------------------------------------------


def _result(engine: EngineCore, case: Case) -> Result:
    past = case.past
    history = NO_HISTORY if past is None else History(archive=_Archive(past))
    return audit_submissions((case.submission,), engine, history)


@dataclass(frozen=True)
class _Archive:
    """Stands for an archive: knows what the example says of earlier years."""

    known: ArchivedProjects

    def without(self, own: Iterable[str]) -> _Archive:
        """The same: an example is in no archive."""
        return self

    def __call__(self, submission: Submission) -> ArchivedProjects:
        """All that the example says."""
        return self.known


def _unexpected(rule_id: str, case: Case, result: Result) -> str | None:
    """What its own rule says that it should not, or leaves unsaid."""
    told = sorted(_accusations(rule_id, result))
    failed = next((line.failed for line in result.coverage if line.rule == rule_id and line.failed), None)
    if failed is not None:
        return f"规则运行出错：{failed}"
    if case.kind == "undecided":
        left = any(line.undecided for line in result.coverage if line.rule == rule_id)
        return None if left and not told else "应当留作“无法判断”"
    if case.kind != "bad":
        return f"不应当触发，却指出了：{_listed(told)}" if told else None
    if not told:
        return "应当触发，却没有触发"
    expected = sorted(case.accused) or [PROJECT_ONLY]
    return (
        None
        if told == expected or set(told) == {PROJECT_ONLY} == set(expected)
        else f"应当指出 {_listed(expected)}，却指出了：{_listed(told)}"
    )


def _added(pack: Pack) -> Iterator[str]:
    """The ids of a bureau's own rules: examples of shipped rules know nothing of them."""
    shipped = data_path("rules")
    for path in pack.files:
        if path.suffix == ".yaml" and not path.is_relative_to(shipped):
            yield path.stem.partition("-")[0]


def _others(case: Case, result: Result, ignored: Collection[str]) -> str | None:
    """Other rules that accuse words of the example's own row, where they are not the ones it names."""
    if not case.filled:
        return None
    own = case.submission.projects[0].indicators[0].id
    found = {
        finding.rule
        for finding in all_findings(result.submissions)
        if finding.indicator == own and finding.field in case.filled and finding.span and finding.rule not in ignored
    }
    if found == set(case.also):
        return None
    return f"同一行另有规则指出 {'、'.join(sorted(found)) or '无'}，与 also 所列（{'、'.join(case.also) or '无'}）不同"


def _accusations(rule_id: str, result: Result) -> Iterator[tuple[str, str]]:
    """The words that a rule accuses with the names of their fields, in order; both empty where it accuses no words."""
    for submission in result.submissions:
        yield from {PROJECT_ONLY for finding in submission.findings if finding.rule == rule_id}
        for project in submission.projects:
            for finding in project.findings:
                if finding.rule == rule_id:
                    yield _accused(finding, project)


def _accused(finding: Finding, project: Project) -> tuple[str, str]:
    if finding.field is None or finding.span is None:
        return PROJECT_ONLY
    row = next((row for row in project.indicators if row.id == finding.indicator), None)
    text = str(getattr(project if row is None else row, finding.field.removeprefix("project.")))
    words = text[slice(*finding.span)]
    return (finding.field, words) if words.strip() else PROJECT_ONLY


def _listed(told: Iterable[tuple[str, str]]) -> str:
    return "、".join(f"{name}“{words}”" if name else "（整个项目）" for name, words in told)
