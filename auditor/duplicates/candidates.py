"""Which of many texts deserve a comparison: a band join over signatures, in time that grows with the number of texts.

Texts with an equal band of their signatures are candidates (locality-sensitive hashing, Indyk and Motwani 1998). A set
clause that thousands of texts contain would make every two of them candidates; therefore the texts of a band are put in
the order of the bands that follow, where near texts come to stand side by side, and only neighbours are compared.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from auditor.duplicates.signatures import Signatures

Pairs = NDArray[np.int64]
"""Two rows: the numbers of one text of each pair, and of the other."""

Bands = NDArray[np.uint64]

_REST_BITS = 24
_BAND = np.uint64(2**64 - 2**_REST_BITS)
"""The bits of a sort key that hold the band itself; those of the following bands come after."""

_AT_ONCE = 200_000


def candidate_pairs(signatures: Signatures, *, rows: int, reach: int, agreement: float) -> Pairs:
    """Pairs of texts that agree in a band and, roughly, as a whole; each pair once, in order.

    Args:
        signatures: one row a text.
        rows: places of the signature that make a band.
        reach: how many neighbours within a band a text is compared with.
        agreement: least share of equal places of the two signatures, 0..1.
    """
    sketches = sketches_of(signatures)
    found = [near_in_band(keys, sketches, reach, agreement) for keys in sort_keys(signatures, rows)]
    return each_once(np.concatenate((np.empty((2, 0), dtype=np.int64), *found), axis=1))


def sketches_of(signatures: Signatures) -> NDArray[np.uint8]:
    """The last byte of each number of the signatures: enough to tell how far two of them agree."""
    return signatures.astype(np.uint8)


def sort_keys(signatures: Signatures, rows: int) -> Iterator[Bands]:
    """For each band one key a text: texts with an equal ``band_of`` their keys are near, in the order of the keys."""
    bands = _bands(signatures, rows)
    count = bands.shape[1]
    for number in range(count):
        second, third = bands[:, (number + 1) % count], bands[:, (number + 2) % count]
        key = bands[:, number] & _BAND
        key |= second >> np.uint64(64 - _REST_BITS // 2) << np.uint64(_REST_BITS // 2)
        key |= third >> np.uint64(64 - _REST_BITS // 2)
        yield key


def band_of(keys: Bands) -> Bands:
    """The band itself of each sort key, as a number of 40 bits."""
    return keys >> np.uint64(_REST_BITS)


def near_in_band(keys: Bands, sketches: NDArray[np.uint8], reach: int, agreement: float) -> Pairs:
    """Pairs of texts near each other by the keys of one band that roughly agree as a whole, as their places here.

    Texts with equal keys stand in the order in which they are given.
    """
    near = _neighbours(keys, reach)
    return near[:, _agreement(sketches, near) >= agreement]


def each_once(pairs: Pairs) -> Pairs:
    """The pairs in order, lower number first, without repeats."""
    codes = pairs.min(axis=0) << np.int64(32) | pairs.max(axis=0)
    codes.sort()
    codes = codes[np.concatenate(([True], codes[1:] != codes[:-1]))] if len(codes) else codes
    return np.stack((codes >> np.int64(32), codes & np.int64(0xFFFFFFFF)))


def _bands(signatures: Signatures, rows: int) -> Bands:
    """One number for each band of each text."""
    count = signatures.shape[1] // rows
    bands = np.zeros((len(signatures), count), dtype=np.uint64)
    for place in range(rows):
        bands ^= signatures[:, place : count * rows : rows]
        bands *= np.uint64(0x9E3779B97F4A7C15)
        bands ^= bands >> np.uint64(29)
    return bands


def _neighbours(keys: Bands, reach: int) -> Pairs:
    """Pairs that stand at most ``reach`` apart when texts of an equal band are ordered by the two bands that follow."""
    order = np.argsort(keys, kind="stable")
    bands = band_of(keys[order])
    places = [np.flatnonzero(bands[step:] == bands[:-step]) for step in range(1, reach + 1)]
    return np.concatenate([(order[place], order[place + step]) for step, place in enumerate(places, 1)], axis=1)


def _agreement(sketches: NDArray[np.uint8], pairs: Pairs) -> NDArray[np.float64]:
    """The share of equal places for each pair of signatures, of which the last byte of each number is kept."""
    shares = np.empty(pairs.shape[1])
    for start in range(0, pairs.shape[1], _AT_ONCE):
        one, other = pairs[:, start : start + _AT_ONCE]
        shares[start : start + _AT_ONCE] = (sketches[one] == sketches[other]).mean(axis=1)
    return shares
