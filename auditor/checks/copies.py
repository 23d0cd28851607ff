"""Copied text: whole tables, single descriptions, repeats inside a table, and repeated narrative items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from auditor.checks.protocol import Batch, Examination, Hit, ProjectView, Row, Settings, Subject
from auditor.duplicates.compare import alike
from auditor.duplicates.names import without_places
from auditor.duplicates.passages import row_text
from auditor.language.cells import Cells
from auditor.language.normalise import normalise
from auditor.model import Cluster, Evidence, ProjectPair


def copied_projects(batch: Batch, settings: Settings) -> Examination:
    """Pairs of projects whose tables are largely the same; both are told. Pairs that may be lawful are told elsewhere.

    Settings: ``min_share`` of information in common (0..1), below ``max_share``; ``min_rows`` that correspond.
    """
    hits: list[Hit] = []
    for pair in batch.duplicates.project_pairs:
        enough = settings["min_share"] <= pair.share < settings["max_share"]
        if enough and len(pair.rows) >= settings["min_rows"] and pair.lawful is None:
            rows = batch.quotable
            ours = [rows[pair.a.submission, one.a] for one in pair.rows]
            theirs = [rows[pair.b.submission, one.b] for one in pair.rows]
            likeness = [one.similarity for one in pair.rows]
            for own, others in ((ours, theirs), (theirs, ours)):
                if batch.examines(own[0].subject):
                    hits.append(_pair_hit(pair, batch.view_of(own[0].subject), others, likeness))
    return Examination(tuple(view.subject for view in batch.projects), tuple(hits))


def _pair_hit(pair: ProjectPair, view: ProjectView, others: Sequence[Row], likeness: Sequence[float]) -> Hit:
    """A hit on one project of a pair, with the corresponding rows of the other as evidence."""
    other = others[0].project
    evidence = tuple(
        Evidence(
            text=_quote(row),
            indicator=row.indicator.id,
            project=other.code,
            submission=row.submission.source,
            similarity=similarity,
        )
        for row, similarity in zip(others, likeness, strict=True)
    )
    values = {
        "other_code": other.code,
        "other_name": other.name,
        "other_budget": "未填" if other.budget_wan is None else f"{other.budget_wan:g}万元",
        "share": f"{pair.share:.0%}",
        "rows": str(len(pair.rows)),
        "accused": other.code,
    }
    return Hit(view.subject, values=values, evidence=evidence)


def _quote(row: Row) -> str:
    return "｜".join((row.indicator.level3, row.indicator.description, row.indicator.target))


def one_policy_in_places(batch: Batch, settings: Settings) -> Examination:
    """Projects with like tables whose names differ by the name of a place only: told once for the whole group.

    Settings: ``min_share`` of information in common (0..1) and ``min_rows`` that correspond.
    """
    views = {(view.submission.source, view.project.code): view for view in batch.projects}
    groups: dict[str, dict[tuple[str, str], ProjectPair]] = defaultdict(dict)
    for pair in batch.duplicates.project_pairs:
        if pair.lawful and pair.share >= settings["min_share"] and len(pair.rows) >= settings["min_rows"]:
            group = groups[without_places(normalise(pair.a.name))]
            group.setdefault((pair.a.submission, pair.a.code), pair)
            group.setdefault((pair.b.submission, pair.b.code), pair)
    hits = [_group_hit([views[home] for home in sorted(group)]) for group in groups.values()]
    return Examination(tuple(view.subject for view in batch.projects), tuple(hits))


def _group_hit(members: Sequence[ProjectView]) -> Hit:
    """One hit on the first of several projects, with the others as evidence."""
    first, *others = members
    evidence = tuple(
        Evidence(
            text=f"{view.project.code} {view.project.name}",
            project=view.project.code,
            submission=view.submission.source,
        )
        for view in others
    )
    names = "、".join(f"“{view.project.name}”" for view in others)
    values = {"others": names, "count": str(len(members)), "accused": without_places(normalise(first.project.name))}
    return Hit(first.subject, values=values, evidence=evidence)


def copied_descriptions(batch: Batch, settings: Settings) -> Examination:
    """Descriptions that stand in several projects without being a set phrase.

    Two projects already told to be copies of each other are not told again row by row. Settings: ``max_projects``:
    texts in more projects than that are left to the list of common phrases; ``min_share`` and ``min_rows`` as for
    ``copied_projects``.
    """
    pairs = {
        frozenset(((pair.a.submission, pair.a.code), (pair.b.submission, pair.b.code)))
        for pair in batch.duplicates.project_pairs
        if pair.share >= settings["min_share"] and len(pair.rows) >= settings["min_rows"]
    }
    hits: list[Hit] = []
    for cluster in batch.duplicates.clusters:
        if cluster.common or cluster.members[0].field != "description":
            continue
        members = [batch.quotable[member.submission, member.indicator or ""] for member in cluster.members]
        if 1 < len({row.subject[:2] for row in members}) <= settings["max_projects"]:
            found = _cluster_hits(members, cluster, pairs)
            hits.extend(hit for hit in found if batch.examines(hit.subject))
    return Examination(tuple(row.subject for row in batch.rows), tuple(hits))


def _home(row: Row) -> tuple[str, str]:
    return row.submission.source, row.project.code


def _same_project(one: Row, other: Row) -> bool:
    """Whether two rows are of one project, also where a submission was sent in twice, as a workbook and as a text."""
    sent_twice = (one.project.code, one.project.name) == (other.project.code, other.project.name)
    return _home(one) == _home(other) or sent_twice


def _cluster_hits(members: list[Row], cluster: Cluster, told: set[frozenset[tuple[str, str]]]) -> Iterable[Hit]:
    for row in members:
        others = [
            other
            for other in members
            if not _same_project(other, row) and frozenset((_home(row), _home(other))) not in told
        ]
        if not others:
            continue
        text = row.indicator.description
        evidence = tuple(_evidence(other, "description", normalise(text)) for other in others)
        names = "、".join(dict.fromkeys(f"“{other.project.name}”" for other in others))
        values = {"others": names, "count": str(len(others)), "accused": text}
        yield Hit(row.subject, "description", (0, len(text)), values, evidence, confidence=cluster.similarity)


def _evidence(row: Row, name: str, compared: str) -> Evidence:
    text = row.text(name)
    return Evidence(
        text=text,
        indicator=row.indicator.id,
        project=row.project.code,
        submission=row.submission.source,
        field=name,
        span=(0, len(text)),
        similarity=round(alike(normalise(text), compared), 4),
    )


def repeated_in_table(batch: Batch, settings: Settings) -> Examination:
    """One sentence used as the description of several rows of a table.

    Settings: ``min_rows``: from how many rows on; ``min_length``: of the sentence, in characters.
    """
    hits: list[Hit] = []
    for view in batch.projects:
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in view.rows:
            groups[normalise(row.indicator.description)].append(row)
        for text, rows in groups.items():
            if len(rows) >= settings["min_rows"] and len(text) >= settings["min_length"]:
                hits.append(_repeated_hit(rows))
    return Examination(tuple(row.subject for row in batch.rows), tuple(hits))


def _repeated_hit(rows: list[Row]) -> Hit:
    text = rows[0].indicator.description
    where = "、".join(row.indicator.level2 for row in rows)
    evidence = tuple(_evidence(row, "description", normalise(text)) for row in rows[1:])
    values = {"count": str(len(rows)), "where": where, "accused": text}
    return Hit(rows[0].subject, "description", (0, len(text)), values, evidence)


def repeated_indicator(batch: Batch, settings: Settings) -> Examination:
    """The same indicator set twice in one table: same description and both about the same thing.

    Settings: ``min_similarity`` of the rows' texts, 0..1.
    """
    hits: list[Hit] = []
    for view in batch.projects:
        for row, earlier in _saying_the_same(view):
            twin = next((other for other in earlier if _twins(row, other, settings["min_similarity"])), None)
            if twin is not None:
                text = row.indicator.description or row.indicator.level3
                name = "description" if row.indicator.description else "level3"
                values = {"other_id": twin.indicator.id, "other_level3": twin.indicator.level3, "accused": text}
                evidence = (_evidence(twin, name, normalise(text)),)
                hits.append(Hit(row.subject, name, (0, len(text)), values, evidence))
    return Examination(tuple(row.subject for row in batch.rows), tuple(hits))


def _saying_the_same(view: ProjectView) -> Iterator[tuple[Row, Sequence[Row]]]:
    """Rows whose target is a quantity, each with the earlier ones that say the same of it in four characters or more."""
    known: dict[str, list[Row]] = defaultdict(list)
    for row in view.rows:
        said = row.cells.once(_said)
        if len(said) >= 4 and row.artefacts("target").quantities:
            if known[said]:
                yield row, known[said]
            known[said].append(row)


def _said(cells: Cells) -> str:
    return normalise(cells.texts["description"]) or normalise(cells.texts["level3"])


def _twins(row: Row, other: Row, min_similarity: float) -> bool:
    one, two = row.indicator, other.indicator
    if row.category == other.category == "quantity" and one.target != two.target:
        return False
    return alike(row_text(one), row_text(two)) >= min_similarity


def repeated_narrative(batch: Batch, settings: Settings) -> Examination:
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
    return Examination(tuple(subjects), tuple(hits))


def _narrative_hit(subject: Subject, ordinal: str, other: str, text: str, source: str) -> Hit:
    values = {"ordinal": ordinal, "other_ordinal": other, "text": text, "accused": ordinal + text}
    return Hit(subject, values=values, evidence=(Evidence(text=text, submission=source),))
