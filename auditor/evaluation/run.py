"""Evaluation of the whole judgement on labelled rows, beside four baselines and rule by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from auditor.checks.protocol import Batch, RowView, Subject, build_batch
from auditor.classifier.corpus import LabelledRow, as_submission, same_saying
from auditor.evaluation.baselines import ALONE, BOTH, NO_NUMBER, RULES, VAGUE_WORD, has_vague_word, says_no_number
from auditor.evaluation.measures import Score, Scores, measure, score_of
from auditor.judging.run import Judgement, judge
from auditor.model import Label
from auditor.pipeline.engine import EngineCore

FEW = 5
"""A precision over fewer hits than this is reported apart."""

WORST = 30


@dataclass(frozen=True)
class RulePrecision:
    """How often a rule with a label hit rows that the reviewer did not call measurable, or called the same."""

    rule: str
    title: str
    severity: str
    hits: int
    accused_rightly: int
    same_label: int


@dataclass(frozen=True)
class Mistake:
    """A row judged otherwise than the reviewer did."""

    level2: str
    level3: str
    description: str
    target: str
    label: Label
    predicted: Label
    probability: float
    reasons: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Evaluation:
    """Scores of each predictor over all rows and over each part (by source), rule precisions, and worst mistakes.

    ``errors`` scores the rows that a labelled rule of severity error hit as "not measurable"; ``familiar`` counts rows
    that say the same as a row the shipped model was trained on, whose scores prove nothing.
    """

    predictors: Mapping[str, Scores]
    parts: Mapping[str, Scores]
    flags: Mapping[str, Score]
    rules: tuple[RulePrecision, ...]
    errors: Score
    familiar: int
    mistakes: tuple[Mistake, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain data for ``evaluation.json``."""
        return asdict(self)


def evaluate(labelled: Sequence[LabelledRow], engine: EngineCore, trained_on: Sequence[LabelledRow] = ()) -> Evaluation:
    """Judge labelled rows as the program would, and score the verdicts.

    Args:
        labelled: rows with a reviewer's labels; none of them may have trained the shipped model.
        engine: rules and classifier as shipped.
        trained_on: the rows the classifier was trained on, to count those that come back here.
    """
    batch = build_batch((as_submission(labelled),), engine.language)
    rows = list(batch.rows)
    judgement = judge(batch, engine.pack, engine.models)
    actual = [item.label for item in labelled]
    said = [judgement.verdicts[row.subject] for row in rows]
    predicted, probabilities = [one.label for one in said], [one.probability for one in said]
    alone = engine.models.classifier.predict(rows)
    predictors = {
        BOTH: measure(actual, predicted, probabilities),
        RULES: measure(actual, _rules_alone(batch, judgement)),
        ALONE: measure(actual, [one.label for one in alone], [one.probability for one in alone]),
    }
    flags = {
        VAGUE_WORD: _flag_score(actual, [has_vague_word(row, engine.pack.lexicon) for row in rows]),
        NO_NUMBER: _flag_score(actual, [says_no_number(row) for row in rows]),
    }
    return Evaluation(
        predictors=predictors,
        parts=_parts(labelled, predicted, probabilities),
        flags=flags,
        rules=_rule_precisions(labelled, rows, judgement, engine),
        errors=_flag_score(actual, _accused_of_error(rows, judgement, engine)),
        familiar=len(_sayings(labelled, {same_saying(item) for item in trained_on})),
        mistakes=_mistakes(labelled, rows, judgement),
    )


def _accused_of_error(rows: Sequence[RowView], judgement: Judgement, engine: EngineCore) -> list[bool]:
    grave = {item.rule.id for item in engine.pack.rules if item.rule.label and item.rule.severity == "error"}
    return [any(finding.rule in grave for finding in judgement.findings.get(row.subject, ())) for row in rows]


def _sayings(labelled: Sequence[LabelledRow], known: set[str]) -> list[LabelledRow]:
    return [item for item in labelled if same_saying(item) in known]


def _flag_score(actual: Sequence[Label], flagged: Sequence[bool]) -> Score:
    return score_of([label != "measurable" for label in actual], flagged)


def _rules_alone(batch: Batch, judgement: Judgement) -> list[Label]:
    """Rows settled by a certain rule carry its label; all others count as measurable."""
    said = [judgement.verdicts[row.subject] for row in batch.rows]
    return [one.label if one.probability == 1 else "measurable" for one in said]


def _parts(
    labelled: Sequence[LabelledRow], predicted: Sequence[Label], probabilities: Sequence[float]
) -> dict[str, Scores]:
    import pandas as pd

    frame = pd.DataFrame(
        {
            "part": [item.source.split(" ")[0] for item in labelled],
            "actual": [item.label for item in labelled],
            "predicted": predicted,
            "probability": probabilities,
        }
    )
    if frame["part"].nunique() < 2:
        return {}
    return {
        str(name): measure(list(rows["actual"]), list(rows["predicted"]), list(rows["probability"]))
        for name, rows in frame.groupby("part", sort=False)
    }


def _rule_precisions(
    labelled: Sequence[LabelledRow], rows: Sequence[RowView], judgement: Judgement, engine: EngineCore
) -> tuple[RulePrecision, ...]:
    import pandas as pd

    labels: dict[Subject, Label] = {row.subject: item.label for row, item in zip(rows, labelled, strict=True)}
    wanted = {item.rule.id: item.rule for item in engine.pack.rules if item.rule.label or item.late}
    hits = pd.DataFrame(
        [
            (rule, labels[subject] != "measurable", labels[subject] == wanted[rule].label)
            for subject, findings in judgement.findings.items()
            for rule in {finding.rule for finding in findings} & wanted.keys()
        ],
        columns=["rule", "rightly", "same"],
    )
    counted = hits.groupby("rule").agg(hits=("rule", "size"), rightly=("rightly", "sum"), same=("same", "sum"))
    return tuple(
        RulePrecision(
            one.Index,
            wanted[one.Index].title,
            wanted[one.Index].severity,
            int(one.hits),
            int(one.rightly),
            int(one.same),
        )
        for one in counted.itertuples()
    )


def _mistakes(labelled: Sequence[LabelledRow], rows: Sequence[RowView], judgement: Judgement) -> tuple[Mistake, ...]:
    wrong = [
        (item, row, judgement.verdicts[row.subject])
        for item, row in zip(labelled, rows, strict=True)
        if judgement.verdicts[row.subject].label != item.label
    ]
    wrong.sort(key=lambda one: -one[2].probability)
    return tuple(
        Mistake(
            level2=row.indicator.level2,
            level3=row.indicator.level3,
            description=row.indicator.description,
            target=row.indicator.target,
            label=item.label,
            predicted=said.label,
            probability=said.probability,
            reasons=said.reasons,
            source=item.source,
        )
        for item, row, said in wrong[:WORST]
    )
