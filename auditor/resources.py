"""Where the files that travel with the program are: rules, corpora, report templates."""

from __future__ import annotations

from pathlib import Path

from auditor.errors import ConfigurationError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
_MARK_OF_CHECKOUT = "pyproject.toml"


def data_path(*parts: str) -> Path:
    """The path of a shipped file or folder.

    Args:
        parts: path segments from the top of the checkout, e.g. ``"corpora", "lexicon"``.

    Returns:
        The path in the checkout when the program runs from one, else the copy inside the installed package.

    Raises:
        ConfigurationError: C003 where there is no such file or folder.
    """
    for home in _homes():
        path = home.joinpath(*parts)
        if path.exists():
            return path
    raise ConfigurationError("C003", name="/".join(parts), reason="找不到")


def _homes() -> tuple[Path, ...]:
    shipped = _PACKAGE / "_data"
    return (_CHECKOUT, shipped) if is_checkout() else (shipped,)


def is_checkout() -> bool:
    """Whether the program runs from a checkout of its source rather than from an installation."""
    return (_CHECKOUT / _MARK_OF_CHECKOUT).is_file()
