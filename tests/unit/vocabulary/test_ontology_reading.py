"""Reading the ontology: classes and kinds with all above them, and what rules may join with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from counting import calls_of

from vcc.knowledge import knowledge
from vcc.resources import display_name, module_files, rule_files, theory_folder
from vcc.source.diagnostic import SourceErrors
from vcc.vocabulary.namespaces import LABEL, OWL, RDF, RDFS, SKOS, TYPE, XSD, vcc
from vcc.vocabulary.ontology import (
    BROADER_KIND,
    EXAMPLE,
    SUBCLASS,
    Ontology,
    ontology_from_files,
    shipped_ontology,
)
from vcc.vocabulary.rdf import Triple, boolean, iri, is_blank, local_name
from vcc.vocabulary.turtle import triples_from_turtle

SMALL = """
@prefix : <https://w3id.org/vcc/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:Nameable a owl:Class . :Kind a owl:Class ; rdfs:subClassOf :Nameable .
:ActorKind a owl:Class ; rdfs:subClassOf :Kind , [ a owl:Class ; owl:unionOf ( :Kind :Nameable ) ] .
skos:broader a owl:ObjectProperty . :word a owl:AnnotationProperty .
:side a owl:ObjectProperty . :upstream a owl:DatatypeProperty .
:supplier a owl:NamedIndividual , :ActorKind ; skos:broader :partner ; rdfs:label "supplier"@en ;
    :word "supplier"@en ; :side :far ; :upstream true .
