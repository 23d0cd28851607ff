"""Training repeats itself, and what is shipped was trained on what is shipped beside it."""

import hashlib
import json

import numpy as np
import pytest

from auditor.classifier.features import FeatureReader
from auditor.classifier.train import (
    TRUSTED_ROWS,
    category_examples,
    measurability_examples,
    save,
    train,
    training_rows,
    trusted_probabilities,
)
from auditor.resources import data_path

pytestmark = pytest.mark.issue(16)

EXAMPLES = {"measurability": measurability_examples, "category_fit": category_examples}


@pytest.fixture(scope="module")
def corpus():
    return training_rows()


@pytest.mark.parametrize("folder", EXAMPLES)
def test_the_same_rows_train_the_same_bytes(corpus, pack, language, tmp_path, folder):
    some = [row for number, row in enumerate(corpus) if number % 40 == 0]
    written = []
    for run in ("one", "two"):
        examples = EXAMPLES[folder](some, FeatureReader(pack.lexicon), language)
        save(train(examples), tmp_path / run)
        written.append({path.name: path.read_bytes() for path in (tmp_path / run).iterdir()})
    assert written[0] == written[1]


@pytest.mark.parametrize("folder", EXAMPLES)
def test_the_shipped_model_was_trained_on_the_shipped_corpus(corpus, pack, language, folder):
    """Where this fails, corpus, word lists or features changed: run ``auditor train``."""
    home = data_path("corpora", folder)
    told = json.loads((home / "vocabulary.json").read_text(encoding="utf-8"))
    assert told["trained_on"] == EXAMPLES[folder](corpus, FeatureReader(pack.lexicon), language).digest
    assert told["arrays"] == hashlib.sha256((home / "model.npz").read_bytes()).hexdigest()


def test_a_label_is_trusted_from_where_95_of_100_rows_have_it():
    size = 10 * TRUSTED_ROWS
    claimed = np.linspace(0.99, 0.6, size)
    labels = np.zeros(size, dtype=np.int64)
    labels[size // 2 :: 2] = 1  # of the less sure half every second row is another label
    least = trusted_probabilities(np.stack([claimed, 1 - claimed], axis=1), labels)
    trusted = claimed >= least[0] - 1e-6
    assert (labels[trusted] == 0).mean() >= 0.95
    assert trusted.sum() == pytest.approx(size / 2 * (1 + 1 / 9), abs=3)
    assert least[1] == 1, "a label that was never named is never trusted"
