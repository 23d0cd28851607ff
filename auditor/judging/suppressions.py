"""What people decided about findings: entered in the ledger, kept with the finding, and checked like rules are.

A finding that somebody keeps on purpose (说明保留, 不予采纳, 误报) with a reason is waived: it stays in every report with that
reason, and neither lowers a score nor fails a run. A waiver ends after its date, and one that fits nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from auditor.judging.decisions import meaning_of, reason_in
from auditor.model import Finding, Handling, HandlingNote, Waiver


@dataclass(frozen=True)
class Suppressions:
    """Suppressions by fingerprint, and the day on which they are looked at (None: no date is ever past)."""

    by_fingerprint: Mapping[str, Handling]
    today: date | None = None

    def apply(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings, each with what was decided about it."""
        return tuple(map(self._decided, findings) if self.by_fingerprint else findings)

    def notes(self, present: Set[str]) -> tuple[HandlingNote, ...]:
        """Suppressions that have no effect, and why: nothing to decide on, no reason given, or past their date.

        Args:
            present: the fingerprints of all findings of the run.
        """
        found = [
            HandlingNote(fingerprint=key if key.isprintable() else "", handling=handling, problem=problem)
            for key, handling in sorted(self.by_fingerprint.items())
            if (problem := self._problem(key, handling, present)) is not None
        ]
        return tuple(sorted(found, key=lambda note: (note.handling.line or 0, note.fingerprint)))

    def _decided(self, finding: Finding) -> Finding:
        handling = self.by_fingerprint.get(finding.fingerprint)
        if handling is None:
            return finding
        reason = handling.reason or reason_in(handling.decision)
        kept = meaning_of(handling.decision) == "kept" and handling.problem is None
        waives = kept and bool(reason) and not self._expired(handling)
        waiver = Waiver(reason=reason, by=handling.by, on="", until=handling.until) if waives else None
        return finding.model_copy(update={"handling": handling, "waived": waiver})

    def _expired(self, handling: Handling) -> bool:
        return self.today is not None and handling.until is not None and handling.until < self.today.isoformat()

    def _problem(self, key: str, handling: Handling, present: Set[str]) -> str | None:
        if handling.problem is not None:
            return handling.problem
        if key not in present:
            return "这一条问题已经不在本次结果中，处理意见没有用到"
        meaning = meaning_of(handling.decision)
        if meaning == "unclear":
            return "看不出是保留还是修改，请写“说明保留”“不予采纳”或者“采纳修改”，问题照常列出"
        if meaning == "mended":
            return None
        if not handling.reason and not reason_in(handling.decision):
            return "没有写理由，不能保留，问题照常列出"
        return f"已过到期日 {handling.until}，问题重新列出" if self._expired(handling) else None


NO_SUPPRESSIONS = Suppressions({})
