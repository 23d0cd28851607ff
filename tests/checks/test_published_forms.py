"""One planted fault in a published-looking form is found through its file, and nothing else is said of it."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from auditor.model import Finding
from auditor.pipeline.write import audit_submissions
from auditor.reading import read
from material.forms.evaluation_faults import CLEAN, FAULTS, WATCH_CLEAN, WATCH_FAULTS
from material.forms.evaluation_forms import PROJECTS, Cells, Planted, drawn, write_docx, write_xlsx

WRITERS: tuple[tuple[str, Callable[[Cells, Path], None]], ...] = (("xlsx", write_xlsx), ("docx", write_docx))


def _cases(planted: tuple[Planted, ...]) -> list[object]:
    """Each change in two of its projects, layouts and formats, another pair for the next change."""
    cases = []
    for number, one in enumerate(planted):
        made = [
            (f"{one.name}-{project.__name__}-{layout.__name__}.{suffix}", one, cells, write)
            for project, layout, (suffix, write) in product(PROJECTS, one.layouts, WRITERS)
            if (cells := drawn(one, project, layout)) is not None
        ]
        chosen = {number * 5 % len(made), (number * 7 + len(made) // 2) % len(made)}
        cases += [pytest.param(*made[place][1:], id=made[place][0]) for place in sorted(chosen)]
    return cases


def _told(cells: Cells, write: Callable[[Cells, Path], None], path: Path, auditor: object) -> list[Finding]:
    write(cells, path)
    one = audit_submissions((read(path),), auditor).submissions[0]  # type: ignore[arg-type]
    return [*one.findings, *(finding for project in one.projects for finding in project.findings)]


@pytest.mark.parametrize(("planted", "cells", "write"), [*_cases(FAULTS), *_cases(WATCH_FAULTS)])
def test_the_fault_is_found_and_nothing_else_is_said(planted, cells, write, auditor, tmp_path):
    found = _told(cells, write, tmp_path / f"form.{'xlsx' if write is write_xlsx else 'docx'}", auditor)
    rules = {one.rule for one in found}
    graver = {one.rule for one in found if one.severity != "info"}
    assert bool(rules & planted.rules), sorted(rules)
    assert graver <= planted.rules | planted.also


@pytest.mark.parametrize(("planted", "cells", "write"), [*_cases(CLEAN), *_cases(WATCH_CLEAN)])
def test_a_form_without_fault_is_let_be(planted, cells, write, auditor, tmp_path):
    found = _told(cells, write, tmp_path / f"form.{'xlsx' if write is write_xlsx else 'docx'}", auditor)
    assert [one.message for one in found if one.severity != "info"] == []
