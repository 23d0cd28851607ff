"""Whether the rows of a sheet in XML are written equally far, where they are written to their ends at all."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.reading.uneven import compared_ends, most_common_end, uneven_row

_FEWEST_BEYOND = 2
"""Texts to the right of where most rows end from which on they are no remark beside the table. One that more cells follow is
none either: cells are written behind a remark only where all rows have them.
"""


class WrittenEnds:
    """Where rows end as they are written, in their order.

    Programs that leave out empty cells end every row elsewhere, which tells nothing; those that write a single row to its
    end with an empty cell write all of them so.
    """

    def __init__(self) -> None:
        self._ends: list[int] = []
        self._texts: list[tuple[str, ...]] = []
        self._goes_on: list[bool] = []
        self._to_the_end = False

    def add(self, end: int, texts: Sequence[str]) -> None:
        """Take in a row.

        Args:
            end: the columns it is written for.
            texts: of its cells from the first, at least to the last that is filled and what that covers.
        """
        filled = next((place for place in range(len(texts), 0, -1) if texts[place - 1]), 0)
        self._to_the_end |= 0 < filled < end
        self._ends.append(end if filled else 0)
        self._goes_on.append(len(texts) < end)
        self._texts.append(tuple(texts[:filled]) if filled else ())

    def are_uneven(self) -> bool:
        """Whether a row is written less far than most though none leaves out its empty cells, or holds texts beyond them."""
        compared = compared_ends(self._ends, self._texts.__getitem__)
        width = most_common_end(compared)
        ends = [
            width if end > width and len(list(filter(None, texts[width:]))) + goes_on < _FEWEST_BEYOND else end
            for end, texts, goes_on in zip(compared, self._texts, self._goes_on, strict=True)
        ]
        return self._to_the_end and uneven_row(ends, self._texts.__getitem__) is not None
