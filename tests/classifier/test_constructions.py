"""Rows built by construction: the same every time, all different, and held out whole."""

import pytest

from auditor.classifier.constructions import built_rows, load_constructions
from auditor.classifier.corpus import read_labelled
from auditor.classifier.splits import splits
from auditor.classifier.train import training_rows
from auditor.errors import ConfigurationError
from auditor.resources import data_path


@pytest.fixture(scope="module")
def built():
    labelled = read_labelled(sorted(data_path("corpora", "measurability").glob("*.tsv")))
    return built_rows(*load_constructions(data_path("corpora", "constructions")), labelled)


def test_the_same_rows_are_built_every_time_and_no_construction_repeats_itself(built):
    assert [row for row in training_rows() if row.construction] == built
    said = [(row.construction, row.indicator.level3, row.indicator.target) for row in built]
    assert len(set(said)) >= 0.98 * len(said)


def test_nothing_said_is_a_placeholder_wherever_it_stands(built):
    empty = [row for row in training_rows() if not row.indicator.target]
    assert {row.label for row in empty} == {"placeholder"}


def test_a_template_may_only_name_words_that_there_are(tmp_path):
    (tmp_path / "vocabulary.yaml").write_text("物: [井盖]\n", encoding="utf-8")
    one = '- {id: a, label: vague, level2: [quality], names: ["{物}{没有}"], targets: [好]}\n'
    (tmp_path / "constructions.yaml").write_text(one, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="没有名为“没有”的词表"):
        load_constructions(tmp_path)


def test_whole_sectors_and_whole_constructions_are_held_out():
    sectors, constructions = list("aabbccddee"), list("vwxyzvwxyz")
    said = [str(number) for number in range(10)]
    for protocol, groups in (("unseen_sectors", sectors), ("unseen_constructions", constructions)):
        folds = list(splits(protocol, sectors=sectors, constructions=constructions, sayings=said))
        assert sorted(number for _, unseen in folds for number in unseen) == list(range(10))
        assert all({groups[n] for n in seen}.isdisjoint(groups[n] for n in unseen) for seen, unseen in folds)
