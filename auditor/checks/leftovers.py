"""Words that belong to another project: copied, and never adapted to the project they now stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.checks.details import details
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Subject
from auditor.checks.similarity import has_word
from auditor.duplicates.phrases import is_set_cell
from auditor.language.artefacts import Cells
from auditor.language.normalise import normalise
from auditor.model import Evidence

FIELDS = ("target", "level3")

MOST_HOLDERS = 2
"""A word that more projects of a submission use says nothing of whose it is."""


class _Use(NamedTuple):
    """One place where a phrase stands."""

    view: ProjectView
    row: RowView
    field: str

    @property
    def text(self) -> str:
        """The phrase as written."""
        return self.row.cells.texts[self.field]


def leftover_text(batch: Batch, settings: Settings) -> CheckResult:
    """Targets and names that fit another project of the same submission and not their own.

    A phrase is a leftover where it has no word in common with its own project (name, purpose, goal) and row, while
    the only other project that uses the same phrase does speak of it; what three and more use is a set phrase. Settings: ``min_length`` of the phrase in characters.
    """
    vocabulary = _Vocabulary(batch)
    shared = (uses for uses in _uses(batch, settings["min_length"]) if len({use.view.subject for use in uses}) == 2)
    found = [hit for uses in shared for use in uses if (hit := _leftover(use, uses, vocabulary)) is not None]
    return CheckResult(batch.row_subjects, tuple(_first_per_row(found)))


def _first_per_row(hits: list[Hit]) -> list[Hit]:
    """One hit a row, in order; that on the target before that on the name."""
    ordered = sorted(hits, key=lambda hit: (hit.subject, hit.field != "target"), reverse=True)
    return list({hit.subject: hit for hit in ordered}.values())[::-1]


def _uses(batch: Batch, min_length: int) -> list[list[_Use]]:
    """Where each phrase of a submission stands, for those that stand in more than one place."""
    uses: defaultdict[tuple[int, str], list[tuple[ProjectView, RowView, str]]] = defaultdict(list)
    for view in batch.projects:
        number = view.subject.submission
        for row in view.rows:
            for name, phrase in row.cells.cached(_phrases):
                if len(phrase) >= min_length:
                    uses[number, phrase].append((view, row, name))
    return [[_Use(*place) for place in places] for places in uses.values() if len(places) > 1]


def _phrases(cells: Cells) -> tuple[tuple[str, str], ...]:
    """The phrases of a row, normalised, with their field. What contains a quantity is a number, and what
    everybody says nobody's words: neither is left over.
    """
    return tuple(
        [
            (name, normalise(cells.texts[name]))
            for name in FIELDS
            if not cells.artefacts[name].quantities and not is_set_cell(cells.texts[name])
        ]
    )


class _Vocabulary:
    """Which projects of a batch use a word that tells one of their submission from another: it stands in one or two."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._told = {view.subject: "\n".join(_told(view)) for view in batch.projects}
        self._holders: dict[tuple[int, str], frozenset[Subject]] = {}

    def tells(self, word: str, view: ProjectView) -> bool:
        """Whether a project uses a word that at most ``MOST_HOLDERS`` of its submission do."""
        if word not in self._told[view.subject]:
            return False
        key = view.subject.submission, word
        if key not in self._holders:
            self._holders[key] = frozenset(self._holding(*key))
        return len(self._holders[key]) <= MOST_HOLDERS and view.subject in self._holders[key]

    def _holding(self, submission: int, word: str) -> Iterator[Subject]:
        for view in self._batch.projects_of(submission):
            if word in self._told[view.subject] and any(
                has_word(text, {word}, self._batch.language) for text in _told(view)
            ):
                yield view.subject


def _told(view: ProjectView) -> tuple[str, str, str]:
    """What says what a project is about."""
    return view.project.name, view.project.purpose, view.project.goal


def _leftover(use: _Use, uses: Sequence[_Use], vocabulary: _Vocabulary) -> Hit | None:
    words = use.row.language.analyse(use.text).content_words
    if _in_row(words, use) or any(vocabulary.tells(word, use.view) for word in words):
        return None
    owner = _owner(use, words, uses, vocabulary)
    if owner is None:
        return None
    project = owner.project
    evidence = Evidence(
        text=use.text,
        indicator=owner.indicator.id,
        project=project.code,
        submission=owner.submission.source,
        similarity=1.0,
    )
    values = {"other_details": details(project.code), "other_name": project.name, "accused": use.text}
    return Hit(use.row.subject, use.field, (0, len(use.text)), values, (evidence,))


def _in_row(words: frozenset[str], use: _Use) -> bool:
    """Whether the row's other cells speak of one of the words; cells that merely repeat the phrase do not count."""
    row, phrase = use.row, normalise(use.text)
    others = (row.cells.texts[name] for name in ("level3", "description", "target") if name != use.field)
    return any(has_word(other, words, row.language) for other in others if normalise(other) != phrase)


def _owner(use: _Use, words: frozenset[str], uses: Sequence[_Use], vocabulary: _Vocabulary) -> RowView | None:
    """The row of another project where the phrase is at home: it is the row's name, or row or project speak of it."""
    for other in uses:
        if other.view.subject == use.view.subject:
            continue
        named = use.field == "target" and other.field == "level3"
        if named or any(vocabulary.tells(word, other.view) for word in words) or _in_row(words, other):
            return other.row
    return None
