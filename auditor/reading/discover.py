"""Which files of the given paths are to be read, and which of a folder are told as not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.reading.archives.contents import ENDINGS, inner_paths, is_archive
from auditor.reading.archives.member import is_passed_over

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
"""Endings of files that are a page as a picture."""
READABLE = (
    *(".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".fods", ".csv", ".tsv", ".xml"),
    *(".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd", ".htm", ".html", ".mht", ".mhtml"),
    *PICTURES,
    *ENDINGS,
)
"""Endings looked for in folders; of other files there only the name is told."""

_START = 8


def discover(paths: Iterable[Path]) -> list[Path]:
    """Files to read, each once: files as given (also in an archive), folders and archives searched through, sorted.

    Hidden files, the lock files of open documents (``~$…``), what systems leave in folders, and what is no regular file
    (pipes, devices) are left out. Files in a folder whose ending is not in ``READABLE`` are in the list: reading them tells
    that they are not read.

    Raises:
        UnreadableError: R005 for a path that does not exist, R006 for a folder without a readable file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(one for file in _in_folder(path) for one in _unpacked(file)))
        elif path.is_file():
            found.update(dict.fromkeys(_unpacked(path)))
        elif inside := _in_archive(path):
            found.update(dict.fromkeys(inside))
        else:
            raise UnreadableError("R005", path=path)
    return list(found)


def _unpacked(path: Path) -> list[Path]:
    """The file itself, or what stands in it where it is an archive."""
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError:
        return [path]
    if not start.startswith((b"PK", b"7z", b"Rar")):
        return [path]
    packed = path.suffix.lower() in ENDINGS or (path.suffix.lower() not in READABLE and is_archive(path.read_bytes()))
    return inner_paths(path) if packed else [path]


def _in_archive(path: Path) -> list[Path]:
    """The file of this path in an archive (``a.zip/b.xlsx``), or all files below it; empty where there is none."""
    holder = next((one for one in path.parents if one.is_file()), None)
    return [one for one in inner_paths(holder) if one == path or path in one.parents] if holder is not None else []


def _in_folder(folder: Path) -> list[Path]:
    files = sorted(_visible(folder))
    if not any(path.suffix.lower() in READABLE for path in files):
        raise UnreadableError("R006", path=folder, formats="、".join(READABLE))
    return files


def _visible(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        lost = path.is_symlink() and not path.exists()  # what it leads to is away, which reading it tells
        if (path.is_file() or lost) and not is_passed_over(path.relative_to(folder).parts):
            yield path
