"""What of a condition can be dropped, so that it can be shown that an example of the rule notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

Kind = Literal["clause", "excuse", "place", "setting"]
Keys = tuple[str | int, ...]
"""Where something stands: keys and list indexes from above."""

_BOUNDS = frozenset({"at_least", "at_most", "above", "below", "equals", "min", "max"})
_LENGTHS = frozenset({"min_length", "max_length"})
_LONGEST = 60
"""Characters of a part of a rule that are told."""


class Droppable(NamedTuple):
    """A place below a verb: what may be dropped there (``kind``; None: nothing itself), and the condition that stands there."""

    keys: Keys
    kind: Kind | None = None
    told: str = ""
    inside: Mapping[str, Any] | None = None


def items(verb: str, written: Sequence[Mapping[str, Any]]) -> Iterator[Droppable]:
    """Each of several conditions, where there is more than one."""
    for number, part in enumerate(written):
        kind: Kind = "excuse" if "not" in part else "clause"
        yield Droppable(
            (number,), kind if len(written) > 1 else None, f"{verb} 的第 {number + 1} 项 {brief(part)}", part
        )


def options(written: Mapping[str, Any]) -> Iterator[Droppable]:
    """The bounds and excuses among the options of a test."""
    for name, said in written.items():
        if name in _LENGTHS:
            yield Droppable((name,), "clause", f"{name}: {said}")
        elif name == "unless":
            yield Droppable((name,), "excuse", f"unless {brief(said)}")
            yield from (one._replace(keys=(name, *one.keys)) for one in options(said))
        elif name == "value" or (name == "count" and said != {"max": 0}):
            yield from (one._replace(keys=(name, *one.keys)) for one in bounds(name, said))


def bounds(name: str, written: Mapping[str, Any]) -> Iterator[Droppable]:
    """Each bound of what is compared."""
    return (
        Droppable((bound,), "clause", f"{name} 的界限 {bound}: {value}")
        for bound, value in written.items()
        if bound in _BOUNDS
    )


def brief(said: Any) -> str:
    """A part of a rule on one line, cut where it is long."""
    text = str(said).replace("'", "")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
