"""Sending back: what the page hands out is what the command line writes, decisions are heeded, and only reviewers send."""

import io
import re
import zipfile
from datetime import date
from html import unescape

from auditor.judging.suppressions import Suppressions
from auditor.model import Handling
from auditor.outputs.papers.package import zipped
from auditor.outputs.reports.json import read_result
from auditor.outputs.sendback.package import Returned, packages
from auditor.pipeline.history import History
from auditor.pipeline.write import audit_submissions
from auditor.reading import read
from auditor.resources import data_path
from auditor.web.pages.sendback import LONGEST_LETTER
from auditor.web.users import LOCAL, Account
from tests.web.conftest import SAMPLE

TEMPLATES = (data_path("reports", "templates"),)


def command_line(result, level="info", letter=None):
    """What the command line makes of a result: the package of its one department."""
    (made,) = packages(result, lambda _: SAMPLE.read_bytes(), Returned(level, TEMPLATES, letter))
    return made


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def stored(server, batch):
    return read_result(server.site.folder(batch) / "out" / "result.json")


def test_zip_equals_the_command_lines_byte_for_byte(server, audited_folder):
    batch = server.audited(audited_folder, LOCAL)
    browser = server.browser()
    answer = browser.post(f"/batches/{batch}/sendback/1", {"level": "info"})
    assert answer.headers["content-type"] == "application/zip"
    assert members(answer.content) == members(command_line(stored(server, batch)).content)
    errors = browser.post(f"/batches/{batch}/sendback/1", {"level": "error"})
    assert errors.content == command_line(stored(server, batch), "error").content
    assert browser.get(f"/batches/{batch}/sendback.zip").content == zipped(
        [(f"001-{command_line(stored(server, batch)).name}", answer.content)]
    )


def test_letter_is_shown_edited_and_sent_as_edited(server, audited_folder):
    batch = server.audited(audited_folder, LOCAL)
    browser = server.browser()
    shown = browser.get(f"/batches/{batch}/sendback/1").text
    text = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", shown, re.S)[1])
    unedited = browser.post(f"/batches/{batch}/sendback/1", {"level": "info", "letter": text.replace("\n", "\r\n")})
    assert unedited.content == command_line(stored(server, batch)).content
    edited = browser.post(f"/batches/{batch}/sendback/1", {"level": "info", "letter": "请于本周内改好。\r\n谢谢。"})
    assert edited.content == command_line(stored(server, batch), letter="请于本周内改好。\n谢谢。\n").content


def test_what_was_kept_or_mistaken_does_not_go_back_as_if_the_audit_had_known(server, audited_folder, auditor):
    batch = server.audited(audited_folder, LOCAL)
    browser = server.browser()
    before = stored(server, batch).submissions[0].opinions
    browser.post(f"/batches/{batch}/1/opinions/2", {"choice": "wrong", "version": "0"})
    browser.post(f"/batches/{batch}/1/opinions/3", {"choice": "kept", "reason": "合同另有约定", "version": "0"})
    sent = browser.post(f"/batches/{batch}/sendback/1", {"level": "info"}).content
    wrong = {key: Handling(decision="误报", reason="工具看错了", by=LOCAL.name) for key in before[1].findings}
    kept = {key: Handling(decision="说明保留", reason="合同另有约定", by=LOCAL.name) for key in before[2].findings}
    again = read(SAMPLE).model_copy(update={"source": "卫生/申报表.xlsx"})
    known = audit_submissions((again,), auditor, History(suppressions=Suppressions({**wrong, **kept}, date.today())))
    assert members(sent) == members(command_line(known).content)
    assert (
        f'data-label="意见">{len(known.submissions[0].opinions)}</td>' in browser.get(f"/batches/{batch}/sendback").text
    )
    assert len(known.submissions[0].opinions) < len(before)


def test_only_reviewers_send_back(office, audited_folder):
    batch = office.audited(audited_folder, Account("李填报", "填报人", "水务局"))
    assert office.browser("李填报").get(f"/batches/{batch}/sendback").status_code == 403
    assert office.browser("孙填报").post(f"/batches/{batch}/sendback/1", {"level": "info"}).status_code == 403
    assert office.browser("张审核").get(f"/batches/{batch}/sendback").status_code == 200


def test_a_department_that_is_not_there_is_not_found(server, audited_folder):
    batch = server.audited(audited_folder, LOCAL)
    browser = server.browser()
    assert [browser.get(f"/batches/{batch}/sendback/{n}").status_code for n in ("0", "2", "x", "-1")] == [404] * 4
    assert browser.get("/batches/no/sendback").status_code == 404


def test_the_longest_letter_arrives_whole_and_a_longer_one_is_refused(server, audited_folder):
    batch = server.audited(audited_folder, LOCAL)
    browser = server.browser()
    form = re.search(r"<form[^>]*class=\"letter\"[^>]*>", browser.get(f"/batches/{batch}/sendback/1").text)[0]
    assert 'enctype="multipart/form-data"' in form
    longest = "请于本周内改好。\r\n" * (LONGEST_LETTER // 9)
    for letter, status in ((longest, 200), ("长" * (LONGEST_LETTER + 1), 413)):
        fields = {"level": (None, "info"), "letter": (None, letter)}
        headers = {"x-csrf-token": browser.csrf}
        answer = browser.client.post(f"/batches/{batch}/sendback/1", files=fields, headers=headers)
        assert answer.status_code == status
        if status == 200:
            sent = longest.replace("\r\n", "\n").strip()
            assert answer.content == command_line(stored(server, batch), letter=f"{sent}\n").content
