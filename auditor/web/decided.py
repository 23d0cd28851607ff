"""The submissions of a batch as they stand now: judged, with what was decided on the page since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from auditor.judging.decided import with_decisions
from auditor.judging.suppressions import Suppressions
from auditor.model import Result, Submission
from auditor.scoring.review_form import shipped_form
from auditor.scoring.summary import summarise
from auditor.web.results import BatchResult
from auditor.web.site import Site
from auditor.web.store.decisions import handlings
from auditor.web.store.tables import BatchRecord


def decided_submissions(site: Site, batch: BatchRecord) -> Iterator[Submission]:
    """The submissions of a batch, in order, one at a time.

    Raises:
        FileNotFoundError: where it has no result yet.
    """
    with site.store.reading() as session:
        suppressions = Suppressions(handlings(session, batch.department), date.today())
    for submission in BatchResult(site.folder(batch.id)).submissions():
        yield with_decisions(submission, suppressions, shipped_form())


def decided_result(site: Site, batch: BatchRecord) -> Result:
    """The result of a batch as an audit that knew every decision would leave it, but for its ledger.

    Raises:
        FileNotFoundError: where it has no result yet.
    """
    submissions = tuple(decided_submissions(site, batch))
    head = BatchResult(site.folder(batch.id)).summary.head
    return head.model_copy(update={"submissions": submissions, "totals": summarise(submissions).totals})
