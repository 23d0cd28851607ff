"""What stays the same from batch to batch: rules, language, classifier and bank, loaded once."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from auditor.advice.bank import IndicatorBank, load_bank
from auditor.advice.sectors import Sectors
from auditor.classifier.features import FeatureReader
from auditor.classifier.model import LinearModel
from auditor.classifier.predict import RowClassifier
from auditor.judging.run import Judge, Models
from auditor.language.artefacts import Language
from auditor.resources import data_path
from auditor.rules.load import Pack, load_pack
from auditor.runtime.caching import CACHE_BYTES
from auditor.scoring.review_form import FormSettings, shipped_form


class EngineCore:
    """Everything that an audit needs beside the submissions; each part is loaded when it is first asked for.

    One engine serves any number of batches, from any number of threads: what threads share is used by one at a time.

    Args:
        profile: name of the region's settings (a file in ``rules/profiles``).
        rules: folders with rules of one's own, which win over shipped ones of the same id.
        cache_bytes: what everything remembered from row to row may take in memory; what is found does not depend on it.
    """

    def __init__(
        self, *, profile: str = "national", rules: Sequence[Path | str] = (), cache_bytes: int = CACHE_BYTES
    ) -> None:
        self.profile = profile
        self.cache_bytes = cache_bytes
        self.rule_folders = tuple(map(Path, rules))
        self._process = os.getpid()
        self._lock = threading.RLock()

    def load(self) -> EngineCore:
        """Load every part now, so that what is wrong with a rule is told before anything is read; returns itself.

        Raises:
            ConfigurationError: where a rule file or a shipped file is wrong.
        """
        with self.lock:
            self.pack, self.models, self.form, self.judge  # noqa: B018
        return self

    @property
    def lock(self) -> threading.RLock:
        """Held while parts are loaded and a submission is judged. A process made as a copy begins with a lock of its own."""
        if self._process != os.getpid():
            self._process, self._lock = os.getpid(), threading.RLock()
        return self._lock

    @cached_property
    def pack(self) -> Pack:
        """The rules in force, with their settings, standards and word lists."""
        return load_pack(self.profile, self.rule_folders)

    @cached_property
    def language(self) -> Language:
        """The analyser of texts, which remembers those it has met."""
        return Language(self.cache_bytes * 2 // 3)

    @cached_property
    def bank(self) -> IndicatorBank:
        """Well-formed indicators to name as examples."""
        return load_bank(data_path("corpora", "indicator_bank"), self.cache_bytes // 6)

    @property
    def sectors(self) -> Sectors:
        """Which sector a project's name speaks of."""
        return self.bank.sectors

    @cached_property
    def models(self) -> Models:
        """What is asked beside the rules."""
        return Models(classifier=_load_classifier(self.pack, self.rule_folders, self.cache_bytes // 12), bank=self.bank)

    @cached_property
    def form(self) -> FormSettings:
        """The review form and what a finding takes from it."""
        return shipped_form()

    @cached_property
    def judge(self) -> Judge:
        """The judge, who remembers every wording met."""
        return Judge(self.pack, self.models, self.cache_bytes // 12)

    def with_parts(self, *, pack: Pack | None = None, models: Models | None = None) -> EngineCore:
        """An engine with other rules or models; it shares language, bank and form with this one."""
        other = EngineCore(profile=self.profile, rules=self.rule_folders, cache_bytes=self.cache_bytes)
        shared = {"language": self.language, "bank": self.bank, "form": self.form}
        vars(other).update(shared, pack=pack or self.pack, models=models or self.models)
        return other

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process loads its own."""
        return partial(EngineCore, profile=self.profile, rules=self.rule_folders, cache_bytes=self.cache_bytes), ()


def _model_folder(name: str, rules: Sequence[Path]) -> Path:
    """Where a model lies: in the last folder of rules of one's own that holds one under ``models``, else the shipped one."""
    own = [folder / "models" / name for folder in rules if (folder / "models" / name / "model.npz").is_file()]
    return own[-1] if own else data_path("corpora", name)


def _load_classifier(pack: Pack, rules: Sequence[Path], max_bytes: int) -> RowClassifier:
    return RowClassifier(
        FeatureReader(pack.lexicon),
        measurability=LinearModel(_model_folder("measurability", rules), "可衡量性模型"),
        category=LinearModel(_model_folder("category_fit", rules), "指标类别模型"),
        max_bytes=max_bytes,
    )
