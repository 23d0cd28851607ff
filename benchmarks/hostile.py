"""A campaign of damaged files and killed runs: what must hold of every one is looked at, and what does not is listed.

``python -m benchmarks.hostile --seed N --minutes M`` writes ``benchmarks/results/hostile.md``. The files are made by
``material.mutants`` from the seed; a batch is audited as a user does it, with one whole file among the damaged ones.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from auditor.atomic import write_text
from benchmarks.page import machine, table
from material.forms.one_form import EVERY
from material.mutants import mutants

RESULTS = Path(__file__).parent / "results" / "hostile.md"
BATCH = 60
"""Damaged files of one audit."""

SLOWEST = 300.0
"""Seconds that a batch may take at most; a limit of its own stops any file long before."""

LARGEST_MB = 1000
GOOD = "好.xlsx"

ROWS = 5
"""Rows of the whole form."""


def main() -> None:
    """Run and write the page; exit code 1 where anything did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10)
    given = parser.parse_args()
    found = campaign(given.seed, given.minutes * 60)
    page = "\n".join(report(given.seed, found)) + "\n"
    write_text(RESULTS, page)
    print(page)
    raise SystemExit(any(number for name, number in found.items() if name.startswith("坏：")))


def campaign(seed: int, seconds: float) -> Counter[str]:
    """Audit batches, every fourth of them killed on the way and resumed, until the time is up."""
    found: Counter[str] = Counter()
    end, random = time.monotonic() + seconds, Random(seed)
    with tempfile.TemporaryDirectory() as name:
        expected = _good_alone(Path(name, "一份"))
        while time.monotonic() < end:
            folder = Path(name, str(seed))
            found += audited_batch(
                folder, seed, BATCH, expected, killed_after=random.random() * 3 if seed % 4 == 0 else 0
            )
            seed += 1
    found["内存峰值（MB，所有进程中最大的）"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    found["坏：内存超过上限"] = int(found["内存峰值（MB，所有进程中最大的）"] > LARGEST_MB)
    return found


def _good_alone(folder: Path) -> str:
    (folder / "材料").mkdir(parents=True)
    (folder / "材料" / GOOD).write_bytes(EVERY["甲.xlsx"]())
    _run(folder, ())
    return _findings(json.loads((folder / "out" / "result.json").read_bytes()))


def audited_batch(folder: Path, seed: int, count: int, expected: str, killed_after: float = 0) -> Counter[str]:
    """Audit one batch, and count what was done and what did not hold (``坏：…``).

    Args:
        folder: made for it.
        seed: of its files.
        count: damaged files in it.
        expected: the findings of the whole file, audited alone.
        killed_after: seconds after which the run is killed, to be resumed; 0: it is left alone.
    """
    material = folder / "材料"
    material.mkdir(parents=True)
    (material / GOOD).write_bytes(EVERY["甲.xlsx"]())
    for name, content in mutants(seed, count, office=True):
        (material / name).write_bytes(content)
    found: Counter[str] = Counter({"变异文件": count})
    if killed_after:
        found += _killed(folder, killed_after)
    return found + _looked_at(folder, _run(folder, ("--resume",) if killed_after else ()), expected)


def _command(folder: Path, words: tuple[str, ...]) -> list[str]:
    base = [sys.executable, "-m", "auditor", "audit", str(folder / "材料"), "--out", str(folder / "out")]
    return [*base, "--format", "json", "--fail-on", "never", *words]


def _run(folder: Path, words: tuple[str, ...]) -> subprocess.CompletedProcess[str] | None:
    """The run, None where it did not end."""
    environment = {**os.environ, "PYTHONHASHSEED": str(len(str(folder)) % 7), "PYTHONUTF8": "1"}
    try:
        return subprocess.run(
            _command(folder, words), capture_output=True, text=True, timeout=SLOWEST, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return None


def _killed(folder: Path, after: float) -> Counter[str]:
    """Kill a run and look for what it left at work."""
    with subprocess.Popen(
        _command(folder, ()), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        time.sleep(after)
        group = process.pid
        process.kill()
    return Counter({"强行结束": 1}) if has_ended(group) else Counter({"强行结束": 1, "坏：强行结束后还有进程": 1})


def has_ended(group: int, seconds: float = 5) -> bool:
    """Whether nothing of a group is at work within this time; what still is gets killed."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    return False


def _looked_at(folder: Path, run: subprocess.CompletedProcess[str] | None, expected: str) -> Counter[str]:
    if run is None:
        return Counter({"坏：没有结束": 1})
    found = Counter({"批次": 1, f"退出码 {run.returncode}": 1})
    found["坏：出现 Traceback"] += "Traceback" in run.stderr + run.stdout
    found["坏：退出码不在 0 至 3"] += run.returncode not in range(4)
    found["坏：写到了别处"] += {path.name for path in folder.iterdir()} != {"材料", "out"}
    path = folder / "out" / "result.json"
    if not path.exists():
        return found + Counter({"坏：没有 result.json": 1})
    result = json.loads(path.read_bytes())
    for one in result["submissions"]:
        code = one["error"]["code"] if one["error"] else None
        found["读出" if code is None else f"说明 {code}"] += 1
        if code == "R009":
            found[f"坏：R009 {Path(one['source']).name} {one['error']['message'].split('：')[-1]}"] += 1
        if code is None and _rows(one) < ROWS and not (one["doubts"] or _told(one) or _is_a_text(one["source"])):
            found[f"坏：少了行没有说明 {Path(one['source']).name}"] += 1
    found["坏：检查失败"] += sum(line["failed"] is not None for line in result["coverage"])
    found["坏：好文件的问题变了"] += _findings(result) != expected
    return +found


def _is_a_text(source: str) -> bool:
    """Whether it is text: a shorter text is a text."""
    return source.endswith((".txt", ".csv"))


def _rows(one: dict[str, Any]) -> int:
    return sum(len(project["indicators"]) for project in one["projects"])


def _told(one: dict[str, Any]) -> bool:
    return any(project["unsure"] for project in one["projects"])


def _findings(result: dict[str, Any]) -> str:
    """What was found in the whole file, repetition of the damaged copies beside it left out."""
    (good,) = (one for one in result["submissions"] if one["source"].endswith(GOOD))
    rules = [one["rule"] for project in good["projects"] for one in project["findings"]]
    return json.dumps(sorted(rule for rule in rules if not rule.startswith("DUP")))


def report(seed: int, found: Counter[str]) -> Iterator[str]:
    """The page, line by line."""
    yield "# 坏文件和强行结束"
    yield ""
    yield f"`python -m benchmarks.hostile --seed {seed}`。机器：{machine()}。“坏：”开头的各行应当没有。"
    yield ""
    yield from table(("计数", "个数"), [(name, str(number)) for name, number in sorted(found.items())])


if __name__ == "__main__":
    main()
