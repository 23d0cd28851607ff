"""``result.json``: the contract other programs read, its JSON Schema, and the way back from it.

One line a submission and one line an entry of the ledger, so that a season can be written as it is judged and read in
part, and two results can be compared line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate, count, pairwise
from pathlib import Path
from tempfile import TemporaryFile
from types import MappingProxyType, TracebackType
from typing import IO, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from auditor.errors import AuditorError
from auditor.model import SCHEMA_VERSION, Result
from auditor.outputs.reports.parts import ResultParts, Take, parts_of
from auditor.outputs.reports.pieces import write_parts
from auditor.runtime.atomic import replacing

LISTS = ("submissions", "coverage")
"""The two long lists of a result."""

NOTHING_TOLD: Mapping[str, bytes] = MappingProxyType({})


class LineRange(NamedTuple):
    """Where lines lie in a file: the first byte and the one after the last."""

    start: int
    stop: int


class ResultFile:
    """A ``result.json`` in the making: its long lists lie in a file without a name, so that memory does not grow and that
    nothing is left behind, however this process ends.

    Used as a context manager; nothing stands at ``path`` before ``finish``. Submissions may come in any order.

    Args:
        path: of the file to be.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: IO[bytes] = TemporaryFile(prefix="auditor-")  # noqa: SIM115
        self._pieces: dict[int, tuple[LineRange, ...]] = {}

    def __enter__(self) -> ResultFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()

    def add(self, number: int, lines: Sequence[bytes]) -> None:
        """Take in one judged submission.

        Args:
            number: its place among the submissions.
            lines: its lines for each of ``LISTS``.

        Raises:
            OSError: where there is no room for them.
        """
        ends = list(accumulate(map(self._lines.write, lines), initial=self._lines.tell()))
        self._pieces[number] = tuple(LineRange(start, stop) for start, stop in pairwise(ends))

    def finish(self, around: Result, told: Mapping[str, bytes] = NOTHING_TOLD) -> Path:
        """Put the file in its place.

        Args:
            around: everything else of the result; its own submissions and coverage are not written.
            told: fields that are JSON already, by name; what ``around`` has of them is not written.

        Raises:
            OSError: where the file cannot be written.
        """
        return assembled(self._path, around, [self._lines_for(which) for which in range(len(LISTS))], told)

    def _lines_for(self, which: int) -> Iterator[bytes]:
        """The lines for one of the lists, in the order of the submissions."""
        for number in sorted(self._pieces):
            start, stop = self._pieces[number][which]
            self._lines.seek(start)
            yield self._lines.read(stop - start)


def assembled(
    path: Path, around: Result, lists: Sequence[Iterable[bytes]], told: Mapping[str, bytes] = NOTHING_TOLD
) -> Path:
    """Write a ``result.json`` from its lines and return its path.

    Args:
        path: of the file.
        around: everything else of the result; its own submissions and coverage are not written.
        lists: the lines for each of ``LISTS`` by submission, in order; a submission need not have any.
        told: fields that are JSON already, by name; what ``around`` has of them is not written.

    Raises:
        OSError: where the file cannot be written.
    """
    with replacing(path) as file:
        for number, name in enumerate(type(around).model_fields):
            file.write((b",\n" if number else b"{") + json.dumps(name).encode() + b":")
            if name in LISTS:
                file.write(b"[")
                for place, lines in enumerate(filter(None, lists[LISTS.index(name)])):
                    file.write((b",\n" if place else b"\n") + lines)
                file.write(b"\n]")
            else:
                file.write(told.get(name) or to_json(getattr(around, name)))
        file.write(b"}\n")
    return path


def line_of(model: BaseModel) -> bytes:
    """A model as one line of JSON, keys in the order of the contract."""
    return to_json(model)


def lines_of(models: Iterable[BaseModel]) -> bytes:
    """Models as the elements of a JSON list, one a line."""
    return b",\n".join(map(to_json, models))


def write_json(result: Result, folder: Path) -> Path:
    """Write ``result.json`` (UTF-8, keys in the order of the contract) and return its path."""
    write_parts(parts_of(result), folder, (json_writer,))
    return folder / "result.json"


@contextmanager
def json_writer(parts: ResultParts, folder: Path) -> Iterator[Take]:
    """``result.json``, submission by submission."""
    with ResultFile(folder / "result.json") as file:
        numbers = count()
        yield lambda submission: file.add(next(numbers), (line_of(submission), b""))
        file.add(next(numbers), (b"", lines_of(parts.head.coverage)))
        file.finish(parts.head)


def read_result(path: Path) -> Result:
    """A result that was written before.

    Raises:
        AuditorError: C009 where the file is missing or no result of this program.
    """
    try:
        return of_known_version(Result.model_validate_json(path.read_bytes()), path)
    except OSError as error:
        raise AuditorError("C009", path=path, reason=error.strerror or "打不开") from error
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or "开头"
        raise AuditorError("C009", path=path, reason=f"内容不合约定（{place}）") from error


def of_known_version(result: Result, path: Path) -> Result:
    """A result that was read from a file, where it is of the version that this program knows.

    Raises:
        AuditorError: C009 where it names another version or none.
    """
    if "schema_version" not in result.model_fields_set:
        raise AuditorError("C009", path=path, reason="没有写 schema_version")
    if result.schema_version != SCHEMA_VERSION:
        raise AuditorError(
            "C009", path=path, reason=f"版本 {result.schema_version} 不认识，本程序认识的是 {SCHEMA_VERSION}"
        )
    return result


def schema_text() -> str:
    """The JSON Schema of ``result.json``, generated from the models."""
    return json.dumps(Result.model_json_schema(mode="serialization"), ensure_ascii=False, indent=1)
