"""How measurable a text is, as a spaCy component that fills ``doc.cats`` from the shipped linear model."""

from __future__ import annotations

from functools import cached_property

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from auditor.checks.protocol import RowView, Subject
from auditor.classifier.features import FeatureReader
from auditor.classifier.model import LinearModel
from auditor.classifier.predict import RowClassifier
from auditor.language.artefacts import Language
from auditor.model import Indicator, Project, Submission
from auditor.resources import data_path
from auditor.rules.lexicon import load_lexicon

SURROUNDINGS = ("level2", "level3", "description")
"""Cells beside the target that may be told by extensions of a document: ``doc._.auditor_level3 = "培训合格率"``."""

for _name in SURROUNDINGS:
    if not Doc.has_extension(f"auditor_{_name}"):
        Doc.set_extension(f"auditor_{_name}", default="")


class MeasurabilityCategories:
    """Fills ``doc.cats`` with the probability of each label, the text being the target of a row."""

    @cached_property
    def _classifier(self) -> RowClassifier:
        reader = FeatureReader(load_lexicon(data_path("corpora", "lexicon")))
        return RowClassifier(
            reader,
            measurability=LinearModel(data_path("corpora", "measurability"), "可衡量性模型"),
            category=LinearModel(data_path("corpora", "category_fit"), "指标类别模型"),
        )

    @cached_property
    def _language(self) -> Language:
        return Language()

    def __call__(self, doc: Doc) -> Doc:
        """The document with its categories."""
        cells = {name: getattr(doc._, f"auditor_{name}") for name in SURROUNDINGS}
        doc.cats = self._classifier.probabilities(_row(Indicator(id="1", **cells, target=doc.text), self._language))
        return doc


def _row(indicator: Indicator, language: Language) -> RowView:
    """A row that stands by itself."""
    project = Project(code="", name="", indicators=(indicator,))
    submission = Submission(source="", sha256="0" * 64, status="audited", projects=(project,))
    return RowView(Subject(0, 0, 0), submission, project, indicator, language.cells_of(indicator, None))


@Pipeline.factory("auditor_measurability", assigns=["doc.cats"])
def measurability(nlp: Pipeline, name: str) -> MeasurabilityCategories:
    """The component ``auditor_measurability``."""
    return MeasurabilityCategories()
