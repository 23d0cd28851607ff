"""A file read again for the page is read under limits, in a process of its own: one that takes too much is told so."""

import os

import pytest

from auditor.runtime.limits import Limits
from auditor.web.quick import QuickProcess
from auditor.web.settings import ServeSettings
from auditor.web.worker import MATERIAL, DepartmentReading
from material.forms.one_form import EVERY


class EndingReading(DepartmentReading):
    """Stands in for a parser that gives up."""

    def read(self, path):
        os._exit(7)


@pytest.mark.issue(20)
def test_a_reader_that_ends_itself_costs_one_sentence_and_the_process_goes_on(tmp_path):
    folder = tmp_path / MATERIAL
    folder.mkdir()
    (folder / "甲.xlsx").write_bytes(EVERY["甲.xlsx"]())
    quick = QuickProcess(ServeSettings(data=tmp_path))
    try:
        ended = quick.read(tmp_path, "甲.xlsx", EndingReading(limits=Limits()))
        again = quick.read(tmp_path, "甲.xlsx", DepartmentReading())
    finally:
        quick.close()
    assert (ended.status, ended.error.code, again.status) == ("unreadable", "R023", "audited")
