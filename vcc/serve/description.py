"""What the service says of itself: a SPARQL service, a data set (VoID), an entry of a catalogue.

A tool that knows only SPARQL finds here which graphs there are, how large they are, and which
formats and features it can count on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from vcc.query.graphs import ONTOLOGY
from vcc.serve.formats import Format
from vcc.source.diagnostic import LANGUAGES, Words
from vcc.vocabulary.namespaces import (
    DCAT,
    DCTERMS,
    FORMATS,
    PREFIXES,
    RDFS,
    SERVICE,
    TYPE,
    VCC,
    VOID,
)
from vcc.vocabulary.rdf import Triple, integer, iri, iri_text, lines_of, literal

if TYPE_CHECKING:
    from vcc.serve.service import Serving

_TITLE: Final = Words("Value co-creation cases", "价值共创案例库")
_ABOUT: Final = Words(
    "What cases of value co-creation state, and what follows from it; each case in two graphs.",
    "价值共创案例所陈述的内容及由此得出的结论；每个案例有两个图。",
)
_MOST_KEPT: Final = 32
# The names of the formats at the W3C.
_RESULT_IRIS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
)  # fmt: skip
_GRAPH_IRIS: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")

_sd = partial("<{}{}>".format, SERVICE)
_void = partial("<{}{}>".format, VOID)
_dcat = partial("<{}{}>".format, DCAT)
_terms = partial("<{}{}>".format, DCTERMS)
_media = partial("<{}{}>".format, FORMATS)


def service_description(serving: Serving, base: str, format: Format) -> bytes:
    """The description at `base` (the address of the server, ending with a slash)."""
    key = (base, format.name)
    known = serving.described.get(key)
    if known is None:
        known = _serialized(description_triples(serving, base), format)
        if len(serving.described) < _MOST_KEPT:  # addresses come from clients
            serving.described[key] = known
    return known


def description_triples(serving: Serving, base: str) -> Iterator[Triple]:
    """The statements of the description."""
    service, dataset = iri(f"{base}sparql"), iri(f"{base}.well-known/void#dataset")
    yield from _service(service, dataset)
    yield from _catalogue(service, dataset, base)
    yield from _sizes(serving, dataset)
    yield from _graphs(serving, service, dataset)


def _service(service: str, dataset: str) -> Iterator[Triple]:
    yield service, TYPE, _sd("Service")
    yield service, _sd("endpoint"), service
    yield service, _sd("supportedLanguage"), _sd("SPARQL11Query")
    yield service, _sd("defaultDataset"), dataset
    for name in (*_RESULT_IRIS, *_GRAPH_IRIS):
        yield service, _sd("resultFormat"), _media(name)


def _catalogue(service: str, dataset: str, base: str) -> Iterator[Triple]:
    catalogue = iri(f"{base}.well-known/void#catalogue")
    yield catalogue, TYPE, _dcat("Catalog")
    yield catalogue, _dcat("dataset"), dataset
    yield catalogue, _dcat("service"), service
    yield service, TYPE, _dcat("DataService")
    yield service, _dcat("endpointURL"), service
    yield service, _dcat("servesDataset"), dataset
    yield dataset, TYPE, _dcat("Dataset")
    for thing in (catalogue, dataset, service):
        for language in LANGUAGES:
            yield thing, _terms("title"), literal(_TITLE.in_language(language), language)
    for language in LANGUAGES:
        yield dataset, _terms("description"), literal(_ABOUT.in_language(language), language)
    yield dataset, _dcat("landingPage"), iri(base)


def _sizes(serving: Serving, dataset: str) -> Iterator[Triple]:
    triples = sum(size for name, size in serving.graphs.items() if name != ONTOLOGY)
    yield dataset, TYPE, _void("Dataset")
    yield dataset, TYPE, _sd("Dataset")
    yield dataset, _void("triples"), integer(triples)
    yield dataset, _void("documents"), integer(len(serving.cases))
    yield dataset, _void("vocabulary"), iri(VCC)
    yield dataset, _void("uriSpace"), literal(serving.base)
    for case in serving.cases[:10]:
        yield dataset, _void("exampleResource"), iri(case["iri"])


def _graphs(serving: Serving, service: str, dataset: str) -> Iterator[Triple]:
    """Each graph with its size; a case's graphs are about the case."""
    yield dataset, _void("sparqlEndpoint"), service
    default = iri(f"{iri_text(dataset)}-default")
    yield dataset, _sd("defaultGraph"), default
    yield default, TYPE, _sd("Graph")
    for number, (name, size) in enumerate(sorted(serving.graphs.items())):
        entry, graph = (iri(f"{iri_text(dataset)}-{number}{part}") for part in ("", "-graph"))
        yield dataset, _sd("namedGraph"), entry
        yield entry, TYPE, _sd("NamedGraph")
        yield entry, _sd("name"), name
        yield entry, _sd("graph"), graph
        yield graph, TYPE, _sd("Graph")
        yield graph, _void("triples"), integer(size)
    for case in serving.cases:
        for language in LANGUAGES:
            yield iri(case["iri"]), f"<{RDFS}label>", literal(case["label"][language], language)


def _serialized(triples: Iterator[Triple], format: Format) -> bytes:
    import pyoxigraph

    lines = "".join(lines_of(triples))
    parsed = (quad.triple for quad in pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_TRIPLES))
    prefixes = {**PREFIXES, "sd": SERVICE, "void": VOID, "dcat": DCAT}
    wanted = getattr(pyoxigraph.RdfFormat, format.name)
    return pyoxigraph.serialize(parsed, format=wanted, prefixes=prefixes) or b""
