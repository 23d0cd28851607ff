"""What kind of thing a project does, what it does it to, and indicators that a project of that kind can set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from auditor.errors import ConfigurationError
from auditor.language.heads import head_noun
from auditor.model import Project
from auditor.shipped_yaml import shipped_yaml

_TABLE = ("corpora", "indicator_bank", "kinds.yaml")
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
_YEAR = re.compile(r"^(?:20\d\d[-—–至]?)+年?度?")
_TAIL = re.compile(
    r"(?:工作|专项|项目|业务|日常|财政)*(?:经费|费用|资金|费|款)$|(?:专项|项目|[一二三四五六七八九十\d]+期)$"
)
_QUOTED = re.compile(r"“[^”]*”")
_NICKNAME = re.compile(r"工程(?=”)")
"""雪亮工程 and the like are names, and build nothing."""

_MEASURE = re.compile(r"(?:数|率|度|水平|占比|面积|力度|能力)$")
"""A project that is named like an indicator."""

_AMOUNT = re.compile(r"\d+(?:\.\d+)?[万亿]?元$")
_SUBSIDY = "补助"
"""Of a fund for what stands before it (校舍改造补助资金), where that is something done; else it is paid out to people."""

_OF_MANY_KINDS = frozenset(
    [
        "建设", "工程", "服务", "安全", "系统", "平台", "设备", "网络", "监控", "委托", "运行", "维护", "应急", "卫生", "规划",
    ]
)  # fmt: skip
"""Words that a row of any project may use."""

_SHORTEST, _LONGEST = 2, 14
_PURPOSE = 60
"""Characters of a purpose that say what it is mainly for."""

_REMEMBERED = 1 << 10
"""Projects whose kind and object are kept: every row of a project asks for them."""

_NO_QUOTES = str.maketrans("", "", "“”‘’\"'")


class Pattern(NamedTuple):
    """An indicator of a kind: its name with ``{o}`` for the project's object, comparator and unit."""

    name: str
    comparator: str
    unit: str


class ProjectKind(NamedTuple):
    """A kind of project: words that show it, those of them that no other kind's rows use, and patterns by category."""

    words: tuple[str, ...]
    own_words: tuple[str, ...]
    patterns: Mapping[str, tuple[Pattern, ...]]


def kind_of(project: Project) -> ProjectKind:
    """The kind of a project by its name, else by its purpose; the last kind of the table fits all.

    Of several words the one that stands last counts: a project for the upkeep of equipment keeps it up.

    Raises:
        ConfigurationError: C003 where the shipped table is missing or malformed.
    """
    return _kind_by(project.name, project.purpose[:_PURPOSE])


@lru_cache(maxsize=_REMEMBERED)
def _kind_by(name: str, purpose: str) -> ProjectKind:
    about = _about(name)
    subsidised = about.removesuffix(_SUBSIDY)
    if subsidised != about:
        built = next((kind for kind in _kinds() for word in kind.words if subsidised.endswith(word)), None)
        if built is not None:
            return built
    for text in (_QUOTED.sub("", about), _NICKNAME.sub("", about), purpose):
        last = max(((text.rfind(word) + len(word), word, kind) for kind in _kinds() for word in kind.words if word in text),
                   key=lambda found: found[0], default=None)  # fmt: skip
        if last is not None:
            return last[2]
    return _kinds()[-1]


def kinds_named(project: Project) -> tuple[ProjectKind, ...]:
    """All kinds whose words stand in a project's name, also in brackets, by the place of their last word from the end."""
    return _kinds_in(project.name)


@lru_cache(maxsize=_REMEMBERED)
def _kinds_in(name: str) -> tuple[ProjectKind, ...]:
    name = _NICKNAME.sub("", name)
    places = [([name.rfind(word) for word in kind.words if word in name], kind) for kind in _kinds()]
    named = [(max(found), kind) for found, kind in places if found]
    return tuple(kind for _, kind in sorted(named, key=lambda one: -one[0]))


def object_of(project: Project) -> str:
    """What a project is about, by its name without year, brackets and words for money; "" where that is no object."""
    return _object_in(project.name)


@lru_cache(maxsize=_REMEMBERED)
def _object_in(name: str) -> str:
    name = _about(name).translate(_NO_QUOTES)
    if not _SHORTEST <= len(name) <= _LONGEST or head_noun(name) is not None or _MEASURE.search(name):
        return ""
    return name


def _about(name: str) -> str:
    name = _YEAR.sub("", _BRACKETS.sub("", name)).strip(" 　")
    for _ in range(2):
        name = _AMOUNT.sub("", name)
        name = _TAIL.sub("", name).strip(" 　及和与的")
    return name


@cache
def _kinds() -> tuple[ProjectKind, ...]:
    table: dict[str, Any] = shipped_yaml(*_TABLE)
    try:
        return tuple(_kind(entry) for entry in table.values())
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError("C003", name="/".join(_TABLE), reason=str(error)) from error


def _kind(entry: Mapping[str, Any]) -> ProjectKind:
    patterns = {category: tuple(map(_pattern, lines)) for category, lines in entry.items() if category != "words"}
    own = (word for word in entry["words"] if word not in _OF_MANY_KINDS)
    return ProjectKind(tuple(entry["words"]), tuple(own), patterns)


def _pattern(line: str) -> Pattern:
    name, comparator, unit = (part.strip() for part in line.split("|"))
    return Pattern(name, comparator, unit)
