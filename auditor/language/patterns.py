"""Regular expressions that rules and checks share: ``corpora/lexicon/patterns.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from auditor.errors import ConfigurationError
from auditor.language.expressions import SafeExpression
from auditor.resources import data_path

_TABLE = ("corpora", "lexicon", "patterns.yaml")


@cache
def pattern(name: str) -> SafeExpression:
    """The expression of a name.

    Raises:
        ConfigurationError: C003 where the shipped file is missing or has no such expression.
    """
    try:
        return SafeExpression(str(_table()[name]["expression"]))
    except (KeyError, TypeError) as error:
        raise ConfigurationError("C003", name="/".join(_TABLE), reason=str(error)) from error


@cache
def _table() -> Any:
    import yaml

    text = data_path(*_TABLE).read_text(encoding="utf-8")
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ConfigurationError("C003", name="/".join(_TABLE), reason=str(error)) from error
