"""How terms are written short: prefixed, relative to a base, or bare."""

from __future__ import annotations

import re
from typing import Final

from vcc.vocabulary.namespaces import PREFIXES, XSD
from vcc.vocabulary.rdf import iri_text, is_iri, literal_parts

_SAFE_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z")
# What Turtle lets one write without quotes; the lexical form stays as it is.
_BARE: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+\Z"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+\Z"),
    XSD + "boolean": re.compile(r"(?:true|false)\Z"),
}


def short_term(term: str, base: str) -> str:
    """A term as Turtle writes it: prefixed, relative to `base`, or bare where that is safe."""
    if is_iri(term):
        return _short_iri(iri_text(term), base)
    if not term.startswith('"') or not term.endswith(">"):
        return term
    lexical, _, datatype = literal_parts(term)
    bare = _BARE.get(datatype)
    if bare is not None and bare.match(lexical):
        return lexical
    return f"{term.rpartition('^^')[0]}^^{_short_iri(datatype, base)}"


def _short_iri(iri: str, base: str) -> str:
    short = prefixed(iri)
    if short is not None:
        return short
    return f"<{iri[len(base) :]}>" if is_below(iri, base) else f"<{iri}>"


def prefixed(iri: str) -> str | None:
    """An IRI with one of our prefixes; None where that would need escapes."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _SAFE_LOCAL.match(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None


def is_below(iri: str, base: str) -> bool:
    """Whether the rest after `base` is a relative reference that leads back to the IRI."""
    rest = iri[len(base) :] if iri.startswith(base) else ""
    return (
        bool(rest) and rest[0] not in "/?#" and not re.search(r"[:?#]|(?:^|/)\.{1,2}(?:/|$)", rest)
    )
