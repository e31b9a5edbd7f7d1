"""The JSON-LD context of our vocabulary: what makes a case read well as JSON.

`vcc.context.jsonld` is made from the ontology and comes with the package, so that nobody needs a
network to read or write JSON-LD; a test holds it against the ontology.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

from vcc.case.words import CLAUSES, Takes
from vcc.vocabulary.namespaces import LABEL, OWL, PREFIXES, RDF, RDFS, TYPE, VCC, XSD, vcc
from vcc.vocabulary.rdf import Triple, iri_text, is_iri

Context = Mapping[str, Any]

FILE: Final = "vcc.context.jsonld"
VCC_PREFIX: Final = "vcc"
_RANGE: Final = f"<{RDFS}range>"
_SUBCLASS: Final = f"<{RDFS}subClassOf>"
_LANG_STRING: Final = f"<{RDF}langString>"
_OBJECT_PROPERTY: Final = f"<{OWL}ObjectProperty>"
_PROPERTIES: Final = (_OBJECT_PROPERTY, f"<{OWL}DatatypeProperty>")
# JSON has these two of its own.
_NATIVE: Final = {f"<{XSD}boolean>", f"<{XSD}integer>"}
# What a case says in a language: quotes, and the clauses that take quoted text.
_TEXTS: Final = frozenset(
    {vcc("quote"), *(vcc(word.property) for word in CLAUSES if word.takes is Takes.STRINGS)}
)


def context_from_ontology(ontology: Iterable[Triple]) -> dict[str, Any]:
    """The context, in an order that depends on nothing but what the ontology says."""
    triples = tuple(ontology)
    context: dict[str, Any] = {"@version": 1.1, "@vocab": VCC, VCC_PREFIX: VCC}
    context |= {prefix: iri for prefix, iri in PREFIXES.items() if prefix}
    context |= {"id": "@id", "type": "@type", "graph": "@graph"}
    context["label"] = {"@id": iri_text(LABEL), "@container": "@language"}
    properties = {s for s, p, o in triples if p == TYPE and o in _PROPERTIES} | _TEXTS
    references = {s for s, p, o in triples if p == TYPE and o == _OBJECT_PROPERTY}
    ranges = {s: o for s, p, o in triples if p == _RANGE and s in properties}
    terms = _below(vcc("Term"), triples)
    for property in sorted(properties):
        name = iri_text(property).removeprefix(VCC)
        if property.startswith(f"<{VCC}") and name not in context:
            how = _how(property, ranges.get(property, ""), references, terms)
            if how:
                context[name] = {"@id": iri_text(property), **how}
    return context


def _how(property: str, range: str, references: set[str], terms: frozenset[str]) -> dict[str, str]:
    """How the values of a property are written; {} as JSON would anyway."""
    if property in references:
        return {"@type": "@vocab" if range in terms else "@id"}
    if range == _LANG_STRING or property in _TEXTS:
        return {"@container": "@language"}
    if is_iri(range) and range.startswith(f"<{XSD}") and range not in _NATIVE:
        return {} if range == f"<{XSD}string>" else {"@type": iri_text(range)}
    return {}


def _below(top: str, triples: Iterable[Triple]) -> frozenset[str]:
    """A class and all its subclasses."""
    edges = [(s, o) for s, p, o in triples if p == _SUBCLASS]
    found, size = {top}, 0
    while len(found) != size:
        size = len(found)
        found |= {s for s, o in edges if o in found}
    return frozenset(found)


def text_from_context(context: Context) -> str:
    """The document that is published."""
    return f'{{\n  "@context": {context_lines(context)}\n}}\n'


def context_lines(context: Context) -> str:
    """A context as JSON with a line for each key, for the second level of a document."""
    written = (f"    {_json(key)}: {_json(rule)}" for key, rule in context.items())
    return "{\n" + ",\n".join(written) + "\n  }"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def packaged_context() -> Context:
    """The context that comes with vcc."""
    file = resources.files("vcc.render").joinpath("schemas", FILE)
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["@context"]
    return found
