"""Learning from decisions: tried on those kept back, refused where they contradict what is known or are too few."""

import json

import pytest
from typer.testing import CliRunner

from auditor.classifier.corpus import read_labelled
from auditor.classifier.decisions import LEAST, try_decisions
from auditor.classifier.features import FeatureReader
from auditor.classifier.train import training_rows
from auditor.cli import app
from auditor.errors import ConfigurationError
from auditor.pipeline.engine import EngineCore

pytestmark = pytest.mark.issue(19)


@pytest.fixture(scope="module")
def some():
    return [row for number, row in enumerate(training_rows()) if number % 60 == 0]


def decided(tmp_path, label, number=60):
    """Rows of one odd saying, all labelled alike by an office."""
    rows = [
        {
            "level1": "产出指标", "level2": "质量指标", "level3": f"闸站{n}运行", "description": "", "target": "按调度令启闭",
            "basis": "", "budget_wan": 5, "label": label, "sector": "本单位", "source": "审核页判断",
        }
        for n in range(number)
    ]  # fmt: skip
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
    return path


def test_what_an_office_says_is_learnt(some, pack, language, tmp_path):
    rows = read_labelled([decided(tmp_path, "measurable")])
    trial = try_decisions(some, rows, FeatureReader(pack.lexicon), language)
    assert trial.learnt + trial.kept_back == 60
    assert trial.enough
    assert trial.right_after == trial.kept_back > trial.right_before
    assert not trial.worse


def test_too_few_decisions_say_nothing_and_train_nothing(tmp_path):
    out = tmp_path / "models"
    run = CliRunner().invoke(
        app, ["train", "--with-decisions", str(decided(tmp_path, "measurable", 6)), "--out", str(out)]
    )
    assert run.exit_code == 2
    assert f"至少要 {LEAST} 行" in run.stderr
    assert not out.exists()


def test_decisions_that_make_it_worse_are_refused(some, tmp_path, monkeypatch):
    from auditor.classifier import decisions, train

    answers = iter((12, 11))
    monkeypatch.setattr(
        train, "training_rows", lambda: some
    )  # what is learnt from the whole corpus decides nothing here
    monkeypatch.setattr(decisions, "_right", lambda examples, tried: next(answers))
    out = tmp_path / "models"
    run = CliRunner().invoke(app, ["train", "--with-decisions", str(decided(tmp_path, "vague")), "--out", str(out)])
    assert run.exit_code == 2
    assert "学习前判对 12 行，学习后判对 11 行。" in run.stdout
    assert "没有写模型" in run.stderr
    assert not out.exists()


def test_a_model_of_ones_own_is_used_by_who_brings_its_folder(tmp_path):
    from shutil import copytree

    from auditor.resources import data_path

    copytree(data_path("corpora", "measurability"), tmp_path / "models" / "measurability")
    (tmp_path / "models" / "measurability" / "model.npz").write_bytes(b"damaged")
    EngineCore().load()
    with pytest.raises(ConfigurationError, match="可衡量性模型"):
        EngineCore(rules=[tmp_path]).load()
