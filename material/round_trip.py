"""Known projects printed as the text of a PDF in many looks and read again: which rows come back as they were."""

from __future__ import annotations

from collections import Counter
from random import Random
from time import process_time

from auditor.errors import UnreadableError
from auditor.model import Indicator, Project
from auditor.reading.extract import read_content
from material.forms.render import linearised
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


def compare(expected: Project, found: Project | None) -> tuple[int, Counter[str], int, list[str]]:
    """Rows wholly right, wrong cells by field, wrong cells of rows without a mark, and a line for each wrong row."""
    wrong: Counter[str] = Counter()
    told = []
    right = silent = 0
    rows = found.indicators if found else ()
    for place, row in enumerate(expected.indicators):
        other = rows[place] if place < len(rows) else Indicator(id="")
        bad = [field for field in FIELDS if plain(getattr(row, field)) != getattr(other, field)]
        wrong.update(bad)
        right += not bad
        silent += 0 if other.doubts or (found and found.unsure) else len(bad)
        if bad:
            told.append(
                " ≠ ".join(" | ".join(getattr(one, field) for field in FIELDS) for one in (row, other))
                + f"  {other.doubts}"
            )
    return right, wrong, silent, told


def measure(documents: int, seed: int, show: bool) -> tuple[int, int, Counter[str], int, float]:
    """Rows, rows right, wrong cells by field, wrong cells without a mark, processor seconds spent reading; a refused file has no row."""
    corpus = list(corpus_rows().values())
    total, right, wrong, silent, seconds = 0, 0, Counter[str](), 0, 0.0
    for number in range(documents):
        random = Random(seed * 10007 + number)
        projects = sample_projects(random, random.choice(corpus), random.randint(2, 8))
        style = sample_style(random)
        text = linearised(projects, style)
        start = process_time()
        try:
            found = read_content(text.encode(), "sample").projects
        except UnreadableError:
            continue
        seconds += process_time() - start
        for place, project in enumerate(projects):
            good, bad, unmarked, told = compare(project, found[place] if place < len(found) else None)
            total, right = total + len(project.indicators), right + good
            wrong += bad
            silent += unmarked
            if show and told:
                print(number, style)
                print(*told, sep="\n")
    return total, right, wrong, silent, seconds
