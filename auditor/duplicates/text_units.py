"""The texts of a batch that are compared with each other: descriptions, names with targets, goals, purposes, items,
whole tables.

A season is gathered in one pass: of a submission nothing stays in memory but its texts, equal ones once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from auditor.duplicates.keys import keys_of
from auditor.duplicates.phrases import Spread
from auditor.duplicates.statements import Clauses, own_part, worn_clauses
from auditor.glance import ProjectGlance, RowGlance, SubmissionGlance
from auditor.language.normalise import normalise
from auditor.model import Indicator, NarrativeItem, Project, Submission
from auditor.runtime.collector import collector_paused
from auditor.taxonomy import Level2, level2_of

LEAST_LENGTH = 8
"""Shorter texts are names, and names are expected to recur."""

LEAST_ROWS = 3
"""Tables of fewer rows are no tables to copy."""

_SHOWN = 60
"""Characters of a table that are shown."""

_HAN = re.compile(rf"(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){{{LEAST_LENGTH}}}")
"""Enough characters that ``normalise`` leaves as they are."""


@dataclass(frozen=True, slots=True, eq=False)
class TextOrigin:
    """The project, or the item of a narrative, in which texts stand; texts of one home are not copies of each other.

    ``number`` is the submission's place in the batch, ``within`` the project's place in it or the ordinal of the item.
    ``source`` names the submission; code, name and budget (万元) are the project's, the name an item's own.
    """

    number: int
    within: int | str
    department: str
    source: str
    code: str
    name: str
    budget_wan: float | None

    @property
    def holder(self) -> tuple[int, int | str]:
        """Tells homes apart."""
        return self.number, self.within

    @property
    def called(self) -> str:
        """What evidence names a project by: its code, or its name where it has none."""
        return self.code or self.name

    @property
    def place(self) -> tuple[str, str, str]:
        """Tells homes apart wherever their submission stands in a batch: several of one file may have the same code, or none."""
        within = f"{self.within:09d}" if isinstance(self.within, int) else self.within
        return self.source, self.code, within


@dataclass(frozen=True, eq=False)
class RowWording:
    """What a row says, and the second level it stands under, as written: one for all rows of a batch that read alike."""

    level2: str
    level3: str
    description: str
    target: str

    @property
    def cells(self) -> tuple[str, str, str]:
        """Name, description and target."""
        return self.level3, self.description, self.target

    @cached_property
    def words(self) -> str:
        """Name, description and target in one, each once."""
        return _words(*self.cells)

    @cached_property
    def described(self) -> bool:
        """Whether the description is more than a name."""
        return _is_long(self.description)

    @cached_property
    def name_with_target(self) -> str:
        """A long name with its target, where no description speaks for the row; empty where there is no such name."""
        return f"{self.level3}，{self.target}" if not self.described and _is_long(self.level3) and self.target else ""

    @cached_property
    def digested(self) -> str:
        """Everything as written, in a form that no other wording has."""
        return repr((self.level2, *self.cells))

    @cached_property
    def masked(self) -> str:
        """The words, numbers and names masked."""
        return keys_of(self.words).masked

    @cached_property
    def category(self) -> Level2 | None:
        """The second level."""
        return level2_of(self.level2)


class RowTexts(NamedTuple):
    """A row by its id, and what it says."""

    indicator: str
    said: RowWording


@dataclass(frozen=True, slots=True)
class ProjectTexts:
    """The texts of one project."""

    origin: TextOrigin
    goal: str
    purpose: str
    rows: tuple[RowTexts, ...]


class TextUnit(NamedTuple):
    """One text and where it stands; ``field`` is the field of the indicator, project or item.

    ``own`` is what a statement says of its project, without what everybody writes; None where the text is no statement.
    """

    origin: TextOrigin
    field: str
    text: str
    indicator: str | None = None
    item: str | None = None
    own: str | None = None

    @property
    def compared(self) -> str:
        """The text as it is compared: its own part where it has one."""
        return self.own or self.text

    @property
    def shown(self) -> str:
        """The text as reports print it."""
        return self.text if self.field != "indicators" or len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}……"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything of a batch that is compared: its tables and the texts of its narratives, in reading order.

    ``worn`` are the clauses of goals, purposes and items that everybody writes; see ``with_worn``.
    """

    tables: tuple[ProjectTexts, ...]
    narrative: tuple[TextUnit, ...]
    worn: Clauses = frozenset()

    @property
    def spread(self) -> Spread:
        """How many projects and departments there are."""
        return Spread(len(self.tables), len({table.origin.department for table in self.tables}))


def with_worn(corpus: Corpus) -> Corpus:
    """The same, knowing which clauses everybody writes."""
    said = (
        (table.origin.holder, table.origin.department, text)
        for table in corpus.tables
        for text in (table.goal, table.purpose)
        if text
    )
    return replace(corpus, worn=worn_clauses(said, corpus.spread))


