"""Alignments: apart from the core, only terms that exist, and no contradiction with HermiT."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from vcc.audit.alignments import aligned_graphs, alignment_triples
from vcc.audit.model import Outcome, StepId
from vcc.audit.owl import owl_steps
from vcc.resources import alignment_files, module_files
from vcc.vocabulary.namespaces import DCTERMS, OWL, RDF, RDFS, VCC
from vcc.vocabulary.ontology import shipped_ontology
from vcc.vocabulary.rdf import is_iri

CHECKED = frozenset(
    line
    for line in Path(__file__).with_name("external-terms.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
OF_LANGUAGE = (RDF, RDFS, OWL, DCTERMS)
KNOWN_TO_RDFLIB = (
    rdflib.PROV, rdflib.ORG, rdflib.SKOS, rdflib.SDO,
)  # fmt: skip
NAMES = {path.stem for path in alignment_files()}


def test_the_six_vocabularies_are_aligned() -> None:
    assert {"prov", "org", "skos", "valueflows", "gufo", "schema-org"} == NAMES


def test_no_module_imports_an_alignment() -> None:
    assert not [p for p in module_files() if "alignments/" in p.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", alignment_files(), ids=lambda path: path.stem)
def test_every_term_on_either_side_exists(path: Path) -> None:
    ours, others = shipped_ontology().types, 0
    for triple in alignment_triples(path):
        for term in filter(is_iri, triple):
            bare = term[1:-1]
            if bare.startswith(VCC):
                assert term in ours, term
            elif not bare.startswith(OF_LANGUAGE):
                assert bare in CHECKED, bare
                others += 1
    assert others >= 5


def test_the_checked_list_agrees_with_rdflib() -> None:
    looked_up = 0
    for namespace in KNOWN_TO_RDFLIB:
        for term in (t for t in CHECKED if t.startswith(str(namespace))):
            assert term.removeprefix(str(namespace)) in namespace, term
            looked_up += 1
    assert looked_up > 25


@pytest.mark.java
def test_the_ontology_is_consistent_with_each_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ttl"
    right = next(path for path in alignment_files() if path.stem == "prov")
    text = right.read_text(encoding="utf-8")
    wrong.write_text(f"{text}\n:Actor rdfs:subClassOf prov:Activity, prov:Entity .\n", "utf-8")
    graphs = list(aligned_graphs((*alignment_files(), wrong)))
    step = next(s for s in owl_steps(shipped_ontology(), graphs) if s.id is StepId.CONSISTENCY)
    if step.outcome is Outcome.SKIPPED:
        pytest.skip(f"no Java: {step.reason}")
    assert step.checked == len(graphs) + 1
    (problem,) = step.problems
    assert problem.message.en.startswith(f"{wrong} contradicts itself")
    assert "DisjointClasses" in problem.message.en
