"""Of whom the conclusions of rules are told: the notion that the audit and the law share."""

from __future__ import annotations

import pytest

from vcc.audit.telling import telling
from vcc.program import program_from_sources
from vcc.source.reading import source_from_text
from vcc.vocabulary.namespaces import PREFIXES, SH, vcc
from vcc.vocabulary.ontology import ontology_from_sources
from vcc.vocabulary.rdf import iri, local_name

CONCLUDING = "RULE :one { ?x :gives ?y } WHERE { ?x :knows ?y }"
PREAMBLE = "PREFIX : <https://w3id.org/vcc/>\n"
SHAPE = (vcc("GiftShape"), iri(SH + "path"), vcc("gives"))


def untold(rules: str, module: str = "", shapes: tuple[tuple[str, str, str], ...] = ()) -> set[str]:
    """The local names of the properties that rules conclude and nobody hears of."""
    program = program_from_sources((source_from_text("r.srl", PREAMBLE + rules),))
    prefixes = "".join(f"@prefix {name}: <{begins}> .\n" for name, begins in PREFIXES.items())
    head = f"{prefixes}@prefix : <https://w3id.org/vcc/> .\n"
    ontology = ontology_from_sources((source_from_text("m.ttl", head + module),))
    return {local_name(p) for p in telling(program.rules, ontology.triples, shapes).untold}


def test_what_nothing_shows_or_reads_is_untold() -> None:
    assert untold(CONCLUDING) == {"gives"}


@pytest.mark.parametrize(
    "module",
    [
        ':s a :ReportSection ; :reportProperties "role gives" .',
        ':s a :ReportSection ; :reportProperties "role" ; :reportGroup "gives" .',
        ':s a :ReportSection ; :reportProperties "role" ; :reportColumns "gives" .',
        ':m a :NetworkMeasure ; :measureEdges "gives takes" ; :measureNodes "partOf" .',
        ':m a :NetworkMeasure ; :measureEdges "takes" ; :measureWeights "gives" .',
        ":gives :isIntermediate true .",
    ],
)
def test_a_section_a_measure_or_a_mark_makes_it_told(module: str) -> None:
    assert untold(CONCLUDING, module) == set()


@pytest.mark.parametrize(
    "module",
    [
        ':s :reportProperties "gives" .',
        ':s a :ReportSection ; :reportProperties "giving" .',
        ":gives :isIntermediate false .",
    ],
)
def test_what_only_looks_like_it_does_not(module: str) -> None:
    assert untold(CONCLUDING, module) == {"gives"}


@pytest.mark.parametrize(
    "body", ["{ ?x :gives ?y }", "{ ?x :gives/:knows ?y }", "{ ?x :knows ?y NOT { ?x :gives ?y } }"]
)
def test_a_rule_that_concludes_something_else_from_it_makes_it_told(body: str) -> None:
    assert untold(f"{CONCLUDING} RULE :two {{ ?x :finding :generous }} WHERE {body}") == set()


def test_a_rule_that_concludes_more_of_the_same_does_not() -> None:
    closing = "RULE :two { ?x :gives ?z } WHERE { ?x :gives ?y . ?y :gives ?z }"
    assert untold(f"{CONCLUDING} {closing}") == {"gives"}


def test_a_shape_that_looks_at_it_makes_it_told() -> None:
    assert untold(CONCLUDING, shapes=(SHAPE,)) == set()


def test_findings_and_what_elements_lack_are_told_without_a_section() -> None:
    assert untold("RULE :one { ?x :finding :f ; :lacks :e } WHERE { ?x :knows ?y }") == set()
