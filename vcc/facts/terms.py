"""Terms of other libraries → the canonical strings of `vocabulary/rdf.py`."""

from __future__ import annotations

from vcc.vocabulary.rdf import is_literal, literal, literal_parts


def canonical(term: str) -> str:
    """The term with only the escapes that N-Triples requires, and its language in lower case.

    Only the spelling changes, never the literal: `"01"` and `"1"` stay two integers.
    """
    if not is_literal(term) or ("\\" not in term and "@" not in term and "^^" not in term):
        return term
    parts = literal_parts(term)
    return literal(parts.lexical, parts.language.lower(), parts.datatype)


def is_rdf_triple(triple: tuple[str, str, str]) -> bool:
    """Whether RDF knows such a triple: rules may also make ones with a literal as subject."""
    return not is_literal(triple[0]) and not triple[0].startswith("<<(")
