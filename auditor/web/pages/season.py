"""The season: departments by kind of fault, grades, copied projects, who has not answered; as a page, CSV and workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from starlette.responses import Response

from auditor.outputs.reports.sanitize import cell_text
from auditor.outputs.reports.season import copies_graph
from auditor.web.downloads import attachment
from auditor.web.office_season import DepartmentLine, HeldBatch, OfficeSeason, first_round, office_season
from auditor.web.results import BatchResult
from auditor.web.store.batches import batches_for
from auditor.web.store.decisions import handlings
from auditor.web.visit import Visit
from auditor.wording import CATEGORY, SEVERITY

MOST_PAIRS = 50
MOST_BATCHES = 2000
COLUMNS = ("部门", "文件", "项目", "指标", "预算（万元）", "意见", *SEVERITY.values(), *CATEGORY.values(), "优", "良", "中", "差", "交了几次", "状态")  # fmt: skip


def show(visit: Visit) -> Response:
    """The page."""
    season = _season(visit)
    pairs = season.pairs[:MOST_PAIRS]
    return visit.page(
        "season.html",
        season=season,
        figures=season.figures,
        pairs=pairs,
        graph=copies_graph(pairs),
    )


def as_csv(visit: Visit) -> Response:
    """One line a department; text that a spreadsheet would take for a formula is made plain text."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in _season(visit).departments:
        writer.writerow([cell_text(str(value)) if isinstance(value, str) else value for value in _cells(line)])
    return attachment(stream.getvalue().encode("utf-8-sig"), "season.csv")


def as_workbook(visit: Visit) -> Response:
    """The same as a workbook, with the copied projects on a second sheet."""
    from auditor.outputs.papers.sheets import PaperSheet, workbook

    season = _season(visit)
    departments = PaperSheet(
        "部门", "绩效目标审核汇总", _widths(COLUMNS), [_cells(line) for line in season.departments]
    )
    pairs = PaperSheet(
        "雷同项目", "雷同项目", _widths(_PAIRS), [_pair(season, place) for place in range(len(season.pairs))]
    )
    return attachment(workbook([departments, pairs]), "season.xlsx")


_PAIRS = ("项目甲", "预算甲（万元）", "项目乙", "预算乙（万元）", "相同行", "共有（%）")


def _season(visit: Visit) -> OfficeSeason:
    """The season of everything that a person may see."""
    with visit.site.store.reading() as session:
        batches = batches_for(session, visit.account, MOST_BATCHES)
        decided = {name: handlings(session, name) for name in {batch.department for batch in batches}}
    known = {batch.id: batch for batch in batches}
    held = []
    for batch in batches:
        try:
            result = BatchResult(visit.site.folder(batch.id))
        except FileNotFoundError:
            continue
        held.append(HeldBatch(batch.id, first_round(batch, known), result, decided[batch.department]))
    return office_season(held, visit.site.figures)


def _widths(columns: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, 24 if name in ("部门", "项目甲", "项目乙") else 10) for name in columns)


def _cells(line: DepartmentLine) -> tuple[str | float | None, ...]:
    severities = (line.opinions.get(key, 0) for key in SEVERITY)
    categories = (line.findings.get(key, 0) for key in CATEGORY)
    grades = (line.grades.get(name, 0) for name in ("优", "良", "中", "差"))
    return (
        line.name, line.files, line.projects, line.rows, line.budget, sum(line.opinions.values()),
        *severities, *categories, *grades, line.rounds, line.state,
    )  # fmt: skip


def _pair(season: OfficeSeason, place: int) -> tuple[str | float | None, ...]:
    pair = season.pairs[place]
    return (
        f"{pair.a.code} {pair.a.name}".strip(), pair.a.budget_wan, f"{pair.b.code} {pair.b.name}".strip(),
        pair.b.budget_wan, len(pair.rows), round(100 * pair.share),
    )  # fmt: skip
