"""Validation as data: what a report carries, and what never happens on the way."""

from __future__ import annotations

import socket

import pytest
import rdflib

from vcc.source.diagnostic import Severity, SourceErrors, Words
from vcc.validation.report import ValidationResult, fill
from vcc.validation.shapes import Shapes, shapes_from_files, shipped_shapes
from vcc.validation.validate import validate
from vcc.vocabulary.namespaces import OWL, SH, TYPE, XSD, vcc
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rdf import literal
from vcc.vocabulary.turtle import triples_from_turtle

HEAD = f"@prefix : <{vcc('')[1:-1]}> . @prefix sh: <{SH}> . @prefix xsd: <{XSD}> .\n"


def shapes(text: str) -> Shapes:
    return Shapes(tuple(triples_from_turtle((HEAD + text).encode(), "shapes")))


def triple(subject: str, property: str, object: str) -> tuple[str, str, str]:
    return vcc(subject), vcc(property), object


def test_a_result_says_what_is_wrong_where() -> None:
    wanted = shapes(
        ":S a sh:PropertyShape ; sh:targetClass :Actor ; sh:path :kind ; sh:in ( :firm ) ; "
        ':code "S999" ; sh:severity sh:Warning ; sh:message "{focus}: {value}"@en , "坏"@zh ; '
        ':claim "DL-083" ; :satisfiedBy "actor f is firm" .'
    )
    data = [(vcc("x"), TYPE, vcc("Actor")), triple("x", "kind", vcc("bank"))]
    assert validate(data, wanted).results == (
        ValidationResult(
            focus=vcc("x"), path=vcc("kind"), value=vcc("bank"), shape=vcc("S"),
            component=f"<{SH}InConstraintComponent>", severity=Severity.WARNING, code="S999",
            message=Words("{focus}: {value}", "坏"), claims=("DL-083",), wanted=(vcc("firm"),),
            example="actor f is firm",
        ),
    )  # fmt: skip


def test_placeholders_are_filled_with_what_the_reader_calls_things() -> None:
    result = ValidationResult(
        vcc("x"), vcc("kind"), "", vcc("S"), "", Severity.INFO,
        message=Words("{focus} {path}[{value}]", "“{focus}”"),
    )  # fmt: skip
    called = {vcc("x"): Words("Xiaomi", "小米"), vcc("kind"): Words("kind", "类别")}
    assert fill(result, called.__getitem__) == Words("Xiaomi kind[]", "“小米”")


def test_a_label_with_braces_stays_as_it_is() -> None:
    result = ValidationResult(
        vcc("x"),
        "",
        vcc("y"),
        vcc("S"),
        "",
        Severity.INFO,
        message=Words("{focus}/{value}", "{path}"),
    )
    called = {vcc("x"): Words("{value}", "{value}"), vcc("y"): Words("{focus}", "{focus}")}
    assert fill(result, called.__getitem__) == Words("{value}/{focus}", "")


def test_a_shape_for_a_class_looks_at_its_subclasses() -> None:
    wanted = shapes(
        ":S a sh:PropertyShape ; sh:targetClass :Move ; sh:path :kind ; sh:minCount 1 ."
    )
    subclass = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
    ontology = Ontology(((vcc("Use"), subclass, vcc("Move")),))
    data = [(vcc("m"), TYPE, vcc("Use"))]
    assert validate(data, wanted).conforms
    assert not validate(data, wanted, ontology).conforms


def test_the_classes_of_terms_come_from_the_ontology() -> None:
    wanted = shapes(
        ":S a sh:PropertyShape ; sh:targetClass :Actor ; sh:path :kind ; sh:class :ActorKind ."
    )
    ontology = Ontology(
        (
            (vcc("firm"), TYPE, f"<{OWL}NamedIndividual>"),
            (vcc("firm"), TYPE, vcc("ActorKind")),
        )
    )
    data = [(vcc("x"), TYPE, vcc("Actor")), triple("x", "kind", vcc("firm"))]
    assert not validate(data, wanted).conforms
    assert validate(data, wanted, ontology).conforms


def test_literals_are_compared_as_written() -> None:
    """rdflib would make "01" into "1", and two different terms equal."""
    wanted = shapes(
        ":S a sh:PropertyShape ; sh:targetNode :x ; sh:path :number ; "
        'sh:hasValue "01"^^xsd:integer .'
    )
    for lexical, conforms in (("01", True), ("1", False)):
        data = [triple("x", "number", literal(lexical, datatype=XSD + "integer"))]
        assert validate(data, wanted).conforms is conforms


def test_the_setting_of_rdflib_is_put_back() -> None:
    before = rdflib.NORMALIZE_LITERALS
    validate([], shipped_shapes())
    assert rdflib.NORMALIZE_LITERALS is before


def test_validating_twice_gives_the_same_report() -> None:
    data = [(vcc("x"), TYPE, vcc("Actor"))]
    first = validate(data, shipped_shapes())
    assert first.results
    assert validate(data, shipped_shapes()) == first


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("validation must not use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    imports = f"<{OWL}imports>"
    wanted = Shapes((("<urn:o>", imports, "<http://localhost:9/shapes.ttl>"),))
    data = [("<urn:d>", imports, "<http://localhost:9/data.ttl>")]
    assert validate(data, wanted).conforms


def test_shapes_that_are_no_shapes_are_refused() -> None:
    broken = shapes(":S a sh:PropertyShape ; sh:targetNode :x ; sh:minCount 1 .")
    with pytest.raises(ValueError, match=r"\w"):
        validate([triple("x", "kind", vcc("firm"))], broken)


def test_a_file_that_is_no_turtle_names_its_place(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "broken.ttl"
    path.write_text(":x :y .", encoding="utf-8")
    with pytest.raises(SourceErrors) as caught:
        shapes_from_files([path])
    (mistake,) = caught.value.diagnostics
    assert mistake.span is not None
    assert mistake.span.source == str(path)
