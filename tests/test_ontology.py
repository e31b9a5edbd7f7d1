"""The theory as data: complete for the language, well described, in OWL 2 DL, free of
contradictions, and true to the claims of the papers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from vcc.audit.check import audit
from vcc.audit.coverage import claims_from_csv, coverage_of, unknown_claims
from vcc.audit.mentions import example_files, mentions_in_cases
from vcc.audit.model import Outcome, Step, StepId
from vcc.audit.names import undeclared_names, unmatched_rules
from vcc.audit.owl import NamedGraph, owl_steps
from vcc.audit.style import style_problems
from vcc.audit.theory import Theory, theory_from_files
from vcc.audit.words import schemes, unclear_words
from vcc.case.from_text import case_from_text
from vcc.case.resolve import resolve
from vcc.case.words import CLAUSES, MOVES, STATEMENT_BY_ID, Takes
from vcc.graph.from_case import graph_from_case
from vcc.source.text import SourceText
from vcc.vocabulary.frameworks import theory_files
from vcc.vocabulary.namespaces import LABEL, OWL, RDFS, TYPE, vcc
from vcc.vocabulary.ontology import Ontology, shipped_ontology
from vcc.vocabulary.rdf import Triple, iri
from vcc.vocabulary.terms import shipped_terms
from vcc.vocabulary.turtle import triples_from_turtle

PROPERTY_TYPES = {
    iri(OWL + name) for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
}
CLASS = iri(OWL + "Class")
INDIVIDUAL = iri(OWL + "NamedIndividual")
ENCODED_KINDS = {"class", "individual", "property", "hierarchy"}
PREFIXES = """
    @prefix : <https://w3id.org/vcc/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
GOOD_TERM = """
    :good-term a owl:NamedIndividual , :ActorKind ;
        rdfs:label "good term"@en , "好术语"@zh ; :word "good-term"@en , "好术语"@zh ;
        skos:definition "A term."@en , "一个术语。"@zh ;
        skos:example "A bakery."@en , "一家面包房。"@zh ;
        rdfs:isDefinedBy <https://w3id.org/vcc/core/actor> ; :isOurs true .
"""


@pytest.fixture(scope="module")
def theory() -> Theory:
    read = theory_from_files(theory_files())
    assert isinstance(read, Theory), read
    return read


def turtle(text: str) -> tuple[Triple, ...]:
    return tuple(triples_from_turtle((PREFIXES + text).encode(), "test", "t"))


def with_triples(theory: Theory, triples: Iterable[Triple]) -> Theory:
    return replace(theory, ontology=Ontology((*theory.ontology.triples, *triples)))


# --- the words of the case language ---


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_every_clause_states_a_declared_property(clause) -> None:
    assert PROPERTY_TYPES & set(shipped_ontology().types.get(vcc(clause.property), ()))


@pytest.mark.parametrize(
    "clause", [c for c in CLAUSES if c.takes is Takes.NOTHING], ids=lambda clause: clause.id
)
def test_every_flag_that_is_not_a_truth_value_is_a_declared_individual(clause) -> None:
    assert clause.value in {"true", "false"} or vcc(clause.value) in shipped_ontology().individuals


@pytest.mark.parametrize("word", [*STATEMENT_BY_ID.values(), *MOVES], ids=lambda word: word.id)
def test_every_statement_and_move_has_its_class(word) -> None:
    assert CLASS in shipped_ontology().types[vcc(word.rdf_class)]


@pytest.mark.parametrize("scheme", schemes())
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_place_that_takes_a_term_has_words_to_choose_from(scheme, language) -> None:
    terms = shipped_terms()
    assert terms.words(scheme, language)
    for term in terms.in_scheme(scheme):
        spelling = terms.spelling(term, language)
        assert spelling is not None
        assert terms.find(scheme, spelling) == term


@pytest.mark.parametrize("page", ["ontology/README.md", "rules/README.md"])
def test_every_name_in_the_conventions_is_declared(page: str, repository: Path) -> None:
    text = (repository / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w:\"/-]):([A-Za-z][\w-]*)(?![\w.-])", text))
    named -= {"f", "Class", "term"}  # stand for any framework or finding, class, term
    declared = set(shipped_ontology().types)
    assert len(named) > 10
    assert not sorted(name for name in named if vcc(name) not in declared)


# --- the checks pass on what we ship, and fail where they should ---


def test_every_file_of_the_theory_can_be_read_and_is_not_empty(theory: Theory) -> None:
    files = theory_files()
    assert len(files.modules) > 12
    assert min(len(files.shapes), len(files.style), len(files.rules)) >= 1
    assert len(theory.ontology.triples) > 8000


def test_a_file_that_is_not_turtle_is_reported_with_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix : <x> .\n:a :b\n", encoding="utf-8")
    files = theory_files()
    steps = list(audit(replace(files, modules=(*files.modules, broken))))
    assert [step.outcome for step in steps] == [Outcome.FAILED]
    assert str(steps[0].problems[0].place).startswith(f"{broken}:")


