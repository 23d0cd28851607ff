"""Material on its way in: kept under safe names, never more than allowed, and only the own department's."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.web.settings import ServeSettings, UploadLimits
from auditor.web.store.batches import size_of
from auditor.web.store.tables import COMING, UploadRecord
from auditor.web.uploads import UploadRefusedError, safe_path
from auditor.web.worker import MATERIAL
from tests.web.conftest import SAMPLE, Server

pytestmark = pytest.mark.issue(19)


def new_batch(browser):
    return browser.post("/batches", {"title": "一批"}).json()["batch"]


def files_of(server, batch):
    folder = server.site.folder(batch)
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_files_arrive_in_their_folders_under_their_own_names(server):
    browser = server.browser()
    batch = new_batch(browser)
    answers = [
        browser.send(batch, name, b"x") for name in ("水务局/绩效 目标.xlsx", "水务局/绩效 目标.xlsx", "说明.txt")
    ]
    assert [one.status_code for one in answers] == [201, 201, 201]
    assert files_of(server, batch) == ["in/水务局/绩效 目标(2).xlsx", "in/水务局/绩效 目标.xlsx", "in/说明.txt"]


@given(st.text(max_size=60))
def test_no_name_leads_out_of_the_folder(name):
    try:
        path = safe_path(name, UploadLimits())
    except UploadRefusedError:
        return
    assert not path.is_absolute()
    assert path.parts
    assert [part for part in path.parts if part in (".", "..") or set(part) & set('\\/:*?"<>|\0')] == []
    assert safe_path(str(path), UploadLimits()) == path


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\材料\\表.xlsx", "C_/材料/表.xlsx"),
        ("/绝对/路径.docx", "绝对/路径.docx"),
        ("con.txt", "_con.txt"),
        ("名字. ", "名字"),
        ("a" * 300 + ".xlsx", "a" * 96 + ".xlsx"),
        ("绩" * 90 + ".xlsx", "绩" * 65 + ".xlsx"),
        ("绩" * 90, "绩" * 66),
        ("😀" * 60 + "/" + "效" * 80 + ".docx", "😀" * 50 + "/" + "效" * 65 + ".docx"),
    ],
)
def test_names_are_made_safe(name, kept):
    assert safe_path(name, UploadLimits()) == PurePosixPath(kept)


def test_what_is_too_large_leaves_nothing_behind(tmp_path):
    server = Server(ServeSettings(data=tmp_path, limits=UploadLimits(file_bytes=10, batch_bytes=25, files=3)))
    browser = server.browser()
    batch = new_batch(browser)
    told = [browser.send(batch, "大.xlsx", content) for content in (b"x" * 11, b"y" * 10, b"z" * 10, b"w" * 10)]
    assert [one.status_code for one in told] == [413, 201, 201, 413]
    assert files_of(server, batch) == ["in/大(2).xlsx", "in/大.xlsx"]
    server.site.store.close()


def test_a_stream_that_grows_too_large_is_not_kept(tmp_path):
    server = Server(ServeSettings(data=tmp_path, limits=UploadLimits(file_bytes=10)))
    browser = server.browser()
    batch = new_batch(browser)
    answer = browser.send(batch, "流.xlsx", iter([b"x" * 6, b"x" * 6]))
    assert (answer.status_code, files_of(server, batch)) == (413, [])
    server.site.store.close()


def test_nothing_is_added_to_a_batch_that_is_audited(server, audited_folder):
    from auditor.web.users import LOCAL

    batch = server.audited(audited_folder, LOCAL)
    answer = server.browser().send(batch, "又一个.xlsx", b"x")
    assert (answer.status_code, "另交一批" in answer.text) == (409, True)


def test_a_batch_is_audited_by_a_process_and_shown(server):
    with server.browser().client as client:  # with its lifespan
        browser = server.browser()
        batch = new_batch(browser)
        browser.send(batch, SAMPLE.name, SAMPLE.read_bytes())
        browser.send(batch, "别的.dat", b"\0\1\2")
        assert browser.post(f"/batches/{batch}/start").status_code == 303
        events = client.get(f"/batches/{batch}/progress").text.split("\n\n")
        shown = browser.get(f"/batches/{batch}").text
    assert events[-2] == 'event: end\ndata: "done"'
    assert sum(one.startswith("event: step") for one in events) == 6
    assert shown.index("没有审核　别的.dat") < shown.index('id="count-opinions"')
    assert (server.site.folder(batch) / MATERIAL / SAMPLE.name).read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize(
    "path",
    ["", "/1", "/progress", "/reports/result.json", "/reports/ledger.xlsx", "/reports/..%2f..%2fauditor.sqlite3"],
)
def test_another_department_sees_nothing_of_a_batch(office, audited_folder, path):
    owner = office.site.accounts["李填报"]
    batch = office.audited(audited_folder, owner)
    seen = {
        name: office.browser(name).get(f"/batches/{batch}{path}").status_code for name in ("李填报", "张审核", "孙填报")
    }
    there = 404 if ".." in path else 200
    assert seen == {"李填报": there, "张审核": there, "孙填报": 404}


def test_another_department_changes_nothing_of_a_batch(office, audited_folder):
    batch = office.audited(audited_folder, office.site.accounts["李填报"])
    other = office.browser("孙填报")
    answers = [
        other.post(f"/batches/{batch}/1/opinions/1", {"choice": "accepted", "version": "0"}),
        other.post(f"/batches/{batch}/1/opinions/1/undo", {"version": "1"}),
        other.post(f"/batches/{batch}/start"),
        other.post(f"/batches/{batch}/stop"),
        other.send(batch, "甲.xlsx", b"x"),
        other.post("/batches", {"title": "乙", "previous": batch}),
    ]
    assert [one.status_code for one in answers] == [404] * 6
    assert "卫生材料" not in other.get("/").text
    assert "卫生材料" in office.browser("李填报").get("/").text


@given(st.text("绩效😀é a.", min_size=1, max_size=120))
def test_no_name_is_longer_than_systems_take_with_what_is_added_to_it(name):
    try:
        path = safe_path(name, UploadLimits())
    except UploadRefusedError:
        return
    assert max(len(part.encode()) for part in path.parts) <= 201


def test_a_long_chinese_name_arrives(server):
    browser = server.browser()
    batch = new_batch(browser)
    answers = [browser.send(batch, "绩" * 90 + ".xlsx", content) for content in (b"x", b"y")]
    assert [one.status_code for one in answers] == [201, 201]
    assert files_of(server, batch) == [f"in/{'绩' * 65}(2).xlsx", f"in/{'绩' * 65}.xlsx"]


def test_a_file_in_a_folder_that_is_a_file_is_refused_with_a_sentence(server):
    browser = server.browser()
    batch = new_batch(browser)
    answers = [browser.send(batch, name, b"x") for name in ("水务局", "水务局/表.xlsx")]
    assert [one.status_code for one in answers] == [201, 507]
    assert "没有存下来" in answers[1].text
    assert files_of(server, batch) == ["in/水务局"]


def test_a_stream_does_not_make_a_batch_larger_than_allowed(tmp_path):
    server = Server(ServeSettings(data=tmp_path, limits=UploadLimits(file_bytes=10, batch_bytes=15)))
    browser = server.browser()
    batch = new_batch(browser)
    sent = [browser.send(batch, f"{number}.xlsx", iter([b"x" * 4, b"x" * 4])) for number in range(2)]
    assert [one.status_code for one in sent] == [201, 413]
    assert "请分几批交" in sent[1].text
    assert files_of(server, batch) == ["in/0.xlsx"]
    server.site.store.close()


def test_files_that_come_at_once_do_not_make_a_batch_larger_than_allowed(tmp_path):
    """While one is on its way, another comes and fills the batch."""
    server = Server(ServeSettings(data=tmp_path, limits=UploadLimits(file_bytes=10, batch_bytes=15)))
    browser, other = server.browser(), server.browser()
    batch = new_batch(browser)
    between = []

    def pieces():
        yield b"x" * 4
        between.append(other.send(batch, "另一个.xlsx", b"y" * 10).status_code)
        yield b"x" * 4

    assert (browser.send(batch, "先来的.xlsx", pieces()).status_code, between) == (413, [201])
    assert files_of(server, batch) == ["in/另一个.xlsx"]
    server.site.store.close()


def test_a_file_that_is_on_its_way_takes_no_room_from_others(server):
    batch = new_batch(server.browser())
    with server.site.store.writing() as session:
        session.add(UploadRecord(batch=batch, path="没传完.xlsx", name="没传完.xlsx", size=COMING))
        session.add(UploadRecord(batch=batch, path="传完.xlsx", name="传完.xlsx", size=7))
    with server.site.store.reading() as session:
        assert size_of(session, batch) == (1, 7)
