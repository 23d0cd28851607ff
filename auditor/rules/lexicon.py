"""Word lists that rules refer to as ``lexicon/<name>``.

Each list is a file ``corpora/lexicon/<group>.yaml`` that maps names to ``{words: [...], note: ...}``; names are unique
over all files. Expressions that several rules use stand in ``patterns.yaml`` as ``{expression: ..., note: ...}``; rules
refer to them as ``patterns/<name>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from auditor.rules.options import Expression, Strict, Terms
from auditor.rules.source import parse, read_yaml, refusal

PREFIX = "lexicon/"
PATTERNS = "patterns/"
PATTERN_FILE = "patterns.yaml"
LIST_FILES = ("vague.yaml", "heads.yaml", "basis.yaml", "categories.yaml", "fillers.yaml")


class NamedExpression(Strict):
    """One named expression. ``note`` says, for the maintainer, what it is to find."""

    note: str = ""
    expression: Expression


class WordList(Strict):
    """One named list. ``note`` says, for the maintainer, what belongs in it."""

    note: str = ""
    words: tuple[str, ...]


Lexicon = Mapping[str, tuple[str, ...]]
"""Word lists by name; a named expression stands alone under its name with ``patterns/`` before it."""


def load_lexicon(folder: Path) -> Lexicon:
    """All word lists of a folder by name, words sorted longest first, and its named expressions.

    Raises:
        ConfigurationError: C001 where a file is malformed or a name is used twice.
    """
    lists: dict[str, tuple[str, ...]] = {}
    for path in (folder / name for name in LIST_FILES):
        for name, entry in read_yaml(path).items():
            if name in lists:
                raise refusal(str(path), f"词表名“{name}”重复")
            words = parse(WordList, entry, path, within=[name]).words
            lists[name] = tuple(sorted(dict.fromkeys(words), key=lambda word: (-len(word), word)))
    path = folder / PATTERN_FILE
    patterns = {name: parse(NamedExpression, entry, path, within=[name]) for name, entry in read_yaml(path).items()}
    return lists | {f"{PATTERNS}{name}": (pattern.expression,) for name, pattern in patterns.items()}


def resolve(terms: Terms, lexicon: Lexicon) -> tuple[str, ...]:
    """The words meant by ``terms``.

    Raises:
        KeyError: with the unknown list's name.
    """
    if not isinstance(terms, str):
        return terms
    return lexicon[terms.removeprefix(PREFIX)]


def resolve_expression(written: str, lexicon: Lexicon) -> str:
    """The expression meant by ``matches``: what is written there, or the named one.

    Raises:
        KeyError: with the unknown expression's name.
    """
    return lexicon[written][0] if written.startswith(PATTERNS) else written
