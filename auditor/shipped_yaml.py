"""Shipped YAML files as they were parsed when generated anew: JSON is read thirty times as fast, and every audit needs all.

Each line of ``rules/parsed.txt`` is the SHA-256 of a file's text and its content. A file that was changed since then, or is
a bureau's own, is not found here and parsed, for which alone the parser is loaded. ``python -m auditor.shipped_yaml`` writes
the lines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from auditor.errors import ConfigurationError
from auditor.resources import data_path
from auditor.runtime.atomic import write_text


def shipped_yaml(*parts: str) -> Any:
    """The content of a shipped YAML file.

    Args:
        parts: path segments from the top of the checkout, as of ``data_path``.

    Raises:
        ConfigurationError: C003 where the file is missing or no YAML.
    """
    text = data_path(*parts).read_text(encoding="utf-8")
    known = parsed_before(text)
    return _parsed(text, "/".join(parts)) if known is None else known


def plain_loader() -> Any:
    """The parser of plain data, the fast one where it was built."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _parsed(text: str, name: str) -> Any:
    import yaml

    try:
        return yaml.load(text, Loader=plain_loader())
    except yaml.YAMLError as error:
        raise ConfigurationError("C003", name=name, reason=f"不是有效的 YAML 文本：{error}") from error


def parsed_before(text: str) -> Any:
    """The content of a YAML file by its text; None where it is not known."""
    content = _contents().get(_digest(text))
    return None if content is None else json.loads(content)


def parsed_file() -> Path:
    """Where the lines stand."""
    return data_path("rules") / "parsed.txt"


def lines() -> Iterator[str]:
    """What the file should hold: a line for each YAML file that an audit reads."""
    for path in parsed_files():
        text = path.read_text(encoding="utf-8")
        yield f"{_digest(text)} {json.dumps(_parsed(text, path.name), ensure_ascii=False)}"


def parsed_files() -> Iterator[Path]:
    """The YAML files that an audit reads: rules, word lists, words of headings, kinds of projects."""
    for folder in (
        data_path("rules"),
        *(data_path("corpora", name) for name in ("lexicon", "forms", "indicator_bank")),
    ):
        yield from sorted(folder.rglob("*.yaml"))


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
