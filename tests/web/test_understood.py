"""How a file was understood, and what people say of it: kept for the department, read anew at once."""

import io
import os
import re
import shutil
import time

import openpyxl
import pytest

from auditor.runtime.limits import Limits
from auditor.web.process import NoAnswerError, OneProcess
from auditor.web.reading import reading_for
from auditor.web.results import BatchResult
from auditor.web.store.tables import BatchRecord
from auditor.web.users import Account
from auditor.web.worker import MATERIAL, AuditOrder, audit_batch, end_with_parent
from tests.web.conftest import QuickHere

pytestmark = pytest.mark.issue(19)
HTMX = {"hx-request": "true"}
WATER, SCHOOL = Account("李填报", "填报人", "水务局"), Account("孙填报", "填报人", "教育局")


def workbook(department=""):
    """A table whose headings are nobody's; the department stands in its title where one is given."""
    book = openpyxl.Workbook()
    lines = [
        *([[f"填报单位：{department}"]] if department else []),
        ["项目名称", "河岸修整"],
        ["一级指标", "二级指标", "考察什么", "做到多少", "随手记"],
        ["产出指标", "数量指标", "修整河岸长度", "≥12公里", "去年的"],
        ["产出指标", "质量指标", "验收合格率", "≥95%", "去年的"],
        ["效益指标", "社会效益指标", "受益人口", "≥3万人", "去年的"],
    ]
    for line in lines:
        book.active.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def audited(server, owner, content, tmp_path):
    folder = tmp_path / f"batch{owner.name}{len(content)}"
    (folder / MATERIAL).mkdir(parents=True)
    (folder / MATERIAL / "表.xlsx").write_bytes(content)
    assert audit_batch(AuditOrder(folder)).state == "done"
    key = server.audited(folder, owner)
    shutil.rmtree(folder)
    return key


def columns(page):
    """Heading and what it is taken for."""
    return dict(
        re.findall(r'data-label="表头">(.*?)</td><td data-label="当作">(?:<b>|<span class="soft">)?(.*?)<', page)
    )


def say(browser, key, heading, meaning):
    fields = {"heading": heading, "meaning": meaning}
    return browser.post(f"/batches/{key}/1/understood/heading", fields, **HTMX)


def test_a_heading_is_corrected_and_the_file_read_anew(office, tmp_path):
    key = audited(office, WATER, workbook(), tmp_path)
    browser = office.browser("李填报")
    before = columns(browser.get(f"/batches/{key}/1/understood").text)
    answer = say(browser, key, "做到多少", "指标值")
    assert (before["做到多少"], columns(answer.text)["做到多少"]) == ("指标值", "指标值")
    assert "“做到多少”改按“指标值”，已重新读取，以后水务局的材料都这样读" in answer.text
    assert "您定的" in answer.text
    other = say(browser, key, "做到多少", "指标解释")
    assert ("修整河岸长度：（空）" in other.text, columns(other.text)["做到多少"]) == (True, "指标解释")
    again = say(browser, key, "做到多少", "由工具判断")
    assert "修整河岸长度：≥12公里" in again.text


def test_a_correction_holds_for_the_department_and_no_other(office, tmp_path):
    water, school = audited(office, WATER, workbook(), tmp_path), audited(office, SCHOOL, workbook(), tmp_path)
    say(office.browser("李填报"), water, "做到多少", "指标解释")
    texts = {
        name: "修整河岸长度：（空）" in office.browser(name).get(f"/batches/{key}/1/understood").text
        for name, key in (("李填报", water), ("孙填报", school))
    }
    assert texts == {"李填报": True, "孙填报": False}


def test_an_office_corrects_the_headings_of_the_department_that_the_file_names(office, tmp_path):
    reviewer = office.site.accounts["张审核"]
    named = audited(office, reviewer, workbook("水务局"), tmp_path)
    nameless = audited(office, reviewer, workbook(), tmp_path)
    browser = office.browser("张审核")
    say(browser, named, "做到多少", "指标解释")
    read = [("修整河岸长度：（空）" in browser.get(f"/batches/{key}/1/understood").text) for key in (named, nameless)]
    assert read == [True, False]


def test_a_new_audit_reads_as_was_said(office, tmp_path):
    from auditor.web.store.batches import batch_for

    key = audited(office, WATER, workbook(), tmp_path)
    say(office.browser("李填报"), key, "做到多少", "指标解释")
    with office.site.store.reading() as session:
        reading = reading_for(session, batch_for(session, office.site.accounts["李填报"], key), Limits())
    folder = office.site.folder(key)
    audit_batch(AuditOrder(folder, reading=reading))
    rows = BatchResult(folder).submission(1).projects[0].indicators
    assert [(row.target, row.description) for row in rows] == [("", "≥12公里"), ("", "≥95%"), ("", "≥3万人")]


