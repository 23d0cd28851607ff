"""How many cells come back right when known projects are printed in every form and format and read again.

Run from the checkout: ``python -m benchmarks.reading [documents] [seed] [--office] [-v]``; ``--office`` adds the formats that
LibreOffice writes. Memory is measured with what ``pip install '.[bench]'`` adds.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from random import Random
from time import process_time

from auditor.reading.extract import read_content
from auditor.runtime.atomic import write_text
from material.forms.layouts import LAYOUTS, Form
from material.forms.matrix import Score, commonest, projects_for
from material.forms.renderers import office_renderers, ruled_pdf, word, workbook
from material.forms.whole_matrix import ALL_FORMATS, converted_forms, together, whole_matrix
from material.round_trip import FIELDS, measure


def matrix(seeds: int, office: bool) -> list[str]:
    """The table form × format as lines of Markdown: cells exact, cells wrong without a mark, heads (code, name, budget) exact."""
    scores = whole_matrix(ALL_FORMATS, range(1, seeds + 1))
    scores |= converted_forms(dict(office_renderers()) if office else {}, (1,))
    formats = list(dict.fromkeys(name for _, name in scores))
    lines = [f"| 版式 | {' | '.join(formats)} |", "|---" * (len(formats) + 1) + "|"]
    for form in dict.fromkeys(form for form, _ in scores):
        cells = (_told(scores.get((form, name), Score())) for name in formats)
        lines.append(f"| {form} | {' | '.join(cells)} |")
    sums = (_told(together([score for (_, one), score in scores.items() if one == name])) for name in formats)
    lines.append(f"| **全部版式** | {' | '.join(sums)} |")
    if "-v" in sys.argv:
        for (form, name), score in scores.items():
            if score and score.wrong:
                print(form, name, commonest(score))
    return lines


def _told(score: Score | None) -> str:
    if score is None:
        return "不能读"
    return f"{score.cell_share:.2%} / {score.silent_share:.2%} / {score.head_share:.0%}" if score.cells else ""


def speed() -> list[str]:
    """Processor seconds for large files, in this process: a 300-row workbook, a 30-page Word file, a 100-page ruled PDF."""
    random = Random(11)
    layout = LAYOUTS[0]

    def forms(count: int) -> list[Form]:
        return [layout.print(project, random) for project in projects_for(layout.kind, random, count)]

    lines = ["| 文件 | 大小 | 处理器秒 |", "|---|---|---|"]
    for name, content in (
        ("XLSX，35 张表", workbook(forms(35))),
        ("DOCX，35 张表", word(forms(35))),
        ("PDF，100 页", ruled_pdf(forms(100))),
    ):
        read_content(content, "样本")
        start = process_time()
        rows = sum(len(project.indicators) for project in read_content(content, "样本").projects)
        seconds = process_time() - start
        lines.append(f"| {name}，{rows} 行指标 | {len(content) // 1024} KiB | {seconds:.2f} |")
    return lines


def main() -> None:
    """Measure, print and write ``benchmarks/results/reading.md``."""
    from benchmarks.reading_memory import memory_table  # needs what is installed with auditor[bench]

    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    documents, seed = [*numbers, *(60, 1)[len(numbers) :]]
    total, right, wrong, silent, seconds = measure(documents, seed, "-v" in sys.argv)
    lines = [
        "# 读取：版式 × 格式",
        "",
        f"{date.today()} 测，命令：`python -m benchmarks.reading --office`。每格：单元格一字不差的比例 / 读错而没有提示的单元格 / 编码、名称、预算全对的比例。",
        "",
    ]
    lines += matrix(5, "--office" in sys.argv)
    lines += [
        "",
        f"由 PDF 抽出的纯文本（河北版式，{documents} 份，种子 {seed}）：整行一字不差 {100 * right / total:.2f} %（共 {total} 行），"
        f"单元格 {100 - 100 * wrong.total() / (total * len(FIELDS)):.2f} %，"
        f"读错而没有提示的 {100 * silent / (total * len(FIELDS)):.2f} %，用 {seconds:.2f} 处理器秒。",
        "",
        *speed(),
        "",
        "每份大文件在单独的进程中读取；备注是随机汉字，压缩不了。",
        "",
        *memory_table(),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    write_text(Path(__file__).parent / "results" / "reading.md", text)


if __name__ == "__main__":
    main()
