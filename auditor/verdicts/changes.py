"""Writes an accepted suggestion into the ``changes.yaml`` of a bureau's rules; what people wrote there stays as it is."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError
from auditor.rules.profiles import CHANGES_FILE
from auditor.runtime.atomic import write_text
from auditor.verdicts.suggestions import Suggestion


def write_change(folder: Path, suggestion: Suggestion) -> Path:
    """Add one change to the folder's ``changes.yaml``, which is made where there is none; comments and order stay.

    Raises:
        AuditorError: C001 where the file that is there cannot be read as settings; C004 where it cannot be written.
    """
    path = folder / CHANGES_FILE
    settings = _read(path)
    part, value = ("disable", suggestion.reason) if suggestion.change == "disable" else ("severity", "info")
    _section(settings, part, path)[suggestion.rule] = value
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return write_text(path, _text(settings))
    except OSError as error:
        raise AuditorError("C004", path=path, reason=error.strerror or str(error)) from error


def _yaml() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    return yaml


def _read(path: Path) -> Any:
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.error import YAMLError

    try:
        found = _yaml().load(path.read_text("utf-8")) if path.exists() else None
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise _refusal(path, "读不懂") from error
    if found is None:
        return CommentedMap()
    if not isinstance(found, CommentedMap):
        raise _refusal(path, "最外层应当是“名称: 内容”")
    return found


def _section(settings: Any, part: str, path: Path) -> Any:
    from ruamel.yaml.comments import CommentedMap

    if settings.get(part) is None:
        settings[part] = CommentedMap()
    if not isinstance(settings[part], CommentedMap):
        raise _refusal(path, f"{part} 应当是“规则编号: 内容”")
    return settings[part]


def _refusal(path: Path, reason: str) -> AuditorError:
    from auditor.rules.source import refusal

    return refusal(str(path), reason)


def _text(settings: Any) -> str:
    stream = io.StringIO()
    _yaml().dump(settings, stream)
    return stream.getvalue()
