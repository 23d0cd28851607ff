"""Standards: loaded once, chosen by profile, printed with 参照 where they do not bind the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from auditor.model import Citation
from auditor.rules.grammar import Profile, Rule, Standard
from auditor.rules.source import parse, read_yaml
from auditor.wording import CATEGORY

STRENGTH = ("law", "policy", "national-rule", "local", "reference", "craft")
"""Binding forces, strongest first."""

_INNER = str.maketrans("“”", "‘’")


def load_standards(path: Path) -> dict[str, Standard]:
    """All standards of ``citations.yaml`` by key.

    Raises:
        ConfigurationError: C001 where an entry is malformed.
    """
    return {key: parse(Standard, entry, path, within=[key]) for key, entry in read_yaml(path).items()}


def unfit(key: str, rule: Rule) -> str:
    """Why a rule may not rely on the standard of this key."""
    return f"“{key}”不是{CATEGORY[rule.category]}方面的要求，不能作规则 {rule.id} 的依据"


def strongest(
    keys: Sequence[str], standards: Mapping[str, Standard], profile: Profile, year: int | None = None
) -> Citation:
    """The standard a finding cites: the first of the strongest kind that binds under the profile, else the first listed.

    ``year``: the budget year spoken of; standards that do not apply to it are passed over, where others are left.
    Standards that bind come before those that are only 参照; inside one kind the rule's own order decides.
    """
    known = [standards[key] for key in keys]
    chosen = min([one for one in known if one.applies(year)] or known, key=lambda standard: _rank(standard, profile))
    return Citation(
        document=chosen.document + chosen.number,
        article=chosen.article if chosen.verified else None,
        requirement=chosen.requirement,
        quote=chosen.quote,
        binding=chosen.binding,
        verified=chosen.verified,
    )


def _rank(standard: Standard, profile: Profile) -> tuple[bool, int]:
    return standard.binding not in profile.binds, STRENGTH.index(standard.binding)


def printed(citation: Citation, profile: Profile) -> str:
    """The sentence a report prints, e.g. ``参照《…》（财预〔2015〕88号），要求大意：…``; only a document's own words are quoted."""
    if citation.binding == "craft":
        return f"填写规范：{citation.requirement}"
    lead = "依据" if citation.binding in profile.binds else "参照"
    place = f"{lead}{citation.document}{citation.article or ''}"
    if citation.quote:
        return f"{place}：“{citation.quote.translate(_INNER)}”"
    return f"{place}，要求大意：{citation.requirement}"
