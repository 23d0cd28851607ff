"""Shipped YAML files as they were parsed when generated anew: JSON is read thirty times as fast, and every audit needs all.

Each line of ``rules/parsed.txt`` is the SHA-256 of a file's text and its content. A file that was changed since then, or is
a bureau's own, is not found here and parsed. ``python -m auditor.rules.cache`` writes the lines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from auditor.atomic import write_text
from auditor.resources import data_path


def parsed_before(text: str) -> Any:
    """The content of a YAML file by its text; None where it is not known."""
    content = _contents().get(_digest(text))
    return None if content is None else json.loads(content)


def parsed_file() -> Path:
    """Where the lines stand."""
    return data_path("rules") / "parsed.txt"


def lines() -> Iterator[str]:
    """What the file should hold: a line for each YAML file of the rules and of the word lists."""
    for folder in (data_path("rules"), data_path("corpora", "lexicon")):
        for path in sorted(folder.rglob("*.yaml")):
            text = path.read_text(encoding="utf-8")
            yield f"{_digest(text)} {json.dumps(yaml.safe_load(text), ensure_ascii=False)}"


@cache
def _contents() -> dict[str, str]:
    """By digest; as text, so that every reader gets data of its own."""
    if not parsed_file().is_file():
        return {}
    known = parsed_file().read_text(encoding="utf-8").split("\n")
    return {digest: content for digest, _, content in (line.partition(" ") for line in known)}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    write_text(parsed_file(), "".join(f"{line}\n" for line in lines()))
