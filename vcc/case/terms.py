"""What the case language needs to know of the ontology: which words name which terms.

`vcc.vocabulary.terms` implements this protocol over the ontology's `:word` annotations; the case
package itself knows no term.
"""

from __future__ import annotations

from typing import Protocol


class Terms(Protocol):
    """The ontology's terms by their words.

    A `scheme` is the local name of the class whose individuals may stand in a place of the text
    (`ActorKind`, `ProcessPhase`, …; see `words.py`). A term is an IRI as an N-Triples string.
    """

    def find(self, scheme: str, word: str) -> str | None:
        """The term of the scheme that has `word` as one of its words, in whatever language."""

    def words(self, scheme: str, language: str) -> tuple[str, ...]:
        """The preferred words of the scheme's terms in a language (`en` or `zh`), in the order of
        the ontology: what every case may need first, what belongs to a framework after it."""

    def every_word(self, scheme: str) -> tuple[str, ...]:
        """All words of the scheme's terms, in whatever language."""

    def spelling(self, term: str, language: str) -> str | None:
        """The preferred word of a term in a language; None where it has none."""
