"""Texts divided where findings point at words, so that a report can highlight them without touching the text itself."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from auditor.model import SEVERITY_ORDER, Finding, Severity


class MarkedText(NamedTuple):
    """A stretch of text; ``severity`` of the gravest finding that accuses it, or None; ``rules`` that do."""

    text: str
    severity: Severity | None
    rules: tuple[str, ...]


def pieces(text: str, findings: Sequence[Finding]) -> tuple[MarkedText, ...]:
    """Divide a text at the borders of the findings' spans; joined again the pieces are the text.

    Args:
        text: of one field.
        findings: those that accuse this field; spans may overlap.
    """
    spans = [(max(0, f.span[0]), min(len(text), f.span[1]), f) for f in findings if f.span is not None]
    borders = sorted({0, len(text), *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    return tuple(
        _piece(text[start:end], [f for low, high, f in spans if low <= start and end <= high])
        for start, end in itertools.pairwise(borders)
        if start < end
    )


def _piece(text: str, findings: Sequence[Finding]) -> MarkedText:
    if not findings:
        return MarkedText(text, None, ())
    gravest = min(findings, key=lambda finding: SEVERITY_ORDER.index(finding.severity)).severity
    return MarkedText(text, gravest, tuple(dict.fromkeys(finding.rule for finding in findings)))
