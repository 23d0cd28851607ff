"""Programs: with a key they hand in, have audited and get what the page shows; without one, nothing."""

import jsonschema
import pytest

from auditor.outputs.reports.json import read_result
from auditor.outputs.reports.told import told_of
from auditor.web.api.routes import API, openapi
from auditor.web.settings import ServeSettings
from auditor.web.users import LOCAL, Account, save_account, token_hash
from tests.waiting import until
from tests.web.conftest import _PASSWORD_HASH, SAMPLE, Server


class Program:
    """A program with a key."""

    def __init__(self, server, key):
        self.client, self.headers = server.stranger().client, {"authorization": f"Bearer {key}"}

    def get(self, path):
        return self.client.get(f"/api{path}", headers=self.headers)

    def post(self, path, json=None, content=None, **headers):
        return self.client.post(f"/api{path}", json=json, content=content, headers={**self.headers, **headers})


@pytest.fixture
def program(server):
    yield Program(server, server.site.token)
    server.site.quick.close()


@pytest.fixture
def keyed_office(tmp_path):
    users = tmp_path / "users.yaml"
    save_account(users, Account("预算系统", "审核人", "", _PASSWORD_HASH, token_hash("office-key")))
    save_account(users, Account("水务系统", "填报人", "水务局", _PASSWORD_HASH, token_hash("water-key")))
    server = Server(ServeSettings(data=tmp_path / "data", users=users))
    yield server
    server.site.store.close()


def test_files_go_in_and_result_and_opinions_come_out(server, program):
    made = program.post("/batches", {"title": "系统报送"})
    assert made.status_code == 201
    batch = made.json()["batch"]
    assert program.post(f"/batches/{batch}/start").json() == {"error": "这一批还没有收到文件。"}
    sent = program.post(f"/batches/{batch}/files", content=SAMPLE.read_bytes(), **{"x-file-name": "a.xlsx"})
    assert (sent.status_code, sent.json()) == (201, {"path": "a.xlsx", "size": SAMPLE.stat().st_size})
    assert program.get(f"/batches/{batch}/opinions").status_code == 409
    begun = program.post(f"/batches/{batch}/start")
    assert begun.status_code == 202
    until(lambda: program.get(f"/batches/{batch}").json()["state"] not in ("waiting", "running"))
    server.site.audits.close()
    shown = program.get(f"/batches/{batch}").json()
    result = read_result(server.site.folder(batch) / "out" / "result.json")
    assert (shown["state"], shown["totals"]["opinions"]) == ("done", result.totals.opinions)
    assert (
        program.get(f"/batches/{batch}/result").content
        == (server.site.folder(batch) / "out" / "result.json").read_bytes()
    )
    told = program.get(f"/batches/{batch}/opinions").json()["opinions"]
    assert [one["text"] for one in told] == [one.to_send for one in told_of(result.submissions[0]).all]


def test_decisions_of_the_page_are_told(server, program, audited_folder):
    batch = server.audited(audited_folder, LOCAL)
    assert program.get(f"/batches/{batch}/verdicts").json() == {"verdicts": []}
    server.browser().post(
        f"/batches/{batch}/1/opinions/2", {"choice": "kept", "reason": "合同另有约定", "version": "0"}
    )
    told = program.get(f"/batches/{batch}/verdicts").json()["verdicts"]
    assert {(one["choice"], one["reason"], one["by"]) for one in told} == {("kept", "合同另有约定", LOCAL.name)}
    choices = [one["choice"] for one in program.get(f"/batches/{batch}/opinions").json()["opinions"]]
    assert choices[:3] == ["", "kept", ""]


def test_a_file_that_is_refused_is_told_as_json(server, program, audited_folder):
    batch = server.audited(audited_folder, LOCAL)
    late = program.post(f"/batches/{batch}/files", content=b"x", **{"x-file-name": "a.xlsx"})
    assert (late.status_code, late.json()) == (409, {"error": "这一批已经开始审核，不能再加文件。请另交一批。"})
    nameless = program.post(f"/batches/{program.post('/batches', {}).json()['batch']}/files", content=b"x")
    assert (nameless.status_code, nameless.json()) == (413, {"error": "文件没有名称。"})


def test_rows_are_judged_by_themselves(program):
    rows = [
        {"level1": "产出指标", "level2": "数量指标", "level3": "培训人数", "target": "≥120人"},
        {"level1": "产出指标", "level2": "数量指标", "level3": "服务群众", "target": "服务群众"},
    ]
    said = program.post("/rows", {"name": "培训", "rows": rows}).json()
    assert [one["label"] for one in said["rows"]] == ["measurable", "vague"]
    assert said["rows"][0]["findings"] == []
    assert [one["certain"] for one in said["rows"][1]["findings"]] == [True]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"rows": []}, "“rows”不合要求，请对照接口说明。"),
        ({"rows": [{"goal": "x"}]}, "“rows.0.goal”不合要求，请对照接口说明。"),
        ({"rows": [{"target": 5}]}, "“rows.0.target”不合要求，请对照接口说明。"),
        ({"rows": [{}], "budget_wan": -1}, "“budget_wan”不合要求，请对照接口说明。"),
    ],
)
def test_rows_that_are_none_are_refused_with_their_place(program, body, told):
    answer = program.post("/rows", body)
    assert (answer.status_code, answer.json()) == (422, {"error": told})


def test_what_is_no_json_is_refused(program):
    answer = program.post("/rows", content=b"{", **{"content-type": "application/json"})
    assert (answer.status_code, answer.json()) == (400, {"error": "正文不是有效的 JSON。"})
    assert program.post("/rows", ["x"]).json() == {"error": "正文要是一个 JSON 对象。"}


def test_without_the_right_key_nothing_is_told(server, audited_folder):
    batch = server.audited(audited_folder, LOCAL)
    for key in ("", "wrong", server.site.token[:-1]):
        assert Program(server, key).get(f"/batches/{batch}").status_code == 401
    assert server.browser().client.get(f"/api/batches/{batch}").status_code == 401


def test_a_key_sees_what_its_account_sees(keyed_office, audited_folder):
    water = keyed_office.audited(audited_folder, Account("水务系统", "填报人", "水务局"))
    own = keyed_office.audited(audited_folder, Account("预算系统", "审核人"))
    office, department = Program(keyed_office, "office-key"), Program(keyed_office, "water-key")
    assert [office.get(f"/batches/{one}").status_code for one in (water, own)] == [200, 200]
    assert [department.get(f"/batches/{one}").status_code for one in (water, own)] == [200, 404]
    assert Program(keyed_office, keyed_office.site.token).get(f"/batches/{own}").status_code == 401


def test_the_description_names_every_route_and_needs_no_network(server):
    document = server.stranger().client.get("/api/openapi.json").json()
    assert document == openapi()
    told = {(method.upper(), path) for path, ways in document["paths"].items() for method in ways}
    assert told == {(one.method, f"/api{one.path}") for one in API}
    for ways in document["paths"].values():
        for way in ways.values():
            for answer in way["responses"].values():
                for content in answer.get("content", {}).values():
                    jsonschema.Draft202012Validator.check_schema(content["schema"])
    page = server.stranger().client.get("/api").text
    assert "http://" not in page.replace("http://127.0.0.1", "")
    assert "https://" not in page
    assert page.count("<code>GET /api") + page.count("<code>POST /api") == len(API)


def test_every_name_that_the_description_refers_to_is_in_it():
    document = openapi()
    text = str(document)
    names = {part.split("'")[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= set(document["components"]["schemas"])
