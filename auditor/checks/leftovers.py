"""Words that belong to another project: copied, and never adapted to the project they now stand in."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from auditor.checks.protocol import Batch, Examination, Hit, ProjectView, Row, Settings, Subject
from auditor.checks.similarity import content_words
from auditor.language.normalise import normalise
from auditor.model import Evidence

FIELDS = ("target", "level3")

MOST_HOLDERS = 2
"""A word that more projects of a submission use says nothing of whose it is."""


@dataclass(frozen=True)
class _Use:
    """One place where a phrase stands."""

    row: Row
    field: str


def leftover_text(batch: Batch, settings: Settings) -> Examination:
    """Targets and names that fit another project of the same submission and not their own.

    A phrase is a leftover where it has no word in common with its own project (name, purpose, goal) and row, while
    the only other project that uses the same phrase does speak of it; what three and more use is a set phrase. Settings: ``min_length`` of the phrase in characters.
    """
    uses = _uses(batch, settings["min_length"])
    about = {view.subject: _about(view, batch) for view in batch.projects}
    telling = _telling_words(about)
    hits: list[Hit] = []
    for row in batch.rows:
        found = (_leftover(row, name, uses, about, telling, batch) for name in FIELDS)
        hits.extend(hit for hit in found if hit is not None)
    return Examination(tuple(row.subject for row in batch.rows), tuple(_first_per_row(hits)))


def _first_per_row(hits: list[Hit]) -> list[Hit]:
    return list({hit.subject: hit for hit in reversed(hits)}.values())[::-1]


def _uses(batch: Batch, min_length: int) -> dict[tuple[int, str], list[_Use]]:
    """Where each phrase stands, by submission. Phrases that contain a quantity are numbers, not words left over."""
    uses: dict[tuple[int, str], list[_Use]] = defaultdict(list)
    for row in batch.rows:
        for name in FIELDS:
            text = row.text(name)
            if len(normalise(text)) >= min_length and not row.artefacts(name).quantities:
                uses[row.subject.submission, normalise(text)].append(_Use(row, name))
    return uses


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
    row: Row,
    name: str,
    uses: dict[tuple[int, str], list[_Use]],
    about: dict[Subject, frozenset[str]],
    telling: dict[int, frozenset[str]],
    batch: Batch,
) -> Hit | None:
    text = row.text(name)
    all_uses = uses.get((row.subject.submission, normalise(text)), [])
    projects = {use.row.subject.project for use in all_uses}
    if len(projects) != 2:
        return None
    words = content_words((text,), batch.language)
    if words & (_context(row, name, text, batch) | about[_project(row)] & telling[row.subject.submission]):
        return None
    owner = _owner(row, name, words, all_uses, about, telling, batch)
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
    values = {"other_code": project.code, "other_name": project.name, "accused": text}
    return Hit(row.subject, name, (0, len(text)), values, (evidence,))


def _project(row: Row) -> Subject:
    return Subject(row.subject.submission, row.subject.project)


def _context(row: Row, name: str, text: str, batch: Batch) -> frozenset[str]:
    """What the row's other cells speak of; cells that merely repeat the phrase do not count."""
    others = (row.text(other) for other in ("level3", "description", "target") if other != name)
    return content_words((other for other in others if normalise(other) != normalise(text)), batch.language)


def _owner(
    row: Row,
    name: str,
    words: frozenset[str],
    uses: list[_Use],
    about: dict[Subject, frozenset[str]],
    telling: dict[int, frozenset[str]],
    batch: Batch,
) -> Row | None:
    """The row of another project where the phrase is at home: it is the row's name, or row or project speak of it."""
    for use in uses:
        if use.row.subject.project == row.subject.project:
            continue
        home = (about[_project(use.row)] & telling[row.subject.submission]) | _context(
            use.row, use.field, use.row.text(use.field), batch
        )
        if words & home or (name == "target" and use.field == "level3"):
            return use.row
    return None
