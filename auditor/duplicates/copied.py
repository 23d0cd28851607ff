"""Pairs of projects of which one says what the other says: the same goal, the same purpose, the same item of a narrative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.duplicates.clusters import is_common
from auditor.duplicates.grouped import Grouped
from auditor.duplicates.keys import keys_of
from auditor.duplicates.names import NAME_MASK, without_places
from auditor.duplicates.phrases import Spread
from auditor.duplicates.repetition import LikeStatements
from auditor.duplicates.statements import kind_of
from auditor.duplicates.text_units import ProjectTexts, TextOrigin, TextUnit
from auditor.language.normalise import normalise

_Project = tuple[int, int | str]


def statement_pairs(groups: Iterable[Grouped], tables: Sequence[ProjectTexts], batch: Spread) -> list[LikeStatements]:
    """Pairs in reading order; each pair of projects once, by the first of its statements that was copied.

    Args:
        groups: the copied statements, by kind, those that tell most first.
        tables: all projects.
        batch: how many projects and departments there are.
    """
    projects = {(table.origin.number, table.origin.code): table.origin for table in tables if table.origin.code}
    pairs: dict[tuple[_Project, _Project], LikeStatements] = {}
    for grouped in groups:
        for one, other, group in _copied(grouped, batch):
            origins = sorted(((_about(unit.origin, projects), unit) for unit in (one, other)), key=_in_order)
            (first, told), (second, copied) = origins
            if not _same_project(first, second) and not _told_within(told, copied):
                pair = _pair((first, told), (second, copied), group)
                pairs.setdefault((first.holder, second.holder), pair)
    return sorted(pairs.values(), key=lambda pair: tuple(map(_place, (pair.one, pair.other))))


def _copied(grouped: Grouped, batch: Spread) -> Iterator[tuple[TextUnit, TextUnit, str]]:
    """The centre and each copy of every group that is no set phrase, with what names the group.

    A list of indicators is a copy only where its numbers are the same too.
    """
    for group in grouped.groups:
        centre, members = grouped.units[group.centre], grouped.members(group)
        if not is_common(centre, members, batch):
            for copy in group.copies:
                if centre.own is not None or copy.kind == "identical":
                    yield centre, grouped.units[copy.number], keys_of(centre.text).masked


def _about(origin: TextOrigin, projects: Mapping[tuple[int, str], TextOrigin]) -> TextOrigin:
    """The project that an item of a narrative speaks of; the item itself where it speaks of none."""
    return projects.get((origin.number, origin.code), origin) if isinstance(origin.within, str) else origin


def _in_order(side: tuple[TextOrigin, TextUnit]) -> tuple[int, bool, int, str]:
    return _place(side[0])


def _place(origin: TextOrigin) -> tuple[int, bool, int, str]:
    """Sorts homes as they are read: by submission, its projects before the items of its narrative."""
    within = origin.within
    return (origin.number, True, 0, within) if isinstance(within, str) else (origin.number, False, within, "")


def _same_project(one: TextOrigin, other: TextOrigin) -> bool:
    """Whether both are one project, as when a submission was sent in twice; of two departments known they are two."""
    if one.holder == other.holder:
        return True
    departments_known = one.department != one.source and other.department != other.source
    two_departments = departments_known and one.department != other.department
    return one.number != other.number and (one.code, one.name) == (other.code, other.name) and not two_departments


def _told_within(one: TextUnit, other: TextUnit) -> bool:
    """Whether both are word for word the same within one narrative: that is told of the narrative."""
    same_narrative = one.item is not None and other.item is not None and one.origin.number == other.origin.number
    return same_narrative and normalise(one.text) == normalise(other.text)


def _pair(one: tuple[TextOrigin, TextUnit], other: tuple[TextOrigin, TextUnit], group: str) -> LikeStatements:
    (first, told), (second, copied) = one, other
    policy = group if one_policy(first, second) else None
    return LikeStatements(first, second, told, copied, kind_of(told.compared, copied.compared), policy)


def one_policy(one: TextOrigin, other: TextOrigin) -> bool:
    """Whether two projects may be one policy in two places: by their names, or by departments of two places.

    Names are the same in two departments, or differ by numbers and the name of a place only; or the departments differ by
    the name of a place and the names of their projects begin or end alike.
    """
    names = [keys_of(origin.name).plain for origin in (one, other)]
    placeless = [without_places(name) for name in names]
    apart = one.department != other.department
    if placeless[0] == placeless[1] and (apart or (names[0] != names[1] and NAME_MASK in placeless[0])):
        return bool(names[0])
    departments = [without_places(normalise(origin.department)) for origin in (one, other)]
    counterparts = apart and departments[0] == departments[1] and NAME_MASK in departments[0]
    return counterparts and (placeless[0][-2:] == placeless[1][-2:] or placeless[0][:2] == placeless[1][:2])
