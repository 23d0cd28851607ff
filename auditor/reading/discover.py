"""Which files of the given paths are to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.errors import UnreadableError

READABLE = (
    *(".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".tsv"),
    *(".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".htm", ".html", ".mht", ".mhtml"),
    *(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"),
)
"""Endings looked for in folders; a file named on its own is read whatever its ending."""


def discover(paths: Iterable[Path]) -> list[Path]:
    """Files to read, each once: files as given, folders searched through, in sorted order.

    Hidden files and the lock files of open documents (``~$…``) are left out.

    Raises:
        UnreadableError: R005 for a path that does not exist, R006 for a folder without a readable file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_in_folder(path)))
        elif path.exists():
            found[path] = None
        else:
            raise UnreadableError("R005", path=path)
    return list(found)


def _in_folder(folder: Path) -> list[Path]:
    files = sorted(path for path in _visible(folder) if path.suffix.lower() in READABLE)
    if not files:
        raise UnreadableError("R006", path=folder, formats="、".join(READABLE))
    return files


def _visible(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts):
            yield path
