"""A small campaign of damaged files: nothing ends a batch, nothing is our defect, the whole file is judged as ever."""

import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from auditor.cli import app
from auditor.model import Result
from auditor.reading import read
from material.forms.one_form import EVERY
from material.mutants import MUTATORS, mutants

GOOD = "好.xlsx"


def audited(folder, out):
    words = ["audit", str(folder), "--out", str(out), "--format", "json", "--fail-on", "never"]
    outcome = CliRunner().invoke(app, words)
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exception
    return outcome, json.loads((out / "result.json").read_bytes())


def findings_of_the_whole_file(result):
    (good,) = (one for one in result["submissions"] if one["source"].endswith(GOOD))
    rules = (one["rule"] for project in good["projects"] for one in project["findings"])
    return sorted(rule for rule in rules if not rule.startswith("DUP"))


@pytest.mark.issue(20)
def test_a_batch_of_damaged_files_ends_with_a_word_on_each(tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    (folder / GOOD).write_bytes(EVERY["甲.xlsx"]())
    _, alone = audited(folder, tmp_path / "一份")
    damaged = dict(mutants(7, 60))
    for name, content in damaged.items():
        (folder / name).write_bytes(content)
    outcome, result = audited(folder, tmp_path / "全部")
    assert (outcome.exit_code, "Traceback" in outcome.output) == (3, False)
    told = {part for one in result["submissions"] for part in one["source"].split("/")}
    assert {GOOD, *damaged} - told == set()
    assert [one["source"] for one in result["submissions"] if one["error"] and one["error"]["code"] == "R009"] == []
    assert [line for line in result["coverage"] if line["failed"] is not None] == []
    assert findings_of_the_whole_file(result) == findings_of_the_whole_file(alone)
    Result.model_validate(result)
    assert {path.name for path in tmp_path.iterdir()} == {"材料", "一份", "全部"}


@pytest.mark.issue(20)
@settings(max_examples=60, derandomize=True)  # new seeds are the campaign's: benchmarks.hostile
@given(st.integers(100, 10**6))
def test_no_damage_is_taken_for_a_defect_of_ours(tmp_path_factory, seed):
    ((name, content),) = mutants(seed, 1)
    path = tmp_path_factory.mktemp("一份") / name
    path.write_bytes(content)
    found = read(path)
    assert found.error is None or (found.error.code != "R009" and found.error.message.endswith("。"))


@pytest.mark.issue(20)
def test_the_same_seed_does_the_same_damage_and_every_mutator_is_used():
    first, again, other = ([name for name, _ in mutants(seed, 250)] for seed in (3, 3, 4))
    assert first == again != other
    assert {name.split("-")[2] for name in first} == {
        "exchanged",
        "interleaved",
        "rearranged",
        "renamed",
        *(mutator.__name__ for mutator in MUTATORS),
    }


class Later(datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2033, 5, 18, 3, 33, 20, tzinfo=tz)


@pytest.mark.issue(20)
def test_the_same_damage_is_done_at_another_moment(monkeypatch):
    before = list(mutants(3, 120))
    monkeypatch.setattr("time.time", lambda: Later.now().timestamp())
    monkeypatch.setattr("xlsxwriter.workbook.datetime", Later)
    assert [
        name for (name, content), then in zip(mutants(3, 120), before, strict=True) if (name, content) != then
    ] == []