def test_nothing_to_check_is_a_failure() -> None:
    files = replace(theory_files(), modules=(), shapes=(), style=(), rules=())
    assert [step.outcome for step in audit(files)] == [Outcome.FAILED]


def test_every_rule_has_its_note(theory: Theory) -> None:
    assert len(theory.program.rules) > 50
    assert not list(unmatched_rules(theory))


def test_a_note_without_rule_and_a_rule_without_note_are_reported(theory: Theory) -> None:
    notes = replace(theory.notes, rules=theory.notes.rules[1:])
    assert len(list(unmatched_rules(replace(theory, notes=notes)))) == 1
    program = replace(theory.program, rules=theory.program.rules[1:])
    assert len(list(unmatched_rules(replace(theory, program=program)))) == 1


def test_everything_used_is_declared(theory: Theory) -> None:
    assert not list(undeclared_names(theory))


def test_a_name_that_nothing_declares_is_reported(theory: Theory) -> None:
    used = turtle(":firm :seams :customer .")
    problems = list(undeclared_names(with_triples(theory, used)))
    assert vcc("seams") in {problem.subject for problem in problems}


def test_words_are_clear(theory: Theory) -> None:
    assert not list(unclear_words(theory.ontology))


def test_a_word_for_two_terms_of_one_place_is_reported(theory: Theory) -> None:
    twice = turtle(':regulator a owl:NamedIndividual , :ActorKind ; :word "Firm"@en .')
    problems = list(unclear_words(with_triples(theory, twice).ontology))
    assert [problem.subject for problem in problems] == [vcc("regulator")]


def test_every_term_and_rule_keeps_the_style(theory: Theory) -> None:
    assert not [problem.message.en for problem in style_problems(theory)]


def test_a_good_term_keeps_the_style(theory: Theory) -> None:
    small = _only(theory, GOOD_TERM)
    assert not [problem.message.en for problem in style_problems(small)]


@pytest.mark.parametrize(
    ("code", "instead_of", "written"),
    [
        ("O101", '"good term"@en , ', ""),
        ("O102", ' , "好术语"@zh ; :word', " ; :word"),
        ("O103", '"good term"@en', '"good term"@en , "fine term"@en'),
        ("O104", '"A term."@en , ', ""),
        ("O105", ' , "一个术语。"@zh', ""),
        ("O106", '"A term."@en', '"A term."@en , "A second one."@en'),
        ("O107", "rdfs:isDefinedBy <https://w3id.org/vcc/core/actor> ;", ""),
        ("O108", ":isOurs true", ':claim "DL-3"'),
        ("O109", ":isOurs true", ':isOurs true ; :claim "DL-033"'),
        ("O109", "; :isOurs true", ""),
        ("O111", "owl:NamedIndividual , :ActorKind", "owl:Class"),
        ("O112", "owl:NamedIndividual , :ActorKind", "owl:ObjectProperty"),
        ("O113", ":good-term a", ":Good_Term a"),
        ("O114", '"A bakery."@en , ', ""),
        ("O115", ' , "一家面包房。"@zh', ""),
        ("O116", '"A bakery."@en', '"A bakery."@en , "A hotel."@en'),
        ("O116", '"A bakery."@en', '"A bakery."@en , "Une boulangerie."@fr'),
        ("O117", '"A bakery."@en', '"good term"@en'),
        ("O117", '"一家面包房。"@zh', '"一个术语。"@zh'),
        ("O121", ':word "good-term"@en , "好术语"@zh', ':word "好术语"@zh'),
        ("O122", ':word "good-term"@en , "好术语"@zh', ':word "good-term"@en'),
        ("O123", '"good-term"@en , "好', '"good term"@en , "好'),
    ],
)
def test_a_term_that_breaks_the_style_is_reported(
    theory: Theory, code: str, instead_of: str, written: str
) -> None:
    assert instead_of in GOOD_TERM
    found = style_problems(_only(theory, GOOD_TERM.replace(instead_of, written, 1)))
    assert code in {problem.message.en.split()[0] for problem in found}


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("O201", ":r a :Rule ."),
        ("O202", ':r a :Rule ; rdfs:label "one"@en .'),
        ("O203", ":r a :Rule ; :status :ours ."),
        ("O204", ":r a :Rule ; :status :ours ."),
        ("O205", ":r a :Rule ; :status :ours ."),
        ("O206", ":r a :Rule ; :status :ours ."),
        ("O207", ":r a :Rule ; :status :stated ."),
        ("O208", ':r a :Rule ; :claim "33" .'),
        ("O211", ":f a :FindingType ; :severity :grave ."),
        ("O212", ":f a :FindingType ."),
        ("O213", ":f a :FindingType ."),
        ("O214", ':f a :FindingType ; :advice "a"@en , "b"@en .'),
        ("O215", ':f a :FindingType ; :advice "a"@en , "b"@zh .'),
    ],
)
def test_a_note_that_breaks_the_style_is_reported(theory: Theory, code: str, note: str) -> None:
    found = style_problems(_only(theory, note))
    assert code in {problem.message.en.split()[0] for problem in found}


