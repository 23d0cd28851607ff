"""A bureau's corrections of how headings are understood: ``--mapping FILE``.

The file says ``columns: {考核点: 三级指标, 任务量: 指标值}`` for headings of its own, and ``ignore: [备注]`` for columns that are
to be left out. Headings are compared without blanks and without what stands in brackets. It applies before anything else
is understood, in tables and in text alike; a name without a meaning, as a template leaves it, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from auditor.errors import AuditorError
from auditor.reading.forms.headings import heading, plain
from auditor.reading.grid import Grid

_KEYS = ("columns", "ignore")
_LONGEST = 40
_APART = re.compile(r"[^\s|,，:：;；\t]+")


@dataclass(frozen=True)
class Corrections:
    """Headings (plain) with the known heading each stands for, and headings to leave out."""

    columns: Mapping[str, str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()


NO_CORRECTIONS = Corrections()


def load_corrections(path: Path) -> Corrections:
    """The corrections of a file.

    Raises:
        AuditorError: C010 where the file cannot be read, is no YAML, or names what is not known.
    """
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise AuditorError("C010", path=path, reason=error.strerror or "打不开") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise AuditorError("C010", path=path, reason="不是有效的 YAML（UTF-8）文本") from error
    unknown = [key for key in data if key not in _KEYS] if isinstance(data, dict) else ["整个文件"]
    if unknown:
        raise AuditorError("C010", path=path, reason=f"不认识“{unknown[0]}”，只能写 columns 和 ignore")
    columns, ignore = data.get("columns") or {}, data.get("ignore") or []
    if not isinstance(columns, dict) or not isinstance(ignore, list):
        raise AuditorError("C010", path=path, reason="columns 应写成“表头: 标准名称”，ignore 应写成列表")
    columns = {written: meant for written, meant in columns.items() if meant not in (None, "")}
    for written, meant in columns.items():
        if heading(str(meant)) is None:
            raise AuditorError(
                "C010", path=path, reason=f"“{written}”对应的“{meant}”不是能识别的名称，例如应写“三级指标”“指标值”"
            )
    return Corrections(
        {plain(str(key)): str(meant) for key, meant in columns.items()}, frozenset(plain(str(one)) for one in ignore)
    )


def corrected(grid: Grid, corrections: Corrections) -> Grid:
    """The grid with the headings of its own replaced by known ones, and those to ignore emptied."""
    if corrections == NO_CORRECTIONS:
        return grid
    return replace(grid, rows=tuple(tuple(_corrected(text, corrections) for text in row) for row in grid.rows))


def corrected_text(text: str, corrections: Corrections) -> str:
    """Text with the headings replaced that stand by themselves: between blanks, separators, colons or ends of lines."""
    if corrections == NO_CORRECTIONS:
        return text
    return _APART.sub(lambda match: _corrected(match[0], corrections), text)


def names_met(text: str, corrections: Corrections) -> frozenset[str]:
    """The names of a mapping that stand by themselves in a text or cell."""
    names = corrections.columns.keys() | corrections.ignore
    return frozenset(name for part in (text, *_APART.findall(text)) if (name := plain(part)) in names)


def _corrected(text: str, corrections: Corrections) -> str:
    bare = plain(text) if 0 < len(text) <= _LONGEST else ""
    if not bare or bare in corrections.ignore:
        return "" if bare else text
    return corrections.columns.get(bare, text)
