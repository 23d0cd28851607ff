"""Lines of text above a table that speak of it: titles, labels with their values, the heading that names the project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.reading.forms.headings import funding_source, heading

_ORDINAL = re.compile(
    r"\s*(?:[（(]\s*[一二三四五六七八九十百\d]{1,4}\s*[）)]|[一二三四五六七八九十]{1,3}\s*、|\d{1,3}\s*[、．.](?!\d)|\d{1,3}[）)])\s*"
)
_FIRST_LABEL = re.compile(r"\s*(?P<label>[^:：。；]{2,30}?)\s*[:：]")
_LATER_LABEL = re.compile(r"(?P<gap>\s+)(?P<label>[^\s:：。；]{2,14})\s*[:：]")
_STATED_INDICATORS = re.compile(r".*绩效指标\s*[:：]\s*\S")
_TABLE_TITLE = re.compile(r"(?:项目)?(?:支出)?(?:预算)?(?:年度)?绩效(?:目标)?(?:申报|自评|监控|评价)?(?:汇总|批复)?表$")
_FORM_WORDS = re.compile(r"目标|指标|绩效|附件|附表|说明|情况|[。；，:：]")
_MONEY_UNITS = frozenset({"金额单位", "货币单位", "计价单位"})
_UNIT_OF_MONEY = re.compile(r"\s*[（(]?\s*(?:金额|货币|计量)?单位\s*[:：]\s*(?:人民币)?[亿万千百]?元\s*[)）]?\s*")
_GENERIC = re.compile(
    r"(?:[省市县区镇乡本]?级?|部门|单位|整体|预算|项目|支出|专项|资金|财政|年度|重点|一般|申报|[（(][^）)]*[）)])*"
)
_LONGEST_TITLE = 40


def is_caption(line: str) -> bool:
    """Whether a line right above a table can be its title or one of its labels rather than running text."""
    if _STATED_INDICATORS.match(line):
        return False
    return bool(labelled_cells(line)) or (
        len(line.strip()) <= _LONGEST_TITLE and not line.rstrip().endswith(("。", "；"))
    )


def labelled_cells(line: str) -> tuple[str, ...]:
    """Labels and values in turn, as in 项目编码：A01  项目名称：甲; () where the line names no field of a form, or the unit of money."""
    if _UNIT_OF_MONEY.fullmatch(line):
        return ()
    places = list(_labels(line))
    if not any(_names_field(label) for _, _, label in places):
        return ()
    cells: list[str] = []
    ends = [start for start, _, _ in places[1:]] + [len(line)]
    for (_, value, label), end in zip(places, ends, strict=True):
        cells += [label, line[value:end].strip()]
    return tuple(cells)


def project_named_above(lines: Sequence[str]) -> str | None:
    """The project that the only numbered heading (（一）校舍维修经费), or the only title (校舍维修绩效目标表), names."""
    names = [name for line in lines if (name := _heading_name(line))]
    return names[0] if len(names) == 1 else None


def _labels(line: str) -> Iterator[tuple[int, int, str]]:
    """Start of each label, start of its value, and the label without its ordinal."""
    first = _FIRST_LABEL.match(line)
    if not first:
        return
    yield 0, first.end(), _ORDINAL.sub("", first["label"], count=1)
    for match in _LATER_LABEL.finditer(line, first.end()):
        wide = len(match["gap"]) > 1 or match["gap"] in "\t\u3000"
        if (
            _names_field(match["label"])
            or match["label"] in _MONEY_UNITS
            or (wide and not re.search(r"\d", match["label"]))
        ):
            yield match.start("label"), match.end(), match["label"]


def _names_field(label: str) -> bool:
    return heading(label) is not None or funding_source(label) is not None


def _heading_name(line: str) -> str | None:
    text = line.strip()
    bare = _ORDINAL.sub("", text, count=1)
    name = _TABLE_TITLE.sub("", bare)
    titled = len(bare) < len(text) or len(name) < len(bare)
    fitting = (
        2 <= len(name) <= _LONGEST_TITLE
        and not _GENERIC.fullmatch(name)
        and not _FORM_WORDS.search(name)
        and not re.search(r"20\d\d\s*年", name)
    )
    return name if titled and fitting and heading(name) is None else None
