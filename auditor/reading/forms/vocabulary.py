"""The words of headings, as ``corpora/forms/*.yaml`` lists them: a bureau adds to them without a programmer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from auditor.errors import ConfigurationError
from auditor.resources import data_path
from auditor.shipped_yaml import shipped_yaml

_KEYS = frozenset({"fields", "stands_in", "ignored", "period", "aspect", "thing", "part", "filler", "sections"})


@dataclass(frozen=True)
class Vocabulary:
    """Words as written in headings, without blanks and brackets.

    Attributes:
        fields: whole headings → the field each names.
        stands_in: headings → the field each names where no other column of a table does.
        ignored: headings of columns that need not be read.
        sections: headings of a text on one project → what its section tells.
        words: parts of composed headings → their kinds, e.g. 当年 → ("period", "current"); one word may be of several.
    """

    fields: Mapping[str, str]
    stands_in: Mapping[str, str]
    ignored: frozenset[str]
    sections: Mapping[str, str]
    words: Mapping[str, tuple[tuple[str, str], ...]]

    @cached_property
    def longest(self) -> int:
        """Letters of the longest part."""
        return max(map(len, self.words))

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every letter of a part: a text with any other is not composed of them."""
        return frozenset("".join(self.words))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """All files of ``corpora/forms`` together.

    Raises:
        ConfigurationError: C003 where a file is no YAML or has a part that is not known.
    """
    return _merged(_load(path.name) for path in sorted(data_path("corpora", "forms").glob("*.yaml")))


def _load(name: str) -> dict[str, Any]:
    data = shipped_yaml("corpora", "forms", name)
    if not isinstance(data, dict) or not data.keys() <= _KEYS:
        raise ConfigurationError("C003", name=name, reason=f"只能写 {'、'.join(sorted(_KEYS))}")
    return data


def _merged(files: Iterable[Mapping[str, Any]]) -> Vocabulary:
    fields: dict[str, str] = {}
    stands_in: dict[str, str] = {}
    ignored: set[str] = set()
    sections: dict[str, str] = {}
    words: dict[str, dict[tuple[str, str], None]] = {}
    for data in files:
        for name, written in data.get("fields", {}).items():
            fields |= dict.fromkeys(map(str, written), name)
        stands_in |= {str(word): name for word, name in data.get("stands_in", {}).items()}
        ignored |= set(map(str, data.get("ignored", ())))
        for name, written in data.get("sections", {}).items():
            sections |= dict.fromkeys(map(str, written), name)
        for group in ("period", "aspect", "thing", "part"):
            for kind, listed in data.get(group, {}).items():
                for word in listed:
                    words.setdefault(str(word), {})[group, kind] = None
        for word in data.get("filler", ()):
            words.setdefault(str(word), {})["filler", ""] = None
    parts = {word: tuple(kinds) for word, kinds in words.items()}
    return Vocabulary(fields, stands_in, frozenset(ignored), sections, parts)
