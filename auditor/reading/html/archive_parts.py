"""The pages in a web archive: its parts that are pages by their kind or by their name, and those of archives inside of it."""

from __future__ import annotations

import base64
import binascii
import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_UNTOLD = frozenset({"application/octet-stream", "application/x-unknown", "unknown/unknown"})
"""Kinds that tell nothing, so that the name of the part counts."""
_PAGE_NAME = re.compile(r"\.x?html?\Z", re.I)
_ARCHIVE_NAME = re.compile(r"\.mht(?:ml)?\Z", re.I)
_MOST_LEVELS = 4
"""How deep archives inside of archives are read."""


def archive_parts(content: bytes, level: int = 0) -> Iterator[Message]:
    """The parts of an archive, of those inside of it too, itself first, in order."""
    for part in email.message_from_bytes(content, policy=email.policy.default).walk():
        yield part
        if level < _MOST_LEVELS and (message := _packed_message(part)):
            yield from archive_parts(message, level + 1)
        elif (
            level < _MOST_LEVELS and not part.is_multipart() and not is_page(part) and _ARCHIVE_NAME.search(_name(part))
        ):
            yield from archive_parts(content_of(part), level + 1)


def is_packed_message(part: Message) -> bool:
    """Whether a part is a message that is written in letters (base64), which no parser unpacks."""
    return part.get_content_type() == "message/rfc822" and part.is_multipart() and _is_in_letters(part)


def _packed_message(part: Message) -> bytes:
    """The message in a part that is a packed one, as far as it is whole; b"" for others."""
    if not is_packed_message(part):
        return b""
    letters = "".join(_letters_of(part).split())
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4])
    except (binascii.Error, ValueError):
        return b""


def is_page(part: Message) -> bool:
    """Whether a part is a page by its kind or, where that tells nothing, by its name."""
    kind = part.get_content_type()
    return kind in _PAGES or (kind in _UNTOLD and _PAGE_NAME.search(_name(part)) is not None)


def content_of(part: Message) -> bytes:
    """What a part holds, unpacked."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def has_uneven_lines(part: Message) -> bool:
    """Whether a line of a part written in letters (base64) but the last is longer or shorter than the others."""
    if not _is_in_letters(part):
        return False
    lengths = [len(line) for line in _letters_of(part).split()]
    return len({*lengths[:-1]}) > 1 or lengths[-1:] > lengths[:1]


def _letters_of(part: Message) -> str:
    """What a part has written in letters; of a packed message they are the text of the message in it."""
    return str(part.get_payload(0).get_payload() if is_packed_message(part) else part.get_payload())  # type: ignore[union-attr]


def _is_in_letters(part: Message) -> bool:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"


def _name(part: Message) -> str:
    """What a part's file is called, or else where it was."""
    return str(part.get_filename() or part.get("Content-Location", "")).strip()
