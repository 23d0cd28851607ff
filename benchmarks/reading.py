"""How many cells come back right when known projects are printed in every form and format and read again.

Run from the checkout: ``python -m benchmarks.reading [documents] [seed] [--office] [-v]``; ``--office`` adds the formats that
LibreOffice writes. Memory is measured with what ``pip install '.[bench]'`` adds.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

from auditor.atomic import write_text
from auditor.model import Indicator, Project
from auditor.reading.extract import read_content
from material.forms.layouts import LAYOUTS, Form
from material.forms.matrix import Score, commonest, projects_for, whole_matrix
from material.forms.render import linearised
from material.forms.renderers import RENDERERS, office_renderers, ruled_pdf, word, workbook
from material.forms.sample import corpus_rows, sample_projects, sample_style

FIELDS = ("level1", "level2", "level3", "description", "target", "basis")


def plain(text: str) -> str:
    """Text as a reader can know it: a page does not tell whether a blank beside Chinese was typed."""
    chars = text.split(" ")
    out = chars[0]
    for piece in chars[1:]:
        both = out[-1:].isascii() and piece[:1].isascii() and out and piece
        out += (" " if both else "") + piece
    return out


def compare(expected: Project, found: Project | None) -> tuple[int, Counter[str], list[str]]:
    """Rows wholly right, wrong cells by field, and a line for each wrong row."""
    wrong: Counter[str] = Counter()
    told = []
    right = 0
    rows = found.indicators if found else ()
    for place, row in enumerate(expected.indicators):
        other = rows[place] if place < len(rows) else Indicator(id="")
        bad = [field for field in FIELDS if plain(getattr(row, field)) != getattr(other, field)]
        wrong.update(bad)
        right += not bad
        if bad:
            told.append(
                " ≠ ".join(" | ".join(getattr(one, field) for field in FIELDS) for one in (row, other))
                + f"  {other.doubts}"
            )
    return right, wrong, told


def measure(documents: int, seed: int, show: bool) -> tuple[int, int, Counter[str], float]:
    """Rows, rows right, wrong cells by field, seconds spent reading."""
    corpus = list(corpus_rows().values())
    total, right, wrong, seconds = 0, 0, Counter[str](), 0.0
    for number in range(documents):
        random = Random(seed * 10007 + number)
        projects = sample_projects(random, random.choice(corpus), random.randint(2, 8))
        style = sample_style(random)
        text = linearised(projects, style)
        start = perf_counter()
        found = read_content(text.encode(), "sample").projects
        seconds += perf_counter() - start
        for place, project in enumerate(projects):
            good, bad, told = compare(project, found[place] if place < len(found) else None)
            total, right = total + len(project.indicators), right + good
            wrong += bad
            if show and told:
                print(number, style)
                print(*told, sep="\n")
    return total, right, wrong, seconds


def matrix(seeds: int, office: bool) -> list[str]:
    """The table form × format as lines of Markdown: cells exact, and codes, names and budgets exact."""
    renderers = {**RENDERERS, **(dict(office_renderers()) if office else {})}
    scores = whole_matrix(renderers, tuple(range(1, seeds + 1)))
    formats = list(dict.fromkeys(name for _, name in scores))
    lines = [f"| 版式 | {' | '.join(formats)} |", "|---" * (len(formats) + 1) + "|"]
    for form in dict.fromkeys(form for form, _ in scores):
        cells = (_told(scores.get((form, name), Score())) for name in formats)
        lines.append(f"| {form} | {' | '.join(cells)} |")
    if "-v" in sys.argv:
        for (form, name), score in scores.items():
            if score and score.wrong:
                print(form, name, commonest(score))
    return lines


def _told(score: Score | None) -> str:
    if score is None:
        return "不能读"
    return f"{score.cell_share:.1%} / {score.head_share:.0%}" if score.cells else ""


def speed() -> list[str]:
    """Seconds for large files, in this process: a 300-row workbook, a 30-page Word file, a 100-page ruled PDF."""
    random = Random(11)
    layout = LAYOUTS[0]

    def forms(count: int) -> list[Form]:
        return [layout.print(project, random) for project in projects_for(layout.kind, random, count)]

    lines = ["| 文件 | 大小 | 秒 |", "|---|---|---|"]
    for name, content in (
        ("XLSX，35 张表", workbook(forms(35))),
        ("DOCX，35 张表", word(forms(35))),
        ("PDF，100 页", ruled_pdf(forms(100))),
    ):
        read_content(content, "样本")
        start = perf_counter()
        rows = sum(len(project.indicators) for project in read_content(content, "样本").projects)
        seconds = perf_counter() - start
        lines.append(f"| {name}，{rows} 行指标 | {len(content) // 1024} KiB | {seconds:.2f} |")
    return lines


def main() -> None:
    """Measure, print and write ``benchmarks/results/reading.md``."""
    from benchmarks.reading_memory import memory_table  # needs what is installed with auditor[bench]

    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    documents, seed = [*numbers, *(60, 1)[len(numbers) :]]
    total, right, wrong, seconds = measure(documents, seed, "-v" in sys.argv)
    lines = [
        "# 读取：版式 × 格式",
        "",
        "命令：`python -m benchmarks.reading --office`。每格：单元格一字不差的比例 / 编码、名称、预算全对的比例。",
        "",
    ]
    lines += matrix(5, "--office" in sys.argv)
    lines += [
        "",
        f"由 PDF 抽出的纯文本（河北版式，{documents} 份，种子 {seed}）：整行一字不差 {100 * right / total:.2f} %（共 {total} 行），"
        f"单元格 {100 - 100 * wrong.total() / (total * len(FIELDS)):.2f} %，用时 {seconds:.2f} 秒。",
        "",
        *speed(),
        "",
        "每份大文件在单独的进程中读取；备注是随机汉字，压缩不了。秒数受同时运行的其他程序影响，内存不受。",
        "",
        *memory_table(),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    write_text(Path(__file__).parent / "results" / "reading.md", text)


if __name__ == "__main__":
    main()
