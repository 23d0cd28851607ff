"""Whether an .rtf is whole: its groups, in braces one inside of another, end where the file does."""

from __future__ import annotations

import re

_MARK = re.compile(rb"\\bin(?P<length>\d{1,9}) ?|\\[\\{}]|(?P<open>\{)|(?P<close>\})")


def is_whole(content: bytes) -> bool:
    """Whether the outermost group ends, and nothing but blanks comes after it; programs read the rest in silence.

    Bytes that stand as they are (``\\bin`` with their number) and escaped braces are no groups.
    """
    depth = place = 0
    while mark := _MARK.search(content, place):
        place = mark.end() + int(mark["length"] or 0)
        depth += (mark["open"] is not None) - (mark["close"] is not None)
        if depth <= 0 and mark["close"] is not None:
            return depth == 0 and not content[place:].strip(b"\0 \t\r\n\x1a")
    return False
