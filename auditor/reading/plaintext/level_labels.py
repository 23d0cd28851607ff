"""The level labels of a linearised table, and the stretch of text that belongs to each of them.

Labels are found wherever their characters stand in a row, broken over lines or not. Level-3 texts may look like labels,
so the labels are chosen together: the chain that runs through the canonical order and leaves no label without a row.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf
from operator import attrgetter

from auditor.reading.char_stream import CharStream, Separator, Token
from auditor.taxonomy import (
    LEVEL1_LABELS,
    LEVEL1_OF,
    LEVEL2_LABELS,
    LEVEL2_ORDER,
    Level2,
    full_level2_of,
    level1_of,
)

_LABELS = sorted({*LEVEL1_LABELS, *LEVEL2_LABELS}, key=lambda label: (-len(label), label))
_WEIGHT = re.compile(r"\(\d+(?:\.\d+)?分?\)")
_EMPTY_ROW = 30.0
_LONE_CELL = 3.0
_ONLY_LABELS = 12.0
_UNUSED = 3.0
_ECHOED = 1.0
_AGAIN_UNUSED = 1.5
_GLUED = 1.0
_GLUED_SHORT = 2.0
_GLUABLE = 4
_BACKWARDS = 6.0
_SWAPPED = 2.0  # a second level below another of its own first level that usually comes before it
_AGAIN = 0.5
_REWORDED = 2.5
_SKIPPED = 0.2
_MISMATCH = 2.0
_TAIL = 3.0
_FIRST_LEVEL = 2.0
_LEVEL1_BEFORE = 12
"""Characters from the start of a first level to that of its second at the most."""
_MOST_PASSED = 60
"""Label-like texts in a row at the most: so that the work grows with the length of a text, not with its cube."""
_start = attrgetter("start")


@dataclass(frozen=True)
class Label:
    """A level-2 label at ``[start, end)``, with the level-1 label before it where one is printed there.

    ``glue`` is the price of its row following without a gap; ``starts_line`` is false for the pair with a first level.
    """

    start: int
    end: int
    level2: Level2
    level1: tuple[int, int] | None = None
    cost: float = 0.0
    glue: float = 0.0
    starts_line: bool = False

    @property
    def opening(self) -> int:
        """The first character that is not content of the row before."""
        return self.level1[0] if self.level1 else self.start


@dataclass(frozen=True)
class Stretch:
    """The text ``[start, end)`` of one row, or of several rows under a merged label; levels as written.

    ``repeats``: its label says the same as the one before, so it may be the first cell of one more row instead.
    """

    level1: str
    level2: str
    start: int
    end: int
    repeats: bool = False


@dataclass(frozen=True)
class _Chain:
    """Labels chosen so far: the last one, and the chain before it. A chain shares what it has in common with others."""

    cost: float
    label: Label
    before: _Chain | None = None

    @property
    def labels(self) -> tuple[Label, ...]:
        """Its labels from the first."""
        found: list[Label] = []
        chain: _Chain | None = self
        while chain is not None:
            found.append(chain.label)
            chain = chain.before
        return tuple(reversed(found))


@dataclass(frozen=True)
class _Pieces:
    """The pieces of text of a table, asked often: where they start, and which of them may be label words.

    ``free[n]``: how many of the first n pieces no label covers. ``covers``: by piece, the labels without a first level that do.
    """

    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    free: tuple[int, ...]
    covers: tuple[tuple[Label, ...], ...]
    longest: int

    @classmethod
    def of(cls, tokens: tuple[Token, ...], candidates: Sequence[Label]) -> _Pieces:
        """The pieces of a table with its candidates for labels, which lie in order of their starts."""
        starts = tuple(token.start for token in tokens)
        covers: list[list[Label]] = [[] for _ in tokens]
        for label in candidates:
            if not label.level1:
                for number in range(bisect_left(starts, label.start), bisect_left(starts, label.end)):
                    covers[number].append(label)
        longest = max((label.end - label.start for label in candidates), default=0)
        free = (0, *accumulate(not labels for labels in covers))
        return cls(tokens, starts, free, tuple(map(tuple, covers)), longest)

    def count(self, start: int, end: int) -> int:
        """How many pieces start in ``[start, end)``."""
        return max(0, bisect_left(self.starts, end) - bisect_left(self.starts, start))

    def stretch_cost(self, start: int, end: int) -> float:
        """The price of a row holding the text ``[start, end)``: nothing, a single piece, or nothing but label words."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        cut = first > 0 and start < self.tokens[first - 1].end and self.starts[first - 1] < start
        count = max(0, last - first) + cut
        if count == 0:
            return _EMPTY_ROW
        if last <= first:
            return _LONE_CELL
        if not self._says_something(first, last, start, end):
            return _ONLY_LABELS
        return 0.0 if count > 1 else _LONE_CELL

    def _says_something(self, first: int, last: int, start: int, end: int) -> bool:
        """Whether a piece is covered by no label that lies inside; only those near the ends can have one that lies across."""
        if self.free[last] > self.free[first]:
            return True
        near = {*range(first, min(last, bisect_left(self.starts, start + self.longest)))}
        near |= {*range(max(first, bisect_left(self.starts, end - self.longest)), last)}
        return any(
            not any(start <= label.start and label.end <= end for label in self.covers[number]) for number in near
        )


