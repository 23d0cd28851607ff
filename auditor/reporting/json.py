"""``result.json``: the contract other programs read, its JSON Schema, and the way back from it."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from auditor.atomic import write_text
from auditor.errors import AuditorError
from auditor.model import Result


def write_json(result: Result, folder: Path) -> Path:
    """Write ``result.json`` (UTF-8, keys in the order of the contract) and return its path."""
    return write_text(folder / "result.json", result.model_dump_json(indent=1) + "\n")


def read_result(path: Path) -> Result:
    """A result that was written before.

    Raises:
        AuditorError: C009 where the file is missing or no result of this program.
    """
    try:
        return Result.model_validate_json(path.read_bytes())
    except OSError as error:
        raise AuditorError("C009", path=path, reason=error.strerror or "打不开") from error
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or "开头"
        raise AuditorError("C009", path=path, reason=f"内容不合约定（{place}）") from error


def schema_text() -> str:
    """The JSON Schema of ``result.json``, generated from the models."""
    return json.dumps(Result.model_json_schema(mode="serialization"), ensure_ascii=False, indent=1)
