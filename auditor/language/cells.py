"""The cells of a row: what all rows that read alike have in common, worked out once for all of them.

Most rows of a season stand in other projects and files too, word for word.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

from auditor.model import Indicator
from auditor.taxonomy import level2_of

if TYPE_CHECKING:
    from auditor.language.artefacts import Artefacts, Language

T = TypeVar("T")

CELLS = ("level1", "level2", "level3", "description", "target", "basis", "actual", "deviation_reason")
cells_key: Callable[[Indicator], tuple[str | None, ...]] = attrgetter(*CELLS)
"""The texts of a row's cells."""


class Cells:
    """The texts in the cells of a row, what is known of them, and whatever else follows from them and the budget year alone.

    ``texts`` has every cell by name, an empty text where there is none.

    Args:
        texts: of the cells, as ``cells_key``.
        year: the budget year.
        language: the shared text analyser.
    """

    __slots__ = ("_known", "category", "language", "texts", "year")

    def __init__(self, texts: tuple[str | None, ...], year: int | None, language: Language) -> None:
        self.year = year
        self.language = language
        self.texts = dict(zip(CELLS, [text or "" for text in texts], strict=True))
        self.category = level2_of(self.texts["level2"])
        self._known: dict[Callable[[Cells], Any], Any] = {}

    def artefacts(self, name: str) -> Artefacts:
        """Tokens, quantities and dates of a cell."""
        return self.language.analyse(self.texts[name])

    def once(self, work: Callable[[Cells], T]) -> T:
        """What a function makes of these cells; it is asked the first time only."""
        if work not in self._known:
            self._known[work] = work(self)
        return cast(T, self._known[work])
