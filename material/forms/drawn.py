"""Small forms drawn in text, with what a person reads off them (``drawn.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from auditor.reading.extraction import Extraction
from material.forms.layouts import Cell, Form

_LEFT, _UP = "<", "^"
_FIELDS = ("level2", "level3", "target")
_ALL_FORMATS = ("xlsx", "csv", "docx")


@dataclass(frozen=True)
class DrawnForm:
    """Forms of one file. ``expected`` holds what is compared: rows, and fields of the projects and of the file by name."""

    name: str
    forms: tuple[Form, ...]
    fields: tuple[str, ...] = _FIELDS
    formats: tuple[str, ...] = _ALL_FORMATS
    expected: dict[str, Any] = field(default_factory=dict)

    def seen(self, found: Extraction) -> dict[str, Any]:
        """What was read of that which is expected."""
        projects = found.projects
        spent = projects[0].execution.executed_wan if projects and projects[0].execution else None
        everything = {
            "rows": [
                "｜".join(_text(getattr(row, name)) for name in self.fields)
                for one in projects
                for row in one.indicators
            ],
            "budgets": [one.budget_wan for one in projects],
            "projects": [one.name for one in projects],
            "name_of_project": "、".join(one.name for one in projects),
            "goal": "".join(one.goal for one in projects),
            "code": "".join(one.code for one in projects),
            "department": found.department,
            "kind": found.kind,
            "executed": spent,
        }
        return {name: everything[name] for name in self.expected}


def drawn_forms() -> Iterator[DrawnForm]:
    """Every form of the file."""
    content = (Path(__file__).parent / "drawn.yaml").read_text(encoding="utf-8")
    for one in yaml.safe_load(content):
        forms = tuple(drawn(part.pop("table"), part.get("above", ())) for part in one.pop("forms"))
        name, fields = one.pop("name"), tuple(one.pop("fields", _FIELDS))
        yield DrawnForm(name, forms, fields, tuple(one.pop("formats", _ALL_FORMATS)), one)


def drawn(table: str, above: Sequence[str] = ()) -> Form:
    """The form that a text draws: ``<`` is part of the cell to its left, ``^`` of the one above."""
    rows = [[text.replace("\\n", "\n") for text in line.split("|")] for line in table.rstrip("\n").split("\n")]
    width = max(map(len, rows))
    grid = [row + [""] * (width - len(row)) for row in rows]
    return Form(tuple(above), tuple(tuple(_cells(grid, number)) for number in range(len(grid))))


def _cells(grid: Sequence[Sequence[str]], row: int) -> Iterator[Cell]:
    for column, text in enumerate(grid[row]):
        if text in (_LEFT, _UP):
            continue
        wide, tall = 1, 1
        while column + wide < len(grid[row]) and grid[row][column + wide] == _LEFT:
            wide += 1
        while row + tall < len(grid) and grid[row + tall][column] == _UP:
            tall += 1
        yield Cell(text, wide, tall)


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else "".join(str(value or "").split()).replace("＝", "=")
