"""``template``: which template the project's form follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from auditor.checks.protocol import Batch
from auditor.rules.options import Strict
from auditor.rules.verbs.base import HOLDS, Context, Match, Sketch, Target, Test, Verb
from auditor.taxonomy import Template

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_LEVELS = {"88号": ("产出指标", "成本指标"), "101号": ("成本指标", "经济成本指标")}
"""First and second level of a row that only one template has."""


class TemplateTest(Strict):
    """The project's form follows one of these templates (88号: cost under output; 101号: cost as a first level)."""

    is_: tuple[Template, ...] = Field(alias="is")


class TemplateVerb(Verb):
    """The project's rows show one of these templates."""

    verb: ClassVar[str] = "template"
    usage: ClassVar[str] = "看项目用的是哪种模板：is 写 88号、101号 或 混用"
    example: ClassVar[str] = "template: {is: [混用]}"

    template: TemplateTest

    def compile(self, context: Context) -> Test:
        """Holds for a project and for its rows alike."""
        wanted = self.template.is_

        def test(target: Target, batch: Batch) -> Match | None:
            return HOLDS if batch.view_of(target.subject).template in wanted else None

        return test

    def reads(self, context: Context) -> frozenset[str] | None:
        """None: other rows decide."""
        return None

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """A project with the rows by which the template is known."""
        from hypothesis import strategies as st

        return st.sampled_from(self.template.is_).map(_project)


def _project(template: Template) -> Sketch:
    levels = _LEVELS.values() if template == "混用" else [_LEVELS[template]]
    return {
        "project": {"rows": [{"level1": level1, "level2": level2, "level3": "培训费"} for level1, level2 in levels]}
    }
