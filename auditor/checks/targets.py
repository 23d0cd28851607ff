"""Targets that say nothing that could be met: a unit without a number, and a day that is in no calendar."""

from __future__ import annotations

import re

from auditor.checks.protocol import Batch, CheckResult, Hit, RowView, Settings
from auditor.language.artefacts import Cells
from auditor.language.dates import impossible_dates
from auditor.language.units import unit_table
from auditor.language.width import plain_width
from auditor.model import Span

_LEFT_BLANK = re.compile(r"[\s_≥≤<>=+()\[\].:—-]+")
"""What may stand around a unit whose number was not filled in."""

_SCALED = re.compile(r"[万千百十]?亿|[百千十]?万|千|百")


def unit_alone(batch: Batch, settings: Settings) -> CheckResult:
    """Targets that are a unit and nothing else: 公里, ≥ %, 万株, 元/亩."""
    units = [(row, row.text("target")) for row in batch.rows if row.cells.cached(_is_unit)]
    hits = [Hit(row.subject, "target", (0, len(text)), {"accused": text}, label="placeholder") for row, text in units]
    return CheckResult(batch.row_subjects, tuple(hits))


def _is_unit(cells: Cells) -> bool:
    bare = _LEFT_BLANK.sub("", plain_width(cells.texts["target"]))
    if not bare or len(bare) > 8:
        return False
    return all(_names_unit(part) for part in bare.split("/"))


def _names_unit(text: str) -> bool:
    units = unit_table().units
    scale = _SCALED.match(text)
    return text in units or (scale is not None and text[scale.end() :] in units)


def no_such_date(batch: Batch, settings: Settings) -> CheckResult:
    """Targets that name a day or month that is in no calendar."""
    hits = [_date_hit(row, spans[0]) for row in batch.rows if (spans := row.cells.cached(_impossible))]
    return CheckResult(batch.row_subjects, tuple(hits))


def _impossible(cells: Cells) -> tuple[Span, ...]:
    return impossible_dates(cells.texts["target"])


def _date_hit(row: RowView, span: Span) -> Hit:
    return Hit(row.subject, "target", span, {"accused": row.text("target")[slice(*span)]})
