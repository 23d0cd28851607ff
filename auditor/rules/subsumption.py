"""Which rule speaks where two say the same, or contradict each other: both name rules that exist, and not each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from auditor.rules.grammar import Rule
from auditor.rules.source import locate, refusal


def check_subsumption(rules: Mapping[str, tuple[Rule, Path]]) -> None:
    """Refuse a ``yields_to`` or ``contradicted_by`` that nothing can come of.

    Args:
        rules: every rule of the pack with its file, by id.

    Raises:
        ConfigurationError: with file and line, where an id is unknown, two rules yield to each other, or a fact would yield to a 疑点.
    """
    for rule, path in rules.values():
        for number, leader in enumerate(rule.yields_to):
            place: list[str | int] = ["yields_to", number]
            if leader not in rules:
                raise refusal(locate(path, place), f"没有编号为“{leader}”的规则")
            if rule.id in _followed(leader, rules):
                raise refusal(locate(path, place), f"{rule.id} 与 {leader} 互相让位，同一行就没有规则指出了")
        for number, other in enumerate(rule.contradicted_by):
            place = ["contradicted_by", number]
            if other not in rules:
                raise refusal(locate(path, place), f"没有编号为“{other}”的规则")
            if rule.id in rules[other][0].contradicted_by or other == rule.id:
                raise refusal(locate(path, place), f"{rule.id} 与 {other} 互相矛盾时，只能有一个让另一个")
            if rule.certainty == "certain" and rules[other][0].certainty == "likely":
                raise refusal(locate(path, place), f"{other} 只是疑点，不能让确认的 {rule.id} 不说")


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
