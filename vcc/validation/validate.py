"""SHACL validation by pySHACL, the reference implementation: its only user."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from vcc.graph.to_rdflib import ntriples_term, to_rdflib
from vcc.source.diagnostic import Severity, Words
from vcc.validation.report import ValidationReport, ValidationResult
from vcc.validation.shapes import Shapes
from vcc.vocabulary.namespaces import OWL, SH, TYPE
from vcc.vocabulary.ontology import SUBCLASS, Ontology
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SEVERITIES: Final = {"Violation": Severity.ERROR, "Warning": Severity.WARNING}
_IMPORTS: Final = f"<{OWL}imports>"


def validate(
    data: Iterable[Triple], shapes: Shapes, ontology: Ontology | None = None
) -> ValidationReport:
    """Check triples against shapes.

    The ontology gives the classes of the terms that the data mentions, and the class hierarchy.
    Nothing else is inferred, and nothing is fetched: `owl:imports` are never followed.

    Raises:
        ValueError: if the shapes themselves are not well formed.
    """
    stated = tuple(data)
    with _exact_literals():
        background = _background(stated, ontology) if ontology else ()
        data_graph = to_rdflib(_without_imports((*stated, *background)))
        report = _run(data_graph, shapes.graph)
    return ValidationReport(tuple(sorted(_results(report, shapes), key=_order)))


def _background(data: Iterable[Triple], ontology: Ontology) -> Iterator[Triple]:
    """What shapes need to know of the ontology: a small part, so that a check stays fast."""
    for rdf_class, wider in ontology.superclasses.items():
        yield from ((rdf_class, SUBCLASS, one) for one in wider)
    for term in {triple[2] for triple in data} & ontology.individuals:
        yield from ((term, TYPE, rdf_class) for rdf_class in ontology.classes_of(term))


def _run(data: Graph, shapes: Graph) -> Graph:
    from pyshacl import validate as run
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    try:
        _conforms, report, text = run(
            data, shacl_graph=shapes, inference="none", inplace=True, do_owl_imports=False
        )
    except (ReportableRuntimeError, ShapeLoadError) as error:
        raise ValueError(str(error)) from error
    if not hasattr(report, "triples"):
        raise ValueError(text)
    return report  # type: ignore[no-any-return]


@contextmanager
def _exact_literals() -> Iterator[None]:
    """Keep literals as written: SHACL compares terms, and rdflib would make "01" into "1"."""
    import rdflib

    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _without_imports(triples: Iterable[Triple]) -> Iterator[Triple]:
    return (triple for triple in triples if triple[1] != _IMPORTS)


def _results(report: Graph, shapes: Shapes) -> Iterator[ValidationResult]:
    from rdflib import RDF, Namespace

    sh = Namespace(SH)

    def one(node: Node, name: str) -> str:
        value = report.value(node, sh[name])
        return "" if value is None else ntriples_term(value)

    for node in report.subjects(RDF.type, sh.ValidationResult):
        if not any(report.subjects(sh.result, node)):
            continue  # what a nested shape found is detail of the result that is reported
        shape = one(node, "sourceShape")
        path = report.value(node, sh.resultPath)
        yield ValidationResult(
            focus=one(node, "focusNode"),
            path="" if path is None else path_text(report, path),
            value=one(node, "value"),
            shape=shape,
            component=one(node, "sourceConstraintComponent"),
            severity=_SEVERITIES.get(one(node, "resultSeverity")[len(SH) + 1 : -1], Severity.INFO),
            code=shapes.codes.get(shape, ""),
            message=shapes.messages.get(shape, Words("", "")),
        )


def path_text(graph: Graph, path: Node) -> str:
    """A SHACL property path as a SPARQL path; a single property is just its term."""
    from rdflib import RDF, BNode, Namespace
    from rdflib.collection import Collection

    sh = Namespace(SH)
    if not isinstance(path, BNode):
        return ntriples_term(path)
    if (path, RDF.first, None) in graph:
        return "/".join(path_text(graph, step) for step in Collection(graph, path))
    inverse = graph.value(path, sh.inversePath)
    if inverse is not None:
        return "^" + path_text(graph, inverse)
    choice = graph.value(path, sh.alternativePath)
    if choice is not None:
        return f"({'|'.join(path_text(graph, step) for step in Collection(graph, choice))})"
    for name, mark in (("zeroOrMorePath", "*"), ("oneOrMorePath", "+"), ("zeroOrOnePath", "?")):
        repeated = graph.value(path, sh[name])
        if repeated is not None:
            return f"({path_text(graph, repeated)}){mark}"
    raise ValueError(f"not a property path: {path}")


def _order(result: ValidationResult) -> tuple[str, ...]:
    return (result.focus, result.code, result.path, result.shape, result.value, result.component)
