"""A page's source with the marks of what it shows alone: nothing in it looks like a mark and is none.

The parser of the lowest version allowed tells comments, fields and scripts from marks otherwise than browsers do, and none
leaves out what browsers pass over. Both reading and looking for damage therefore begin here.
"""

from __future__ import annotations

import re

_TEXTS = ("script", "style", "title", "iframe", "noembed", "noframes", "textarea")
"""Elements in which marks are text; only the last one is shown."""
_PIECE = re.compile(
    r"<!--(?:-?>|.*?(?P<comment_end>--!?>|\Z))"
    r"|<!\[CDATA\[(?:(?!<!\[CDATA\[).)*?\]\]>"
    r"|<[!?][^<>]*>"
    r"|(?P<begin><(?P<name>" + "|".join(_TEXTS) + r")(?=[\s/>])(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')|[^<>])*+(?<!/)>)"
    r"(?P<text>.*?)(?P<end></(?P=name)(?=[\s/>])[^<>]*>|\Z)"
    r"|<[a-z](?:=\s*+(?:\"[^\"]*+\"(?=[\s/>])|'[^']*+'(?=[\s/>]))|<(?![a-z/!?])|[^<>])*+>",
    re.I | re.DOTALL,
)
"""A comment, marked data, another declaration, an element whose marks are text, or the mark that begins another.

A quotation mark that is lost lets the value end behind the next one; what follows there tells it from one that holds marks.
"""
_UNSEEN = ("canvas", "audio", "video", "template")
_NOT_SHOWN = re.compile(
    r"<(canvas|audio|video|template(?![^<>]*\sshadowroot))(?=[\s/>])[^<>]*(?<!/)>(?:(?!<\1[\s/>]).)*?</\1\s*>",
    re.I | re.DOTALL,
)
_FOR_NO_SCRIPTS = re.compile(r"<noscript(?=[\s/>])[^<>]*>(?:(?!<noscript[\s/>]).)*?</noscript\s*>", re.I | re.DOTALL)
_DRAWING = re.compile(r"<svg(?=[\s/>])[^<>]*(?<!/)>(?:(?!<svg[\s/>]).)*?</svg\s*>", re.I | re.DOTALL)
_HOLDS_PAGE = re.compile(r"<foreignObject[\s/>]", re.I)
_TABLE = re.compile(r"<(?:table|tr|td|th)[\s/>]", re.I)
_DEEPEST = 8
_HIDING_MARK = re.compile(r"<(/?)(?:" + "|".join((*_UNSEEN, *_TEXTS)) + r")(?=[\s/>])[^<>]*(?<!/)>", re.I)


def seen_source(text: str) -> str:
    """The source without comments, scripts and what else is not shown; a comment that never ends keeps its first mark.

    What stands for browsers without scripts stays where no other table does. A drawing stays that holds no table, or a page.
    """
    source = _PIECE.sub(_as_seen, text)
    for _ in range(_DEEPEST):
        source, times = _NOT_SHOWN.subn("", source)
        if not times:
            break
    source = _DRAWING.sub(_without_tables, source)
    without = _FOR_NO_SCRIPTS.sub("", source)
    return without if _TABLE.search(without) else source


def hides_its_rest(source: str) -> bool:
    """Whether what is not shown, or only as text, begins and never ends, so that what follows is taken for a part of it."""
    return sum(-1 if mark[1] else 1 for mark in _HIDING_MARK.finditer(source)) > 0


def _as_seen(piece: re.Match[str]) -> str:
    if piece["begin"] is not None:
        kept = _escaped(piece["text"]) if piece["name"].lower() == "textarea" else ""
        return _written_out(piece["begin"]) + kept + piece["end"]
    mark = piece[0]
    if mark.startswith("<!--"):
        return "<!--" if piece["comment_end"] == "" else ""
    return "" if mark[1] in "!?" else _written_out(mark)


def _written_out(mark: str) -> str:
    """A mark whose values hold no signs of marks."""
    return f"<{_escaped(mark[1:-1])}>"


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _without_tables(drawing: re.Match[str]) -> str:
    return "" if _TABLE.search(drawing[0]) and not _HOLDS_PAGE.search(drawing[0]) else drawing[0]
