"""The texts of a batch that are compared with each other: descriptions, names with targets, goals, items, whole tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.duplicates.keys import keys_of
from auditor.language.normalise import normalise
from auditor.model import Indicator, NarrativeItem, Project, Submission

Holder = tuple[int, int | str]
"""The submission's number, and the project's or, in a narrative, the ordinal of the item."""

LEAST_LENGTH = 8
"""Shorter texts are names, and names are expected to recur."""

LEAST_ROWS = 3
"""Tables of fewer rows are no tables to copy."""

_SHOWN = 60
"""Characters of a table that are shown."""


@dataclass(frozen=True)
class Passage:
    """One text and where it stands.

    Texts of one holder are not copies of each other. ``field`` is the field of the indicator, project or item.
    """

    submission: Submission
    holder: Holder
    field: str
    text: str
    project: str
    indicator: str | None = None
    item: str | None = None

    @property
    def department(self) -> str:
        """The department, by the file where it is not named."""
        return self.submission.department or self.submission.source

    @property
    def shown(self) -> str:
        """The text as reports print it."""
        return self.text if self.field != "indicators" or len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}……"


@dataclass(frozen=True)
class Table:
    """A project with its place in the batch."""

    submission: Submission
    holder: tuple[int, int]
    project: Project

    def passage(self, field: str, text: str, row: Indicator | None = None) -> Passage:
        """A text of this project."""
        indicator = None if row is None else row.id
        return Passage(self.submission, self.holder, field, text, self.project.code, indicator)


def tables_of(submissions: Sequence[Submission]) -> list[Table]:
    """All projects of a batch in reading order."""
    return [
        Table(submission, (number, index), project)
        for number, submission in enumerate(submissions)
        for index, project in enumerate(submission.projects)
    ]


def row_words(row: Indicator) -> str:
    """What a row says: name, description and target, each once."""
    return "，".join(dict.fromkeys((row.level3, row.description, row.target)))


def row_text(row: Indicator) -> str:
    """What a row says as compared between projects, numbers and names masked."""
    return keys_of(row_words(row)).masked


def descriptions(tables: Sequence[Table]) -> list[Passage]:
    """Descriptions of indicators."""
    return _long_enough(
        table.passage("description", row.description, row) for table in tables for row in table.project.indicators
    )


def names_with_targets(tables: Sequence[Table]) -> list[Passage]:
    """Long names of indicators with their targets, in rows that no description speaks for."""
    return _long_enough(
        table.passage("level3", f"{row.level3}，{row.target}", row)
        for table in tables
        for row in table.project.indicators
        if not _is_long(row.description) and _is_long(row.level3) and row.target
    )


def goals(tables: Sequence[Table]) -> list[Passage]:
    """Goals of projects."""
    return _long_enough(table.passage("goal", table.project.goal) for table in tables)


def whole_tables(tables: Sequence[Table]) -> list[Passage]:
    """Tables, row after row."""
    return [
        table.passage("indicators", "。".join(map(row_words, table.project.indicators)))
        for table in tables
        if len(table.project.indicators) >= LEAST_ROWS
    ]


def narrative_texts(submissions: Sequence[Submission]) -> list[Passage]:
    """Goals and indicators of narrative items."""
    return _long_enough(
        _narrative(submission, number, item, field)
        for number, submission in enumerate(submissions)
        for item in submission.narrative
        for field in ("goal", "indicators_text")
    )


def _narrative(submission: Submission, number: int, item: NarrativeItem, field: str) -> Passage:
    text = getattr(item, field)
    name = f"narrative.{field}"
    return Passage(submission, (number, item.ordinal), name, text, item.project or "", item=item.ordinal)


def _long_enough(passages: Iterator[Passage]) -> list[Passage]:
    return [passage for passage in passages if _is_long(passage.text)]


def _is_long(text: str) -> bool:
    return len(text) >= LEAST_LENGTH and len(normalise(text)) >= LEAST_LENGTH
