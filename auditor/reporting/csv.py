"""``findings.csv``: one finding a line, for any spreadsheet or database (UTF-8 with a byte order mark)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from auditor.atomic import write_bytes
from auditor.model import Result
from auditor.reporting.neutral import cell_text
from auditor.reporting.places import field_name, place_of
from auditor.reporting.walk import WHOLE, Found, all_found, file_name
from auditor.wording import CATEGORY, SEVERITY

COLUMNS = ("文件", "项目编码", "项目名称", "行", "二级指标", "三级指标", "指标值", "栏目", "原文", "问题", "类别", "级别", "可信程度",
           "说明", "标准", "建议", "位置", "规则", "指纹", "豁免理由")  # fmt: skip


def write_csv(result: Result, folder: Path) -> Path:
    """Write ``findings.csv`` and return its path."""
    return write_bytes(folder / "findings.csv", render(result).encode("utf-8-sig"))


def render(result: Result) -> str:
    """The table with its header; text that a spreadsheet would take for a formula is made plain text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell_text(cell) for cell in _cells(found)] for found in all_found(result))
    return text.getvalue()


def _cells(found: Found) -> tuple[str, ...]:
    finding, project, row = found.finding, found.project, found.row
    where = (project.code, project.name) if project else (WHOLE, "")
    texts = (row.id.rpartition("/")[2], row.level2, row.level3, row.target) if row else ("", "", "", "")
    waived = finding.waived.reason if finding.waived else ""
    return (file_name(found.submission.source), *where, *texts, field_name(finding.field), found.quote, finding.title,
            CATEGORY[finding.category], SEVERITY[finding.severity], f"{finding.confidence:.0%}", finding.message,
            finding.standard, finding.suggestion or "", place_of(finding.location), finding.rule, finding.fingerprint,
            waived)  # fmt: skip
