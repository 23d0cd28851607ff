"""A page's source with the marks of what it shows alone: nothing in it looks like a mark and is none.

The parser of the lowest version allowed tells comments, fields and scripts from marks otherwise than browsers do, and none
leaves out what browsers pass over. Both reading and looking for damage therefore begin here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u2060\ufeff\u00ad]"
    r"|&(?:shy|zwnj|zwj|lrm|rlm|ZeroWidthSpace|NoBreak|#0*(?:820[3-7]|8288|65279|173)|#[xX]0*(?:200[b-fB-F]|2060|[fF][eE][fF]{2}|[aA][dD]));"
)
"""Marks that are not seen: where a word may be parted, and in which direction text runs."""
_STYLE = re.compile(r"<style[\s>]", re.I)
_OTHER_MEDIA = re.compile(r"\smedia\s*=\s*[\"']?\s*(?!all\b|screen\b)\w", re.I)
_COMMENT_MARK = re.compile(r"<!--|-->")
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
    source = _INVISIBLE.sub("", source)
    without = _FOR_NO_SCRIPTS.sub("", source)
    return without if _TABLE.search(without) else source


def sheet_texts(text: str) -> Iterator[str]:
    """The style sheets of a page that are for screens, in order."""
    for piece in _PIECE.finditer(text) if _STYLE.search(text) else ():
        if (piece["name"] or "").lower() == "style" and not _OTHER_MEDIA.search(piece["begin"]):
            yield _COMMENT_MARK.sub("", piece["text"])


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