def collect(submissions: Iterable[Submission | SubmissionGlance]) -> Corpus:
    """The texts of a batch, which is gone through once."""
    known = _Wordings()
    tables: list[ProjectTexts] = []
    narrative: list[TextUnit] = []
    with collector_paused():
        for number, submission in enumerate(submissions):
            projects: Sequence[Project | ProjectGlance] = submission.projects
            for place, project in enumerate(projects):
                origin = _origin(submission, number, place, project.code, project.name, project.budget_wan)
                tables.append(_table(origin, project, known))
            for item in submission.narrative:
                origin = _origin(submission, number, item.ordinal, item.project or "", item.name, None)
                narrative += (_told(origin, item, field) for field in ("goal", "indicators_text"))
    return Corpus(tuple(tables), tuple([unit for unit in narrative if _is_long(unit.text)]))


def _origin(
    submission: Submission | SubmissionGlance,
    number: int,
    within: int | str,
    code: str,
    name: str,
    budget_wan: float | None,
) -> TextOrigin:
    department = submission.department or submission.source
    return TextOrigin(number, within, department, submission.source, code, name, budget_wan)


def _table(origin: TextOrigin, project: Project | ProjectGlance, known: _Wordings) -> ProjectTexts:
    rows = tuple([RowTexts(row.id, known.of(row)) for row in project.indicators])
    goal, purpose = known.texts(project.goal, project.purpose)
    return ProjectTexts(origin, goal, purpose, rows)


class _Wordings:
    """The texts of a batch, and what its rows say, equal ones once."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._rows: dict[tuple[str, str, str, str], RowWording] = {}

    def texts(self, *texts: str) -> Iterable[str]:
        """Texts, each the same object wherever it stands."""
        return map(self._texts.setdefault, texts, texts)

    def of(self, row: Indicator | RowGlance) -> RowWording:
        """What a row says, the same object for all rows that read alike."""
        cells = row.level2, row.level3, row.description, row.target
        if cells not in self._rows:
            self._rows[cells] = RowWording(*self.texts(*cells))
        return self._rows[cells]


def _told(origin: TextOrigin, item: NarrativeItem, field: str) -> TextUnit:
    return TextUnit(origin, f"narrative.{field}", getattr(item, field), item=item.ordinal)


def row_text(row: Indicator) -> str:
    """What a row says as compared between projects, numbers and names masked."""
    return keys_of(_words(row.level3, row.description, row.target)).masked


def _words(*cells: str) -> str:
    return "，".join(dict.fromkeys(cells))


def descriptions(corpus: Corpus) -> list[TextUnit]:
    """Descriptions of indicators."""
    return [
        TextUnit(table.origin, "description", said.description, indicator)
        for table in corpus.tables
        for indicator, said in table.rows
        if said.described
    ]


def names_with_targets(corpus: Corpus) -> list[TextUnit]:
    """Long names of indicators with their targets, in rows that no description speaks for."""
    return [
        TextUnit(table.origin, "level3", said.name_with_target, indicator)
        for table in corpus.tables
        for indicator, said in table.rows
        if said.name_with_target
    ]


def goals(corpus: Corpus) -> list[TextUnit]:
    """Goals of projects."""
    return _statements("goal", ((table.origin, table.goal) for table in corpus.tables), corpus)


def purposes(corpus: Corpus) -> list[TextUnit]:
    """What the money of projects is for."""
    return _statements("purpose", ((table.origin, table.purpose) for table in corpus.tables), corpus)


def narrative_texts(corpus: Corpus) -> list[TextUnit]:
    """Goals and indicators of narrative items."""
    return [_with_own_part(unit, corpus) if unit.field == "narrative.goal" else unit for unit in corpus.narrative]


def _with_own_part(unit: TextUnit, corpus: Corpus) -> TextUnit:
    return TextUnit(unit.origin, unit.field, unit.text, item=unit.item, own=own_part(unit.text, corpus.worn))


def _statements(field: str, said: Iterable[tuple[TextOrigin, str]], corpus: Corpus) -> list[TextUnit]:
    return [TextUnit(origin, field, text, own=own_part(text, corpus.worn)) for origin, text in said if _is_long(text)]


def whole_tables(corpus: Corpus) -> list[TextUnit]:
    """Tables, row after row."""
    return [
        TextUnit(table.origin, "indicators", "。".join([row.said.words for row in table.rows]))
        for table in corpus.tables
        if len(table.rows) >= LEAST_ROWS
    ]


def row_texts(corpus: Corpus) -> list[str]:
    """What each row says, whatever its length, in reading order."""
    return [said.words for table in corpus.tables for _, said in table.rows]


def _is_long(text: str) -> bool:
    return _HAN.match(text) is not None or (len(text) >= LEAST_LENGTH and len(normalise(text)) >= LEAST_LENGTH)
