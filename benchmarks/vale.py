"""Vale with a Chinese word list over the same text: one file a submission, one style made of our vague words.

The package on PyPI holds no program, only a script that fetches one from the network when it first runs. Where that
has not happened, and none is on the path, ``program`` finds nothing and the page says so.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from auditor.resources import data_path
from auditor.rules.lexicon import load_lexicon
from auditor.runtime.atomic import write_text
from benchmarks.measuring import Measured, whole_process
from material.season import submissions, texts_of

LISTS = ("vague_verbs", "vague_degrees", "vague_states", "slogans", "time_phrases", "trend_phrases")
LEAST_BYTES = 100_000
"""A smaller file is the script that fetches the program, or the placeholder for it."""

ABSENT = (
    "Vale 未能测量：PyPI 上的 `vale` 包（3.25.1.0，6 KB）不含程序，`vale/vale_bin` 是 195 字节的占位文件，"
    "第一次运行时才从 GitHub 的发布页下载；本机不连外网。装有 Vale 的机器上（`vale` 在 PATH 中）同一命令会测出这一行。"
)


def program() -> str | None:
    """The Vale program itself: inside the package once it was fetched, or on the path."""
    places = [shutil.which("vale")]
    try:
        import vale

        places.append(str(Path(vale.__file__).with_name("vale_bin")))
    except ImportError:
        pass
    return next((place for place in places if place and Path(place).stat().st_size >= LEAST_BYTES), None)


def write_project(folder: Path, rows: int) -> None:
    """Configuration, style and texts as Vale wants them."""
    (folder / "styles" / "Auditor").mkdir(parents=True)
    (folder / "texts").mkdir()
    style = {
        "extends": "existence",
        "message": "“%s”没有可核验的标准。",
        "level": "warning",
        "nonword": True,
        "tokens": vague_words(),
    }
    write_text(folder / "styles" / "Auditor" / "Vague.yml", yaml.safe_dump(style, allow_unicode=True, sort_keys=False))
    write_text(folder / ".vale.ini", "StylesPath = styles\nMinAlertLevel = suggestion\n[*]\nBasedOnStyles = Auditor\n")
    for submission in submissions(rows):
        path = folder / "texts" / Path(submission.source).with_suffix(".txt")
        write_text(path, "\n".join(texts_of(submission)) + "\n")


def vague_words() -> list[str]:
    """The words of our lists, each once, longest first, those of one character aside."""
    lexicon = load_lexicon(data_path("corpora", "lexicon"))
    words = {word for name in LISTS for word in lexicon[name] if len(word) > 1}
    return sorted(words, key=lambda word: (-len(word), word))


def over_texts(vale: str, folder: Path) -> Measured:
    """One run over all texts; Vale uses as many threads as it likes."""
    return whole_process(
        [vale, "--no-exit", "--output=JSON", f"--config={folder / '.vale.ini'}", str(folder / "texts")]
    )
