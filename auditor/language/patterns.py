"""Regular expressions that rules and checks share: ``corpora/lexicon/patterns.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from auditor.errors import ConfigurationError
from auditor.language.expressions import SafeExpression, safe_expression
from auditor.shipped_yaml import shipped_yaml

_TABLE = ("corpora", "lexicon", "patterns.yaml")


@cache
def pattern(name: str) -> SafeExpression:
    """The expression of a name.

    Raises:
        ConfigurationError: C003 where the shipped file is missing or has no such expression.
    """
    try:
        return safe_expression(str(_table()[name]["expression"]))
    except (KeyError, TypeError) as error:
        raise ConfigurationError("C003", name="/".join(_TABLE), reason=str(error)) from error


@cache
def _table() -> Any:
    return shipped_yaml(*_TABLE)
