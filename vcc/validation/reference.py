"""SHACL validation by pySHACL, the reference: its only user."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vcc.graph.to_rdflib import ntriples_term, to_rdflib
from vcc.validation.report import ValidationResult, severity_of
from vcc.validation.shapes import Shapes
from vcc.vocabulary.namespaces import SH
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def results_by_reference(data: Iterable[Triple], shapes: Shapes) -> list[ValidationResult]:
    """What pySHACL finds.

    Raises:
        ValueError: if the shapes themselves are not well formed.
    """
    with _exact_literals():
        report = _run(to_rdflib(data), shapes.graph)
    return list(_results(report, shapes))


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


def _results(report: Graph, shapes: Shapes) -> Iterator[ValidationResult]:
    from rdflib import RDF, Namespace

    sh = Namespace(SH)

    def one(node: Node, name: str) -> str:
        value = report.value(node, sh[name])
        return "" if value is None else ntriples_term(value)

    for node in report.subjects(RDF.type, sh.ValidationResult):
        if not any(report.subjects(sh.result, node)):
            continue  # what a nested shape found is detail of the result that is reported
        path = report.value(node, sh.resultPath)
        yield shapes.result(
            focus=one(node, "focusNode"),
            path="" if path is None else path_text(report, path),
            value=one(node, "value"),
            shape=one(node, "sourceShape"),
            component=one(node, "sourceConstraintComponent"),
            severity=severity_of(one(node, "resultSeverity")),
        )


def path_text(graph: Graph, path: Node) -> str:
    """A SHACL property path as a SPARQL path; a single property is just its term."""
    from rdflib import RDF, BNode, Namespace
    from rdflib.collection import Collection

    sh = Namespace(SH)
    if not isinstance(path, BNode):
        return ntriples_term(path)
    if (path, RDF.first, None) in graph:
        return f"({'/'.join(path_text(graph, step) for step in Collection(graph, path))})"
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
