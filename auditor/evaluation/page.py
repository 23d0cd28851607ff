"""The evaluation as a page with plots, and as plain data."""

from __future__ import annotations

import json
from pathlib import Path

from auditor.classifier.corpus import LABELS
from auditor.evaluation.run import Evaluation
from auditor.pipeline.engine import EngineCore
from auditor.resources import data_path
from auditor.runtime.atomic import write_text
from auditor.wording import LABEL, SEVERITY


def write_evaluation(evaluation: Evaluation, engine: EngineCore, folder: Path) -> tuple[Path, Path]:
    """Write ``evaluation.json`` and ``evaluation.html``; returns their paths."""
    from jinja2 import Environment, FileSystemLoader

    from auditor import __version__

    folder.mkdir(parents=True, exist_ok=True)
    environment = Environment(loader=FileSystemLoader(data_path("reports", "templates")), autoescape=True)
    best = next(iter(evaluation.predictors.values()))
    page = environment.get_template("evaluation.html").render(
        rows=best.rows,
        best=best,
        predictors=evaluation.predictors,
        parts=evaluation.parts,
        flags=evaluation.flags,
        rules=evaluation.rules,
        errors=evaluation.errors,
        familiar=evaluation.familiar,
        mistakes=evaluation.mistakes,
        labels=LABELS,
        names=LABEL,
        severities=SEVERITY,
        tool=__version__,
        fingerprint=engine.pack.fingerprint,
    )
    data = json.dumps(evaluation.as_json(), ensure_ascii=False, indent=1)
    return write_text(folder / "evaluation.json", data), write_text(folder / "evaluation.html", page)
