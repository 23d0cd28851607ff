"""Our words, quantities and dates as a spaCy tokenizer and spaCy components, found by spaCy through entry points.

spaCy takes most of a second to load and is needed by those only who ask for it: nothing that an audit goes through
imports this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from auditor.language.artefacts import Artefacts, Language

TOKENIZER = "auditor.segmenter.v1"
COMPONENTS = ("auditor_quantities", "auditor_dates", "auditor_vague", "auditor_measurability")
"""The components of ``load()``, in order."""

QUANTITY, DATE = "QUANTITY", "DATE"
"""Types of entities."""

QUANTITIES, DATES = "quantities", "dates"
"""Names of span groups; the label of a span is the dimension of the quantity, the kind of the date."""


def load(*, year: int | None = None) -> Pipeline:
    """A pipeline with our tokenizer and all our components.

    Args:
        year: the budget year, for dates that name none.

    Returns:
        A pipeline whose documents have ``ents`` (QUANTITY, DATE), ``spans`` (quantities, dates, vague, excused) and
        ``cats`` (how measurable the text is as a target, 0..1 by label).
    """
    pipeline = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for name in COMPONENTS:
        pipeline.add_pipe(name, config={"year": year} if name == "auditor_dates" else {})
    return pipeline


# --- words --------------------------------------------------------------------------------------------------------


def tokenizer() -> Any:
    """What spaCy's registry of tokenizers holds for us: makes the tokenizer of a pipeline."""

    def create(pipeline: Pipeline) -> Segmentation:
        return Segmentation(pipeline.vocab)

    return create


class Segmentation:
    """Our segmentation as a tokenizer: joined, the tokens are the text, and each quantity is one of them.

    Its words come with the program, so that there is nothing of it to save.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._language = Language()

    def __call__(self, text: str) -> Doc:
        """The text cut into words."""
        return as_doc(self.vocab, self._language.analyse(text))

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing: the words are the program's."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> Segmentation:
        """This very tokenizer."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Writes nothing: the words are the program's."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> Segmentation:
        """This very tokenizer."""
        return self


def as_doc(vocab: Vocab, artefacts: Artefacts) -> Doc:
    """A text cut into our words."""
    words = list(artefacts.tokens)
    return Doc(vocab, words=words, spaces=[False] * len(words))


# --- quantities and dates -----------------------------------------------------------------------------------------


class Quantities:
    """Marks the quantities of a document: entities, and spans labelled with their dimension."""

    @cached_property
    def _language(self) -> Language:
        return Language()

    def __call__(self, doc: Doc) -> Doc:
        """The document, marked."""
        return mark_quantities(doc, self._language.analyse(doc.text))


def mark_quantities(doc: Doc, artefacts: Artefacts) -> Doc:
    """The document with the quantities of its text."""
    found = {quantity.span: quantity.dimension for quantity in artefacts.quantities}
    spans = [span_of(doc, start, end, label) for (start, end), label in found.items()]
    doc.spans[QUANTITIES] = spans
    return _with_entities(doc, spans, QUANTITY)


class Dates:
    """Marks the dates and phrases of time of a document: entities where they are precise, and spans labelled with their kind.

    Args:
        year: the budget year, None where it is not known.
    """

    def __init__(self, year: int | None) -> None:
        self._year = year

    @cached_property
    def _language(self) -> Language:
        return Language()

    def __call__(self, doc: Doc) -> Doc:
        """The document, marked."""
        return mark_dates(doc, self._language.analyse(doc.text), self._year)


def mark_dates(doc: Doc, artefacts: Artefacts, year: int | None) -> Doc:
    """The document with the dates of its text."""
    mentions = artefacts.dates_in(year)
    spans = [span_of(doc, *mention.span, mention.kind) for mention in mentions]
    doc.spans[DATES] = spans
    return _with_entities(doc, [span for span, one in zip(spans, mentions, strict=True) if one.precise], DATE)


def span_of(doc: Doc, start: int, end: int, label: str) -> Span:
    """The tokens that hold any of some characters.

    Raises:
        ValueError: where the characters lie outside the document.
    """
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    if span is None:
        raise ValueError(f"{start}–{end}")
    return span


def _with_entities(doc: Doc, spans: Iterable[Span], label: str) -> Doc:
    """The document with more entities; of those that overlap the longest stays, of equally long ones the first."""
    entities = [Span(doc, span.start, span.end, label=label) for span in spans]
    doc.ents = filter_spans([*doc.ents, *entities])
    return doc


@Pipeline.factory("auditor_quantities", assigns=["doc.ents"])
def quantities(nlp: Pipeline, name: str) -> Quantities:
    """The component ``auditor_quantities``."""
    return Quantities()


@Pipeline.factory("auditor_dates", assigns=["doc.ents"], default_config={"year": None})
def dates(nlp: Pipeline, name: str, year: int | None) -> Dates:
    """The component ``auditor_dates``."""
    return Dates(year)
