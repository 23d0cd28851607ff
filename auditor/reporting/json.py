"""``result.json``: the contract other programs read, and its JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path

from auditor.atomic import write_text
from auditor.model import Result


def write_json(result: Result, folder: Path) -> Path:
    """Write ``result.json`` (UTF-8, keys in the order of the contract) and return its path."""
    text = json.dumps(result.model_dump(mode="json"), ensure_ascii=False, indent=1)
    return write_text(folder / "result.json", text + "\n")


def schema_text() -> str:
    """The JSON Schema of ``result.json``, generated from the models."""
    return json.dumps(Result.model_json_schema(mode="serialization"), ensure_ascii=False, indent=1)
