"""Damaged files, made by code from a good form in every format: what the campaign of hostile inputs feeds.

Every mutant is small and follows from its seed, but for the time of day that makers of packages note in them. What is damaged is the form's own bytes, or one part of its package.
"""

from __future__ import annotations

import base64
import functools
import io
import re
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from material.forms.binary_workbook import binary_workbook
from material.forms.layouts import Cell, Form
from material.forms.one_form import EVERY, FORM, LINES, html, packed, packed_in_order, xlsx
from material.forms.renderers import converted, ruled_pdf, word

Mutator = Callable[[bytes, Random], bytes]


def printed() -> Form:
    """The form with its merged cells, as the renderers of printed forms take it."""
    rows = []
    for row, line in enumerate(FORM.lines):
        spans = ((text, *FORM.span_at(row, column)) for column, text in enumerate(line))
        rows.append(tuple(Cell(text, columns=width, rows=height) for text, height, width in spans if height))
    return Form((), tuple(rows))


def text_forms() -> dict[str, Callable[[], bytes]]:
    """The form as text: with tabs, with commas, and in GB18030."""
    rows = tuple(LINES)
    return {
        "子.txt": lambda: "\n".join("\t".join(row) for row in rows).encode(),
        "丑.csv": lambda: "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(),
        "寅.txt": lambda: "\n".join("\t".join(row) for row in rows).encode("gb18030"),
    }


def _web_archive() -> bytes:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
    return head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(html()) + b"\n--b--\n"


def further_forms() -> dict[str, Callable[[], bytes]]:
    """The form in PDF, as a web archive, a binary workbook, in Word as its library writes it, and in an archive."""
    return {
        "卯.pdf": lambda: ruled_pdf([printed()]),
        "辰.mht": _web_archive,
        "巳.xlsb": lambda: binary_workbook(LINES),
        "午.docx": lambda: word([printed()]),
        "未.zip": lambda: packed({"里面.xlsx": xlsx(), "里面.html": html()}),
    }


@functools.cache
def office_forms() -> tuple[tuple[str, bytes], ...]:
    """What LibreOffice writes and has to convert again to be read, name and bytes; none where it is not installed."""
    if shutil.which("soffice") is None:
        return ()
    content = word([printed()])
    return tuple((f"申.{to}", converted(content, "docx", to)) for to in ("doc", "rtf", "odt"))


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


def stretched(content: bytes, random: Random) -> bytes:
    """With a stretch many times: long cells, many rows, deep nesting."""
    start = random.randrange(len(content) + 1)
    end = start + random.randrange(1, 300)
    return content[:start] + content[start:end] * random.randrange(20, 2000) + content[end:]


def twice(content: bytes, random: Random) -> bytes:
    """Damaged in two ways."""
    ways = (cut, dropped, doubled, flipped, blanked, swapped)
    return random.choice(ways)(random.choice(ways)(content, random), random)


def restructured(content: bytes, random: Random) -> bytes:
    """With a whole element of its markup left out, doubled, emptied or put inside itself; the rest of a text is whole."""
    starts = list(re.finditer(rb"<([A-Za-z][\w:]*)\b[^<>]*(?<!/)>", content))
    if not starts:
        return flipped(content, random)
    start = random.choice(starts)
    end = _end_of(content, start)
    element, inside = content[start.start() : end], content[start.end() : end - len(start[1]) - 3]
    made = random.choice((b"", element * 2, start[0] + b"</" + start[1] + b">", element.replace(inside, element, 1)))
    return content[: start.start()] + made + content[end:]


def _end_of(content: bytes, start: re.Match[bytes]) -> int:
    """Where the element ends that begins there; the end of the content where it does not."""
    depth = 0
    name = re.escape(start[1])
    for tag in re.finditer(rb"<(/?)" + name + rb"\b[^<>]*?(/?)>", content[start.start() :]):
        depth += -1 if tag[1] else not tag[2]
        if depth == 0:
            return start.start() + tag.end()
    return len(content)


