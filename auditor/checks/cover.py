"""Titles of forms and the cover of a material held against what the forms say: department, year, kind of form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.checks.department import departments_of
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, Settings
from auditor.checks.resting import rests_on
from auditor.language.normalise import normalise
from auditor.model import Evidence, Kind

NO_COVER = "没有封面，也没有表名"
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年(?!\s*\d{1,2}\s*月)")
_OF_KIND: Mapping[Kind, re.Pattern[str]] = {
    "self_evaluation": re.compile("自评|绩效评价"),
    "monitoring": re.compile("监控"),
    "target_declaration": re.compile("绩效目标|申报|部门预算|单位预算"),
}
_LABELLED = re.compile(
    r"(?:填报|申报|编报|编制|预算|报送)?(?:单位|部门)(?:[（(](?:盖章|公章|单位|部门)[）)])?(?:名称)?(?:[（(](?:盖章|公章)[）)])?\s*[:：]\s*(?P<name>\S{3,30})"
)
_BEFORE_YEAR = re.compile(r"^(?P<name>[\u4e00-\u9fff]{3,24}?)\s*(?:20\d\d\s*年|部门整体|整体支出)")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:局|委|委员会|办公室|厅|院|中心|部|署|所|站|馆|学校|大学|学院|政府|协会|联合会|社|队|办)"
)
_COLLECTS = re.compile("财政(?:局|厅|部|所|分局|委员会)$")
"""Who gathers the forms of others: its name on a cover does not say whose they are."""
_WHOLE = re.compile(r"整体(?:支出|绩效|预算)")
_NO_PROJECT = re.compile("整体|部门|单位|本级|基本支出|支出$|预算$")


@rests_on("project.name")
def against_cover(batch: Batch, settings: Settings) -> CheckResult:
    """Forms whose year, department or kind is not that of the cover or of their own title."""
    views = list(batch.projects)
    hits = [
        hit
        for view in views
        for told, accused, quoted in _differing(view, batch)
        for hit in [_hit(view, told, accused, quoted)]
    ]
    undecided = [(view.subject, NO_COVER) for view in views if not view.project.title]
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def _hit(view: ProjectView, told: str, accused: str, quoted: str) -> Hit:
    evidence = (Evidence(text=quoted, project=view.project.code),)
    return Hit(view.subject, values={"told": told, "accused": accused}, evidence=evidence)


def _differing(view: ProjectView, batch: Batch) -> Iterator[tuple[str, str, str]]:
    """What differs, in words; the accused text; and the text that it was held against."""
    title = view.project.title
    if not title:
        return
    lines = view.submission.cover.splitlines()
    years = {year for line in lines if _OF_KIND[view.submission.kind].search(line) for year in _YEAR.findall(line)}
    own = set(_YEAR.findall(title))
    if len(years) == 1 == len(own) and years != own:
        yield f"封面写的是{min(years)}年，表名写的是{min(own)}年", title, "；".join(lines)
    form = view.project.department_form
    named = _named(title, lines, alone=len(departments_of(view, batch)) == 1)
    if form is not None and named and form.department and not _same(named, form.department):
        yield f"封面或表名写的是“{named}”，表里的部门是“{form.department}”", form.department, named
    if form is None and _WHOLE.search(title) and view.project.name and not _NO_PROJECT.search(view.project.name):
        yield f"表名是整体支出，表里填的却是项目“{view.project.name}”", view.project.name, title


def _named(title: str, lines: list[str], *, alone: bool) -> str | None:
    """The one organisation that the title names, else the one that a label on the cover names, else, where the material has
    one department's forms alone, the one on the cover.
    """
    labelled = {name for line in lines if _LABELLED.search(line) and (name := _organisation(line))}
    printed = {name for line in lines if (name := _organisation(line)) and not _COLLECTS.search(name)}
    for found in ({_organisation(title)} - {None}, labelled, printed if alone else set()):
        if len(found) == 1:
            return found.pop()
    return None


def _organisation(text: str) -> str | None:
    match = _LABELLED.search(text) or _BEFORE_YEAR.match(text)
    name = match["name"] if match else text.strip()
    return name if _ORGANISATION.fullmatch(name) else None


def _same(one: str, other: str) -> bool:
    """Whether two names are the same, or one is a shorter form of the other (教体局 of 教育体育局)."""
    short, long = sorted(
        (normalise(re.sub(r"^\d+|[（(].*?[）)]|本级$", "", name.strip())) for name in (one, other)), key=len
    )
    rest = iter(long)
    return all(character in rest for character in short)
