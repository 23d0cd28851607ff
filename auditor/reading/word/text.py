"""The text of a Word paragraph as it reads once all tracked changes are accepted; hidden and struck-out text is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from auditor.reading.run_looks import Raised, joined
from auditor.reading.symbols import CHECKED, UNCHECKED, symbol

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SYMBOL_OF_WORD_2016 = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

BOX = f"{W}txbxContent"
_OFF = ("0", "false", "off")
_LEFT_OUT = frozenset(
    W + name
    for name in (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "tcPr",
        "trPr",
        "tblPr",
        "tblGrid",
        "rt",
        "instrText",
    )
)
_FIXED = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TEXTS = (f"{W}t", f"{M}t")
STRIKES = (f"{W}strike", f"{W}dstrike")


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph without the text boxes anchored in it; line breaks as ``\\n``."""
    return joined(_pieces(paragraph))


def struck_text(element: Element) -> str:
    """The text inside an element that is struck out, "" where none is."""
    runs = (strike.getparent().getparent() for strike in element.iter(*STRIKES))
    return "".join(joined(_pieces(run)) for run in runs if run is not None and run.tag == f"{W}r" and _is_struck(run))


def text_boxes(paragraph: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph, each once though it is stored for old and new programs."""
    if next(paragraph.iter(BOX), None) is not None:
        yield from _boxes(paragraph)


def kept_children(element: Element) -> Iterator[Element]:
    """The children that count: nothing deleted, one of two alternatives, no prompts of unfilled content controls."""
    if element.tag == f"{_MC}AlternateContent":
        choice = element.find(f"{_MC}Choice")
        yield choice if choice is not None else element.find(f"{_MC}Fallback")
        return
    if element.tag == f"{W}sdt" and is_on(element.find(f"{W}sdtPr/{W}showingPlcHdr")):
        return
    yield from filter(counts, element)


def counts(element: Element) -> bool:
    """Whether an element holds what is read: it is not deleted, and no setting of its parent."""
    return element.tag not in _LEFT_OUT and isinstance(element.tag, str)


def mark_is_deleted(paragraph: Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one goes on in it."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def is_on(switch: Element | None) -> bool:
    """Whether a switch stands and is not set to off."""
    return switch is not None and switch.get(f"{W}val", "1") not in _OFF


def whole_number(text: str, default: int, *, base: int = 10) -> int:
    """The number an attribute states; ``default`` where it states none, as damaged files do."""
    try:
        return int(text, base)
    except ValueError:
        return default


def _boxes(element: Element) -> Iterator[Element]:
    for child in kept_children(element):
        if child.tag == BOX:
            yield child
        else:
            yield from _boxes(child)


def _pieces(element: Element) -> Iterator[str]:
    for child in kept_children(element):
        if child.tag in _TEXTS:
            yield _typed(child)
        elif child.tag in _FIXED:
            yield _FIXED[child.tag]
        elif child.tag == f"{W}sym":
            yield symbol(child.get(f"{W}font", ""), whole_number(child.get(f"{W}char", ""), 0, base=16))
        elif child.tag == _SYMBOL_OF_WORD_2016:
            yield _character(child)
        elif child.tag == f"{W}fldChar":
            yield _form_field(child)
        elif child.tag == f"{W}r":
            yield from _run(child)
        elif child.tag == f"{M}sup":
            yield Raised(joined(_pieces(child)))
        elif child.tag == f"{M}f":
            yield _fraction(child)
        elif child.tag == f"{M}d":
            yield _bracketed(child)
        elif child.tag != BOX:
            yield from _pieces(child)


def _run(run: Element) -> Iterator[str]:
    """What is seen of a run: nothing of one that is hidden or struck out."""
    looks = run.find(f"{W}rPr")
    if looks is None:
        yield from _pieces(run)
    elif not is_on(looks.find(f"{W}vanish")) and not _is_struck(run):
        place = looks.find(f"{W}vertAlign")
        is_raised = place is not None and place.get(f"{W}val") == "superscript"
        yield from (Raised(joined(_pieces(run))),) if is_raised else _pieces(run)


def _is_struck(run: Element) -> bool:
    return any(is_on(run.find(f"{W}rPr/{strike}")) for strike in STRIKES)


def _fraction(element: Element) -> str:
    """A fraction of an equation, apart from a whole number before it."""
    parts = (element.find(f"{M}num"), element.find(f"{M}den"))
    return " " + "/".join(joined(_pieces(part)).strip() for part in parts if part is not None)


def _bracketed(element: Element) -> str:
    """What stands in the brackets of an equation, with them."""
    opens, between, closes = (
        mark.get(f"{M}val", "") if (mark := element.find(f"{M}dPr/{M}{name}")) is not None else usual
        for name, usual in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    )
    return opens + between.join(joined(_pieces(part)) for part in element.iterfind(f"{M}e")) + closes


def _character(element: Element) -> str:
    """A symbol that is told by the number of its character."""
    name = _SYMBOL_OF_WORD_2016.replace("symEx", "char")
    number = whole_number(element.get(name, ""), 0, base=16)
    return chr(number) if 0x20 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else ""


def _typed(element: Element) -> str:
    """Text of a run; characters of the private area are symbols of the run's font."""
    text = element.text or ""
    if not any("\uf000" <= char <= "\uf0ff" for char in text):
        return text
    run = element.getparent()
    fonts = run.find(f"{W}rPr/{W}rFonts") if run is not None else None
    font = fonts.get(f"{W}ascii", "") if fonts is not None else ""
    return "".join(symbol(font, ord(char)) if "\uf000" <= char <= "\uf0ff" else char for char in text)


def _form_field(element: Element) -> str:
    """What an old form field shows that no run holds: its box, or the chosen entry of its list; "" for any other field."""
    box, entries = element.find(f"{W}ffData/{W}checkBox"), element.find(f"{W}ffData/{W}ddList")
    if entries is not None:
        return _chosen(entries)
    if box is None:
        return ""
    state = box.find(f"{W}checked")
    return CHECKED if is_on(state if state is not None else box.find(f"{W}default")) else UNCHECKED


def _chosen(entries: Element) -> str:
    """The entry of a list that was chosen, else the one shown before that: the default, or the first."""
    texts = [entry.get(f"{W}val", "") for entry in entries.iterfind(f"{W}listEntry")]
    state = next((found for name in ("result", "default") if (found := entries.find(W + name)) is not None), None)
    place = whole_number(state.get(f"{W}val", ""), 0) if state is not None else 0
    return texts[place] if 0 <= place < len(texts) else ""
