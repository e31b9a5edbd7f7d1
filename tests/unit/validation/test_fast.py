"""The fast validator says what the reference says, on all that we have."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_shapes import CODES, example

from vcc.graph.from_case import graph_from_case
from vcc.knowledge import knowledge
from vcc.pipeline import analyse, parse
from vcc.source.diagnostic import SourceErrors
from vcc.source.reading import read_source
from vcc.validation.fast import is_installed
from vcc.validation.report import ValidationReport
from vcc.validation.shapes import Shapes
from vcc.validation.validate import REFERENCE, VALIDATOR_VARIABLE, validate
from vcc.vocabulary.namespaces import SH, TYPE, vcc
from vcc.vocabulary.rdf import Triple
from vcc.vocabulary.turtle import triples_from_turtle

REPOSITORY = Path(__file__).resolve().parents[3]
FRAMEWORK = REPOSITORY / "tests/repair_commons"
CASES = sorted((REPOSITORY / "examples").rglob("*.vcc"))
HEAD = f"@prefix : <{vcc('')[1:-1]}> . @prefix sh: <{SH}> .\n"

pytestmark = pytest.mark.skipif(not is_installed(), reason="needs the fast extra")


@pytest.fixture
def by_both(monkeypatch: pytest.MonkeyPatch):
    """Validate with both; the reports must be the same."""

    def both(data: tuple[Triple, ...], shapes: Shapes | None = None) -> ValidationReport:
        theory = knowledge(FRAMEWORK)
        shapes = shapes or theory.shapes
        assert shapes.ready is not None, "the fast validator would not be used"
        monkeypatch.delenv(VALIDATOR_VARIABLE, raising=False)
        fast = validate(data, shapes, theory.ontology)
        monkeypatch.setenv(VALIDATOR_VARIABLE, REFERENCE)
        assert fast == validate(data, shapes, theory.ontology)
        return fast

    return both


@pytest.mark.parametrize("code", sorted(CODES))
def test_they_agree_on_the_examples_of_a_shape(code: str, by_both) -> None:
    assert by_both(example(code, "violatedBy")).results
    assert not by_both(example(code, "satisfiedBy")).results


def test_they_agree_on_every_case_that_we_have(by_both) -> None:
    compared = found = 0
    for path in CASES:
        try:
            _, resolved = parse(read_source(path), knowledge())
        except SourceErrors:
            continue
        found += len(by_both(graph_from_case(resolved).triples).results)
        compared += 1
    assert compared >= 15
    assert found >= 20


LITERALS = [
    '"01"',
    "1",
    '"1"^^xsd:decimal',
    '"x"@en',
    '"x"@en-GB',
    '"a\\"b\\\\c\\nd"',
    '"企业"@zh',
    "true",
]


@pytest.mark.parametrize("literal", LITERALS)
def test_they_agree_on_literals_to_the_letter(literal: str, by_both) -> None:
    head = f"{HEAD} @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    text = (
        ":S a sh:PropertyShape ; sh:targetSubjectsOf :note ; sh:path :note ; sh:maxCount 0 .\n"
        ":T a sh:PropertyShape ; sh:targetSubjectsOf :note ; sh:path :note ; "
        f"sh:in ( {literal} ) .\n"
        ":U a sh:PropertyShape ; sh:targetSubjectsOf :note ; sh:path :note ; sh:nodeKind sh:IRI ."
    )
    shapes = Shapes(tuple(triples_from_turtle((head + text).encode(), "shapes")))
    data = tuple(triples_from_turtle(f"{head} :x :note {literal} .".encode(), "data"))
    report = by_both(data, shapes)
    assert {result.value for result in report.results} == {"", data[0][2]}


def test_what_is_not_compared_goes_to_the_reference() -> None:
    sparql = "[ sh:select 'SELECT $this WHERE { $this ?p ?o }' ]"
    for text in (
        f":S a sh:NodeShape ; sh:targetClass :Actor ; sh:sparql {sparql} .",
        ":S a sh:NodeShape ; sh:targetClass :Actor ; sh:closed true .",
        ":S a sh:PropertyShape ; sh:targetNode :x ; sh:path :y ; sh:minCount 'many' .",
    ):
        shapes = Shapes(tuple(triples_from_turtle((HEAD + text).encode(), "shapes")))
        assert shapes.ready is None


def test_a_result_of_a_shape_without_a_name_comes_from_the_reference() -> None:
    nested = "[ sh:path :kind ; sh:minCount 1 ; :code 'S998' ]"
    text = f":S a sh:NodeShape ; sh:targetClass :Actor ; sh:property {nested} ."
    shapes = Shapes(tuple(triples_from_turtle((HEAD + text).encode(), "shapes")))
    assert shapes.ready is not None
    (found,) = validate([(vcc("x"), TYPE, vcc("Actor"))], shapes).results
    assert found.code == "S998"


def test_a_whole_check_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    case = FRAMEWORK / "saturday.vcc"
    fast = analyse(case, knowledge(FRAMEWORK)).outcome.findings
    monkeypatch.setenv(VALIDATOR_VARIABLE, REFERENCE)
    assert fast == analyse(case, knowledge(FRAMEWORK)).outcome.findings
