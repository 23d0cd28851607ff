"""A name for a finding that survives re-runs, reordered rows and edits elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from auditor.checks.protocol import Hit, ProjectView, Row, Subject
from auditor.language.normalise import normalise
from auditor.rules.grammar import Rule


class Accusation(NamedTuple):
    """A hit together with the rule that was broken, whom it concerns, and that row or project (None: a whole submission).

    ``subject`` says where it stands; that of the hit may be another row of the same wording. ``owner`` names whose it is beyond one run: the project's code, or its name where it has none, or the department.
    """

    rule: Rule
    hit: Hit
    subject: Subject
    target: Row | ProjectView | None
    owner: str


def fingerprints(accusations: Iterable[Accusation]) -> Iterator[str]:
    """One fingerprint an accusation, in order; equal ones are told apart by their ordinal.

    Built from rule id, owner, second and third level, field and accused words, never from row numbers, wording
    or versions, so that waivers and baselines outlive them. What was gathered over the rows of a project does not hang on
    the row that happens to come first.
    """
    seen: Counter[str] = Counter()
    for accusation in accusations:
        key = "\x1f".join(_parts(accusation))
        seen[key] += 1
        yield hashlib.sha256(f"{key}\x1f{seen[key]}".encode()).hexdigest()[:16]


def _parts(accusation: Accusation) -> tuple[str, ...]:
    hit, target = accusation.hit, accusation.target
    words = hit.values.get("accused", "")
    gathered = accusation.rule.once_per_project
    row = target.indicator if isinstance(target, Row) and not gathered else None
    level2, level3 = (normalise(row.level2), normalise(row.level3)) if row else ("", "")
    return _lasting_id(accusation.rule), accusation.owner, level2, level3, hit.field or "", normalise(words)


def _lasting_id(rule: Rule) -> str:
    """The id that fingerprints are built from: a rule goes on under the first of those that it ``replaces``."""
    return rule.replaces[0] if rule.replaces else rule.id
