"""The review queue as a workbook that a person fills in, and what was filled in as labelled rows to learn from."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError
from auditor.model import INDICATOR_FIELDS, Indicator, Label
from auditor.reading.ledger import sheet_rows
from auditor.runtime.atomic import write_text
from auditor.verdicts.queue import QueuedRow
from auditor.wording import LABEL

SHEET = "待判断"
JUDGED = "判断"
_FIELDS = dict(zip(("一级指标", "二级指标", "三级指标", "描述", "指标值", "依据"), INDICATOR_FIELDS, strict=True))
_PLACE = ("单位", "项目", "预算（万元）")
_MODEL = ("模型看法", "把握（%）")
_COLUMNS = (*_PLACE, *_FIELDS, *_MODEL, JUDGED)
_WIDTHS = (18, 24, 12, 10, 12, 26, 26, 18, 18, 12, 10, 14)
_FIXED = datetime(2000, 1, 1, tzinfo=UTC)


def queue_workbook(rows: Sequence[QueuedRow]) -> bytes:
    """A workbook with one row a question; the last column takes one of four answers. The same rows give the same bytes."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": SHEET, "author": "auditor", "created": _FIXED})
    sheet = book.add_worksheet(SHEET)
    head, body = (
        book.add_format({"bold": True, "bg_color": "#EDEDED"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet.write_row(0, 0, _COLUMNS, head)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, _cells(row), body)
    last = len(_COLUMNS) - 1
    sheet.data_validation(1, last, max(1, len(rows)), last, {"validate": "list", "source": list(LABEL.values())})
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def _cells(one: QueuedRow) -> tuple[str | float, ...]:
    budget = "" if one.budget_wan is None else one.budget_wan
    texts = (getattr(one.row, field) for field in _FIELDS.values())
    model = (LABEL[one.label], round(100 * one.probability))
    return (one.department, one.project, budget, *texts, *model, "")


def read_queue(path: Path) -> tuple[dict[str, Any], ...]:
    """The rows that a person judged, as records of a file with labelled rows; unanswered ones are left out.

    Raises:
        AuditorError: C040 where the file is no such workbook or an answer is none of the four.
    """
    rows = sheet_rows(path, SHEET, "C040")
    header = [str(cell).strip() for cell in rows[0]] if rows else []
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise AuditorError("C040", path=path, reason=f"“{SHEET}”表缺少“{missing[0]}”列")
    named = (dict(zip(header, row, strict=False)) for row in rows[1:])
    return tuple(_records(named, path))


def _records(rows: Iterable[Mapping[str, object]], path: Path) -> Iterator[dict[str, Any]]:
    labels = {name: label for label, name in LABEL.items()}
    for number, row in enumerate(rows, 2):
        answer = str(row.get(JUDGED, "")).strip()
        if not answer:
            continue
        if answer not in labels:
            raise AuditorError("C040", path=path, reason=f"第{number}行的判断“{answer}”不是{'、'.join(labels)}之一")
        texts = {field: str(row[name]).strip() for name, field in _FIELDS.items()}
        yield labelled(Indicator(id="", **texts), labels[answer], row["预算（万元）"], str(row["单位"]), path.name)


def labelled(row: Indicator, label: Label, budget_wan: object, department: str, source: str) -> dict[str, Any]:
    """One record of a file with labelled rows; ``budget_wan`` is in 万元, and no number where it is not known."""
    texts = {field: getattr(row, field) for field in _FIELDS.values()}
    known = budget_wan if isinstance(budget_wan, int | float) else None
    return {**texts, "budget_wan": known, "label": label, "sector": department or "本单位", "source": source}


def write_labelled(records: Sequence[Mapping[str, Any]], path: Path) -> Path:
    """Write records as ``.jsonl``, which ``auditor train`` and ``auditor evaluate`` read.

    Raises:
        AuditorError: C004 where it cannot be written.
    """
    lines = (json.dumps(record, ensure_ascii=False, sort_keys=True) for record in records)
    try:
        return write_text(path, "".join(f"{line}\n" for line in lines))
    except OSError as error:
        raise AuditorError("C004", path=path, reason=error.strerror or str(error)) from error
