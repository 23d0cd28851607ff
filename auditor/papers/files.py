"""Which papers there are, and their files: one folder a submission, names that say what and whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.atomic import write_bytes
from auditor.errors import AuditorError
from auditor.model import Result, Submission
from auditor.papers.evidence_sheet import evidence_docx, workpaper_docx, workpaper_xlsx
from auditor.papers.rectification import rectification_docx, rectification_xlsx
from auditor.papers.review_form import GENERAL, KEY, review_form_docx
from auditor.papers.review_page import review_page_xlsx
from auditor.reporting.season import owner

KINDS = ("整改清单", "审核表", "重点审核表", "取证单", "工作底稿", "审核页")
_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_MOST_NAME = 60


def write_papers(result: Result, folder: Path, kinds: Sequence[str], templates: Sequence[Path]) -> tuple[Path, ...]:
    """Write the papers of every audited submission and return their paths.

    Args:
        result: what was found.
        folder: where to; with several submissions each gets a folder of its own.
        kinds: some of ``KINDS``.
        templates: folders in which templates are looked for, the first that has one wins.

    Raises:
        AuditorError: C015 for a template that cannot be used, C016 for an unknown kind.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise AuditorError("C016", name=unknown[0], known="、".join(KINDS))
    audited = [one for one in result.submissions if one.status == "audited"]
    written: list[Path] = []
    for number, submission in enumerate(audited, 1):
        home = folder if len(audited) == 1 else folder / f"{number:03d}-{_safe(owner(submission))}"
        for name, content in _papers(result, submission, kinds, templates):
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            written.append(write_bytes(path, content))
    return tuple(written)


def _papers(
    result: Result, submission: Submission, kinds: Sequence[str], templates: Sequence[Path]
) -> Iterator[tuple[str, bytes]]:
    whose = _safe(owner(submission))
    if "整改清单" in kinds:
        yield f"整改清单-{whose}.docx", rectification_docx(submission)
        yield f"整改清单-{whose}.xlsx", rectification_xlsx(submission)
    if "取证单" in kinds:
        yield f"取证单-{whose}.docx", evidence_docx(result, submission)
    if "工作底稿" in kinds:
        yield f"工作底稿-{whose}.docx", workpaper_docx(result, submission)
        yield f"工作底稿-{whose}.xlsx", workpaper_xlsx(result, submission)
    if "审核页" in kinds:
        yield f"审核页-{whose}.xlsx", review_page_xlsx(submission)
    for kind, name in (("审核表", GENERAL), ("重点审核表", KEY)):
        if kind in kinds:
            template = _template(name, templates)
            for number, project in enumerate(submission.projects, 1):
                file = f"{kind}/{number:03d}-{_safe(project.code + project.name)}.docx"
                yield file, review_form_docx(submission, project, template)


def _template(name: str, folders: Sequence[Path]) -> Path:
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise AuditorError("C015", path=name, reason="没有找到")


def _safe(text: str) -> str:
    return _UNSAFE.sub("_", text).strip("._")[:_MOST_NAME] or "未命名"
