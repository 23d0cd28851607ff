"""What stays the same from batch to batch: rules, language, classifier and bank, loaded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from auditor.advice.bank import load_bank
from auditor.advice.sectors import Sectors
from auditor.classifier.features import FeatureReader
from auditor.classifier.model import LinearModel
from auditor.classifier.predict import RowClassifier
from auditor.judging.run import Experts, Judge
from auditor.language.artefacts import Language
from auditor.resources import data_path
from auditor.rules.load import Pack, load_pack
from auditor.scoring.review_form import FormSettings, load_form


@dataclass(frozen=True)
class Auditor:
    """Everything that an audit needs beside the submissions.

    ``profile`` and ``extra_rules`` are what it was made from: another process makes its own from them.
    """

    pack: Pack
    language: Language
    experts: Experts
    form: FormSettings
    sectors: Sectors
    profile: str = "national"
    extra_rules: tuple[Path, ...] = ()

    @cached_property
    def judge(self) -> Judge:
        """The judge, who remembers every wording met."""
        return Judge(self.pack, self.experts)

    def __reduce__(self) -> tuple[Any, ...]:
        return prepare, (self.profile, self.extra_rules)


def prepare(profile: str = "national", extra_rules: Sequence[Path] = ()) -> Auditor:
    """Load rules, word lists, the classifier and the indicator bank.

    Raises:
        ConfigurationError: where a rule file or a shipped file is wrong.
    """
    pack = load_pack(profile, extra_rules)
    classifier = RowClassifier(
        FeatureReader(pack.lexicon),
        measurability=LinearModel(data_path("corpora", "measurability"), "可衡量性模型"),
        category=LinearModel(data_path("corpora", "category_fit"), "指标类别模型"),
    )
    bank = load_bank(data_path("corpora", "indicator_bank"))
    experts = Experts(classifier=classifier, fit_judge=classifier, adviser=bank)
    form = load_form(data_path("rules", "review_form.yaml"))
    return Auditor(pack, Language(), experts, form, bank.sectors, profile, tuple(extra_rules))
