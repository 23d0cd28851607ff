"""Characters of a page to lines of text: what stands on one baseline, from left to right, with the blanks between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from operator import itemgetter
from typing import NamedTuple

from auditor.reading.char_stream import without_invisible
from auditor.reading.grid import cell_text
from auditor.reading.pdf.boxes import straightened
from auditor.reading.pdf.glyphs import Glyph, middle_of

_SAME_LINE = 0.5
_OVERPRINTED = 0.3
_COVERED = 0.45
_TIGHTEST = 0.65
_WORD_GAP = 0.18
_WIDE_GAP = 1.2
_CELL_GAP = 0.6
_FEWEST_GAPS = 3
_DOWNWARDS = 1
_CLOSING = "，。、；：！？）】》”’％%,.;:)]°/"
_OPENING = "（【《“‘([≥≤＞＜></"


class PrintedLine(NamedTuple):
    """A line as text: cut where a gap is too wide for a blank; in points, y downwards.

    ``lefts`` is where each piece begins, ``rights`` where it ends if that is known.
    """

    pieces: tuple[str, ...]
    top: float
    bottom: float
    lefts: tuple[float, ...] = ()
    rights: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        """The line as one text, every wide gap as two blanks."""
        return "  ".join(self.pieces)


class TextLine(NamedTuple):
    """Characters on one baseline in reading order; places in points, y downwards."""

    glyphs: tuple[Glyph, ...]
    top: float
    bottom: float

    @property
    def printed(self) -> PrintedLine:
        """The line without its characters, of which a long document has more than fit into memory."""
        lefts = tuple(left for left, text in _placed_pieces(self.glyphs) if without_invisible(text))
        return PrintedLine(self.pieces, self.top, self.bottom, lefts)

    @property
    def unspaced(self) -> str:
        """The line as one text; a wide gap is a blank only between Latin words, beside Chinese it comes from justifying."""
        pieces = self.pieces
        text = "".join(pieces[:1])
        for piece in pieces[1:]:
            text += (" " if text[-1:].isascii() and piece[:1].isascii() else "") + piece
        return text

    @property
    def pieces(self) -> tuple[str, ...]:
        """The line cut where a gap is too wide for a blank."""
        return tuple([seen for _, text in _placed_pieces(self.glyphs) if (seen := without_invisible(text))])


def text_lines(glyphs: Iterable[Glyph]) -> tuple[TextLine, ...]:
    """The lines of some upright characters, from top to bottom."""
    lines: list[list[Glyph]] = []
    line: list[Glyph] = []
    middle, near = 0.0, -1.0
    for glyph in glyphs:
        _, _, top, _, bottom, _ = glyph
        here = (top + bottom) / 2
        if abs(here - middle) > near:
            line = next((one for one in reversed(lines) if abs(here - middle_of(one[0])) <= _reach(one[0])), [])
            if not line:
                lines.append(line)
            middle, near = (middle_of(line[0]), _reach(line[0])) if line else (here, _reach(glyph))
        line.append(glyph)
    lines.sort(key=lambda line: middle_of(line[0]))
    return tuple([_line(line) for line in lines if not _is_blank(line)])


def running_lines(glyphs: Iterable[Glyph]) -> tuple[str, ...]:
    """The lines of some characters in the order of the file: one ends where the next character is not to its right."""
    return tuple(text for line in _runs(glyphs) if (text := "  ".join(_pieces(line)).strip()))


def running_pieces(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The same, cut at gaps that are too wide for a blank, each with its characters."""
    for run in _runs(glyphs):
        first = 0
        for place in range(1, len(run) + 1):
            if place == len(run) or run[place].left - run[place - 1].right > _CELL_GAP * 2 * _reach(run[place]):
                if not _is_blank(run[first:place]):
                    yield run[first:place]
                first = place


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if (
            last
            and glyph.left > (last.left + last.right) / 2
            and abs(middle_of(glyph) - middle_of(last)) <= _reach(last)
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def printed_pieces(glyphs: Iterable[Glyph]) -> tuple[PrintedLine, ...]:
    """The pieces of ``running_pieces``, each as a line of its own, from top to bottom."""
    pieces = [
        PrintedLine((text,), line.top, line.bottom, (line.glyphs[0].left,), (line.glyphs[-1].right,))
        for line in map(_line, running_pieces(glyphs))
        if (text := " ".join(line.pieces))
    ]
    return tuple(sorted(pieces, key=lambda piece: (piece.top, piece.lefts)))


class CellText(NamedTuple):
    """The text of a cell and how it fills the cell: widths in points of its last line, its widest, and its first word.

    ``left`` and ``right``: between which places upright text stands. ``overprinted``: some of its characters are printed over
    others, as text is that does not fit into its cell. ``cut``: some of its characters are not shown. ``parted``: its row
    stands beside a page break and lacks what every row has; the missing text may stand beyond it.
    """

    text: str = ""
    lines: int = 0
    last: float = 0.0
    widest: float = 0.0
    opening: float = 0.0
    left: float = 0.0
    right: float = 0.0
    overprinted: bool = False
    cut: bool = False
    parted: bool = False

    def with_rest(self, rest: CellText) -> CellText:
        """The shape of the cell whose last lines stand on the next page."""
        return rest._replace(
            overprinted=rest.overprinted or self.overprinted,
            cut=rest.cut or self.cut,
            parted=rest.parted or self.parted,
        )


def cell_of(glyphs: Sequence[Glyph]) -> CellText:
    """The text of a cell; lines joined, text that lies across the page's is read in its own direction."""
    if not glyphs:
        return CellText()
    if any(map(_turn, glyphs)):
        groups = groupby(sorted(glyphs, key=_turn), key=_turn)
        lines = [line for turn, group in groups for line in _reading_lines(tuple(group), turn)]
    else:
        lines = list(_reading_lines(glyphs, 0))
    if not lines:
        return CellText()
    widths = [_width(line.glyphs) for line in lines]
    text = cell_text("".join(_joined(lines)))
    left, right = min(line.glyphs[0].left for line in lines), max(line.glyphs[-1].right for line in lines)
    opening = _width(tuple(_first_word(lines[0].glyphs)))
    over = _is_overprinted(lines) or _runs_both_ways(glyphs)
    return CellText(text, len(lines), widths[-1], max(widths), opening, left, right, over)


def _is_overprinted(lines: Sequence[TextLine]) -> bool:
    """Whether a character begins in the first half of another, or a line runs through the upper half of the one below it."""
    return any(
        after.left - one.left < _COVERED * (one.right - one.left) and _is_word(one.char, after.char)
        for line in lines
        for one, after in pairwise(line.glyphs)
    ) or any(_covers(*both) for both in pairwise(lines))


def _runs_both_ways(glyphs: Sequence[Glyph]) -> bool:
    """Whether Chinese characters stand upright and others lie across them, as those of a mark do that is printed over a cell."""
    turns = {glyph.turn for glyph in glyphs if glyph.turn} and {
        glyph.turn for glyph in glyphs if glyph.char.isalnum() and not glyph.char.isascii()
    }
    return len(turns) > 1


def _covers(line: TextLine, below: TextLine) -> bool:
    first, second = line.glyphs[0], below.glyphs[0]
    step = middle_of(second) - middle_of(first)
    apart = max(first.left, second.left) >= min(line.glyphs[-1].right, below.glyphs[-1].right)
    return not apart and step < _TIGHTEST * min(first.bottom - first.top, second.bottom - second.top)


def _is_word(one: str, after: str) -> bool:
    """Whether both are letters or figures, and not both Latin: some programs give figures the width of a Chinese character."""
    return one.isalnum() and after.isalnum() and not (one.isascii() and after.isascii())


def _reading_lines(glyphs: Sequence[Glyph], turn: int) -> tuple[TextLine, ...]:
    """Lines in the direction of the text: as it is turned, or from top to bottom where upright characters run so."""
    if turn == 0 and not _runs_across(glyphs):
        turn = _DOWNWARDS
    return text_lines(_straightened(one, turn) for one in glyphs) if turn else text_lines(glyphs)


def _runs_across(glyphs: Sequence[Glyph]) -> bool:
    """Whether any character stands beside the one before it."""
    return any(abs(middle_of(following) - middle_of(glyph)) <= _reach(glyph) for glyph, following in pairwise(glyphs))


def _joined(lines: Sequence[TextLine]) -> Iterator[str]:
    """The lines and what parts them: a blank where one was typed beside a Latin word or a figure, else a line end."""
    for line, following in zip_longest(lines, lines[1:]):
        text = line.unspaced
        yield text
        if following is not None:
            typed = line.glyphs[-1].char == " " and (text[-1:].isascii() or following.glyphs[0].char.isascii())
            yield " " if typed else "\n"


def _first_word(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """What a line break cannot part at the beginning of a line: a Latin word, or a character with its punctuation."""
    kept = ""
    for glyph in glyphs:
        both_latin = kept[-1:].isalnum() and kept[-1:].isascii() and glyph.char.isalnum() and glyph.char.isascii()
        if kept and not both_latin and glyph.char not in _CLOSING and kept[-1] not in _OPENING:
            return
        kept += glyph.char
        yield glyph


def _width(glyphs: Sequence[Glyph]) -> float:
    printed = glyphs
    if glyphs and (glyphs[0].char.isspace() or glyphs[-1].char.isspace()):
        printed = [glyph for glyph in glyphs if not glyph.char.isspace()]
    return printed[-1].right - printed[0].left if printed else 0.0


def _line(glyphs: list[Glyph]) -> TextLine:
    ordered = tuple(_printed_once(sorted(glyphs, key=_left)))
    return TextLine(ordered, min([one.top for one in ordered]), max([one.bottom for one in ordered]))


def _printed_once(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Without the second print of a character that is made bold by printing it twice."""
    printed: list[Glyph] = []
    before = ""
    reached = 0.0
    for glyph in glyphs:
        char, left, _, right, _, _ = glyph
        if char != before or left > reached:
            before, reached = char, left + _OVERPRINTED * (right - left)
            printed.append(glyph)
    return printed


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[str]:
    return (text for _, text in _placed_pieces(glyphs))


def _placed_pieces(glyphs: Sequence[Glyph]) -> Iterator[tuple[float, str]]:
    """Where each piece begins, and its text."""
    text, end, start = "", None, 0.0
    spread: float | None = None
    for glyph in glyphs:
        char, left, top, right, bottom, _ = glyph
        if end is not None:
            gap = (left - end) / max(bottom - top, 1.0)
            if gap > _WIDE_GAP:
                yield start, text.strip()
                text = ""
            elif gap > _WORD_GAP and char.isascii() and text[-1:].isascii() and not text.endswith(" ") and char != " ":
                spread = _spread(glyphs) if spread is None else spread
                text += " " if gap > _WORD_GAP + spread else ""
        if not text:
            start = left
        text += char
        end = right
    yield start, text.strip()


def _spread(glyphs: Sequence[Glyph]) -> float:
    """How far apart all characters of a line are set, in heights; 0 for a line of few, of which nobody can tell."""
    gaps = [(after.left - one.right) / max(after.bottom - after.top, 1.0) for one, after in pairwise(glyphs)]
    return max(min(gaps), 0.0) if len(gaps) >= _FEWEST_GAPS else 0.0


_char = itemgetter(0)
_left = itemgetter(1, 3)
_turn = itemgetter(5)


def _is_blank(glyphs: Sequence[Glyph]) -> bool:
    """Whether nothing but blanks stands there; one character at least does."""
    return "".join(map(_char, glyphs)).isspace()


def _reach(glyph: Glyph) -> float:
    """How far the middle of another character on the same line may lie."""
    return _SAME_LINE * (glyph.bottom - glyph.top)


def _straightened(glyph: Glyph, turn: int) -> Glyph:
    return Glyph(glyph.char, *straightened(glyph[1:5], turn))
