"""Pairs of projects with much in common, found through the texts they share and never by comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from auditor.duplicates.compare import differing_words, edit_similarity
from auditor.duplicates.information import Information
from auditor.duplicates.known_pairs import KnownPairs, Match, Numbers, RowComparison, ToldLikeness, Words
from auditor.duplicates.names import NAME_MASK, without_places
from auditor.duplicates.repetition import LikeProjects, LikeRows
from auditor.duplicates.text_units import ProjectTexts
from auditor.language.artefacts import Language
from auditor.language.normalise import normalise
from auditor.runtime.disk_cache import NO_SHELF, Shelf
from auditor.runtime.parallel import parallel_map

ROW_ALIKE = 0.8
"""Similarity from which two rows of a pair of projects correspond."""

LEAST_SHARE = 0.35
"""Least share of information in common for a pair to be listed."""

_AT_ONCE = 500
"""Candidates that a worker compares at a time."""

LEAST_SHARED = 0.2
"""Projects whose shared texts carry less than this part of the information of either are not compared row by row."""


@dataclass(frozen=True)
class _Side:
    """One project of a pair: what its rows say, by second level and number."""

    table: ProjectTexts
    by_category: Mapping[str | None, Mapping[int, str]]

    @property
    def text(self) -> str:
        """What all rows say."""
        return " ".join([said.masked for _, said in self.table.rows])


class _Pair(NamedTuple):
    """A pair by the numbers of its projects, with what of them corresponds."""

    numbers: Numbers
    share: float
    matches: Sequence[Match]
    told: ToldLikeness


def project_pairs(
    tables: Sequence[ProjectTexts],
    information: Information,
    language: Language,
    workers: int = 1,
    shelf: Shelf = NO_SHELF,
) -> list[LikeProjects]:
    """Pairs of projects that share much information, most first.

    ``share`` is the information of corresponding rows over the information of all rows of the less informative project.

    Args:
        tables: all projects.
        information: of their rows.
        language: cuts rows into words.
        workers: processes to use.
        shelf: where comparisons of an earlier run lie, and those of this one are kept.
    """
    candidates = _candidates(tables, information)
    before = KnownPairs(shelf, tables, candidates)
    known = {pair: found for pair, found in before.load().items() if _is_enough(pair, found, information)}
    left = [pair for pair in candidates if pair not in known]
    some = [left[start : start + _AT_ONCE] for start in range(0, len(left), _AT_ONCE)]
    given = _Given(tables, information, language, before.enabled)
    for compared in parallel_map(given, _compared, some, workers):
        known.update(compared)
    if left:
        before.keep(known)
    pairs = [_pair(tables, one) for one in _told(known, information)]
    return sorted(pairs, key=lambda pair: (-pair.share, -pair.similarity, pair.one.code, pair.other.code))


def _is_enough(pair: Numbers, found: RowComparison, information: Information) -> bool:
    """Whether all is known that is to be told of a pair: rows too rare to matter in one batch may matter in the next."""
    return found.told is not None or _share(pair, found.matches, information) < LEAST_SHARE


def _told(known: Mapping[Numbers, RowComparison], information: Information) -> Iterator[_Pair]:
    """What is to be told, in reading order."""
    for numbers, (matches, told) in sorted(known.items()):
        if told is not None and (share := _share(numbers, matches, information)) >= LEAST_SHARE:
            yield _Pair(numbers, share, matches, told)


class _Given(NamedTuple):
    """What every worker knows; ``all_kept``: whether pairs too little alike to be told are handed back as well."""

    tables: Sequence[ProjectTexts]
    information: Information
    language: Language
    all_kept: bool


def _compared(given: _Given, candidates: Sequence[Numbers]) -> list[tuple[Numbers, RowComparison]]:
    """The comparisons of candidates."""
    side = cache(lambda number: _side(given.tables[number]))
    found = []
    for numbers in candidates:
        one, other = map(side, numbers)
        matches = _corresponding(one, other)
        if _share(numbers, matches, given.information) >= LEAST_SHARE:
            similarity = round(edit_similarity(one.text, other.text), 4)
            words = [_differing(one, other, match, given.language) for match in matches]
            found.append((numbers, RowComparison(matches, ToldLikeness(similarity, words))))
        elif given.all_kept:
            found.append((numbers, RowComparison(matches, None)))
    return found


def _side(table: ProjectTexts) -> _Side:
    by_category: defaultdict[str | None, dict[int, str]] = defaultdict(dict)
    for number, (_, said) in enumerate(table.rows):
        by_category[said.category][number] = said.masked
    return _Side(table, by_category)


def _candidates(tables: Sequence[ProjectTexts], information: Information) -> list[Numbers]:
    """Pairs of projects in reading order whose shared texts are worth a comparison of their rows."""
    worth = np.array([sum(rows) for rows in information.rows])
    telling = information.shared >= LEAST_SHARED * worth[information.pairs].min(axis=0)
    pairs = zip(*information.pairs[:, telling].tolist(), strict=True)
    return [(one, other) for one, other in pairs if not _same_project(tables[one], tables[other])]


def _same_project(one: ProjectTexts, other: ProjectTexts) -> bool:
    """Whether two files hold the same project, as when a submission was sent in twice."""
    a, b = one.origin, other.origin
    return a.number != b.number and (a.code, a.name) == (b.code, b.name)


def _corresponding(one: _Side, other: _Side) -> list[Match]:
    """Rows of the same category that say nearly the same, each used once, in table order; among equals the first."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    matches: list[Match] = []
    for category in one.by_category.keys() & other.by_category.keys():
        free = dict(other.by_category[category])
        for number, text in one.by_category[category].items():
            nearest = extractOne(text, free, scorer=ratio, score_cutoff=ROW_ALIKE * 100)
            if nearest is not None:
                _, likeness, place = nearest
                del free[place]
                matches.append((number, place, likeness / 100))
    return sorted(matches)


def _share(pair: Numbers, matches: Sequence[Match], information: Information) -> float:
    one, other = (information.rows[number] for number in pair)
    shared = sum([likeness * (one[a] + other[b]) / 2 for a, b, likeness in matches])
    return round(min(1.0, shared / max(min(sum(one), sum(other)), 0.01)), 4)


def _differing(one: _Side, other: _Side, match: Match, language: Language) -> Words:
    a, b, _ = match
    return differing_words(one.table.rows[a].said.cells, other.table.rows[b].said.cells, language)


def _pair(tables: Sequence[ProjectTexts], found: _Pair) -> LikeProjects:
    one, other = (tables[number] for number in found.numbers)
    rows = (
        LikeRows(one.rows[a], other.rows[b], round(likeness, 4), tuple(only_one), tuple(only_other))
        for (a, b, likeness), (only_one, only_other) in zip(found.matches, found.told.words, strict=True)
    )
    lawful = _lawful(one.origin.name, other.origin.name)
    return LikeProjects(one.origin, other.origin, found.share, found.told.similarity, tuple(rows), lawful)


def _lawful(one: str, other: str) -> str | None:
    """Why a pair may be as it should: the names of the projects differ by the name of a place only."""
    names = [normalise(name) for name in (one, other)]
    places = [without_places(name) for name in names]
    if names[0] == names[1] or places[0] != places[1] or NAME_MASK not in places[0]:
        return None
    return f"“{one}”与“{other}”的名称只差地名，可能是同一政策在两地执行；经核实确属同一政策的，可以保留并成组说明。"
