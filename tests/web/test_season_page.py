"""The season: only what came last counts, who has not answered is named, exports say the same."""

import csv
import io
import re
import shutil

import openpyxl
import pytest

from auditor.outputs.reports.json import read_result
from auditor.outputs.reports.season import Season, season_of
from auditor.resources import data_path
from auditor.web.results import BatchResult
from auditor.web.store.batches import create_batch, move_on
from auditor.web.users import LOCAL
from auditor.web.worker import MATERIAL, AuditOrder, audit_batch
from tests.web.test_rounds_page import answer

SAMPLES = data_path("corpora", "samples", "text")
HEALTH, WATER, OTHER = "南陵区卫生健康局", "清泉县水利局", "北陵区卫生健康局"


def audited(folder, *names):
    """A folder with samples of these names, audited; the first also as a copy under another department's name."""
    (folder / MATERIAL).mkdir()
    for name in names:
        shutil.copy(SAMPLES / f"{name}.txt", folder / MATERIAL)
    if len(names) > 1:
        text = (SAMPLES / f"{names[0]}.txt").read_text("utf-8").replace(HEALTH, OTHER).replace("608002", "608003")
        (folder / MATERIAL / "另一局.txt").write_text(text, "utf-8")
    assert audit_batch(AuditOrder(folder)).state == "done"
    return folder


@pytest.fixture(scope="module")
def first_folder(tmp_path_factory):
    return audited(tmp_path_factory.mktemp("first"), "health-bureau", "water-bureau", "culture-centre")


@pytest.fixture(scope="module")
def second_folder(tmp_path_factory):
    return audited(tmp_path_factory.mktemp("second"), "health-bureau")


def handed_in(server, folder, title="第一批"):
    with server.site.store.writing() as session:
        batch = create_batch(session, LOCAL, title)
        session.flush()
        move_on(session, batch.id, "done", since=("uploading",))
    shutil.copytree(folder, server.site.folder(batch.id))
    return batch.id


def lines(browser):
    text = browser.get("/season.csv").content.decode("utf-8-sig")
    return {line["部门"]: line for line in csv.DictReader(io.StringIO(text))}


def test_of_two_rounds_only_the_last_counts_and_who_is_missing_is_named(server, first_folder, second_folder):
    batch = handed_in(server, first_folder)
    browser = server.browser()
    open_, done = "还没有交改后的", "没有要改的"
    assert {name: line["状态"] for name, line in lines(browser).items()} == {
        HEALTH: open_,
        OTHER: open_,
        "云岭区文化馆": open_,
        WATER: done,
    }
    answer(server, batch, second_folder)
    after = lines(browser)
    assert {name: (line["交了几次"], line["状态"], line["文件"]) for name, line in after.items()} == {
        HEALTH: ("2", "已交改后的，仍有要改的", "1"),
        OTHER: ("1", open_, "1"),
        "云岭区文化馆": ("1", open_, "1"),
        WATER: ("1", done, "1"),
    }
    shown = browser.get("/season").text
    assert re.findall(r"<h2>还没有交改后的</h2>\n<p>(.*?)</p>", shown) == [
        "、".join(n for n in after if after[n]["状态"] == open_)
    ]


def test_exports_count_what_the_result_counts(server, first_folder):
    batch = handed_in(server, first_folder)
    browser = server.browser()
    result = read_result(server.site.folder(batch) / "out" / "result.json")
    found = lines(browser)
    assert sum(int(line["意见"]) for line in found.values()) == result.totals.opinions
    assert sum(int(line["错误"]) for line in found.values()) == result.totals.opinions_by_severity["error"]
    assert sum(int(line["项目"]) for line in found.values()) == result.totals.projects
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get("/season.xlsx").content))["部门"]
    told = [[cell.value for cell in row] for row in sheet.iter_rows() if row[0].value in found]
    assert [(row[0], row[5]) for row in told] == [(name, int(line["意见"])) for name, line in found.items()]


def test_copied_projects_are_listed_with_both_budgets(server, first_folder):
    batch = handed_in(server, first_folder)
    result = read_result(server.site.folder(batch) / "out" / "result.json")
    assert result.duplicates.project_pairs
    shown = server.browser().get("/season").text
    assert shown.count('data-label="项目甲"') == min(50, len(result.duplicates.project_pairs))


def test_nothing_audited_is_told_and_departments_do_not_see_the_season(server, office):
    assert "还没有审过的材料。" in server.browser().get("/season").text
    assert office.browser("李填报").get("/season").status_code == 403
    assert "/season" not in office.browser("李填报").get("/").text


def test_the_same_material_in_two_hand_ins_counts_once(server, first_folder):
    browser = server.browser()
    handed_in(server, first_folder)
    once = lines(browser)
    handed_in(server, first_folder, "又交一次")
    twice = lines(browser)
    assert [{**line, "交了几次": "1", "状态": ""} for line in twice.values()] == [
        {**line, "状态": ""} for line in once.values()
    ]
    assert {line["交了几次"] for line in twice.values()} == {"2"}


def test_what_was_decided_counts_at_once(server, second_folder):
    batch = handed_in(server, second_folder)
    browser = server.browser()
    (before,) = lines(browser).values()
    browser.post(f"/batches/{batch}/1/opinions/2", {"choice": "wrong", "version": "0"})
    (after,) = lines(browser).values()
    sent = re.search(r'data-label="意见">(\d+)</td>', browser.get(f"/batches/{batch}/sendback").text)[1]
    assert int(after["意见"]) == int(sent) < int(before["意见"])
    browser.post(f"/batches/{batch}/1/opinions/2/undo", {"version": "1"})
    assert list(lines(browser).values()) == [before]


def test_a_second_look_reads_nothing_again(server, first_folder, monkeypatch):
    handed_in(server, first_folder)
    browser = server.browser()
    browser.get("/season")
    read = []
    whole = BatchResult.submission
    monkeypatch.setattr(BatchResult, "submission", lambda self, number: read.append(number) or whole(self, number))
    browser.get("/season.xlsx")
    assert read == []


def test_merged_figures_are_those_of_all_together(server, first_folder):
    batch = handed_in(server, first_folder)
    submissions = list(BatchResult(server.site.folder(batch)).submissions())
    merged = Season()
    for one in submissions:
        merged.merge(season_of((one,)))
    whole = season_of(submissions)
    for figure in (Season.prominent, Season.kinds, Season.money, Season.heat_map, Season.grade_bars):
        assert figure(merged) == figure(whole)
    told = [
        [(one.rule, one.findings, one.projects, one.budget) for one in each.worst_faults(99)]
        for each in (merged, whole)
    ]
    assert told[0] == told[1]
    assert merged.doubtful_opinions == whole.doubtful_opinions
