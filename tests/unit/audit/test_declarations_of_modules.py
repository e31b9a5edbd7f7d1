"""Sections of reports and network measures: what a module declares of them can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.audit.declarations import declaration_problems
from vcc.audit.model import Problem
from vcc.findings.sections import sections_from_ontology
from vcc.findings.triples import Triples
from vcc.measures import Procedure, measures_from_ontology
from vcc.source.reading import source_from_text
from vcc.source.text import SourceText, Span
from vcc.vocabulary.namespaces import PREFIXES, TYPE, vcc
from vcc.vocabulary.ontology import DEFINITION, Ontology, ontology_from_sources, shipped_ontology
from vcc.vocabulary.places import Places
from vcc.vocabulary.rdf import Triple, iri, literal, literal_parts
from vcc.vocabulary.reports import BY_SUBJECT, Brief, Layout

HEAD = "".join(f"@prefix {name}: <{begins}> .\n" for name, begins in PREFIXES.items())
HEAD += "@prefix : <https://w3id.org/vcc/> .\n"
SECTION = ':s a :ReportSection ; :reportProperties "role" ; '
MEASURE = (
    ":m a owl:NamedIndividual , :NetworkMeasure ; "
    ':measureEdges "tiedInNetwork" ; :measureNodes "inNetworkOf" ; :measureResult "ratio" ; '
)
RATIO = ":ratio a owl:DatatypeProperty .\n"
# Models have tests of their own.
MODELS = {
    term
    for term, types in shipped_ontology().types.items()
    if {vcc("SimulationModel"), vcc("ModelQuantity")} & set(types)
}
# What ships declares of terms: their types, and what its own sections and measures say.
KNOWN = tuple(
    t for t in shipped_ontology().triples if t[1] in (TYPE, DEFINITION) and t[0] not in MODELS
)
DECLARING = {
    term
    for term, types in shipped_ontology().types.items()
    if {vcc("ReportSection"), vcc("NetworkMeasure")} & set(types)
}
SAID = tuple(t for t in shipped_ontology().triples if t[0] in DECLARING and t not in KNOWN)
# The least that the laws need of it: the types of what the sections and measures name.
NAMED = DECLARING | {vcc(n) for t in SAID if t[2][0] == '"' for n in literal_parts(t[2])[0].split()}
TYPES = tuple(t for t in KNOWN if t[0] in NAMED and t[1] == TYPE)


def module(text: str) -> SourceText:
    return source_from_text("m.ttl", HEAD + RATIO + text)


def problems(text: str) -> list[Problem]:
    source = module(text)
    ontology = Ontology((*KNOWN, *SAID, *ontology_from_sources((source,)).triples))
    return list(declaration_problems(ontology, (), Places((source,))))


def the_one(text: str) -> tuple[str, str, str]:
    """The only mistake of a module, in both languages, and the text that it points at."""
    (problem,) = problems(text)
    place = problem.place
    assert isinstance(place, Span), problem
    return problem.message.en, problem.message.zh, module(text).text[place.start : place.end]


def test_what_ships_declares_can_be_read() -> None:
    assert len(DECLARING) > 20
    assert len(SAID) > 100
    assert not list(declaration_problems(shipped_ontology()))


@pytest.mark.parametrize("word", [*Layout, *Brief], ids=str)
def test_every_word_that_the_report_knows_may_be_said(word: Layout | Brief) -> None:
    said = f':report{type(word).__name__} "{word.value}"'
    assert not problems(f'{SECTION} {said} ; :reportGroup "{BY_SUBJECT}" ; :reportOrder 5 .')


@pytest.mark.parametrize("procedure", Procedure)
def test_every_procedure_may_be_asked_for(procedure: Procedure) -> None:
    more = ':measureTarget "platformNode" ; :measureWeights "nodeWeight"'
    assert not problems(f'{MEASURE} :measureProcedure "{procedure.value}" ; {more} .')


WRONG = [
    # the module, what is said in English and in Chinese, and what is pointed at
    (f'{SECTION} :reportLayout "lisst" .',
     "is one of verdict, list, checklist, matrix, data, not `lisst`; did you mean `list`?",
     "之一，而非“lisst”；是否想写“list”？", "lisst"),
    (f'{SECTION} :reportBrief "open-ended" .', "`:reportBrief` of s is one of each, joined",
     "s 的“:reportBrief”应为 each、joined", "open-ended"),
    (f"{SECTION} :reportLayout :list .", 'takes text in quotation marks: "list"',
     '须为引号内的文字："list"', "list"),
    (f'{SECTION} :reportLayout "list" , "matrix" .', "says `:reportLayout` more than once",
     "“:reportLayout”不止一个", ":reportLayout"),
    (f'{SECTION} :reportRows " " .', "is empty. Local name of the property", "为空。给出矩阵行的",
     ":reportRows"),
    (f'{SECTION} :reportOrder "ten" .', "is a whole number, not `ten`", "应为整数，而非“ten”",
     "ten"),
    (f"{SECTION} :reportOrder 4.5 .", "is a whole number, not `4.5`", "应为整数", "4.5"),
    (f"{SECTION} :reportOrder :first .", "is a whole number, not `first`", "应为整数", "first"),
    (f'{SECTION} :reportOrder 1 . :tool :position "first" .', "`:position` of tool is a whole",
     "tool 的“:position”应为整数", "first"),
    (":ratio :reportDivisor 0 .", "is a whole number above zero, not `0`", "应为大于零的整数", "0"),
    (':s a :ReportSection ; :reportLayout "list" .', "s has no `:reportProperties`. Local names of",
     "s 缺少“:reportProperties”。", ":s"),
    (':s a :ReportSection ; :reportProperties "present rolle" .',
     "names `rolle`, but no module declares it; did you mean `role`?",
     "提到“rolle”，但没有模块声明它；是否想写“role”？", "rolle"),
    (f'{SECTION} :reportHeadline ":role" .', "did you mean `role`?", "是否想写“role”？", ":role"),
    (f'{SECTION} :reportGroup "subjekt" .', "did you mean `subject`?", "是否想写“subject”？",
     "subjekt"),
    (f'{SECTION} :reportColumns "Stage" .', "names `Stage`, which is not a property",
     "提到“Stage”，但它不是属性", "Stage"),
    (f'{SECTION} :reportClass "role" .', "is not a class; did you mean `Role`?",
     "它不是类；是否想写“Role”？", "role"),
    (f'{SECTION} :reportBlock "Stage" .', "is not a section of the report", "它不是报告栏目",
     "Stage"),
    (f"{MEASURE} rdfs:label 'm' .", "m has no `:measureProcedure`. How it is computed",
     "m 缺少“:measureProcedure”。计算方法", ":m"),
    (f'{MEASURE} :measureProcedure "closenes" .', "is one of connected, reciprocal-of-sum",
     "应为 connected、reciprocal-of-sum", "closenes"),
    (f'{MEASURE} :measureProcedure "distance" .', "m has no `:measureTarget`",
     "m 缺少“:measureTarget”", ":m"),
    (f'{MEASURE} :measureProcedure "weighted-sum-of-reciprocals" .', "m has no `:measureWeights`",
     "m 缺少“:measureWeights”", ":m"),
    (MEASURE.replace("owl:NamedIndividual , ", "") + ':measureProcedure "connected" .',
     "m would not be measured: write `a owl:NamedIndividual", "m 不会被度量", ":m"),
    (":ratio rdfs:label :tool .", "`rdfs:label` of ratio takes text", "ratio 的“rdfs:label”须为",
     "tool"),
    (":ratio :word :tool .", "`:word` of ratio takes text", "ratio 的“:word”须为", "tool"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "en", "zh", "there"), WRONG, ids=[w[1] for w in WRONG])
def test_a_mistake_is_told_in_both_languages_and_pointed_at(
    text: str, en: str, zh: str, there: str
) -> None:
    said_en, said_zh, at = the_one(text)
    assert en in said_en
    assert zh in said_zh
    assert at.endswith(there)


@pytest.mark.parametrize("part", ["measureEdges", "measureNodes", "measureResult"])
def test_a_measure_without_a_part_that_it_needs_is_told(part: str) -> None:
    text = MEASURE.replace(f":{part} ", ":reportHint ") + ':measureProcedure "connected" .'
    en, zh, at = the_one(text)
    assert f"m has no `:{part}`. Local name" in en
    assert f"m 缺少“:{part}”。" in zh
    assert at == ":m"


def test_measures_of_a_narrower_class_and_without_a_name_are_looked_at_as_well() -> None:
    narrower = ":Own rdfs:subClassOf :NetworkMeasure . :m a owl:NamedIndividual , :Own ."
    assert len(problems(narrower)) == 4
    nameless = problems('[] a :ReportSection ; :reportLayout "wide" .')
    assert {problem.message.en[:4] for problem in nameless} == {"[ ] ", "`:re"}
    assert all(isinstance(problem.place, Span) for problem in nameless)


VALUES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12).map(literal),
    st.sampled_from(["list", "role Stage", " ", "subject", "7", "present"]).map(literal),
    st.sampled_from([vcc("role"), iri("http://example.org/x"), "_:b1"]),
)


def test_the_laws_begin_with_what_can_be_read() -> None:
    assert not list(declaration_problems(Ontology((*TYPES, *SAID))))


@given(st.sampled_from(SAID), VALUES)
def test_what_the_check_lets_pass_can_be_read(said: Triple, value: str) -> None:
    """Whatever stands in place of anything that a section or a measure says."""
    subject, property, _ = said
    others = tuple(t for t in SAID if t != said)
    ontology = Ontology((*TYPES, *others, (subject, property, value)))
    if not list(declaration_problems(ontology, (), Places((module(':s :reportRows "x" .'),)))):
        assert sections_from_ontology(Triples(ontology.triples))
        assert measures_from_ontology(ontology)


@given(st.sampled_from(SAID))
def test_what_the_check_lets_pass_without_a_statement_can_be_read(said: Triple) -> None:
    ontology = Ontology((*TYPES, *(t for t in SAID if t != said)))
    if not list(declaration_problems(ontology)):  # it was none that is needed
        assert sections_from_ontology(Triples(ontology.triples))
        assert measures_from_ontology(ontology)
