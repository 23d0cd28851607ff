"""The second round: what is new, worked on in vain, mended and left, as ``auditor diff`` tells it, cells beside each other."""

import shutil

import openpyxl
import pytest

from auditor.checks.history.versions import compare
from auditor.outputs.reports.json import read_result
from auditor.outputs.reports.versions import lead_sentence, tally_sentence
from auditor.web.store.batches import create_batch, move_on
from auditor.web.users import LOCAL, Account
from auditor.web.worker import MATERIAL, AuditOrder, audit_batch
from tests.web.conftest import SAMPLE


@pytest.fixture(scope="module")
def corrected_folder(tmp_path_factory):
    """The same material with some targets corrected, audited."""
    folder = tmp_path_factory.mktemp("corrected")
    (folder / MATERIAL).mkdir(parents=True)
    book = openpyxl.load_workbook(SAMPLE)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "86.4万":
                    cell.value = "≥16人"
    book.save(folder / MATERIAL / "申报表.xlsx")
    assert audit_batch(AuditOrder(folder)).state == "done"
    return folder


def answer(server, batch, folder, owner=LOCAL):
    with server.site.store.writing() as session:
        made = create_batch(session, owner, "改后材料", batch)
        session.flush()
        move_on(session, made.id, "done", since=("uploading",))
    shutil.copytree(folder, server.site.folder(made.id))
    return made.id


def test_the_second_round_stands_beside_the_first(server, audited_folder, corrected_folder):
    batch = server.audited(audited_folder, LOCAL)
    second = answer(server, batch, corrected_folder)
    shown = server.browser().get(f"/batches/{second}/rounds").text
    old, new = (read_result(server.site.folder(one) / "out" / "result.json") for one in (batch, second))
    told = compare(old.submissions, new.submissions)
    assert told.tally.rows_changed > 0
    assert lead_sentence(told) in shown
    assert tally_sentence(told) in shown
    headings = [
        f"新增（{told.tally.new} 处）",
        f"改过仍在（{told.tally.reworked} 处）",
        f"已改（{told.tally.fixed} 处）",
    ]
    assert [one for one in headings if one in shown] == [one for one in headings if "（0 处）" not in one]
    assert f"<details><summary>未改（{told.tally.remaining} 处）</summary>" in shown
    assert '<td class="old" data-label="上次">86.4万</td><td class="new" data-label="这次">≥16人</td>' in shown


def test_the_first_round_offers_to_take_the_next_and_names_those_that_came(server, audited_folder, corrected_folder):
    batch = server.audited(audited_folder, LOCAL)
    browser = server.browser()
    shown = browser.get(f"/batches/{batch}/rounds").text
    assert f'data-previous="{batch}"' in shown
    assert "已经交来" not in shown
    second = answer(server, batch, corrected_folder)
    assert f'<a href="/batches/{second}/rounds">改后材料</a>' in browser.get(f"/batches/{batch}/rounds").text


def test_while_one_is_still_audited_the_page_says_so(server, audited_folder):
    batch = server.audited(audited_folder, LOCAL)
    with server.site.store.writing() as session:
        second = create_batch(session, LOCAL, "改后材料", batch).id
    assert "两次都审完以后，在这里对照。" in server.browser().get(f"/batches/{second}/rounds").text


def test_a_department_sees_its_own_rounds_only(office, audited_folder, corrected_folder):
    water = Account("李填报", "填报人", "水务局")
    batch = office.audited(audited_folder, water)
    second = answer(office, batch, corrected_folder, water)
    assert office.browser("孙填报").get(f"/batches/{second}/rounds").status_code == 404
    assert office.browser("李填报").get(f"/batches/{second}/rounds").status_code == 200


def test_what_a_reviewer_takes_in_as_an_answer_belongs_to_the_department_with_its_decisions(office, audited_folder):
    batch = office.audited(audited_folder, Account("李填报", "填报人", "水务局"))
    office.browser("李填报").post(
        f"/batches/{batch}/1/opinions/2", {"choice": "kept", "reason": "合同另有约定", "version": "0"}
    )
    made = office.browser("张审核").post("/batches", {"title": "改后", "previous": batch}).json()["batch"]
    shutil.rmtree(office.site.folder(made))
    shutil.copytree(audited_folder, office.site.folder(made))
    with office.site.store.writing() as session:
        move_on(session, made, "done", since=("uploading",))
    shown = office.browser("李填报").get(f"/batches/{made}/1")
    assert shown.status_code == 200
    assert "合同另有约定" in shown.text
    assert office.browser("孙填报").get(f"/batches/{made}/1").status_code == 404
