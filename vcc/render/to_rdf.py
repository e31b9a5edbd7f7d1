"""Triples as RDF text: the same triples always give the same bytes, in an order for reading.

A dataset is a mapping from the name of each graph (an IRI term; "" for the default graph) to its
triples. Formats that know no graphs get all of them as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from vcc.render.json_ld import json_ld
from vcc.render.rdf_names import short_term
from vcc.render.rdf_xml import rdf_xml
from vcc.vocabulary.namespaces import CASES, LABEL, PREFIXES, TYPE
from vcc.vocabulary.rdf import Triple, lines_of

Dataset = Mapping[str, Iterable[Triple]]

_FIRST: Final = {TYPE: 0, LABEL: 1}


def rdf_from_graphs(dataset: Dataset, format: str, base: str = CASES, context: str = "") -> str:
    """A dataset as text in one of `FORMATS`.

    `base` is the absolute IRI, ending with a slash, below which the nodes are written short;
    `context` the address of a JSON-LD context that is named instead of written.

    Raises:
        KeyError: if the format is none of `FORMATS`.
        NotXml: if the format is `rdfxml` and a term cannot be written in XML.
    """
    ordered = {name: sorted(set(dataset[name]), key=_reading_order) for name in sorted(dataset)}
    if context:
        return json_ld(ordered, base, context)
    return _WRITERS[format](ordered, base)


def _reading_order(triple: Triple) -> tuple[str, ...]:
    """A node before the nodes below it, and what it is before what else is said of it."""
    return (triple[0].rstrip(">"), str(_FIRST.get(triple[1], 2)), *triple)


def _merged(dataset: Dataset) -> list[Triple]:
    triples = {triple for triples in dataset.values() for triple in triples}
    return sorted(triples, key=_reading_order)


# ------------------------------------------------------------------ N-Triples and N-Quads
def _ntriples(dataset: Dataset, base: str) -> str:  # noqa: ARG001 - writes IRIs in full
    return "".join(lines_of(_merged(dataset)))


def _nquads(dataset: Dataset, base: str) -> str:  # noqa: ARG001 - writes IRIs in full
    return "".join(line for name in dataset for line in lines_of(dataset[name], name))


# ------------------------------------------------------------------ Turtle and TriG
def _turtle(dataset: Dataset, base: str) -> str:
    triples = _merged(dataset)
    return _head(_terms(triples), base) + "".join(f"\n{b}" for b in _blocks(triples, base, ""))


def _trig(dataset: Dataset, base: str) -> str:
    terms = {name for name in dataset if name}.union(*(_terms(t) for t in dataset.values()))
    out = [_head(terms, base)]
    for name, triples in dataset.items():
        if name:
            inside = "\n".join(_blocks(triples, base, "    "))
            out.append(f"\n{short_term(name, base)} {{\n{inside}}}\n")
        else:
            out += (f"\n{block}" for block in _blocks(triples, base, ""))
    return "".join(out)


def _terms(triples: Iterable[Triple]) -> set[str]:
    return {term for triple in triples for term in triple if term != TYPE}


def _head(terms: set[str], base: str) -> str:
    """`@base`, and the prefixes that are used."""
    written = {short_term(term, base) for term in terms}
    datatypes = {text.rpartition("^^")[2] for text in written if "^^" in text}
    used = {t.partition(":")[0] for t in written | datatypes if not t.startswith(("<", '"', "_:"))}
    lines = [f"@base <{base}> ."]
    lines += (f"@prefix {p}: <{iri}> ." for p, iri in PREFIXES.items() if p in used)
    return "\n".join(lines) + "\n"


def _blocks(triples: Iterable[Triple], base: str, indent: str) -> Iterator[str]:
    """One block a subject: its class, its labels, then the rest."""
    for subject, about in groupby(triples, key=lambda triple: triple[0]):
        lines = []
        for property, statements in groupby(about, key=lambda triple: triple[1]):
            verb = "a" if property == TYPE else short_term(property, base)
            lines.append(f"{verb} " + ", ".join(short_term(o, base) for _, _, o in statements))
        yield f"{indent}{short_term(subject, base)} " + f" ;\n{indent}    ".join(lines) + " .\n"


# ------------------------------------------------------------------ RDF/XML
def _rdfxml(dataset: Dataset, base: str) -> str:  # noqa: ARG001 - writes IRIs in full
    return rdf_xml(_merged(dataset))


_WRITERS: Final[Mapping[str, Callable[[Dataset, str], str]]] = {
    "turtle": _turtle,
    "trig": _trig,
    "ntriples": _ntriples,
    "nquads": _nquads,
    "rdfxml": _rdfxml,
    "jsonld": json_ld,
}
FORMATS: Final = tuple(_WRITERS)
