"""What the models answer does not depend on who else is asked, and rests on what the row says, loudest first."""

import json

import numpy as np
import pytest

from auditor.checks.protocol import build_batch
from auditor.classifier import predict
from auditor.classifier.features import FeatureReader
from auditor.classifier.model import LinearModel
from auditor.classifier.predict import RowClassifier
from auditor.classifier.scoring import StackedModels
from auditor.errors import ConfigurationError
from auditor.resources import data_path
from material.forms.sample import corpus_rows
from tests.building import project, submission

PLACES = ("measurability", "category_fit")


def batch_rows(language, *cells, budget_wan=12.0):
    return list(build_batch((submission(project("1", *cells, budget_wan=budget_wan)),), language).rows)


@pytest.fixture(scope="module")
def rows(language):
    kept = [rows[number] for rows in corpus_rows().values() for number in range(0, len(rows), 40)]
    cells = [(row.level1, row.level2, row.level3, row.description, row.target, row.basis) for row in kept]
    odd = [
        ("效益指标", "社会效益指标", "", "", "", ""),
        ("产出指标", "成本指标", "12万元", "12万元", "12万元", ""),
        ("产出指标", "数量指标", "数量指标", "数量指标", "数量指标", ""),
        ("不认识", "不认识", "提升提升提升", "。", "　", ""),
    ]
    return batch_rows(language, *cells, *odd)


@pytest.fixture
def models():
    return [LinearModel(data_path("corpora", place), place) for place in PLACES]


@pytest.fixture
def classifier(pack, models):
    return RowClassifier(FeatureReader(pack.lexicon), measurability=models[0], category=models[1])


def test_a_row_is_answered_the_same_alone_and_among_others(classifier, pack, models, rows):
    together = classifier.predict(rows), classifier.fits(rows)
    backwards = classifier.predict(rows[::-1])[::-1], classifier.fits(rows[::-1])[::-1]
    fresh = RowClassifier(FeatureReader(pack.lexicon), measurability=models[0], category=models[1])
    alone = [one for row in rows for one in fresh.predict([row])], [one for row in rows for one in fresh.fits([row])]
    assert together == backwards == alone


def test_what_is_forgotten_is_read_again(classifier, pack, models, rows, monkeypatch):
    expected = classifier.predict(rows), classifier.fits(rows)
    monkeypatch.setattr(predict, "BLOCK", 3)
    forgetful = RowClassifier(
        FeatureReader(pack.lexicon), measurability=models[0], category=models[1], max_bytes=20_000
    )
    assert [(forgetful.predict(rows), forgetful.fits(rows)) for _ in range(2)] == [expected, expected]


def test_no_feature_belongs_to_two_parts_of_a_row(pack, rows):
    reader = FeatureReader(pack.lexicon)
    for row in rows:
        assert len(set(reader.keys(row))) == len(reader.keys(row))
        assert set(reader.content_keys(row)) <= set(reader.keys(row))


@pytest.mark.parametrize("which", [0, 1])
def test_probabilities_are_those_of_the_model_over_all_features(classifier, pack, models, rows, which):
    model, reader = models[which], FeatureReader(pack.lexicon)
    column = {name: number for number, name in enumerate(model.features)}
    placed = [row for row in rows if row.category is not None]
    said = classifier.predict(placed) if which == 0 else classifier.fits(placed)
    for row, one in zip(placed, said, strict=True):
        keys = reader.keys(row) if which == 0 else reader.content_keys(row)
        sums = model.weights[:, [column[key] for key in keys if key in column]].sum(axis=1, dtype=np.float64)
        [shares] = model.probabilities(sums[None, :], np.array([len(keys)]))
        if one is None:
            assert which == 1
            assert shares.max() < model.trusted[shares.argmax()]
        else:
            assert one.probability == pytest.approx(min(0.99, shares.max()), abs=6e-5)


def test_only_rows_with_a_known_second_level_are_asked_where_they_belong(classifier, language):
    cells = ("产出指标", "数量指标", "巡查次数", "", "≥12次", "")
    known, unknown = batch_rows(language, cells, ("产出指标", "别的指标", *cells[2:]))
    [first, second] = classifier.fits([unknown, known])
    assert first is None
    assert second.belongs == "quantity"
    assert classifier.fits([]) == classifier.predict([]) == []


@pytest.fixture
def small_model(tmp_path):
    """Two labels; the features pull towards the first with 3, 2, 1, 1, and one away from it."""
    features = [
        "level3:word=巡查",
        "level3:ends2=巡查",
        "target:word=完成",
        "level3:word=道路",
        "description:word=巡查",
    ]
    pulls = np.array([1, 3, 2, 1, -4], dtype=np.float32)
    np.savez(
        tmp_path / "model.npz",
        weights=np.stack([pulls, -pulls]),
        intercept=np.zeros(2),
        temperature=np.float64(1),
        trusted=np.zeros(2),
    )
    words = {"labels": ["yes", "no"], "features": features}
    (tmp_path / "vocabulary.json").write_text(json.dumps(words), encoding="utf-8")
    return StackedModels(LinearModel(tmp_path, "小模型"))


def test_reasons_come_loudest_first_and_a_word_keeps_its_loudest_place(small_model):
    level3 = small_model.score(["level3:word=巡查", "level3:word=道路", "level3:ends2=巡查", "level3:chars=不识"])
    target, description = small_model.score(["target:word=完成"]), small_model.score(["description:word=巡查"])
    spoken = small_model.reasons(0, [level3, description, target], 0)
    assert spoken == ("三级指标以“巡查”结尾", "指标值中的“完成”", "三级指标中的“道路”")
    assert small_model.reasons(0, [level3, description, target], 1) == ("描述中的“巡查”",)
    assert small_model.reasons(0, [target], 1) == ("名称与指标值合起来看",)


def test_a_model_whose_files_do_not_belong_together_is_refused(tmp_path):
    arrays = {"weights": np.zeros((2, 3)), "intercept": np.zeros(2), "temperature": np.float64(1)}
    np.savez(tmp_path / "model.npz", **arrays, trusted=np.zeros(2))
    (tmp_path / "vocabulary.json").write_text('{"labels": ["a", "b"], "features": ["x"]}', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="权重与词表不一致"):
        LinearModel(tmp_path, "小模型")
