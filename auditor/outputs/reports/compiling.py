"""Makes Python of the templates of reports (``compiled.py``): ``python -m auditor.outputs.reports.compiling``."""

from __future__ import annotations

import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from auditor.outputs.reports.compiled import compiled_folder
from auditor.outputs.reports.html import report_environment
from auditor.resources import data_path


def compile_templates(environment: Environment, folder: Path) -> None:
    """Write the Python of every template of reports.

    Args:
        environment: what they will be used with.
        folder: where to; made where there is none.
    """
    plain = environment.overlay()
    plain.loader = FileSystemLoader(data_path("reports", "templates"))
    plain.compile_templates(folder, extensions=["html"], zip=None, ignore_errors=False)


if __name__ == "__main__":
    shutil.rmtree(compiled_folder().parent, ignore_errors=True)
    compile_templates(report_environment(), compiled_folder())
