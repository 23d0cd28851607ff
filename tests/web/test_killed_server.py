"""A server that is killed (-9) in the middle loses no decision, keeps no half file, and goes on with its audit."""

import os
import re
import signal
import sys
from urllib.parse import quote

import httpx2
import pytest

from auditor.resources import data_path
from auditor.web.settings import ServeSettings
from auditor.web.store.batches import uploads_of
from auditor.web.store.database import Store
from auditor.web.store.tables import BatchRecord
from auditor.web.worker import MATERIAL, PROGRESS
from tests.waiting import PATIENCE, until
from tests.web.test_serve import started

pytestmark = [
    pytest.mark.issue(19),
    pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows"),
]
SAMPLES = sorted(data_path("corpora", "samples", "workbooks").glob("*.xlsx"))


class Running:
    """A server in a process of its own, and a browser at it."""

    def __init__(self, data):
        self.process, address = started("--data", data)
        self.client = httpx2.Client(base_url=address.partition("/signin")[0], timeout=PATIENCE, trust_env=False)
        self.client.get(address, follow_redirects=True)
        page = self.client.get("/").text
        self.headers = {"x-csrf-token": re.search(r'name="csrf" content="([^"]+)"', page)[1]}

    def post(self, path, **given):
        return self.client.post(path, headers={**self.headers, **given.pop("headers", {})}, **given)

    def new_batch(self, files):
        batch = self.post("/batches", data={"title": "一批"}).json()["batch"]
        for name, content in files:
            self.send(batch, name, content)
        return batch

    def send(self, batch, name, content):
        return self.post(f"/batches/{batch}/files", content=content, headers={"x-file-name": quote(name)})

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.communicate()

    def end(self):
        self.client.close()
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.process.communicate()


@pytest.fixture
def run(tmp_path):
    servers = []

    def start():
        servers.append(Running(tmp_path / "data"))
        return servers[-1]

    yield start
    for one in servers:
        if one.process.poll() is None:
            one.end()


def state(data, key):
    store = Store(ServeSettings(data=data).database_url)
    try:
        with store.reading() as session:
            return session.get_one(BatchRecord, key).state
    finally:
        store.close()


def uploads(data, key):
    store = Store(ServeSettings(data=data).database_url)
    try:
        with store.reading() as session:
            return {one.name for one in uploads_of(session, key)}
    finally:
        store.close()


def many_files(number):
    """Files that take a while: the samples, each under many names."""
    return [(f"部门{place}/{one.name}", one.read_bytes()) for place in range(number) for one in SAMPLES]


def test_an_audit_is_taken_up_again(run, tmp_path):
    data, first = tmp_path / "data", run()
    batch = first.new_batch(many_files(4))
    first.post(f"/batches/{batch}/start")
    progress = data / "batches" / batch / PROGRESS
    until(lambda: progress.exists() and progress.read_text(encoding="utf-8").count("\n") > 3)
    first.kill()
    assert state(data, batch) == "running"
    second = run()
    until(lambda: state(data, batch) == "done")
    page = second.client.get(f"/batches/{batch}").text
    assert f'<span class="soft">材料</span><b>{4 * len(SAMPLES)}</b>' in page


def test_every_decision_that_was_answered_is_there(run, tmp_path):
    data, first = tmp_path / "data", run()
    batch = first.new_batch([(SAMPLES[1].name, SAMPLES[1].read_bytes())])
    first.post(f"/batches/{batch}/start")
    until(lambda: state(data, batch) == "done")
    numbers = re.findall(r'data-opinion="(\d+)"', first.client.get(f"/batches/{batch}/1").text)
    answered = [
        first.post(f"/batches/{batch}/1/opinions/{one}", data={"choice": "accepted", "version": "0"})
        for one in numbers[:5]
    ]
    first.kill()
    assert [one.status_code for one in answered] == [303] * 5
    page = run().client.get(f"/batches/{batch}/1").text
    assert page.count('class="stands"><b>采纳</b>') == 5


def test_half_a_file_is_told_and_not_audited(run, tmp_path):
    data, first = tmp_path / "data", run()
    batch = first.new_batch([(SAMPLES[0].name, SAMPLES[0].read_bytes())])

    def half():
        yield b"PK" * 5000
        until(lambda: "没传完.xlsx" in uploads(data, batch))
        first.kill()
        yield b"PK" * 5000

    with pytest.raises(httpx2.TransportError):
        first.send(batch, "没传完.xlsx", half())
    second = run()
    assert "“没传完.xlsx”没有传完" in second.client.get(f"/batches/{batch}").text
    second.post(f"/batches/{batch}/start")
    until(lambda: state(data, batch) == "done")
    assert not (data / "batches" / batch / MATERIAL / "没传完.xlsx").exists()
    assert '<span class="soft">材料</span><b>1</b>' in second.client.get(f"/batches/{batch}").text
