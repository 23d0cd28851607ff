"""Hits that say the same thing about many rows of one project, told once: 依据栏有 6 行写的是“专款专用”."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor.judging.fingerprint import Candidate
from auditor.model import Evidence


def aggregate_by_project(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates of rules marked ``once_per_project`` gathered by project and accused words.

    The first row carries the finding; all rows are its evidence, and ``{count}`` and ``{where}`` say how many and which.
    """
    groups: dict[object, list[Candidate]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        groups[_key(candidate) if candidate.rule.once_per_project else number].append(candidate)
    return [_one(group) if group[0].rule.once_per_project else group[0] for group in groups.values()]


def _key(candidate: Candidate) -> tuple[object, ...]:
    subject, words = candidate.hit.subject, candidate.hit.values.get("accused", "")
    return candidate.rule.id, subject.submission, subject.project, candidate.hit.field, words


def _one(group: list[Candidate]) -> Candidate:
    first = group[0]
    evidence = tuple(item for candidate in group for item in quoted(candidate))
    rows = [candidate.hit.subject.indicator for candidate in group]
    where = "、".join(str(row + 1) for row in rows if row is not None)
    values = {**first.hit.values, "count": str(len(group)), "where": where}
    return first._replace(hit=first.hit._replace(values=values, evidence=evidence))


def quoted(candidate: Candidate) -> tuple[Evidence, ...]:
    """The evidence a check brought, or else the accused field, quoted whole."""
    hit, target = candidate.hit, candidate.target
    if hit.evidence:
        return hit.evidence
    if target is None or hit.field is None or not (text := target.text(hit.field)):
        return ()
    row = target.row_id
    name = hit.field.removeprefix("project.")
    return (Evidence(text=text, indicator=row, project=target.project.code, field=name, span=hit.span),)
