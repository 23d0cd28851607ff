"""The decisions that people entered in a ledger which this program wrote."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

from auditor.errors import AuditorError
from auditor.model import Handling
from auditor.wording import DECISION_COLUMNS, LEDGER_DETAILS

_DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")


def read_decisions(path: Path) -> dict[str, Handling]:
    """Suppressions by fingerprint of the finding; rows in which nothing was entered are left out.

    Raises:
        AuditorError: C007 where the file cannot be read or is no ledger, C008 where a date cannot be understood.
    """
    rows = _rows(path)
    header = [str(cell).strip() for cell in rows[0]] if rows else []
    missing = [name for name in (*DECISION_COLUMNS, "指纹") if name not in header]
    if missing:
        raise AuditorError("C007", path=path, reason=f"“{LEDGER_DETAILS}”表缺少“{missing[0]}”列")
    places = [header.index(name) for name in (*DECISION_COLUMNS, "指纹")]
    found: dict[str, Handling] = {}
    for number, row in enumerate(rows[1:], 2):
        decision, reason, by, until, fingerprint = (row[place] if place < len(row) else "" for place in places)
        if any(str(cell).strip() for cell in (decision, reason, by, until)) and str(fingerprint).strip():
            found[str(fingerprint).strip()] = Handling(
                decision=str(decision).strip(),
                reason=str(reason).strip(),
                by=str(by).strip(),
                until=_day(until, path, number),
            )
    return found


def _rows(path: Path) -> list[list[object]]:
    from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        return [list(row) for row in workbook.get_sheet_by_name(LEDGER_DETAILS).to_python(skip_empty_area=False)]
    except OSError as error:
        raise AuditorError("C007", path=path, reason=error.strerror or "打不开") from error
    except WorksheetNotFound as error:
        raise AuditorError("C007", path=path, reason=f"没有“{LEDGER_DETAILS}”表") from error
    except (CalamineError, ValueError) as error:
        raise AuditorError("C007", path=path, reason="不是完好的 Excel 文件") from error


def _day(value: object, path: Path, row: int) -> str | None:
    """The date in ISO form, None for an empty cell."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if not text:
        return None
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    raise AuditorError("C008", path=path, row=row, text=text)
