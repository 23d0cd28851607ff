"""Goals, purposes and items of narratives that two projects of a batch have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from auditor.checks.protocol import PROJECT, Batch, CheckResult, Hit, Settings, Subject
from auditor.duplicates.compare import differing_words, edit_similarity
from auditor.duplicates.groups import CopyKind
from auditor.duplicates.repetition import LikeStatements
from auditor.duplicates.text_units import TextOrigin, TextUnit
from auditor.language.normalise import normalise
from auditor.model import Evidence

_FIELDS: Mapping[str, str] = {"goal": "绩效目标", "purpose": "资金用途"}
_ITEM = "分项绩效目标"
_KINDS: Mapping[CopyKind, str] = {
    "identical": "一字不差",
    "masked": "只有数字或者名称不同",
    "reordered": "只有语序不同",
    "edited": "只有个别字词不同",
}


def copied_statements(batch: Batch, settings: Settings) -> CheckResult:
    """Projects that say of themselves what another says: told once a pair, and in the report of either submission.

    Within a submission the later project is told. Pairs whose tables are told to be alike are not told again, and one
    policy in two places is told elsewhere. Settings: ``min_share`` of information in common (0..1) and ``min_rows`` that
    correspond, from which on tables are told.
    """
    tables = _told_tables(batch, settings)
    hits = [
        hit
        for pair in batch.repetition.statements
        if pair.policy is None and _places(pair) not in tables
        for hit in _pair_hits(pair, batch)
    ]
    return CheckResult(batch.project_subjects, tuple(hits))


def one_statement_in_places(batch: Batch, settings: Settings) -> CheckResult:
    """One policy in several places with the same goal, purpose or item: told once for the whole group, to its first.

    Pairs whose tables are told to be alike are not told again. Settings: as for ``copied_statements``.
    """
    tables = _told_tables(batch, settings)
    groups: dict[str, dict[tuple[str, str, str], tuple[TextOrigin, TextUnit]]] = defaultdict(dict)
    for pair in batch.repetition.statements:
        if pair.policy is not None and _places(pair) not in tables:
            groups[pair.policy] |= {pair.one.place: (pair.one, pair.told), pair.other.place: (pair.other, pair.copied)}
    told = ([group[key] for key in sorted(group)] for group in groups.values())
    hits = [hit for members in told for hit in _group_hits(members, batch)]
    return CheckResult(batch.project_subjects, tuple(hits))


def _told_tables(batch: Batch, settings: Settings) -> set[frozenset[tuple[str, str, str]]]:
    return {
        frozenset((pair.one.place, pair.other.place))
        for pair in batch.repetition.pairs
        if pair.share >= settings["min_share"] and len(pair.rows) >= settings["min_rows"]
    }


def _places(pair: LikeStatements) -> frozenset[tuple[str, str, str]]:
    return frozenset((pair.one.place, pair.other.place))


def _pair_hits(pair: LikeStatements, batch: Batch) -> Iterator[Hit]:
    later = (pair.other, pair.copied), (pair.one, pair.told)
    for own, other in (later, later[::-1]) if pair.one.source != pair.other.source else (later,):
        subject = _subject(own[0], batch)
        if subject is not None:
            words = differing_words((own[1].text,), (other[1].text,), batch.language)
            yield _hit(subject, own, other, _difference(*words), _KINDS[pair.kind])


def _subject(origin: TextOrigin, batch: Batch) -> Subject | None:
    """The project of a home, the submission of an item that speaks of no project; None where it is not in the batch."""
    for number, submission in enumerate(batch.submissions):
        if submission.source == origin.source:
            places = (view.subject for view in batch.projects_of(number) if view.subject.project == origin.within)
            return next(places, Subject(number))
    return None


_Side = tuple[TextOrigin, TextUnit]


def _hit(subject: Subject, own: _Side, other: _Side, difference: str, how: str) -> Hit:
    (origin, said), (other_origin, copied) = own, other
    values = {
        "own_name": _name(origin, said),
        "own_budget": _budget(origin),
        "what": _FIELDS.get(said.field, _ITEM),
        "whose": f"{other_origin.department}的" if other_origin.department != origin.department else "",
        "other_name": _name(other_origin, copied),
        "other_budget": _budget(other_origin),
        "how": how,
        "difference": difference,
        "accused": said.text,
    }
    return _on(subject, said, values, (_evidence(other_origin, copied, said.text),))


def _on(subject: Subject, said: TextUnit, values: Mapping[str, str], evidence: tuple[Evidence, ...]) -> Hit:
    if said.field not in _FIELDS or subject.project is None:
        return Hit(subject, values=values, evidence=evidence)
    return Hit(subject, f"{PROJECT}{said.field}", (0, len(said.text)), values, evidence)


def _name(origin: TextOrigin, said: TextUnit) -> str:
    return origin.name or f"{said.item or origin.code}"


def _budget(origin: TextOrigin) -> str:
    return "预算未填" if origin.budget_wan is None else f"{origin.budget_wan:g}万元"


def _difference(only_own: Sequence[str], only_other: Sequence[str]) -> str:
    """The words that differ, in one clause; empty where none do."""
    sides = (("这里写", only_own), ("对方写", only_other))
    said = (f"{side}{'、'.join(f'“{word}”' for word in words)}" for side, words in sides if words)
    told = "，".join(said)
    return f"（{told}）" if told else ""


def _evidence(origin: TextOrigin, copied: TextUnit, text: str) -> Evidence:
    return Evidence(
        text=copied.text,
        project=origin.called,
        submission=origin.source,
        field=f"{PROJECT}{copied.field}" if copied.field in _FIELDS else copied.field,
        span=(0, len(copied.text)),
        similarity=round(edit_similarity(normalise(copied.text), normalise(text)), 4),
    )


def _group_hits(members: Sequence[tuple[TextOrigin, TextUnit]], batch: Batch) -> Iterator[Hit]:
    """One hit on the first of several projects, with the others as evidence; none where it is not in the batch."""
    (origin, said), others = members[0], members[1:]
    subject = _subject(origin, batch)
    if subject is None:
        return
    values = {
        "own_name": _name(origin, said),
        "what": _FIELDS.get(said.field, _ITEM),
        "others": "、".join(
            f"“{_name(other, text)}”（{other.department}，{_budget(other)}）" for other, text in others
        ),
        "count": str(len(members)),
        "accused": said.text,
    }
    yield _on(subject, said, values, tuple(_evidence(other, text, said.text) for other, text in others))
