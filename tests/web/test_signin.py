"""Who gets in, and what keeps others out."""

import asyncio
import os
import time
from dataclasses import replace

import httpx2
import pytest
import yaml
from typer.testing import CliRunner

from auditor.cli import app
from auditor.errors import AuditorError
from auditor.web.pages import signin
from auditor.web.security import HEADERS, SignInLimit
from auditor.web.settings import ServeSettings
from auditor.web.users import Account, hashed, load_accounts, matches, save_account, token_hash
from tests.web.conftest import PASSWORD, PEOPLE, Server

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
    assert [limit.begin("甲") for _ in range(3)] == [True, True, False]
    assert limit.begin("乙")


def test_a_right_password_is_no_failure():
    limit = SignInLimit(most=2, seconds=1000)
    for _ in range(5):
        assert limit.begin("甲")
        limit.succeeded("甲")


def test_of_many_guesses_at_once_no_more_are_tried_than_one_after_another(office, monkeypatch):
    tried = []

    def slow(password, kept):
        tried.append(password)
        time.sleep(0.05)
        return matches(password, kept)

    monkeypatch.setattr(signin, "matches", slow)
    office.site = office.app.state.site = replace(office.site, limit=SignInLimit(most=3))

    async def guess_all():
        transport = httpx2.ASGITransport(app=office.app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
            form = [{"name": "张审核", "password": f"猜{number}"} for number in range(12)]
            return await asyncio.gather(*(client.post("/signin", data=one) for one in form))

    found = sorted(one.status_code for one in asyncio.run(guess_all()))
    assert (found, len(tried)) == ([403] * 3 + [429] * 9, 3)


def test_signing_out_ends_the_session(office):
    browser = office.browser("张审核")
    browser.post("/signout")
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "user@127.0.0.1", "", "[", "[::1", "]"])
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
        {"origin": "http://["},
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
        ({"name": "甲", "password": "scrypt$a$b"}, "的 role 要写"),
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


def written(office, people):
    """The accounts' file as somebody writes it while the server runs; its moment is another even on coarse clocks."""
    path = office.settings.users
    before = path.stat().st_mtime_ns
    lines = [{key: value for key, value in vars(one).items() if value} for one in people]
    path.write_text(yaml.safe_dump({"users": lines}, allow_unicode=True), encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_an_account_that_is_taken_out_of_the_file_is_out_at_once_and_stays_out(office):
    browser, other = office.browser("李填报"), office.browser("张审核")
    all_people = list(office.site.accounts.values())
    written(office, [one for one in all_people if one.name != "李填报"])
    assert (browser.get("/").status_code, other.get("/").status_code) == (303, 200)
    written(office, all_people)
    assert browser.get("/").status_code == 303
    assert office.browser("李填报").get("/").status_code == 200


def test_sessions_end_where_password_or_department_changed_while_nobody_looked(office):
    browsers = {name: office.browser(name) for name in ("张审核", "李填报", "孙填报")}
    changed = {"张审核": {"password": hashed("另一个口令99")}, "李填报": {"department": "财政局"}}
    people = list(office.site.accounts.values())
    written(office, [replace(one, **changed.get(one.name, {"token": "another key"})) for one in people])
    assert [one.get("/").status_code for one in browsers.values()] == [303, 303, 200]


def test_an_account_that_is_added_can_sign_in_without_a_new_start(office):
    written(office, [*office.site.accounts.values(), Account("钱新来", "审核人", "", hashed(PASSWORD))])
    assert "钱新来" in office.browser("钱新来").get("/").text


@pytest.mark.parametrize("content", [None, "users: [", "users: []", "users:\n  - {name: 甲}\n"])
def test_a_broken_file_of_accounts_changes_nothing_and_is_told_once(office, caplog, content):
    browser, path = office.browser("张审核"), office.settings.users
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    assert [browser.get("/").status_code for _ in range(3)] == [200] * 3
    told = [one.getMessage() for one in caplog.records if one.name == "auditor.web"]
    assert (len(told), told[0].endswith("在改好以前，仍按原来的用户登录。")) == (1, True)
    assert str(path) in told[0]


def test_names_of_hosts_are_the_same_in_capitals(tmp_path):
    server = Server(ServeSettings(data=tmp_path, host="0.0.0.0", names=("JX.Example.gov",)))
    asked = {
        host: server.stranger().get("/signin", host=host).status_code for host in ("jx.example.gov", "JX.EXAMPLE.GOV")
    }
    server.site.store.close()
    assert asked == {"jx.example.gov": 200, "JX.EXAMPLE.GOV": 200}


def account(path, *options):
    """What ``auditor serve-user`` makes of an account; returns it and what was said."""
    done = CliRunner().invoke(
        app,
        ["serve-user", str(path), "--name", "预算系统", "--role", "审核人", *options],
        input="long enough\nlong enough\n",
    )
    assert done.exit_code == 0, done.output
    return load_accounts(path)["预算系统"], done.output


def test_a_new_password_leaves_the_key_of_a_program_as_it_is(tmp_path):
    path = tmp_path / "users.yaml"
    first, said = account(path, "--key")
    key = said.rpartition("密钥：")[2].strip()
    second, said_again = account(path)
    third, _ = account(path, "--key")
    assert (first.token, second.token, "密钥" in said_again) == (token_hash(key), first.token, False)
    assert third.token not in ("", first.token)
