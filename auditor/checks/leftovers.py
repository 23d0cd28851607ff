"""Words that belong to another project: copied, and never adapted to the project they now stand in."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from auditor.checks.details import details
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Subject
from auditor.checks.similarity import content_words
from auditor.duplicates.phrases import is_set_cell
from auditor.language.artefacts import Cells
from auditor.language.normalise import normalise
from auditor.model import Evidence

FIELDS = ("target", "level3")

MOST_HOLDERS = 2
"""A word that more projects of a submission use says nothing of whose it is."""


class _Use(NamedTuple):
    """One place where a phrase stands."""

    row: RowView
    field: str

    @property
    def text(self) -> str:
        """The phrase as written."""
        return self.row.text(self.field)


def leftover_text(batch: Batch, settings: Settings) -> CheckResult:
    """Targets and names that fit another project of the same submission and not their own.

    A phrase is a leftover where it has no word in common with its own project (name, purpose, goal) and row, while
    the only other project that uses the same phrase does speak of it; what three and more use is a set phrase. Settings: ``min_length`` of the phrase in characters.
    """
    shared = [uses for uses in _uses(batch, settings["min_length"]).values() if len(set(map(_project, uses))) == 2]
    about = {view.subject: _about(view, batch) for view in batch.projects} if shared else {}
    telling = _telling_words(about)
    found = [hit for uses in shared for use in uses if (hit := _leftover(use, uses, about, telling)) is not None]
    return CheckResult(batch.row_subjects, tuple(_first_per_row(found)))


def _first_per_row(hits: list[Hit]) -> list[Hit]:
    """One hit a row, in order; that on the target before that on the name."""
    ordered = sorted(hits, key=lambda hit: (hit.subject, hit.field != "target"), reverse=True)
    return list({hit.subject: hit for hit in ordered}.values())[::-1]


def _uses(batch: Batch, min_length: int) -> dict[tuple[int, str], list[_Use]]:
    """Where each phrase stands, by submission."""
    uses: dict[tuple[int, str], list[_Use]] = defaultdict(list)
    for row in batch.rows:
        for name, phrase in row.cells.cached(_phrases):
            if len(phrase) >= min_length:
                uses[row.subject.submission, phrase].append(_Use(row, name))
    return uses


def _phrases(cells: Cells) -> tuple[tuple[str, str], ...]:
    """The phrases of a row, normalised, with their field. What contains a quantity is a number, and what
    everybody says nobody's words: neither is left over.
    """
    return tuple(
        (name, normalise(cells.texts[name]))
        for name in FIELDS
        if not cells.artefacts(name).quantities and not is_set_cell(cells.texts[name])
    )


def _about(view: ProjectView, batch: Batch) -> frozenset[str]:
    project = view.project
    return content_words((project.name, project.purpose, project.goal), batch.language)


def _telling_words(about: dict[Subject, frozenset[str]]) -> dict[int, frozenset[str]]:
    """By submission, the words that tell one of its projects from another: they stand in one or two of them."""
    holders: dict[int, Counter[str]] = defaultdict(Counter)
    for subject, words in about.items():
        holders[subject.submission].update(words)
    return {
        submission: frozenset(word for word, count in counted.items() if count <= MOST_HOLDERS)
        for submission, counted in holders.items()
    }


def _leftover(
    use: _Use, uses: list[_Use], about: dict[Subject, frozenset[str]], telling: dict[int, frozenset[str]]
) -> Hit | None:
    row, text = use.row, use.text
    words = row.language.analyse(text).content_words
    if words & (_context(use) | about[_project(use)] & telling[row.subject.submission]):
        return None
    owner = _owner(use, words, uses, about, telling)
    if owner is None:
        return None
    project = owner.project
    evidence = Evidence(
        text=text,
        indicator=owner.indicator.id,
        project=project.code,
        submission=owner.submission.source,
        similarity=1.0,
    )
    values = {"other_details": details(project.code), "other_name": project.name, "accused": text}
    return Hit(row.subject, use.field, (0, len(text)), values, (evidence,))


def _project(use: _Use) -> Subject:
    return Subject(use.row.subject.submission, use.row.subject.project)


def _context(use: _Use) -> frozenset[str]:
    """What the row's other cells speak of; cells that merely repeat the phrase do not count."""
    others = (use.row.text(other) for other in ("level3", "description", "target") if other != use.field)
    phrase = normalise(use.text)
    return content_words((other for other in others if normalise(other) != phrase), use.row.language)


def _owner(
    use: _Use,
    words: frozenset[str],
    uses: list[_Use],
    about: dict[Subject, frozenset[str]],
    telling: dict[int, frozenset[str]],
) -> RowView | None:
    """The row of another project where the phrase is at home: it is the row's name, or row or project speak of it."""
    for other in uses:
        if _project(other) == _project(use):
            continue
        home = (about[_project(other)] & telling[other.row.subject.submission]) | _context(other)
        if words & home or (use.field == "target" and other.field == "level3"):
            return other.row
    return None