def recoded(content: bytes, random: Random) -> bytes:
    """A text in another encoding than it says, with or without a mark of it; anything else with bits the other way."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return flipped(content, random)
    made = text.encode(random.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "gb18030", "big5")), "replace")
    return random.choice((b"", b"", b"\xef\xbb\xbf", b"\xff\xfe")) + made


def mispacked(content: bytes, random: Random) -> bytes:
    """A package whose directory says something else of a part: encrypted, packed otherwise, of another size or sum."""
    entries = [found.start() for found in re.finditer(b"PK\x01\x02|PK\x03\x04", content)]
    if not entries:
        return flipped(content, random)
    place = random.choice(entries)
    first = place + (8 if content[place + 2] == 1 else 6)  # flags, method, time and date, sum, sizes
    offset, value = random.choice(
        ((0, b"\x01"), (0, b"\x09"), (2, b"\x63"), (2, b"\x00"), (8, b"\xff"), (12, b"\xff"), (19, b"\x7f"))
    )
    return content[: first + offset] + value + content[first + offset + 1 :]


def overwritten(content: bytes, random: Random) -> bytes:
    """A stretch of ones, or zeros put between its bytes."""
    start, length = random.randrange(len(content) + 1), random.randrange(1, 200)
    stretch = content[start : start + length]
    made = random.choice((b"\xff" * len(stretch), stretch.replace(b"", b"\0"), stretch[::-1]))
    return content[:start] + made + content[start + length :]


def untagged(content: bytes, random: Random) -> bytes:
    """Without one of its tags, or with a letter of its name another one."""
    tags = list(re.finditer(rb"</?[A-Za-z][^<>]*>", content))
    if not tags:
        return dropped(content, random)
    tag = random.choice(tags)
    place = random.randrange(1, len(tag[0]))
    other = tag[0][:place] + bytes((tag[0][place] ^ 1,)) + tag[0][place + 1 :]
    return content[: tag.start()] + random.choice((b"", other)) + content[tag.end() :]


def respanned(content: bytes, random: Random) -> bytes:
    """With other numbers in what says how far a cell goes, where it stands or how often it is repeated."""
    spans = list(re.finditer(rb"(?i)(?:span\w*|repeated|index|merge\w*|ref|\br|val)=[\"']?[A-Z]*(\d+)", content))
    if not spans:
        return swapped(content, random)
    span = random.choice(spans)
    other = random.choice((b"0", b"-1", b"2", b"3", b"7", b"16385", b"1048576", b"99999999999999999999"))
    return content[: span.start(1)] + other + content[span.end(1) :]


def sectored(content: bytes, random: Random) -> bytes:
    """With a block of 512 bytes gone, twice, or in the place of another; or ended behind one."""
    blocks = [content[place : place + 512] for place in range(0, len(content), 512)] or [b""]
    one, other = random.randrange(len(blocks)), random.randrange(len(blocks))
    exchanged_ = {one: blocks[other], other: blocks[one]}
    return b"".join(
        random.choice(
            (
                blocks[:one] + blocks[one + 1 :],
                blocks[:one] + blocks[one : one + 1] + blocks[one:],
                [exchanged_.get(place, block) for place, block in enumerate(blocks)],
                blocks[:one],
            )
        )
    )


def disobjected(content: bytes, random: Random) -> bytes:
    """A PDF without an object, with a number of one replaced, or with what is said of a stream's length or place wrong."""
    objects = list(re.finditer(rb"\d+ 0 obj.*?endobj\s*", content, re.S))
    if not objects:
        return dropped(content, random)
    one = random.choice(objects)
    numbers = list(re.finditer(rb"(?<=/Length )\d+|\d+(?= 0 R)|(?<=startxref\n)\d+|\d{10}(?= 0)", content))
    if numbers and random.random() < 0.6:
        number = random.choice(numbers)
        return content[: number.start()] + str(random.randrange(40)).encode() + content[number.end() :]
    return content[: one.start()] + random.choice((b"", one[0] * 2)) + content[one.end() :]


def redeclared(content: bytes, random: Random) -> bytes:
    """A text that says another encoding than it has."""
    other = random.choice((b"utf-16", b"gb2312", b"big5", b"latin-1", b"utf-7", b"none", b"hz", b"idna", b""))
    said = re.compile(rb"((?:encoding|charset)=[\"']?)[\w-]+")
    return said.sub(rb"\g<1>" + other, content, count=1) if said.search(content) else flipped(content, random)


