"""Groups of statements that an earlier run has found: the same texts in the same order form the same groups.

Of all texts statements take longest to be grouped, and where indicators are corrected they mostly stay. Other kinds change
with nearly every file, and to keep their groups takes a tenth of the time of finding them.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic_core import from_json, to_json

from auditor.duplicates.groups import CopyGroup, Variant
from auditor.runtime.disk_cache import Shelf, digest_of


class KnownGroups:
    """Groups on disk, named by the texts they were found among.

    Args:
        shelf: of the batch; entries lie in its cache, and their names begin with its own.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def of(self, texts: Sequence[str]) -> list[CopyGroup] | None:
        """The groups of these texts, None where they are not known."""
        if not (self._shelf.enabled and texts):
            return None
        entry = self._shelf.cache.get(self._name(texts))
        if entry is None:
            return None
        try:
            return [CopyGroup(tuple(Variant(*one) for one in some)) for some in from_json(entry)]
        except (ValueError, TypeError):
            return None

    def keep(self, texts: Sequence[str], groups: Sequence[CopyGroup]) -> None:
        """Keep what was found among these texts."""
        if self._shelf.enabled and texts:
            self._shelf.cache.put(self._name(texts), to_json([group.variants for group in groups]))

    def _name(self, texts: Sequence[str]) -> str:
        return digest_of(("groups", self._shelf.name, repr(list(map(len, texts))), "".join(texts)))
