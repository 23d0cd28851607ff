"""Damaged files, made by code from a good form in every format: what the campaign of hostile inputs feeds.

Every mutant is small and follows from its seed, but for the time of day that makers of packages note in them. What is damaged is the form's own bytes, or one part of its package.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from random import Random

from material.forms.one_form import EVERY, LINES

Mutator = Callable[[bytes, Random], bytes]


def text_forms() -> dict[str, Callable[[], bytes]]:
    """The form as text: with tabs, with commas, and in GB18030."""
    rows = tuple(LINES)
    return {
        "子.txt": lambda: "\n".join("\t".join(row) for row in rows).encode(),
        "丑.csv": lambda: "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(),
        "寅.txt": lambda: "\n".join("\t".join(row) for row in rows).encode("gb18030"),
    }


def cut(content: bytes, random: Random) -> bytes:
    """The beginning of the file."""
    return content[: random.randrange(len(content) + 1)]


def dropped(content: bytes, random: Random) -> bytes:
    """Without a stretch in the middle."""
    start = random.randrange(len(content) + 1)
    return content[:start] + content[start + random.randrange(1, 400) :]


def doubled(content: bytes, random: Random) -> bytes:
    """A stretch twice."""
    start = random.randrange(len(content) + 1)
    stretch = content[start : start + random.randrange(1, 400)]
    return content[:start] + stretch + content[start:]


def flipped(content: bytes, random: Random) -> bytes:
    """With a few bits the other way."""
    changed = bytearray(content)
    for _ in range(random.randrange(1, 12)):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def blanked(content: bytes, random: Random) -> bytes:
    """A stretch of zeros."""
    start, length = random.randrange(len(content) + 1), random.randrange(1, 200)
    return content[:start] + b"\0" * len(content[start : start + length]) + content[start + length :]


def swapped(content: bytes, random: Random) -> bytes:
    """Numbers written in it (sizes, spans, places) replaced by others."""
    odd = [b"0", b"-1", b"1048577", b"99999", b"2147483648", "\u3000".encode(), b"e5", b""]
    places = [number for number, byte in enumerate(content) if 0x30 <= byte <= 0x39]
    for place in sorted(random.sample(places, min(len(places), 3)), reverse=True):
        content = content[:place] + random.choice(odd) + content[place + 1 :]
    return content


MUTATORS: tuple[Mutator, ...] = (cut, dropped, doubled, flipped, blanked, swapped)


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged files with their names (the name says the mutator); the same damage for the same seed."""
    random = Random(seed)
    forms = {name: make() for name, make in {**EVERY, **text_forms()}.items()}
    for number in range(count):
        name = random.choice(sorted(forms))
        mutate = random.choice(MUTATORS)
        content = forms[name]
        if content.startswith(b"PK") and random.random() < 0.7:
            made = _with_part(content, mutate, random)
        else:
            made = mutate(content, random)
        yield f"{seed}-{number:04}-{mutate.__name__}-{name}", made


def _with_part(content: bytes, mutate: Mutator, random: Random) -> bytes:
    """A package of which one part is damaged and the rest is whole."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        names = before.namelist()
        chosen = random.choice(names)
        for name in names:
            part = before.read(name)
            after.writestr(name, mutate(part, random) if name == chosen else part)
    return target.getvalue()
