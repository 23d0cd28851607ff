"""The stages of an audit, one after another on the same submissions: ``python -m benchmarks.stages ROWS``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from auditor.audit import Auditor, _judged
from auditor.checks.protocol import Batch, build_batch
from auditor.duplicates.find import find_duplicates
from auditor.judging.run import Judgement, judge
from auditor.language.artefacts import Language
from auditor.model import Result, RulePack, Submission, Tool
from auditor.reporting.json import write_json
from auditor.scoring.totals import totals_of
from benchmarks.candidates import warmed
from benchmarks.measuring import Measured, clocked, told
from benchmarks.season import submissions, texts_of

STAGES = ("分词、数量、日期", "查重", "规则与分类器", "评分与汇总", "写出 result.json")


def measured_stages(batch: tuple[Submission, ...], folder: Path) -> list[Measured]:
    """One measurement for each of ``STAGES``; what a stage finds known from the one before it does not do again."""
    auditor = warmed()
    found: list[Measured] = []

    def stage(job: Callable[[], Any]) -> Any:
        measured, outcome = clocked(job)
        found.append(measured)
        return outcome

    stage(lambda: _understood(batch, auditor.language))
    repeated = stage(lambda: find_duplicates(batch, auditor.language))
    wrapped = replace(build_batch(batch, auditor.language), duplicates=repeated)
    judgement = stage(lambda: judge(wrapped, auditor.pack, auditor.experts))
    result = stage(lambda: _assembled(wrapped, judgement, auditor))
    stage(lambda: write_json(result, folder))
    return found


def _assembled(batch: Batch, judgement: Judgement, auditor: Auditor) -> Result:
    """Scores, quantities and findings put with their submissions, and the totals."""
    judged = tuple(_judged(number, one, judgement, auditor) for number, one in enumerate(batch.submissions))
    return Result(
        tool=Tool(name="auditor", version=""),
        rules=RulePack(pack="auditor", version="", fingerprint=""),
        totals=totals_of(judged),
        submissions=judged,
        coverage=judgement.coverage,
        duplicates=batch.duplicates,
    )


def _understood(batch: tuple[Submission, ...], language: Language) -> None:
    for submission in batch:
        for text in texts_of(submission):
            language.analyse(text, year=submission.year)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        parts = measured_stages(tuple(submissions(int(sys.argv[1]))), Path(name))
    told(
        Measured(sum(one.seconds for one in parts), sum(one.cpu for one in parts)),
        stages=[one.seconds for one in parts],
        cpu=[one.cpu for one in parts],
    )
