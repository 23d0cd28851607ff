"""However the work is shared out, the outcome is the same: one process or two, rows remembered or asked anew each time."""

from collections import Counter
from dataclasses import replace

import pytest

from auditor.language.segment import Segmenter
from auditor.model import Submission
from auditor.outputs.reports.json import read_result, write_json
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.run import whole_batch
from auditor.pipeline.write import audit_submissions, audit_to_file
from auditor.reading import discover, read
from auditor.resources import data_path
from material.season import submissions
from tests.building import project, submission
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
    "生成的材料": lambda: season(300),
}


class AskedAnew:
    """A rule that is asked about every row by itself; the judge cannot remember what it said of a wording."""

    def __init__(self, examine):
        self._examine = examine

    def __call__(self, batch):
        return self._examine(batch)


@pytest.fixture(scope="module")
def slow_engine():
    """The same rules without any short cut: each row asked anew, and the reference engine cuts the words."""
    engine = EngineCore()
    rules = tuple(replace(item, examine=AskedAnew(item.examine)) for item in engine.pack.rules)
    engine.pack = replace(engine.pack, rules=rules)
    engine.language.__dict__["_segmenter"] = Segmenter(engine="jieba")
    return engine


@pytest.mark.issue(7)
@pytest.mark.parametrize("name", BATCHES)
def test_nothing_changes_where_every_row_is_asked_anew_and_words_are_cut_by_jieba_itself(name, auditor, slow_engine):
    if name == "共享材料" and not REAL.is_dir():
        pytest.skip("没有共享材料")
    batch = BATCHES[name]()
    assert batch and all(isinstance(one, Submission) for one in batch)
    fast, slow = audit_submissions(batch, auditor), audit_submissions(batch, slow_engine)
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


POLICY = (
    ("产出指标", "数量指标", "改造危房户数", "为低收入家庭改造危险住房的户数", "≥120户"),
    ("产出指标", "数量指标", "培训工匠人数", "组织镇村工匠参加危房改造技术培训", "≥60人"),
    ("产出指标", "质量指标", "危房改造验收合格率", "改造完成后经验收合格的户数占比", "≥98%"),
    ("产出指标", "时效指标", "按期完工率", "当年11月底前完工的户数占比", "≥95%"),
)


def town(name):
    return submission(project("1", *POLICY, name=f"{name}农村危房改造补助"), source=f"{name}.xlsx")


@pytest.mark.issue(7)
def test_one_policy_in_the_files_of_three_towns_is_told_once_and_not_row_by_row(auditor):
    result = audit_submissions((town("马庄镇"), town("李庄镇"), town("王庄镇")), auditor)
    assert [line for line in result.coverage if line.failed] == []
    told = [
        (one.source, finding)
        for one in result.submissions
        for finding in one.projects[0].findings
        if finding.category == "duplication"
    ]
    ((source, finding),) = told
    assert source == "李庄镇.xlsx"
    assert "王庄镇" in finding.message and "马庄镇" in finding.message
    assert {one.submission for one in finding.evidence} == {"王庄镇.xlsx", "马庄镇.xlsx"}


@pytest.mark.issue(7)
def test_submissions_judged_one_at_a_time_are_told_what_they_are_told_as_one_batch(auditor):
    batch = (*season(600), town("马庄镇"), town("李庄镇"))
    together = auditor.judge.judge(whole_batch(batch, auditor.language))
    apart = audit_submissions(batch, auditor)
    assert [line for line in apart.coverage if line.failed] == []
    in_batch = Counter(
        (batch[subject.submission].source, finding.rule, finding.message)
        for subject, findings in together.findings.items()
        for finding in findings
    )
    one_by_one = Counter(
        (one.source, finding.rule, finding.message)
        for one in apart.submissions
        for findings in (one.findings, *(project.findings for project in one.projects))
        for finding in findings
    )
    assert in_batch == one_by_one


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_that_start_as_copies_or_from_nothing_write_the_same_bytes(tmp_path, auditor, start_method, method):
    batch = season(200)
    audit_to_file(batch, auditor, tmp_path / "1.json", workers=1)
    start_method(method)
    audit_to_file(batch, auditor, tmp_path / "2.json", workers=2)
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()


@pytest.mark.issue(7)
@pytest.mark.parametrize("cache_bytes", [0, 200_000])
def test_a_machine_with_next_to_no_memory_gets_the_same_result(auditor, cache_bytes):
    batch = season(300)
    expected = audit_submissions(batch, auditor).model_dump_json()
    assert audit_submissions(batch, EngineCore(cache_bytes=cache_bytes)).model_dump_json() == expected


@pytest.mark.issue(7)
def test_repetition_found_in_a_process_of_its_own_is_the_same(tmp_path, auditor, monkeypatch):
    batch = season(900)
    audit_to_file(batch, auditor, tmp_path / "1.json", workers=1)
    monkeypatch.setattr("auditor.pipeline.run.SUBMISSIONS_FOR_SUBPROCESS", 1)
    audit_to_file(batch, auditor, tmp_path / "2.json", workers=2)
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
