"""A server in the test's own process, people who are signed in, and a batch that was audited once for all tests."""

import re
import shutil
from dataclasses import dataclass, replace

import pytest
from starlette.testclient import TestClient

from auditor.resources import data_path
from auditor.web.app import create_app
from auditor.web.quick import QuickProcess
from auditor.web.settings import ServeSettings
from auditor.web.store.batches import create_batch, move_on
from auditor.web.store.tables import UploadRecord
from auditor.web.users import Account, hashed, save_account
from auditor.web.worker import MATERIAL, AuditOrder, audit_batch

SAMPLE = data_path("corpora", "samples", "workbooks", "health-bureau.xlsx")
PASSWORD = "正确的口令12"
PEOPLE = (
    Account("张审核", "审核人"),
    Account("王审核", "审核人"),
    Account("赵管理", "管理员"),
    Account("李填报", "填报人", "水务局"),
    Account("孙填报", "填报人", "教育局"),
)
_PASSWORD_HASH = hashed(PASSWORD)


@pytest.fixture(scope="session")
def audited_folder(tmp_path_factory):
    """A batch's folder with one workbook in it, audited as a worker does it."""
    folder = tmp_path_factory.mktemp("audited")
    (folder / MATERIAL / "卫生").mkdir(parents=True)
    shutil.copy(SAMPLE, folder / MATERIAL / "卫生" / "申报表.xlsx")
    assert audit_batch(AuditOrder(folder)).state == "done"
    return folder


@dataclass
class Browser:
    """Somebody's browser: asks for pages and sends forms with the secret that pages hold."""

    client: TestClient

    def get(self, path, **headers):
        return self.client.get(path, headers={"accept": "text/html", **headers}, follow_redirects=False)

    @property
    def csrf(self):
        return re.search(r'name="csrf" content="([^"]+)"', self.get("/").text)[1]

    def post(self, path, data=None, content=None, **headers):
        given = {"x-csrf-token": self.csrf, "accept": "text/html", **headers}
        return self.client.post(path, data=data, content=content, headers=given, follow_redirects=False)

    def send(self, batch, name, content):
        from urllib.parse import quote

        headers = {"x-file-name": quote(name), "content-type": "application/octet-stream"}
        return self.post(f"/batches/{batch}/files", content=content, **headers)


class Here:
    """Does what it is given in the test's own process."""

    def submit(self, work, *given):
        """Nothing has to be started."""

    def ask(self, _seconds, work, *given):
        return work(*given)

    def close(self):
        """Nothing has to be ended."""


class QuickHere(QuickProcess):
    """Answers in the test's own process."""

    def __init__(self, settings):
        super().__init__(settings)
        self._judging = self._reading = Here()


class Server:
    """A server whose requests are answered in this process."""

    def __init__(self, settings):
        self.settings = settings
        self.app = create_app(settings)
        self.site = self.app.state.site = replace(self.app.state.site, quick=QuickHere(settings))

    def browser(self, name=None):
        """A signed-in browser; without a name that of the person at this computer."""
        client = TestClient(self.app, base_url="http://127.0.0.1:8765")
        if name is None:
            client.get(f"/signin?token={self.site.token}")
        else:
            client.post("/signin", data={"name": name, "password": PASSWORD})
        return Browser(client)

    def stranger(self):
        """A browser that nobody has signed in with."""
        return Browser(TestClient(self.app, base_url="http://127.0.0.1:8765"))

    def audited(self, folder, owner):
        """A batch of a person that was audited already; its id."""
        with self.site.store.writing() as session:
            batch = create_batch(session, owner, "卫生材料")
            session.add(
                UploadRecord(
                    batch=batch.id, path="卫生/申报表.xlsx", name="卫生/申报表.xlsx", size=SAMPLE.stat().st_size
                )
            )
            session.flush()
            move_on(session, batch.id, "done", since=("uploading",))
        shutil.copytree(folder, self.site.folder(batch.id))
        return batch.id


@pytest.fixture
def server(tmp_path):
    """A server for one person at this computer."""
    server = Server(ServeSettings(data=tmp_path / "data"))
    yield server
    server.site.store.close()


@pytest.fixture
def office(tmp_path):
    """An office's server with accounts."""
    users = tmp_path / "users.yaml"
    for one in PEOPLE:
        save_account(users, Account(one.name, one.role, one.department, _PASSWORD_HASH))
    server = Server(ServeSettings(data=tmp_path / "data", users=users))
    yield server
    server.site.store.close()
