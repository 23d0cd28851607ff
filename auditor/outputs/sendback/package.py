"""One zip a department: letter, list of what to mend, review forms, annotated copies of its own files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import AuditorError
from auditor.model import Result, Severity, Submission
from auditor.outputs.annotate.run import annotate, copy_name
from auditor.outputs.papers.files import write_papers
from auditor.outputs.papers.naming import safe_name
from auditor.outputs.papers.package import zipped
from auditor.outputs.reports.season import owner
from auditor.outputs.sendback.chosen import from_level
from auditor.outputs.sendback.letter import letter
from auditor.runtime.atomic import write_bytes

PAPERS = ("整改清单", "审核表")
LETTER = "退回意见.txt"
COPIES = "批注副本"
NO_COPY = "没有批注副本.txt"

Contents = Callable[[Submission], bytes | None]
"""The submitted file of a submission, None where it is not to hand."""


@dataclass(frozen=True)
class Returned:
    """How a package is made: the least level of the opinions in it, the template folders, and an edited letter, if any."""

    least: Severity = "info"
    templates: tuple[Path, ...] = ()
    letter: str | None = None


@dataclass(frozen=True)
class DepartmentReturn:
    """What goes back to one department."""

    department: str
    content: bytes
    """The zip."""
    without_copy: tuple[str, ...]
    """One sentence for each file that could not be annotated, and why."""

    @property
    def name(self) -> str:
        """The name of the zip."""
        return f"退回-{safe_name(self.department)}.zip"


def departments(result: Result) -> dict[str, tuple[Submission, ...]]:
    """The judged submissions by department, in the order in which each first appears; unread files belong to nobody."""
    found: dict[str, list[Submission]] = {}
    for submission in result.submissions:
        if submission.status == "audited":
            found.setdefault(owner(submission), []).append(submission)
    return {name: tuple(each) for name, each in found.items()}


def packages(result: Result, contents: Contents, how: Returned) -> Iterator[DepartmentReturn]:
    """The package of every department of a result, one after the other.

    Raises:
        AuditorError: C015 for a template that cannot be used.
    """
    for department, submissions in departments(result).items():
        yield package(result, department, submissions, contents, how)


def package(
    result: Result, department: str, submissions: Sequence[Submission], contents: Contents, how: Returned
) -> DepartmentReturn:
    """What goes back to one department; the same input gives the same bytes.

    The lists and forms in it are those that ``auditor papers`` writes, the copies those of ``auditor annotate``.
    """
    sent = tuple(from_level(one, how.least) for one in submissions)
    copies, without = _copies(sent, contents)
    parts = [(LETTER, _text(how.letter if how.letter is not None else letter(department, sent)))]
    parts += _papers(result.model_copy(update={"submissions": sent}), how.templates)
    parts += copies
    if without:
        parts.append((NO_COPY, _text("\n".join(without) + "\n")))
    return DepartmentReturn(department, zipped(parts), without)


def write_packages(
    result: Result, contents: Contents, how: Returned, folder: Path
) -> Iterator[tuple[Path, DepartmentReturn]]:
    """Write the package of every department into a folder, which is made where there is none.

    Raises:
        AuditorError: C004 where one cannot be written, C015 for a template that cannot be used.
    """
    taken: set[str] = set()
    for made in packages(result, contents, how):
        path = folder / _free(made.name, taken)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            yield write_bytes(path, made.content), made
        except OSError as error:
            raise AuditorError("C004", path=path, reason=error.strerror or str(error)) from error


def _free(name: str, taken: set[str]) -> str:
    """The name, numbered where another department's was made the same by what file systems allow."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name.removesuffix('.zip')}-{number}.zip"
    taken.add(free.casefold())
    return free


def _papers(result: Result, templates: Sequence[Path]) -> list[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory(prefix="auditor-") as scratch:
        home = Path(scratch)
        paths = write_papers(result, home, PAPERS, templates)
        return [(path.relative_to(home).as_posix(), path.read_bytes()) for path in paths]


def _copies(submissions: Sequence[Submission], contents: Contents) -> tuple[list[tuple[str, bytes]], tuple[str, ...]]:
    made: list[tuple[str, bytes]] = []
    without: list[str] = []
    taken: set[str] = set()
    for submission in submissions:
        content = contents(submission)
        if content is None:
            without.append(f"《{submission.source}》没有批注副本：原文件不在原处，或者审核以后改动过。")
            continue
        try:
            copy = annotate(content, submission.source, submission)
        except AuditorError as error:
            without.append(f"{error.message}{error.hint}")
            continue
        name = copy_name(submission.source, frozenset(taken))
        taken.add(name)
        made.append((f"{COPIES}/{name}", copy))
    return made, tuple(without)


def _text(content: str) -> bytes:
    """As Windows' editor reads it: UTF-8 with its mark, and its line ends."""
    return b"\xef\xbb\xbf" + content.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8")
