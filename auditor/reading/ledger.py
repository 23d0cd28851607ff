"""The decisions that people entered in a ledger which this program wrote."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from auditor.errors import AuditorError
from auditor.model import Handling
from auditor.wording import DECISION_COLUMNS, LEDGER_DETAILS

_NAMELESS = "\x00{line}"
"""The key of an entry that does not say which finding it is about; no fingerprint looks like it."""

_DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")


def read_decisions(path: Path) -> dict[str, Handling]:
    """Decisions by fingerprint of the finding; rows in which nothing was entered are left out.

    What cannot be understood of a row costs that row only: it is told in ``Handling.problem``. A row whose fingerprint was
    deleted is kept under a key of its own, so that it can be told too.

    Raises:
        AuditorError: C007 where the file cannot be read or is no ledger.
    """
    rows = sheet_rows(path, LEDGER_DETAILS, "C007")
    header = [str(cell).strip() for cell in rows[0]] if rows else []
    missing = [name for name in (*DECISION_COLUMNS, "指纹") if name not in header]
    if missing:
        raise AuditorError("C007", path=path, reason=f"“{LEDGER_DETAILS}”表缺少“{missing[0]}”列")
    places = [header.index(name) for name in (*DECISION_COLUMNS, "指纹")]
    found: dict[str, Handling] = {}
    for number, row in enumerate(rows[1:], 2):
        entered = [row[place] if place < len(row) else "" for place in places]
        if any(str(cell).strip() for cell in entered[:-1]):
            key = str(entered[-1]).strip()
            found[key or _NAMELESS.format(line=number)] = _handling(entered, number, named=bool(key))
    return found


def _handling(entered: Sequence[object], line: int, *, named: bool) -> Handling:
    decision, reason, by, until, _ = entered
    day, unread = _day(until)
    problem = None if named else "这一行的“指纹”是空的，不知道说的是哪一处"
    if problem is None and unread:
        problem = f"到期日“{unread}”看不懂，请写成 2025-06-30 这样的日期；这一条没有生效，问题照常列出"
    return Handling(
        decision=str(decision).strip(),
        reason=str(reason).strip(),
        by=str(by).strip(),
        until=day,
        line=line,
        problem=problem,
    )


def sheet_rows(path: Path, sheet: str, code: str) -> list[list[object]]:
    """The cells of a sheet that this program wrote and a person filled in.

    Args:
        path: of the workbook.
        sheet: name of the sheet.
        code: of the error that is raised where there is no such workbook or sheet.

    Raises:
        AuditorError: of that code.
    """
    from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        return [list(row) for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]
    except OSError as error:
        raise AuditorError(code, path=path, reason=error.strerror or "打不开") from error
    except WorksheetNotFound as error:
        raise AuditorError(code, path=path, reason=f"没有“{sheet}”表") from error
    except (CalamineError, ValueError) as error:
        raise AuditorError(code, path=path, reason="不是完好的 Excel 文件") from error


def _day(value: object) -> tuple[str | None, str]:
    """The date in ISO form, None for an empty cell; and what is no date, "" where it was understood."""
    if isinstance(value, datetime):
        return value.date().isoformat(), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    text = str(value).strip()
    if text.endswith(".0"):
        text = text.removesuffix(".0")
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date().isoformat(), ""
        except ValueError:
            continue
    return None, text
