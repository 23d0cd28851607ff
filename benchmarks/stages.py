"""The stages of an audit, one after another on the same submissions: ``python -m benchmarks.stages ROWS``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from auditor.language.artefacts import Language
from auditor.model import Submission
from auditor.outputs.reports.json import ResultFile, line_of, lines_of
from auditor.pipeline.run import JudgedSubmission, prepare_batch
from benchmarks.candidates import warmed
from benchmarks.measuring import Measured, clocked, told
from material.season import submissions, texts_of

STAGES = ("分词、数量、日期", "查重", "规则、分类器、初评", "写出 result.json")


def measured_stages(batch: tuple[Submission, ...], folder: Path) -> list[Measured]:
    """One measurement for each of ``STAGES``; what a stage finds known from the one before it does not do again."""
    engine = warmed()
    found: list[Measured] = []

    def stage(job: Callable[[], Any]) -> Any:
        measured, outcome = clocked(job)
        found.append(measured)
        return outcome

    stage(lambda: _understood(batch, engine.language))
    prepared = stage(lambda: prepare_batch(batch, engine))
    judged = stage(lambda: tuple(prepared.judged()))
    stage(lambda: _written(judged, folder / "result.json"))
    return found


def _written(judged: Iterable[JudgedSubmission], path: Path) -> None:
    """The lines of all submissions and of the ledger."""
    with ResultFile(path) as file:
        for number, one in enumerate(judged):
            file.add(number, (line_of(one.submission), lines_of(one.coverage)))


def _understood(batch: tuple[Submission, ...], language: Language) -> None:
    for submission in batch:
        for text in texts_of(submission):
            known = language.analyse(text)
            known.tokens, known.dates_in(submission.year)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        parts = measured_stages(tuple(submissions(int(sys.argv[1]))), Path(name))
    told(
        Measured(sum(one.seconds for one in parts), sum(one.cpu for one in parts)),
        stages=[one.seconds for one in parts],
        cpu=[one.cpu for one in parts],
    )
