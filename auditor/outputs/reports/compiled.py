"""Templates of reports as Python, as Jinja makes it of them: making it anew is the twentieth part of a small audit.

It is good for one version of Jinja, which its folder is named after; under any other the templates are used themselves.
``python -m auditor.outputs.reports.compiling`` makes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, ModuleLoader, __version__

from auditor.resources import data_path

_TEMPLATES = "reports", "templates"


def compiled_folder() -> Path:
    """Where the Python made by this version of Jinja stands, if there is any."""
    return data_path("reports") / "compiled" / __version__


def loader(own: Iterable[Path]) -> BaseLoader:
    """Finds templates of reports: in folders of the caller's own, then as Python, then as they were written."""
    return ChoiceLoader(
        [FileSystemLoader([*own]), ModuleLoader(compiled_folder()), FileSystemLoader(data_path(*_TEMPLATES))]
    )
