"""The terms of the ontology by the words that a case may use for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from vcc.vocabulary.namespaces import LABEL, SKOS, vcc
from vcc.vocabulary.ontology import Ontology, shipped_ontology
from vcc.vocabulary.rdf import iri, literal_parts

WORD = vcc("word")
DEFINITION = iri(SKOS + "definition")
_TEXTS = (WORD, LABEL, DEFINITION)


@dataclass(frozen=True)
class OntologyTerms:
    """Implements `vcc.case.terms.Terms`.

    A scheme is the local name of a class; its terms are the individuals of the class and of its
    subclasses. Words are compared without regard to case. The first word that the ontology
    gives in a language is the preferred one.
    """

    ontology: Ontology = field(repr=False)

    def find(self, scheme: str, word: str) -> str | None:
        """The term of the scheme that has `word` as one of its words, in whatever language."""
        return self._by_word(scheme).get(word.casefold())

    def words(self, scheme: str, language: str) -> tuple[str, ...]:
        """The preferred words of the scheme's terms in a language (`en` or `zh`), sorted."""
        spelled = (self.spelling(term, language) for term in self.in_scheme(scheme))
        return tuple(sorted({word for word in spelled if word is not None}))

    def in_scheme(self, scheme: str) -> tuple[str, ...]:
        """The terms of a scheme, in the order of the ontology."""
        return self.ontology.members.get(vcc(scheme), ())

    def spelling(self, term: str, language: str) -> str | None:
        """The preferred word of a term in a language; None where it has none."""
        return self._first(WORD, term, language)

    def label(self, term: str, language: str) -> str | None:
        """What people call a term in a language; None where it has no label in it."""
        return self._first(LABEL, term, language)

    def definition(self, term: str, language: str) -> str | None:
        """What a term means, in a language; None where that is not said in it."""
        return self._first(DEFINITION, term, language)

    def _first(self, property: str, term: str, language: str) -> str | None:
        texts = self._texts.get((property, term), {}).get(language)
        return texts[0] if texts else None

    @cached_property
    def _texts(self) -> Mapping[tuple[str, str], Mapping[str, list[str]]]:
        """Words, labels and definitions: by property and term, then by language."""
        found: dict[tuple[str, str], dict[str, list[str]]] = {}
        for term, property, text in self.ontology.triples:
            if property in _TEXTS:
                parts = literal_parts(text)
                by_language = found.setdefault((property, term), {})
                by_language.setdefault(parts.language, []).append(parts.lexical)
        return found

    @cached_property
    def _schemes(self) -> dict[str, dict[str, str]]:
        return {}

    def _by_word(self, scheme: str) -> dict[str, str]:
        known = self._schemes.get(scheme)
        if known is None:
            known = self._schemes[scheme] = {}
            for term in self.in_scheme(scheme):
                for words in self._texts.get((WORD, term), {}).values():
                    for word in words:
                        known.setdefault(word.casefold(), term)
        return known


@cache
def shipped_terms() -> OntologyTerms:
    """The terms of the ontology that comes with vcc."""
    return OntologyTerms(shipped_ontology())
