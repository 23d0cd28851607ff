"""The repetition of a batch: copies and like projects, told by the texts as gathered, and as the result publishes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from auditor.duplicates.groups import CopyKind
from auditor.duplicates.names import without_places
from auditor.duplicates.text_units import RowTexts, TextOrigin, TextUnit
from auditor.language.normalise import normalise
from auditor.model import Duplicates


@dataclass(frozen=True, slots=True)
class Copies:
    """Passages of several projects or items that are the same or nearly so, as ``Cluster`` has it; in reading order."""

    shown: str
    members: tuple[TextUnit, ...]
    similarity: float
    kind: CopyKind
    common: bool

    @property
    def projects(self) -> int:
        """In how many projects or items they stand."""
        return len({member.origin.holder for member in self.members})

    def published(self, number: int) -> dict[str, Any]:
        """As the result tells it, the fields of a ``Cluster``; ids are C001 and on."""
        return {
            "id": f"C{number:03d}",
            "text": self.shown,
            "members": tuple(map(_member, self.members)),
            "similarity": self.similarity,
            "kind": self.kind,
            "common": self.common,
        }


def _member(unit: TextUnit) -> dict[str, Any]:
    """The fields of a ``ClusterMember``."""
    return {
        "submission": unit.origin.source,
        "project": unit.origin.code,
        "indicator": unit.indicator,
        "field": unit.field,
        "item": unit.item,
    }


@dataclass(frozen=True, slots=True)
class LikeRows:
    """Two rows that correspond, with the words that stand in one of them only."""

    one: RowTexts
    other: RowTexts
    similarity: float
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LikeProjects:
    """Two projects with much in common, as ``ProjectPair`` has it."""

    one: TextOrigin
    other: TextOrigin
    share: float
    similarity: float
    rows: tuple[LikeRows, ...]
    lawful: str | None

    @property
    def policy(self) -> str | None:
        """What both carry out in two places, where the pair may be as it should: the name without the place."""
        return without_places(normalise(self.one.name)) if self.lawful else None

    def published(self) -> dict[str, Any]:
        """As the result tells it, the fields of a ``ProjectPair``."""
        rows = (
            {
                "a": row.one.indicator,
                "b": row.other.indicator,
                "similarity": row.similarity,
                "only_a": row.only_one,
                "only_b": row.only_other,
            }
            for row in self.rows
        )
        return {
            "a": _reference(self.one),
            "b": _reference(self.other),
            "share": self.share,
            "similarity": self.similarity,
            "rows": tuple(rows),
            "lawful": self.lawful,
        }


def _reference(origin: TextOrigin) -> dict[str, Any]:
    """The fields of a ``ProjectRef``."""
    return {"submission": origin.source, "code": origin.code, "name": origin.name, "budget_wan": origin.budget_wan}


@dataclass(frozen=True, slots=True)
class LikeStatements:
    """Two projects, or items of narratives, that say the same or nearly so; in reading order.

    ``told`` and ``copied`` are what each of them says, ``policy`` names the statement where both may be one policy in two
    places.
    """

    one: TextOrigin
    other: TextOrigin
    told: TextUnit
    copied: TextUnit
    kind: CopyKind
    policy: str | None


@dataclass(frozen=True)
class Repetition:
    """Copies in the order of the result, pairs of projects, most in common first, and pairs of like statements."""

    copies: Sequence[Copies] = ()
    pairs: Sequence[LikeProjects] = ()
    statements: Sequence[LikeStatements] = ()

    def published(self) -> Duplicates:
        """As the result tells it; all models are made in one step, which takes a third of making each by itself."""
        return Duplicates.model_validate(self._told())

    def published_json(self) -> bytes:
        """The same as JSON, where it is only written: no model is made of it."""
        return to_json(self._told())

    def _told(self) -> dict[str, Any]:
        clusters = [one.published(number) for number, one in enumerate(self.copies, 1)]
        return {"clusters": clusters, "project_pairs": [pair.published() for pair in self.pairs]}


NO_REPETITION = Repetition()
