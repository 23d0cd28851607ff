"""``findings.csv``: one finding a line, for any spreadsheet or database (UTF-8 with a byte order mark)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.model import Submission
from auditor.outputs.reports.parts import ResultParts, Take
from auditor.outputs.reports.places import field_name, place_of
from auditor.outputs.reports.sanitize import cell_text
from auditor.outputs.reports.walk import WHOLE, LocatedFinding, file_name, found_in
from auditor.runtime.atomic import text_file
from auditor.wording import CATEGORY, SEVERITY

COLUMNS = ("文件", "项目编码", "项目名称", "行", "二级指标", "三级指标", "指标值", "栏目", "原文", "问题", "类别", "级别", "可信程度",
           "说明", "标准", "建议", "位置", "规则", "指纹", "豁免理由")  # fmt: skip


@contextmanager
def csv_writer(parts: ResultParts, folder: Path) -> Iterator[Take]:
    """``findings.csv`` with its header; text that a spreadsheet would take for a formula is made plain text."""
    with text_file(folder / "findings.csv", "utf-8-sig") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)

        def take(submission: Submission) -> None:
            writer.writerows([cell_text(cell) for cell in _cells(found)] for found in found_in(submission))

        yield take


def _cells(found: LocatedFinding) -> tuple[str, ...]:
    finding, project, row = found.finding, found.project, found.row
    where = (project.code, project.name) if project else (WHOLE, "")
    texts = (row.id.rpartition("/")[2], row.level2, row.level3, row.target) if row else ("", "", "", "")
    waived = finding.waived.reason if finding.waived else ""
    return (file_name(found.submission.source), *where, *texts, field_name(finding.field), found.quote, finding.title,
            CATEGORY[finding.category], SEVERITY[finding.severity], f"{finding.confidence:.0%}", finding.message,
            finding.standard, finding.suggestion or "", place_of(finding.location), finding.rule, finding.fingerprint,
            waived)  # fmt: skip