def _only(theory: Theory, text: str) -> Theory:
    """The theory with the class hierarchy, the modules' headers, and only this described."""
    said = theory.ontology.triples
    modules = {s for s, p, o in said if p == TYPE and o == iri(OWL + "Ontology")}
    kept = (t for t in said if t[0] in modules or t[1] == iri(RDFS + "subClassOf"))
    small = replace(theory, ontology=Ontology((*kept, *turtle(text))))
    return replace(small, notes=replace(theory.notes, triples=(), rules=(), findings=()))


# --- OWL ---


def owl(extra: str = "", cases: tuple[NamedGraph, ...] = ()) -> dict[StepId, Step]:
    ontology = Ontology((*shipped_ontology().triples, *turtle(extra)))
    steps = {step.id: step for step in owl_steps(ontology, cases)}
    if any(
        step.outcome is Outcome.SKIPPED and step.id is StepId.PROFILE for step in steps.values()
    ):
        pytest.skip(f"no Java: {steps[StepId.PROFILE].reason}")
    return steps


@pytest.mark.java
def test_the_ontology_is_in_owl_2_dl_consistent_and_every_class_can_have_members() -> None:
    cases = (
        NamedGraph("everything", everything()),
        NamedGraph("wrong", turtle(":x a :Actor , :Resource .")),
    )
    steps = owl(cases=cases)
    assert steps[StepId.PROFILE].problems == ()
    assert steps[StepId.SATISFIABILITY].problems == ()
    assert steps[StepId.SATISFIABILITY].checked > 100
    (wrong,) = steps[StepId.CONSISTENCY].problems
    assert wrong.message.en.startswith("wrong contradicts itself")
    assert len(wrong.message.en.splitlines()) == 4, "two classes of :x, and that they are disjoint"


@pytest.mark.java
def test_an_inconsistent_ontology_is_caught() -> None:
    steps = owl(":x a :Actor ; :inCase :y . :y a :Term .")
    assert steps[StepId.CONSISTENCY].outcome is Outcome.FAILED
    assert steps[StepId.SATISFIABILITY].outcome is Outcome.SKIPPED


@pytest.mark.java
def test_a_class_without_possible_members_and_a_breach_of_the_profile_are_caught() -> None:
    steps = owl(
        ":Impossible a owl:Class ; rdfs:subClassOf :Actor , :Resource ."
        ":Unruly rdfs:subClassOf :NeverDeclared ."
    )
    (empty,) = steps[StepId.SATISFIABILITY].problems
    assert empty.subject == vcc("Impossible")
    assert "NeverDeclared" in " ".join(p.message.en for p in steps[StepId.PROFILE].problems)


def everything() -> tuple[Triple, ...]:
    """The graph of a case that uses every statement, clause and move of the language."""
    path = Path(__file__).parent / "unit/audit/everything.vcc"
    text = path.read_text(encoding="utf-8")
    case = case_from_text(SourceText(path.name, text)).case
    return graph_from_case(resolve(case, shipped_terms())).triples


def test_the_case_of_everything_uses_every_property_of_the_language() -> None:
    used = {property for _, property, _ in everything()}
    written_otherwise = {"since", "until"}
    wanted = {clause.property for clause in CLAUSES} - written_otherwise
    assert not sorted(name for name in wanted if vcc(name) not in used)
    types = {value for _, property, value in everything() if property == TYPE}
    classes = {word.rdf_class for word in (*STATEMENT_BY_ID.values(), *MOVES)}
    assert not sorted(name for name in classes if vcc(name) not in types)


def test_everything_that_a_case_becomes_is_declared() -> None:
    declared = shipped_ontology().types
    ours = {p for _, p, _ in everything() if p not in {TYPE, LABEL}}
    assert not sorted(property for property in ours if property not in declared)


# --- the claims of the papers ---


@pytest.mark.shared
def test_every_claim_of_the_papers_is_encoded_or_left_out_with_a_reason(
    theory: Theory, shared: Path
) -> None:
    claims = claims_from_csv(shared / "theory/claims.csv")
    coverage = coverage_of(theory, claims, mentions_in_cases(example_files()))
    assert len(claims) == 532
    assert not [claim.id for claim in (*coverage.uncovered, *coverage.weak)]
    assert len(coverage.listed) < 10
    assert all(reason.strip() for _, reason in coverage.listed)


@pytest.mark.shared
def test_concepts_are_encoded_in_the_theory_itself(theory: Theory, shared: Path) -> None:
    claims = claims_from_csv(shared / "theory/claims.csv")
    concepts = {claim.id for claim in claims if claim.kind in ENCODED_KINDS}
    assert len(concepts) > 150
    assert not concepts & {claim.id for claim in coverage_of(theory, claims).uncovered}


@pytest.mark.shared
def test_no_claim_is_named_that_no_paper_makes(theory: Theory, shared: Path) -> None:
    claims = claims_from_csv(shared / "theory/claims.csv")
    assert not [problem.message.en for problem in unknown_claims(theory, claims)]
    assert list(unknown_claims(theory, claims[1:])), "the table without its first row"
