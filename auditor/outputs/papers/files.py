"""Which papers there are, and their files: one folder a submission, names that say what and whose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import AuditorError
from auditor.model import Result, Severity, Submission
from auditor.outputs.papers.evidence_sheet import LEAST, evidence_docx, evidence_xlsx
from auditor.outputs.papers.filling import Template
from auditor.outputs.papers.naming import safe_name
from auditor.outputs.papers.rectification import rectification_docx, rectification_xlsx
from auditor.outputs.papers.review_form import GENERAL, KEY, review_form_docx
from auditor.outputs.papers.review_page import review_page_xlsx
from auditor.outputs.papers.workpaper import workpaper_docx, workpaper_xlsx
from auditor.outputs.reports.jobs import Job, run_jobs
from auditor.outputs.reports.parts import ResultParts, ResultSlices
from auditor.outputs.reports.season import owner
from auditor.outputs.reports.stored import StoredResult
from auditor.runtime.atomic import write_bytes

Maker = Callable[[Result, Submission, Severity], bytes]
"""Makes a paper of a submission, where sheets are made one by one only from a level upwards."""
MAKERS: dict[str, dict[str, Maker]] = {
    "整改清单": {"docx": lambda _, one, __: rectification_docx(one), "xlsx": lambda _, one, __: rectification_xlsx(one)},
    "取证单": {"docx": evidence_docx, "xlsx": evidence_xlsx},
    "工作底稿": {"docx": lambda result, one, _: workpaper_docx(result, one), "xlsx": lambda result, one, _: workpaper_xlsx(result, one)},
    "审核页": {"xlsx": lambda result, one, _: review_page_xlsx(result, one)},
}  # fmt: skip
FORMS = {"审核表": GENERAL, "重点审核表": KEY}
KINDS = ("整改清单", "审核表", "重点审核表", "取证单", "工作底稿", "审核页")
USUAL = tuple(kind for kind in KINDS if kind != "重点审核表")
"""What is written where nobody chose."""


def chosen_kinds(words: Iterable[str]) -> tuple[str, ...]:
    """The papers that were asked for, each once, in the order of ``KINDS``; none asked for means the usual ones.

    Args:
        words: names, several of them in one word where commas part them.

    Raises:
        AuditorError: C016 for an unknown name.
    """
    marks = str.maketrans("，、；;", ",,,,")
    names = [name.strip() for word in words for name in word.translate(marks).split(",") if name.strip()]
    for name in names:
        if name not in KINDS:
            raise AuditorError("C016", name=name, known="、".join(KINDS))
    return tuple(kind for kind in KINDS if kind in (names or USUAL))


def write_papers(
    result: Result | StoredResult,
    folder: Path,
    kinds: Sequence[str],
    templates: Sequence[Path],
    least: Severity = LEAST,
) -> tuple[Path, ...]:
    """Write the papers of every audited submission and return their paths.

    Args:
        result: what was found; of a large one several submissions are worked on at once, which changes no paper.
        folder: where to; with several submissions each gets a folder of its own.
        kinds: some of ``KINDS``.
        least: the least level from which an evidence sheet (取证单) is made.
        templates: folders in which templates are looked for, the first that has one wins.

    Raises:
        AuditorError: C004 where a file cannot be written, C015 for a template that cannot be used, C016 for an
            unknown kind.
    """
    work = _Papers(folder, chosen_kinds(kinds), tuple(templates), least)
    written = run_jobs(_audited(result), (Job(work, divided=True),))
    return tuple(path for paths in written for path in paths)


def _audited(result: Result | StoredResult) -> Result | StoredResult:
    if isinstance(result, StoredResult):
        return result.where(lambda entry: entry.status == "audited")
    audited = tuple(one for one in result.submissions if one.status == "audited")
    return result.model_copy(update={"submissions": audited})


@dataclass(frozen=True)
class _Papers:
    """Writes the papers of some submissions."""

    folder: Path
    kinds: tuple[str, ...]
    templates: tuple[Path, ...]
    least: Severity

    def __call__(self, parts: ResultParts, baseline: ResultParts | None) -> tuple[Path, ...]:
        """Write them, submission by submission."""
        shares = ResultSlices(parts.head)
        forms = {kind: Template(_template(FORMS[kind], self.templates)) for kind in self.kinds if kind in FORMS}
        written: list[Path] = []
        for number, submission in enumerate(parts.submissions, parts.first + 1):
            alone = parts.batch == 1
            home = self.folder if alone else self.folder / f"{number:03d}-{safe_name(owner(submission))}"
            result = shares.of(submission)
            for kind in self.kinds:
                papers = _forms(kind, forms[kind], result) if kind in FORMS else _papers(kind, result, self.least)
                written += [_write(home / name, content) for name, content in papers]
        return tuple(written)


def _papers(kind: str, result: Result, least: Severity) -> Iterator[tuple[str, bytes]]:
    (submission,) = result.submissions
    for ending, make in MAKERS[kind].items():
        yield f"{kind}-{safe_name(owner(submission))}.{ending}", make(result, submission, least)


def _forms(kind: str, template: Template, result: Result) -> Iterator[tuple[str, bytes]]:
    (submission,) = result.submissions
    for number, project in enumerate(submission.projects, 1):
        name = safe_name(f"{project.code} {project.name}")
        yield f"{kind}/{number:03d}-{name}.docx", review_form_docx(result, submission, project, template)


def _template(name: str, folders: Sequence[Path]) -> Path:
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise AuditorError("C015", path=name, reason="没有找到")


def _write(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return write_bytes(path, content)
    except OSError as error:
        raise AuditorError("C004", path=path, reason=error.strerror or str(error)) from error