:partner a owl:NamedIndividual , :ActorKind ; skos:broader :anyone .
:anyone a owl:NamedIndividual , :ActorKind ; skos:broader :supplier .
:far a owl:NamedIndividual .
"""


@pytest.fixture
def small() -> Ontology:
    return Ontology(tuple(triples_from_turtle(SMALL.encode(), "small")))


def test_an_individual_belongs_to_its_classes_and_all_above_them(small: Ontology) -> None:
    assert small.classes_of(vcc("supplier")) == {vcc("ActorKind"), vcc("Kind"), vcc("Nameable")}


def test_members_include_those_of_subclasses_in_the_order_of_the_files(small: Ontology) -> None:
    assert small.members[vcc("Nameable")] == (vcc("supplier"), vcc("partner"), vcc("anyone"))


def test_kinds_are_wider_than_themselves_and_a_circle_of_kinds_ends(small: Ontology) -> None:
    everyone = {vcc("supplier"), vcc("partner"), vcc("anyone")}
    assert small.broader[vcc("supplier")] == everyone


def test_rules_see_what_is_said_of_individuals_but_no_annotations(small: Ontology) -> None:
    facts = set(small.rule_facts)
    assert (vcc("supplier"), vcc("side"), vcc("far")) in facts
    assert (vcc("supplier"), vcc("upstream"), boolean(True)) in facts
    assert (vcc("supplier"), TYPE, vcc("Nameable")) in facts
    assert (vcc("supplier"), BROADER_KIND, vcc("supplier")) in facts
    assert (vcc("supplier"), BROADER_KIND, vcc("anyone")) in facts
    assert (vcc("ActorKind"), SUBCLASS, vcc("Nameable")) in facts
    properties = {property for _, property, _ in facts}
    assert not properties & {LABEL, vcc("word")}
    assert not any(term.startswith("_:") for triple in facts for term in triple)
    assert not any(value.startswith("<http://www.w3.org/2002/07/owl#") for *_, value in facts)


def test_what_is_not_a_nameable_term_is_no_kind(small: Ontology) -> None:
    assert not [t for t in small.rule_facts if t[0] == vcc("far") and t[1] == BROADER_KIND]


def test_rule_facts_are_the_same_whatever_the_order_of_the_triples(small: Ontology) -> None:
    assert Ontology(tuple(reversed(small.triples))).rule_facts == small.rule_facts


def test_what_is_shipped_gives_the_facts_that_the_conventions_promise() -> None:
    facts = set(shipped_ontology().rule_facts)
    assert (vcc("users"), TYPE, vcc("Actor")) not in facts
    assert (vcc("supplier"), vcc("side"), vcc("partner-side")) in facts
    assert (vcc("design-phase"), vcc("upstream"), boolean(True)) in facts
    assert (vcc("knowledge"), vcc("defaultResourceKind"), vcc("operant")) in facts
    assert (vcc("product"), vcc("defaultResourceKind"), vcc("operand")) in facts
    assert (vcc("software"), vcc("defaultResourceKind"), vcc("undetermined")) in facts
    assert (vcc("value-in-context"), vcc("covers"), vcc("value-in-use")) in facts


def test_value_in_context_covers_the_others_without_being_above_them() -> None:
    broader = shipped_ontology().broader
    assert not {vcc("value-in-context")} & broader.get(vcc("value-in-exchange"), frozenset())


@pytest.mark.parametrize("kind", ["ActorKind", "ResourceForm", "ProcessPhase", "OutcomeKind"])
def test_a_wider_kind_is_of_a_same_sort(kind: str) -> None:
    """What is a goal and an outcome may have a wider goal and a wider outcome."""
    ontology = shipped_ontology()
    members = set(ontology.members[vcc(kind)])
    assert members
    for member in members:
        for wider in ontology.broader.get(member, frozenset()) - {member}:
            shared = {*ontology.types[wider]} & {*ontology.types[member]}
            assert shared - {f"<{OWL}NamedIndividual>"}


OF_NO_SIDE = {vcc("competitor"), vcc("outsider")}  # they are no part of the network


def test_every_kind_of_actor_has_one_side_and_every_form_a_default() -> None:
    ontology = shipped_ontology()
    for scheme, property in [("ActorKind", "side"), ("ResourceForm", "defaultResourceKind")]:
        for member in ontology.members[vcc(scheme)]:
            said = [t for t in ontology.triples if t[0] == member and t[1] == vcc(property)]
            assert len(said) == (member not in OF_NO_SIDE), member


def test_a_mistake_in_a_file_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix : <x:> .\n:甲 :b\n", encoding="utf-8")
    with pytest.raises(SourceErrors) as caught:
        ontology_from_files([path])
    (mistake,) = caught.value.diagnostics
    assert mistake.code == "T010"
    assert mistake.span is not None
    assert mistake.span.source == str(path)
    assert mistake.span.line in {2, 3}


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    paths = [tmp_path / "one.ttl", tmp_path / "two.ttl"]
    for path in paths:
        path.write_text("_:same <x:p> 1 .", encoding="utf-8")
    ontology = ontology_from_files(paths)
    assert len({subject for subject, _, _ in ontology.triples}) == 2


def test_files_are_listed_in_one_order_and_shown_below_the_folder_of_the_theory() -> None:
    names = [display_name(path) for path in module_files()]
    assert names[0] == "ontology/vcc.ttl"
    assert names[1:] == sorted(names[1:])
    assert all(display_name(path).startswith("rules/") for path in rule_files())
    assert (theory_folder() / "rules").is_dir()


def test_the_entry_point_imports_every_module() -> None:
    triples = shipped_ontology().triples
    modules = {s for s, p, o in triples if p == TYPE and local_name(o) == "Ontology"}
    entry = vcc("")
    imported = {o for s, p, o in triples if s == entry and local_name(p) == "imports"}
    assert imported == modules - {entry}


def test_the_ontology_is_read_fast_enough_to_forget() -> None:
    triples = len(ontology_from_files(module_files()).triples)
    calls = calls_of(lambda: ontology_from_files(module_files()))
    assert calls < 8 * triples, "5 a statement: nothing is looked through again for each"


def test_reading_the_ontology_loads_nothing_heavy() -> None:
    program = (
        "import sys; from vcc.vocabulary.terms import shipped_terms;"
        "shipped_terms().words('ActorKind', 'en');"
        "sys.exit(bool({'rdflib', 'pyshacl', 'owlready2', 'jpype', 'lark'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], timeout=60)
    assert done.returncode == 0


def test_the_local_name_is_the_last_segment() -> None:
    assert local_name(vcc("R-04.production")) == "R-04.production"
    assert local_name(iri(RDF + "type")) == "type"
    assert local_name(iri(XSD)) == "XMLSchema"
    assert local_name(iri(SKOS + "broader")) == "broader"
    assert local_name(iri(RDFS + "label")) == "label"


def test_commands_load_everything_but_the_examples_of_terms() -> None:
    shipped, loaded = shipped_ontology().triples, knowledge().ontology.triples
    examples = [triple for triple in shipped if triple[1] == EXAMPLE]
    assert len(examples) > 3000
    assert len(loaded) + len(examples) == len(shipped)
    assert named(loaded) == named(shipped) - set(examples)


def named(triples: Iterable[Triple]) -> set[Triple]:
    """Triples without blank nodes, whose names are new in each reading."""
    return {triple for triple in triples if not any(map(is_blank, triple))}
