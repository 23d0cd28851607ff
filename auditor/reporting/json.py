"""``result.json``: the contract other programs read, its JSON Schema, and the way back from it."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from auditor.atomic import write_text
from auditor.errors import ConfigurationError
from auditor.model import Result


def write_json(result: Result, folder: Path) -> Path:
    """Write ``result.json`` (UTF-8, keys in the order of the contract) and return its path."""
    text = json.dumps(result.model_dump(mode="json"), ensure_ascii=False, indent=1)
    return write_text(folder / "result.json", text + "\n")


def read_json(path: Path) -> Result:
    """The result that a ``result.json`` holds.

    Raises:
        ConfigurationError: C007 where the file cannot be read or is no result of this version.
    """
    try:
        return Result.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ConfigurationError("C007", path=path, reason=error.strerror or type(error).__name__) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "开头"
        raise ConfigurationError("C007", path=path, reason=f"{place} 处不符合格式") from error


def schema_text() -> str:
    """The JSON Schema of ``result.json``, generated from the models."""
    return json.dumps(Result.model_json_schema(mode="serialization"), ensure_ascii=False, indent=1)
