"""Every form in every format comes back cell by cell: workbooks, Word, web pages, ruled PDF and text with tabs."""

import pytest

from material.forms.composed_layouts import COMPOSED
from material.forms.composed_matrix import measure_form
from material.forms.further_renderers import FURTHER, TEXTS
from material.forms.layouts import LAYOUTS
from material.forms.matrix import FLAT_FORMATS, commonest, measure, measure_flat
from material.forms.renderers import RENDERERS

SEEDS = (1, 2)


@pytest.mark.parametrize("form", [pytest.param(layout, id=layout.name) for layout in LAYOUTS])
@pytest.mark.parametrize("name", RENDERERS)
def test_form_in_format(form, name):
    score = measure(form, RENDERERS[name], SEEDS)
    assert score.head_share == 1, commonest(score)
    assert score.cell_share >= 0.995, commonest(score)


@pytest.mark.parametrize("name", FLAT_FORMATS)
def test_flat_export(name):
    score = measure_flat(name, SEEDS)
    assert score.head_share == 1, commonest(score)
    assert score.cell_share >= 0.995, commonest(score)


@pytest.mark.issue(15)
@pytest.mark.parametrize("name", FURTHER)
def test_every_form_in_a_further_format(name):
    scores = [measure(layout, FURTHER[name], (1,)) for layout in LAYOUTS]
    scores += [measure_form(layout, FURTHER[name], (1,)) for layout in COMPOSED]
    assert [(one.cells_right, one.heads_right) for one in scores] == [(one.cells, one.heads) for one in scores]


@pytest.mark.issue(15)
@pytest.mark.parametrize("name", TEXTS)
def test_every_form_as_pasted_text_without_its_merged_cells(name):
    scores = [measure(layout, TEXTS[name], (1,)) for layout in LAYOUTS]
    scores += [measure_form(layout, TEXTS[name], (1, 2, 3)) for layout in COMPOSED]
    assert [one.silent for one in scores] == [0] * len(scores)
    assert sum(one.cells_right for one in scores) >= 0.985 * sum(one.cells for one in scores)
    assert [one.heads_right for one in scores] == [one.heads for one in scores]
