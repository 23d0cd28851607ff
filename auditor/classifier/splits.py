"""Three ways to hold rows out of training: at random, by sector, by construction.

The first says how a model does on tables of departments it has seen, the second on departments it has not, the third on
ways of writing that nobody showed it. Rows that say the same as a held-out row never train for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FOLDS = 5

HeldOutBy = Literal["seen_sectors", "unseen_sectors", "unseen_constructions"]

PROTOCOLS: dict[HeldOutBy, str] = {
    "seen_sectors": "见过的行业",
    "unseen_sectors": "没见过的行业",
    "unseen_constructions": "没见过的写法",
}
"""How rows are held out, with the Chinese name of what is measured, the easiest first."""

Split = tuple[NDArray[np.int64], NDArray[np.int64]]


def splits(
    protocol: HeldOutBy, *, sectors: Sequence[str], constructions: Sequence[str], sayings: Sequence[str]
) -> Iterator[Split]:
    """``FOLDS`` pairs of row numbers, those to train on and those held out; every row is held out once.

    Args:
        protocol: what is held out whole.
        sectors: of each row.
        constructions: of each row.
        sayings: what each row says with its numbers masked.
    """
    from sklearn.model_selection import GroupKFold

    groups = {"seen_sectors": sayings, "unseen_sectors": sectors, "unseen_constructions": constructions}[protocol]
    for seen, unseen in GroupKFold(n_splits=FOLDS, shuffle=True, random_state=0).split(sayings, groups=groups):
        held_out = {sayings[number] for number in unseen}
        yield np.array([number for number in seen if sayings[number] not in held_out]), unseen
