"""Results too large to be held: read one submission at a time, written by several processes, and the same files."""

import gc
import json
import pickle

import pytest

from auditor.errors import AuditorError
from auditor.opinions import opinions_of
from auditor.outputs.papers.files import write_papers
from auditor.outputs.reports import jobs
from auditor.outputs.reports.formats import FORMATS, write_formats
from auditor.outputs.reports.json import write_json
from auditor.outputs.reports.stored import stored
from auditor.resources import data_path
from tests.counting import searches
from tests.outputs.reports.sample import RESULT

TEMPLATES = [data_path("reports", "templates")]


def season(number):
    """The sample with its first submission so many times, each under a name of its own, and one that was not read."""
    first, bad = RESULT.submissions
    named = [
        first.model_copy(update={"source": f"{place}.txt", "department": f"第{place}局"}) for place in range(number)
    ]
    totals = RESULT.totals.model_copy(update={"submissions": number + 1})
    return RESULT.model_copy(update={"submissions": (*named, bad), "totals": totals})


@pytest.mark.parametrize(
    "layout", [{"indent": 1}, {"indent": None, "separators": (",", ":")}, {"indent": 4, "ensure_ascii": True}]
)
@pytest.mark.parametrize("chunk", [3, 1 << 20])
def test_submissions_are_found_in_any_layout(layout, chunk, tmp_path, monkeypatch):
    monkeypatch.setattr("auditor.outputs.reports.stored._CHUNK", chunk)
    content = json.loads(RESULT.model_dump_json())
    moved = {"submissions": content.pop("submissions"), **content}
    path = tmp_path / "result.json"
    path.write_text(json.dumps(moved, **{"ensure_ascii": False, **layout}), encoding="utf-8")
    parts = stored(path).parts()
    assert tuple(parts.submissions) == RESULT.submissions
    assert parts.submissions[-1] == RESULT.submissions[-1]
    assert parts.head == RESULT.model_copy(update={"submissions": ()})


def test_a_long_ledger_is_read_without_a_search_for_cycles(tmp_path):
    long = tuple(RESULT.coverage[0].model_copy(update={"rule": f"LON{number:04d}"}) for number in range(3000))
    path = write_json(RESULT.model_copy(update={"coverage": long}), tmp_path)
    found = stored(path)
    gc.collect()
    with searches() as searched:
        parts = found.parts()
    assert searched == []
    assert parts.head.coverage == long


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "开头"), ("[]", "开头"), ('{"submissions": [1', "开头"), ('{"submissions": []}', "tool"), ("\ud800", "开头")],
)
def test_what_is_no_result_is_refused(text, why, tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(AuditorError, match=rf"C009.*{why}"):
        stored(path).parts()


def test_a_submission_that_breaks_the_contract_leaves_no_half_report(tmp_path):
    content = json.loads(RESULT.model_dump_json())
    content["submissions"][1]["status"] = "?"
    path = tmp_path / "x.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(AuditorError, match=r"C009.*status"):
        write_formats(stored(path), tmp_path / "out", ("csv", "xlsx", "junit", "sarif", "json"))
    assert list((tmp_path / "out").iterdir()) == []


def test_several_processes_write_the_same_files_as_one(tmp_path, monkeypatch):
    result = season(5)
    alone = tmp_path / "alone"
    write_formats(result, alone, FORMATS, RESULT)
    told = write_papers(result, alone / "papers", ["整改清单", "审核表"], TEMPLATES)
    monkeypatch.setattr(jobs, "LARGE", 1)
    monkeypatch.setattr(jobs, "SECTION", 2)
    together = tmp_path / "together"
    kept = stored(write_json(result, tmp_path))
    write_formats(kept, together, FORMATS, RESULT, workers=2)
    also = write_papers(kept, together / "papers", ["整改清单", "审核表"], TEMPLATES)
    assert [path.relative_to(together) for path in also] == [path.relative_to(alone) for path in told]
    files = {path.relative_to(alone): path.read_bytes() for path in alone.rglob("*") if path.is_file()}
    assert files == {path.relative_to(together): path.read_bytes() for path in together.rglob("*") if path.is_file()}
    assert len(files) == len(FORMATS) + 5 + len(told)


def test_a_fault_in_another_process_is_told_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "LARGE", 1)
    monkeypatch.setattr(jobs, "MOST_WORKERS", 2)
    (tmp_path / "review_form_general.docx").write_bytes(b"no package")
    with pytest.raises(AuditorError, match=r"C015.*不是完好的"):
        write_papers(season(1), tmp_path / "out", ["审核表"], [tmp_path])


def test_an_error_keeps_its_words_on_the_way_between_processes(tmp_path):
    error = AuditorError("C009", path=tmp_path, reason="打不开")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.code, again.hint) == (str(error), "C009", error.hint)


@pytest.mark.issue(18)
def test_a_result_of_before_there_were_opinions_tells_and_counts_them(tmp_path):
    content = json.loads(RESULT.model_dump_json())
    for name in ("opinions", "opinions_by_severity"):
        del content["totals"][name]
    for submission in content["submissions"]:
        del submission["opinions"]
    path = tmp_path / "result.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    parts = stored(path).parts()
    assert parts.head.totals == RESULT.totals
    assert [len(opinions_of(one)) for one in parts.submissions] == [len(opinions_of(one)) for one in RESULT.submissions]


@pytest.mark.issue(21)
def test_submissions_are_found_however_the_file_is_laid_out(tmp_path):
    result = season(3)
    (tmp_path / "lines").mkdir()
    (tmp_path / "other").mkdir()
    ours = write_json(result, tmp_path / "lines")
    one_line, indented = tmp_path / "other" / "a.json", tmp_path / "other" / "b.json"
    text = ours.read_text(encoding="utf-8")
    one_line.write_text(text.replace('},\n{"source":', '},{"source":'), encoding="utf-8")
    indented.write_text(json.dumps(json.loads(text), ensure_ascii=False, indent=1), encoding="utf-8")
    assert one_line.read_text(encoding="utf-8") != text
    for path in (ours, one_line, indented):
        found = stored(path)
        assert [entry.status for entry in found.entries] == [one.status for one in result.submissions]
        assert tuple(found.parts().submissions) == result.submissions
        content = path.read_bytes()
        assert content[found.opens - 1 : found.opens] == b"["
        assert content[found.closes : found.closes + 1] == b"]"


@pytest.mark.parametrize("workers", [1, 2])
def test_pages_of_what_is_no_longer_handed_in_go_and_nothing_else(workers, tmp_path):
    written, notes = tmp_path / "out", ("说明.html", "001-说明.txt")
    write_formats(season(3), written, ("html",), workers=workers)
    for name in notes:
        (written / "pages" / name).write_text("自己的", encoding="utf-8")
    fewer = season(3)
    fewer = fewer.model_copy(update={"submissions": fewer.submissions[1:]})
    write_formats(fewer, written, ("html",), workers=workers)
    write_formats(fewer, tmp_path / "fresh", ("html",), workers=workers)
    fresh = {path.name for path in (tmp_path / "fresh" / "pages").iterdir()}
    assert fresh == {"001-1.txt.html", "002-2.txt.html"}
    assert {path.name for path in (written / "pages").iterdir()} == {*fresh, *notes}
    write_formats(fewer.model_copy(update={"submissions": fewer.submissions[:1]}), written, ("html",), workers=workers)
    assert {path.name for path in (written / "pages").iterdir()} == set(notes)
