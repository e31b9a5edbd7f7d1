"""RDF terms as a page shows them: a text, and where it leads if that is on this server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from vcc.vocabulary.namespaces import LABEL, PREFIXES, VCC
from vcc.vocabulary.rdf import iri_text


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown of a term; `href` is empty where it leads nowhere on this server."""

    text: str
    href: str = ""
    language: str = ""
    iri: str = ""


def cell_from_json(found: Mapping[str, Any] | None) -> Cell:
    """A term of the JSON format of results; None where a variable is not bound."""
    if found is None:
        return Cell("")
    value = found["value"]
    if isinstance(value, dict):  # a triple term
        return Cell(" ".join(cell_from_json(part).text for part in value.values()))
    if found["type"] == "uri":
        return _node(value)
    return Cell(value, language=found.get("xml:lang", ""))


def cell_from_term(term: Any) -> Cell:
    """A term of pyoxigraph's."""
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return _node(term.value)
    if isinstance(term, pyoxigraph.Literal):
        return Cell(term.value, language=term.language or "")
    return Cell(str(term))


def label_of(rows: Iterable[Mapping[str, Cell]], language: str) -> str:
    """The label among some statements, in the language if there is one."""
    labels = [row["value"] for row in rows if row["property"].iri == iri_text(LABEL)]
    labels.sort(key=lambda cell: not cell.language.startswith(language))
    return labels[0].text if labels else ""


def _node(iri: str) -> Cell:
    """An IRI, short; it links only to this server, whatever a case says."""
    href = f"/{quote(iri[len(VCC) :], safe='/')}" if iri.startswith(VCC) else ""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return Cell(f"{prefix}:{iri[len(namespace) :]}", href, iri=iri)
    return Cell(iri, href, iri=iri)
