"""``python -m benchmarks.hostile``: the campaign, for some minutes or until so many files and faults are done.

Everything follows from seeds: batch N damages its files by seed N, fault N happens as seed N says. What is done is noted in
a log (``--log``), from which a stopped campaign goes on; the page ``benchmarks/results/hostile.md`` is the log's sum.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from auditor.runtime.atomic import write_text
from benchmarks.hostile.batches import BATCH, audited_batch, whole_alone
from benchmarks.hostile.faults import FAULTS, Case, prepared, undisturbed
from benchmarks.hostile.log import BAD, Entry, entries, noted, report

_HERE = Path(__file__).parent
RESULTS = _HERE.parent / "results" / "hostile.md"


def main() -> None:
    """Run and write the page; exit code 1 where anything did not hold."""
    given = _arguments()
    if given.part != "page":
        with tempfile.TemporaryDirectory(prefix="hostile-") as name:
            _run(given, Path(name))
    found = entries(given.log)
    page = "\n".join(report(found)) + "\n"
    write_text(given.page, page)
    print(page)
    raise SystemExit(any(name.startswith(BAD) for entry in found for name in entry.found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=("files", "faults", "page"), help="what to do; page: only sum up the log")
    parser.add_argument("--seed", type=int, default=1, help="of the first batch or fault")
    parser.add_argument("--number", type=int, default=10_000, help="damaged files or faults to come to")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--log", type=Path, default=Path("hostile.jsonl"))
    parser.add_argument("--page", type=Path, default=RESULTS)
    parser.add_argument("--code", default=None, help="the state of the program; its commit where not given")
    return parser.parse_args()


def _commit() -> str:
    command = ("git", "-C", str(_HERE), "describe", "--always", "--dirty")
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _run(given: argparse.Namespace, folder: Path) -> None:
    """Do what the log does not hold yet, each in a folder of its own, until the time is up or all is done."""
    code, end = given.code or _commit(), time.monotonic() + given.minutes * 60
    files = given.part == "files"
    one = _batches(folder) if files else _faults(folder)
    known = {(entry.seed, entry.code) for entry in entries(given.log) if (entry.kind == "变异文件") == files}
    for seed in range(given.seed, given.seed + (given.number // BATCH if files else given.number)):
        if time.monotonic() > end:
            return
        if (seed, code) not in known:
            noted(given.log, one(folder / str(seed), seed, code))
            shutil.rmtree(folder / str(seed))


def _batches(folder: Path) -> Callable[[Path, int, str], Entry]:
    expected = whole_alone(folder / "alone")

    def batch(own: Path, seed: int, code: str) -> Entry:
        return Entry("变异文件", "", seed, code, dict(audited_batch(own, seed, BATCH, expected)))

    return batch


def _faults(folder: Path) -> Callable[[Path, int, str], Entry]:
    known = undisturbed(folder / "undisturbed")

    def fault(own: Path, seed: int, code: str) -> Entry:
        happen = FAULTS[seed % len(FAULTS)]
        case = Case(prepared(own), Random(seed), known)
        return Entry("机器故障", happen.__name__, seed, code, dict(happen(case)))

    return fault


if __name__ == "__main__":
    main()
