"""Which rule speaks where two say the same: ``yields_to`` must name rules that exist, and must not go round in circles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from auditor.rules.grammar import Rule
from auditor.rules.source import locate, refusal


def check_subsumption(rules: Mapping[str, tuple[Rule, Path]]) -> None:
    """Refuse a ``yields_to`` that nothing can come of.

    Args:
        rules: every rule of the pack with its file, by id.

    Raises:
        ConfigurationError: with file and line, where an id is unknown or two rules yield to each other.
    """
    for rule, path in rules.values():
        for number, leader in enumerate(rule.yields_to):
            place: list[str | int] = ["yields_to", number]
            if leader not in rules:
                raise refusal(locate(path, place), f"没有编号为“{leader}”的规则")
            if rule.id in _followed(leader, rules):
                raise refusal(locate(path, place), f"{rule.id} 与 {leader} 互相让位，同一行就没有规则指出了")


def _followed(start: str, rules: Mapping[str, tuple[Rule, Path]]) -> set[str]:
    """The rule and all that it yields to, directly or through others."""
    seen: set[str] = set()
    open_ones = [start]
    while open_ones:
        name = open_ones.pop()
        if name in rules and name not in seen:
            seen.add(name)
            open_ones.extend(rules[name][0].yields_to)
    return seen
