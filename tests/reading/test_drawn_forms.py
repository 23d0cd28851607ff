"""Forms as departments draw them are read as a person reads them, with spans and without."""

import pytest

from auditor.reading.extract import read_content
from material.forms.composed_layouts import comma_separated
from material.forms.drawn import drawn_forms
from material.forms.renderers import RENDERERS

FORMS = {one.name: one for one in drawn_forms()}
MAKE = {"xlsx": RENDERERS["XLSX"], "docx": RENDERERS["DOCX"], "csv": comma_separated, "pdf": RENDERERS["PDF 有线"]}


@pytest.mark.issue(15)
@pytest.mark.parametrize("name", FORMS)
def test_a_drawn_form_is_read_as_drawn(name):
    form = FORMS[name]
    found = {kind: form.seen(read_content(MAKE[kind](form.forms), "样本")) for kind in form.formats}
    assert found == dict.fromkeys(form.formats, form.expected)
