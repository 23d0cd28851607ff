"""What Python programs rely on: one import, an engine for many batches and threads, results as tables."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas
import pytest

import auditor as package
from auditor import AuditorError, Result
from auditor.model import Submission
from auditor.outputs.reports.json import write_json
from auditor.pipeline.events import FileRead, SubmissionJudged
from auditor.resources import data_path
from tests.conftest import ROOT

TEXTS = data_path("corpora", "samples", "text")
WATER = TEXTS / "water-bureau.txt"
HEAVY = ("pandas", "spacy", "numpy", "sklearn", "pydantic", "typer", "rich", "lxml")


@pytest.fixture(scope="module")
def engine():
    return package.Engine()


@pytest.fixture(scope="module")
def result(engine):
    return engine.audit(TEXTS)


def loaded_by(program):
    """The modules that are loaded once a program has run."""
    words = [sys.executable, "-c", f"{program}\nimport sys; print(' '.join(sys.modules))"]
    return set(subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()[-1].split())


def test_the_import_alone_loads_nothing_heavy():
    assert loaded_by("import auditor") & {*HEAVY, "auditor.api", "auditor.model"} == set()


def test_an_ordinary_audit_loads_neither_pandas_nor_spacy(tmp_path):
    program = (
        "from auditor.cli import app\n"
        "try:\n"
        f"    app(['audit', {str(WATER)!r}, '--out', {str(tmp_path)!r}, '--fail-on', 'never'])\n"
        "except SystemExit as end:\n"
        "    assert end.code == 0, end.code"
    )
    assert loaded_by(program) & {"pandas", "spacy", "sklearn"} == set()


def test_the_package_says_what_it_offers():
    assert {"Engine", "Result", "audit", "read"} <= set(dir(package))
    with pytest.raises(AttributeError, match="nonsense"):
        package.nonsense  # noqa: B018


def test_a_result_is_the_same_from_a_path_a_submission_two_processes_and_a_second_use(engine, result, tmp_path):
    read = [package.read(path) for path in sorted(TEXTS.iterdir())]
    assert all(isinstance(one, Submission) for one in read)
    for number, other in enumerate((engine.audit(read), engine.audit([TEXTS], workers=2), package.audit(str(TEXTS)))):
        assert other.model_dump_json() == result.model_dump_json(), number
    path = write_json(result, tmp_path)
    assert Result.load(path) == result
    assert isinstance(Result.load(path), Result)


def test_several_threads_use_one_engine(result):
    shared = package.Engine()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: shared.audit(TEXTS).model_dump_json(), range(4)))
    assert set(found) == {result.model_dump_json()}


def test_progress_tells_every_file_and_submission(engine):
    events = []
    engine.audit(TEXTS, on_progress=events.append)
    count = len(list(TEXTS.iterdir()))
    for kind in (FileRead, SubmissionJudged):
        assert [(one.done, one.total) for one in events if isinstance(one, kind)] == [
            (done, count) for done in range(1, count + 1)
        ]


def test_paths_and_submissions_together_and_missing_files_are_refused(engine):
    with pytest.raises(TypeError):
        engine.audit([WATER, package.read(WATER)])
    with pytest.raises(AuditorError) as raised:
        engine.audit("没有这个文件.xlsx")
    assert raised.value.code == "R005"


# --- tables -----------------------------------------------------------------------------------------------------------


def test_every_table_has_one_row_a_thing(result):
    projects = [project for one in result.submissions for project in one.projects]
    rows = [row for project in projects for row in project.indicators]
    expected = {
        "findings": sum(len(project.findings) for project in projects)
        + sum(len(one.findings) for one in result.submissions),
        "indicators": len(rows),
        "projects": len(projects),
        "coverage": len(result.coverage),
        "pairs": len(result.duplicates.project_pairs),
        "quantities": sum(len(row.quantities) for row in rows),
    }
    assert {what: len(result.to_frame(what)) for what in expected} == expected
    with pytest.raises(ValueError, match="nonsense"):
        result.to_frame("nonsense")


def test_columns_are_categories_and_numbers_that_may_be_missing(engine):
    submission = package.read(WATER)
    bare = submission.projects[0].model_copy(update={"budget_wan": None})
    frames = engine.audit(submission.model_copy(update={"projects": (bare,), "year": None}))
    projects = frames.to_frame("projects")
    assert (str(projects["budget_wan"].dtype), str(projects["year"].dtype)) == ("Float64", "Int64")
    assert projects["budget_wan"].isna().all() and projects["year"].isna().all()
    assert list(projects["grade"].cat.categories) == ["优", "良", "中", "差"]
    assert list(frames.to_frame("findings")["severity"].cat.categories) == ["error", "warning", "info"]


def test_amounts_are_in_ten_thousand_yuan(engine):
    rows = [("成本指标", "经济成本指标", "培训总成本", "≤35.5万元"), ("产出指标", "数量指标", "培训人数", "≥120人")]
    from tests.building import project, submission

    made = submission(project("1", *((one, two, three, "", target) for one, two, three, target in rows)))
    quantities = engine.audit(made).to_frame("quantities")
    assert quantities["amount_wan"].to_numpy("float64", na_value=-1).tolist() == [35.5, -1]
    assert quantities["value"].tolist() == [355000.0, 120.0]


def test_judged_rows_keep_order_and_index_and_do_not_depend_on_each_other(engine):
    rows = pandas.DataFrame(
        {
            "level2": ["数量指标", "质量指标", "数量指标", "质量指标"],
            "level3": ["培训人数", "培训效果", "培训人数", "验收合格率"],
            "target": ["≥120人", "显著提高", "≥120人", None],
        },
        index=[7, "乙", 7, 3.5],
    )
    judged = engine.judge_rows(rows)
    assert judged.index.equals(rows.index)
    assert list(judged.columns) == ["label", "probability", "reasons", "rules"]
    assert judged["label"].astype(str).tolist()[:3] == ["measurable", "vague", "measurable"]
    alone = [engine.judge_rows(rows.iloc[[number]]) for number in range(4)]
    pandas.testing.assert_frame_equal(pandas.concat(alone), judged)
    named = rows.rename(columns={"level2": "二级指标", "level3": "三级指标", "target": "指标值"}).iloc[::-1]
    pandas.testing.assert_frame_equal(engine.judge_rows(named), judged.iloc[::-1])
    assert len(engine.judge_rows(rows.iloc[:0])) == 0
    with pytest.raises(ValueError, match="columns"):
        engine.judge_rows(pandas.DataFrame({"x": [1]}))


def test_a_single_target_is_checked_and_what_was_not_given_is_not_missed(engine):
    assert engine.check("≥120人", level3="培训人数", level2="数量指标") == ()
    found = engine.check("显著提高", level3="培训效果", level2="质量指标")
    assert {finding.field for finding in found} <= {"target", "level3", "level2", None} and found
    assert {finding.field for finding in engine.check("显著提高")} <= {"target", None}


def test_rules_are_found_by_id_and_told_as_a_table(engine):
    assert engine.rules.find("mea001").id == "MEA001"
    frame = engine.rules.to_frame()
    assert frame["rule"].tolist() == [rule.id for rule in engine.rules]
    assert len(frame) == len(engine.rules) == len({*frame["rule"]})


# --- archives -------------------------------------------------------------------------------------------------------


@pytest.mark.issue(14)
def test_an_archive_gives_its_tables(tmp_path):
    archive = package.Archive(tmp_path / "历年.db", create=True)
    water, culture = (package.read(TEXTS / name) for name in ("water-bureau.txt", "culture-centre.txt"))
    assert [archive.add(one) for one in (water, culture, water)] == [1, 2, 1]
    assert archive.to_frame().astype(object).values.tolist() == [
        [number, one.source, one.department, one.year, one.kind, len(one.projects), one.sha256]
        for number, one in ((1, water), (2, culture))
    ]
    projects = [(one.source, project) for one in (water, culture) for project in one.projects]
    table = archive.to_frame("projects")
    assert list(zip(table["submission"], table["project_code"], table["budget_wan"], strict=True)) == [
        (source, project.code, project.budget_wan) for source, project in projects
    ]
    rows = [row for _, project in projects for row in project.indicators]
    assert archive.to_frame("indicators")["level3"].tolist() == [row.level3 for row in rows]
    assert archive.to_frame("indicators")["label"].isna().all()
    assert archive.to_frame("quantities").columns.tolist()[-3:] == ["dimension", "start", "end"]


@pytest.mark.issue(14)
def test_an_archive_refuses_what_it_has_not(tmp_path):
    with pytest.raises(AuditorError) as missing:
        package.Archive(tmp_path / "无.db")
    assert missing.value.code == "C019"
    with pytest.raises(ValueError, match="submissions, projects, indicators, quantities"):
        package.Archive(tmp_path / "新.db", create=True).to_frame("findings")


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_worked_page_runs_as_it_stands(tmp_path, monkeypatch):
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (tmp_path / "corpora").symlink_to(data_path("corpora"), target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    scope = {"__name__": "page"}
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), scope)
    assert Path("audit-out", "result.json").is_file()
    assert scope["later"].trend.new == 0
