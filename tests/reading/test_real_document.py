"""The real document beside the checkout: counts, sums, and six projects cell by cell against a reviewer's transcript."""

import json
from collections import defaultdict

import pytest

from auditor.reading import read

CELLS = ("level1", "level2", "level3", "description", "target", "basis")


@pytest.fixture(scope="module")
def document():
    from tests.conftest import REAL

    paths = sorted(REAL.glob("000_*.txt")) if REAL.is_dir() else []
    if not paths:
        pytest.skip("the real document is not here")
    return read(paths[0])


@pytest.fixture(scope="module")
def transcript(document):
    from tests.conftest import REAL

    rows = defaultdict(list)
    name = document.source.rsplit("/", 1)[-1]
    for line in (REAL / "rows-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["source"].startswith(name):
            rows[row["source"].split()[1]].append(row)
    return rows


def test_nothing_is_lost_and_nothing_invented(document):
    assert document.status == "audited"
    assert len(document.projects) == 18
    assert sum(len(project.indicators) for project in document.projects) == 163
    assert len(document.narrative) == 16
    assert sum(project.budget_wan for project in document.projects) == pytest.approx(1056.2041)


def test_transcribed_projects_agree_in_every_cell(document, transcript):
    found = {project.code: project for project in document.projects}
    assert len(transcript) == 6
    for code, rows in transcript.items():
        assert [tuple(getattr(row, cell) for cell in CELLS) for row in found[code].indicators] == [
            tuple(row[cell] for cell in CELLS) for row in rows
        ]
        assert found[code].budget_wan == rows[0]["budget_wan"]


def test_every_project_is_whole(document):
    for project in document.projects:
        assert [step.percent for step in project.spending_plan] == [25, 50, 75, 100]
        assert project.name and project.goal and project.purpose
        assert [part.amount_wan for part in project.funding] == [project.budget_wan]
        assert len(project.indicators) == (10 if project.code.endswith("009") else 9)


def test_every_item_of_the_narrative_names_its_table(document):
    codes = [project.code for project in document.projects]
    assert [item.project for item in document.narrative] == codes[:16]
    assert document.year == 2024
    assert document.overall_goal
