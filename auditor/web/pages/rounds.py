"""The second round: a new version of the material is dropped, and stands beside the earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.responses import Response

from auditor.checks.history.versions import Comparison, FindingStatus, VersionPair, compare
from auditor.outputs.reports.versions import (
    FINDING_WORDS,
    CellLine,
    FindingLine,
    cell_lines,
    finding_lines,
    lead_sentence,
    tally_sentence,
    title_of,
)
from auditor.web.results import BatchResult
from auditor.web.store.batches import answers_of, batch_for
from auditor.web.store.tables import BatchRecord
from auditor.web.visit import Visit


@dataclass(frozen=True)
class ComparedPair:
    """One file in two versions: what became of its findings, and which cells were changed."""

    title: str
    findings: dict[FindingStatus, list[FindingLine]]
    cells: tuple[CellLine, ...]


def show(visit: Visit) -> Response:
    """What became of the earlier version's findings; where this is the first version, where the next is dropped."""
    batch = visit.batch()
    with visit.site.store.reading() as session:
        earlier = batch_for(session, visit.account, batch.previous) if batch.previous else None
        answers = [one for one in answers_of(session, batch.id) if batch_for(session, visit.account, one.id)]
    comparison = _compared(visit, earlier, batch) if earlier is not None else None
    return visit.page(
        "rounds.html",
        batch=batch,
        earlier=earlier,
        answers=answers,
        told=(lead_sentence(comparison), tally_sentence(comparison)) if comparison else (),
        pairs=[_pair(one) for one in comparison.pairs] if comparison else [],
        words=FINDING_WORDS,
        limits=visit.site.settings.limits,
    )


def _pair(pair: VersionPair) -> ComparedPair:
    lines = list(finding_lines(pair))
    found = {status: [line for line in lines if line.status == status] for status in FINDING_WORDS}
    return ComparedPair(title_of(pair), found, tuple(cell_lines(pair)))


def _compared(visit: Visit, earlier: BatchRecord, batch: BatchRecord) -> Comparison | None:
    """The comparison; None where one of them has no result yet."""
    try:
        results = [BatchResult(visit.site.folder(one.id)) for one in (earlier, batch)]
    except FileNotFoundError:
        return None
    before, now = ((one.path, one.stamp) for one in results)
    return _comparison(before, now)


@lru_cache(maxsize=8)
def _comparison(before: tuple[Path, int], now: tuple[Path, int]) -> Comparison:
    """The comparison of two results, each named by path and moment of writing; files that were not read are left out."""
    old, new = (BatchResult(path.parent.parent).submissions() for path, _ in (before, now))
    return compare([one for one in old if one.status == "audited"], [one for one in new if one.status == "audited"])
