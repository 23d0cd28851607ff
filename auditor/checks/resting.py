"""What a Python check rests on: the fields whose misreading would make it wrong. Each check declares it beside itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from auditor.checks.protocol import PythonCheck

INDICATORS = "indicators"
"""In ``Project.unsure``: not all rows of its table were read."""

RESULTS = ("actual", "comparator", "deviation_reason", "level3", "target", "unit")
"""The fields of rows that state what was to be reached, and what was."""

Check = TypeVar("Check", bound=PythonCheck)
_FIELDS = "fields_rested_on"


def rests_on(*fields: str) -> Callable[[Check], Check]:
    """Declare the fields of rows, and of the project as ``project.goal``, that a check rests on."""

    def declared(check: Check) -> Check:
        setattr(check, _FIELDS, frozenset(fields))
        return check

    return declared


def fields_of_check(check: PythonCheck) -> frozenset[str] | None:
    """What a check declares that it rests on; None where it declares nothing: then it rests on all that was read."""
    return getattr(check, _FIELDS, None)
