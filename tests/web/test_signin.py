"""Who gets in, and what keeps others out."""

import pytest
import yaml

from auditor.errors import AuditorError
from auditor.web.security import HEADERS, SignInLimit
from auditor.web.users import Account, load_accounts, matches, save_account
from tests.web.conftest import PASSWORD, PEOPLE

pytestmark = pytest.mark.issue(19)


def test_only_who_has_the_key_of_this_start_comes_in(server):
    stranger = server.stranger()
    assert (stranger.get("/").status_code, stranger.get("/").headers["location"]) == (303, "/signin")
    assert stranger.get("/signin?token=anything").status_code == 403
    assert stranger.get("/").status_code == 303
    assert server.browser().get("/").status_code == 200


def test_the_cookie_is_for_this_site_only_and_out_of_reach_of_scripts(server):
    answer = server.stranger().get(f"/signin?token={server.site.token}")
    cookie = answer.headers["set-cookie"].lower()
    assert ("httponly" in cookie, "samesite=strict" in cookie) == (True, True)


def test_names_and_passwords(office):
    assert office.browser("张审核").get("/").status_code == 200
    wrong = office.stranger().client.post("/signin", data={"name": "张审核", "password": "不对"})
    assert (wrong.status_code, "用户名或密码不对" in wrong.text) == (403, True)
    nobody = office.stranger().client.post("/signin", data={"name": "没有这个人", "password": PASSWORD})
    assert nobody.text == wrong.text


def test_who_guesses_has_to_wait():
    limit = SignInLimit(most=2, seconds=1000)
    assert limit.open("甲")
    limit.failed("甲")
    limit.failed("甲")
    assert (limit.open("甲"), limit.open("乙")) == (False, True)


def test_signing_out_ends_the_session(office):
    browser = office.browser("张审核")
    browser.post("/signout")
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "user@127.0.0.1", ""])
def test_other_hosts_are_refused(server, host):
    assert server.stranger().get("/signin", host=host).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"x-csrf-token": "wrong"},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_what_another_site_sends_changes_nothing(server, headers):
    browser = server.browser()
    assert browser.post("/batches", {"title": "甲"}).status_code == 201
    assert browser.post("/batches", {"title": "乙"}, **headers).status_code == 403
    assert "乙" not in browser.get("/").text


def test_every_answer_has_the_headers_that_protect(server):
    for path in ("/signin", "/", "/static/page.js", "/nowhere"):
        answer = server.browser().get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS, path


def test_passwords_are_kept_as_hashes_only(tmp_path):
    from auditor.web.users import hashed

    path = tmp_path / "users.yaml"
    save_account(path, Account("张三", "审核人", "", hashed(PASSWORD)))
    assert PASSWORD not in path.read_text(encoding="utf-8")
    kept = load_accounts(path)["张三"]
    assert (matches(PASSWORD, kept.password), matches("别的口令", kept.password)) == (True, False)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"role": "审核人"}, "没有写 name"),
        ({"name": "甲", "role": "领导", "password": "scrypt$a$b"}, "的 role 要写"),
        ({"name": "甲", "role": "填报人", "password": "scrypt$a$b"}, "没有写 department"),
        ({"name": "甲", "role": "审核人", "password": "123456"}, "没有密码"),
        ({"name": "甲", "role": "审核人", "pasword": "x"}, "不认识的“pasword”"),
    ],
)
def test_a_wrong_account_is_told(tmp_path, line, told):
    path = tmp_path / "users.yaml"
    path.write_text(yaml.safe_dump({"users": [line]}, allow_unicode=True), encoding="utf-8")
    with pytest.raises(AuditorError, match=told):
        load_accounts(path)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda one: one.name)
def test_everybody_of_the_office_can_sign_in(office, person):
    assert person.name in office.browser(person.name).get("/").text
