"""Judgements that serve the next run: of what was read, of the rules, and of what other submissions have to do with it.

A submission has one, with the share of the batch's repetition it was made under. Where the share alone is another, only the
rules that look at repetition are judged anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pydantic_core import to_json

from auditor.duplicates.repetition import NO_REPETITION, Copies, LikeProjects, LikeStatements
from auditor.duplicates.text_units import RowTexts, TextOrigin, TextUnit
from auditor.pipeline.engine import EngineCore
from auditor.pipeline.history import History
from auditor.pipeline.run import BatchAudit, judge_repetition
from auditor.pipeline.written import WrittenSubmission, judged_from, packed, unpacked, written_submission
from auditor.resources import data_path
from auditor.runtime.disk_cache import NO_CACHE, DiskCache, digest_of
from auditor.runtime.program import program_digest
from auditor.runtime.store import SubmissionStore


class KeptJudgements:
    """Judgements on disk of the submissions of a batch.

    Args:
        cache: where they lie.
        batch: what is judged; of one whose submissions do not lie in a file, nothing is kept.
    """

    def __init__(self, cache: DiskCache, batch: BatchAudit) -> None:
        self._batch = batch
        self._store = batch.submissions
        self._cache = cache if isinstance(batch.submissions, SubmissionStore) else NO_CACHE
        self._digests: dict[int, str] = {}
        self._names: dict[int, str] = {}

    @property
    def enabled(self) -> bool:
        """Whether anything is kept at all."""
        return self._cache.enabled

    def of(self, number: int) -> WrittenSubmission | None:
        """What was made of a submission when everything that matters for it was as it now is."""
        if not self.enabled:
            return None
        entry = self._cache.get(self._name(number))
        if entry is None:
            return None
        share, _, rest = entry.partition(b"\n")
        try:
            written = unpacked(rest)
            return written if share == self._share(number) else self._under_new_share(number, written)
        except (ValueError, KeyError, TypeError):
            return None

    def keep(self, number: int, written: WrittenSubmission) -> None:
        """Keep what was made of a submission in the place of what was made of it before, unless a rule could not run."""
        if self.enabled and not written.summary.failed:
            self._cache.put(self._name(number), self._share(number) + b"\n" + packed(written))

    def _under_new_share(self, number: int, before: WrittenSubmission) -> WrittenSubmission | None:
        batch = self._batch
        share = batch.duplicates.of(batch.sources[number])
        judged = judge_repetition(judged_from(before.lines), share, batch.engine, batch.history)
        if judged is None:
            return None
        written = written_submission(judged, batch.history)
        self.keep(number, written)
        return written

    def _name(self, number: int) -> str:
        if number not in self._names:
            self._names[number] = digest_of(("judgement", self._conditions, *self._matters(number)))
        return self._names[number]

    @cached_property
    def _conditions(self) -> str:
        return digest_of((*_of_engine(self._batch.engine), *_of_history(self._batch.history)))

    def _matters(self, number: int) -> Iterator[bytes | str]:
        """What a judgement rests on beside repetition: the submission itself, other forms of its projects, and earlier years."""
        assert isinstance(self._store, SubmissionStore)
        batch, content = self._batch, self._store.content
        yield content(number)
        same_as = batch.same_as.get(number)
        yield repr(same_as)
        for other in batch.chains.get(number, ()):
            yield content(other)
        yield "archive"
        if batch.history.archive is not None:
            yield to_json(batch.history.archive(self._store[number]).projects)

    def _share(self, number: int) -> bytes:
        """A digest of what of the batch's repetition is judged with a submission; that of the same material again is its own."""
        share, batch = NO_REPETITION, self._batch
        if number not in batch.same_as:
            share = batch.duplicates.of(batch.sources[number])
        digests = [self._once(copies) for copies in share.copies]
        digests += [self._once(pair) for pair in share.pairs if self._is_judged(pair)]
        return digest_of((*digests, *map(self._once, share.statements))).encode()

    def _is_judged(self, pair: LikeProjects) -> bool:
        """Whether rules see a pair at all: it may be one policy in two places, or its share reaches the least bound of all."""
        return pair.lawful is not None or pair.share >= min(self._bounds, default=0.0)

    def _once(self, one: Copies | LikeProjects | LikeStatements) -> str:
        """A digest of what many submissions share, made the first time only."""
        if id(one) not in self._digests:
            share = self._judged_share(one.share) if isinstance(one, LikeProjects) else None
            self._digests[id(one)] = digest_of((repr((_plain(one), share)),))
        return self._digests[id(one)]

    def _judged_share(self, share: float) -> tuple[object, ...]:
        """What rules see of a pair's share: which bounds it reaches, and whole per cents.

        The share itself changes a little with every text of the batch, for it weighs rows by how rare they are.
        """
        return f"{share:.0%}", [share >= bound for bound in self._bounds]

    @cached_property
    def _bounds(self) -> list[float]:
        settings = (item.rule.settings for item in self._batch.engine.pack.rules)
        return sorted({float(one[name]) for one in settings for name in ("min_share", "max_share") if name in one})


def _of_engine(engine: EngineCore) -> Iterator[bytes | str]:
    yield program_digest()
    yield engine.profile
    yield engine.pack.fingerprint
    for folder in (data_path("rules"), *engine.rule_folders):
        for path in sorted((*folder.rglob("*.yaml"), *folder.glob("models/**/*"))):
            if path.is_file():
                yield path.relative_to(folder).as_posix()
                yield path.read_bytes()


def _of_history(history: History) -> Iterator[bytes | str]:
    decided = history.suppressions
    yield to_json([sorted(decided.by_fingerprint.items()), decided.today if decided.by_fingerprint else None])
    yield to_json(None if history.baseline is None else sorted(history.baseline))


# --- repetition, told by names instead of places in the batch ----------------------------------------------------------


def _plain(one: Copies | LikeProjects | LikeStatements) -> tuple[object, ...]:
    match one:
        case Copies():
            members = [_unit(member) for member in one.members]
            return one.shown, members, one.similarity, one.kind, one.common
        case LikeProjects():
            rows = [
                (*_row(row.one), *_row(row.other), row.similarity, row.only_one, row.only_other) for row in one.rows
            ]
            return _origin(one.one), _origin(one.other), one.similarity, rows, one.lawful, one.policy
        case _:
            sides = _origin(one.one), _origin(one.other), _unit(one.told), _unit(one.copied)
            return (*sides, one.kind, one.policy)


def _row(row: RowTexts) -> tuple[str, str]:
    return row.indicator, row.said.digested


def _unit(unit: TextUnit) -> tuple[object, ...]:
    return _origin(unit.origin), unit.field, unit.text, unit.indicator, unit.item, unit.own


def _origin(origin: TextOrigin) -> tuple[object, ...]:
    return origin.source, origin.within, origin.department, origin.code, origin.name, origin.budget_wan
