"""A cluster of two worker processes on this machine finds what one process finds, whatever happens to its workers."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.errors import AuditorError
from auditor.model import Duplicates
from auditor.outputs.reports.json import read_result, write_json
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.job import AuditJob, run_job
from auditor.pipeline.read import ReadingOptions
from auditor.resources import data_path
from auditor.runtime.disk_cache import DiskCache
from auditor.runtime.limits import Limits
from auditor.scoring.summary import BatchSummary, summarise
from tests.waiting import PATIENCE, until

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

from auditor.cluster import tasks  # noqa: E402
from auditor.cluster.bands import ClusterNearTexts  # noqa: E402
from auditor.cluster.connection import ClusterConnection  # noqa: E402
from auditor.cluster.departments import DepartmentResult, write_season  # noqa: E402
from auditor.cluster.identity import MachineIdentity  # noqa: E402
from auditor.cluster.job import ClusterOptions, run_cluster_job  # noqa: E402
from auditor.cluster.spread import spread_over  # noqa: E402
from auditor.duplicates.groups import near_here  # noqa: E402
from auditor.pipeline.run import prepare_batch  # noqa: E402
from material.forms.workbooks import FLAT_HEADER, flat_lines, sheet_of  # noqa: E402
from material.season import submissions  # noqa: E402

pytestmark = [pytest.mark.issue(21)]


@pytest.fixture(scope="module")
def address():
    settings = {
        "distributed.worker.daemon": False,
        "distributed.scheduler.allowed-failures": 0,
        "distributed.deploy.lost-worker-timeout": "1h",  # a LocalCluster gives up a worker that takes long to start again
    }
    with (
        dask.config.set(settings),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        yield cluster.scheduler_address


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("材料")
    for path in sorted(data_path("corpora", "samples", "text").iterdir())[:2]:
        shutil.copy(path, folder)
    shutil.copy(next(folder.iterdir()), folder / "再交一次.txt")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    return tuple(sorted(folder.iterdir()))


@pytest.fixture(scope="module")
def engine():
    return EngineCore().load()


@pytest.fixture(scope="module")
def alone(files, engine, tmp_path_factory):
    out = tmp_path_factory.mktemp("一台")
    run_job(AuditJob(files, out, workers=1), engine)
    return read_result(out / "result.json")


def results_in(out):
    return {path.parent.name: path for path in sorted(out.glob("departments/*/result.json"))}


def of_department(whole, part):
    """What one machine's result says of the submissions that a department's result has."""
    sources = {one.source for one in part.submissions}
    submissions = tuple(one for one in whole.submissions if one.source in sources)
    groups = (one for one in whole.duplicates.clusters if sources & {member.submission for member in one.members})
    pairs = (one for one in whole.duplicates.project_pairs if sources & {one.a.submission, one.b.submission})
    return whole.model_copy(
        update={
            "submissions": submissions,
            "coverage": tuple(line for line in whole.coverage if line.submission in sources),
            "duplicates": Duplicates(clusters=tuple(groups), project_pairs=tuple(pairs)),
            "totals": summarise(submissions).totals,
        }
    )


def same_as_alone(out, alone, tmp_path):
    parts = results_in(out)
    sources = [one.source for path in parts.values() for one in read_result(path).submissions]
    assert sorted(sources) == sorted(one.source for one in alone.submissions)
    for key, path in parts.items():
        expected = of_department(alone, read_result(path))
        (tmp_path / key).mkdir()
        assert path.read_bytes() == write_json(expected, tmp_path / key).read_bytes()


def test_every_departments_result_is_that_of_one_machine_byte_for_byte(address, files, engine, alone, tmp_path):
    import pandas as pd

    out = tmp_path / "集群"
    job = AuditJob(files, out, ("html", "xlsx", "json"))
    outcome = run_cluster_job(job, engine, ClusterOptions(address, shuffle_from=0, attempt=PATIENCE))
    same_as_alone(out, alone, tmp_path)
    assert outcome.audit.summary.totals == alone.totals
    assert outcome.audit.summary.unreadable == 1
    names = {path.parent.name: sorted(one.name for one in path.parent.iterdir()) for path in results_in(out).values()}
    for key, found in names.items():
        assert {"ledger.xlsx", "report.html", "result.json"} <= {*found}, key
    table = pd.read_parquet(out / "parquet" / "findings")
    told = [finding.fingerprint for one in alone.submissions for finding in one.findings]
    told += [finding.fingerprint for one in alone.submissions for item in one.projects for finding in item.findings]
    assert sorted(table["fingerprint"]) == sorted(told)
    assert {*table["department_key"]} <= {*results_in(out)}
    assert "坏.xlsx" in (out / "season.html").read_text(encoding="utf-8")
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


def test_the_workers_load_their_rules_while_the_batch_is_looked_through(address, files, engine, tmp_path, monkeypatch):
    def prepared(*given):
        with distributed.Client(address, set_as_default=False) as client:
            until(lambda: all(client.run(loaded).values()), lambda: "nobody has loaded anything")
        return prepare_batch(*given)

    with distributed.Client(address, set_as_default=False) as client:
        client.run(forget_engine)
    monkeypatch.setattr("auditor.cluster.job.prepare_batch", prepared)
    run_cluster_job(AuditJob(files, tmp_path / "集群", ("json",)), engine, ClusterOptions(address))


def loaded():
    return tasks._engine.cache_info().currsize > 0


def forget_engine():
    tasks._engine.cache_clear()


def test_what_was_judged_before_the_cluster_went_is_not_judged_again(
    address, files, engine, alone, tmp_path, monkeypatch
):
    out, job = tmp_path / "集群", "auditor.cluster.job"
    with monkeypatch.context() as patched, pytest.raises(AuditorError, match="C051"):
        patched.setattr(f"{job}.write_season", gone)
        run_cluster_job(AuditJob(files, out, ("json",)), engine, ClusterOptions(address, attempt=PATIENCE))
    with monkeypatch.context() as patched:
        patched.setattr(f"{job}.judge_cases", nobody)
        patched.setattr(f"{job}.read_uploads", nobody)
        run_cluster_job(AuditJob(files, out, ("json",), resume=True), engine, ClusterOptions(address, attempt=PATIENCE))
    same_as_alone(out, alone, tmp_path)


def workbooks(folder, departments):
    """Two workbooks for each of so many departments, all with the same project under another code and name."""
    project = next(submissions(1)).projects[0]
    for number in range(2 * departments):
        own = project.model_copy(update={"code": f"{number:09d}", "name": f"{project.name}{'甲乙丙'[number % 3]}"})
        path = folder / f"{number:02d}.xlsx"
        path.write_bytes(sheet_of([(f"填报单位：云山第{number // 2}局",), FLAT_HEADER, *flat_lines(own)]))
        yield path


def test_a_department_that_one_task_judges_is_not_sent_again(address, engine, tmp_path, monkeypatch):
    """A task takes an eighth of ten departments: each goes whole."""
    from pyarrow.parquet import read_metadata

    files, out = tuple(workbooks(tmp_path, 10)), tmp_path / "集群"
    run_job(AuditJob(files, tmp_path / "一台", workers=1), engine)
    monkeypatch.setattr("auditor.cluster.job.rendered", nobody)
    run_cluster_job(AuditJob(files, out, ("html", "json")), engine, ClusterOptions(address, attempt=PATIENCE))
    same_as_alone(out, read_result(tmp_path / "一台" / "result.json"), tmp_path)
    results = {key: read_result(path) for key, path in results_in(out).items()}
    assert len(results) == 10
    for key, result in results.items():
        assert result.totals == summarise(result.submissions).totals
        assert result.submissions[0].department in (out / "departments" / key / "report.html").read_text("utf-8")
        pairs = out / "parquet" / "pairs" / f"department_key={key}" / "part.parquet"
        assert read_metadata(pairs).num_rows == len(result.duplicates.project_pairs) > 0


def test_what_an_earlier_run_has_left_is_not_asked_of_the_cluster(address, files, engine, tmp_path, monkeypatch):
    whole = tuple(path for path in files if path.suffix == ".txt")
    caches = DiskCache(tmp_path / "of one machine"), DiskCache(tmp_path / "of a cluster")
    outs = tmp_path / "再审一", tmp_path / "再审二"
    run_job(AuditJob(whole, tmp_path / "一台", workers=1, cache=caches[0]), engine)
    run_cluster_job(
        AuditJob(whole, tmp_path / "集群", ("json",), cache=caches[1]),
        engine,
        ClusterOptions(address, attempt=PATIENCE),
    )
    monkeypatch.setattr("auditor.cluster.job.judge_cases", nobody)
    monkeypatch.setattr("auditor.cluster.job.read_uploads", nobody)
    for cache, out in zip(caches, outs, strict=True):
        run_cluster_job(AuditJob(whole, out, ("json",), cache=cache), engine, ClusterOptions(address, attempt=PATIENCE))
        assert contents(out) == contents(tmp_path / "集群")


def test_without_a_cache_nothing_is_unpacked_for_it(address, files, engine, alone, tmp_path, monkeypatch):
    monkeypatch.setattr("auditor.cluster.tasks.JudgedCase.written", property(nobody))
    run_cluster_job(AuditJob(files, tmp_path / "集群", ("json",)), engine, ClusterOptions(address, attempt=PATIENCE))
    same_as_alone(tmp_path / "集群", alone, tmp_path)


def test_the_machine_that_gives_the_command_loads_no_pandas(address, files, tmp_path):
    from pyarrow.parquet import read_metadata

    options = ["--format", "json", "--cache-mb", "0", "--fail-on", "never", "--cluster", address]
    alike = tmp_path / "另一份.txt"
    alike.write_text(files[0].read_text("utf-8").replace("云岭区", "云山区"), "utf-8")
    words = ["audit", str(files[0]), str(alike), "--out", str(tmp_path / "集群"), *options]
    program = (
        "import sys\nfrom auditor.cli import app\n"
        f"try:\n    app({words!r})\n"
        "finally:\n    print('loaded', *{'pandas', 'pyarrow', 'distributed'} & {*sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert set(ran.stdout.rpartition("loaded ")[2].split()) == {"pyarrow", "distributed"}
    assert read_metadata(tmp_path / "集群" / "parquet" / "copies" / "part.parquet").num_rows > 0


def contents(out):
    return {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def gone(*given):
    raise AuditorError("C051", address="tcp://gone", reason="test")


def nobody(*given):
    raise RuntimeError("asked again")


def test_a_shuffle_finds_the_pairs_that_one_machine_finds(address):
    texts = sorted(
        {f"完成第{a}类{b}建设任务并通过{c}验收" for a in "甲乙丙丁戊己" for b in "道路桥梁水渠" for c in "省市县乡村"}
    )
    texts += sorted({f"组织{a}方面的培训，由{b}科室牵头负责" for a in "农林牧渔工商" for b in "东南西北"})
    expected = near_here(texts)
    assert expected.shape[1] > 100
    with ClusterConnection(address, "national", attempt=PATIENCE) as connection:
        assert ClusterNearTexts(connection, least=0)(texts).tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"auditor": "0.1"}, (" Auditor", "1", "0.1")),
        ({"python": "3.11.1"}, (" Python", "3.11.2", "3.11.1")),
        ({"rules": "b"}, ("规则", "a", "b")),
        ({"libraries": (("jieba", "0.4"),)}, ("组件 jieba", "0.42.1", "0.4")),
        ({"daemon": True}, None),
    ],
)
def test_a_machine_of_other_versions_is_told(changed, told):
    ours = {"auditor": "1", "python": "3.11.2", "rules": "a", "libraries": (("jieba", "0.42.1"),)}
    assert MachineIdentity(**ours).difference(MachineIdentity(**(ours | changed))) == told


def test_a_cluster_that_is_not_there_is_one_sentence(tmp_path, engine, files):
    with pytest.raises(AuditorError, match=r"C051.*连不上集群 tcp://127\.0\.0\.1:1"):
        run_cluster_job(AuditJob(files, tmp_path), engine, ClusterOptions("tcp://127.0.0.1:1", attempt=0.5))


def test_tls_without_certificates_and_an_earlier_result_are_refused(tmp_path, engine, files, alone):
    with pytest.raises(AuditorError, match="C054"):
        ClusterConnection("tls://127.0.0.1:1", "national")
    with pytest.raises(AuditorError, match="C053"):
        run_cluster_job(AuditJob(files, tmp_path, earlier=alone), engine, ClusterOptions("tcp://127.0.0.1:1"))


def test_reading_keeps_to_its_limits_on_workers_and_the_next_file_is_read(address, files, engine, tmp_path):
    long = tmp_path / "长.txt"
    long.write_bytes(data_path("corpora", "samples", "text").joinpath(files[0].name).read_bytes() * 3000)
    options = ReadingOptions(limits=Limits(processor=1, per_megabyte=0))
    job = AuditJob((long, files[0]), tmp_path / "集群", ("json",), options)
    summary = run_cluster_job(job, engine, ClusterOptions(address, attempt=PATIENCE)).audit.summary
    assert [error.code for error in summary.errors] == ["R022"]
    assert summary.audited == 1


def test_a_scheduler_that_goes_while_it_is_asked_is_asked_again(address, monkeypatch):
    from distributed.comm.core import CommClosedError

    asked = []
    run_on_scheduler = distributed.Client.run_on_scheduler

    def interrupted(client, *given):
        asked.append(given)
        if len(asked) == 1:
            raise CommClosedError("gone")
        return run_on_scheduler(client, *given)

    monkeypatch.setattr(distributed.Client, "run_on_scheduler", interrupted)
    with ClusterConnection(address, "national", attempt=PATIENCE) as connection:
        assert connection.threads == 2
    assert len(asked) == 2


def test_a_department_without_reports_is_named_on_the_page_of_the_season(tmp_path):
    without, whole = DepartmentResult("d001", "水务局", reported=False), DepartmentResult("d002", "教育局")
    page = write_season(tmp_path, [without, whole], BatchSummary(), html=True).read_text(encoding="utf-8")
    assert 'href="departments/d001/' not in page
    assert "报告和表格没有写成，审核结果在 departments/d001/result.json" in page
    assert 'href="departments/d002/report.html"' in page
    assert page.count("没有写成") == 1


def deadly(folder, numbers):
    """Ends its worker at 3 always, at 5 once."""
    for number in numbers:
        mark = Path(folder) / str(number)
        if number == 3 or (number == 5 and not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return [number * 10 for number in numbers]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no way to kill a worker outright")
def test_who_kills_its_workers_is_told_as_lost_and_nothing_else_is(address, tmp_path):
    tasks = [(1, 2), (3, 4), (5, 6), *((number,) for number in range(7, 20))]
    with ClusterConnection(address, "national", attempt=PATIENCE) as connection:
        found = dict(
            spread_over(connection, deadly, (str(tmp_path),), tasks, int, lambda item, ending: f"lost {ending.cause}")
        )
        until(lambda: connection.threads == 2)  # for who comes after
    assert found == {number: number * 10 for number in range(1, 20)} | {3: "lost killed"}


def full_disk(numbers):
    """What a worker says whose disk is full: an error of the system, as a lost connection is one."""
    raise OSError(28, "No space left on device")


def test_an_error_of_a_task_is_no_lost_connection(address):
    with (
        ClusterConnection(address, "national", attempt=PATIENCE) as connection,
        pytest.raises(OSError, match="No space left on device"),
    ):
        list(spread_over(connection, full_disk, (), [(1,)], int, lambda item, ending: "lost"))
