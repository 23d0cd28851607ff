"""What a look through a whole batch sees of a submission: a part of it, read in a fifth of the time of the whole.

The fields are those of ``auditor.model`` of the same names; what else stands in the JSON is passed over.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from auditor.model import Kind, NarrativeItem


class _Glance(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class RowGlance(_Glance):
    """The words of an ``Indicator``."""

    id: str
    level2: str = ""
    level3: str = ""
    description: str = ""
    target: str = ""


class ProjectGlance(_Glance):
    """What a ``Project`` is called and says; ``department_form`` tells only whether it has one."""

    code: str
    name: str
    purpose: str = ""
    goal: str = ""
    budget_wan: float | None = None
    indicators: tuple[RowGlance, ...] = ()
    department_form: object = None


class SubmissionGlance(_Glance):
    """Whose a ``Submission`` is, and its projects and items."""

    source: str
    sha256: str
    department: str | None = None
    year: int | None = None
    kind: Kind = "target_declaration"
    narrative: tuple[NarrativeItem, ...] = ()
    projects: tuple[ProjectGlance, ...] = ()
