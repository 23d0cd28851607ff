"""The forms of ``composed_layouts`` in every format, read again and compared cell by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from random import Random

from auditor.errors import UnreadableError
from auditor.model import Project
from auditor.reading.extract import read_content
from material.forms.composed_layouts import COMPOSED, LISTS, comma_separated, own_second_level, whole_targets
from material.forms.layouts import Form, Layout
from material.forms.matrix import Score, compare, projects_for
from material.forms.renderers import RENDERERS
from material.forms.workbooks import sheet_of

FORMATS: dict[str, Callable[[Sequence[Form]], bytes]] = {
    **{name: RENDERERS[name] for name in ("XLSX", "DOCX", "HTML", "PDF 有线")},
    "CSV 无合并": comma_separated,
}
LIST_FORMATS = ("XLSX", "CSV")
_LEVELS = ("level1", "level2", "level3", "target")


def measure_form(layout: Layout, render: Callable[[Sequence[Form]], bytes], seeds: Sequence[int]) -> Score:
    """One form in one format: a project each seed."""
    score = Score()
    for seed in seeds:
        random = Random(seed)
        projects = tuple(map(whole_targets, projects_for(layout.kind, random, 1)))
        content = render([layout.print(project, random) for project in projects])
        _compare(projects, content, layout.cells, score)
    return score


def measure_list(name: str, form: str, seeds: Sequence[int]) -> Score:
    """One kind of list in one format: three projects each seed."""
    score = Score()
    for seed in seeds:
        random = Random(seed)
        projects = tuple(map(whole_targets, projects_for("target_declaration", random, 2 if "并排" in name else 3)))
        lines = LISTS[name](projects, random)
        width = max(map(len, lines))
        padded = [[*line, *[""] * (width - len(line))] for line in lines]
        content = sheet_of(padded) if form == "XLSX" else _comma_separated(padded)
        _compare(projects, content, _LEVELS, score)
    return score


def _comma_separated(lines: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(lines)
    return stream.getvalue().encode("utf-8-sig")


def _compare(projects: Sequence[Project], content: bytes, cells: Sequence[str], score: Score) -> None:
    score.documents += 1
    try:
        found = read_content(content, "样本").projects
    except UnreadableError as error:
        score.wrong.append(str(error))
        compare(projects, (), cells, False, False, score, refused=True)
        return
    if found and len(found) != len(projects):
        score.wrong.append(f"{len(projects)} 个项目读成 {len(found)} 个")
    compare(projects, found, cells, False, False, score)


__all__ = ["COMPOSED", "FORMATS", "LISTS", "LIST_FORMATS", "measure_form", "measure_list", "own_second_level"]
