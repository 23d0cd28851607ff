"""Conditions, and examples that they are asked about, as the tests of this folder write them."""

from dataclasses import replace

from pydantic import TypeAdapter

from auditor.checks.protocol import Batch, Fit, ProjectView, RowView, Verdict, build_batch
from auditor.language.artefacts import Language
from auditor.model import Measurability
from auditor.rules.examples import dressed
from auditor.rules.grammar import Example
from auditor.rules.verbs import Condition
from auditor.rules.verbs.base import Sketch, Verb

condition = TypeAdapter(Condition).validate_python
OWN_ROW = {"level1": "产出指标", "level2": "数量指标"}


def batch_of(sketch: Sketch, language: Language) -> Batch:
    """A batch with the submission that an example stands for, and what classifier and model are said to say."""
    example = Example.model_validate(sketch)
    batch = build_batch((dressed("示例", "bad", example).submission,), language)
    verdict, fit = example.verdict, example.fit
    verdicts, fits = {}, {}
    for row in batch.rows:
        if verdict is not None:
            said = Measurability(label=verdict.label, probability=verdict.probability, reasons=("示例",))
            verdicts[row.subject] = Verdict(said, by_rule=False)
        if fit is not None:
            fits[row.subject] = Fit(fit.stated, fit.belongs, fit.probability, ("示例",))
    return replace(batch, verdicts=verdicts, fits=fits)


def row_of(sketch: Sketch, language: Language) -> tuple[RowView, Batch]:
    """The example's own row, an output by number unless it says otherwise."""
    batch = batch_of({**OWN_ROW, **sketch}, language)
    return batch.rows[0], batch


def project_of(sketch: Sketch, language: Language) -> tuple[ProjectView, Batch]:
    """The example's own project, without a row of the example's own."""
    batch = batch_of({"project": {}, **sketch}, language)
    return batch.projects[0], batch


def verbs_in(one: Verb) -> list[Verb]:
    """A condition and all those inside it."""
    return [one, *(inner for child in one.children() for inner in verbs_in(child))]
