"""The law of `vcc import`: what any case states comes back from RDF, all of it."""

from __future__ import annotations

from collections import Counter

from case_strategies import unwritten
from hypothesis import HealthCheck, assume, given, settings
from meaningful_cases import meaningful_cases

from vcc.case.model import Case
from vcc.case.to_text import text_from_case
from vcc.exchange.from_rdf import case_from_rdf
from vcc.facts.terms import canonical
from vcc.graph.from_case import graph_from_case
from vcc.pipeline import knowledge, parse
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

TRIED: Counter[str] = Counter()


def graph(text: str) -> set[Triple]:
    _, resolved = parse(SourceText("t.vcc", text), knowledge())
    triples = graph_from_case(resolved).triples
    return {(canonical(s), canonical(p), canonical(o)) for s, p, o in triples}


@given(meaningful_cases())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_case_comes_back_from_what_it_states(case: Case) -> None:
    # Readers of RDF write languages in lower case, and numbers of nodes follow what they say.
    text = text_from_case(unwritten(case)).replace("zh-Hant", "zh-hant")
    try:
        triples = graph(text)
    except SourceErrors:
        assume(False)
    TRIED["cases"] += 1
    found = case_from_rdf([(*triple, "") for triple in triples], knowledge(), "x.nt")
    assert found.mistakes == ()
    assert found.not_said == ()
    assert graph(found.text) == triples


def test_enough_cases_were_tried() -> None:
    assert TRIED["cases"] >= 30
