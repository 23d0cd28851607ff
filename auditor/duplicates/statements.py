"""Goals, purposes and items of narratives as they are compared: without what everybody writes, and told apart when short.

A clause says nothing of its project where it is a listed phrase, where it stands all over the batch, or where nothing is
left of it without the words of ``corpora/templates/goal_words.tsv``. What is left is the text's own.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from auditor.duplicates.groups import NEAR, Copy, CopyGroup, CopyKind, NearTexts, find_groups, near_here
from auditor.duplicates.keys import CLAUSE_MARK, keys_of, masked_text, split_clauses, without_masks
from auditor.duplicates.phrases import Spread, is_widespread, set_phrases
from auditor.language.normalise import REMEMBERED
from auditor.resources import data_path

LEAST_SUBSTANCE = 5
"""Characters, without numbers, names and everybody's words, that two statements must have in common to be copies."""

SUBSTANCE_ALIKE = 0.8
"""Least edit similarity of what both say without everybody's words."""

SHORT = 20
"""Statements of at most so many characters are other statements where one word stands for another: 路灯 for 护栏."""

ROUNDS = 3
"""How often statements that prove to be no copies of their centre are compared with each other."""

SAME_SUBSTANCE = 8
"""Characters that two statements say of their own, the same and nothing else: then everybody's words may differ more."""

REWORDED = 0.6
"""Least edit similarity of two such statements, numbers and names masked."""

PADDED = 0.7
"""Least edit similarity of two statements of which one is the other with words put in, none exchanged."""

KEPT = 0.9
"""Part of what the shorter of them says that the longer one must say too."""

Holder = tuple[int, int | str]
Clauses = frozenset[str]


@cache
def goal_words() -> frozenset[str]:
    """Words of which goals everywhere are made.

    Raises:
        ConfigurationError: C003 where the list is missing.
    """
    with data_path("corpora", "templates", "goal_words.tsv").open(encoding="utf-8", newline="") as file:
        return frozenset(line["word"] for line in csv.DictReader(file, delimiter="\t"))


def worn_clauses(texts: Iterable[tuple[Holder, str, str]], batch: Spread) -> Clauses:
    """The masked clauses that stand in so many projects or departments that nobody copied them from anybody.

    What they say without everybody's words is among them too: whoever adds such a word writes nothing of his own.

    Args:
        texts: of every statement its project, its department and what it says.
        batch: how many projects and departments there are.
    """
    holders: defaultdict[str, set[Holder]] = defaultdict(set)
    departments: defaultdict[str, set[str]] = defaultdict(set)
    for holder, department, text in texts:
        for clause in map(masked_text, split_clauses(text)):
            holders[clause].add(holder)
            departments[clause].add(department)
    worn = [one for one in holders if is_widespread(Spread(len(holders[one]), len(departments[one])), batch)]
    return frozenset((*worn, *map(substance, worn)))


@lru_cache(maxsize=REMEMBERED)
def own_part(text: str, worn: Clauses) -> str:
    """The clauses that are the text's own, as written; empty where they say too little to have been copied."""
    clauses = [clause for clause in split_clauses(text) if _is_own(masked_text(clause), worn)]
    return "，".join(clauses) if len(substance("".join(map(masked_text, clauses)))) >= LEAST_SUBSTANCE else ""


def _is_own(masked: str, worn: Clauses) -> bool:
    if masked in worn or masked in set_phrases():
        return False
    said = substance(masked)
    return bool(said) and said not in worn


@lru_cache(maxsize=REMEMBERED)
def substance(masked: str) -> str:
    """What is left of a masked text without the masks and everybody's words."""
    return _everybodys().sub("", without_masks(masked))


@cache
def _everybodys() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(goal_words(), key=lambda word: (-len(word), word)))))


# --- copies verified --------------------------------------------------------------------------------------------------


def statement_groups(texts: Sequence[str], near_texts: NearTexts = near_here) -> list[CopyGroup]:
    """Groups of statements, every copy held against the centre of its group: same words, or the same thing said."""
    numbers, found = list(range(len(texts))), []
    for _ in range(ROUNDS):
        others: list[int] = []
        for group in find_groups([texts[number] for number in numbers], PADDED, near_texts):
            centre, copies = (
                numbers[group.centre],
                [copy._replace(number=numbers[copy.number]) for copy in group.copies],
            )
            kept = tuple(copy for copy in copies if _is_copy(texts[centre], texts[copy.number], copy))
            others += {copy.number for copy in copies} - {copy.number for copy in kept}
            found += [CopyGroup(centre, kept)] if kept else []
        if len(others) < 2:
            break
        numbers = sorted(others)
    return sorted(_with_reworded(found, texts), key=lambda group: keys_of(texts[group.centre]).masked)


def _with_reworded(groups: Sequence[CopyGroup], texts: Sequence[str]) -> list[CopyGroup]:
    """The groups with the statements that say the same as a centre, or as each other, in more of everybody's words."""
    copies = {group.centre: list(group.copies) for group in groups}
    taken = {number for group in groups for number in group.numbers}
    left = (number for number in range(len(texts)) if number not in taken)
    alone = sorted(left, key=lambda number: (keys_of(texts[number]).masked, texts[number]))
    centre_of: dict[str, int] = {}
    for number in (*copies, *alone):
        said = own_substance(texts[number])
        if len(said) < SAME_SUBSTANCE:
            continue
        centre = centre_of.setdefault(said, number)
        likeness = 0.0 if number in taken else _likeness(texts[centre], texts[number])
        if centre != number and likeness >= REWORDED:
            copies.setdefault(centre, []).append(Copy(number, "edited", likeness))
    return [CopyGroup(centre, tuple(sorted(some))) for centre, some in copies.items()]


def own_substance(text: str) -> str:
    """What a statement says without numbers, names and everybody's words, its clauses in sorted order."""
    return "，".join(sorted(filter(None, map(substance, keys_of(text).clauses.split(CLAUSE_MARK)))))


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(keys_of(one).masked, keys_of(other).masked) / 100


def _is_copy(centre: str, text: str, copy: Copy) -> bool:
    return copy.kind != "edited" or says_the_same(masked_text(centre), masked_text(text))


def says_the_same(one: str, other: str) -> bool:
    """Whether of two masked statements one is the other edited, and not the same sentence said of another thing."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import ratio

    edits = Levenshtein.opcodes(one, other)
    shared = sum(len(substance(one[edit.src_start : edit.src_end])) for edit in edits if edit.tag == "equal")
    replaced = any(
        substance(one[edit.src_start : edit.src_end]) and substance(other[edit.dest_start : edit.dest_end])
        for edit in edits
        if edit.tag == "replace"
    )
    own = [substance(one), substance(other)]
    if ratio(one, other) < NEAR * 100:
        return not replaced and shared >= max(SAME_SUBSTANCE, KEPT * min(map(len, own)))
    other_thing = replaced and min(len(one), len(other)) <= SHORT
    return not other_thing and shared >= LEAST_SUBSTANCE and ratio(*own) >= SUBSTANCE_ALIKE * 100


def kind_of(one: str, other: str) -> CopyKind:
    """How two statements of a group differ."""
    a, b = keys_of(one), keys_of(other)
    if a.plain == b.plain:
        return "identical"
    if a.masked == b.masked:
        return "masked"
    return "reordered" if a.clauses == b.clauses else "edited"