def test_what_the_file_does_not_say_is_asked_for(office, tmp_path):
    key = audited(office, office.site.accounts["张审核"], workbook(), tmp_path)
    browser = office.browser("张审核")
    assert 'name="department"' in browser.get(f"/batches/{key}/1/understood").text
    answer = browser.post(f"/batches/{key}/1/understood/given", {"department": "水务局", "year": "2026"}, **HTMX)
    assert ("水务局" in answer.text, "2026" in answer.text, "没有读出" in answer.text) == (True, True, False)
    wrong = browser.post(f"/batches/{key}/1/understood/given", {"department": "水务局", "year": "明年"}, **HTMX)
    assert "年度请写四位数字" in wrong.text


def read_rows(server, key, tmp_path):
    """The rows of a batch that is audited once more."""
    with server.site.store.reading() as session:
        reading = reading_for(session, session.get_one(BatchRecord, key), Limits())
    assert audit_batch(AuditOrder(server.site.folder(key), reading=reading)).state == "done"
    return [row.target for row in BatchResult(server.site.folder(key)).submission(1).projects[0].indicators]


def test_a_department_corrects_its_own_reading_whomever_its_file_names(office, tmp_path):
    """A 水务局 file in which somebody has left 教育局 standing: it is read as 水务局 says, and 教育局's files as before."""
    water = audited(office, WATER, workbook("教育局"), tmp_path)
    school = audited(office, SCHOOL, workbook("教育局"), tmp_path)
    answer = say(office.browser("李填报"), water, "做到多少", "指标解释")
    assert "以后水务局的材料都这样读" in answer.text
    assert columns(answer.text)["做到多少"] == "指标解释"
    assert read_rows(office, water, tmp_path) == ["", "", ""]
    assert read_rows(office, school, tmp_path) == ["≥12公里", "≥95%", "≥3万人"]


def test_what_was_given_of_a_file_says_whose_headings_are_corrected(office, tmp_path):
    key = audited(office, office.site.accounts["张审核"], workbook(), tmp_path)
    browser = office.browser("张审核")
    browser.post(f"/batches/{key}/1/understood/given", {"department": "水务局", "year": "2026"}, **HTMX)
    assert "以后水务局的材料都这样读" in say(browser, key, "做到多少", "指标解释").text
    assert read_rows(office, key, tmp_path) == ["", "", ""]


def test_a_correction_reads_the_file_once(office, tmp_path, monkeypatch):
    read = []
    key = audited(office, office.site.accounts["张审核"], workbook("水务局"), tmp_path)
    browser = office.browser("张审核")
    quick = office.site.quick
    monkeypatch.setattr(quick, "read", lambda *given: read.append(given) or QuickHere.read(quick, *given))
    say(browser, key, "做到多少", "指标解释")
    assert len(read) == 1


def test_a_file_that_takes_too_long_is_told_in_a_sentence_and_holds_up_nobody_who_judges(tmp_path):
    reading, judging = OneProcess(end_with_parent), OneProcess(end_with_parent)
    try:
        with pytest.raises(NoAnswerError, match="还没有做完，已经停下") as told:
            reading.ask(0.2, time.sleep, 60)
        assert told.value.status_code == 503
        assert judging.ask(60, abs, -3) == 3
        assert reading.ask(60, abs, -4) == 4
    finally:
        reading.close()
        judging.close()


def test_a_process_that_is_killed_twice_is_told_in_a_sentence():
    process = OneProcess(end_with_parent)
    try:
        with pytest.raises(NoAnswerError, match="多半是内存不足"):
            process.ask(60, os._exit, 1)
        assert process.ask(60, abs, -5) == 5
    finally:
        process.close()


@pytest.mark.parametrize(("accept", "kind"), [("text/html", "text/html"), ("*/*", "text/plain")])
def test_where_nothing_is_answered_the_page_says_why(office, tmp_path, monkeypatch, accept, kind):
    def slow(*_):
        raise NoAnswerError("这一步超过 45 秒还没有做完，已经停下。")

    key = audited(office, WATER, workbook(), tmp_path)
    monkeypatch.setattr(office.site.quick, "read", slow)
    answer = office.browser("李填报").get(f"/batches/{key}/1/understood", accept=accept)
    assert (answer.status_code, "超过 45 秒还没有做完" in answer.text) == (503, True)
    assert answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize(
    "fields", [{"heading": "做到多少", "meaning": "随便什么"}, {"heading": "", "meaning": "指标值"}]
)
def test_what_is_no_meaning_is_refused(office, tmp_path, fields):
    key = audited(office, WATER, workbook(), tmp_path)
    assert office.browser("李填报").post(f"/batches/{key}/1/understood/heading", fields, **HTMX).status_code == 400


def test_the_page_speaks_of_no_command_and_leads_to_where_it_is_mended(office, tmp_path):
    key = audited(office, WATER, workbook(), tmp_path)
    browser = office.browser("李填报")
    pages = [browser.get(f"/batches/{key}{path}").text for path in ("", "/1", "/1/understood")]
    assert ["--" in re.sub(r"<!--.*?-->", "", page) for page in pages] == [False, False, False]
    assert f'href="/batches/{key}/1/understood"' in pages[0]
    assert "请在“读得对吗？”一页改正" in pages[2]
