"""Groups of copies among any number of texts, each copy verified against the centre of its group.

Equal keys come first: they find every identical, masked and reordered copy exactly. What is left is signed, joined band
by band, and every candidate is compared letter by letter. A group is a star: its copies are near its centre, and
nothing is in a group because it is near a copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from auditor.duplicates.candidates import Pairs, candidate_pairs
from auditor.duplicates.keys import keys_of
from auditor.duplicates.signatures import signatures_of

CopyKind = Literal["identical", "masked", "reordered", "edited"]
"""In rising order of what was changed."""

NEAR = 0.85
"""Edit similarity from which two texts, numbers and names masked, are the same text edited."""

NEAR_LONG = 0.8
"""The same for texts of ``LONG`` characters and more whose numbers and names agree as well."""

LONG = 16

_AT_ONCE = 100_000

SIGNATURE_SIZE = 60
BAND_ROWS = 3
REACH = 4
AGREEMENT = 0.35
"""Chosen by ``python -m benchmarks.duplicates``: of the copies that are near enough, one in a hundred is missed."""

NearTexts = Callable[[Sequence[str]], Pairs]
"""From masked texts, in order and each once, to the pairs of them that are worth a comparison, each once and in order."""


def near_here(texts: Sequence[str]) -> Pairs:
    """Found in the memory of this process."""
    signatures = signatures_of(texts, SIGNATURE_SIZE)
    return candidate_pairs(signatures, rows=BAND_ROWS, reach=REACH, agreement=AGREEMENT)


Places = Mapping[str, Sequence[int]]
"""Texts, each once, with the numbers under which they stand, in rising order."""


class Copy(NamedTuple):
    """One copy: the number of its text, how it differs from the centre, and the similarity of both, 0..1."""

    number: int
    kind: CopyKind
    similarity: float


class Variant(NamedTuple):
    """Copies that are the same to the letter: their numbers in rising order, and what ``Copy`` tells of each."""

    numbers: Sequence[int]
    kind: CopyKind
    similarity: float


@dataclass(frozen=True)
class CopyGroup:
    """A text and its copies, by their numbers; the centre is the first number of the first variant."""

    variants: tuple[Variant, ...]

    @property
    def centre(self) -> int:
        """The text that all others are copies of."""
        return self.variants[0].numbers[0]

    @property
    def copies(self) -> tuple[Copy, ...]:
        """All others in rising order."""
        found = (Copy(number, kind, similarity) for numbers, kind, similarity in self.variants for number in numbers)
        return tuple(sorted(copy for copy in found if copy.number != self.centre))

    @property
    def numbers(self) -> tuple[int, ...]:
        """All texts of the group in rising order."""
        return tuple(sorted(chain.from_iterable(variant.numbers for variant in self.variants)))

    @property
    def kind(self) -> CopyKind:
        """The kind of the copy that was changed most."""
        order: tuple[CopyKind, ...] = ("identical", "masked", "reordered", "edited")
        return max((variant.kind for variant in self.variants), key=order.index)

    @property
    def similarity(self) -> float:
        """The similarity of the copy least like the centre."""
        return min(variant.similarity for variant in self.variants)


def find_groups(texts: Sequence[str], near_texts: NearTexts = near_here) -> list[CopyGroup]:
    """All groups of two texts and more, in the order of their centres' keys: the order of the texts changes nothing.

    Args:
        texts: what is compared.
        near_texts: how texts worth a comparison are found.
    """
    return groups_among(places_of(texts), NEAR, near_texts)


def places_of(texts: Sequence[str]) -> dict[str, list[int]]:
    """Where each text stands: what is the same to the letter is looked at once."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        places[text].append(number)
    return places


def groups_among(places: Places, near: float, near_texts: NearTexts) -> list[CopyGroup]:
    """As ``find_groups``, of texts that are known by their places.

    Args:
        places: where each text stands.
        near: least edit similarity of a copy to its centre, numbers and names masked.
        near_texts: how texts worth a comparison are found.
    """
    classes = _equivalence_classes(list(places))
    counts = np.fromiter(map(len, places.values()), dtype=np.int64, count=len(places))
    frequencies = np.add.reduceat(counts[classes.texts], classes.starts[:-1]) if len(classes.texts) else counts[:0]
    stars = _star_clusters(*_near_pairs(classes, near, near_texts), frequencies.tolist())
    taken = {saying for star in stars.values() for saying in star}
    centres = sorted({*stars, *np.flatnonzero(frequencies > 1).tolist()} - taken)
    numbers = list(places.values())
    return [_group(centre, stars.get(centre, {}), classes, numbers) for centre in centres]


# --- equal keys -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _EquivalenceClasses:
    """Different texts gathered by what they say, numbers, names and order aside.

    ``texts`` are the places of all texts in ``written``, those that say the same side by side, the least keys first;
    ``starts`` where each saying begins. Sayings are in the order of their masked keys. ``plain`` and ``masked`` are the keys
    of ``written``.
    """

    written: Sequence[str]
    plain: list[str]
    masked: list[str]
    texts: NDArray[np.int64]
    starts: NDArray[np.int64]

    def said_by(self, saying: int) -> list[int]:
        """The texts that say this, the least keys first."""
        return cast(list[int], self.texts[self.starts[saying] : self.starts[saying + 1]].tolist())

    def first(self, keys: Sequence[str]) -> list[str]:
        """Of each saying, the key of its first text."""
        return [keys[number] for number in self.texts[self.starts[:-1]].tolist()]


