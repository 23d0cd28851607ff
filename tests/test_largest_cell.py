"""A cell as long as Excel allows, filled with one thing over and over: every rule is done with it in work that its length bounds."""

import pytest

from auditor.model import Indicator, Project, Submission
from auditor.pipeline.write import audit_submissions
from tests.counting import calls

LARGEST = 32_767
"""Characters of a cell of a workbook."""

CALLS_A_CHARACTER = 60
"""Functions called for each character of a cell that is nothing but quantities; work that grows with the square would need
thousands."""

FIELDS = ("level3", "description", "target", "goal")
CELLS = {"digits": "7", "numerals": "一", "brackets": "(", "ranges": "1至", "ranges of numerals": "一至"}


def submission(**cells):
    row = {"level1": "产出指标", "level2": "数量指标", "level3": "培训人数", "target": "120人"} | cells
    goal = row.pop("goal", "")
    project = Project(code="1", name="培训", goal=goal, budget_wan=12, indicators=(Indicator(id="1", **row),))
    return Submission(source="甲.xlsx", sha256="甲", status="audited", year=2026, projects=(project,))


@pytest.mark.issue(14)
@pytest.mark.parametrize("kind", CELLS)
def test_the_work_on_the_largest_cells_is_bounded_by_their_length(auditor, kind):
    text = (CELLS[kind] * LARGEST)[:LARGEST]
    audit_submissions((submission(),), auditor)
    filled = submission(**dict.fromkeys(FIELDS, text))
    assert calls(lambda: audit_submissions((filled,), auditor)) < CALLS_A_CHARACTER * LARGEST * len(FIELDS)
