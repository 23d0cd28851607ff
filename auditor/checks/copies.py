"""Copied text: whole tables, single descriptions, repeats inside a table, and repeated narrative items."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from auditor.checks.details import details, money
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Subject
from auditor.checks.similarity import shares_a_word
from auditor.duplicates.compare import edit_similarity
from auditor.duplicates.repetition import LikeProjects
from auditor.duplicates.text_units import RowTexts, TextOrigin, TextUnit, row_text
from auditor.language.artefacts import Cells
from auditor.language.normalise import normalise
from auditor.model import Evidence

_MEASURE = re.compile(r"(?:率|度|比例|占比|[人户件次个台辆场套天]数|数量|面积|里程|长度|时间|金额)$")
"""How a description ends that is itself what a row measures."""

FORMULA_ROWS = 3
"""A description under so many names in one table describes none of them."""


def copied_projects(batch: Batch, settings: Settings) -> CheckResult:
    """Pairs of projects whose tables are largely the same; both are told. Pairs that may be lawful are told elsewhere.

    Settings: ``min_share`` of information in common (0..1), below ``max_share``; ``min_rows`` that correspond.
    """
    hits: list[Hit] = []
    for pair in batch.repetition.pairs:
        enough = settings["min_share"] <= pair.share < settings["max_share"]
        if enough and len(pair.rows) >= settings["min_rows"] and pair.lawful is None:
            ones, others = [like.one for like in pair.rows], [like.other for like in pair.rows]
            for own, ours, other, theirs in (
                (pair.one, ones, pair.other, others),
                (pair.other, others, pair.one, ones),
            ):
                row = batch.row_named.get((own.source, ours[0].indicator))
                if row is not None:
                    hits.append(_pair_hit(pair, row.subject, own, other, theirs))
    return CheckResult(batch.project_subjects, tuple(hits))


def _pair_hit(pair: LikeProjects, row: Subject, own: TextOrigin, other: TextOrigin, others: Sequence[RowTexts]) -> Hit:
    """A hit on the project of a row, with the corresponding rows of the other project of the pair as evidence."""
    evidence = tuple(
        Evidence(
            text="｜".join(theirs.said.cells),
            indicator=theirs.indicator,
            project=other.called,
            submission=other.source,
            similarity=one.similarity,
        )
        for theirs, one in zip(others, pair.rows, strict=True)
    )
    values = {
        "own_details": details(money(own.budget_wan)),
        "other_name": other.name,
        "other_details": details(other.code, money(other.budget_wan)),
        "share": f"{pair.share:.0%}",
        "rows": str(len(pair.rows)),
        "accused": other.code,
    }
    return Hit(Subject(row.submission, row.project), values=values, evidence=evidence)


def one_policy_in_places(batch: Batch, settings: Settings) -> CheckResult:
    """Projects with like tables whose names differ by the name of a place only: told once for the whole group.

    The first of the group is told, in the order of sources and codes, wherever the others stand. Settings: ``min_share``
    of information in common (0..1) and ``min_rows`` that correspond.
    """
    subjects: dict[tuple[str, int | str | None], Subject] = {
        (view.submission.source, view.subject.project): view.subject for view in batch.projects
    }
    groups: dict[str, dict[tuple[str, str, str], TextOrigin]] = defaultdict(dict)
    for pair in batch.repetition.pairs:
        if pair.policy and pair.share >= settings["min_share"] and len(pair.rows) >= settings["min_rows"]:
            groups[pair.policy] |= {side.place: side for side in (pair.one, pair.other)}
    told = ((policy, [group[place] for place in sorted(group)]) for policy, group in groups.items())
    hits = (
        _group_hit(subject, policy, members)
        for policy, members in told
        if (subject := subjects.get((members[0].source, members[0].within))) is not None
    )
    return CheckResult(batch.project_subjects, tuple(hits))


def _group_hit(first: Subject, policy: str, members: Sequence[TextOrigin]) -> Hit:
    """One hit on the first of several projects, with the others as evidence."""
    others = members[1:]
    evidence = tuple(
        Evidence(text=f"{other.code} {other.name}".strip(), project=other.called, submission=other.source)
        for other in others
    )
    names = "、".join(f"“{other.name}”" for other in others)
    values = {"others": names, "count": str(len(members)), "accused": policy}
    return Hit(first, values=values, evidence=evidence)


def copied_descriptions(batch: Batch, settings: Settings) -> CheckResult:
    """Descriptions that stand in several projects without being a set phrase.

    Two projects already told to be copies of each other are not told again row by row, and one policy in two places is
    not told row by row at all. Settings: ``max_projects``: texts in more projects than that are left to the list of
    common phrases; ``min_share`` and ``min_rows`` as for ``copied_projects``.
    """
    pairs = {
        frozenset((pair.one.place, pair.other.place))
        for pair in batch.repetition.pairs
        if pair.lawful or (pair.share >= settings["min_share"] and len(pair.rows) >= settings["min_rows"])
    }
    hits: list[Hit] = []
    for copies in batch.repetition.copies:
        if copies.common or copies.members[0].field != "description" or copies.projects > settings["max_projects"]:
            continue
        for own in copies.members:
            row = batch.row_named.get((own.origin.source, own.indicator or ""))
            others = [other for other in copies.members if _is_copy(other.origin, own.origin, pairs)]
            if row is not None and others:
                hits.append(_copied(row.subject, own.text, others, copies.similarity))
    return CheckResult(batch.row_subjects, tuple(hits))


def _is_copy(origin: TextOrigin, own: TextOrigin, told: set[frozenset[tuple[str, str, str]]]) -> bool:
    """Whether this is another project, and not yet told: a submission may be sent in twice, as a workbook and as a text."""
    same = origin.place == own.place or (origin.code, origin.name) == (own.code, own.name)
    return not same and frozenset((origin.place, own.place)) not in told


def _copied(subject: Subject, text: str, others: Sequence[TextUnit], similarity: float) -> Hit:
    """A hit on one description, with those of other projects as evidence."""
    evidence = tuple(
        _evidence((other.origin.source, other.origin.called), other.indicator, other.field, other.text, text)
        for other in others
    )
    names = "、".join(dict.fromkeys(f"“{other.origin.name}”" for other in others))
    values = {"others": names, "count": str(len(others)), "accused": text}
    return Hit(subject, "description", (0, len(text)), values, evidence, confidence=similarity)


def _evidence(project: tuple[str, str], indicator: str | None, name: str, text: str, accused: str) -> Evidence:
    source, code = project
    return Evidence(
        text=text,
        indicator=indicator,
        project=code,
        submission=source,
        field=name,
        span=(0, len(text)),
        similarity=round(edit_similarity(normalise(text), normalise(accused)), 4),
    )


def _row_evidence(row: RowView, name: str, accused: str) -> Evidence:
    return _evidence((row.submission.source, row.project.code), row.indicator.id, name, row.text(name), accused)


def repeated_in_table(batch: Batch, settings: Settings) -> CheckResult:
    """One sentence used as the description of several rows of a table.

    Settings: ``min_rows``: from how many rows on; ``min_length``: of the sentence, in characters.
    """
    hits: list[Hit] = []
    for view in batch.projects:
        groups: dict[str, list[RowView]] = defaultdict(list)
        for row in view.rows:
            groups[normalise(row.indicator.description)].append(row)
        for text, rows in groups.items():
            if len(rows) >= settings["min_rows"] and len(text) >= settings["min_length"]:
                hits.append(_repeated_hit(rows))
    return CheckResult(batch.row_subjects, tuple(hits))


def _repeated_hit(rows: list[RowView]) -> Hit:
    text = rows[0].indicator.description
    where = "、".join(dict.fromkeys(row.indicator.level2 for row in rows))
    evidence = tuple(_row_evidence(row, "description", text) for row in rows[1:])
    values = {"count": str(len(rows)), "where": where, "accused": text}
    return Hit(rows[0].subject, "description", (0, len(text)), values, evidence)


def repeated_indicator(batch: Batch, settings: Settings) -> CheckResult:
    """The same indicator set twice in one table: same description and both about the same thing.

    A description under several names of a table, or one that names no measure (见实施方案) under names that share no word,
    says nothing of what a row measures; and rows that count in different units measure different things. Settings: ``min_similarity`` of the rows'
    texts, 0..1.
    """
    hits: list[Hit] = []
    for view in batch.projects:
        for row, earlier in _saying_the_same(view):
            twin = next((other for other in earlier if _twins(row, other, settings)), None)
            if twin is not None:
                text = row.indicator.description or row.indicator.level3
                name = "description" if row.indicator.description else "level3"
                values = {
                    "other_row": twin.indicator.id.rpartition("/")[2],
                    "other_level3": twin.indicator.level3,
                    "accused": text,
                }
                evidence = (_row_evidence(twin, name, text),)
                hits.append(Hit(row.subject, name, (0, len(text)), values, evidence))
    return CheckResult(batch.row_subjects, tuple(hits))


def _saying_the_same(view: ProjectView) -> Iterator[tuple[RowView, Sequence[RowView]]]:
    """Rows whose target is a quantity, each with the earlier ones that say the same of it in four characters or more."""
    counted = Counter([row.cells.cached(_said) for row in view.rows])
    repeated = {said for said, count in counted.items() if count > 1 and len(said) >= 4}
    if not repeated:
        return
    repeated -= _formulas(view.rows)
    known: dict[str, list[RowView]] = defaultdict(list)
    for row in view.rows:
        said = row.cells.cached(_said)
        if said in repeated and row.artefacts("target").quantities:
            if known[said]:
                yield row, known[said]
            known[said].append(row)


def _formulas(rows: Sequence[RowView]) -> set[str]:
    """Descriptions in so many rows of a table, under different names, that they describe none of them."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[normalise(row.indicator.description)].add(normalise(row.indicator.level3))
    return {said for said, some in names.items() if len(some) >= FORMULA_ROWS}


