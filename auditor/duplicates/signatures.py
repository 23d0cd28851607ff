"""MinHash signatures of many texts at once: whether two texts share characters in the same order, in a few numbers.

A text's shingles are its pairs of neighbouring characters. A signature holds, for each of many hash functions, the
least hash of the shingles; the share of equal places estimates the Jaccard similarity of two texts (Broder 1997).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Signatures = NDArray[np.uint32]

_CHUNK = 20_000
"""Texts hashed at a time: their shingles stay within the processor's cache."""

_SEED = 20240601


def signatures_of(texts: Sequence[str], size: int) -> Signatures:
    """One signature a text, as rows; no text may be empty.

    Args:
        texts: what to sign.
        size: how many hash functions.
    """
    random = np.random.default_rng(_SEED)
    factors = random.integers(0, 2**32, size, dtype=np.uint32) | np.uint32(1)
    offsets = random.integers(0, 2**32, size, dtype=np.uint32)
    signatures = np.empty((len(texts), size), dtype=np.uint32)
    for start in range(0, len(texts), _CHUNK):
        hashes, starts = _shingles(texts[start : start + _CHUNK])
        for place in range(size):
            mixed = hashes * factors[place] + offsets[place]
            signatures[start : start + _CHUNK, place] = np.minimum.reduceat(mixed, starts)
    return signatures


def _shingles(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The hashed shingles of all texts in a row, and where each text's begin. The last one pairs with a full stop."""
    joined = "。".join((*texts, "")).encode("utf-32-le", errors="surrogatepass")
    codes = np.frombuffer(joined, dtype=np.uint32)
    hashes = codes[:-1] * np.uint32(0x9E3779B1) ^ codes[1:] * np.uint32(0x85EBCA6B)
    hashes ^= hashes >> np.uint32(15)
    hashes *= np.uint32(0x2C1B3C6D)
    hashes ^= hashes >> np.uint32(13)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    between = np.cumsum(lengths + 1)[:-1] - 1
    return np.delete(hashes, between), np.cumsum(lengths) - lengths
