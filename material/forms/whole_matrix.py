"""Every form in every format: the forms of ministries, those that departments compose, lists and flat exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from material.forms.composed_layouts import COMPOSED, comma_separated
from material.forms.composed_matrix import LIST_FORMATS, LISTS, measure_form, measure_list
from material.forms.further_renderers import FURTHER, TEXTS
from material.forms.layouts import LAYOUTS, Form
from material.forms.matrix import FLAT, FLAT_FORMATS, Score, measure, measure_flat
from material.forms.renderers import RENDERERS

Renderer = Callable[[Sequence[Form]], bytes]

ALL_FORMATS: Mapping[str, Renderer] = {**RENDERERS, **FURTHER, "CSV 无合并": comma_separated, **TEXTS}


def whole_matrix(renderers: Mapping[str, Renderer], seeds: Sequence[int]) -> dict[tuple[str, str], Score | None]:
    """Scores by form and format, with lists and flat exports."""
    return dict([*_forms(renderers, seeds), *_lists(seeds)])


def converted_forms(renderers: Mapping[str, Renderer], seeds: Sequence[int]) -> dict[tuple[str, str], Score | None]:
    """Scores of the forms alone; None where this machine cannot read the format."""
    return dict(_forms(renderers, seeds))


def _forms(renderers: Mapping[str, Renderer], seeds: Sequence[int]) -> Iterator[tuple[tuple[str, str], Score | None]]:
    for name, render in renderers.items():
        for layout in LAYOUTS:
            yield (layout.name, name), measure(layout, render, seeds)
        for layout in COMPOSED:
            yield (layout.name, name), measure_form(layout, render, seeds)


def _lists(seeds: Sequence[int]) -> Iterator[tuple[tuple[str, str], Score | None]]:
    for listed in LISTS:
        for form in LIST_FORMATS:
            yield (listed, form if form in ALL_FORMATS else "CSV 无合并"), measure_list(listed, form, seeds)
    for form in FLAT_FORMATS:
        yield (FLAT, form), measure_flat(form, seeds)


def together(scores: Sequence[Score | None]) -> Score:
    """The sums of several scores; one that could not be measured counts for nothing."""
    total = Score()
    for score in filter(None, scores):
        total.cells += score.cells
        total.cells_right += score.cells_right
        total.heads += score.heads
        total.heads_right += score.heads_right
        total.documents += score.documents
        total.silent += score.silent
    return total
