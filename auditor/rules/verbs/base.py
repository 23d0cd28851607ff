"""What every verb of a condition knows of itself, and how a condition is told apart by its single key.

A verb is a class in a file of its own, and a line in the table ``VERBS``. Whoever runs a condition, asks which fields it
looks at, or which rows need not be shown to it, asks the verb.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import or_
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple

from pydantic import BeforeValidator, Discriminator, Tag

from auditor.checks.protocol import Batch, ProjectView, RowView
from auditor.model import Span
from auditor.rules.lexicon import Lexicon
from auditor.rules.options import FieldName, Strict
from auditor.rules.places import Place
from auditor.rules.required import Demands
from auditor.rules.verbs.droppable import Droppable, options
from auditor.rules.words import Spans

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

BUDGET = "project.budget_wan"
"""The project's budget, among the fields that conditions look at."""

Target = RowView | ProjectView
Sketch = Mapping[str, Any]
"""An example as a rule file has it: cells of a row, with its project, verdict and fit where they matter."""


class Mark(NamedTuple):
    """Words of a field that speak for a hit."""

    field: str
    span: Span


class Match(NamedTuple):
    """A condition that holds: the words that show it, and values for the message."""

    marks: tuple[Mark, ...] = ()
    values: Mapping[str, str] = MappingProxyType({})
    confidence: float = 1.0


HOLDS = Match()
"""A condition that holds without particular words to show."""

Test = Callable[[Target, Batch], Match | None]
Find = Callable[[Target, str], Spans | None]
"""From a row (or project) and a field to the spans that satisfy a verb: ``None`` where it does not hold, an empty tuple
where it holds without particular words to show."""


def matched(field: str, spans: Spans | None) -> Match | None:
    """What is found in a field as a match, None where the condition does not hold."""
    if not spans:
        return None if spans is None else HOLDS
    return Match(tuple([Mark(field, span) for span in spans]))


def together(found: Iterable[Match]) -> Match:
    """Several conditions hold: the words that show each, in their order, as surely as the least sure of them."""
    telling = [one for one in found if one is not HOLDS]
    if len(telling) < 2:
        return telling[0] if telling else HOLDS
    marks = tuple([mark for one in telling for mark in one.marks])
    values = {name: value for one in telling for name, value in one.values.items()}
    return Match(marks, values, min([one.confidence for one in telling]))


@dataclass(frozen=True)
class Context:
    """What a condition may refer to, and the field that is accused: verbs look at it when they name none."""

    lexicon: Lexicon
    places: Mapping[str, Place]
    accused: FieldName | None = None

    def field(self, named: FieldName | None) -> FieldName:
        """The field to look at.

        Raises:
            ValueError: where there is none.
        """
        name = named or self.accused
        if name is None:
            raise ValueError("没有写明看哪个字段（given.field 或 in）")
        return name

    def of_project(self) -> Context:
        """The same for rows of a project, of which no field is accused."""
        return replace(self, accused=None)


class Verb(Strict, ABC):
    """A condition with this verb: its only key is the verb's name."""

    verb: ClassVar[str]
    shape: ClassVar[type] = dict
    """Whether a mapping or a list stands under the verb."""
    usage: ClassVar[str]
    """What the verb asks, in Chinese, for the rule reference and for whoever wrote it wrongly."""
    example: ClassVar[str]
    """A valid use, in YAML on one line."""
    wants_verdict: ClassVar[bool] = False
    """Whether it asks for a classifier's word, so that it must run after the certain rules."""

    @classmethod
    def refusal(cls) -> str:
        """What to tell whoever wrote something else under the verb."""
        return f"“{cls.verb}”{cls.usage}，例如 {cls.example}"

    @classmethod
    def droppable(cls, written: Any) -> Iterator[Droppable]:
        """What can be dropped of what a rule file has under the verb, in the order of the file."""
        return options(written)

    def children(self) -> tuple[Verb, ...]:
        """The conditions inside it."""
        return ()

    @abstractmethod
    def compile(self, context: Context) -> Test:
        """The function that says of a row or project whether the condition holds, and by which words.

        Raises:
            KeyError: an unknown word list or place, by name.
            ValueError: where there is no field to look at.
        """

    @abstractmethod
    def reads(self, context: Context) -> frozenset[str] | None:
        """The fields of a row and its project that decide, besides a classifier's word; None where other rows do."""

    def required(self, context: Context) -> Demands:
        """What it wants of texts that are not blank. It may want less than is needed, and never more."""
        return {}

    def denied(self, context: Context) -> Demands:
        """What must be so of texts that are not blank for it not to hold. It may ask for less, and never for more."""
        return {}

    @abstractmethod
    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """Examples that are meant to satisfy it, for property tests (needs hypothesis)."""


class FieldVerb(Verb):
    """A verb that looks into one field."""

    @abstractmethod
    def find(self, context: Context) -> Find:
        """The function that finds, in a field, what satisfies the verb."""

    def field(self, context: Context) -> FieldName:
        """The field it looks into."""
        return context.field(getattr(self, self.verb).in_)

    def compile(self, context: Context) -> Test:
        """Holds where something is found in the field."""
        name = self.field(context)
        find = self.find(context)

        return lambda target, batch: matched(name, find(target, name))

    def reads(self, context: Context) -> frozenset[str] | None:
        """The field it looks into."""
        return frozenset({self.field(context)})


def read_by(conditions: Iterable[Verb], context: Context) -> frozenset[str] | None:
    """The fields that decide over some conditions together; None where one of them looks further."""
    read: frozenset[str] = frozenset()
    for condition in conditions:
        one = condition.reads(context)
        if one is None:
            return None
        read |= one
    return read


def wants_verdict(condition: Verb) -> bool:
    """Whether a condition, or one inside it, asks for a classifier's word."""
    return condition.wants_verdict or any(map(wants_verdict, condition.children()))


# --- conditions told apart by their verb ------------------------------------------------------------------------------

if TYPE_CHECKING:
    Condition = Verb


def condition_type(verbs: Sequence[type[Verb]]) -> Any:
    """The type of a condition with any one of some verbs; conditions inside conditions are of it too."""
    tagged = [Annotated[verb, Tag(verb.verb)] for verb in verbs]
    one_verb = BeforeValidator(partial(_with_one_verb, {verb.verb: verb for verb in verbs}))
    union: Any = reduce(or_, tagged)
    told_apart = Annotated[union, Discriminator(_key), one_verb]
    for verb in verbs:
        verb.model_rebuild(force=True, _types_namespace={"Condition": told_apart})
    return told_apart


def _key(written: Any) -> str | None:
    return written.verb if isinstance(written, Verb) else next(iter(written))


def _with_one_verb(verbs: Mapping[str, type[Verb]], written: Any) -> Any:
    """A condition as written, if it has exactly one verb, which is known and written as it must be."""
    if isinstance(written, Verb):
        return written
    if not isinstance(written, dict) or len(written) != 1:
        found = f"，这里写了 {'、'.join(map(str, written)) or '空的'}" if isinstance(written, dict) else ""
        raise ValueError(f"一个条件写且只写一个动词{found}（可用：{'、'.join(verbs)}）")
    ((name, options),) = written.items()
    if name not in verbs:
        raise ValueError(f"没有名为“{name}”的动词（可用：{'、'.join(verbs)}）")
    if not isinstance(options, verbs[name].shape):
        raise ValueError(verbs[name].refusal())
    return written
