"""The repetition of a province: what of it a department's result tells, and all of its groups as one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import to_json

from auditor.duplicates.repetition import Repetition
from auditor.runtime.atomic import replacing

MOST_PLACES = 50
"""Places of a group that departments' results tell: a text in more is a phrase of the whole province, told once in ``COPIES``.

A choice: told with each department, the phrases of everybody would grow with the square of the province.
"""

COPIES = "copies"
"""Name of the table of all groups, a row a place."""

_ROWS_AT_ONCE = 50_000
_BLOCK = 1 << 20
"""Bytes of lines that are read together; a longer line is read whole."""

_COLUMNS = ("cluster", "kind", "similarity", "common", "submission", "project", "indicator", "field", "item", "text")


class DuplicatesLines(NamedTuple):
    """``Duplicates`` as JSON: its two lists. No model is made of them where they are only written."""

    clusters: bytes = b"[]"
    project_pairs: bytes = b"[]"

    @property
    def whole(self) -> bytes:
        """As it stands in a result."""
        return b'{"clusters":%b,"project_pairs":%b}' % self


@dataclass(frozen=True)
class DepartmentDuplicates:
    """Which of a batch's repetition concerns which department; groups and pairs keep their ids and their order.

    ``clusters`` and ``pairs`` are the places of groups and pairs in ``whole`` by the key of the department.
    """

    whole: Repetition
    clusters: dict[str, list[int]] = field(default_factory=dict)
    pairs: dict[str, list[int]] = field(default_factory=dict)

    def of(self, department: str) -> DuplicatesLines:
        """What concerns a department, by its key."""
        clusters = [self.whole.copies[place].published(place + 1) for place in self.clusters.get(department, ())]
        return self.pairs_of(department)._replace(clusters=to_json(clusters))

    def pairs_of(self, department: str) -> DuplicatesLines:
        """Of what concerns a department the pairs of projects alone."""
        pairs = [self.whole.pairs[place].published() for place in self.pairs.get(department, ())]
        return DuplicatesLines(project_pairs=to_json(pairs))


def duplicates_by_department(whole: Repetition, departments: Sequence[str]) -> DepartmentDuplicates:
    """Ready to be asked for the share of a department.

    Args:
        whole: everything found.
        departments: the key of the department of each submission, by its number.
    """
    found = DepartmentDuplicates(whole)
    for place, copies in enumerate(whole.copies):
        if len(copies.members) <= MOST_PLACES:
            for key in {departments[member.origin.number] for member in copies.members}:
                found.clusters.setdefault(key, []).append(place)
    for place, pair in enumerate(whole.pairs):
        for key in {departments[pair.one.number], departments[pair.other.number]}:
            found.pairs.setdefault(key, []).append(place)
    return found


def write_copies(path: Path, whole: Repetition) -> Path:
    """All groups of a batch as a parquet file, a row a place, some at a time.

    Raises:
        OSError: where it cannot be written.
    """
    import pyarrow as pa
    from pyarrow.json import ParseOptions, ReadOptions, read_json
    from pyarrow.parquet import ParquetWriter

    types = {"similarity": pa.float64(), "common": pa.bool_()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in _COLUMNS])
    path.parent.mkdir(parents=True, exist_ok=True)
    left = _lines(copies.published(number) for number, copies in enumerate(whole.copies, 1))
    with replacing(path) as file, ParquetWriter(file, schema) as table:
        while lines := list(islice(left, _ROWS_AT_ONCE)):  # as JSON: for values of Python's pyarrow would load pandas
            blocks = ReadOptions(use_threads=False, block_size=max(_BLOCK, *map(len, lines)))
            table.write_table(read_json(BytesIO(b"".join(lines)), blocks, ParseOptions(explicit_schema=schema)))
    return path


def _lines(groups: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for group in groups:
        for place in group["members"]:
            told = {**group, **place, "cluster": group["id"]}
            yield to_json({name: told[name] for name in _COLUMNS}) + b"\n"
