"""What differs by place, year and bureau: rules off and on, severities, thresholds, standards. Every change is told.

Order: the rule files, then the profile (and the one it extends), then the bureau's ``changes.yaml``; the last word wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from auditor.checks.preflight import USUAL, PreflightSettings
from auditor.model import RuleOff
from auditor.rules.citations import unfit
from auditor.rules.grammar import Changes, Profile, Rule, Standard
from auditor.rules.source import locate, parse, read_yaml, refusal
from auditor.wording import SEVERITY

CHANGES_FILE = "changes.yaml"


class Layer(NamedTuple):
    """Changes with the file that makes them and the title a report shows for it."""

    title: str
    path: Path
    changes: Changes


class Adjusted(NamedTuple):
    """Rules after all layers; ``notes`` says by rule what was changed and by whom; ``off`` lists those that do not run."""

    rules: Mapping[str, Rule]
    notes: Mapping[str, str]
    off: tuple[RuleOff, ...]


def load_profile(folder: Path, name: str) -> tuple[Profile, tuple[Layer, ...]]:
    """The profile of that name, and its layers, the most general first.

    Raises:
        ConfigurationError: C001 where there is no such profile, a file is malformed, or profiles extend in a circle.
    """
    path = folder / f"{name}.yaml"
    if not path.is_file():
        known = "、".join(sorted(one.stem for one in folder.glob("*.yaml")))
        raise refusal(str(path), f"没有名为“{name}”的地区配置，可用：{known}")
    profile = parse(Profile, read_yaml(path), path)
    layer = Layer(profile.title, path, profile)
    if profile.extends is None:
        return profile, (layer,)
    if profile.extends == name:
        raise refusal(locate(path, ["extends"]), "不能以自己为基础")
    base, below = load_profile(folder, profile.extends)
    return profile.model_copy(update={"binds": profile.binds or base.binds}), (*below, layer)


def bureau_layers(folders: Sequence[Path]) -> Iterator[Layer]:
    """The ``changes.yaml`` of each bureau folder that has one.

    Raises:
        ConfigurationError: C001 where a file is malformed.
    """
    for folder in folders:
        path = folder / CHANGES_FILE
        if path.is_file():
            yield Layer(f"本单位规则（{folder.name}）", path, parse(Changes, read_yaml(path) or {}, path))


def added_standards(layers: Sequence[Layer]) -> dict[str, Standard]:
    """Standards that layers bring along, by key."""
    return {key: standard for layer in layers for key, standard in layer.changes.standards.items()}


def adjust(rules: Mapping[str, Rule], layers: Sequence[Layer], standards: Mapping[str, Standard]) -> Adjusted:
    """Apply all layers in order.

    Raises:
        ConfigurationError: C001 where a layer names an unknown rule or standard, or a setting that is not tunable.
    """
    changed = dict(rules)
    notes: dict[str, list[str]] = {}
    off: dict[str, RuleOff] = {}
    for layer in layers:
        _check_names(layer, rules, standards)
        for key, reason in layer.changes.disable.items():
            off[key] = RuleOff(id=key, title=rules[key].title, reason=reason, by=layer.title)
        for key in layer.changes.enable:
            off.pop(key, None)
        for key, remark, update in _updates(layer, changed):
            changed[key] = changed[key].model_copy(update=update)
            notes.setdefault(key, []).append(f"{remark}（{layer.title}）")
    active = {key: rule for key, rule in sorted(changed.items()) if key not in off and rule.status != "retired"}
    told = {key: "；".join(remarks) for key, remarks in notes.items()}
    return Adjusted(active, told, tuple(off[key] for key in sorted(off)))


def preflight_settings(layers: Sequence[Layer]) -> PreflightSettings:
    """What the budget system of the place refuses, the last word winning."""
    total, off = USUAL.total, set(USUAL.off)
    for layer in layers:
        wanted = layer.changes.preflight
        total = total if wanted.total is None else Decimal(str(wanted.total))
        off = (off | wanted.off.keys()) - set(wanted.on)
    return PreflightSettings(total, frozenset(off))


def _check_names(layer: Layer, rules: Mapping[str, Rule], standards: Mapping[str, Standard]) -> None:
    changes = layer.changes
    for part in ("disable", "enable", "severity", "settings", "cite"):
        for key in getattr(changes, part):
            if key not in rules:
                raise refusal(locate(layer.path, [part, key]), f"没有编号为“{key}”的规则")
    for key, wanted in changes.cite.items():
        for name in wanted:
            if name not in standards:
                raise refusal(locate(layer.path, ["cite", key]), f"没有名为“{name}”的依据")
            if not standards[name].may_serve(rules[key].category):
                raise refusal(locate(layer.path, ["cite", key]), unfit(name, rules[key]))


def _updates(layer: Layer, rules: Mapping[str, Rule]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Rule id, what to tell, and the fields that change."""
    for key, severity in layer.changes.severity.items():
        before = rules[key].severity
        yield key, f"级别由{SEVERITY[before]}改为{SEVERITY[severity]}", {"severity": severity}
    for key, settings in layer.changes.settings.items():
        told = "、".join(f"{name}由{rules[key].settings.get(name)}改为{value}" for name, value in settings.items())
        _check_settings(layer, rules[key], settings)
        yield key, f"参数{told}", {"settings": {**rules[key].settings, **settings}}
    for key, wanted in layer.changes.cite.items():
        yield key, "增加依据", {"citations": (*wanted, *rules[key].citations)}


def _check_settings(layer: Layer, rule: Rule, settings: Mapping[str, Any]) -> None:
    for name, value in settings.items():
        place = ["settings", rule.id, name]
        if name not in rule.tunable:
            allowed = "、".join(rule.tunable) or "无"
            raise refusal(locate(layer.path, place), f"规则 {rule.id} 的“{name}”不能改，可以改的参数：{allowed}")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise refusal(locate(layer.path, place), f"“{name}”应当是一个数")
