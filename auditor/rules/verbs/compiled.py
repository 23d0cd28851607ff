"""Conditions as they run, and what they ask of single cells: a text that fails its part clears every row that has it.

Most conditions are put together from tests of one cell each. What such a test says of a text is the same wherever the text
stands, so it can be asked once for a text and not for each row.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from auditor.checks.protocol import Batch
from auditor.language.artefacts import Artefacts
from auditor.rules.verbs.base import HOLDS, Context, FieldVerb, Find, Match, Target, Test, matched, together
from auditor.rules.words import Spans

FindIn = Callable[[Artefacts], Spans | None]
"""From a text to the spans that satisfy a verb, as ``Find``."""


@dataclass(frozen=True, slots=True, eq=False)
class CellTest:
    """A condition that the text of one field decides."""

    field: str
    find: FindIn

    def __call__(self, target: Target, batch: Batch) -> Match | None:
        """Holds where something is found in the field."""
        spans = self.find(target.artefacts(self.field))
        return None if spans is None else matched(self.field, spans)


@dataclass(frozen=True, slots=True, eq=False)
class AllTest:
    """Every one of some conditions, asked in order."""

    parts: tuple[Test, ...]

    def __call__(self, target: Target, batch: Batch) -> Match | None:
        """Holds where all do; shows what each shows."""
        found = []
        for part in self.parts:
            one = part(target, batch)
            if one is None:
                return None
            found.append(one)
        return together(found)


@dataclass(frozen=True, slots=True, eq=False)
class AnyTest:
    """At least one of some conditions, asked in order."""

    parts: tuple[Test, ...]

    def __call__(self, target: Target, batch: Batch) -> Match | None:
        """Holds where one does; the first that does is shown."""
        for part in self.parts:
            found = part(target, batch)
            if found is not None:
                return found
        return None


@dataclass(frozen=True, slots=True, eq=False)
class NotTest:
    """A condition that must not hold."""

    denied: Test

    def __call__(self, target: Target, batch: Batch) -> Match | None:
        """Holds where the other does not."""
        return HOLDS if self.denied(target, batch) is None else None


class CellVerb(FieldVerb):
    """A verb that looks into one field, and nowhere else."""

    @abstractmethod
    def find_in(self, context: Context) -> FindIn:
        """The function that finds, in a text, what satisfies the verb."""

    def find(self, context: Context) -> Find:
        """The same of a field of a row or project."""
        find = self.find_in(context)
        return lambda target, name: find(target.artefacts(name))

    def compile(self, context: Context) -> Test:
        """Holds where something is found in the field."""
        return CellTest(self.field(context), self.find_in(context))


def asked_of_cells(test: Test) -> Mapping[str, FindIn]:
    """What a condition asks of fields by themselves: where one of these texts fails, the condition does not hold.

    A field of which it only denies something is left out: hardly a text fails that.
    """
    alone = _decided_by_one(test)
    if alone is not None:
        return {} if isinstance(test, NotTest) else dict([alone])
    if isinstance(test, AnyTest):
        parts = [asked_of_cells(part) for part in test.parts]
        shared = [field for field in parts[0] if all(field in part for part in parts)]
        return {field: _any([part[field] for part in parts]) for field in shared}
    if isinstance(test, AllTest):
        return {field: _all(each) for field, each in _by_field(test).items()}
    return {}


def _by_field(test: AllTest) -> Mapping[str, list[FindIn]]:
    """What the parts ask of each field that one of them asserts something of, what others deny of it with that."""
    asked: dict[str, list[FindIn]] = defaultdict(list)
    denied: list[tuple[str, FindIn]] = []
    for part in test.parts:
        alone = _decided_by_one(part) if isinstance(part, NotTest) else None
        if alone is not None:
            denied.append(alone)
        for field, find in asked_of_cells(part).items():
            asked[field].append(find)
    for field, find in denied:
        if field in asked:
            asked[field].append(find)
    return asked


def _decided_by_one(test: Test) -> tuple[str, FindIn] | None:
    """The field whose text alone decides a condition, and how; None where it takes more."""
    if isinstance(test, CellTest):
        return test.field, test.find
    if isinstance(test, NotTest):
        denied = _decided_by_one(test.denied)
        return denied and (denied[0], _not(denied[1]))
    if not isinstance(test, AllTest | AnyTest):
        return None
    parts = [_decided_by_one(part) for part in test.parts]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or len({field for field, _ in known}) != 1:
        return None
    combined = _all if isinstance(test, AllTest) else _any
    return known[0][0], combined([find for _, find in known])


def _all(parts: Sequence[FindIn]) -> FindIn:
    def find(artefacts: Artefacts) -> Spans | None:
        for part in parts:
            if part(artefacts) is None:
                return None
        return ()

    return parts[0] if len(parts) == 1 else find


def _any(parts: Sequence[FindIn]) -> FindIn:
    def find(artefacts: Artefacts) -> Spans | None:
        for part in parts:
            if part(artefacts) is not None:
                return ()
        return None

    return parts[0] if len(parts) == 1 else find


def _not(denied: FindIn) -> FindIn:
    return lambda artefacts: () if denied(artefacts) is None else None
