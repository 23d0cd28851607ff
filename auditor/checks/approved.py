"""What was approved at the beginning of the year against what the self-evaluation says was approved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from auditor.checks.before import Counterpart, Counterparts, counterparts, quoted
from auditor.checks.evaluation.outcome import Outcome, outcome
from auditor.checks.history.keys import department_key, name_key
from auditor.checks.history.matching import Correspondence, match_rows
from auditor.checks.history.past import ArchivedProjects
from auditor.checks.history.targets import agreement, change_in_words
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Undecided
from auditor.model import Indicator

NOT_DECLARED = "申报时没有对应的指标"
NO_OTHER_FILE = "本批材料里没有同一项目的另一份同类表"
NO_TARGET = "申报表或自评表没有写目标值"
REWORDED = 0.7
"""Confidence where a target in words was reworded."""

MOST_NAMED = 5


def _declared(batch: Batch, past: ArchivedProjects) -> Counterparts:
    return counterparts(batch, past, ("self_evaluation", "monitoring"), years_back=0, past_kind="target_declaration")


def _matches(one: Counterpart) -> tuple[Correspondence, ...]:
    return match_rows(one.past.project.indicators, one.view.project.indicators)


def target_changed(batch: Batch, past: ArchivedProjects, settings: Settings) -> CheckResult:
    """Rows of a self-evaluation whose target differs from the one declared for the same year."""
    known = _declared(batch, past)
    reasons = dict(known.undecided)
    undecided = [(row.subject, reasons[view.subject]) for view in known.views if view.subject in reasons for row in view.rows]  # fmt: skip
    hits: list[Hit] = []
    for one in known.found:
        twins = {match.new: match for match in _matches(one)}
        for number, row in enumerate(one.view.rows):
            match = twins.get(number)
            declared = one.past.project.indicators[match.old] if match else None
            if match is None or declared is None:
                undecided.append((row.subject, NOT_DECLARED))
            elif not declared.target or not row.text("target"):
                undecided.append((row.subject, NO_TARGET))
            else:
                hits += _changed(row, declared, one, match.sureness)
    examined = tuple(row.subject for view in known.views for row in view.rows)
    return CheckResult(examined, tuple(hits), tuple(undecided))


def _changed(row: RowView, declared: Indicator, one: Counterpart, sure: float) -> Iterator[Hit]:
    target = row.text("target")
    outcome = agreement(declared.target, target, year=row.submission.year)
    if outcome == "same":
        return
    sureness = min(one.sureness, sure, REWORDED if outcome == "reworded" else 1.0)
    evidence = (quoted(one.past, declared.target, "target", row=declared, sure=min(one.sureness, sure)),)
    how = change_in_words(declared.target, target, row.text("level3"))
    values = {"declared": declared.target, "how": how, "fit": _fit(row, declared), "accused": target}
    yield Hit(row.subject, "target", (0, len(target)), values, evidence, sureness)


def _fit(row: RowView, declared: Indicator) -> str:
    """A remark where what was done misses the declared target and meets the changed one, "" elsewhere."""
    if row.submission.kind != "self_evaluation":
        return ""
    now, before = outcome(row), outcome(as_declared(row, declared))
    if not (isinstance(now, Outcome) and isinstance(before, Outcome) and now.met and not before.met):
        return ""
    return f"，实际完成“{row.text('actual')}”，按申报时的目标没有完成"


def as_declared(row: RowView, declared: Indicator) -> RowView:
    """The row as it would read with the declared target."""
    indicator = row.indicator.model_copy(update={"target": declared.target})
    cells = row.language.cells_of(indicator, row.submission.year)
    return row._replace(indicator=indicator, cells=cells)


def targets_between_files(batch: Batch, settings: Settings) -> CheckResult:
    """Rows whose target differs from that of the same row in another file of the batch on the same project, year and kind.

    Told in the file whose name comes first, once.
    """
    hits, undecided = list[Hit](), list[Undecided]()
    for view in batch.projects:
        others = list(_same_in_batch(view, batch))
        if not others:
            undecided += [(row.subject, NO_OTHER_FILE) for row in view.rows]
        for one in others:
            for match in _matches(one):
                hits += _differing(view.rows[match.new], one.past.project.indicators[match.old], one, match.sureness)
    return CheckResult(batch.row_subjects, tuple(hits), tuple(undecided))


def _same_in_batch(view: ProjectView, batch: Batch) -> Iterator[Counterpart]:
    owner, year, own = department_key(view.submission.department), view.submission.year, name_key(view.project.name)
    if batch.past is None or owner is None or year is None or not own:
        return
    for one in batch.past.of((owner, year, view.submission.kind)):
        if one.in_batch and one.name == own and view.submission.source < one.source:
            yield Counterpart(view, one, 1.0)


def _differing(row: RowView, other: Indicator, one: Counterpart, sure: float) -> Iterator[Hit]:
    target = row.text("target")
    if not target or not other.target or agreement(other.target, target, year=row.submission.year) != "different":
        return
    evidence = (quoted(one.past, other.target, "target", row=other, sure=sure),)
    values = {"other": other.target, "file": PurePath(one.past.source).name, "accused": target}
    yield Hit(row.subject, "target", (0, len(target)), values, evidence, sure)


def rows_changed(batch: Batch, past: ArchivedProjects, settings: Settings) -> CheckResult:
    """Projects whose self-evaluation has other indicators than were declared for the same year."""
    known = _declared(batch, past)
    return known.check_result(hit for one in known.found for hit in _other_rows(one))


def _other_rows(one: Counterpart) -> Iterator[Hit]:
    matches = _matches(one)
    kept, found = {match.old for match in matches}, {match.new for match in matches}
    dropped = [row for number, row in enumerate(one.past.project.indicators) if number not in kept]
    added = [row for number, row in enumerate(one.view.project.indicators) if number not in found]
    if not dropped and not added:
        return
    parts = [f"少了 {len(dropped)} 行（{_names(dropped)}）"] if dropped else []
    parts += [f"多了 {len(added)} 行（{_names(added)}）"] if added else []
    changes = "，".join(parts)
    values = {"dropped": str(len(dropped)), "added": str(len(added)), "changes": changes, "accused": changes}
    evidence = tuple(
        quoted(one.past, "｜".join((row.level3, row.target)), "level3", row=row, sure=one.sureness) for row in dropped
    )
    yield Hit(one.view.subject, values=values, evidence=evidence, confidence=one.sureness)


def _names(rows: Sequence[Indicator]) -> str:
    names = "、".join(row.level3 or row.description for row in rows[:MOST_NAMED])
    return f"{names}等" if len(rows) > MOST_NAMED else names
