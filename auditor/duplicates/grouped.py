"""Groups of texts with the passages whose texts they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.duplicates.groups import CopyGroup
from auditor.duplicates.text_units import TextUnit


@dataclass(frozen=True)
class Grouped:
    """The groups found among the texts of passages of one kind, and all passages of that kind, by their numbers."""

    groups: Sequence[CopyGroup]
    units: Sequence[TextUnit]

    def members(self, group: CopyGroup) -> list[TextUnit]:
        """The passages of one of the groups, in reading order."""
        return [self.units[number] for number in group.numbers]
