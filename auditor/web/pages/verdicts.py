"""How often each rule is right by this office's own decisions, and what to change where it mostly is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from auditor.model import Severity
from auditor.rules.load import load_pack
from auditor.verdicts.changes import write_change
from auditor.verdicts.precision import LEAST, OfficePrecision, precision_by_rule
from auditor.verdicts.suggestions import Suggestion, suggestions
from auditor.verdicts.verdict import FindingRuling
from auditor.web.store.rulings import rulings_of
from auditor.web.visit import Visit

WIDTH, HEIGHT, LEFT = 360, 26, 230
"""Pixels of the chart: of the whole scale, of one line, of the names before it."""


@dataclass(frozen=True)
class PrecisionBar:
    """One line of the chart: where it stands, how long the bar is, and from where to where the interval goes, in pixels."""

    rule: OfficePrecision
    top: int
    width: float
    low: float
    high: float


def show(visit: Visit) -> Response:
    """The page."""
    found = _rulings(visit)
    precision = precision_by_rule(found)
    departments = sorted({one.department for one in found if one.department})
    suggested = [*suggestions(found), *(one for name in departments for one in suggestions(found, name))]
    return visit.page(
        "verdicts.html",
        precision=precision,
        bars=_bars([one for one in precision if one.share.enough]),
        suggested=_open(visit, suggested),
        least=LEAST,
        scale=(LEFT, WIDTH, HEIGHT),
        own=visit.site.settings.own_rules,
    )


def change(visit: Visit) -> Response:
    """Write a suggestion into the settings of the office's rules; the next audit follows it."""
    rule = visit.text("rule", 20)
    wanted = next((one for one in suggestions(_rulings(visit)) if one.rule == rule), None)
    if wanted is None:
        raise HTTPException(409)
    write_change(visit.site.settings.own_rules, wanted)
    return RedirectResponse("/verdicts", 303)


def _rulings(visit: Visit) -> Sequence[FindingRuling]:
    titles = _titles(visit.site.settings.profile, visit.site.settings.rules)
    with visit.site.store.reading() as session:
        return tuple(rulings_of(session, titles))


@lru_cache(maxsize=4)
def _titles(profile: str, rules: tuple[Path, ...]) -> Mapping[str, str]:
    return {item.rule.id: item.rule.title for item in load_pack(profile, rules).written}


def _open(visit: Visit, suggested: Sequence[Suggestion]) -> list[tuple[Suggestion, bool]]:
    """Each suggestion, and whether it can still be followed: those of the whole office that the settings do not follow yet."""
    if not suggested:
        return []
    pack = load_pack(visit.site.settings.profile, visit.site.settings.rule_folders)
    levels = {item.rule.id: item.rule.severity for item in pack.rules}
    return [(one, not one.department and not _is_followed(one, levels)) for one in suggested]


def _is_followed(one: Suggestion, levels: Mapping[str, Severity]) -> bool:
    return one.rule not in levels if one.change == "disable" else levels.get(one.rule) == "info"


def _bars(found: Sequence[OfficePrecision]) -> list[PrecisionBar]:
    return [_bar(place, one) for place, one in enumerate(found)]


def _bar(place: int, one: OfficePrecision) -> PrecisionBar:
    low, high = one.share.interval
    return PrecisionBar(
        one, place * HEIGHT, round(WIDTH * one.share.right, 1), round(WIDTH * low, 1), round(WIDTH * high, 1)
    )
