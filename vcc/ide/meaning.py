"""What a word of the language, a term or a name stands for, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from vcc.case.describe import keyword
from vcc.case.resolved import Declared
from vcc.case.suggest import sort
from vcc.case.tokens import Token
from vcc.case.words import CLAUSE_BY_ID, MOVES, STATEMENT_BY_ID
from vcc.graph.inverse import STATEMENT_OF_CLASS
from vcc.source.diagnostic import LANGUAGES, Words
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.terms import OntologyTerms


class Meaning(NamedTuple):
    """What people call something, and what it means; None where nobody says so."""

    label: Words | None
    definition: Words | None


_NOTHING: Final = Meaning(None, None)
_KEYWORD: Final = Words("keyword", "关键词")
_IS_A: Final = Words("{sort} · {kind}", "{sort} · {kind}")
# What a keyword states in RDF: the class of a statement or move, the property of a clause.
_CLASSES: Final = {statement: rdf_class for rdf_class, statement in STATEMENT_OF_CLASS.items()}
_MOVES: Final = {spelling: f"move:{move.id}" for move in MOVES for spelling in move.spellings}


def meaning_of_term(term: str, terms: OntologyTerms) -> Meaning:
    """What the ontology says of one of its terms."""
    return Meaning(_both(terms.label, term), _both(terms.definition, term))


def _both(of: Callable[[str, str], str | None], term: str) -> Words | None:
    en, zh = (of(term, language) for language in LANGUAGES)
    return Words(en or zh or "", zh or en or "") if en or zh else None


def meaning_of_keyword(token: Token, terms: OntologyTerms) -> Meaning:
    """What the ontology says of what a keyword (or an arrow) states."""
    move = _MOVES.get(token.text) if token.type in ("ARROW", "MOVE") else None
    term = _CLASSES.get(move or token.word)
    if term is None and token.word in CLAUSE_BY_ID:
        term = vcc(CLAUSE_BY_ID[token.word].property)
    return _NOTHING if term is None else meaning_of_term(term, terms)


def spelled(token: Token) -> Words:
    """What kind of word a keyword is, with its spelling in the other language."""
    both = keyword(token.word)
    if token.type == "ARROW" or both.en == both.zh:
        return _KEYWORD
    other = both.zh if token.text == both.en else both.en
    return Words(f"{_KEYWORD.en} · {other}", f"{_KEYWORD.zh} · {other}")


def label_of_thing(thing: Declared) -> Words | None:
    """What the text calls a declared thing; None where it has only a name."""
    labels = thing.item.labels if thing.item else thing.statement.labels
    if not labels:
        return None
    found = {label.language[:2]: label.text for label in reversed(labels)}
    first = labels[0].text
    return Words(found.get("en", first), found.get("zh", first))


def sort_of_thing(thing: Declared, terms: OntologyTerms) -> Words:
    """What a thing is declared as, with its kind: `actor · firm`."""
    said = thing.item or thing.statement
    word = sort(thing.target)
    scheme = STATEMENT_BY_ID[said.id].scheme
    term = terms.find(scheme, said.term.text) if scheme and said.term else None
    kind = meaning_of_term(term, terms).label if term else None
    return word if kind is None else _IS_A.filled({"sort": word, "kind": kind})
