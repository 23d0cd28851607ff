"""Templates are compiled when they are changed, not when a report is written."""

import jinja2
import pytest

from auditor.outputs.reports.compiled import compiled_folder
from auditor.outputs.reports.compiling import compile_templates
from auditor.outputs.reports.html import report_environment
from auditor.resources import data_path

NAMES = sorted(path.name for path in data_path("reports", "templates").glob("*.html"))
of_this_jinja = pytest.mark.skipif(not compiled_folder().is_dir(), reason="compiled by another version of Jinja")


def test_some_version_of_jinja_compiled_them():
    assert [*compiled_folder().parent.glob("*/*.py")]


@of_this_jinja
def test_the_compiled_templates_are_fresh(tmp_path):
    compile_templates(report_environment(), tmp_path)
    fresh = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.py")}
    kept = {path.name: path.read_text(encoding="utf-8") for path in compiled_folder().glob("*.py")}
    assert len(fresh) == len(NAMES)
    assert kept == fresh, "请运行 .ci/regenerate"


@of_this_jinja
def test_no_template_of_a_report_is_compiled_to_write_it(monkeypatch):
    def refuse(self, source, name=None, *_, **__):
        pytest.fail(f"{name} is compiled")

    monkeypatch.setattr(jinja2.Environment, "compile", refuse)
    environment = report_environment().overlay()
    assert [environment.get_template(name).name for name in NAMES] == NAMES


def test_under_another_version_of_jinja_the_templates_themselves_are_used(tmp_path, monkeypatch):
    monkeypatch.setattr("auditor.outputs.reports.compiled.compiled_folder", lambda: tmp_path / "0.0")
    environment = report_environment.__wrapped__()
    assert environment.get_template("report.html").filename == str(data_path("reports", "templates", "report.html"))
