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
from itertools import compress

from auditor.duplicates.groups import (
    NEAR,
    CopyGroup,
    CopyKind,
    NearTexts,
    Places,
    Variant,
    groups_among,
    near_here,
    places_of,
)
from auditor.duplicates.keys import CLAUSE_MARK, clauses_of, keys_of, masked_text, without_masks
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
        for _, clause in clauses_of(text):
            holders[clause].add(holder)
            departments[clause].add(department)
    worn = [one for one in holders if is_widespread(Spread(len(holders[one]), len(departments[one])), batch)]
    return frozenset((*worn, *map(substance, worn)))


@lru_cache(maxsize=REMEMBERED)
def own_part(text: str, worn: Clauses) -> str:
    """The clauses that are the text's own, as written; empty where they say too little to have been copied."""
    own = [(clause, masked) for clause, masked in clauses_of(text) if _is_own(masked, worn)]
    said = substance("".join([masked for _, masked in own]))
    return "，".join([clause for clause, _ in own]) if len(said) >= LEAST_SUBSTANCE else ""


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
    places = places_of(texts)
    left, found = places, list[CopyGroup]()
    for _ in range(ROUNDS):
        others: list[str] = []
        for group in groups_among(left, PADDED, near_texts):
            said, centre = [texts[one.numbers[0]] for one in group.variants], masked_text(texts[group.centre])
            copied = [_is_copy(centre, text, one.kind) for one, text in zip(group.variants, said, strict=True)]
            kept = CopyGroup(tuple(compress(group.variants, copied)))
            others += (text for text, is_copy in zip(said, copied, strict=True) if not is_copy)
            found += [kept] if len(kept.numbers) > 1 else []
        if not others:
            break
        left = {text: places[text] for text in others}
    return sorted(_with_reworded(found, places, texts), key=lambda group: keys_of(texts[group.centre]).masked)


def _with_reworded(groups: Sequence[CopyGroup], places: Places, texts: Sequence[str]) -> list[CopyGroup]:
    """The groups with the statements that say the same as a centre, or as each other, in more of everybody's words."""
    variants = {texts[group.centre]: list(group.variants) for group in groups}
    taken = {texts[one.numbers[0]] for some in variants.values() for one in some}
    alone = sorted(places.keys() - taken, key=lambda text: (keys_of(text).masked, text))
    centre_of: dict[str, str] = {}
    for text in (*variants, *alone):
        said = own_substance(text)
        if len(said) < SAME_SUBSTANCE:
            continue
        centre = centre_of.setdefault(said, text)
        likeness = 0.0 if text in taken else _likeness(centre, text)
        copies = places[text][centre == text :]
        if copies and likeness >= REWORDED:
            group = variants.setdefault(centre, [Variant(places[centre][:1], "identical", 1.0)])
            group.append(Variant(copies, "edited", likeness))
    return [CopyGroup(tuple(some)) for some in variants.values()]


def own_substance(text: str) -> str:
    """What a statement says without numbers, names and everybody's words, its clauses in sorted order."""
    return "，".join(sorted(filter(None, map(substance, keys_of(text).clauses.split(CLAUSE_MARK)))))


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(keys_of(one).masked, keys_of(other).masked) / 100


def _is_copy(centre: str, text: str, kind: CopyKind) -> bool:
    return kind != "edited" or says_the_same(centre, masked_text(text))


def says_the_same(one: str, other: str) -> bool:
    """Whether of two masked statements one is the other edited, and not the same sentence said of another thing."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import ratio

    own = [substance(one), substance(other)]
    near = ratio(one, other) >= NEAR * 100
    if near and ratio(*own) < SUBSTANCE_ALIKE * 100:
        return False
    edits = Levenshtein.opcodes(one, other)
    exchanged = (
        substance(one[edit.src_start : edit.src_end]) and substance(other[edit.dest_start : edit.dest_end])
        for edit in edits
        if edit.tag == "replace"
    )
    if (not near or min(len(one), len(other)) <= SHORT) and any(exchanged):
        return False
    shared = sum(len(substance(one[edit.src_start : edit.src_end])) for edit in edits if edit.tag == "equal")
    return shared >= (LEAST_SUBSTANCE if near else max(SAME_SUBSTANCE, KEPT * min(map(len, own))))


def kind_of(one: str, other: str) -> CopyKind:
    """How two statements of a group differ."""
    a, b = keys_of(one), keys_of(other)
    if a.plain == b.plain:
        return "identical"
    if a.masked == b.masked:
        return "masked"
    return "reordered" if a.clauses == b.clauses else "edited"
