"""What changed in the tables between two versions of a submission, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from auditor.checks.history.matching import match_projects, match_rows, row_category
from auditor.checks.history.targets import change_in_words
from auditor.language.normalise import normalise
from auditor.model import Frozen, Funding, Indicator, NarrativeItem, Project, SpendingStep, Submission

PROJECT_CELLS = ("code", "name", "purpose", "goal", "budget_wan", "funding", "spending_plan")
ROW_CELLS = (
    "level1", "level2", "level3", "description", "target", "basis", "weight", "actual", "score", "deviation_reason",
)  # fmt: skip

Status = Literal["changed", "added", "dropped"]
Holder = Submission | Project | Indicator


class CellChange(Frozen):
    """One cell that says something else than before; an empty cell is an empty text.

    ``judged``: of a target, whether it asks for less or more now (降为, 放宽为, 提高为, 收紧为); "" where nothing tells.
    """

    field: str
    old: str
    new: str
    judged: str = ""


class RowChange(Frozen):
    """A row that was changed, added or dropped; without a row the head of a project, without both the whole submission.

    ``code`` and ``name`` are the project's, of the newer version where it has one; ``old`` and ``new`` are the row's ids
    in each version; ``text`` is the row in short.
    """

    status: Status
    code: str
    name: str
    old: str | None = None
    new: str | None = None
    text: str = ""
    cells: tuple[CellChange, ...] = ()

    @property
    def is_project(self) -> bool:
        """Whether it is about more than a row."""
        return self.old is None and self.new is None


def changes(old: Sequence[Project], new: Sequence[Project]) -> tuple[RowChange, ...]:
    """Every difference between two versions: in the order of the new one, then what was dropped."""
    matches = {match.new: match.old for match in match_projects(old, new)}
    found: list[RowChange] = []
    for number, project in enumerate(new):
        if number in matches:
            found += _within(old[matches[number]], project)
        else:
            found += [_whole("added", project), *(_row("added", project, row) for row in project.indicators)]
    for number, project in enumerate(old):
        if number not in matches.values():
            found += [_whole("dropped", project), *(_row("dropped", project, row) for row in project.indicators)]
    return tuple(found)


def text_changes(old: Submission, new: Submission) -> tuple[RowChange, ...]:
    """What changed outside the tables: the overall goal and the items of the narrative, those of one name together.

    An item whose name is new goes with the one that had its ordinal, where that name is gone.
    """
    cells = list(_cells(old, new, ("overall_goal",)))
    before, now = ({normalise(item.name) or item.ordinal: item for item in one.narrative} for one in (old, new))
    left = {item.ordinal: key for key, item in before.items() if key not in now}
    renamed = {key: left[item.ordinal] for key, item in now.items() if key not in before and item.ordinal in left}
    for key in dict.fromkeys((*now, *(key for key in before if key not in renamed.values()))):
        was, became = _told(before.get(renamed.get(key, key))), _told(now.get(key))
        if was != became:
            cells.append(CellChange(field="narrative", old=was, new=became))
    return (RowChange(status="changed", code="", name="", cells=tuple(cells)),) if cells else ()


def _told(item: NarrativeItem | None) -> str:
    return " ".join(filter(None, (item.name, item.goal, item.indicators_text))) if item else ""


def _within(old: Project, new: Project) -> Iterator[RowChange]:
    head = _cells(old, new, PROJECT_CELLS)
    if head:
        yield _whole("changed", new, head)
    matches = twins(old.indicators, new.indicators)
    for number, row in enumerate(new.indicators):
        if number not in matches:
            yield _row("added", new, row)
            continue
        before = old.indicators[matches[number]]
        cells = _cells(before, row, ROW_CELLS)
        if cells:
            yield RowChange(status="changed", code=new.code, name=new.name, old=before.id, new=row.id, text=_short(row), cells=cells)  # fmt: skip
    for number, row in enumerate(old.indicators):
        if number not in matches.values():
            yield _row("dropped", new, row)


def twins(old: Sequence[Indicator], new: Sequence[Indicator]) -> dict[int, int]:
    """Each new row's old one. As many rows left over on either side of a category are the same rows, written anew."""
    found = {match.new: match.old for match in match_rows(old, new)}
    left: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, row in enumerate(old):
        if number not in found.values():
            left[row_category(row)][0].append(number)
    for number, row in enumerate(new):
        if number not in found:
            left[row_category(row)][1].append(number)
    for before, now in left.values():
        if len(before) == len(now):
            found.update(zip(now, before, strict=True))
    return found


def _cells(old: Holder, new: Holder, names: Sequence[str]) -> tuple[CellChange, ...]:
    pairs = ((name, _text(getattr(old, name)), _text(getattr(new, name))) for name in names)
    return tuple(_cell(name, before, now, new) for name, before, now in pairs if before != now)


def _cell(name: str, before: str, now: str, holder: Holder) -> CellChange:
    told = change_in_words(before, now, holder.level3) if name == "target" and isinstance(holder, Indicator) else ""
    return CellChange(field=name, old=before, new=now, judged="" if told == "改为" else told)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "，".join(map(_text, value))
    if isinstance(value, Funding):
        return f"{value.source} {value.amount_wan:g}万元"
    if isinstance(value, SpendingStep):
        return f"{value.by} {value.percent:g}%"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _whole(status: Status, project: Project, cells: tuple[CellChange, ...] = ()) -> RowChange:
    return RowChange(status=status, code=project.code, name=project.name, cells=cells)


def _row(status: Status, project: Project, row: Indicator) -> RowChange:
    place = {"new": row.id} if status == "added" else {"old": row.id}
    return RowChange(status=status, code=project.code, name=project.name, text=_short(row), **place)


def _short(row: Indicator) -> str:
    return "｜".join(text for text in (row.level2, row.level3, row.target) if text)
