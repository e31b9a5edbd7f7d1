"""The terms of the ontology by the words that a case may use for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property

from vcc.vocabulary.namespaces import LABEL, vcc
from vcc.vocabulary.ontology import DEFINITION, WORD, Ontology, shipped_ontology


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
        """The preferred words of the scheme's terms in a language (`en` or `zh`), in the order of
        the ontology: what every case may need first, what belongs to a framework after it."""
        spelled = (self.spelling(term, language) for term in self.in_scheme(scheme))
        return tuple(dict.fromkeys(word for word in spelled if word is not None))

    def every_word(self, scheme: str) -> tuple[str, ...]:
        """All words of the scheme's terms, in whatever language."""
        words = (word for term in self.in_scheme(scheme) for word in self.spellings(term))
        return tuple(dict.fromkeys(words))

    def in_scheme(self, scheme: str) -> tuple[str, ...]:
        """The terms of a scheme, in the order of the ontology."""
        return self.ontology.members.get(vcc(scheme), ())

    def spelling(self, term: str, language: str) -> str | None:
        """The preferred word of a term in a language; None where it has none."""
        return self._first(WORD, term, language)

    def spellings(self, term: str) -> tuple[str, ...]:
        """All words of a term, in every language."""
        texts = self.ontology.texts[WORD].get(term, {})
        return tuple(word for words in texts.values() for word in words)

    def label(self, term: str, language: str) -> str | None:
        """What people call a term in a language; None where it has no label in it."""
        return self._first(LABEL, term, language)

    def definition(self, term: str, language: str) -> str | None:
        """What a term means, in a language; None where that is not said in it."""
        return self._first(DEFINITION, term, language)

    def _first(self, property: str, term: str, language: str) -> str | None:
        texts = self.ontology.texts[property].get(term, {}).get(language)
        return texts[0] if texts else None

    @cached_property
    def _schemes(self) -> dict[str, dict[str, str]]:
        return {}

    def _by_word(self, scheme: str) -> dict[str, str]:
        known = self._schemes.get(scheme)
        if known is None:
            known = self._schemes[scheme] = {}
            for term in self.in_scheme(scheme):
                for words in self.ontology.texts[WORD].get(term, {}).values():
                    for word in words:
                        known.setdefault(word.casefold(), term)
        return known


@cache
def shipped_terms() -> OntologyTerms:
    """The terms of the ontology that comes with vcc."""
    return OntologyTerms(shipped_ontology())
