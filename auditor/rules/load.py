"""From folders of YAML to a pack of runnable checks, or a refusal with file, line and reason."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from auditor.checks.agreement.agreement import Agreement
from auditor.checks.catalogue import CHECKS
from auditor.checks.preflight import USUAL, PreflightSettings
from auditor.checks.protocol import (
    ProjectView,
    RowView,
)
from auditor.errors import ConfigurationError
from auditor.resources import data_path
from auditor.rules.citations import load_standards, unfit
from auditor.rules.grammar import AgreeTest, Profile, Rule, Standard
from auditor.rules.labels import RunnableConstruction, construction_files, load_constructions
from auditor.rules.lexicon import LIST_FILES, PATTERN_FILE, Lexicon, load_lexicon
from auditor.rules.places import Place
from auditor.rules.profiles import (
    CHANGES_FILE,
    Adjusted,
    added_standards,
    adjust,
    bureau_layers,
    load_profile,
    preflight_settings,
)
from auditor.rules.runnable import Agreed, BoundCheck, Declared, Examine, RunnableRule
from auditor.rules.source import locate, parse, read_yaml, refusal
from auditor.rules.subsumption import check_subsumption
from auditor.rules.verbs.base import Context, read_by, wants_verdict

FOLDERS = ("measurability", "consistency", "duplication", "completeness", "relevance", "feasibility", "format")
ROW_VALUES = frozenset(
    {
        "level1",
        "level2",
        "level3",
        "description",
        "target",
        "basis",
        "actual",
        "deviation_reason",
        "forecast",
        "possibility",
        "id",
    }
)
PROJECT_VALUES = frozenset({"code", "name", "purpose", "goal", "budget"})
OFFERED_CATEGORIES = {
    "a_quantity": "quantity",
    "a_quality": "quality",
    "a_date": "timeliness",
    "an_effect": "social",
    "a_cost": "cost",
    "a_satisfaction": "satisfaction",
}
"""What advice may name of indicators that a project of its kind can set, by category."""

PROPOSED_FOR_ROWS = ("rewrite", "instead", "with_unit", "split", "with_reference", "with_base", "with_one_sign")
"""What advice on a row may name: a target for its name or other indicators; other indicators only; its number with a unit;
one satisfaction indicator for each group of people; its reference with the figure; its change with what it is measured from;
its bound told once."""

PROPOSED = frozenset((*OFFERED_CATEGORIES, *PROPOSED_FOR_ROWS))

AGREE_VALUES = frozenset({"one", "other", "said", "where", "total"})
MATCH_VALUES = frozenset({"accused", "rows", "rows_all", "probability", "reasons", "belongs"})


@dataclass(frozen=True)
class Pack:
    """All rules that judge a batch, with everything their wording needs.

    ``written`` are all rules as their files have them, ``rules`` those that run, as profile and bureau changed them.
    ``constructions`` say what label a row has that no rule spoke of. ``files`` are all that the fingerprint covers.
    """

    rules: tuple[RunnableRule, ...]
    written: tuple[RunnableRule, ...]
    constructions: tuple[RunnableConstruction, ...]
    standards: Mapping[str, Standard]
    lexicon: Lexicon
    places: Mapping[str, Place]
    profile: Profile
    adjusted: Adjusted
    files: tuple[Path, ...]
    fingerprint: str
    preflight: PreflightSettings = USUAL

    def find(self, rule_id: str) -> Rule:
        """The rule of an id.

        Raises:
            ConfigurationError: C002 with the nearest ids.
        """
        for runnable in self.rules + self.written:
            if runnable.rule.id == rule_id.upper():
                return runnable.rule
        from difflib import get_close_matches

        near = get_close_matches(rule_id.upper(), [item.rule.id for item in self.written], n=3, cutoff=0.3)
        raise ConfigurationError("C002", name=rule_id, near="、".join(near) or "无")

    def greatest(self, setting: str) -> int:
        """The greatest value that any rule that runs has for a setting, 0 where none has it."""
        return max((int(item.rule.settings.get(setting, 0)) for item in self.rules), default=0)


def load_pack(profile_name: str = "national", extra: Sequence[Path] = ()) -> Pack:
    """Load, check and compile the shipped rules and those of further folders.

    Args:
        profile_name: a file of ``rules/profiles/`` without its ending.
        extra: folders of a bureau's own rule files (a rule with a shipped id replaces it) and its ``changes.yaml``.

    Raises:
        ConfigurationError: C001 with file, line and reason for the first thing that is wrong.
    """
    base = data_path("rules")
    lexicon = load_lexicon(data_path("corpora", "lexicon"))
    places = {
        name: parse(Place, entry, base / "places.yaml", within=[name])
        for name, entry in read_yaml(base / "places.yaml").items()
    }
    standards = load_standards(base / "citations.yaml")
    profile, layers = load_profile(base / "profiles", profile_name)
    files = rule_files(base, extra)
    layers = (*layers, *bureau_layers(extra))
    standards |= added_standards(layers)
    context = Context(lexicon, places)
    written = _written(files, base, _Loader(context, standards))
    of_labels = construction_files(base)
    constructions = load_constructions(of_labels, context)
    adjusted = adjust({key: item.rule for key, item in written.items()}, layers, standards)
    active = tuple(written[key].with_rule(rule) for key, rule in adjusted.rules.items())
    data_files = [*files, *of_labels, base / "citations.yaml", base / "places.yaml", *(layer.path for layer in layers)]
    data_files += [data_path("corpora", "lexicon", name) for name in (*LIST_FILES, PATTERN_FILE)]
    data_files += sorted(data_path("corpora", "templates").glob("*.tsv"))
    fingerprint = _fingerprint(data_files)
    return Pack(
        active,
        tuple(written.values()),
        constructions,
        standards,
        lexicon,
        places,
        profile,
        adjusted,
        tuple(data_files),
        fingerprint,
        preflight_settings(layers),
    )


def rule_files(base: Path, extra: Sequence[Path] = ()) -> list[Path]:
    """Every rule file: the shipped ones by folder, then those of a bureau's folders.

    Raises:
        ConfigurationError: C026 where one of these folders does not exist.
    """
    for folder in extra:
        if not folder.is_dir():
            raise ConfigurationError("C026", path=folder)
    shipped = [path for folder in FOLDERS for path in sorted((base / folder).glob("*.yaml"))]
    own = [path for folder in extra for path in sorted(folder.rglob("*.yaml")) if path.name != CHANGES_FILE]
    return [*shipped, *own]


def _written(files: Sequence[Path], base: Path, loader: _Loader) -> dict[str, RunnableRule]:
    """The rules as their files have them, by id in order; a bureau's file replaces a shipped one."""
    rules: dict[str, RunnableRule] = {}
    sources: dict[str, tuple[Rule, Path]] = {}
    for path in files:
        runnable = loader.load(path)
        _refuse_second(runnable.rule, path, rules, base)
        rules[runnable.rule.id] = runnable
        sources[runnable.rule.id] = runnable.rule, path
    check_subsumption(sources)
    return dict(sorted(rules.items()))


