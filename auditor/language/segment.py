"""Segmentation with the domain dictionary: jieba's words, cut by its Rust port.

The port is handed text in the pieces jieba would make of it. Two differences are evened out that way: the port counts
more characters as Chinese, and it keeps Latin letters and digits whole over ``-``, ``_`` and ``.`` (``2024-12-31``,
``3-5``, ``1.2.3``) where jieba cuts at the sign. What is left goes to jieba itself: a few odd words beside such a sign,
and characters so often doubled that two ways to cut them are equally likely. A test holds both engines equal over all text we have.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from auditor.errors import ConfigurationError
from auditor.language.runs import LONGEST_RUN, SHORT
from auditor.resources import data_path

if TYPE_CHECKING:
    import jieba

Engine = Literal["rjieba", "jieba"]
Cutter = Callable[[str], list[str]]

_DICTIONARY = ("corpora", "lexicon", "domain_terms.txt")
_BLOCK = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+)")
_SINGLE = re.compile(r"\r\n|[\s\S]")
_CHAIN = re.compile(r"[a-zA-Z0-9]+(?:[-_.][a-zA-Z0-9]+)+")
_LINK = re.compile(r"[a-zA-Z0-9]+(?:\.[0-9]+)?|[-_.]")
_LONG_WORD = re.compile(rf"([a-zA-Z0-9]{{{LONGEST_RUN + 1},}})")
"""Letters and digits that are one word to jieba, and take the port time with the square of their length."""
_ODD_WORD = re.compile(r"[0-9](?:[Ss]|号)店|AT&T|[Cc](?:\+\+|#)")
"""The words of jieba's dictionary that begin with a digit or contain a sign; the domain dictionary has none."""
_TIED = re.compile(r"([\u4E00-\u9FD5]{1,4})\1\1|([\u4E00-\u9FD5])\2.*([\u4E00-\u9FD5])\3")
"""The same thing three times running, or two doubled characters: exact ties, which the engines break differently."""

_SAME_FIRST = re.compile(r"\n(.).*(?:\n\1.*)*")
"""Lines of a dictionary that begin with the same character."""
_FREQUENCY = re.compile(r"\n\S+ (\d+)")


class Segmenter:
    """Cuts text into words; joined again they are the text.

    Args:
        engine: ``rjieba`` (fast) or ``jieba`` (the reference); both give the same words.

    Raises:
        ConfigurationError: C003 where the domain dictionary is missing or malformed.
    """

    def __init__(self, *, engine: Engine = "rjieba") -> None:
        self._cut = _fast_cutter() if engine == "rjieba" else _reference_cutter(_domain_words())

    def cut(self, text: str) -> list[str]:
        """The words of a text, in order, nothing dropped."""
        return self._cut(text)


def _domain_words() -> list[tuple[str, int]]:
    lines = data_path(*_DICTIONARY).read_text(encoding="utf-8").splitlines()
    words = [line.split(" ") for line in lines if line and not line.startswith("#")]
    try:
        return [(word, int(frequency)) for word, frequency in words]
    except ValueError as error:
        raise ConfigurationError("C003", name="/".join(_DICTIONARY), reason=str(error)) from error


# --- the fast engine ----------------------------------------------------------------------------------------------


@cache
def rjieba_cut() -> Cutter:
    """The Rust port by itself with the domain dictionary, for where a few words other than jieba's do no harm.

    The dictionary is our own: what other users of ``rjieba`` in the process cut is as without us.

    Raises:
        ConfigurationError: C003 where the domain dictionary is missing or malformed.
    """
    dictionary = _rjieba().Jieba()
    for word, frequency in _domain_words():
        dictionary.add_word(word, frequency, "n")
    cut: Cutter = dictionary.cut
    return cut


def _rjieba() -> ModuleType:
    """The extension module in the package: importing the package would index a dictionary for everybody, unasked.

    That takes a quarter of a second and 35 MB again, and adding our words to it would change what the host program cuts.
    """
    package = find_spec("rjieba")
    inside = PathFinder.find_spec("rjieba", package.submodule_search_locations) if package else None
    if "rjieba" in sys.modules or inside is None or inside.loader is None:
        import rjieba

        return rjieba
    extension = module_from_spec(inside)
    inside.loader.exec_module(extension)
    return extension


