"""What is measured, one job a process: ``python -m benchmarks.candidates JOB ROWS [WORKERS]``.

Submissions are made, and dictionaries, rules and models loaded, before the clock starts. Each job works on the same
submissions, or on every text in them that an audit looks at.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from auditor.model import Submission
from auditor.pipeline.checkpoint import checkpoint, read_line
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.write import audit_submissions, audit_to_file
from auditor.reading import read
from auditor.resources import data_path
from benchmarks.measuring import clocked, told
from material.season import submissions, texts_of

WORKERS = (1, 2)
"""Numbers of workers that ``_audit`` can be given."""

SAMPLE = data_path("corpora", "samples", "text", "water-bureau.txt")
"""Audited before the clock starts, so that what is loaded on first use is loaded by then; its texts are not the season's."""


def warmed() -> EngineCore:
    """An auditor that has worked before."""
    auditor = EngineCore()
    audit_submissions((read(SAMPLE),), auditor)
    return auditor


def audit(rows: int, workers: int = 1) -> None:
    """Everything from submissions as the program keeps them once they are read, on disk, to the written result."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        batch = _laid_down(rows, folder)
        auditor, path = warmed(), folder / "result.json"
        measured, _ = clocked(lambda: audit_to_file(batch, auditor, path, workers=workers))
        told(measured, **_written(path))


def _laid_down(rows: int, folder: Path) -> Sequence[Submission]:
    with checkpoint(folder, "season", resume=False) as kept:
        sources = []
        for submission in submissions(rows):
            kept.add(read_line(submission))
            sources.append(submission.source)
        return kept.submissions(sources)


def _written(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


# --- segmenting alone -------------------------------------------------------------------------------------------------


def jieba(rows: int) -> None:
    """The yardstick: one plain pass over every text, one thread."""
    import jieba as engine

    engine.setLogLevel("WARNING")
    engine.initialize()
    _over_texts(rows, lambda texts: [len(engine.lcut(text)) for text in texts])


def rjieba(rows: int) -> None:
    """The same pass by the Rust port, without a domain dictionary."""
    from rjieba import Jieba

    cut = Jieba().cut
    cut("预热")
    _over_texts(rows, lambda texts: [len(cut(text)) for text in texts])


def spacy(rows: int) -> None:
    """spaCy's blank Chinese pipeline, words by jieba."""
    import jieba as engine
    import spacy as library

    engine.setLogLevel("WARNING")
    nlp = library.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp("预热")
    _over_texts(rows, lambda texts: [len(doc) for doc in nlp.pipe(texts)])


def lexicon(rows: int) -> None:
    """The words of ``benchmarks.vale`` found by one compiled expression: what such a linter looks for, without the linter."""
    import re

    from benchmarks.vale import vague_words

    find = re.compile("|".join(map(re.escape, vague_words()))).findall
    _over_texts(rows, lambda texts: [len(find(text)) for text in texts])


def _over_texts(rows: int, job: Callable[[list[str]], list[int]]) -> None:
    texts = [text for one in submissions(rows) for text in texts_of(one)]
    measured, words = clocked(lambda: job(texts))
    told(measured, texts=len(texts), characters=sum(map(len, texts)), words=sum(words))


# --- duplicates alone -------------------------------------------------------------------------------------------------


def duplicates(rows: int) -> None:
    """Our search over the whole batch: texts of five kinds and pairs of projects."""
    from auditor.duplicates.find import find_repetition
    from auditor.duplicates.text_units import collect
    from auditor.language.artefacts import Language

    batch, language = tuple(submissions(rows)), Language()
    find_repetition(collect((read(SAMPLE),)), language)
    measured, found = clocked(lambda: find_repetition(collect(batch), language))
    told(measured, clusters=len(found.copies), pairs=len(found.pairs))


def datasketch(rows: int) -> None:
    """MinHash signatures of the same texts, an index and a query a text; nothing is verified and nothing is grouped."""
    from datasketch import MinHash, MinHashLSH

    texts = _compared(rows)

    def search() -> int:
        shingles = ([text[place : place + 2].encode() for place in range(max(1, len(text) - 1))] for text in texts)
        index, found = MinHashLSH(threshold=0.6, num_perm=128), 0
        for number, signature in enumerate(MinHash.generator(shingles, num_perm=128, seed=1)):
            found += len(index.query(signature))
            index.insert(number, signature)
        return found

    measured, found = clocked(search)
    told(measured, texts=len(texts), pairs=found)


def brute_force(rows: int) -> None:
    """Every text against every other by rapidfuzz, one thread."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    texts = _compared(rows)

    def search() -> int:
        found = sum(int((cdist([text], texts, scorer=ratio, score_cutoff=80) > 0).sum()) for text in texts)
        return (found - len(texts)) // 2

    measured, found = clocked(search)
    told(measured, texts=len(texts), pairs=found)


def _compared(rows: int) -> list[str]:
    """The distinct texts that our search compares, whole tables aside; masked, so that numbers do not tell them apart."""
    from auditor.duplicates import text_units
    from auditor.duplicates.keys import keys_of

    gathered = text_units.collect(submissions(rows))
    kinds = (text_units.descriptions, text_units.names_with_targets, text_units.goals, text_units.narrative_texts)
    found = (one for kind in kinds for one in kind(gathered))
    return list(dict.fromkeys(keys_of(one.text).masked for one in found))


JOBS: dict[str, Callable[..., None]] = {
    job.__name__: job for job in (audit, jieba, rjieba, spacy, lexicon, duplicates, datasketch, brute_force)
}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*map(int, sys.argv[2:]))