def changed_rule(pack: Pack, content: Mapping[str, Any], path: Path) -> RunnableRule:
    """A rule of a pack with other content than its file has, ready to run.

    Raises:
        ConfigurationError: C001 where the content could not stand in a rule file.
    """
    return _Loader(Context(pack.lexicon, pack.places), pack.standards).build(content, path)


def _refuse_second(rule: Rule, path: Path, known: Mapping[str, RunnableRule], base: Path) -> None:
    """A shipped id stands once; a bureau's file may replace it."""
    if rule.id in known and path.is_relative_to(base):
        raise refusal(locate(path, ["id"]), f"规则编号“{rule.id}”重复")


def _fingerprint(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda item: item.name):
        digest.update(path.name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


class _Loader(NamedTuple):
    context: Context
    standards: Mapping[str, Standard]

    def load(self, path: Path) -> RunnableRule:
        return self.build(read_yaml(path), path)

    def build(self, content: Any, path: Path) -> RunnableRule:
        rule = parse(Rule, content, path)
        if path.stem != f"{rule.id}-{rule.name}":
            raise refusal(locate(path, ["id"]), f"文件名应为 {rule.id}-{rule.name}.yaml")
        self._check_references(rule, path)
        examine = self._examine(rule, path)
        return RunnableRule(rule, examine, late=_is_late(rule))

    def _check_references(self, rule: Rule, path: Path) -> None:
        for number, key in enumerate(rule.citations):
            if key not in self.standards:
                raise refusal(locate(path, ["citations", number]), f"citations.yaml 中没有“{key}”")
            if not self.standards[key].may_serve(rule.category):
                raise refusal(locate(path, ["citations", number]), unfit(key, rule))
        if rule.given.place not in self.context.places:
            raise refusal(locate(path, ["given", "place"]), f"places.yaml 中没有“{rule.given.place}”")
        allowed = ROW_VALUES | PROJECT_VALUES | MATCH_VALUES
        if rule.once_per_project:
            allowed |= {"count", "where"}
        if rule.agree is not None:
            allowed |= AGREE_VALUES
        if rule.check is not None and rule.check in CHECKS:
            allowed |= CHECKS[rule.check].values
        for key in ("message", "advice"):
            unknown = _placeholders(getattr(rule, key)) - allowed - (PROPOSED if key == "advice" else frozenset())
            if unknown:
                raise refusal(locate(path, [key]), f"{key} 中的占位符“{{{sorted(unknown)[0]}}}”没有值可填")

    def _examine(self, rule: Rule, path: Path) -> Examine:
        if rule.check is not None:
            if rule.check not in CHECKS:
                raise refusal(locate(path, ["check"]), f"没有名为“{rule.check}”的检查，可用：{'、'.join(CHECKS)}")
            return BoundCheck(CHECKS[rule.check].run, rule)
        if rule.agree is not None:
            return Agreed(_comparison(rule.agree), rule)
        return self._declared(rule, path)

    def _declared(self, rule: Rule, path: Path) -> Declared:
        assert rule.when is not None
        context = replace(self.context, accused=rule.given.field)
        conditions = (rule.when, *(item.when for item in rule.undecided_when))
        try:
            test, *excuses = [condition.compile(context) for condition in conditions]
            reads = read_by(conditions, context)
        except KeyError as error:
            raise refusal(locate(path, ["when"]), f"没有名为“{error.args[0]}”的词表、表达式或位置") from error
        except ValueError as error:
            raise refusal(locate(path, ["when"]), f"条件无法使用：{error}") from error
        undecided = tuple(zip(excuses, [item.reason for item in rule.undecided_when], strict=True))
        return Declared(rule, self.context.places[rule.given.place], test, undecided, reads)


def _is_late(rule: Rule) -> bool:
    """Whether the condition of a rule, or one that excuses from it, asks for a classifier's word."""
    return rule.when is not None and any(map(wants_verdict, (rule.when, *rule.excuses)))


def _comparison(agree: AgreeTest) -> Agreement:
    return Agreement(
        one=agree.one,
        other=agree.other,
        how=agree.how,
        texts=agree.in_,
        tolerance_percent=agree.tolerance_percent,
        least=agree.least,
    )


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def value_of(target: RowView | ProjectView, name: str) -> str:
    """What a placeholder of a message stands for, of the row or project that it speaks of.

    Raises:
        KeyError: no such value.
    """
    if name == "budget":
        amount = target.project.budget_wan
        return "__万元" if amount is None else f"{amount:g}万元"
    if name in PROJECT_VALUES:
        return str(getattr(target.project, name))
    if name in ROW_VALUES and isinstance(target, RowView):
        return str(getattr(target.indicator, name) or "")
    raise KeyError(name)
