"""The shipped samples: everything planted is found, in text and in workbook alike, and the clean one has no error."""

import pytest
import yaml

from auditor.pipeline.write import audit_files
from auditor.resources import data_path
from tests.building import brief

SAMPLES = data_path("corpora", "samples")
MANIFEST = yaml.safe_load((SAMPLES / "manifest.yaml").read_text(encoding="utf-8"))
FORMATS = ("text/{}.txt", "workbooks/{}.xlsx")


@pytest.fixture(scope="module")
def results(auditor):
    return {
        (name, suffix): audit_files([SAMPLES / suffix.format(name)], auditor) for name in MANIFEST for suffix in FORMATS
    }


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", [name for name, entry in MANIFEST.items() if not entry.get("clean")])
def test_everything_planted_is_found(results, name, suffix):
    found = {(project, row, rule) for project, row, _, rule in brief(results[name, suffix])}
    planted = [(p.get("project", ""), str(p.get("row", "")), p["rule"]) for p in MANIFEST[name]["planted"]]
    narrative_rules = {"CON005", "CON006", "CON007", "DUP006"} if suffix.endswith(".xlsx") else set()
    missing = [one for one in planted if one not in found and one[2] not in narrative_rules]
    assert missing == []


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", [name for name, entry in MANIFEST.items() if entry.get("clean")])
def test_the_clean_sample_has_no_error(results, name, suffix):
    errors = [
        (finding.rule, finding.indicator, finding.message)
        for one in results[name, suffix].submissions
        for project in one.projects
        for finding in project.findings
        if finding.severity == "error"
    ]
    assert errors == []


@pytest.mark.parametrize("name", MANIFEST)
def test_text_and_workbook_read_the_same(results, name):
    text, book = (results[name, suffix].submissions[0] for suffix in FORMATS)
    fields = ("level1", "level2", "level3", "description", "target", "basis")

    def cells(one):
        return [(p.code, *(getattr(i, f) for f in fields)) for p in one.projects for i in p.indicators]

    assert cells(text) == cells(book)
