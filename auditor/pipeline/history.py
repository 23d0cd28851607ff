"""What an audit knows from before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from auditor.checks.history.past import ArchivedProjects
from auditor.judging.suppressions import NO_SUPPRESSIONS, Suppressions
from auditor.model import Submission


class ArchiveLookup(Protocol):
    """Knows earlier years: the archive of a bureau, or what a rule's example says of them."""

    def without(self, own: Iterable[str]) -> ArchiveLookup:
        """The same for a batch of these files (sha256), which are not compared with themselves."""
        ...

    def __call__(self, submission: Submission) -> ArchivedProjects:
        """What matters for a submission."""
        ...


@dataclass(frozen=True)
class History:
    """What is known from before: decisions entered in a ledger, the fingerprints of an earlier result, and an archive."""

    suppressions: Suppressions = NO_SUPPRESSIONS
    baseline: frozenset[str] | None = None
    archive: ArchiveLookup | None = None


NO_HISTORY = History()
