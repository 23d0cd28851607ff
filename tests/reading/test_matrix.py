"""Every form in every format comes back cell by cell: workbooks, Word, web pages, ruled PDF and text with tabs."""

import pytest

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