def _said(cells: Cells) -> str:
    return normalise(cells.texts["description"]) or normalise(cells.texts["level3"])


def _twins(row: RowView, other: RowView, settings: Settings) -> bool:
    one, two = row.indicator, other.indicator
    if row.category == other.category == "quantity" and one.target != two.target:
        return False
    units = [{quantity.unit for quantity in side.artefacts("target").quantities} for side in (row, other)]
    same_thing = bool(_MEASURE.search(normalise(one.description))) or shares_a_word(one.level3, (two.level3,))
    return (
        same_thing
        and units[0] == units[1]
        and edit_similarity(row_text(one), row_text(two)) >= settings["min_similarity"]
    )


def repeated_narrative(batch: Batch, settings: Settings) -> CheckResult:
    """Narrative items whose goal or indicators are word for word those of an earlier item.

    Settings: ``min_length`` of the text, in characters.
    """
    subjects, hits = [], []
    for number, submission in enumerate(batch.submissions):
        first: dict[str, str] = {}
        subjects.append(Subject(number))
        for item in submission.narrative:
            for text in (item.goal, item.indicators_text):
                key = normalise(text)
                if len(key) < settings["min_length"]:
                    continue
                if key in first and first[key] != item.ordinal:
                    hits.append(_narrative_hit(Subject(number), item.ordinal, first[key], text, submission.source))
                first.setdefault(key, item.ordinal)
    return CheckResult(tuple(subjects), tuple(hits))


def _narrative_hit(subject: Subject, ordinal: str, other: str, text: str, source: str) -> Hit:
    values = {"ordinal": ordinal, "other_ordinal": other, "text": text, "accused": ordinal + text}
    return Hit(subject, values=values, evidence=(Evidence(text=text, submission=source),))
