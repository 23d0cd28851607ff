"""Nobody waits for what the command at hand does not need."""

import os
import subprocess
import sys

import pytest

from auditor.resources import data_path

TELL = """
import sys
from auditor.cli import main
try:
    main()
finally:
    print("imported", *sys.modules)
"""


def imported(*arguments, folder):
    ran = subprocess.run(
        [sys.executable, "-c", TELL, *map(str, arguments)],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(data_path("rules").parent)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(ran.stdout.rpartition("imported ")[2].split())


@pytest.mark.issue(7)
def test_help_needs_neither_numbers_nor_rules_nor_readers(tmp_path):
    needless = {
        "numpy",
        "rjieba",
        "auditor.language.segment",
        "yaml",
        "jinja2",
        "auditor.rules.load",
        "auditor.reading",
    }
    assert imported("--help", folder=tmp_path) & needless == set()


@pytest.mark.issue(19)
@pytest.mark.parametrize("words", [("--help",), ("serve", "--help"), ("rules", "list")], ids=" ".join)
def test_only_serving_loads_what_serves(words, tmp_path):
    found = imported(*words, folder=tmp_path)
    assert [name for name in found if name.partition(".")[0] in ("starlette", "uvicorn", "sqlalchemy", "anyio")] == []
    assert [name for name in found if name.startswith("auditor.web")] == []


@pytest.mark.issue(7)
def test_a_workbook_is_audited_without_what_other_formats_need(tmp_path):
    workbook = data_path("corpora", "samples", "workbooks", "water-bureau.xlsx")
    found = imported("audit", workbook, "--fail-on", "never", "--out", tmp_path / "out", folder=tmp_path)
    assert {"numpy", "auditor.language.segment", "auditor.outputs.reports.html"} <= found
    needless = {"dask", "distributed", "pyarrow",
                "yaml", "spacy", "sklearn", "scipy", "lxml", "pypdfium2", "docx", "auditor.reading.plaintext.reader",
                "auditor.reading.word.reader", "auditor.reading.pdf.reader", "auditor.outputs.reports.sarif"}  # fmt: skip
    assert found & needless == set()
