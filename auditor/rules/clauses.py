"""Every small change of a rule: each clause dropped, each place widened, each setting moved a step, one at a time.

A change is made to the rule as it stands in its file. One that no example of the rule notices *survives*: the clause either
lacks a look-alike among the examples, or does nothing (``auditor.evaluation.clause_survey`` finds out).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from auditor.rules.verbs import VERBS
from auditor.rules.verbs.droppable import Keys, Kind

KINDS: Mapping[Kind, str] = {"clause": "条件", "excuse": "排除（not、unless）", "place": "位置", "setting": "参数"}
"""What a change is made to, with its Chinese name: a condition, what excuses from it, where the rule looks, a threshold."""

EVERYWHERE = "全部行"
"""The place that a rule on rows is widened to."""

_VERBS = {verb.verb: verb for verb in VERBS}


@dataclass(frozen=True)
class Mutation:
    """One change to one rule: to what, where in its file, and the whole rule as it would then stand."""

    rule: str
    kind: Kind
    keys: Keys
    told: str
    content: Mapping[str, Any]


# --- the changes ------------------------------------------------------------------------------------------------------


def changes(content: Mapping[str, Any]) -> Iterator[Mutation]:
    """Every change of one rule, from the parsed content of its file, in the order of the file."""
    if "when" in content:
        yield from _widened(content)
        yield from droppings(content, content["id"])
    for name, value in content.get("settings", {}).items():
        yield from _moved(content, name, value)


def droppings(content: Mapping[str, Any], name: str) -> Iterator[Mutation]:
    """Each clause dropped from the condition of a rule or of a construction with a certain label."""
    for kind, keys, told in _clauses(content["when"], ("when",)):
        yield Mutation(name, kind, keys, f"去掉 {told}", _without(content, keys))


def _widened(content: Mapping[str, Any]) -> Iterator[Mutation]:
    place = content["given"]["place"]
    if place not in (EVERYWHERE, "项目"):
        keys: Keys = ("given", "place")
        yield Mutation(
            content["id"], "place", keys, f"位置由 {place} 放宽到 {EVERYWHERE}", _with(content, keys, EVERYWHERE)
        )


def _moved(content: Mapping[str, Any], name: str, value: Any) -> Iterator[Mutation]:
    """A number one step down and one step up; a step is one of the last digit written."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    exact = Decimal(str(value))
    step = Decimal(1).scaleb(min(0, int(exact.as_tuple().exponent)))
    keys: Keys = ("settings", name)
    for other in (exact - step, exact + step):
        moved = type(value)(other)
        yield Mutation(
            content["id"], "setting", keys, f"参数 {name} 由 {value} 改为 {moved}", _with(content, keys, moved)
        )


def _clauses(condition: Mapping[str, Any], at: Keys) -> Iterator[tuple[Kind, Keys, str]]:
    """Everything that can be dropped of a condition: (kind, where, what in words). The verb knows what that is."""
    for verb, said in condition.items():
        for one in _VERBS[verb].droppable(said):
            keys: Keys = (*at, verb, *one.keys)
            if one.kind is not None:
                yield one.kind, keys, one.told
            if one.inside is not None:
                yield from _clauses(one.inside, keys)


# --- content changed ----------------------------------------------------------------------------------------------------


def _with(content: Mapping[str, Any], keys: Keys, value: Any) -> dict[str, Any]:
    """A copy with another value at a place."""
    changed = copy.deepcopy(dict(content))
    _holder(changed, keys)[keys[-1]] = value
    return changed


def _without(content: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """A copy without what stands at a place."""
    changed = copy.deepcopy(dict(content))
    del _holder(changed, keys)[keys[-1]]
    return changed


def _holder(content: Any, keys: Keys) -> Any:
    for key in keys[:-1]:
        content = content[key]
    return content
