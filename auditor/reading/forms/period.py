"""When a project starts and ends, as a form or a text writes it in one."""

from __future__ import annotations

import re

_TO = re.compile(r"\s*(?:至|到|--?|—+|–|~|～)\s*(?=\d{4}|[一二]?[〇零]|\d{1,2}\s*月)")


def start_and_end(text: str) -> tuple[str, str]:
    """The two ends of a period as written (2026年1月1日-2026年12月31日), two empty texts where it does not name both."""
    whole = _TO.split(text)
    return (whole[0], whole[1]) if len(whole) == 2 else ("", "")
