"""Labelled rows: reading them from files, and dressing them as rows of a batch."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from auditor.checks.protocol import RowView, build_batch
from auditor.duplicates.compare import masked
from auditor.errors import ConfigurationError
from auditor.language.artefacts import Language
from auditor.model import INDICATOR_FIELDS, Indicator, Label, Project, Submission

LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True)
class LabelledRow:
    """One row with the label a reviewer gave it.

    ``budget_wan`` is in 万元; ``sector`` and ``construction`` group rows for splitting (the latter empty where nobody said
    how the row is put together).
    """

    indicator: Indicator
    budget_wan: float | None
    label: Label
    sector: str
    source: str
    construction: str = ""


def read_labelled(paths: Iterable[Path]) -> list[LabelledRow]:
    """Rows of ``.tsv`` files (one sector a file) and ``.jsonl`` files (sector and source in each row).

    Raises:
        ConfigurationError: C005 with file and line of the first malformed row.
    """
    return [row for path in paths for row in _read(path)]


def _read(path: Path) -> list[LabelledRow]:
    with path.open(encoding="utf-8", newline="") as handle:
        if path.suffix == ".jsonl":
            records = [(number, json.loads(line)) for number, line in enumerate(handle, 1) if line.strip()]
        else:
            reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            records = [(number, record) for number, record in enumerate(reader, 2)]
    return [_row(record, path, number) for number, record in records]


def _row(record: dict[str, Any], path: Path, number: int) -> LabelledRow:
    label = record.get("label")
    if label not in LABELS or None in record or any(record.get(name) is None for name in INDICATOR_FIELDS):
        raise ConfigurationError("C005", place=f"{path}:{number}", reason="列数不对，或标签不是四个标签之一")
    budget = record.get("budget_wan")
    texts = {name: str(record[name]).strip() for name in INDICATOR_FIELDS}
    return LabelledRow(
        indicator=Indicator(id=f"{path.stem}/{number}", **texts),
        budget_wan=float(budget) if budget not in (None, "") else None,
        label=label,
        sector=record.get("sector") or path.stem,
        source=record.get("source") or path.name,
    )


def as_submission(labelled: Sequence[LabelledRow]) -> Submission:
    """The labelled rows as one submission, each in a project of its own with its budget."""
    projects = tuple(
        Project(code=str(number), name="", budget_wan=item.budget_wan, indicators=(item.indicator,))
        for number, item in enumerate(labelled)
    )
    return Submission(source="", sha256="", status="audited", projects=projects)


def as_rows(labelled: Sequence[LabelledRow], language: Language) -> list[RowView]:
    """The labelled rows as rows of a batch, in order."""
    return list(build_batch((as_submission(labelled),), language).rows)


def same_saying(item: LabelledRow) -> str:
    """What a row says, numbers masked: rows that agree in it are near-duplicates and must not train for each other."""
    row = item.indicator
    return masked("，".join((row.level2, row.level3, row.description, row.target)))
