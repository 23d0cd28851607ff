"""The band join of near texts four ways: in one process, by Dask's shuffle, by DuckDB and by polars.

``python -m benchmarks.band_joins HOW TEXTS`` measures one of ``WAYS`` in this process and tells it; ``benchmarks.cluster`` asks.
Everybody gets the same texts and must find the same pairs: who stands side by side in a band, and agrees as a whole.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from auditor.cluster.bands import ClusterNearTexts, banded
from auditor.cluster.connection import ClusterConnection
from auditor.duplicates.candidates import Pairs, each_once, sketches_of
from auditor.duplicates.groups import AGREEMENT, REACH, SIGNATURE_SIZE, near_here
from auditor.duplicates.keys import keys_of
from auditor.duplicates.signatures import signatures_of
from benchmarks.cluster_run import cluster_of, used, watched
from benchmarks.measuring import clocked, peak_memory
from material.planted import planted_texts

SEED = 7
MEMORY = "1GB"
"""What DuckDB may hold before it uses its folder on disk."""

_CHUNK = 100_000
_KEYS = ["bucket", "band", "key", "number"]


def main() -> None:
    """Measure one way; a line of JSON tells it."""
    way, size = sys.argv[1], int(sys.argv[2])
    texts = sorted({keys_of(one.text).masked for one in planted_texts(size, SEED)} - {""})
    with tempfile.TemporaryDirectory(prefix="auditor-") as name:
        print(json.dumps({"texts": len(texts), **WAYS[way](texts, Path(name))}))


def _here(texts: Sequence[str], folder: Path) -> dict:
    return _in_this_process(lambda: near_here(texts))


def _dask(texts: Sequence[str], folder: Path) -> dict:
    with cluster_of(2, folder) as cluster, ClusterConnection(cluster.address, "national") as connection:
        search = ClusterNearTexts(connection, least=0)
        before = sum(map(used, cluster.processes.values()))
        with watched(cluster.processes) as peak:
            measured, pairs = clocked(lambda: search(texts))
        cpu = measured.cpu + sum(map(used, cluster.processes.values())) - before
    return _told(measured.seconds, cpu, peak_memory(), pairs) | {"workers": max(list(peak.values())[1:])}


def _duckdb(texts: Sequence[str], folder: Path) -> dict:
    return _in_this_process(lambda: _agreeing(texts, _neighbours_of_duckdb(texts, folder)))


def _polars(texts: Sequence[str], folder: Path) -> dict:
    return _in_this_process(lambda: _agreeing(texts, _neighbours_of_polars(texts, folder)))


WAYS: dict[str, Callable[[Sequence[str], Path], dict]] = {
    "本机内存": _here,
    "Dask p2p": _dask,
    "DuckDB": _duckdb,
    "polars": _polars,
}


def _in_this_process(search: Callable[[], Pairs]) -> dict:
    measured, pairs = clocked(search)
    return _told(measured.seconds, measured.cpu, peak_memory(), pairs)


def _told(seconds: float, cpu: float, peak: float, pairs: Pairs) -> dict:
    found = {"pairs": pairs.shape[1], "sha256": hashlib.sha256(np.ascontiguousarray(pairs).tobytes()).hexdigest()}
    return {"seconds": seconds, "cpu": cpu, "peak": peak, **found}


# --- out of core ------------------------------------------------------------------------------------------------------


def _written(texts: Sequence[str], folder: Path) -> Path:
    """The rows of all bands as parquet files, some texts at a time."""
    for start in range(0, len(texts), _CHUNK):
        banded(start, texts[start : start + _CHUNK])[_KEYS].to_parquet(folder / f"{start:09d}.parquet", index=False)
    return folder / "*.parquet"


def _neighbours_of_duckdb(texts: Sequence[str], folder: Path) -> Pairs:
    import duckdb

    leads = ", ".join(f"lead(number, {step}) OVER side AS n{step}" for step in range(1, REACH + 1))
    pairs = " UNION ALL ".join(
        f"SELECT number AS one, n{step} AS other FROM sorted WHERE n{step} IS NOT NULL" for step in range(1, REACH + 1)
    )
    with duckdb.connect(str(folder / "joins.duckdb")) as base:
        base.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{folder}'; SET threads = 2")
        base.execute(f"CREATE TABLE banded AS SELECT * FROM '{_written(texts, folder)}'")
        window = "WINDOW side AS (PARTITION BY bucket, band ORDER BY key, number)"
        base.execute(f"CREATE TABLE sorted AS SELECT number, {leads} FROM banded {window}")
        found = base.execute(f"SELECT DISTINCT one, other FROM ({pairs})").fetchnumpy()
    return np.stack([np.asarray(found["one"]), np.asarray(found["other"])])


def _neighbours_of_polars(texts: Sequence[str], folder: Path) -> Pairs:
    import polars as pl

    in_order = folder / "sorted" / "rows.parquet"
    in_order.parent.mkdir()
    pl.scan_parquet(_written(texts, folder)).sort(_KEYS).sink_parquet(in_order)
    steps = []
    for step in range(1, REACH + 1):
        side = [pl.col("number").alias("one"), pl.col("number").shift(-step).alias("other")]
        same = (pl.col("bucket") == pl.col("bucket").shift(-step)) & (pl.col("band") == pl.col("band").shift(-step))
        steps.append(pl.scan_parquet(in_order).select(*side, same.alias("same")).filter("same").select("one", "other"))
    found = pl.concat(steps).unique().collect(engine="streaming")
    return np.stack([found["one"].to_numpy(), found["other"].to_numpy()])


def _agreeing(texts: Sequence[str], pairs: Pairs) -> Pairs:
    """Those of the pairs that roughly agree as a whole."""
    sketches = np.concatenate(list(_sketches(texts)))
    kept = [np.empty((2, 0), dtype=np.int64)]
    for start in range(0, pairs.shape[1], _CHUNK):
        some = pairs[:, start : start + _CHUNK]
        kept.append(some[:, (sketches[some[0]] == sketches[some[1]]).mean(axis=1) >= AGREEMENT])
    return each_once(np.concatenate(kept, axis=1))


def _sketches(texts: Sequence[str]) -> Iterator[np.ndarray]:
    for start in range(0, len(texts), _CHUNK):
        yield sketches_of(signatures_of(texts[start : start + _CHUNK], SIGNATURE_SIZE))


if __name__ == "__main__":
    main()
