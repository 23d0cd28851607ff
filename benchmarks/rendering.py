"""Time and memory of rendering a season in every format: ``python -m benchmarks.rendering [submissions] [result.json]``.

Submissions of realistic size (18 projects of 9 rows) are audited once in a process of its own, not timed; a result that was
written before can be named instead. Processor time is told beside the clock, which other work on the machine slows down.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from auditor.outputs.papers.files import USUAL, write_papers
from auditor.outputs.reports.formats import FORMATS, write_formats
from auditor.outputs.reports.json import write_json
from auditor.outputs.reports.stored import StoredResult, stored
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.write import audit_submissions
from auditor.resources import data_path
from auditor.runtime.atomic import write_text
from material.season import PROJECTS, ROWS, submissions


def main() -> None:
    """Measure, print and write ``benchmarks/results/rendering.md``."""
    wanted = next((int(word) for word in sys.argv[1:] if word.isdigit()), 500)
    given = next((Path(word) for word in sys.argv[1:] if word.endswith(".json")), None)
    with tempfile.TemporaryDirectory() as folder:
        if given is None:
            _apart(_audit, wanted, Path(folder))
        _apart(_measure, wanted, given or Path(folder) / "result.json", Path(folder) / "out")


def _apart(work, *given) -> None:
    """Work in a process of its own, so that the memory of one part is not taken for that of another."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=given)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)


def _measure(wanted: int, path: Path, out: Path) -> None:
    text = "\n".join(_measured(wanted, path, out)) + "\n"
    print(text)
    write_text(Path(__file__).parent / "results" / "rendering.md", text)


def _audit(wanted: int, folder: Path) -> None:
    made = tuple(submissions(wanted * PROJECTS * ROWS))[:wanted]
    write_json(audit_submissions(made, EngineCore()), folder)


def _measured(wanted: int, path: Path, out: Path) -> list[str]:
    start, used = perf_counter(), _used()
    result = stored(path)
    totals = result.parts().head.totals
    rows = [("找出各份材料在 result.json 中的位置", perf_counter() - start, _used() - used)]
    rows.append(_timed("、".join(FORMATS), lambda: write_formats(result, out, FORMATS)))
    rows.append(_timed("、".join(USUAL), lambda: _papers(result, out / "papers")))
    rows.append(("合计", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    own, crew = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return [
        "# 输出：各种格式的时间和内存",
        "",
        f"命令：`python -m benchmarks.rendering {wanted}`。{totals.submissions} 份材料，{totals.indicators} 行指标，"
        f"{totals.findings} 个问题，result.json {path.stat().st_size // 2**20} MiB；审核不计时。{os.cpu_count()} 个处理器，"
        f"开始时机器负载 {os.getloadavg()[2]:.1f}（十五分钟平均）。",
        "",
        "| 输出 | 秒 | 处理器秒 |",
        "|---|---|---|",
        *(f"| {name} | {clock:.1f} | {cpu:.1f} |" for name, clock, cpu in rows),
        "",
        f"内存峰值：主进程 {own} MiB，每个工作进程至多 {crew} MiB。一次只读一份材料；随份数增加的只有材料之间重复内容的清单和检查覆盖表。",
    ]


def _timed(name, work) -> tuple[str, float, float]:
    start, used = perf_counter(), _used()
    work()
    return name, perf_counter() - start, _used() - used


def _papers(result: StoredResult, folder: Path) -> None:
    write_papers(result, folder, USUAL, [data_path("reports", "templates")])


def _used() -> float:
    """Seconds of processor time of this process and those it has waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    main()
