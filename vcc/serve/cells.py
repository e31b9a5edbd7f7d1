"""RDF terms as a page shows them: a text, and where it leads if that is on this server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from vcc.vocabulary.namespaces import CASES, PREFIXES, VCC


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown of a term; `href` is empty where it leads nowhere on this server."""

    text: str
    href: str = ""
    language: str = ""
    iri: str = ""


def cell_from_json(found: Mapping[str, Any] | None, base: str) -> Cell:
    """A term of the JSON format of results; None where a variable is not bound. Cases have their
    IRIs below `base`."""
    if found is None:
        return Cell("")
    value = found["value"]
    if isinstance(value, dict):  # a triple term
        return Cell(" ".join(cell_from_json(part, base).text for part in value.values()))
    if found["type"] == "uri":
        return _node(value, base)
    return Cell(value, language=found.get("xml:lang", ""))


def cell_from_term(term: Any, base: str) -> Cell:
    """A term of pyoxigraph's; cases have their IRIs below `base`."""
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return _node(term.value, base)
    if isinstance(term, pyoxigraph.Literal):
        return Cell(term.value, language=term.language or "")
    return Cell(str(term))


def address_of(iri: str, base: str) -> str:
    """Where this server shows what has an IRI; empty where it does not (see `iri_at`)."""
    for namespace, below in ((base, f"/{CASES.removeprefix(VCC)}"), (VCC, "/")):
        if iri.startswith(namespace):
            return f"{below}{quote(iri.removeprefix(namespace), safe='/')}"
    return ""


def iri_at(name: str, base: str) -> str:
    """The IRI of what has an address here: cases are below `case/`, whatever their base is."""
    inside = name.removeprefix(CASES.removeprefix(VCC))
    return VCC + name if inside == name else base + inside


def _node(iri: str, base: str) -> Cell:
    """An IRI, short; it links only to this server, whatever a case says."""
    href = address_of(iri, base)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return Cell(f"{prefix}:{iri[len(namespace) :]}", href, iri=iri)
    return Cell(iri, href, iri=iri)
