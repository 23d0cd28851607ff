"""What must not be lost is not lost, on the embedded data base and on an office's own."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import pytest
from sqlalchemy import event, select, text

from auditor.errors import AuditorError
from auditor.model import Indicator
from auditor.web.settings import ServeSettings
from auditor.web.store.batches import batches_for, create_batch, move_on, unfinished
from auditor.web.store.database import Store
from auditor.web.store.decisions import ConflictError, DecidedFinding, DecisionChange, decide, decisions_of, handlings
from auditor.web.store.edits import RowPlace, edits_of, keep_edit
from auditor.web.store.headings import headings_by_department, keep_heading
from auditor.web.store.sessions import sign_in, sign_out, signed_in
from auditor.web.store.tables import LAYOUT, DecisionLog, DecisionRecord, LayoutRecord, SessionRecord, StoreBase
from auditor.web.users import LOCAL, Account
from tests.web.postgresql import postgresql

pytestmark = pytest.mark.issue(19)
KEY = "f" * 16


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request, tmp_path_factory):
    file = tmp_path_factory.mktemp("store") / "a.sqlite3"
    with postgresql() if request.param == "postgresql" else nullcontext(f"sqlite:///{file}") as found:
        yield found


@pytest.fixture
def store(url):
    store = Store(url)
    with store.writing() as session:
        for table in reversed(StoreBase.metadata.sorted_tables):
            session.execute(table.delete())
    yield store
    store.close()


def accept(session, version, by="甲", choice="accepted", reason=""):
    finding = DecidedFinding(KEY, version, "MEA001", {"target": "≥95%，含“汉字”"})
    decide(session, "水务局", [finding], DecisionChange(choice, reason), by=by, batch="b")


def test_of_many_changes_at_once_none_is_lost_and_none_unseen(store):
    """Each reads, decides on what it saw, and tries again where somebody was faster: the log holds every one, in a row."""

    def change(number):
        while True:
            try:
                with store.writing() as session:
                    seen = decisions_of(session, "水务局").get(KEY)
                    accept(session, seen.version if seen else 0, by=str(number))
                return
            except ConflictError:
                continue

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, range(40)))
    with store.reading() as session:
        log = session.scalars(select(DecisionLog).order_by(DecisionLog.version)).all()
        stands = decisions_of(session, "水务局")[KEY]
    assert [one.version for one in log] == list(range(1, 41))
    assert sorted(int(one.by) for one in log) == list(range(40))
    assert [one.before.get("by") for one in log[1:]] == [one.by for one in log[:-1]]
    assert (stands.version, stands.by) == (40, log[-1].by)


def test_what_a_failed_transaction_did_is_undone(store):
    with pytest.raises(ConflictError), store.writing() as session:
        accept(session, 0)
        accept(session, 0, by="乙")
    with store.reading() as session:
        assert (decisions_of(session, "水务局"), session.scalars(select(DecisionLog)).all()) == ({}, [])


def test_who_reads_sees_one_state(store):
    with store.writing() as session:
        accept(session, 0)
    with store.reading() as session:
        before = decisions_of(session, "水务局")
        with store.writing() as other:
            accept(other, 1, by="乙", choice="wrong")
        assert decisions_of(session, "水务局") == before
    with store.reading() as session:
        assert decisions_of(session, "水务局")[KEY].choice == "wrong"


def test_decisions_go_to_the_next_audit_as_a_ledger_would_bring_them(store):
    with store.writing() as session:
        accept(session, 0, choice="kept", reason="合同另有约定")
    with store.reading() as session:
        found = handlings(session, "水务局")
        assert handlings(session, "教育局") == {}
    assert [(one.decision, one.reason, one.by) for one in found.values()] == [("说明保留", "合同另有约定", "甲")]


def test_two_who_correct_a_row(store):
    row, place = Indicator(id="1", level3="甲", target="若干"), RowPlace(1, 1, 1)
    with store.writing() as session:
        batch = create_batch(session, LOCAL, "一批").id
        keep_edit(session, batch, place, row, {"target": "≥3个"}, version=0, by="甲")
    for seen in (0, 7):
        with pytest.raises(ConflictError), store.writing() as session:
            keep_edit(session, batch, place, row, {"target": "≥4个"}, version=seen, by="乙")
    with store.reading() as session:
        found = edits_of(session, batch, 1)[place]
    assert (found.texts, found.version, found.by) == ({"target": "≥3个"}, 1, "甲")


def test_a_batch_moves_from_state_to_state_once(store):
    with store.writing() as session:
        key = create_batch(session, LOCAL, "一批").id

    def begin(_):
        with store.writing() as session:
            return move_on(session, key, "waiting", since=("uploading",))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begin, range(16))) == 1
    with store.reading() as session:
        assert [one.id for one in unfinished(session)] == [key]


def test_batches_of_other_departments_are_not_listed(store):
    water, school = Account("甲", "填报人", "水务局"), Account("乙", "填报人", "教育局")
    with store.writing() as session:
        keys = [create_batch(session, one, one.name).id for one in (water, school, LOCAL)]
    with store.reading() as session:
        seen = {one.name: {batch.id for batch in batches_for(session, one)} for one in (water, school, LOCAL)}
    assert seen == {"甲": {keys[0]}, "乙": {keys[1]}, LOCAL.name: set(keys)}


def test_headings_are_kept_changed_and_forgotten(store):
    for meaning, kept in (("指标值", {"水务局": {"任务量": "指标值"}}), ("", {"水务局": {"任务量": ""}}), (None, {})):
        with store.writing() as session:
            keep_heading(session, "水务局", "任务量（个）", meaning, "甲")
        with store.reading() as session:
            assert headings_by_department(session) == kept


def test_sessions_end(store):
    with store.writing() as session:
        first, second = sign_in(session, "甲"), sign_in(session, "甲")
    with store.writing() as session:
        assert [signed_in(session, key) is not None for key in (first, second, "", "别的")] == [
            True,
            True,
            False,
            False,
        ]
        assert first not in {one.key for one in session.scalars(select(SessionRecord))}
        sign_out(session, first)
        session.execute(text("UPDATE sessions SET seen = '2020-01-01T00:00:00.000+00:00'"))
    with store.reading() as session:
        assert [signed_in(session, key) for key in (first, second)] == [None, None]


def test_a_copy_of_the_file_while_somebody_writes_is_whole(tmp_path):
    store = Store(ServeSettings(data=tmp_path).database_url)
    with store.writing() as session:
        accept(session, 0)
    with sqlite3.connect(tmp_path / "auditor.sqlite3") as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert reader.execute("SELECT choice FROM decisions").fetchall() == [("accepted",)]
    store.close()


@pytest.mark.parametrize("url", ["nonsense", "nosuch://host/x", "sqlite:////nowhere/at/all/a.sqlite3"])
def test_an_address_that_is_none_is_told(url):
    with pytest.raises(AuditorError) as told:
        Store(url)
    assert told.value.code == "C031"


COLUMNS = {
    1: {
        "batches": {"id", "title", "owner", "department", "created", "state", "told", "previous"},
        "decision_log": {
            "id", "at", "by", "batch", "department", "fingerprint", "rule", "version", "before", "after",
        },
        "decisions": {
            "department", "fingerprint", "choice", "reason", "until", "by", "at", "version", "rule", "batch", "about",
        },
        "edits": {"batch", "submission", "project", "row", "before", "texts", "version", "by", "at"},
        "given": {"batch", "source", "department", "year"},
        "headings": {"department", "heading", "meaning", "by", "at"},
        "labels": {"wording", "label", "department", "about", "by", "at"},
        "layout": {"version"},
        "sessions": {"key", "account", "csrf", "seen"},
        "uploads": {"batch", "path", "name", "size"},
    }
}  # fmt: skip
"""The columns of each layout there was; whoever changes a table raises ``LAYOUT`` and adds a line."""


def test_every_layout_has_its_number():
    now = {table.name: {column.name for column in table.columns} for table in StoreBase.metadata.sorted_tables}
    assert (COLUMNS[LAYOUT], max(COLUMNS)) == (now, LAYOUT)


def test_a_new_data_base_notes_its_layout_and_is_opened_again(store, url):
    Store(url).close()
    with store.reading() as session:
        assert session.scalars(select(LayoutRecord.version)).all() == [LAYOUT]


@pytest.mark.parametrize(("version", "told"), [(LAYOUT + 1, "更新"), (LAYOUT - 1, "更早")])
def test_a_data_base_of_another_version_is_refused_and_left_as_it_is(store, url, version, told):
    with store.writing() as session:
        accept(session, 0)
        session.execute(LayoutRecord.__table__.delete())
        session.execute(LayoutRecord.__table__.insert().values(version=version))
    with pytest.raises(AuditorError, match=f"数据库是用{told}版本的 Auditor 建的") as refused:
        Store(url)
    assert refused.value.code == "C035"
    with store.reading() as session:
        kept = session.scalars(select(LayoutRecord.version)).all(), decisions_of(session, "水务局")[KEY].version
    with store.writing() as session:
        session.execute(LayoutRecord.__table__.update().values(version=LAYOUT))  # the next test opens it again
    assert kept == ([version], 1)


def test_what_was_kept_before_layouts_had_numbers_is_taken_over(store, url):
    with store.writing() as session:
        accept(session, 0)
        session.execute(text("DROP TABLE layout"))
    Store(url).close()
    with store.reading() as session:
        assert session.scalars(select(LayoutRecord.version)).all() == [LAYOUT]
        assert decisions_of(session, "水务局")[KEY].version == 1


def test_tables_that_lack_a_column_are_refused_before_anything_is_made(tmp_path):
    path = tmp_path / "old.sqlite3"
    with sqlite3.connect(path) as old:
        old.execute("CREATE TABLE batches (id TEXT PRIMARY KEY, title TEXT)")
    with pytest.raises(AuditorError, match="更早版本"):
        Store(f"sqlite:///{path}")
    with sqlite3.connect(path) as old:
        assert old.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("batches",)]


def test_only_the_decisions_that_are_asked_for_are_read(store):
    with store.writing() as session:
        for number in range(5):
            finding = DecidedFinding(f"{number}" * 16, 0, "MEA001", {})
            decide(session, "水务局", [finding], DecisionChange("accepted"), by="甲", batch="b")
    read = []

    def note(one, _):
        read.append(one.fingerprint)

    event.listen(DecisionRecord, "load", note)
    try:
        with store.reading() as session:
            found = decisions_of(session, "水务局", ["1" * 16, "x" * 16])
    finally:
        event.remove(DecisionRecord, "load", note)
    assert (list(found), read) == (["1" * 16], ["1" * 16])
