"""Results in files, too large to be held: where each submission stands, and reading one when it is wanted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TextIO, TypeVar

from pydantic import BaseModel, ValidationError

from auditor.errors import AuditorError
from auditor.model import Result, Submission
from auditor.outputs.reports.json import of_known_version
from auditor.outputs.reports.parts import ResultParts
from auditor.runtime.collector import collector_paused
from auditor.runtime.store import ByteRange, SubmissionStore
from auditor.scoring.totals import totals_of

Model = TypeVar("Model", bound=BaseModel)

_BLANK = re.compile(r"[ \t\r\n]*")
_LIST = b'"submissions":['
_STATUS = re.compile(rb'\{"source":"(?:[^"\\]|\\.)*","sha256":"\w*","status":"(\w+)"')
_SECOND = b'},{"source":"'
"""Where a second submission begins in a line; in a text, its quotation marks would be masked."""
_CHUNK = 1 << 20
"""Characters read at once."""


@dataclass(frozen=True)
class StoredSubmission:
    """One submission of the file; ``status`` as it is told there."""

    place: ByteRange
    status: object


@dataclass(frozen=True)
class StoredResult:
    """A ``result.json``: its list of submissions stands between the bytes ``opens`` and ``closes``."""

    path: Path
    opens: int
    closes: int
    entries: tuple[StoredSubmission, ...]

    def where(self, holds: Callable[[StoredSubmission], bool]) -> StoredResult:
        """The same result with some of its submissions only."""
        return replace(self, entries=tuple(filter(holds, self.entries)))

    def parts(self) -> ResultParts:
        """The result taken apart; submissions are read when they are asked for.

        A result that was written before there were opinions has none counted: they are counted from its findings.

        Raises:
            AuditorError: C009 where the file is no result of this program; of a submission, when it is read.
        """
        # a ledger is large: to search it for cycles takes as long as to read it
        with self.path.open("rb") as file, collector_paused():
            before = file.read(self.opens)
            file.seek(self.closes)
            head = of_known_version(_checked(Result, before + file.read(), self.path), self.path)
        places = [entry.place for entry in self.entries]
        submissions = SubmissionStore(self.path, places, partial(_submission, self.path))
        if head.totals.findings and not head.totals.opinions:
            head = head.model_copy(update={"totals": totals_of(submissions)})
        return ResultParts(head, submissions, len(places))


def stored(path: Path) -> StoredResult:
    """Find the submissions of a ``result.json``.

    Raises:
        AuditorError: C009 where the file is missing or no result of this program.
    """
    try:
        found = _by_lines(path)
        if found is not None:
            return found
        with path.open(encoding="utf-8", newline="") as file:
            return _found(path, _Scanner(file))
    except OSError as error:
        raise AuditorError("C009", path=path, reason=error.strerror or "打不开") from error
    except ValueError as error:  # no JSON, or no UTF-8
        raise AuditorError("C009", path=path, reason="内容不合约定（开头）") from error


def _by_lines(path: Path) -> StoredResult | None:
    """The submissions of a file that is laid out as this program writes it, one a line; None where it is not."""
    opens, entries, place = 0, list[StoredSubmission](), 0
    with path.open("rb") as file:
        for line in file:
            if not opens:
                opens = place + len(_LIST) if line == _LIST + b"\n" else 0
            elif line in (b"],\n", b"]}\n"):
                return StoredResult(path, opens, place, tuple(entries))
            else:
                status = _STATUS.match(line)
                if status is None or _SECOND in line:
                    return None
                stop = place + len(line.rstrip(b",\n"))
                entries.append(StoredSubmission(ByteRange(place, stop), status[1].decode()))
            place += len(line)
    return None


def _submission(path: Path, content: bytes) -> Submission:
    return _checked(Submission, content, path)


def _checked(model: type[Model], content: bytes, path: Path) -> Model:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or "开头"
        raise AuditorError("C009", path=path, reason=f"内容不合约定（{place}）") from error


class _Scanner:
    """Reads JSON values from a text of any length and knows how many bytes it has read."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._place = 0
        self._decode = json.JSONDecoder().raw_decode
        self.byte = 0
        """Place of the next character, in bytes."""

    def peek(self) -> str:
        """The next character that is no blank, "" at the end."""
        while True:
            blank = _BLANK.match(self._text, self._place)
            self._step(blank.end() if blank else self._place)
            if self._place < len(self._text) or not self._fill():
                return self._text[self._place : self._place + 1]

    def take(self, character: str) -> None:
        """Step over this character; ValueError where another one stands."""
        if self.peek() != character:
            raise ValueError(character)
        self._step(self._place + 1)

    def value(self) -> Any:
        """The next value; ValueError where there is none."""
        self.peek()
        while True:
            try:
                value, end = self._decode(self._text, self._place)
            except json.JSONDecodeError:
                if not self._fill():
                    raise
                continue
            if end < len(self._text) or not self._fill():
                self._step(end)
                return value

    def _step(self, end: int) -> None:
        self.byte += len(self._text[self._place : end].encode())
        self._place = end

    def _fill(self) -> bool:
        more = self._file.read(max(_CHUNK, len(self._text) - self._place))
        self._text = self._text[self._place :] + more
        self._place = 0
        return bool(more)


def _found(path: Path, scanner: _Scanner) -> StoredResult:
    scanner.take("{")
    opens = closes = 0
    entries: tuple[StoredSubmission, ...] = ()
    while True:
        name = scanner.value()
        scanner.take(":")
        if name == "submissions" and scanner.peek() == "[":
            scanner.take("[")
            opens = scanner.byte
            entries = tuple(_entries(scanner))
            closes = scanner.byte
            scanner.take("]")
        else:
            scanner.value()
        if scanner.peek() == "}":
            return StoredResult(path, opens, closes, entries)
        scanner.take(",")


def _entries(scanner: _Scanner) -> Iterator[StoredSubmission]:
    while scanner.peek() != "]":
        start = scanner.byte
        value = scanner.value()
        yield StoredSubmission(ByteRange(start, scanner.byte), value.get("status") if isinstance(value, dict) else None)
        if scanner.peek() == ",":
            scanner.take(",")
