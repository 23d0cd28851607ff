"""Pairs of projects with much in common, found through the texts they share and never by comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from auditor.duplicates.compare import differing_words, edit_similarity
from auditor.duplicates.information import Information
from auditor.duplicates.names import NAME_MASK, without_places
from auditor.duplicates.repetition import LikeProjects, LikeRows
from auditor.duplicates.text_units import ProjectTexts, row_text
from auditor.language.artefacts import Language
from auditor.language.normalise import normalise
from auditor.pipeline.parallel import parallel_map
from auditor.taxonomy import level2_of

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
    """One project of a pair: what its rows say, by number and by second level, and their information."""

    table: ProjectTexts
    texts: tuple[str, ...]
    by_category: dict[str | None, dict[int, str]]
    worth: tuple[float, ...]
    whole: float


Match = tuple[int, int, float]
"""Row of one project, row of the other, similarity."""


class _Found(NamedTuple):
    """A pair by the numbers of its projects and rows: what a worker hands back."""

    one: int
    other: int
    share: float
    similarity: float
    rows: list[tuple[Match, tuple[str, ...], tuple[str, ...]]]


def project_pairs(
    tables: Sequence[ProjectTexts], information: Information, language: Language, workers: int = 1
) -> list[LikeProjects]:
    """Pairs of projects that share much information, most first.

    ``share`` is the information of corresponding rows over the information of all rows of the less informative project.

    Args:
        tables: all projects.
        information: of their rows.
        language: cuts rows into words.
        workers: processes to use.
    """
    candidates = _candidates(tables, information)
    some = [candidates[start : start + _AT_ONCE] for start in range(0, len(candidates), _AT_ONCE)]
    found = parallel_map((tables, information, language), _compared, some, workers)
    pairs = (_pair(tables[one.one], tables[one.other], one) for compared in found for one in compared)
    return sorted(pairs, key=lambda pair: (-pair.share, -pair.similarity, pair.one.code, pair.other.code))


def _compared(
    known: tuple[Sequence[ProjectTexts], Information, Language], candidates: Sequence[tuple[int, int]]
) -> list[_Found]:
    """Those candidates that are pairs."""
    tables, information, language = known
    side = cache(lambda number: _side(tables[number], information.rows[number]))
    pairs = []
    for numbers in candidates:
        one, other = map(side, numbers)
        matches = _corresponding(one, other)
        share = _share(one, other, matches)
        if share >= LEAST_SHARE:
            similarity = round(edit_similarity(" ".join(one.texts), " ".join(other.texts)), 4)
            rows = [(match, *_differing(one, other, match, language)) for match in matches]
            pairs.append(_Found(*numbers, share, similarity, rows))
    return pairs


def _side(table: ProjectTexts, worth: tuple[float, ...]) -> _Side:
    texts = tuple(map(row_text, table.rows))
    by_category: defaultdict[str | None, dict[int, str]] = defaultdict(dict)
    for number, row in enumerate(table.rows):
        by_category[level2_of(row.level2)][number] = texts[number]
    return _Side(table, texts, dict(by_category), worth, sum(worth))


def _candidates(tables: Sequence[ProjectTexts], information: Information) -> list[tuple[int, int]]:
    """Pairs of projects in reading order whose shared texts are worth a comparison of their rows."""
    worth = [sum(rows) for rows in information.rows]
    telling = [
        (one, other)
        for (one, other), shared in information.shared.items()
        if shared >= LEAST_SHARED * min(worth[one], worth[other]) and not _same_project(tables[one], tables[other])
    ]
    return sorted(telling)


def _same_project(one: ProjectTexts, other: ProjectTexts) -> bool:
    """Whether two files hold the same project, as when a submission was sent in twice."""
    a, b = one.origin, other.origin
    return a.number != b.number and (a.code, a.name) == (b.code, b.name)


def _corresponding(one: _Side, other: _Side) -> list[Match]:
    """Rows of the same category that say nearly the same, each used once, in table order."""
    matches: list[Match] = []
    for category in one.by_category.keys() & other.by_category.keys():
        free = dict(other.by_category[category])
        for number, text in one.by_category[category].items():
            likeness, place = max(
                [(edit_similarity(text, said), -place) for place, said in free.items()], default=(0.0, 0)
            )
            if likeness >= ROW_ALIKE:
                del free[-place]
                matches.append((number, -place, likeness))
    return sorted(matches)


def _share(one: _Side, other: _Side, matches: Sequence[Match]) -> float:
    shared = sum([likeness * (one.worth[a] + other.worth[b]) / 2 for a, b, likeness in matches])
    return round(min(1.0, shared / max(min(one.whole, other.whole), 0.01)), 4)


def _differing(one: _Side, other: _Side, match: Match, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    a, b, _ = match
    return differing_words(one.table.rows[a].cells, other.table.rows[b].cells, language)


def _pair(one: ProjectTexts, other: ProjectTexts, found: _Found) -> LikeProjects:
    rows = (
        LikeRows(one.rows[a], other.rows[b], round(likeness, 4), only_one, only_other)
        for (a, b, likeness), only_one, only_other in found.rows
    )
    lawful = _lawful(one.origin.name, other.origin.name)
    return LikeProjects(one.origin, other.origin, found.share, found.similarity, tuple(rows), lawful)


def _lawful(one: str, other: str) -> str | None:
    """Why a pair may be as it should: the names of the projects differ by the name of a place only."""
    names = [normalise(name) for name in (one, other)]
    places = [without_places(name) for name in names]
    if names[0] == names[1] or places[0] != places[1] or NAME_MASK not in places[0]:
        return None
    return f"“{one}”与“{other}”的名称只差地名，可能是同一政策在两地执行；经核实确属同一政策的，可以保留并成组说明。"