def _fast_cutter() -> Cutter:
    cut = rjieba_cut()

    @cache
    def reference() -> Cutter:
        return _PartialReference(_domain_words()).cut

    return lambda text: _cut_in_pieces(text, cut, reference)


def _cut_in_pieces(text: str, cut: Cutter, reference: Callable[[], Cutter]) -> list[str]:
    words: list[str] = []
    for number, block in enumerate(_BLOCK.split(text)):
        if not block:
            continue
        if number % 2 == 0:
            words += _SINGLE.findall(block)
        elif (length := len(block)) > SHORT:
            for half, piece in enumerate(_LONG_WORD.split(block)):
                words += [piece] if half % 2 else cut(piece) if piece else []
        elif _is_tied(block):
            words += reference()(block)
        elif _CHAIN.search(block) is None:
            words += cut(block) if length > 1 else block
        elif _ODD_WORD.search(block):
            words += reference()(block)
        else:
            for piece in _pieces(block):
                words += cut(piece) if len(piece) > 1 else piece
    return words


def _is_tied(block: str) -> bool:
    """Whether there may be two equally likely ways to cut a block; most have no two characters too many for that."""
    return len(block) - len(set(block)) >= 2 and _TIED.search(block) is not None


def _pieces(block: str) -> Iterator[str]:
    """A block cut at the signs inside chains of letters and digits: 3-5年 → 3, -, 5年."""
    start = 0
    for chain in _CHAIN.finditer(block):
        for link in _LINK.finditer(block, chain.start(), chain.end()):
            if link.end() < chain.end():
                yield block[start : link.end()]
                start = link.end()
    yield block[start:]


# --- the reference ------------------------------------------------------------------------------------------------


def _reference_cutter(words: list[tuple[str, int]]) -> Cutter:
    """jieba with its own dictionary: no cache file that other programs share, and nothing printed."""
    import tempfile

    tokenizer = _tokenizer()
    with tempfile.TemporaryDirectory() as private:
        tokenizer.tmp_dir = private
        tokenizer.initialize()
    for word, frequency in words:
        tokenizer.add_word(word, frequency)

    def cut(text: str) -> list[str]:
        return list(tokenizer.cut(text))

    return cut


class _PartialReference:
    """jieba with that part of its dictionary that the texts need: the words that begin with one of their characters.

    The words are the same as with all of it, which takes a second to index: too long for a few tied blocks.
    """

    def __init__(self, words: list[tuple[str, int]]) -> None:
        self._tokenizer = _tokenizer()
        with self._tokenizer.get_dict_file() as file:
            shipped = file.read().decode("utf-8")
        added = "".join(f"\n{word} {frequency}" for word, frequency in words)
        self._lines = f"\n{shipped.rstrip()}{added}"
        self._unread = defaultdict[str, list[tuple[int, int]]](list)
        for run in _SAME_FIRST.finditer(self._lines):
            self._unread[run[1]].append(run.span())
        self._tokenizer.total = sum(map(int, _FREQUENCY.findall(self._lines)))
        self._tokenizer.initialized = True

    def cut(self, text: str) -> list[str]:
        for character in self._unread.keys() & set(text):
            for start, end in self._unread.pop(character):
                self._read(self._lines[start + 1 : end].split("\n"))
        return list(self._tokenizer.cut(text))

    def _read(self, lines: list[str]) -> None:
        """Adds words as jieba indexes them: each with its frequency, its beginnings with none of their own."""
        known = self._tokenizer.FREQ
        for line in lines:
            word, frequency = line.split(" ")[:2]
            known[word] = int(frequency)
            for end in range(1, len(word)):
                known.setdefault(word[:end], 0)


def _tokenizer() -> jieba.Tokenizer:
    import logging

    with _hidden("pkg_resources"):  # jieba does without; it takes ten times as long to load as all of jieba, and warns
        import jieba
    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    """While a module cannot be imported."""
    modules: dict[str, Any] = sys.modules
    known = {name: modules[name]} if name in modules else {}
    modules[name] = None
    try:
        yield
    finally:
        del modules[name]
        modules.update(known)
