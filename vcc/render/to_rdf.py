"""Triples as RDF text: the same triples always give the same bytes, in an order for reading.

A dataset is a mapping from the name of each graph (an IRI term; "" for the default graph) to its
triples. Formats that know no graphs get all of them as one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from vcc.vocabulary.namespaces import CASES, LABEL, PREFIXES, TYPE, VCC, XSD
from vcc.vocabulary.rdf import Triple, iri_text, is_blank, is_iri, literal_parts

Dataset = Mapping[str, Iterable[Triple]]

_SAFE_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z")
# What Turtle lets one write without quotes; the lexical form stays as it is.
_BARE: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+\Z"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+\Z"),
    XSD + "boolean": re.compile(r"(?:true|false)\Z"),
}
_FIRST: Final = {TYPE: 0, LABEL: 1}


def rdf_from_graphs(dataset: Dataset, format: str, base: str = CASES) -> str:
    """A dataset as text in one of `FORMATS`.

    `base` is the absolute IRI, ending with a slash, below which the nodes are written short.

    Raises:
        KeyError: if the format is none of `FORMATS`.
    """
    ordered = {name: sorted(set(dataset[name]), key=_reading_order) for name in sorted(dataset)}
    return _WRITERS[format](ordered, base)


def _reading_order(triple: Triple) -> tuple[str, ...]:
    """A node before the nodes below it, and what it is before what else is said of it."""
    return (triple[0].rstrip(">"), str(_FIRST.get(triple[1], 2)), *triple)


def _merged(dataset: Dataset) -> list[Triple]:
    triples = {triple for triples in dataset.values() for triple in triples}
    return sorted(triples, key=_reading_order)


# ------------------------------------------------------------------ N-Triples and N-Quads
def _ntriples(dataset: Dataset, base: str) -> str:  # noqa: ARG001 - writes IRIs in full
    return "".join(f"{s} {p} {o} .\n" for s, p, o in _merged(dataset))


def _nquads(dataset: Dataset, base: str) -> str:  # noqa: ARG001 - writes IRIs in full
    return "".join(
        f"{s} {p} {o} {name} .\n" if name else f"{s} {p} {o} .\n"
        for name, triples in dataset.items()
        for s, p, o in triples
    )


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
    prefixed = _prefixed(iri)
    if prefixed is not None:
        return prefixed
    return f"<{iri[len(base) :]}>" if _is_below(iri, base) else f"<{iri}>"


def _prefixed(iri: str) -> str | None:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _SAFE_LOCAL.match(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None


def _is_below(iri: str, base: str) -> bool:
    """Whether the rest after `base` is a relative reference that leads back to the IRI."""
    rest = iri[len(base) :] if iri.startswith(base) else ""
    return (
        bool(rest) and rest[0] not in "/?#" and not re.search(r"[:?#]|(?:^|/)\.{1,2}(?:/|$)", rest)
    )


# ------------------------------------------------------------------ JSON-LD
def _jsonld(dataset: Dataset, base: str) -> str:
    """Compact JSON-LD: local names of our vocabulary, everything else prefixed or relative."""
    context: dict[str, str] = {"@base": base, "@vocab": VCC, "vcc": VCC}
    context |= {prefix: iri for prefix, iri in PREFIXES.items() if prefix}
    content: list[Any] = []
    for name, triples in dataset.items():
        nodes = list(_json_nodes(triples, base))
        if name:
            content.append({"@id": _json_id(name, base), "@graph": nodes})
        else:
            content += nodes
    document = {"@context": context, "@graph": content}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _json_nodes(triples: Iterable[Triple], base: str) -> Iterator[dict[str, Any]]:
    for subject, about in groupby(triples, key=lambda triple: triple[0]):
        node: dict[str, Any] = {"@id": _json_id(subject, base)}
        for property, statements in groupby(about, key=lambda triple: triple[1]):
            objects = [object for _, _, object in statements]
            if property == TYPE and all(is_iri(object) for object in objects):
                node["@type"] = _one_or_all([_json_key(object) for object in objects])
            else:
                node[_json_key(property)] = _one_or_all([_json_value(o, base) for o in objects])
        yield node


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _json_key(term: str) -> str:
    prefixed = _prefixed(iri_text(term))
    return iri_text(term) if prefixed is None else prefixed.removeprefix(":")


def _json_id(term: str, base: str) -> str:
    if is_blank(term):
        return term
    iri = iri_text(term)
    prefixed = _prefixed(iri)
    if prefixed is not None:
        return f"vcc{prefixed}" if prefixed.startswith(":") else prefixed
    return iri[len(base) :] if _is_below(iri, base) else iri


def _json_value(term: str, base: str) -> dict[str, str]:
    if not term.startswith('"'):
        return {"@id": _json_id(term, base)}
    lexical, language, datatype = literal_parts(term)
    if language:
        return {"@value": lexical, "@language": language}
    if datatype == XSD + "string":
        return {"@value": lexical}
    return {"@value": lexical, "@type": _json_key(f"<{datatype}>")}


_WRITERS: Final[Mapping[str, Callable[[Dataset, str], str]]] = {
    "turtle": _turtle,
    "trig": _trig,
    "ntriples": _ntriples,
    "nquads": _nquads,
    "jsonld": _jsonld,
}
FORMATS: Final = tuple(_WRITERS)