def stretches(stream: CharStream, start: int, end: int) -> tuple[Stretch, ...]:
    """The rows of the table ``[start, end)`` by label; a first level is handed down, and up where it stands mid-height."""
    labels = choose_labels(stream, start, end)
    found: list[Stretch] = []
    level1 = ""
    for number, label in enumerate(labels):
        level1 = _level1(stream, labels[number:], level1)
        last = labels[number + 1].opening if number + 1 < len(labels) else end
        level2 = stream.text(label.start, label.end)
        repeats = bool(found) and found[-1].level2 == level2 and label.level1 is None
        found.append(Stretch(level1, level2, label.end, last, repeats))
    return tuple(found)


def _level1(stream: CharStream, labels: Sequence[Label], above: str) -> str:
    """The first level of the first label: its own, else the one above, else the next one below where only that fits."""
    family = LEVEL1_OF[labels[0].level2]
    below = next((stream.text(*label.level1) for label in labels if label.level1), "")
    mid_height = level1_of(above) != family == level1_of(below)
    return below if labels[0].level1 or mid_height else above


def choose_labels(stream: CharStream, start: int, end: int) -> tuple[Label, ...]:
    """The chain of labels that explains the table best; () where there is none."""
    tokens = stream.tokens(start, end)
    candidates = _candidates(stream, tokens, end)
    pieces = _Pieces.of(tokens, candidates)
    chains: list[_Chain] = []
    for number, label in enumerate(candidates):
        chains.append(_best_chain(pieces, candidates, chains, number, label, start))
    closed = [
        (
            chains[number].cost
            + pieces.stretch_cost(candidates[number].end, end)
            + _unused(candidates, number, len(candidates), end),
            number,
        )
        for number in range(max(0, len(chains) - _MOST_PASSED), len(chains))
    ]
    return chains[min(closed)[1]].labels if closed else ()


def _best_chain(
    pieces: _Pieces, candidates: list[Label], chains: list[_Chain], number: int, label: Label, start: int
) -> _Chain:
    begun = 2.0 * pieces.count(start, label.opening) + label.cost
    cost, best = inf, None
    for earlier in reversed(range(max(0, number - _MOST_PASSED), number)):
        chain = chains[earlier]
        if chain.label.end > label.opening:
            continue
        found = chain.cost + label.cost + _order_cost(chain.label, label)
        found += pieces.stretch_cost(chain.label.end, label.opening)
        if found > cost:  # what was passed over only adds to it
            continue
        found += _unused(candidates, earlier, number, label.opening)
        if found <= cost:
            cost, best = found, chain
    if begun <= cost:  # else the whole price, which takes all labels above to reckon, is higher still
        begun += _unused(candidates, -1, number, label.opening)
        if begun <= cost:
            return _Chain(begun, label)
    return _Chain(cost, label, best)


