"""What the style sheets of a web page say of looks that decide whether and how a text is read: hidden, struck out, raised, the
font of symbols. It is written into the elements, as if it stood there.

Known are rules whose selectors name tags, classes and ids, one inside of another; what else selects (``:hover``, ``[type]``)
decides nothing here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_PROPERTIES = frozenset(
    {"display", "visibility", "text-decoration", "text-decoration-line", "vertical-align", "font-family", "mso-hide"}
)
_DECIDES = re.compile(r"none|hidden|collapse|line-through|super|all|symbol|wingdings")
"""Values that change how a text is read: a property that no rule gives one of them is passed over."""
_NOTE = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BLOCK = re.compile(r"(?P<head>[^{};]*)(?P<mark>[{};])")
_STEP = re.compile(r"\s*>\s*|\s+")
_SIMPLE = re.compile(r"(?P<tag>[a-z][\w-]*|\*)?(?P<marks>(?:[.#][\w\u0080-\uffff-]+)*)", re.I)
_MARK = re.compile(r"([.#])([\w\u0080-\uffff-]+)")
_SHOWN_MEDIA = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*", re.I)
_OWN = re.compile(r"([\w-]+)\s*:")


class _Simple(NamedTuple):
    """What one element has to be: its tag ("" for any), classes and ids."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]

    def fits(self, element: Element) -> bool:
        """Whether an element is that."""
        return (
            (not self.tag or element.tag == self.tag)
            and self.classes <= set(element.get("class", "").split())
            and self.ids <= {element.get("id", "")}
        )


class _Rule(NamedTuple):
    """One selector with what it sets: ``around`` are the elements that ``of`` stands in, the nearest first, each with whether
    it has to be the parent of the one inside.
    """

    of: _Simple
    around: tuple[tuple[_Simple, bool], ...]
    looks: Mapping[str, tuple[bool, str]]
    place: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Of two rules that set the same, the one of higher rank counts."""
        every = [self.of, *(one for one, _ in self.around)]
        return sum(len(one.ids) for one in every), sum(len(one.classes) for one in every), sum(bool(one.tag) for one in every), self.place  # fmt: skip

    def fits(self, element: Element) -> bool:
        """Whether the rule is about an element."""
        return self.of.fits(element) and _stands_in(element, self.around)


def _stands_in(element: Element, around: Sequence[tuple[_Simple, bool]]) -> bool:
    """Whether an element stands in all of these; the work is the number of elements around it times theirs."""
    waiting = {0}
    for one in _ancestors(element) if around else ():
        following = {step for step in waiting if not around[step][1]}
        for step in waiting:
            if around[step][0].fits(one):
                following.add(step + 1)
        if len(around) in following:
            return True
        waiting = following
    return not around


def _ancestors(element: Element) -> Iterator[Element]:
    """The elements around one, the nearest first; browsers put a body of rows between a table and its rows."""
    inner = element
    for one in element.iterancestors():
        if one.tag == "table" and inner.tag == "tr":
            yield inner.makeelement("tbody")
        yield one
        inner = one


@dataclass(frozen=True)
class StyleSheets:
    """The rules of a page, by the id, class or tag that the selected element has to have."""

    rules: Mapping[str, Sequence[_Rule]] = field(default_factory=dict)

    def write_into(self, page: Element) -> None:
        """Give the elements of a page the looks that the rules give them, unless they say otherwise themselves."""
        for element in page.iter("*") if self.rules else ():
            known = [rule for key in _keys(element) if key in self.rules for rule in self.rules[key]]
            found = [rule for rule in known if rule.fits(element)] if known else ()
            if found:
                _write(element, found)


def style_sheets(texts: Iterable[str]) -> StyleSheets:
    """The rules of some style sheets, in order."""
    blocks = [(selectors, dict(_looks(body))) for text in texts for selectors, body in _blocks(_NOTE.sub("", text))]
    deciding = {name for _, looks in blocks for name, (_, value) in looks.items() if _DECIDES.search(value)}
    rules: dict[str, list[_Rule]] = defaultdict(list)
    for place, (selectors, looks) in enumerate(blocks):
        own = {name: look for name, look in looks.items() if name in deciding}
        for selector in selectors.split(",") if own else ():
            rule = _rule(selector.strip(), own, place)
            if rule is not None:
                rules[_key(rule.of)].append(rule)
    return StyleSheets(rules)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of each rule that is for screens."""
    stack: list[str] = []
    body = ""
    for found in _BLOCK.finditer(text):
        head, mark = found["head"].strip(), found["mark"]
        if mark == "{":
            stack.append(head)
            body = ""
        elif mark == ";":
            body += head + ";"
        elif stack:
            selectors = stack.pop()
            if not selectors.startswith("@") and all(_SHOWN_MEDIA.fullmatch(one) for one in stack):
                yield selectors, body + head
            body = ""


def _looks(body: str) -> Iterator[tuple[str, tuple[bool, str]]]:
    for declaration in body.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in _PROPERTIES:
            bare, important, _ = value.strip().lower().partition("!")
            yield name, (bool(important), bare.strip())


def _rule(selector: str, looks: Mapping[str, tuple[bool, str]], place: int) -> _Rule | None:
    simples = [_simple(text) for text in _STEP.split(selector)]
    steps = [step.strip() == ">" for step in _STEP.findall(selector)]
    known = [one for one in simples if one is not None]
    if not selector or len(known) < len(simples):
        return None
    around = tuple(zip(reversed(known[:-1]), reversed(steps), strict=True))
    return _Rule(known[-1], around, looks, place)


def _simple(text: str) -> _Simple | None:
    found = _SIMPLE.fullmatch(text)
    if found is None or not text:
        return None
    marks = _MARK.findall(found["marks"])
    tag = (found["tag"] or "").lower()
    classes, ids = ({name for sign, name in marks if sign == kind} for kind in ".#")
    return _Simple("" if tag == "*" else tag, frozenset(classes), frozenset(ids))


def _key(simple: _Simple) -> str:
    if simple.ids:
        return f"#{min(simple.ids)}"
    return f".{min(simple.classes)}" if simple.classes else simple.tag


def _keys(element: Element) -> list[str]:
    keys = ["", element.tag]
    names = element.get("class")
    if names:
        keys += [f".{name}" for name in dict.fromkeys(names.split())]
    own = element.get("id")
    return [*keys, f"#{own}"] if own else keys


def _write(element: Element, rules: Iterable[_Rule]) -> None:
    own = element.get("style", "")
    said = {name.lower() for name in _OWN.findall(own)}
    set_by: dict[str, tuple[bool, str]] = {}
    for rule in sorted(rules, key=lambda one: one.rank):
        set_by |= {name: look for name, look in rule.looks.items() if look[0] or not set_by.get(name, (False, ""))[0]}
    added = [f"{name}:{value}" for name, (important, value) in set_by.items() if important or name not in said]
    if added:
        element.set("style", ";".join((*added, own)))
