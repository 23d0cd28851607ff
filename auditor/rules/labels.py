"""Constructions whose label is certain though nothing is wrong with them: ``rules/labels/*.yaml``.

A rule accuses; a construction only says what a row is. It is asked where no rule with a label has spoken, and spares the
row the classifier's guess: a bare count of an activity, a fact that a third person can check.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from auditor.checks.protocol import Batch, RowView
from auditor.model import Label
from auditor.rules.options import FieldName, Strict
from auditor.rules.places import InPlace
from auditor.rules.source import locate, parse, read_yaml, refusal
from auditor.rules.verbs import Condition
from auditor.rules.verbs.base import Context, Test, Verb, read_by

FOLDER = "labels"


class ConstructionRow(Strict):
    """A row that shows a construction, or a look-alike with the reason (``because``) why it is none."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    description: str = ""
    target: str = ""
    because: str | None = None


class ConstructionExamples(Strict):
    """``holds``: rows that get the label; ``others``: rows that it says nothing of."""

    holds: tuple[ConstructionRow, ...]
    others: tuple[ConstructionRow, ...]


class Construction(Strict):
    """One file of ``rules/labels``: where to look, what is looked for, and the label of a row that has it."""

    name: str
    title: str
    label: Label
    place: str
    field: FieldName = "target"
    when: Condition
    examples: ConstructionExamples

    @property
    def accused(self) -> FieldName:
        """The field that the condition looks at where it names none."""
        return self.field

    @property
    def excuses(self) -> Sequence[Verb]:
        """None: a construction says nothing of what it does not know."""
        return ()


class RunnableConstruction(NamedTuple):
    """A construction with its compiled condition."""

    construction: Construction
    in_place: InPlace
    test: Test

    def holds(self, row: RowView, batch: Batch) -> bool:
        """Whether a row has it."""
        return bool(self.in_place.rows([row])) and self.test(row, batch) is not None


def construction_files(base: Path) -> list[Path]:
    """The shipped files, in the order in which they are asked."""
    return sorted((base / FOLDER).glob("*.yaml"))


def load_constructions(files: Sequence[Path], context: Context) -> tuple[RunnableConstruction, ...]:
    """Load and compile constructions.

    Raises:
        ConfigurationError: C001 with file, line and reason for the first thing that is wrong.
    """
    return tuple(compiled(read_yaml(path), path, context) for path in files)


def compiled(content: Mapping[str, Any], path: Path, context: Context) -> RunnableConstruction:
    """A construction from the content of its file.

    Raises:
        ConfigurationError: C001 with file, line and reason.
    """
    one = parse(Construction, content, path)
    if one.place not in context.places:
        raise refusal(locate(path, ["place"]), f"places.yaml 中没有“{one.place}”")
    within = replace(context, accused=one.field)
    try:
        test, reads = one.when.compile(within), read_by((one.when,), within)
    except KeyError as error:
        raise refusal(locate(path, ["when"]), f"没有名为“{error.args[0]}”的词表、表达式或位置") from error
    if reads is None or any("." in name for name in reads):
        raise refusal(locate(path, ["when"]), "只能看本行的各栏")
    return RunnableConstruction(one, InPlace(context.places[one.place]), test)
