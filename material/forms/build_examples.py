"""Makes the example output from the shipped samples: ``python -m material.forms.build_examples`` (at the top of the checkout).

``reports/examples/season`` is a whole batch in every format; ``subdistrict`` is one submission with its papers and its own
workbook with comments.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from auditor.outputs.annotate.run import annotate
from auditor.outputs.papers.files import KINDS, write_papers
from auditor.outputs.reports.formats import FORMATS, write_formats
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.write import audit_files

SAMPLES = Path("corpora/samples/text")
WORKBOOK = Path("corpora/samples/workbooks/subdistrict.xlsx")
EXAMPLES = Path("reports/examples")
TEMPLATES = [Path("reports/templates")]
PAPERS = tuple(kind for kind in KINDS if kind != "重点审核表")
TEXTS = (".html", ".json", ".sarif", ".xml", ".csv", ".md")
"""Endings of files that are compared word for word; packages depend on the version of the library that wrote them."""


def build(folder: Path) -> None:
    """Write all examples into a folder, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    auditor = EngineCore()
    write_formats(audit_files([SAMPLES], auditor), folder / "season", [name for name in FORMATS if name != "json"])
    _one_submission(auditor, folder / "subdistrict")


def _one_submission(auditor: EngineCore, folder: Path) -> None:
    result = audit_files([WORKBOOK], auditor)
    write_formats(result, folder, ("html",))
    write_papers(result, folder, PAPERS, TEMPLATES)
    copy = annotate(WORKBOOK.read_bytes(), str(WORKBOOK), result.submissions[0])
    (folder / "审核批注.xlsx").write_bytes(copy)


if __name__ == "__main__":
    build(EXAMPLES)
