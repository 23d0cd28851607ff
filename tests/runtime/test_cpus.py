"""Two processors granted by the administrator are two, however many the machine has."""

import os

import pytest

from auditor.runtime import cpus


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine of eight processors, whose control groups are the files given by path."""
    monkeypatch.setattr(cpus, "_OWN_GROUPS", tmp_path / "self")
    monkeypatch.setattr(cpus, "_CONTROL_GROUPS", tmp_path / "groups")
    monkeypatch.setattr(os, "process_cpu_count", lambda: 8, raising=False)

    def made(own, **files):
        if own is not None:
            (tmp_path / "self").write_text(own)
        for name, text in files.items():
            path = tmp_path / "groups" / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return cpus.available_cpus()

    return made


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("own", "files", "expected"),
    [
        ("0::/jobs/audit\n", {"jobs__audit__cpu_dot_max": "200000 100000\n"}, 2),
        ("0::/jobs/audit\n", {"jobs__audit__cpu_dot_max": "150000 100000\n"}, 2),
        ("0::/jobs/audit\n", {"jobs__audit__cpu_dot_max": "5000 100000\n"}, 1),
        ("0::/jobs/audit\n", {"jobs__audit__cpu_dot_max": "max 100000\n"}, 8),
        ("0::/jobs/audit\n", {"jobs__audit__cpu_dot_max": "max 100000", "jobs__cpu_dot_max": "300000 100000"}, 3),
        ("0::/jobs/audit\n", {"jobs__audit__cpu_dot_max": "400000 100000", "jobs__cpu_dot_max": "300000 100000"}, 3),
        ("0::/not/seen/inside\n", {"cpu_dot_max": "400000 100000"}, 4),
        ("0::/jobs\n", {"jobs__cpu_dot_max": "6400000 100000"}, 8),
        ("0::/jobs\n", {"jobs__cpu_dot_max": "unreadable"}, 8),
        ("0::/jobs\n", {"jobs__cpu_dot_max": "200000 0"}, 8),
        (
            "4:cpu,cpuacct:/batch\n2:memory:/batch\n0::/\n",
            {"cpu__batch__cpu_dot_cfs_quota_us": "250000\n", "cpu__batch__cpu_dot_cfs_period_us": "100000\n"},
            3,
        ),
        (
            "4:cpu,cpuacct:/batch\n",
            {"cpu__batch__cpu_dot_cfs_quota_us": "-1\n", "cpu__batch__cpu_dot_cfs_period_us": "100000\n"},
            8,
        ),
        ("2:memory:/batch\n", {"batch__cpu_dot_max": "100000 100000"}, 8),
        ("0::/jobs\n", {}, 8),
        (None, {}, 8),
    ],
)
def test_the_limits_of_control_groups_are_respected(machine, own, files, expected):
    assert machine(own, **files) == expected


@pytest.mark.issue(14)
def test_processors_that_a_process_is_tied_to_are_counted_where_python_does_not(machine, monkeypatch):
    monkeypatch.delattr(os, "process_cpu_count")
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 3, 5}, raising=False)
    assert machine("0::/jobs\n") == 3
    assert machine("0::/jobs\n", jobs__cpu_dot_max="100000 100000") == 1
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert machine("0::/none\n") == 1
