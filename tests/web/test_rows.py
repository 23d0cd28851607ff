"""Rows corrected where they stand: judged again with their project, never over another person's correction, and copied back."""

import io
import re

import openpyxl
import pytest

from auditor.web.quick import QuickProcess
from auditor.web.rejudging import RowCandidate, candidates
from auditor.web.results import BatchResult
from auditor.web.settings import ServeSettings
from auditor.web.users import LOCAL

pytestmark = pytest.mark.issue(19)
HTMX = {"hx-request": "true"}


@pytest.fixture
def batch(server, audited_folder):
    return server.audited(audited_folder, LOCAL)


def faulty(server, batch, title):
    """Project and row (from 1) of the first opinion of a title."""
    told = BatchResult(server.site.folder(batch)).told(1)
    one = next(one for one in told.all if one.opinion.title == title)
    return one.places[0].number, one.places[0].rows[0].number


def row_of(server, batch, place):
    return BatchResult(server.site.folder(batch)).submission(1).projects[place[0] - 1].indicators[place[1] - 1]


def correct(browser, batch, place, row, version=0, **texts):
    fields = {"level3": row.level3, "description": row.description, "target": row.target, **texts}
    return browser.post(f"/batches/{batch}/1/rows/{place[0]}/{place[1]}", {**fields, "version": str(version)}, **HTMX)


def test_a_corrected_row_is_judged_at_once(server, batch):
    browser, place = server.browser(), faulty(server, batch, "百分比超过了可能的范围")
    row = row_of(server, batch, place)
    answer = correct(browser, batch, place, row, target="≥98%")
    assert "改后这一行没有发现问题。不再有：百分比超过了可能的范围。" in answer.text
    assert f'<del class="small soft">{row.target}</del>' in answer.text
    assert re.fullmatch(r"judge;dur=[0-9.]+", answer.headers["server-timing"])
    worse = correct(browser, batch, place, row, version=1, target="明显提高")
    assert ("改后还有 1 条意见" in worse.text, "明显提高" in worse.text) == (True, True)


def test_a_correction_is_shown_when_the_page_is_opened_again_and_can_be_taken_back(server, batch):
    browser, place = server.browser(), faulty(server, batch, "百分比超过了可能的范围")
    row = row_of(server, batch, place)
    correct(browser, batch, place, row, target="≥98%")
    assert "第 2 行已改，正在判" in browser.get(f"/batches/{batch}/1").text
    path = f"/batches/{batch}/1/rows/{place[0]}/{place[1]}"
    assert "≥98%" in browser.get(path).text
    back = browser.post(f"{path}/restore", {"version": "1"}, **HTMX)
    assert ("≥98%" in back.text, "百分比超过了可能的范围" in back.text) == (False, True)
    assert "正在判" not in browser.get(f"/batches/{batch}/1").text


def test_the_second_person_sees_the_first_ones_correction(office, audited_folder):
    batch = office.audited(audited_folder, office.site.accounts["张审核"])
    place = faulty(office, batch, "百分比超过了可能的范围")
    row = row_of(office, batch, place)
    first, second = office.browser("张审核"), office.browser("王审核")
    correct(first, batch, place, row, target="≥98%")
    answer = correct(second, batch, place, row, target="≥97%")
    assert (answer.status_code, "张审核刚刚改了这一行，没有覆盖" in answer.text, "≥98%" in answer.text) == (
        409,
        True,
        True,
    )
    assert "≥97%" not in first.get(f"/batches/{batch}/1/rows/{place[0]}/{place[1]}").text


def test_writing_what_was_there_is_no_correction(server, batch):
    place = faulty(server, batch, "百分比超过了可能的范围")
    answer = correct(server.browser(), batch, place, row_of(server, batch, place))
    assert ("已改" in answer.text, "百分比超过了可能的范围" in answer.text) == (False, True)


def test_what_the_advice_offers_is_offered_as_buttons(server, batch):
    place = faulty(server, batch, "以资金额代替产出数量")
    form = server.browser().get(f"/batches/{batch}/1/rows/{place[0]}/{place[1]}/edit").text
    offered = re.findall(r'class="candidate" data-target="([^"]*)" data-level3="([^"]*)"', form)
    assert 1 <= len(offered) <= 2
    assert {(target[0], "__" in target, bool(name)) for target, name in offered} == {("≥", True, True)}


@pytest.mark.parametrize(
    ("advice", "offered"),
    [
        (
            "改设能计数的指标，如“修缮房屋数 ≥__间”或“修缮面积 ≥__平方米”（示例，须由单位核定）。",
            [("修缮房屋数", "≥__间"), ("修缮面积", "≥__平方米")],
        ),
        ("核对后更正，如“≥__%”或者“100%”（示例，须由单位核定）。", [("", "≥__%"), ("", "100%")]),
        ("写明依据，例如“关于印发办法的通知”。", []),
        ("", []),
    ],
)
def test_offers_are_read_out_of_advice(server, batch, advice, offered):
    finding = BatchResult(server.site.folder(batch)).told(1).all[0].lead.model_copy(update={"suggestion": advice})
    assert candidates([finding]) == tuple(RowCandidate(*one) for one in offered)


@pytest.mark.parametrize("place", ["0/1", "99/1", "1/0", "1/99", "1/x"])
def test_rows_that_are_not_there_are_not_found(server, batch, place):
    assert server.browser().get(f"/batches/{batch}/1/rows/{place}/edit").status_code == 404


def test_the_corrected_copy_has_the_new_texts_and_no_comment_on_them(server, batch):
    browser, place = server.browser(), faulty(server, batch, "百分比超过了可能的范围")
    row = row_of(server, batch, place)
    correct(browser, batch, place, row, target="≥98%", description="改过的描述")
    answer = browser.get(f"/batches/{batch}/1/corrected")
    assert "%EF%BC%88%E5%AE%A1%E6%A0%B8%E6%89%B9%E6%B3%A8%EF%BC%89.xlsx" in answer.headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))[row.location.sheet]
    cells = {
        cell.value: cell.comment for cell in next(sheet.iter_rows(min_row=row.location.row, max_row=row.location.row))
    }
    assert {"≥98%", "改过的描述", row.level3} <= set(cells)
    assert cells["≥98%"] is None
    assert [cell.value for line in sheet.iter_rows() for cell in line if cell.value == row.target] == []


def test_a_process_of_its_own_answers_and_is_started_again_when_it_was_killed(tmp_path, server, batch):
    from auditor.web.rejudging import alone

    quick = QuickProcess(ServeSettings(data=tmp_path))
    try:
        submission = alone(BatchResult(server.site.folder(batch)).submission(1), 1, {})
        first = quick.judge(submission)
        for process in list(quick._judging._pool._processes.values()):
            process.kill()
            process.join()
        assert quick.judge(submission) == first
        assert first.projects[0].findings
    finally:
        quick.close()
