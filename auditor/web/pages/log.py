"""The log of decisions: who decided what and when, and what stood before."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from sqlalchemy import select
from starlette.responses import Response

from auditor.outputs.reports.sanitize import cell_text
from auditor.web.downloads import attachment
from auditor.web.site import local_time
from auditor.web.store.tables import CHOICES, DecisionLog
from auditor.web.visit import Visit

SHOWN = 500
HEADINGS = ("时间", "谁", "部门", "规则", "原来", "改为", "理由", "到期", "问题编号")


def show(visit: Visit) -> Response:
    """The last changes."""
    return visit.page("log.html", lines=_lines(visit, SHOWN), headings=HEADINGS, most=SHOWN)


def as_csv(visit: Visit) -> Response:
    """All of them, as a table for a workbook program; what could be taken for a formula is kept as text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(map(cell_text, line) for line in _lines(visit, None))
    return attachment(("\ufeff" + text.getvalue()).encode(), "处理意见记录.csv")


def _lines(visit: Visit, most: int | None) -> Sequence[tuple[str, ...]]:
    with visit.site.store.reading() as session:
        kept = session.scalars(select(DecisionLog).order_by(DecisionLog.id.desc()).limit(most)).all()
    return [
        (
            local_time(one.at), one.by, one.department, one.rule, _word(one.before.get("choice")), _word(one.after["choice"]),
            one.after.get("reason") or "", one.after.get("until") or "", one.fingerprint,
        )
        for one in kept
    ]  # fmt: skip


def _word(choice: object) -> str:
    return next((word for one, word in CHOICES.items() if one == choice), "没有决定")
