"""Which kinds of defect the rules cover, and why the rest are not: ``rules/COVERAGE.md``, generated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from auditor.rules.load import Pack
from auditor.rules.options import Strict
from auditor.rules.source import parse, read_yaml, refusal


class Defect(Strict):
    """One kind of defect a reviewer looks for; ``not_covered`` says why no rule finds it.

    ``frequency``: in how many of the 29 published documents that were read closely (2016–2025) it stood, where counted.
    """

    name: str
    frequency: int | None = None
    not_covered: str | None = None


def load_defects(path: Path) -> dict[str, Defect]:
    """All kinds of defect by their catalogue number.

    Raises:
        ConfigurationError: C001 where an entry is malformed.
    """
    return {key: parse(Defect, entry, path, within=[key]) for key, entry in read_yaml(path).items()}


def coverage_page(pack: Pack, defects: Mapping[str, Defect], path: Path) -> str:
    """The page: every kind of defect with its rules, or with the reason why there is none.

    Raises:
        ConfigurationError: C001 where a rule covers an unknown kind, or a kind has neither rule nor reason.
    """
    rules: dict[str, list[str]] = {}
    for item in pack.written:
        for key in item.rule.covers:
            if key not in defects:
                raise refusal(str(path), f"规则 {item.rule.id} 的 covers 写了未知的问题类型“{key}”")
            rules.setdefault(key, []).append(item.rule.id)
    silent = [key for key, one in defects.items() if key not in rules and one.not_covered is None]
    if silent:
        raise refusal(str(path), f"问题类型“{silent[0]}”既没有规则，也没有写原因")
    lines = [
        "# 规则覆盖情况",
        "",
        "本页由 `auditor rules coverage` 生成，请勿手工修改。",
        "",
        f"共 {len(defects)} 种问题，{len(rules)} 种有规则。",
        "",
        "“见于”是 2016—2025 年公开的 29 份材料里有这种问题的份数，只写数过的。",
        "",
        "| 编号 | 问题 | 见于 | 规则 | 没有规则的原因 |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {key} | {one.name} | {one.frequency or ''} | {'、'.join(rules.get(key, []))} | {one.not_covered or '' if key not in rules else ''} |"
        for key, one in defects.items()
    ]
    return "\n".join(lines) + "\n"
