"""Functions on terms: kinds, parts, construction (SPARQL 1.1, 17.4.2; triple terms of 1.2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from vcc.engine.values import STRING, ExpressionError, from_boolean, number, parts, string
from vcc.program.dependencies import parts_of_triple_term
from vcc.program.iris import NOT_IN_IRI, is_absolute, resolve
from vcc.vocabulary.namespaces import RDF
from vcc.vocabulary.rdf import iri, is_blank, is_iri, is_literal, literal

# Plain text that needs no change to be an absolute IRI.
_WRITTEN_IRI: Final = re.compile(r'"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*"\Z')
_NEED_A_LANGUAGE: Final = (iri(RDF + "langString"), iri(RDF + "dirLangString"))


def to_str(term: str) -> str:
    """The text of an IRI or literal."""
    if is_iri(term):
        return literal(term[1:-1])
    return literal(parts(term).lexical)


def lang(term: str) -> str:
    """The language tag, empty if there is none."""
    return literal(parts(term).language.partition("--")[0])


def langdir(term: str) -> str:
    """The direction of a text, empty if there is none."""
    return literal(parts(term).language.partition("--")[2])


def datatype(term: str) -> str:
    """The datatype IRI."""
    _, language, type = parts(term)
    if not language:
        return iri(type)
    return iri(RDF + ("dirLangString" if "--" in language else "langString"))


def to_iri(term: str) -> str:
    """The IRI of that text."""
    if _WRITTEN_IRI.match(term) is not None:
        return f"<{term[1:-1]}>"
    if is_iri(term):
        return term
    text, language = string(term)
    if language or not is_absolute(text) or NOT_IN_IRI.search(text):
        raise ExpressionError("not an absolute IRI")
    return iri(text)


def to_iri_on_base(term: str, base: str) -> str:
    """The IRI of that text, where the rules have a BASE."""
    if is_iri(term):
        return term
    text, language = string(term)
    if language:
        raise ExpressionError("not a plain string")
    return to_iri(literal(text if is_absolute(text) else resolve(text, parts(base).lexical)))


def digest(*values: str) -> str:
    """A key of terms: the same for the same terms, in this and every other run."""
    return sha256("\x00".join(values).encode("utf-8", "surrogatepass")).hexdigest()


def fresh_node(*salt: str) -> str:
    """`BNODE(…)`: new for each solution; the plan adds rule, place and solution."""
    return f"_:s{digest(*salt)[:24]}"


def uuid(*salt: str) -> str:
    """`UUID()` as text: version 8 (custom), made from rule, place and solution."""
    key = digest("uuid", *salt)
    return f"{key[:8]}-{key[8:12]}-8{key[13:16]}-a{key[17:20]}-{key[20:32]}"


def strdt(term: str, type: str) -> str:
    """The literal of that text and datatype."""
    lexical, language, old = parts(term)
    if language or old != STRING or not is_iri(type) or type in _NEED_A_LANGUAGE:
        raise ExpressionError("not a plain string and a datatype")
    return literal(lexical, datatype=type[1:-1])


def is_numeric(term: str) -> str:
    """Whether the term is a well-formed number."""
    try:
        number(term)
    except ExpressionError:
        return from_boolean(False)
    return from_boolean(True)


def triple(subject: str, predicate: str, object: str) -> str:
    """A triple term."""
    if not is_iri(predicate):
        raise ExpressionError("a predicate is an IRI")
    return f"<<( {subject} {predicate} {object} )>>"


def _part(position: int) -> Callable[[str], str]:
    def take(term: str) -> str:
        if not term.startswith("<<("):
            raise ExpressionError("not a triple term")
        return parts_of_triple_term(term)[position]

    return take


def _has(test: Callable[[str], bool]) -> Callable[[str], str]:
    return lambda term: from_boolean(is_literal(term) and test(parts(term).language))


TERMS: Final[dict[str, Callable[..., str]]] = {
    "STR": to_str,
    "LANG": lang,
    "LANGDIR": langdir,
    "DATATYPE": datatype,
    "IRI": to_iri,
    "URI": to_iri,
    "IRI ON BASE": to_iri_on_base,
    "BNODE": fresh_node,
    "UUID": lambda *salt: iri(f"urn:uuid:{uuid(*salt)}"),
    "STRUUID": lambda *salt: literal(uuid(*salt)),
    "STRDT": strdt,
    "SAMETERM": lambda a, b: from_boolean(a == b),
    "ISIRI": lambda term: from_boolean(is_iri(term)),
    "ISURI": lambda term: from_boolean(is_iri(term)),
    "ISBLANK": lambda term: from_boolean(is_blank(term)),
    "ISLITERAL": lambda term: from_boolean(is_literal(term)),
    "ISNUMERIC": is_numeric,
    "HASLANG": _has(bool),
    "HASLANGDIR": _has(lambda tag: "--" in tag),
    "ISTRIPLE": lambda term: from_boolean(term.startswith("<<(")),
    "TRIPLE": triple,
    "SUBJECT": _part(0),
    "PREDICATE": _part(1),
    "OBJECT": _part(2),
}
