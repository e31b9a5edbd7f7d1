"""Words: what a case may write in one place must name one term."""

from __future__ import annotations

from collections.abc import Iterator

from vcc.audit.model import Problem
from vcc.case.words import CLAUSES, EXPECTED_SCHEMES, FRAMEWORK_SCHEME, LIST_SCHEME, STATEMENT_BY_ID
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.ontology import WORD, Ontology
from vcc.vocabulary.places import NOWHERE, Places
from vcc.vocabulary.rdf import is_literal, literal_parts, local_name

SHARED = Words(
    "“{word}” names both {first} and {second}, which may stand in the same place ({scheme})",
    "“{word}”同时指 {first} 与 {second}，二者可出现在同一位置（{scheme}）",
)
NO_TERMS = Words(
    "the case language asks for a {scheme}, but the ontology has none that can be named",
    "案例语言需要 {scheme}，但本体中没有可称呼的此类术语",
)


def schemes() -> tuple[str, ...]:
    """Local names of the classes whose terms a case can name, as the table of words has them."""
    named = {clause.scheme for clause in CLAUSES}
    named |= {statement.scheme for statement in STATEMENT_BY_ID.values()}
    named |= {*EXPECTED_SCHEMES.values(), FRAMEWORK_SCHEME, LIST_SCHEME}
    return tuple(sorted(named - {""}))


def unclear_words(ontology: Ontology, places: Places = NOWHERE) -> Iterator[Problem]:
    """Words that two terms of one scheme share, and schemes without any term.

    `places` has the texts in which terms are looked for, to say where.
    """
    words: dict[str, list[str]] = {}
    for term, property, text in ontology.triples:
        if property == WORD and is_literal(text):
            words.setdefault(term, []).append(literal_parts(text).lexical)
    for scheme in schemes():
        named: dict[str, str] = {}
        for term in ontology.members.get(vcc(scheme), ()):
            for word in words.get(term, ()):
                first = named.setdefault(word.casefold(), term)
                if first != term:
                    place = places.declared(term) or ""
                    yield Problem(term, _shared(word, first, term, scheme), place)
        if not named:
            yield Problem(vcc(scheme), NO_TERMS.filled({"scheme": scheme}))


def _shared(word: str, first: str, second: str, scheme: str) -> Words:
    return SHARED.filled(
        {
            "word": word,
            "first": local_name(first),
            "second": local_name(second),
            "scheme": scheme,
        }
    )
