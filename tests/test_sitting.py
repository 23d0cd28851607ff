"""However the work is shared out, the outcome is the same: one process or two, rows remembered or asked anew each time."""

from dataclasses import replace

import pytest

from auditor.advice import bank, sectors
from auditor.audit import audit_submissions, audit_to_file
from auditor.judging import wordings
from auditor.judging.run import Judge
from auditor.language import artefacts
from auditor.language.segment import Segmenter
from auditor.model import Submission
from auditor.preparation import prepare
from auditor.reading import discover, read
from auditor.reporting.json import read_result, write_json
from auditor.resources import data_path
from auditor.rules import gates
from benchmarks.season import submissions
from tests.conftest import REAL

SAMPLES = data_path("corpora", "samples")


def season(rows):
    return tuple(submissions(rows, seed=7))


def samples(folder):
    return tuple(read(path) for path in discover([folder]))


BATCHES = {
    "样例文本": lambda: samples(SAMPLES / "text"),
    "样例表格": lambda: samples(SAMPLES / "workbooks"),
    "共享材料": lambda: samples(REAL),
    "生成的材料": lambda: season(1200),
}


class AskedAnew:
    """A rule that is asked about every row by itself; the judge cannot remember what it said of a wording."""

    def __init__(self, examine):
        self._examine = examine

    def __call__(self, batch):
        return self._examine(batch)


def slow_auditor():
    """The same rules without any short cut: each row asked anew, and the reference engine cuts the words."""
    auditor = prepare()
    rules = tuple(replace(item, examine=AskedAnew(item.examine)) for item in auditor.pack.rules)
    slow = replace(auditor, pack=replace(auditor.pack, rules=rules))
    slow.language.__dict__["_segmenter"] = Segmenter(engine="jieba")
    slow.__dict__["judge"] = Judge(slow.pack, slow.experts)
    return slow


@pytest.mark.issue(7)
@pytest.mark.parametrize("name", BATCHES)
def test_nothing_changes_where_every_row_is_asked_anew_and_words_are_cut_by_jieba_itself(name, auditor):
    if name == "共享材料" and not REAL.is_dir():
        pytest.skip("没有共享材料")
    batch = BATCHES[name]()
    assert batch and all(isinstance(one, Submission) for one in batch)
    fast, slow = audit_submissions(batch, auditor), audit_submissions(batch, slow_auditor())
    assert fast.totals.findings > 0
    assert fast.model_dump_json() == slow.model_dump_json()


@pytest.mark.issue(7)
def test_two_processes_write_the_same_bytes_as_one_and_as_the_result_in_memory(tmp_path, auditor):
    batch = season(900)
    for workers in (1, 2):
        audit_to_file(batch, auditor, tmp_path / f"{workers}.json", workers=workers)
    write_json(audit_submissions(batch, auditor), tmp_path)
    one, two, memory = ((tmp_path / name).read_bytes() for name in ("1.json", "2.json", "result.json"))
    assert one == two == memory
    assert read_result(tmp_path / "2.json").totals.indicators >= 900


@pytest.mark.issue(7)
def test_an_auditor_made_anew_in_another_process_judges_alike(auditor):
    import pickle

    batch = season(200)
    again = pickle.loads(pickle.dumps(auditor))
    assert audit_submissions(batch, again) == audit_submissions(batch, auditor)


@pytest.mark.issue(7)
def test_what_one_submission_is_told_does_not_depend_on_which_others_come_before_it(auditor):
    one, two = season(300)[:2]
    two = two.model_copy(update={"department": "另一个部门"})
    forward, backward = audit_submissions((one, two), auditor), audit_submissions((two, one), auditor)
    assert forward.submissions == tuple(reversed(backward.submissions))


@pytest.mark.issue(7)
def test_nothing_changes_where_the_memory_starts_afresh_all_the_time(auditor, monkeypatch):
    batch = season(300)
    expected = audit_submissions(batch, auditor).model_dump_json()
    for module, name in (
        (artefacts, "REMEMBERED"),
        (artefacts, "ROWS_REMEMBERED"),
        (wordings, "REMEMBERED"),
        (gates, "REMEMBERED"),
        (bank, "REMEMBERED"),
        (sectors, "REMEMBERED"),
    ):
        monkeypatch.setattr(module, name, 5)
    assert audit_submissions(batch, prepare()).model_dump_json() == expected
