"""Which model for the measurability classifier: ``python -m benchmarks.models``.

Grouped cross-validation over sectors (near-duplicates of a test row never train): linear models on words and
characters with structural features, gradient boosting on structural features, and the mean of both; then the learning
curve of the chosen one, and how varied the corpus is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from auditor.classifier.corpus import LabelledRow, read_labelled
from auditor.classifier.features import FeatureReader
from auditor.classifier.train import STRENGTH, Scorer, TrainingData, held_out_logits, measurability_examples
from auditor.language.artefacts import Language
from auditor.resources import data_path
from auditor.rules.lexicon import load_lexicon

Keys = list[Sequence[str]]
STRUCTURAL = re.compile(
    r"^(?:level2=|kind|target=|level3=|target:length|level3:length|\w+:(?:has|ends|starts)=[a-z_]+$)"
)


def _dicts(keys: Keys, structural: bool) -> list[dict[str, float]]:
    scale = [1 / np.sqrt(max(len(row), 1)) for row in keys]
    return [
        {key: one for key in row if not structural or STRUCTURAL.match(key)}
        for row, one in zip(keys, scale, strict=True)
    ]


def linear(seen: Keys, labels: NDArray[np.int64], unseen: Keys) -> NDArray[np.float64]:
    """Multinomial logistic regression on all features: what is shipped."""
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=400).fit(vectors.fit_transform(_dicts(seen, False)), labels)
    return model.predict_proba(vectors.transform(_dicts(unseen, False)))


def words(seen: Keys, labels: NDArray[np.int64], unseen: Keys) -> NDArray[np.float64]:
    """The same regression on words and word pairs alone."""
    return linear(_only(seen, ":word=", ":pair="), labels, _only(unseen, ":word=", ":pair="))


def characters(seen: Keys, labels: NDArray[np.int64], unseen: Keys) -> NDArray[np.float64]:
    """The same regression on character n-grams alone."""
    return linear(_only(seen, ":chars="), labels, _only(unseen, ":chars="))


def _only(keys: Keys, *kinds: str) -> Keys:
    return [[key for key in row if any(kind in key for kind in kinds)] for row in keys]


def boosting(seen: Keys, labels: NDArray[np.int64], unseen: Keys) -> NDArray[np.float64]:
    """Gradient boosting on the 200 commonest structural features."""
    rows = _dicts(seen, True)
    counts: dict[str, int] = {}
    for row in rows:
        for key in row:
            counts[key] = counts.get(key, 0) + 1
    names = sorted(counts, key=lambda key: (-counts[key], key))[:200]
    dense = [[float(name in row) for name in names] for row in rows]
    model = HistGradientBoostingClassifier(max_iter=120, random_state=0).fit(np.array(dense), labels)
    return model.predict_proba(np.array([[float(name in row) for name in names] for row in _dicts(unseen, True)]))


def stack(seen: Keys, labels: NDArray[np.int64], unseen: Keys) -> NDArray[np.float64]:
    """The mean of the linear model's and the boosted trees' probabilities."""
    return (linear(seen, labels, unseen) + boosting(seen, labels, unseen)) / 2


def _macro(examples: TrainingData, score: Scorer) -> float:
    guesses = held_out_logits(examples, score).argmax(axis=1)
    return float(f1_score(examples.labels, guesses, average="macro"))


def _part(examples: TrainingData, chosen: Sequence[int]) -> TrainingData:
    """Some of the examples, by number."""
    return replace(
        examples,
        keys=[examples.keys[n] for n in chosen],
        labels=examples.labels[list(chosen)],
        sectors=[examples.sectors[n] for n in chosen],
        sayings=[examples.sayings[n] for n in chosen],
    )


def main() -> None:
    """Print the comparison, the learning curve and the variety of the corpus."""
    rows = read_labelled(sorted(data_path("corpora", "measurability").glob("*.tsv")))
    reader = FeatureReader(load_lexicon(data_path("corpora", "lexicon")))
    examples = measurability_examples(rows, reader, Language())
    print(f"{len(rows)} rows, {len({row.sector for row in rows})} sectors, {_shapes(rows)} distinct sentence shapes")
    for score in (words, characters, boosting, linear, stack):
        print(f"{score.__name__:10} macro-F1 on unseen sectors {_macro(examples, score):.3f}")
    order = np.random.default_rng(0).permutation(len(rows))
    for share in (0.1, 0.25, 0.5, 1.0):
        chosen = sorted(order[: int(len(rows) * share)])
        print(f"{len(chosen):6} rows  {_macro(_part(examples, chosen), linear):.3f}")


def _shapes(rows: Sequence[LabelledRow]) -> int:
    """Distinct shapes of name and target with numbers and nouns (words of two and more characters) masked."""
    language = Language()
    lexicon = load_lexicon(data_path("corpora", "lexicon"))
    kept = {word for name in ("vague_verbs", "vague_degrees", "vague_states", "countable_heads", "abstract_heads")
            for word in lexicon[name]}  # fmt: skip

    def shape(text: str) -> str:
        artefacts = language.analyse(text)
        numbers = {quantity.text for quantity in artefacts.quantities}
        return "".join(
            "#" if token in numbers or token[0].isdigit() else token if token in kept or len(token) == 1 else "N"
            for token in artefacts.tokens
        )

    return len({(row.indicator.level2, shape(row.indicator.level3), shape(row.indicator.target)) for row in rows})


if __name__ == "__main__":
    main()
