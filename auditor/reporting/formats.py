"""The formats a result can be written in, by the name a person types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from auditor.errors import AuditorError, ConfigurationError
from auditor.model import Result
from auditor.reporting.csv import write_csv
from auditor.reporting.html import write_html
from auditor.reporting.json import write_json
from auditor.reporting.junit import write_junit
from auditor.reporting.markdown import write_markdown
from auditor.reporting.sarif import write_sarif
from auditor.reporting.xlsx import write_ledger

Writer = Callable[[Result, Path], Path]

COMPLETE = ("json", "sarif")
"""What holds every finding also where a run is compared with an earlier one; the others then tell what is new."""

DEFAULT = ("html", "xlsx", "json")
FORMATS: dict[str, Writer] = {
    "json": write_json, "html": write_html, "xlsx": write_ledger, "sarif": write_sarif, "junit": write_junit,
    "csv": write_csv, "md": write_markdown,
}  # fmt: skip


def chosen(words: Iterable[str]) -> tuple[str, ...]:
    """The formats that were asked for, each once, in the order of ``FORMATS``; none asked for means the usual three.

    Args:
        words: names, several of them in one word where commas part them.

    Raises:
        ConfigurationError: C011 for a name that is not known.
    """
    names = [name.strip().lower() for word in words for name in word.replace("，", ",").split(",") if name.strip()]
    for name in names:
        if name not in FORMATS:
            raise ConfigurationError("C011", name=name, known="、".join(FORMATS))
    return tuple(name for name in FORMATS if name in (names or DEFAULT))


def write_formats(
    result: Result, folder: Path, names: Iterable[str], baseline: Result | None = None
) -> tuple[Path, ...]:
    """Write a result in the named formats into a folder, which is made where there is none.

    Args:
        result: what is written.
        folder: where to.
        names: keys of ``FORMATS``.
        baseline: an earlier result, for the one format that compares (SARIF).

    Raises:
        AuditorError: C004 where the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writers = FORMATS | {"sarif": partial(write_sarif, baseline=baseline)}
        return tuple(writers[name](result, folder) for name in names)
    except OSError as error:
        raise AuditorError("C004", path=folder, reason=error.strerror or str(error)) from error