def _equivalence_classes(texts: Sequence[str]) -> _EquivalenceClasses:
    keys = list(map(keys_of, texts))
    plain, masked = [one.plain for one in keys], [one.masked for one in keys]
    saying = _either_equal(_numbered(masked), _numbered([one.clauses for one in keys]))
    order = sorted((number for number in range(len(texts)) if plain[number]), key=plain.__getitem__)
    order.sort(key=masked.__getitem__)
    return _EquivalenceClasses(texts, plain, masked, *_side_by_side(np.array(order, dtype=np.int64), saying))


def _numbered(keys: Sequence[str]) -> NDArray[np.int64]:
    """Equal keys by the same number, in the order in which they come first."""
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    return np.array([numbers[key] for key in keys], dtype=np.int64)


def _either_equal(masked: NDArray[np.int64], clauses: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers that are equal for texts with an equal masked key or equal clauses, whatever their punctuation.

    Args:
        masked: the masked keys by number.
        clauses: likewise.
    """
    found: NDArray[np.int64] = masked.copy()
    while True:
        shared = _least_of_each(clauses, found)
        shared = _least_of_each(masked, shared)
        if np.array_equal(shared, found):
            return found
        found = shared


def _least_of_each(group: NDArray[np.int64], numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each number replaced by the least one of its group."""
    least = np.full(group.max(initial=-1) + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, group, numbers)
    spread: NDArray[np.int64] = least[group]
    return spread


def _side_by_side(order: NDArray[np.int64], saying: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The texts in order, but each moved up to the first that says the same; and where each saying begins."""
    _, first, which = np.unique(saying[order], return_index=True, return_inverse=True)
    place = first[which]
    by_saying = np.argsort(place, kind="stable")
    begins = np.flatnonzero(np.diff(place[by_saying], prepend=-1))
    return order[by_saying], np.append(begins, len(order))


# --- near keys ------------------------------------------------------------------------------------------------------


def _near_pairs(classes: _EquivalenceClasses, least: float, near_texts: NearTexts) -> tuple[Pairs, NDArray[np.float64]]:
    """Pairs of sayings near enough to be copies, with their similarity."""
    masked = classes.first(classes.masked)
    if len(masked) < 2:
        return np.empty((2, 0), dtype=np.int64), np.empty(0)
    pairs = near_texts(masked)
    similar = _similarities(masked, pairs, min(least, NEAR_LONG))
    worth_it = similar >= min(least, NEAR_LONG)
    pairs, similar = pairs[:, worth_it], similar[worth_it]
    lengths = np.fromiter(map(len, masked), dtype=np.int64, count=len(masked))
    alike_unmasked = _similarities(classes.first(classes.plain), pairs, NEAR_LONG) >= NEAR_LONG
    near = (similar >= least) | (alike_unmasked & (lengths[pairs].min(axis=0) >= LONG))
    return pairs[:, near], similar[near]


def _similarities(texts: Sequence[str], pairs: Pairs, least: float) -> NDArray[np.float64]:
    """Edit similarities, 0..1; of less than ``least`` some other value below it."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cpdist

    found = np.empty(pairs.shape[1])
    cutoff = 100 * least - 0.01  # what is found is rounded to 32 bits only after it was held against this
    for start in range(0, pairs.shape[1], _AT_ONCE):
        ones, others = ([texts[number] for number in side.tolist()] for side in pairs[:, start : start + _AT_ONCE])
        found[start : start + _AT_ONCE] = cpdist(ones, others, scorer=ratio, score_cutoff=cutoff, workers=-1) / 100
    return found


def _star_clusters(
    pairs: Pairs, similar: NDArray[np.float64], frequencies: Sequence[int]
) -> dict[int, dict[int, float]]:
    """Centres with the sayings near them and how near they are.

    Who has most neighbours becomes a centre first, among equals the saying that most texts say (``frequencies``).
    """
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), similarity in zip(pairs.T.tolist(), similar.tolist(), strict=True):
        near[one][other] = near[other][one] = similarity
    stars: dict[int, dict[int, float]] = {}
    taken: set[int] = set()
    for centre in sorted(near, key=lambda number: (-len(near[number]), -frequencies[number], number)):
        if centre not in taken:
            star = {other: likeness for other, likeness in near[centre].items() if other not in taken}
            taken.update((centre, *star))
            if star:
                stars[centre] = star
    return stars


# --- groups ---------------------------------------------------------------------------------------------------------


def _group(
    centre: int, near: Mapping[int, float], classes: _EquivalenceClasses, numbers: Sequence[Sequence[int]]
) -> CopyGroup:
    said = classes.said_by(centre)
    word_for_word = [text for text in said if classes.plain[text] == classes.plain[said[0]]]
    first = min(word_for_word, key=classes.written.__getitem__)
    variants = [Variant(numbers[first], "identical", 1.0)]
    variants += (Variant(numbers[text], _kind(first, text, classes), 1.0) for text in said if text != first)
    for saying, similarity in near.items():
        variants += (Variant(numbers[text], "edited", similarity) for text in classes.said_by(saying))
    return CopyGroup(tuple(variants))


def _kind(centre: int, copy: int, classes: _EquivalenceClasses) -> CopyKind:
    if classes.plain[centre] == classes.plain[copy]:
        return "identical"
    return "masked" if classes.masked[centre] == classes.masked[copy] else "reordered"
