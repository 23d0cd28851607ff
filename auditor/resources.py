"""Where the shipped data lie: at the top of a checkout, or inside the installed package."""

from __future__ import annotations

from pathlib import Path

from auditor.errors import ConfigurationError

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent


def data_path(*parts: str) -> Path:
    """Path of a shipped file or folder, e.g. ``data_path("rules", "places.yaml")``.

    Raises:
        ConfigurationError: C003 where it is neither in a checkout nor in the installed package.
    """
    for base in (_PACKAGE / "_data", _CHECKOUT):
        path = base.joinpath(*parts)
        if path.exists():
            return path
    raise ConfigurationError("C003", name="/".join(parts), reason="找不到")
