"""``result.json``: the contract other programs read, its JSON Schema, and the way back from it.

One line a submission and one line an entry of the ledger, so that a season can be written as it is judged and read in
part, and two results can be compared line by line.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from auditor.atomic import replacing
from auditor.errors import AuditorError
from auditor.model import Result
from auditor.on_disk import Place
from auditor.reporting.parts import ResultParts, Take, parts_of, write_parts

LISTS = ("submissions", "coverage")
"""The two long lists of a result, which are gathered on disk."""


class ResultFile:
    """A ``result.json`` in the making: long lists are gathered in temporary files, so that memory does not grow.

    Used as a context manager; nothing stands at ``path`` before ``finish``. Submissions may come in any order.

    Args:
        path: of the file to be.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parts = {name: _Part(tempfile.TemporaryFile()) for name in LISTS}  # noqa: SIM115

    def __enter__(self) -> ResultFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in self._parts.values():
            part.file.close()

    def add(self, number: int, submission: bytes, coverage: bytes) -> None:
        """Take in one judged submission and its lines of the ledger.

        Args:
            number: its place among the submissions.
            submission: as ``line_of``.
            coverage: as ``lines_of``.
        """
        for part, lines in zip(self._parts.values(), (submission, coverage), strict=True):
            if lines:
                part.add(number, lines)

    def finish(self, around: Result) -> Path:
        """Put the file in its place.

        Args:
            around: everything else of the result; its own submissions and coverage are not written.

        Raises:
            OSError: where the file cannot be written.
        """
        with replacing(self._path) as file:
            for number, name in enumerate(type(around).model_fields):
                file.write((b",\n" if number else b"{") + json.dumps(name).encode() + b":")
                if name in self._parts:
                    file.write(b"[")
                    self._parts[name].copy_to(file)
                    file.write(b"\n]")
                else:
                    file.write(to_json(getattr(around, name)))
            file.write(b"}\n")
        return self._path


@dataclass
class _Part:
    """A list in the making: pieces in a file as they came, to be copied in the order of their numbers."""

    file: BinaryIO
    places: dict[int, Place] = field(default_factory=dict)

    def add(self, number: int, lines: bytes) -> None:
        start = self.file.tell()
        self.places[number] = Place(start, start + self.file.write(lines))

    def copy_to(self, file: BinaryIO) -> None:
        for place, (_, (start, stop)) in enumerate(sorted(self.places.items())):
            self.file.seek(start)
            file.write((b",\n" if place else b"\n") + self.file.read(stop - start))


def line_of(model: BaseModel) -> bytes:
    """A model as one line of JSON, keys in the order of the contract."""
    return to_json(model)


def lines_of(models: Iterable[BaseModel]) -> bytes:
    """Models as the elements of a JSON list, one a line."""
    return b",\n".join(map(line_of, models))


def write_json(result: Result, folder: Path) -> Path:
    """Write ``result.json`` (UTF-8, keys in the order of the contract) and return its path."""
    write_parts(parts_of(result), folder, (json_writer,))
    return folder / "result.json"


@contextmanager
def json_writer(parts: ResultParts, folder: Path) -> Iterator[Take]:
    """``result.json``, submission by submission."""
    with ResultFile(folder / "result.json") as file:
        numbers = count()
        yield lambda submission: file.add(next(numbers), line_of(submission), b"")
        file.add(next(numbers), b"", lines_of(parts.head.coverage))
        file.finish(parts.head)


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
