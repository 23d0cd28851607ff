"""The overview of a batch: who has which faults, how much money stands behind them, and a page for every submission."""

import re

import pytest

from auditor.outputs.reports.formats import write_formats
from auditor.outputs.reports.html import page_name
from auditor.outputs.reports.season import LEAST_NODES, copies_graph, season_of
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.write import audit_files
from auditor.resources import data_path


@pytest.fixture(scope="module")
def result():
    return audit_files([data_path("corpora", "samples", "text")], EngineCore())


def test_departments_by_family_add_up_to_all_findings(result):
    lines = season_of(result.submissions).heat_map()
    assert [line.name for line in lines] == ["云岭区文化馆", "江湾街道办事处", "南陵区卫生健康局", "清泉县水利局"]
    assert sum(line.total for line in lines) == result.totals.findings
    assert sum(cell.number for line in lines for cell in line.cells) == result.totals.findings


def test_money_behind_weak_targets(result):
    money = season_of(result.submissions).money()
    budgets = [project.budget_wan for one in result.submissions for project in one.projects]
    weak = [p.budget_wan for s in result.submissions for p in s.projects if p.score.grade in ("中", "差")]
    assert money.total == pytest.approx(sum(budgets))
    assert (money.weak, money.weak_projects) == (pytest.approx(sum(weak)), len(weak))


def test_the_worst_faults_are_errors_in_most_projects(result):
    faults = season_of(result.submissions).worst_faults(3)
    assert [fault.severity for fault in faults] == ["error"] * 3
    assert [fault.projects for fault in faults] == sorted((fault.projects for fault in faults), reverse=True)


def test_each_submission_has_its_page_and_the_overview_leads_there(result, tmp_path):
    (path,) = write_formats(result, tmp_path, ["html"])
    page = path.read_text(encoding="utf-8")
    linked = re.findall(r'href="(pages/[^"]+)"', page.partition('id="index"')[2])
    by_department = re.findall(r'href="(pages/[^"]+)"', page.partition('id="index"')[0])
    assert sorted(by_department) == linked
    assert linked == [f"pages/{page_name(place, one.source)}" for place, one in enumerate(result.submissions)]
    for link, submission in zip(linked, result.submissions, strict=True):
        own = (tmp_path / link).read_text(encoding="utf-8")
        assert "../report.html" in own
        assert all(project.name in own for project in submission.projects)
    assert "http" not in re.sub(r"http://www.w3.org/\S+", "", page)


def pairs_with(pair, *codes):
    """The pair, and its first project beside others of these codes."""
    return (pair, *(pair.model_copy(update={"b": pair.b.model_copy(update={"code": code})}) for code in codes))


def test_copies_are_drawn_between_the_projects_that_share(result):
    pairs = pairs_with(result.duplicates.project_pairs[0], "丙", "丁")
    graph = copies_graph(pairs)
    assert (len(graph.nodes), len(graph.arcs)) == (LEAST_NODES, len(pairs))
    assert copies_graph(()) is None


def test_copies_of_few_projects_are_left_to_the_table(result):
    assert copies_graph(pairs_with(result.duplicates.project_pairs[0], "丙")) is None


def test_hostile_file_names_become_harmless_page_names(result):
    hostile = result.submissions[0].model_copy(update={"source": '../<img onerror=1>:"?*|.docx'})
    assert re.fullmatch(r"001-[^\\/:*?\"<>|\s]+\.html", page_name(0, hostile.source))
