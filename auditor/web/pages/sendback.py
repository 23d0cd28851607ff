"""Sending back: the letter to each department, and its package as the command line would make it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import Response

from auditor.model import SEVERITY_ORDER, Result, Severity, Submission
from auditor.outputs.papers.package import zipped
from auditor.outputs.reports.told import told_of
from auditor.outputs.sendback.chosen import from_level
from auditor.outputs.sendback.letter import letter
from auditor.outputs.sendback.package import DepartmentReturn, Returned, departments, package, packages
from auditor.reading.archives.contents import content_of
from auditor.resources import data_path
from auditor.web.decided import decided_result
from auditor.web.downloads import attachment
from auditor.web.site import Site
from auditor.web.store.tables import BatchRecord
from auditor.web.visit import FORM_BYTES, Visit
from auditor.web.worker import MATERIAL

LONGEST_LETTER = 500_000
"""Characters of an edited letter."""


class Addressee(NamedTuple):
    """A department of a batch: its place from 1, its files, and how many opinions go back to it."""

    number: int
    name: str
    files: int
    opinions: int


def show(visit: Visit) -> Response:
    """The departments of a batch, each with what would go back to it."""
    batch, least = visit.batch(), _level(visit.request.query_params)
    found = departments(_result(visit, batch))
    lines = [
        Addressee(number, name, len(sent), sum(len(told_of(from_level(one, least)).all) for one in sent))
        for number, (name, sent) in enumerate(found.items(), 1)
    ]
    return visit.page("sendback.html", batch=batch, least=least, addressees=lines)


def edit(visit: Visit) -> Response:
    """The letter to one department, to be edited."""
    batch, least = visit.batch(), _level(visit.request.query_params)
    _, name, submissions = _department(visit, batch)
    text = letter(name, [from_level(one, least) for one in submissions])
    return visit.page(
        "sendback_letter.html",
        batch=batch,
        least=least,
        name=name,
        text=text,
        number=visit.number("number"),
        longest=LONGEST_LETTER,
    )


def download(visit: Visit) -> Response:
    """The package of one department, with the letter as it was edited."""
    batch, least = visit.batch(), _level(visit.form)
    result, name, submissions = _department(visit, batch)
    edited = visit.text("letter", FORM_BYTES).replace("\r\n", "\n")
    if len(edited) > LONGEST_LETTER:
        raise HTTPException(413)
    how = _how(least, f"{edited}\n" if edited else None)
    made = package(result, name, submissions, lambda one: _content(visit.site, batch, one), how)
    return attachment(made.content, made.name)


def download_all(visit: Visit) -> Response:
    """The packages of all departments in one file, with the letters as they were made."""
    batch, least = visit.batch(), _level(visit.request.query_params)
    result = _result(visit, batch)
    made = packages(result, lambda one: _content(visit.site, batch, one), _how(least, None))
    return attachment(zipped(_named(one, number) for number, one in enumerate(made, 1)), "退回.zip")


def _named(made: DepartmentReturn, number: int) -> tuple[str, bytes]:
    return f"{number:03d}-{made.name}", made.content


def _department(visit: Visit, batch: BatchRecord) -> tuple[Result, str, tuple[Submission, ...]]:
    result = _result(visit, batch)
    found = list(departments(result).items())
    number = visit.number("number")
    if not 0 < number <= len(found):
        raise HTTPException(404)
    return result, *found[number - 1]


def _result(visit: Visit, batch: BatchRecord) -> Result:
    try:
        return decided_result(visit.site, batch)
    except FileNotFoundError:
        raise HTTPException(404) from None


def _content(site: Site, batch: BatchRecord, submission: Submission) -> bytes | None:
    """The file as it was handed in, also out of an archive; its name comes from our own list of files."""
    try:
        return content_of(site.folder(batch.id) / MATERIAL / submission.source)
    except OSError:
        return None


def _how(least: Severity, text: str | None) -> Returned:
    return Returned(least, (data_path("reports", "templates"),), text)


def _level(asked: Mapping[str, object]) -> Severity:
    level = asked.get("level")
    return next((one for one in SEVERITY_ORDER if one == level), "info")
