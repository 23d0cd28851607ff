"""``report.html``: one self-contained page that works from a file, on screen and on A4."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pydantic_core import from_json, to_json

from auditor.model import SEVERITY_ORDER, Duplicates, Finding, Indicator, Opinion, Project, Result, Severity, Submission
from auditor.opinions import opinions_of
from auditor.opinions.telling import listed_rows
from auditor.outputs.reports.marking import MarkedText, pieces
from auditor.outputs.reports.outcomes import FAILED, count_outcomes
from auditor.outputs.reports.parts import OVERVIEW_PAGE, ResultParts, ResultSlices, Take
from auditor.outputs.reports.pieces import PieceTaker
from auditor.outputs.reports.places import FIELD_NAMES, place_of, place_of_evidence, place_of_finding
from auditor.outputs.reports.refusals import refusal_groups
from auditor.outputs.reports.season import Season, copies_graph, department_of, season_of
from auditor.outputs.reports.told import same_sentences, told_of
from auditor.runtime.atomic import write_text
from auditor.runtime.disk_cache import digest_of
from auditor.scoring.totals import totals_of
from auditor.wording import CATEGORY, LABEL, PREFLIGHT, PREFLIGHT_NOTE, SEVERITY

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES = "pages"
MOST_FAULTS = 15
MOST_PAIRS = 100
TABLE_FIELDS = ("level3", "description", "target", "basis")
QUOTES_SHOWN = 8
_REPETITION = "<!-- repetition -->"
"""Stands in a kept page for what it tells of other submissions, which change; no text of a form can say it."""
_PAGE_NAME = re.compile(r"\d{3,}-.+\.html")
"""As ``page_name`` makes them."""
_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f%#&]+')


@contextmanager
def overview_writer(parts: ResultParts, folder: Path) -> Iterator[Take]:
    """``report.html`` of a batch; of a single submission, its page is the whole report. Pages that an earlier run has left of
    submissions that are no longer in the batch go.
    """
    season, listed, unread = Season(), list[dict[str, Any]](), list[dict[str, Any]]()

    def piece(submission: Submission) -> bytes:
        line = _listed(submission) if submission.error is None else None
        return to_json([_name(submission), submission.error, line, season_of((submission,)).told()])

    def add(source: str, content: bytes) -> None:
        name, error, line, told = from_json(content)
        season.merge(Season.from_told(told))
        if line is not None:
            listed.append({"href": f"{PAGES}/{page_name(parts.first + len(listed) + len(unread), source)}", **line})
        else:
            unread.append({"name": name, "error": error})

    yield PieceTaker("overview", piece, add)
    if parts.batch > 1:
        write_text(folder / OVERVIEW_PAGE, _overview(report_environment(), parts.head, season, listed, unread))
    _remove_all_but({one["href"] for one in listed} if parts.batch > 1 else set(), folder)


def _remove_all_but(pages: Set[str], folder: Path) -> None:
    """Remove files that are named like pages of submissions and are none of these (as in ``href``); others are not ours."""
    for path in (folder / PAGES).glob("*.html"):
        if _PAGE_NAME.fullmatch(path.name) and f"{PAGES}/{path.name}" not in pages:
            path.unlink(missing_ok=True)


@contextmanager
def pages_writer(parts: ResultParts, folder: Path) -> Iterator[Take]:
    """The page of each submission; of a single submission it is the whole report."""
    if parts.batch == 1:
        yield partial(_only_page, parts.head, folder)
        return
    environment, shares, number = report_environment(), ResultSlices(parts.head), itertools.count(parts.first)
    repetition = _RepetitionTables(environment, parts.head.duplicates)
    around = digest_of((to_json(parts.head.tool), to_json(parts.head.rules)))
    (folder / PAGES).mkdir(parents=True, exist_ok=True)

    def piece(submission: Submission) -> bytes:
        if submission.error is not None:
            return b""
        own = shares.of(submission).model_copy(update={"totals": totals_of((submission,))})
        return _page(environment, own, f"../{OVERVIEW_PAGE}", Markup(_REPETITION)).encode()

    def context(source: str) -> str:
        return digest_of((around, to_json(shares.coverage(source))))

    def add(source: str, content: bytes) -> None:
        name = page_name(next(number), source)
        if content:
            told = repetition.of(shares.pairs(source), shares.clusters(source))
            write_text(folder / PAGES / name, content.decode().replace(_REPETITION, told))

    yield PieceTaker("page", piece, add, context)


def _only_page(head: Result, folder: Path, submission: Submission) -> None:
    write_text(folder / OVERVIEW_PAGE, render(head.model_copy(update={"submissions": (submission,)})))


def render(result: Result) -> str:
    """All of a result on one page; the same result always gives the same text."""
    environment, told = report_environment(), result.duplicates
    repetition = _RepetitionTables(environment, told).of(range(len(told.project_pairs)), range(len(told.clusters)))
    return _page(environment, result, None, Markup(repetition))


class _RepetitionTables:
    """The tables of like projects and of texts that stand in several places, on each page with those that concern it; a
    line is made once.
    """

    def __init__(self, environment: Environment, duplicates: Duplicates) -> None:
        self._told = environment.get_template("repetition.html")
        self._copies = environment.get_template("copies.html")
        self._pair_line = environment.get_template("pairs_line.html")
        self._copies_line = environment.get_template("copies_line.html")
        self._duplicates = duplicates
        self._pairs: dict[int, Markup] = {}
        self._clusters: dict[int, Markup] = {}

    def of(self, pairs: Sequence[int], clusters: Iterable[int]) -> str:
        """The tables of some of the pairs and groups, by their places; "" where there are no pairs."""
        if not pairs:
            return ""
        several = [number for number in clusters if len(self._duplicates.clusters[number].members) > 1]
        copies = self._copies.render(lines=[*map(self._cluster, several)]) if several else ""
        return self._told.render(pairs=map(self._pair, pairs), copies=Markup(copies))

    def _pair(self, number: int) -> Markup:
        if number not in self._pairs:
            pair = self._duplicates.project_pairs[number]
            self._pairs[number] = Markup(self._pair_line.render(pair=pair))
        return self._pairs[number]

    def _cluster(self, number: int) -> Markup:
        if number not in self._clusters:
            cluster = self._duplicates.clusters[number]
            self._clusters[number] = Markup(self._copies_line.render(cluster=cluster))
        return self._clusters[number]


def page_name(place: int, source: str) -> str:
    """A file name for the page of the submission of this source at this place (from 0), safe on Windows, and no other's."""
    return f"{place + 1:03d}-{_UNSAFE.sub('_', _last_part(source))[:60]}.html"