MUTATORS: tuple[Mutator, ...] = (
    cut, dropped, doubled, flipped, blanked, swapped, stretched, twice, restructured, recoded, mispacked, overwritten,
    untagged, respanned, sectored, disobjected, redeclared,
)  # fmt: skip
"""What damages a file, or a part of a package."""

WELL_FORMED = ("restructured", "renamed", "rearranged")
"""Names of damage after which a file may be whole in itself: nothing in it tells that it had more rows."""
OFFICE_SHARE = 0.01
"""Share of the old formats where they are wanted: each file of them is converted, which takes seconds."""


def mutants(seed: int, count: int, office: bool = False) -> Iterator[tuple[str, bytes]]:
    """So many damaged files with their names (the name says the mutator); the same damage for the same seed.

    ``office``: a few are old formats, where LibreOffice is installed.
    """
    forms = {name: make() for name, make in {**EVERY, **text_forms(), **further_forms()}.items()}
    old = dict(office_forms()) if office else {}
    packages = [content for _, content in sorted(forms.items()) if content.startswith(b"PK")]
    for number in range(count):
        random = Random(f"{seed}-{number}")
        chosen = old if old and random.random() < OFFICE_SHARE else forms
        name = random.choice(sorted(chosen))
        mutate, content = random.choice(MUTATORS), chosen[name]
        if random.random() < 0.03:
            yield f"{seed}-{number:04}-renamed-{name}{Path(random.choice(sorted(forms))).suffix}", content
            continue
        if content.startswith(b"PK") and random.random() < 0.1:
            yield f"{seed}-{number:04}-exchanged-{name}", _with_part_of(content, random.choice(packages), random)
            continue
        if content.startswith(b"PK") and random.random() < 0.08:
            yield f"{seed}-{number:04}-rearranged-{name}", _rearranged(content, random)
            continue
        if random.random() < 0.02:
            yield (
                f"{seed}-{number:04}-interleaved-{name}",
                _interleaved(content, forms[random.choice(sorted(forms))], random),
            )
            continue
        if content.startswith(b"PK") and random.random() < 0.7:
            made = _with_part(content, mutate, random)
        else:
            made = mutate(content, random)
        yield f"{seed}-{number:04}-{mutate.__name__}-{name}", made


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _with_part(content: bytes, mutate: Mutator, random: Random) -> bytes:
    """A package of which one part is damaged and the rest is whole."""
    parts = _parts(content)
    name = random.choice(list(parts))
    return packed({**parts, name: mutate(parts[name], random)})


def _with_part_of(content: bytes, other: bytes, random: Random) -> bytes:
    """A package of which one part is what stands in a part of another, or of its own."""
    parts = _parts(content)
    return packed({**parts, random.choice(list(parts)): random.choice(list(_parts(other).values()))})


def _rearranged(content: bytes, random: Random) -> bytes:
    """A package without one of its parts, with one twice, under another name or none, or with two exchanged."""
    parts = list(_parts(content).items())
    one, other = random.randrange(len(parts)), random.randrange(len(parts))
    (name, part), (_, another) = parts[one], parts[other]
    changes: tuple[list[tuple[str, bytes]], ...] = (
        [],
        [(name, part), (name, part)],
        [(name, part), (name, another)],
        [(name[::-1], part)],
        [(name, part), ("空", b"")],
        [(f"../{name}", part)],
    )
    made = parts[:one] + random.choice(changes) + parts[one + 1 :]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that stands there twice
        packed_ = packed_in_order(made)
    return packed_.replace(name.encode(), b"\0" * len(name.encode())) if random.random() < 0.2 else packed_


def _interleaved(content: bytes, other: bytes, random: Random) -> bytes:
    """A piece of one file, a piece of another, and so on."""
    size = random.randrange(16, 2000)
    pieces = (
        one[place : place + size] for place in range(0, max(len(content), len(other)), size) for one in (content, other)
    )
    return b"".join(pieces)
