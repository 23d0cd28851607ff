"""Time and memory of rendering a season in every format: ``python -m benchmarks.rendering [submissions]``.

Submissions of realistic size (18 projects of 9 rows) are audited once, not timed; each writer is then timed on the result.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from auditor.atomic import write_text
from auditor.audit import audit_submissions, prepare
from auditor.papers.files import USUAL, write_papers
from auditor.reporting.formats import FORMATS, write_formats
from auditor.resources import data_path
from benchmarks.season import PROJECTS, ROWS, submissions

PAPERS = USUAL


def main() -> None:
    """Measure, print and write ``benchmarks/results/rendering.md``."""
    wanted = next((int(word) for word in sys.argv[1:] if word.isdigit()), 500)
    made = tuple(submissions(wanted * PROJECTS * ROWS))[:wanted]
    result = audit_submissions(made, prepare())
    lines = [
        "# 输出：各种格式的时间",
        "",
        f"命令：`python -m benchmarks.rendering {wanted}`。{len(made)} 份材料，{result.totals.indicators} 行指标，"
        f"{result.totals.findings} 个问题；审核不计时。",
        "",
        "| 输出 | 秒 |",
        "|---|---|",
    ]
    before = _peak()
    with tempfile.TemporaryDirectory() as folder:
        for name in FORMATS:
            start = perf_counter()
            write_formats(result, Path(folder), (name,))
            lines.append(f"| {name} | {perf_counter() - start:.1f} |")
        start = perf_counter()
        write_papers(result, Path(folder) / "papers", PAPERS, [data_path("reports", "templates")])
        lines.append(f"| {'、'.join(PAPERS)} | {perf_counter() - start:.1f} |")
    lines += ["", f"内存峰值：输出前 {before} MiB，输出后 {_peak()} MiB。"]
    text = "\n".join(lines) + "\n"
    print(text)
    write_text(Path(__file__).parent / "results" / "rendering.md", text)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
