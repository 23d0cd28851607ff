"""The command and its files: names, folders, the same bytes, harmless cells, refusals."""

import io
import os
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from auditor.errors import AuditorError
from auditor.model import Duplicates
from auditor.outputs.papers.files import KINDS, chosen_kinds, write_papers
from auditor.outputs.papers.naming import safe_name
from auditor.outputs.reports.json import write_json
from auditor.pipeline.write import audit_submissions
from auditor.resources import data_path
from tests import command
from tests.building import project, submission
from tests.outputs.papers.test_papers import ROWS

TEMPLATES = [data_path("reports", "templates")]
HOSTILE = ("=HYPERLINK(1)", "+1+1", "-2", "@SUM(1)", "\t=1", "＝cmd", "<w:p>&\x0b\ud800")


@pytest.fixture(scope="module")
def result(auditor):
    projects = [project(f"10{number}", *ROWS, name=name, budget_wan=12) for number, name in enumerate(HOSTILE)]
    rows = [project("2001", *(tuple(word.replace("专款专用", name) for word in ROWS[0]) for name in HOSTILE[:6]))]
    made = submission(*projects, source="甲.txt").model_copy(update={"department": "=某局"})
    return audit_submissions((made, submission(*rows, source="=乙.txt")), auditor)


def test_every_kind_of_every_submission_is_written_under_its_name(result, tmp_path):
    paths = write_papers(result, tmp_path, KINDS, TEMPLATES)
    told = sorted(path.relative_to(tmp_path).as_posix() for path in paths if "审核表" not in str(path.parent))
    assert told == sorted(
        f"{folder}/{kind}-{whose}.{ending}"
        for folder, whose in (("001-=某局", "=某局"), ("002-=乙", "=乙"))
        for kind, endings in {
            "整改清单": ("docx", "xlsx"),
            "取证单": ("docx", "xlsx"),
            "工作底稿": ("docx", "xlsx"),
            "审核页": ("xlsx",),
        }.items()
        for ending in endings
    )
    forms = [path for path in paths if path.parent.name in ("审核表", "重点审核表")]
    assert len(forms) == 2 * (len(HOSTILE) + 1)


def test_nothing_a_department_typed_is_a_formula_or_a_link(result, tmp_path):
    for path in write_papers(result, tmp_path, KINDS, TEMPLATES):
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
            assert {cell.data_type for cell in cells} <= {"s", "n"}
            assert not any(cell.hyperlink for cell in cells)


def test_every_document_opens_whatever_the_names_hold(result, tmp_path):
    import docx

    made = [path for path in write_papers(result, tmp_path, KINDS, TEMPLATES) if path.suffix == ".docx"]
    texts = ["".join(docx.Document(path).element.body.itertext()) for path in made]
    assert sum("<w:p>&" in text for text in texts) >= 4


def test_the_same_result_gives_the_same_bytes_under_any_hash_seed(result, tmp_path):
    path = write_json(
        result.model_copy(update={"submissions": result.submissions[1:], "duplicates": Duplicates()}), tmp_path
    )
    runs = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        words = [sys.executable, "-m", "auditor", "papers", path, "--out", out, "--kind", "，".join(KINDS)]
        done = subprocess.run(words, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        runs.append({one.relative_to(out): one.read_bytes() for one in out.rglob("*.*")})
    assert runs[0] == runs[1]
    assert len(runs[0]) == 9
    for content in runs[0].values():
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert {part.date_time[0] for part in package.infolist()} <= {1980, 2000}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"), ("CON", "_CON"), ("lpt1.2024", "_lpt1.2024"), ("。", "。"), ("..", "未命名"),
        ("甲\n乙 丙", "甲_乙_丙"), ("长" * 90, "长" * 60), ("名字. ", "名字"),
    ],
)  # fmt: skip
def test_names_are_safe_on_windows(text, name):
    assert safe_name(text) == name


def test_kinds_are_chosen_by_name_and_a_wrong_one_is_told():
    assert chosen_kinds(["审核页，整改清单", "审核页"]) == ("整改清单", "审核页")
    assert chosen_kinds([]) == ("整改清单", "审核表", "取证单", "工作底稿", "审核页")
    with pytest.raises(AuditorError, match="没有名为“奖状”的文书"):
        chosen_kinds(["奖状"])


def run(*words):
    return command.run("papers", *words)


def test_files_are_audited_first_and_one_that_cannot_be_read_is_told(tmp_path):
    bad = tmp_path / "坏.txt"
    bad.write_text("今天开会。", encoding="utf-8")
    sample = data_path("corpora", "samples", "text", "culture-centre.txt")
    done = run(sample, bad, "--out", tmp_path / "out", "--kind", "整改清单")
    assert done.returncode == 3
    assert "坏.txt”写文书" in done.stderr
    assert len(list((tmp_path / "out").glob("整改清单-*"))) == 2


def test_a_folder_of_templates_that_is_not_there_is_told(tmp_path):
    done = run(data_path("corpora", "samples", "text", "culture-centre.txt"), "--templates", tmp_path / "没有")
    assert (done.returncode, "没有这个文件夹" in done.stderr) == (2, True)


def test_a_place_that_cannot_be_written_is_told(result, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(AuditorError, match="不能写入"):
        write_papers(result, tmp_path / "file", ["审核页"], TEMPLATES)
