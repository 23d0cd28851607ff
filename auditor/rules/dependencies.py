"""What a condition looks at: rows that agree in all of it have the same outcome, so one of them is examined for all."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.rules.conditions import Condition, FieldName

BUDGET = "project.budget_wan"


class _BeyondRowError(Exception):
    """The condition depends on more than fields of the row and its project."""


def fields_read(conditions: tuple[Condition, ...], accused: FieldName | None) -> tuple[str, ...] | None:
    """The fields that conditions on a row look at, in order; None where they look at other rows or at verdicts."""
    try:
        read = {name for condition in conditions for name in _fields(condition, accused)}
    except _BeyondRowError:
        return None
    return tuple(sorted(read | ({accused} if accused else set())))


def _fields(condition: Condition, accused: FieldName | None) -> Iterator[str]:
    match condition.verb:
        case "all" | "any":
            for part in (*(condition.all or ()), *(condition.any or ())):
                yield from _fields(part, accused)
        case "not_":
            assert condition.not_ is not None
            yield from _fields(condition.not_, accused)
        case "budget":
            yield BUDGET
        case "text" | "quantity" | "date" | "same" | "amount" | "tokens" as verb:
            options = getattr(condition, verb)
            yield from filter(None, [options.in_ or accused])
            yield from getattr(options, "as_", ())
            yield from filter(None, [getattr(options, "equal_in", None)])
            if getattr(options, "beyond_end", None):
                yield "project.ends"
            if verb == "amount":
                yield BUDGET
        case _:
            raise _BeyondRowError
