"""Groups of copies as they are told: who says it, how alike, and whether it is a set phrase."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.duplicates.grouped import Grouped
from auditor.duplicates.groups import CopyGroup
from auditor.duplicates.keys import keys_of
from auditor.duplicates.phrases import Spread, is_widespread, set_phrases
from auditor.duplicates.repetition import Copies
from auditor.duplicates.text_units import TextUnit


def copies_of(grouped: Grouped, batch: Spread) -> list[Copies]:
    """Copies in several projects or items."""
    found = ((group, grouped.members(group)) for group in grouped.groups)
    return [
        _copies(group, grouped.units[group.centre], members, batch)
        for group, members in found
        if spread_of(members).projects > 1
    ]


def _copies(group: CopyGroup, centre: TextUnit, members: Sequence[TextUnit], batch: Spread) -> Copies:
    return Copies(
        shown=centre.shown,
        members=tuple(members),
        similarity=round(group.similarity, 4),
        kind=group.kind,
        common=is_common(centre, members, batch),
    )


def is_common(centre: TextUnit, members: Sequence[TextUnit], batch: Spread) -> bool:
    """Whether the text of a group is a set phrase: listed, all over the batch, or nothing of its project's own."""
    if centre.field == "indicators":
        return False
    listed = keys_of(centre.text).masked in set_phrases()
    return listed or centre.own == "" or is_widespread(spread_of(members), batch)


def spread_of(units: Sequence[TextUnit]) -> Spread:
    """In how many projects and departments these passages stand."""
    origins = [one.origin for one in units]
    return Spread(len({origin.holder for origin in origins}), len({origin.department for origin in origins}))
