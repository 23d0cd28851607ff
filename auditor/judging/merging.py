"""Hits that say the same thing about many rows of one project, told once: 依据栏有 6 行写的是“专款专用”."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.judging.fingerprint import Accusation
from auditor.model import Evidence


def merged(accusations: Iterable[Accusation]) -> list[Accusation]:
    """Accusations of rules marked ``once_per_project`` gathered by project and accused words.

    The first row carries the finding; all rows are its evidence, and ``{count}`` and ``{where}`` say how many and which.
    """
    groups: dict[tuple[object, ...], list[Accusation]] = {}
    for number, accusation in enumerate(accusations):
        groups.setdefault(_key(accusation, number), []).append(accusation)
    return [_one(group) if group[0].rule.once_per_project else group[0] for group in groups.values()]


def _key(accusation: Accusation, number: int) -> tuple[object, ...]:
    if not accusation.rule.once_per_project:
        return (number,)
    subject, words = accusation.subject, accusation.hit.values.get("accused", "")
    return accusation.rule.id, subject.submission, subject.project, accusation.hit.field, words


def _one(group: list[Accusation]) -> Accusation:
    first = group[0]
    evidence = tuple(item for accusation in group for item in quoted(accusation))
    rows = [accusation.subject.indicator for accusation in group]
    where = "、".join(str(row + 1) for row in rows if row is not None)
    values = {**first.hit.values, "count": str(len(group)), "where": where}
    return first._replace(hit=first.hit._replace(values=values, evidence=evidence))


def quoted(accusation: Accusation) -> tuple[Evidence, ...]:
    """The evidence a check brought, or else the accused field, quoted whole."""
    hit, target = accusation.hit, accusation.target
    if hit.evidence:
        return hit.evidence
    if target is None or hit.field is None or not (text := target.text(hit.field)):
        return ()
    row = target.row_id
    name = hit.field.removeprefix("project.")
    return (Evidence(text=text, indicator=row, project=target.project.code, field=name, span=hit.span),)
