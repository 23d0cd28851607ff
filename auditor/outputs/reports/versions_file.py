"""The comparison of two versions as a file to pass on: a workbook or a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.checks.history.versions import Comparison
from auditor.errors import AuditorError
from auditor.outputs.reports.sheets import add_table, new_workbook
from auditor.outputs.reports.versions import cell_lines, finding_lines, lead_sentence, tally_sentence, title_of
from auditor.resources import data_path
from auditor.runtime.atomic import placed, write_text

FINDINGS = (("文件", 26), ("结果", 12), ("级别", 7), ("性质", 8), ("项目", 26), ("位置", 22), ("问题", 22), ("说明", 44),
            ("建议", 44), ("规则", 9))  # fmt: skip
CELLS = (("文件", 26), ("改动", 8), ("项目", 26), ("行", 12), ("栏目", 14), ("旧", 44), ("新", 44))
SUMMARY = (("对照结果", 110),)


def write_versions(comparison: Comparison, path: Path) -> Path:
    """Write the comparison as ``.xlsx`` or ``.html``, by the name of the file.

    Raises:
        AuditorError: C011 for another ending, C004 where the file cannot be written.
    """
    writers = {".xlsx": _workbook, ".html": _page}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise AuditorError("C011", name=path.suffix or path.name, known="、".join(writers))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return write(comparison, path)
    except OSError as error:
        raise AuditorError("C004", path=path, reason=error.strerror or str(error)) from error


def _workbook(comparison: Comparison, path: Path) -> Path:
    with placed(path) as beside, new_workbook(beside, "绩效目标前后两版对照") as (workbook, formats):
        add_table(workbook, formats, "总览", SUMMARY, _summary(comparison))
        add_table(workbook, formats, "问题对照", FINDINGS, _findings(comparison))
        add_table(workbook, formats, "表格改动", CELLS, _cells(comparison))
    return path


def _summary(comparison: Comparison) -> Iterator[list[Any]]:
    yield [lead_sentence(comparison)]
    yield [tally_sentence(comparison)]
    for pair in comparison.pairs:
        yield [title_of(pair)]


def _findings(comparison: Comparison) -> Iterator[list[Any]]:
    for pair in comparison.pairs:
        for line in finding_lines(pair):
            certainty = "疑点" if line.doubt else "确认"
            yield [title_of(pair), line.outcome, line.level, certainty, line.project, line.place, line.title,
                   line.message, line.suggestion, line.rule]  # fmt: skip


def _cells(comparison: Comparison) -> Iterator[list[Any]]:
    for pair in comparison.pairs:
        for line in cell_lines(pair):
            yield [title_of(pair), line.outcome, line.project, line.row, line.field, line.old, line.new]


def _page(comparison: Comparison, path: Path) -> Path:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(data_path("reports", "templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("versions.html").render(
        lead=lead_sentence(comparison),
        sentence=tally_sentence(comparison),
        tally=comparison.tally,
        pairs=[
            {
                "title": title_of(pair),
                "handed_in_again": pair.new is not None,
                "findings": list(finding_lines(pair)),
                "cells": list(cell_lines(pair)),
            }
            for pair in comparison.pairs
        ],
    )
    return write_text(path, page)