def _candidates(stream: CharStream, tokens: tuple[Token, ...], end: int) -> list[Label]:
    """Every place that could be a level-2 label, alone and together with a level-1 label right before it."""
    edges = frozenset(token.start for token in tokens) | {end}
    found: list[Label] = []
    for token in tokens:
        for last, cost in _label_ends(stream, token, edges, end):
            level2 = full_level2_of(stream.folded[token.start : last])
            if level2:
                on_line = token.separator is Separator.LINE
                found.append(Label(token.start, last, level2, None, cost + 0.5 * (not on_line), cost, on_line))
    longest = max((label.end - label.start for label in found), default=0)
    found = [_cautious(label, _reaching(found, label, longest)) for label in found]
    found += [pair for label in found for pair in _with_level1(stream, tokens, edges, label)]
    return sorted(found, key=lambda label: (label.start, label.end, label.opening))


def _reaching(labels: Sequence[Label], label: Label, longest: int) -> Sequence[Label]:
    """Those of labels in order of their starts that begin before a label and are long enough to reach its end."""
    return labels[bisect_left(labels, label.end - longest, key=_start) : bisect_left(labels, label.start, key=_start)]


def _cautious(label: Label, others: Sequence[Label]) -> Label:
    """The label, dearer where it is the end of a longer one that was broken over lines."""
    inside = any(other.start < label.start and label.end <= other.end for other in others)
    return replace(label, cost=label.cost + _TAIL, starts_line=False) if inside else label


def _with_level1(stream: CharStream, tokens: tuple[Token, ...], edges: frozenset[int], label: Label) -> list[Label]:
    pairs = []
    first = bisect_left(tokens, label.start - _LEVEL1_BEFORE, key=_start)
    for token in tokens[first : bisect_left(tokens, label.start, key=_start)]:
        for last, cost in _label_ends(stream, token, edges, label.start):
            level1 = level1_of(stream.folded[token.start : last])
            if last == label.start and level1:
                fits = LEVEL1_OF[label.level2] == level1
                cost += label.cost + (-_FIRST_LEVEL if fits else _MISMATCH)
                pairs.append(Label(label.start, label.end, label.level2, (token.start, last), cost))
    return pairs


def _label_ends(stream: CharStream, token: Token, edges: frozenset[int], end: int) -> list[tuple[int, float]]:
    """Where a label that starts with ``token`` may end: the longest one that ends with an atom, or one glued to its row."""
    ends: list[tuple[int, float]] = []
    for label in _LABELS:
        if not stream.folded.startswith(label, token.start, end):
            continue
        last = token.start + len(label)
        weight = _WEIGHT.match(stream.folded, last, end)
        last = weight.end() if weight else last
        if last in edges:
            return [*ends, (last, 0.0)]
        if len(label) >= _GLUABLE and token.separator is Separator.LINE and stream.folded[last] != ":":
            ends.append((last, _GLUED if label.endswith("指标") else _GLUED_SHORT))
    return ends


def _order_cost(before: Label, after: Label) -> float:
    step = LEVEL2_ORDER.index(after.level2) - LEVEL2_ORDER.index(before.level2)
    if step == 0:
        same = before.end - before.start == after.end - after.start
        return _AGAIN if same or after.level1 else _REWORDED
    if step > 0:
        return _SKIPPED * (step - 1)
    return _SWAPPED if LEVEL1_OF[before.level2] == LEVEL1_OF[after.level2] else _BACKWARDS


def _unused(candidates: list[Label], first: int, last: int, opening: int) -> float:
    """The price of label-like texts at the start of a line that were passed over between two chosen ones.

    Those that repeat the label above them are cheaper: some forms are filled in with their own labels.
    """
    chosen = candidates[first] if first >= 0 else None
    after = echo = chosen.end if chosen else 0
    costs: dict[int, float] = {}
    for label in candidates[first + 1 : last]:
        if label.start < after or label.end > opening or not label.starts_line:
            continue
        if chosen is None or label.level2 != chosen.level2:
            costs[label.start] = _UNUSED - label.glue
        else:
            costs[label.start] = _ECHOED if label.start == echo else _AGAIN_UNUSED
            echo = label.end
    return sum(costs.values())
