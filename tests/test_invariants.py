"""What holds for any submission whatever: nothing crashes, nothing is lost, nothing depends on order or hash seed."""

import subprocess
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.pipeline.write import audit_submissions
from tests.building import brief, project, submission

WORDS = [
    "满意度",
    "≥90%",
    "10万",
    "提升",
    "专款专用",
    "全年",
    "2025年6月底前",
    "无",
    "数量指标",
    "≥900%",
    "XX",
    "，",
    "培训人数",
    "拨付到位",
    "%",
    "≥",
]
CELL = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=4).map("".join)
LEVEL2 = st.sampled_from(
    ["数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "生态效益指标", "满意度指标", "怪指标", ""]
)
ROW = st.tuples(st.just("产出指标"), LEVEL2, CELL, CELL, CELL, CELL)
PROJECT = st.builds(
    lambda code, rows, name, goal, budget: project(code, *rows, name=name, goal=goal, budget_wan=budget),
    st.sampled_from(["1001", "1002", "1003", "10040", ""]), st.lists(ROW, max_size=5), CELL, CELL,
    st.none() | st.floats(0, 1e6, allow_nan=False),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(projects=st.lists(PROJECT, max_size=4))
def test_any_submission_is_judged_without_failure(auditor, projects):
    result = audit_submissions((submission(*projects),), auditor)
    assert [line.failed for line in result.coverage if line.failed] == []
    assert result.totals.findings == len(brief(result))
    assert result.totals.indicators == sum(len(one.indicators) for one in projects)
    for one in result.submissions[0].projects:
        assert all(indicator.measurability is not None for indicator in one.indicators)


def test_the_hash_seed_changes_nothing(tmp_path):
    program = (
        "from pathlib import Path; from auditor.pipeline.write import audit_files; from auditor.pipeline.engine import EngineCore; from auditor.resources import data_path;"
        "print(audit_files([data_path('corpora','samples','text','subdistrict.txt')], EngineCore()).model_dump_json())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("0", "1", "4711")
    }  # fmt: skip
    assert len(outputs) == 1
