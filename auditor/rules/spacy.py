"""Vague terms as a spaCy component, found by spaCy through an entry point."""

from __future__ import annotations

from functools import cached_property

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from auditor.language.artefacts import Language
from auditor.language.spacy import span_of
from auditor.resources import data_path
from auditor.rules.lexicon import load_lexicon
from auditor.rules.vague_terms import VagueTerm, VagueTerms

VAGUE, EXCUSED = "vague", "excused"
"""Names of span groups: vague terms, labelled with the word list they stand in; those that do no harm, with the reason."""


class Vague:
    """Marks the vague terms of a document, and apart from them those that something excuses."""

    @cached_property
    def _terms(self) -> VagueTerms:
        return VagueTerms(load_lexicon(data_path("corpora", "lexicon")))

    @cached_property
    def _language(self) -> Language:
        return Language()

    def __call__(self, doc: Doc) -> Doc:
        """The document, marked."""
        return mark_vague(doc, self._terms.find(self._language.analyse(doc.text)))


def mark_vague(doc: Doc, terms: tuple[VagueTerm, ...]) -> Doc:
    """The document with vague terms of its text."""
    for name in (VAGUE, EXCUSED):
        doc.spans[name] = [
            span_of(doc, *term.span, term.excuse or term.list_name)
            for term in terms
            if bool(term.excuse) == (name == EXCUSED)
        ]
    return doc


@Pipeline.factory("auditor_vague")
def vague(nlp: Pipeline, name: str) -> Vague:
    """The component ``auditor_vague``."""
    return Vague()
