"""The verbs of conditions: one file a verb, and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.rules.verbs.all_ import AllVerb
from auditor.rules.verbs.amount import AmountVerb
from auditor.rules.verbs.any_ import AnyVerb
from auditor.rules.verbs.base import Verb, condition_type
from auditor.rules.verbs.budget import BudgetVerb
from auditor.rules.verbs.date import DateVerb
from auditor.rules.verbs.fit import FitVerb
from auditor.rules.verbs.not_ import NotVerb
from auditor.rules.verbs.quantity import QuantityVerb
from auditor.rules.verbs.rows import RowsVerb
from auditor.rules.verbs.same import SameVerb
from auditor.rules.verbs.shares import SharesVerb
from auditor.rules.verbs.some_project import SomeProjectVerb
from auditor.rules.verbs.some_row import SomeRowVerb
from auditor.rules.verbs.template import TemplateVerb
from auditor.rules.verbs.text import TextVerb
from auditor.rules.verbs.tokens import TokensVerb
from auditor.rules.verbs.verdict import VerdictVerb

VERBS: tuple[type[Verb], ...] = (
    AllVerb,
    AnyVerb,
    NotVerb,
    TextVerb,
    QuantityVerb,
    DateVerb,
    SameVerb,
    SharesVerb,
    AmountVerb,
    TokensVerb,
    VerdictVerb,
    FitVerb,
    TemplateVerb,
    RowsVerb,
    BudgetVerb,
    SomeRowVerb,
    SomeProjectVerb,
)
"""Every verb, in the order in which people are told of them."""

if TYPE_CHECKING:
    Condition = Verb
else:
    Condition = condition_type(VERBS)
    """A condition: exactly one of the verbs, told apart by its single key."""