@cache
def report_environment(*own: Path) -> Environment:
    """What templates of reports are made with; the page has its own folders of templates before those."""
    from jinja2 import Environment

    from auditor.outputs.reports.compiled import loader

    environment = Environment(
        loader=loader(own),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(amount=amount, percent=percent, place=place_of, quote_place=place_of_evidence)
    environment.globals.update(
        label_names=LABEL,
        severity_names=SEVERITY,
        category_names=CATEGORY,
        severities=SEVERITY_ORDER,
        place_of_finding=place_of_finding,
        refusal_groups=refusal_groups,
        preflight_title=PREFLIGHT,
        preflight_note=PREFLIGHT_NOTE,
        marked=marked,
        counts=counts,
        opinion_counts=opinion_counts,
        same_sentences=same_sentences,
        rows_of=listed_rows,
        table_fields=TABLE_FIELDS,
        field_names=FIELD_NAMES,
        quotes_shown=QUOTES_SHOWN,
        failed=FAILED,
        empty_cell=Markup('<span class="empty">（空）</span>'),
    )
    return environment


def _overview(
    environment: Environment,
    head: Result,
    season: Season,
    pages: Sequence[dict[str, Any]],
    unread: Sequence[dict[str, Any]],
) -> str:
    return environment.get_template("season.html").render(
        result=head,
        doubts=season.doubtful_opinions,
        homes=_homes(pages),
        money=season.money(),
        prominent=season.prominent(),
        worst=season.worst_faults(MOST_FAULTS),
        heat=season.heat_map(),
        grades=season.grade_bars(),
        graph=copies_graph(head.duplicates.project_pairs),
        most_pairs=MOST_PAIRS,
        outcomes=count_outcomes(head),
        unread=unread,
        pages=pages,
    )


def _listed(submission: Submission) -> dict[str, Any]:
    """One line of the overview's list, but for where it leads."""
    scores = [project.score.total for project in submission.projects if project.score is not None]
    return {
        "name": _name(submission),
        "owner": department_of(submission),
        "department": submission.department or "未读出",
        "same_as": submission.same_as,
        "projects": len(submission.projects),
        "budget": budget_of(submission.projects),
        "counts": opinion_counts(opinions_of(submission)),
        "lowest": min(scores, default=None),
    }


def budget_of(projects: Sequence[Project]) -> float | None:
    """The sum of the budgets that were read, in 万元; None where none was."""
    known = [project.budget_wan for project in projects if project.budget_wan is not None]
    return round(sum(known), 6) if known else None


def _homes(pages: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The page of each department that has only one."""
    number = Counter(page["owner"] for page in pages)
    return {page["owner"]: page["href"] for page in pages if number[page["owner"]] == 1}


def _name(submission: Submission) -> str:
    return _last_part(submission.source)


def _last_part(source: str) -> str:
    return Path(source.replace("\\", "/")).name


def _page(environment: Environment, result: Result, home: str | None, repetition: Markup) -> str:
    single = len(result.submissions) == 1
    season = season_of(result.submissions)
    return environment.get_template("report.html").render(
        result=result,
        title=f"{_title(result.submissions[0])}绩效目标质量审核报告" if single else "预算绩效目标质量审核报告",
        home=home,
        prominent=season.prominent(),
        doubts=season.doubtful_opinions,
        kinds=season.kinds(),
        sections=[_section(number, submission) for number, submission in enumerate(result.submissions)],
        outcomes=count_outcomes(result),
        unchecked=[line for line in result.coverage if line.undecided or line.failed],
        titles={rule.id: rule.title for rule in result.rules.rules},
        repetition=repetition,
    )


def _title(submission: Submission) -> str:
    return f"{submission.department}　" if submission.department else ""


def _section(number: int, submission: Submission) -> dict[str, Any]:
    """One submission with an anchor for each project and its opinions sorted to the projects and rows they concern."""
    told = told_of(submission)
    return {
        "anchor": f"s{number}",
        "submission": submission,
        "name": _name(submission),
        "told": told,
        "waived": [finding for finding in submission.findings if finding.waived is not None],
        "projects": [
            {
                "anchor": f"p{number}-{index}",
                "project": project,
                "own": told.of_project(index + 1),
                "elsewhere": told.elsewhere(index + 1),
                "by_row": told.by_row(index + 1),
                **_by_row(project),
            }
            for index, project in enumerate(submission.projects)
        ],
    }


def _by_row(project: Project) -> dict[str, Any]:
    """What stands, by row, for the marks in its texts; what was set aside apart, with its reason."""
    rows: dict[str, list[Finding]] = {}
    for finding in project.findings:
        if finding.waived is None:
            rows.setdefault(finding.indicator or "", []).append(finding)
    return {
        "project_findings": rows.get("", []),
        "row_findings": rows,
        "waived": [finding for finding in project.findings if finding.waived is not None],
    }


def marked(holder: Indicator | Project, name: str, findings: Sequence[Finding]) -> tuple[MarkedText, ...]:
    """The text of one field of a row or a project, divided where findings accuse words of it."""
    accusing = [finding for finding in findings if (finding.field or "").removeprefix("project.") == name]
    return pieces(getattr(holder, name) or "", accusing)


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each severity, and how many of all are 疑点."""
    by_severity: Counter[Severity] = Counter(finding.severity for finding in findings)
    doubts = sum(not finding.certain for finding in findings)
    return {**{key: by_severity[key] for key in SEVERITY_ORDER}, "doubts": doubts}


def opinion_counts(opinions: Iterable[Opinion]) -> dict[str, int]:
    """How many opinions of each severity, how many of all are 疑点, and all."""
    told = tuple(opinions)
    by_severity: Counter[Severity] = Counter(opinion.severity for opinion in told)
    doubts = sum(not opinion.certain for opinion in told)
    return {**{key: by_severity[key] for key in SEVERITY_ORDER}, "doubts": doubts, "all": len(told)}


def amount(value: float | None) -> str:
    """An amount in 万元 without idle zeros; one that was not read is told as such, never as nought."""
    return "未读出" if value is None else f"{value:,.6f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """A share 0..1 as a percentage."""
    return f"{value:.0%}"
