"""The W3C SHACL core suite against our `validate`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pyoxigraph as ox
import pytest

from vcc.graph.to_rdflib import ntriples_term, to_rdflib
from vcc.source.diagnostic import Severity
from vcc.validation.fast import is_installed
from vcc.validation.reference import path_text
from vcc.validation.shapes import Shapes
from vcc.validation.validate import REFERENCE, VALIDATOR_VARIABLE, validate
from vcc.vocabulary.namespaces import SH
from vcc.vocabulary.rdf import Triple

pytestmark = pytest.mark.shared

MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TEST = "http://www.w3.org/ns/shacl-test#"
SHARED = Path(os.environ.get("VCC_SHARED", Path(__file__).resolve().parents[3] / "shared"))
CORE = SHARED / "conformance/shacl/tests/core"
KNOWN_FAILURES = {
    "property/uniqueLang-002": 'pySHACL takes "1"^^xsd:boolean for true, SHACL only `true`',
}


@dataclass(frozen=True)
class Suite:
    """One test file: its triples, and the terms of its single test."""

    path: Path
    triples: tuple[Triple, ...]

    def value(self, subject: str, name: str) -> str:
        return next((o for s, p, o in self.triples if s == subject and p == f"<{name}>"), "")


def read(path: Path) -> tuple[Triple, ...]:
    quads = ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    return tuple((str(q.subject), str(q.predicate), str(q.object)) for q in quads)


def suites() -> Iterator[tuple[str, Suite, str]]:
    for path in sorted(CORE.rglob("*.ttl")):
        suite = Suite(path, read(path))
        for subject, property, value in suite.triples:
            if property.endswith("#type>") and value == f"<{TEST}Validate>":
                yield path.relative_to(CORE).with_suffix("").as_posix(), suite, subject


FOUND = list(suites()) if CORE.is_dir() else []


def triples_of(suite: Suite, term: str) -> tuple[Triple, ...]:
    path = Path(url2pathname(urlsplit(term[1:-1]).path))
    return suite.triples if path == suite.path else read(path)


Comparable = tuple[str, str, str, str, str, Severity]


def expected_results(suite: Suite, report: str) -> tuple[bool, list[Comparable]]:
    graph = to_rdflib(suite.triples)
    severities = {"Violation": Severity.ERROR, "Warning": Severity.WARNING}
    found = []
    for subject, property, node in suite.triples:
        if subject != report or property != f"<{SH}result>":
            continue
        path = next(
            (o for s, p, o in graph if ntriples_term(s) == node and p == sh("resultPath")), None
        )
        found.append(
            (
                anonymous(suite.value(node, SH + "focusNode")),
                path_text(graph, path) if path is not None else "",
                anonymous(suite.value(node, SH + "value")),
                anonymous(suite.value(node, SH + "sourceShape")),
                suite.value(node, SH + "sourceConstraintComponent"),
                severities.get(
                    suite.value(node, SH + "resultSeverity")[len(SH) + 1 : -1], Severity.INFO
                ),
            )
        )
    return "true" in suite.value(report, SH + "conforms"), found


def sh(name: str) -> object:
    from rdflib import URIRef

    return URIRef(SH + name)


def anonymous(term: str) -> str:
    """Blank nodes compare as equal: their identity is not part of the suite's results."""
    return "_:" if term.startswith("_:") else term


def test_the_suite_is_there() -> None:
    assert len(FOUND) >= 90


@pytest.mark.parametrize("validator", [REFERENCE, "fast"])
@pytest.mark.parametrize(("name", "suite", "test"), FOUND, ids=[name for name, *_ in FOUND])
def test_the_w3c_core_suite(
    name: str, suite: Suite, test: str, validator: str, request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv(VALIDATOR_VARIABLE, validator)
    is_fast = validator != REFERENCE and is_installed()
    if name in KNOWN_FAILURES and not is_fast:
        request.applymarker(pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[name]))
    action = suite.value(test, MANIFEST + "action")
    data = triples_of(suite, suite.value(action, TEST + "dataGraph"))
    shapes = triples_of(suite, suite.value(action, TEST + "shapesGraph"))
    report = suite.value(test, MANIFEST + "result")
    conforms, expected = expected_results(suite, report)
    found = validate(data, Shapes(shapes))
    assert sorted(
        (
            anonymous(r.focus),
            r.path,
            anonymous(r.value),
            anonymous(r.shape),
            r.component,
            r.severity,
        )
        for r in found.results
    ) == sorted(expected)
    assert found.conforms == conforms
