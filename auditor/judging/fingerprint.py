"""A name for a finding that survives re-runs, reordered rows and edits elsewhere."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from auditor.checks.history.keys import department_key, tells_one_project
from auditor.checks.protocol import Hit, ProjectView, RowView
from auditor.language.normalise import normalise
from auditor.model import Project, Submission
from auditor.rules.grammar import Rule


class Candidate(NamedTuple):
    """A hit together with the rule that was broken, whom it concerns, and that row or project (None: a whole submission).

    ``owner`` names whose it is beyond one run, as ``owner_of`` tells it.
    """

    rule: Rule
    hit: Hit
    target: RowView | ProjectView | None
    owner: str


def fingerprints(candidates: Iterable[Candidate]) -> Iterator[str]:
    """One fingerprint a candidate, in order; equal ones are told apart by their ordinal.

    Built from rule id, owner, second and third level, field and accused words, never from row numbers, wording
    or versions, so that waivers and baselines outlive them. What was gathered over the rows of a project does not hang on
    the row that happens to come first.
    """
    seen: dict[str, int] = defaultdict(int)
    for candidate in candidates:
        key = "\x1f".join(_parts(candidate))
        seen[key] += 1
        yield hashlib.sha256(f"{key}\x1f{seen[key]}".encode(errors="surrogatepass")).hexdigest()[:16]


def _parts(candidate: Candidate) -> tuple[str, ...]:
    hit, target = candidate.hit, candidate.target
    words = hit.values.get("accused", "")
    gathered = candidate.rule.once_per_project
    row = target.indicator if isinstance(target, RowView) and not gathered else None
    level2, level3 = (normalise(row.level2), normalise(row.level3)) if row else ("", "")
    return lasting_id(candidate.rule), candidate.owner, level2, level3, hit.field or "", normalise(words)


def owner_of(submission: Submission, project: Project | None) -> str:
    """Whose a finding is beyond one run: of a project (None: of the whole submission).

    A code that names one project everywhere is enough. Others have projects of the same name and number in their list too,
    and what one department keeps with a reason must not be kept for another: there the department is a part of it, or the
    file's name where the department is not known.
    """
    if project and tells_one_project(project.code):
        return project.code
    owner = department_key(submission.department) or PurePath(submission.source).stem
    return "\x1e".join((owner, project.code, project.name)) if project else owner


def lasting_id(rule: Rule) -> str:
    """The id that fingerprints are built from: a rule goes on under the first of those that it ``replaces``."""
    return rule.replaces[0] if rule.replaces else rule.id
