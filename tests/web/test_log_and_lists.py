"""The log of decisions for who administers, and the list of a batch's files by department, kind, level and money."""

import csv
import io
import re
import shutil
from urllib.parse import urlencode

import pytest

from auditor.resources import data_path
from auditor.web.results import BatchResult
from auditor.web.users import LOCAL
from auditor.web.worker import MATERIAL, AuditOrder, audit_batch

pytestmark = pytest.mark.issue(19)


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """Two files of different departments, audited."""
    folder = tmp_path_factory.mktemp("several")
    (folder / MATERIAL).mkdir()
    for name in ("subdistrict.txt", "culture-centre.txt"):
        shutil.copy(data_path("corpora", "samples", "text", name), folder / MATERIAL / name)
    assert audit_batch(AuditOrder(folder)).state == "done"
    return folder


def listed(server, key, **asked):
    """Files of a batch's page with how many of their opinions fit, where that is told."""
    page = server.browser().get(f"/batches/{key}?{urlencode(asked)}").text
    found = re.findall(
        r'<td data-label="文件"><a href="([^"]+)">(.*?)</a>(?: <span class="chip info">符合 (\d+) 条)?', page
    )
    return {name: (link, int(number) if number else None) for link, name, number in found}


def test_files_are_listed_by_level_kind_money_and_department(server, several):
    key = server.audited(several, LOCAL)
    lines = BatchResult(server.site.folder(key)).summary.read
    assert set(listed(server, key)) == {line.name for line in lines}
    for level in ("error", "warning", "info"):
        found = listed(server, key, level=level)
        counted = {line.name: line.counts[level] for line in lines if line.counts[level]}
        assert {name: number for name, (_, number) in found.items()} == counted
        assert all(link.endswith(f"?level={level}") for link, _ in found.values())
    assert listed(server, key, money="99999999") == {}
    assert set(listed(server, key, department=lines[0].department or "未读出")) == {
        line.name for line in lines if line.department == lines[0].department
    }


def test_the_list_leads_to_as_many_opinions_as_it_tells(server, several):
    key = server.audited(several, LOCAL)
    for link, number in listed(server, key, level="doubt").values():
        assert len(re.findall(r'data-opinion="\d+"', server.browser().get(link).text)) == number


def test_who_administers_sees_every_change_of_a_decision(office, audited_folder):
    key = office.audited(audited_folder, office.site.accounts["张审核"])
    for name, version, fields in (
        ("张审核", 0, {"choice": "kept", "reason": "=1+1"}),
        ("王审核", 1, {"choice": "wrong"}),
    ):
        office.browser(name).post(
            f"/batches/{key}/1/opinions/2", {**fields, "version": str(version)}, **{"hx-request": "true"}
        )
    page = office.browser("赵管理").get("/log").text
    assert ("张审核" in page, "王审核" in page, "工具看错了" in page) == (True, True, True)
    table = list(csv.DictReader(io.StringIO(office.browser("赵管理").get("/log.csv").content.decode("utf-8-sig"))))
    assert [(row["谁"], row["原来"], row["改为"], row["理由"]) for row in table] == [
        ("王审核", "保留", "工具看错了", ""),
        ("张审核", "没有决定", "保留", "'=1+1"),
    ]
    assert [office.browser(name).get("/log").status_code for name in ("张审核", "李填报")] == [403, 403]
