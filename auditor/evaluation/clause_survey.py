"""Which clauses, places and settings of the rules no example proves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import ConfigurationError
from auditor.evaluation.rule_examples import Bench
from auditor.rules.clauses import KINDS, Mutation, changes
from auditor.rules.load import Pack, changed_rule
from auditor.rules.source import read_yaml
from auditor.rules.verbs.droppable import Kind


@dataclass(frozen=True)
class Survey:
    """All changes that were tried, and those that no example noticed."""

    tried: tuple[Mutation, ...]
    survivors: tuple[Mutation, ...]

    def counts(self) -> dict[Kind, tuple[int, int]]:
        """By kind: how many survived, of how many."""
        return {kind: (_number(self.survivors, kind), _number(self.tried, kind)) for kind in KINDS}


def survey(bench: Bench, rule_ids: Sequence[str] = ()) -> Survey:
    """Try every change of the rules of a bench, each against the examples of its rule.

    Args:
        bench: where examples are run, with the rules.
        rule_ids: rules to look at; none: all.
    """
    tried: list[Mutation] = []
    survivors: list[Mutation] = []
    for path in _files(bench.pack):
        content = read_yaml(path)
        if rule_ids and content["id"] not in rule_ids:
            continue
        for change in changes(content):
            tried.append(change)
            if not _noticed(change, path, bench):
                survivors.append(change)
    return Survey(tuple(tried), tuple(survivors))


def _noticed(change: Mutation, path: Path, bench: Bench) -> bool:
    """Whether an example of the rule misbehaves under a change, or the rule cannot stand without what was dropped.

    It cannot where the loader refuses it, or where its message names a value that nothing gives any more.
    """
    try:
        return bench.notices(changed_rule(bench.pack, change.content, path))
    except (ConfigurationError, KeyError):
        return True


def _files(pack: Pack) -> Iterator[Path]:
    """The file of every rule."""
    files = {path.stem: path for path in pack.files}
    for runnable in pack.written:
        yield files[f"{runnable.rule.id}-{runnable.rule.name}"]


def _number(found: Sequence[Mutation], kind: Kind) -> int:
    return sum(change.kind == kind for change in found)
