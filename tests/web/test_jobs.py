"""Audits of a server one after another: what is killed is tried once more by itself, what waits waits."""

import os
import threading
from pathlib import Path

import pytest

from auditor.runtime.limits import limits_of
from auditor.web.jobs import AuditQueue
from auditor.web.settings import ServeSettings
from auditor.web.store.batches import create_batch, move_on
from auditor.web.store.database import Store
from auditor.web.store.tables import BatchRecord
from auditor.web.users import LOCAL
from auditor.web.worker import AuditEnd, AuditOrder
from tests.waiting import until

pytestmark = pytest.mark.issue(19)


def told_audit(order: AuditOrder) -> AuditEnd:
    """Notes that it was begun and by which process, then does what lies in the batch's folder, and ends when it is let go."""
    with (order.folder.parent / "begun").open("a", encoding="utf-8") as file:
        file.write(f"{order.folder.name} {os.getpid()}\n")
    if (order.folder / "kill").exists():
        os._exit(9)
    if (order.folder / "kill once").exists():
        (order.folder / "kill once").unlink()
        os._exit(9)
    until((order.folder / "go").exists)
    return AuditEnd("done")


def tells_its_limits(order: AuditOrder) -> AuditEnd:
    """Ends with the limits that it was given for reading."""
    return AuditEnd("failed", repr(order.reading.limits))


class Queue:
    """A queue with batches that are named in the order in which they were handed in."""

    def __init__(self, data: Path, workers: int = 1) -> None:
        settings = ServeSettings(data=data, workers=workers)
        self.store, self.folder = Store(settings.database_url), data / "batches"
        self.audits = AuditQueue(settings, self.store, told_audit)

    def batch(self, *marks: str, state: str | None = None) -> str:
        with self.store.writing() as session:
            key = create_batch(session, LOCAL, "一批").id
            if state:
                move_on(session, key, state, since=("uploading",))
        (self.folder / key).mkdir(parents=True)
        for mark in marks:
            (self.folder / key / mark).touch()
        return key

    def states(self, keys: list[str]) -> list[str]:
        with self.store.reading() as session:
            return [session.get_one(BatchRecord, key).state for key in keys]

    def until(self, keys: list[str], states: list[str]) -> None:
        until(lambda: self.states(keys) == states, lambda: self.states(keys))

    def begun(self) -> list[tuple[str, int]]:
        path = self.folder / "begun"
        lines = path.read_text(encoding="utf-8").split("\n")[:-1] if path.exists() else []
        return [(line.split()[0], int(line.split()[1])) for line in lines]

    def let_go(self, key: str) -> None:
        (self.folder / key / "go").touch()


def test_files_are_read_under_the_limits_of_the_server(tmp_path):
    limits = limits_of({"pages": 8000, "memory": 2000})
    settings = ServeSettings(data=tmp_path, file_limits=limits)
    store = Store(settings.database_url)
    with store.writing() as session:
        key = create_batch(session, LOCAL, "一批").id
    audits = AuditQueue(settings, store, tells_its_limits)
    try:
        audits.start(key)
        until(lambda: told_of(store, key))
        assert told_of(store, key) == repr(limits)
    finally:
        audits.close()
        store.close()


def told_of(store: Store, key: str) -> str:
    with store.reading() as session:
        return session.get_one(BatchRecord, key).told


@pytest.fixture
def queue(tmp_path):
    made = []

    def make(workers=1):
        made.append(Queue(tmp_path / "data", workers))
        return made[-1]

    (tmp_path / "data").mkdir()
    yield make
    for one in made:
        one.audits.close()
        one.store.close()


def test_only_what_a_process_has_begun_is_running(queue):
    jobs = queue()
    keys = [jobs.batch() for _ in range(3)]
    assert [jobs.audits.start(key) for key in (*keys, keys[0])] == [True, True, True, False]
    jobs.until(keys, ["running", "waiting", "waiting"])
    jobs.let_go(keys[0])
    jobs.until(keys, ["done", "running", "waiting"])
    for key in keys[1:]:
        jobs.let_go(key)
    jobs.until(keys, ["done"] * 3)
    assert [key for key, _ in jobs.begun()] == keys


def test_a_killed_process_takes_no_other_batch_with_it_and_none_runs_beside(queue):
    """The first is killed twice and told as failed, the second once; the others run one after another, each once."""
    jobs = queue()
    keys = [jobs.batch("kill"), jobs.batch("kill once", "go"), jobs.batch("go"), jobs.batch("go")]
    for key in keys:
        jobs.audits.start(key)
    jobs.until(keys, ["failed", "done", "done", "done"])
    assert [key for key, _ in jobs.begun()] == [keys[0]] * 2 + [keys[1]] * 2 + keys[2:]
    processes = [pid for _, pid in jobs.begun()]
    assert len(set(processes)) == 4
    jobs.audits.close()
    until(lambda: not any(map(there, processes)))


def there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_of_two_processes_one_that_is_killed_leaves_the_other_at_work(queue):
    jobs = queue(workers=2)
    well, ill = jobs.batch(), jobs.batch("kill")
    jobs.audits.start(well)
    jobs.audits.start(ill)
    jobs.until([well, ill], ["running", "failed"])
    jobs.let_go(well)
    jobs.until([well, ill], ["done", "failed"])
    assert sorted(key for key, _ in jobs.begun()) == sorted([well, ill, ill])


def test_a_waiting_batch_that_is_stopped_is_not_begun(queue):
    jobs = queue()
    keys = [jobs.batch() for _ in range(3)]
    for key in keys:
        jobs.audits.start(key)
    jobs.audits.stop(keys[1])
    assert jobs.states(keys)[1:] == ["cancelled", "waiting"]
    for key in keys:
        jobs.let_go(key)
    jobs.until(keys, ["done", "cancelled", "done"])
    assert [key for key, _ in jobs.begun()] == [keys[0], keys[2]]


def test_what_a_killed_server_left_is_taken_up_in_turn(queue):
    jobs = queue()
    keys = [jobs.batch(state=state) for state in ("running", "waiting", "done")]
    jobs.audits.take_up()
    jobs.until(keys, ["running", "waiting", "done"])
    for key in keys:
        jobs.let_go(key)
    jobs.until(keys, ["done"] * 3)
    assert [key for key, _ in jobs.begun()] == keys[:2]


def test_many_who_start_at_once_start_each_batch_once(queue):
    jobs = queue()
    keys = [jobs.batch() for _ in range(6)]
    threads = [threading.Thread(target=jobs.audits.start, args=(key,)) for key in keys * 2]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    for key in keys:
        jobs.let_go(key)
    jobs.until(keys, ["done"] * 6)
    assert sorted(key for key, _ in jobs.begun()) == sorted(keys)
