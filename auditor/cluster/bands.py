"""Which of many texts deserve a comparison, found by a shuffle of Dask's own: the pairs that one machine finds.

Every text appears once for each band of its signature. Dask brings those with an equal band together, on disk where memory
is short (its ``p2p`` shuffle); within a band they are put in order and compared with their neighbours by the same functions
as on one machine, so that the pairs are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from auditor.cluster.connection import ClusterConnection, signs_of_loss
from auditor.duplicates.candidates import Pairs, band_of, each_once, near_in_band, sketches_of, sort_keys
from auditor.duplicates.groups import AGREEMENT, BAND_ROWS, REACH, SIGNATURE_SIZE, near_here
from auditor.duplicates.signatures import signatures_of

if TYPE_CHECKING:
    import pandas as pd

TEXTS_FOR_SHUFFLE = 5_000_000
"""Texts from which on their bands are joined on the cluster, for memory's sake: one process takes a tenth of the time and about
1 kB a text (``benchmarks/results/cluster.md``), 5 GB for so many.
"""

_CHUNK = 20_000
_WORDS = [f"sketch{number}" for number in range(8)]
"""Columns of a sketch, eight bytes each: SIGNATURE_SIZE bytes, the rest zero."""

_MIX = np.uint64(0x9E3779B97F4A7C15)


class ClusterNearTexts:
    """Finds near texts (``NearTexts``) on a cluster.

    Args:
        connection: to the cluster.
        least: from how many texts on; fewer are joined here.
    """

    def __init__(self, connection: ClusterConnection, least: int = TEXTS_FOR_SHUFFLE) -> None:
        self._connection = connection
        self._least = least

    def __call__(self, texts: Sequence[str]) -> Pairs:
        """The pairs worth a comparison.

        Raises:
            AuditorError: C051 where the cluster has gone and does not come back.
        """
        if len(texts) < self._least:
            return near_here(texts)
        while True:
            try:
                return self._found(texts)
            except signs_of_loss():
                self._connection.renew()

    def _found(self, texts: Sequence[str]) -> Pairs:
        import dask
        import dask.dataframe as dd

        client = self._connection.client
        starts = range(0, len(texts), _CHUNK)
        chunks = [client.submit(banded, start, texts[start : start + _CHUNK], pure=False) for start in starts]
        with dask.config.set({"dataframe.shuffle.method": "p2p", "dataframe.convert-string": False}):
            frame = dd.from_delayed(chunks, meta=_nothing_banded(), verify_meta=False)
            together = frame.shuffle(on="bucket", npartitions=max(2, len(chunks)))
            pairs = client.compute(together.map_partitions(paired, meta=_nothing_paired())).result()
        return each_once(pairs[["one", "other"]].to_numpy().T)


def banded(start: int, texts: Sequence[str]) -> pd.DataFrame:
    """One row for each text and band: where it belongs (``bucket``), band, sort key, number of the text, sketch.

    Args:
        start: number of the first text.
        texts: masked texts.
    """
    import pandas as pd

    signatures = signatures_of(texts, SIGNATURE_SIZE)
    numbers = np.arange(start, start + len(texts), dtype=np.int64)
    words = _words_of(sketches_of(signatures))
    frames = []
    for band, keys in enumerate(sort_keys(signatures, BAND_ROWS)):
        bucket = (band_of(keys) * np.uint64(SIGNATURE_SIZE) + np.uint64(band)) * _MIX >> np.uint64(8)
        columns = {"bucket": bucket.astype(np.int64), "band": np.int64(band), "key": keys.view(np.int64)}
        frames.append(pd.DataFrame(columns | {"number": numbers} | dict(zip(_WORDS, words.T, strict=True))))
    return pd.concat(frames, ignore_index=True)


def paired(rows: pd.DataFrame) -> pd.DataFrame:
    """Pairs of near texts among rows that hold every text of their bands."""
    import pandas as pd

    found = [np.empty((2, 0), dtype=np.int64)]
    for _, band in rows.sort_values("number").groupby("band", sort=False):
        sketches = np.ascontiguousarray(band[_WORDS].to_numpy(dtype=np.int64)).view(np.uint8)[:, :SIGNATURE_SIZE]
        keys = band["key"].to_numpy(dtype=np.int64, copy=True).view(np.uint64)
        found.append(band["number"].to_numpy()[near_in_band(keys, sketches, REACH, AGREEMENT)])
    one, other = each_once(np.concatenate(found, axis=1))
    return pd.DataFrame({"one": one, "other": other})


def _words_of(sketches: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Sketches as whole numbers of eight bytes."""
    padded = np.zeros((len(sketches), 8 * len(_WORDS)), dtype=np.uint8)
    padded[:, : sketches.shape[1]] = sketches
    return padded.view(np.int64)


def _nothing_banded() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: np.empty(0, dtype=np.int64) for name in ("bucket", "band", "key", "number", *_WORDS)})


def _nothing_paired() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: np.empty(0, dtype=np.int64) for name in ("one", "other")})
