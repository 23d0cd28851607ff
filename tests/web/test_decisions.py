"""Decisions about opinions: kept with who and when, never overwritten unseen, taken back, brought into the next audit."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from auditor.web.results import BatchResult
from auditor.web.store.decisions import (
    ConflictError,
    DecidedFinding,
    DecisionChange,
    decide,
    decisions_of,
    handlings,
)
from auditor.web.store.tables import DecisionLog
from auditor.web.users import LOCAL

pytestmark = pytest.mark.issue(19)
HTMX = {"hx-request": "true"}


@pytest.fixture
def batch(office, audited_folder):
    return office.audited(audited_folder, office.site.accounts["张审核"])


def send(browser, batch, number, **fields):
    return browser.post(f"/batches/{batch}/1/opinions/{number}", fields, **HTMX)


def version_in(text):
    return re.search(r'name="version" value="(\d+)"', text)[1]


def stands(text):
    found = re.search(r'class="stands"><b>(.+?)</b>(：[^<（]*)?', text)
    return (found[1], (found[2] or "").strip("： ")) if found else None


def test_a_decision_stands_on_the_page_with_its_person(office, batch):
    browser = office.browser("张审核")
    answer = send(browser, batch, 2, choice="kept", reason="合同另有约定", until="2030-12-31", version="0")
    assert (answer.status_code, stands(answer.text)) == (200, ("保留", "合同另有约定"))
    page = office.browser("王审核").get(f"/batches/{batch}/1").text
    assert ("已决定 1 条" in page, "张审核" in page, "（到 2030-12-31）" in page) == (True, True, True)


def test_the_second_person_sees_the_first_ones_decision(office, batch):
    first, second = office.browser("张审核"), office.browser("王审核")
    send(first, batch, 2, choice="accepted", version="0")
    answer = send(second, batch, 2, choice="wrong", version="0")
    assert (answer.status_code, stands(answer.text)) == (409, ("采纳", ""))
    assert "张审核刚刚已改为“采纳”，没有覆盖" in answer.text
    again = send(second, batch, 2, choice="wrong", version=version_in(answer.text))
    assert (again.status_code, stands(again.text)) == (200, ("工具看错了", ""))


def test_undo_brings_back_what_stood_before(office, batch):
    browser = office.browser("张审核")
    send(browser, batch, 2, choice="kept", reason="另有约定", version="0")
    answer = send(browser, batch, 2, choice="accepted", version="1")
    undone = browser.post(f"/batches/{batch}/1/opinions/2/undo", {"version": version_in(answer.text)}, **HTMX)
    assert stands(undone.text) == ("保留", "另有约定")


def test_undoing_the_first_decision_leaves_none(office, batch):
    browser = office.browser("张审核")
    send(browser, batch, 2, choice="wrong", version="0")
    undone = browser.post(f"/batches/{batch}/1/opinions/2/undo", {"version": "1"}, **HTMX)
    assert stands(undone.text) is None
    with office.site.store.reading() as session:
        assert handlings(session, "") == {}


def test_keeping_needs_a_reason(office, batch):
    answer = send(office.browser("张审核"), batch, 2, choice="kept", version="0")
    assert ("请写明保留的理由" in answer.text, stands(answer.text)) == (True, None)


@pytest.mark.parametrize("fields", [{"choice": "别的"}, {"choice": "kept", "reason": "甲", "until": "年底"}])
def test_what_is_no_decision_is_refused(office, batch, fields):
    assert send(office.browser("张审核"), batch, 2, version="0", **fields).status_code == 400


def test_every_change_is_logged_with_what_stood_before(office, batch):
    send(office.browser("张审核"), batch, 2, choice="accepted", version="0")
    send(office.browser("王审核"), batch, 2, choice="wrong", version="1")
    opinion = BatchResult(office.site.folder(batch)).told(1).all[1].opinion
    with office.site.store.reading() as session:
        query = select(DecisionLog).where(DecisionLog.fingerprint == opinion.findings[0]).order_by(DecisionLog.id)
        log = [
            (one.by, one.version, one.before.get("choice"), one.before.get("by"), one.after["choice"])
            for one in session.scalars(query)
        ]
    assert log == [("张审核", 1, None, None, "accepted"), ("王审核", 2, "accepted", "张审核", "wrong")]


def test_a_decision_covers_everything_that_its_opinion_tells(office, batch):
    told = BatchResult(office.site.folder(batch)).told(1)
    several = next(one for one in told.all if len(one.opinion.findings) > 1)
    send(office.browser("张审核"), batch, several.number, choice="wrong", version="0")
    with office.site.store.reading() as session:
        kept = handlings(session, "")
    assert set(kept) == set(several.opinion.findings)
    assert {(one.decision, one.reason, one.by) for one in kept.values()} == {("误报", "工具看错了", "张审核")}


def test_of_many_who_decide_at_once_one_is_heard(server):
    finding = DecidedFinding("f" * 16, 0, "MEA001", {})

    def one(number):
        try:
            with server.site.store.writing() as session:
                decide(session, "", [finding], DecisionChange("accepted"), by=f"第{number}人", batch="b")
        except ConflictError:
            return 0
        return 1

    with ThreadPoolExecutor(8) as pool:
        heard = sum(pool.map(one, range(24)))
    with server.site.store.reading() as session:
        logged = len(session.scalars(select(DecisionLog)).all())
        version = decisions_of(session, "")["f" * 16].version
    assert (heard, logged, version) == (1, 1, 1)


@pytest.mark.parametrize(
    ("query", "levels"),
    [
        ("level=error", {"error"}),
        ("level=warning", {"warning"}),
        ("level=info", {"info"}),
        ("", {"error", "warning", "info"}),
    ],
)
def test_filters_show_what_was_asked_for(server, audited_folder, query, levels):
    page = server.browser().get(f"/batches/{server.audited(audited_folder, LOCAL)}/1?{query}").text
    assert set(re.findall(r'<article class="opinion (\w+)', page)) == levels


def test_the_page_shows_every_opinion_once_and_as_many_as_the_reports_count(server, audited_folder):
    key = server.audited(audited_folder, LOCAL)
    page = server.browser().get(f"/batches/{key}/1").text
    totals = BatchResult(server.site.folder(key)).summary.head.totals
    assert sorted(map(int, re.findall(r'data-opinion="(\d+)"', page))) == list(range(1, totals.opinions + 1))
    assert f">{totals.opinions}</b>" in server.browser().get(f"/batches/{key}").text


def test_money_and_state_filter(server, audited_folder):
    key = server.audited(audited_folder, LOCAL)
    browser = server.browser()
    send(browser, key, 2, choice="accepted", version="0")
    shown = {
        query: re.findall(r'data-opinion="(\d+)"', browser.get(f"/batches/{key}/1?{query}").text)
        for query in ("state=accepted", "state=wrong", "money=999999", "rule=NO001")
    }
    assert shown == {"state=accepted": ["2"], "state=wrong": [], "money=999999": [], "rule=NO001": []}
