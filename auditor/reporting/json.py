"""``result.json``: the contract other programs read, its JSON Schema, and the way back from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from auditor.atomic import text_file
from auditor.errors import AuditorError
from auditor.model import Result, Submission
from auditor.reporting.parts import ResultParts, Take, parts_of, write_parts

_EMPTY = '"submissions": []'


def write_json(result: Result, folder: Path) -> Path:
    """Write ``result.json`` (UTF-8, keys in the order of the contract) and return its path."""
    write_parts(parts_of(result), folder, (json_writer,))
    return folder / "result.json"


@contextmanager
def json_writer(parts: ResultParts, folder: Path) -> Iterator[Take]:
    """``result.json``, submission by submission."""
    before, _, after = parts.head.model_dump_json(indent=1).partition(f"\n {_EMPTY}")
    first = True
    with text_file(folder / "result.json") as file:
        file.write(f'{before}\n "submissions": [')

        def take(submission: Submission) -> None:
            nonlocal first
            text = submission.model_dump_json(indent=1).replace("\n", "\n  ")
            file.write(f"{'' if first else ','}\n  {text}")
            first = False

        yield take
        file.write(f"{'' if first else chr(10) + ' '}]{after}\n")


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
