"""What running text tells of single projects (项目经费情况说明): what is done, when, for how much and to what end.

Departments publish such a text beside the table of indicators of a project, or in place of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from auditor.model import FundingStatement, Location, Project
from auditor.reading.char_stream import NumberedLine, join_lines
from auditor.reading.forms.headings import heading, plain
from auditor.reading.forms.money import amount_wan
from auditor.reading.forms.narrative import matched_in_order
from auditor.reading.forms.period import start_and_end
from auditor.reading.forms.vocabulary import vocabulary

_ORDINAL = re.compile(
    r"(?<!\s)\s*(?P<mark>[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]|[一二三四五六七八九十]{1,3}\s*[、．.]|\d{1,2}\s*[、．.](?:(?!\d)|(?=20\d\d\s*年))|[（(]\d{1,2}[）)])\s*"
)
_LABEL = re.compile(r"\s*(?P<label>[^\s:：。，,；]{2,16}?)\s*(?:[:：]\s*|\s+|$)(?P<rest>.*)", re.DOTALL)
_YEAR = re.compile(r"^20\d\d\s*年度?(?=\S)")
_TITLE = re.compile(
    r"(?:关于)?\s*(?:.{0,30}?20\d\d\s*年度?)?\s*(?P<name>.*?)(?:项目(?:支出|资金|预算|经费)*|(?=经费|资金))?(?P<money>经费|资金|支出|预算)?"
    r"(?:绩效目标)?(?:的)?(?:基本)?(?:情况)?(?:的)?说明"
)
_OF_A_DEPARTMENT = re.compile(
    r"部门|单位|整体|收支|收入|三公|采购|资产|机关运行|编制|总体|名词|其他|有关|相关|填报|附注"
)
_ENDS_SECTION = re.compile(
    r"\s*(?:.{0,40}(?:情况)?说明|.{0,40}表(?:[（(].*[）)])?|[（(]?20\d\d\s*年度?[）)]?|第[一二三四五六七八九十]+部分.*|附[件表].{0,40}|.{0,6}单位[:：].{0,6}元.?)\s*"
)
_LONGEST_HEADING = 24
_LONGEST_TITLE = 60
_FEWEST, _FEWEST_UNTITLED = 2, 3


@dataclass
class _Section:
    kind: str
    mark: str
    lines: list[str]


@dataclass
class _Told:
    """The sections of one project as far as they are read; ``name`` is what a title or a label calls it."""

    name: str = ""
    titled: bool = False
    numbers: list[int] = field(default_factory=list)
    sections: dict[str, _Section] = field(default_factory=dict)


def funding_statements(items: Iterable[NumberedLine | None]) -> tuple[tuple[FundingStatement, ...], frozenset[int]]:
    """The statements in a text, in order, and the numbers of the lines that they are made of.

    Args:
        items: its lines; None stands for a table, which ends what was told before it.
    """
    complete = [told for told in _told(items) if _is_complete(told)]
    return tuple(map(_statement, complete)), frozenset(number for told in complete for number in told.numbers)


def described(statements: Sequence[FundingStatement], year: int | None) -> tuple[Project, ...]:
    """The projects of a material that has no tables, for a budget year: each as its statement tells of it, without rows."""
    return tuple(_project(one, year) for one in statements)


def with_statements(
    projects: Sequence[Project], statements: Sequence[FundingStatement]
) -> tuple[tuple[Project, ...], tuple[FundingStatement, ...]]:
    """The projects with the statement that speaks of each, and the statements that speak of none of them."""
    pairs = matched_in_order([one.name for one in statements], [one.name for one in projects])
    by_project = {place: statements[number] for number, place in pairs.items()}
    told = tuple(_told_of(one, by_project.get(place)) for place, one in enumerate(projects))
    return told, tuple(one for number, one in enumerate(statements) if number not in pairs)


def _told_of(project: Project, statement: FundingStatement | None) -> Project:
    """The project with its statement, which says what its goal is where its form has no place for it."""
    if statement is None:
        return project
    goal = project.goal or ("" if "goal" in project.unfilled else statement.goal)
    return project.model_copy(update={"statement": statement, "goal": goal})


# --- lines to sections --------------------------------------------------------------------------------------------


def _told(items: Iterable[NumberedLine | None]) -> Iterator[_Told]:
    told, section = _Told(), None
    for item in items:
        if item is None:
            section = None
            continue
        begun = _begun(item.text)
        name = _named(item.text) if begun is None else None
        if (begun is not None and begun.kind in told.sections) or (name is not None and told.sections):
            yield told
            told, section = _Told(), None
        if begun is not None:
            told.sections[begun.kind] = section = begun
        elif name is not None:
            told.name = told.name or name
            told.titled = told.titled or _TITLE.fullmatch(_ORDINAL.sub("", item.text, count=1).strip()) is not None
        elif section is not None and not _ends(item.text, section):
            section.lines.append(item.text)
        else:
            section = None
            continue
        told.numbers.append(item.number)
    yield told


def _begun(text: str) -> _Section | None:
    """The section that a line begins, with what stands behind its heading."""
    mark = _ORDINAL.match(text)
    found = _LABEL.fullmatch(text[mark.end() if mark else 0 :])
    if found is None or not (mark or not found["rest"] or found[0].lstrip()[len(found["label"]) :][:1] in ":："):
        return None
    kind = vocabulary().sections.get(plain(_YEAR.sub("", found["label"])))
    return _Section(kind, mark["mark"] if mark else "", [found["rest"]] if found["rest"] else []) if kind else None


def _named(text: str) -> str | None:
    """The project that a title or a label names; None for any other line, "" for a title without a name."""
    label, colon, value = text.replace(":", "：").partition("：")
    known = heading(_ORDINAL.sub("", label, count=1)) if colon and value.strip() else None
    if known is not None and known.field == "name":
        return value.strip()
    bare = _ORDINAL.sub("", text, count=1).strip()
    found = _TITLE.fullmatch(bare) if len(bare) <= _LONGEST_TITLE else None
    if found is None or _OF_A_DEPARTMENT.search(found["name"]):
        return None
    of_project = "项目" in bare[len(found["name"]) :]
    return found["name"] + ("" if of_project or not found["name"] else found["money"] or "")


def _ends(text: str, section: _Section) -> bool:
    """Whether a line is no longer of a section: a title, or another heading numbered in the manner of its own."""
    if _ENDS_SECTION.fullmatch(text):
        return True
    mark = _ORDINAL.match(text)
    alike = mark is not None and bool(section.mark) and _manner(mark["mark"]) == _manner(section.mark)
    return alike and len(text.strip()) <= _LONGEST_HEADING and "。" not in text


def _manner(mark: str) -> str:
    return re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"\d+", "1", re.sub(r"\s", "", mark)))


# --- sections to a statement --------------------------------------------------------------------------------------


def _is_complete(told: _Told) -> bool:
    """Whether these are sections of a text on a project, and not labels of a form: they have a title, or numbers."""
    numbered = all(section.mark for section in told.sections.values())
    enough = len(told.sections) >= (_FEWEST if told.titled else _FEWEST_UNTITLED) and (told.titled or numbered)
    return enough and "goal" in told.sections and bool(_text(told, "goal"))


def _text(told: _Told, kind: str) -> str:
    section = told.sections.get(kind)
    return join_lines(tuple(section.lines)).strip() if section else ""


def _statement(told: _Told) -> FundingStatement:
    return FundingStatement(
        name=told.name,
        overview=_text(told, "overview"),
        period=_text(told, "period"),
        budget=_text(told, "budget"),
        goal=_text(told, "goal"),
        location=Location(line=told.numbers[0]),
    )


_AMOUNT = re.compile(r"\d[\d,，]*(?:\.\d+)?\s*(?:亿元|万元|千元|元)")
_YEARS = re.compile(r"20\d\d(?=\s*年)")
_OF_MORE = re.compile(r"总投资|概算|估算|累计|上年|去年|以前|已|每|其中|人均|计划总")


def _project(told: FundingStatement, year: int | None) -> Project:
    starts, ends = start_and_end(told.period.rstrip("。；;"))
    return Project(
        code="",
        name=told.name,
        purpose=told.overview,
        goal=told.goal,
        budget_wan=_budget(told.budget, year),
        starts=starts,
        ends=ends,
        location=told.location,
        statement=told,
    )


def _budget(text: str, year: int | None) -> float | None:
    """The only amount of a text, where it says nothing of other years and of more than the year."""
    amounts = _AMOUNT.findall(text)
    if len(amounts) != 1 or _OF_MORE.search(text) or set(_YEARS.findall(text)) - {str(year)}:
        return None
    return amount_wan(amounts[0])
