"""Questions in SPARQL, answers as data."""

from __future__ import annotations

import pytest

from vcc.query.run import Answer, Graphs, Solutions, Triples, Truth, check_query
from vcc.source.diagnostic import Diagnostic, SourceErrors
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import RDFS, vcc
from vcc.vocabulary.rdf import Triple, integer, literal

FACTS: dict[str, list[Triple]] = {
    "<x:a>": [("<x:f>", vcc("kind"), vcc("firm")), ("<x:f>", vcc("since"), integer(20100000))],
    "<x:b>": [("<x:c>", vcc("kind"), vcc("customer"))],
    "<x:o>": [(vcc("firm"), f"<{RDFS}label>", literal('the "firm"\n', "en"))],
}
GRAPHS = Graphs(FACTS, beside=["<x:o>"])


def ask(query: str) -> Answer:
    return GRAPHS.ask(SourceText("q", query))


def mistake(query: str) -> Diagnostic:
    with pytest.raises(SourceErrors) as caught:
        ask(query)
    (found,) = caught.value.diagnostics
    return found


def test_select_gives_rows_of_terms() -> None:
    assert ask("SELECT ?who ?k { ?who :kind ?k }") == Solutions(
        ("who", "k"), (("<x:c>", vcc("customer")), ("<x:f>", vcc("firm")))
    )


def test_what_is_not_bound_is_empty() -> None:
    found = ask("SELECT ?who ?d { ?who :kind ?k OPTIONAL { ?who :since ?d } }")
    assert isinstance(found, Solutions)
    assert found.rows == (("<x:c>", ""), ("<x:f>", integer(20100000)))


def test_the_order_that_is_asked_for_is_kept() -> None:
    found = ask("SELECT ?who { ?who :kind ?k } ORDER BY DESC(?who)")
    assert isinstance(found, Solutions)
    assert found.rows == (("<x:f>",), ("<x:c>",))


def test_ask_gives_a_truth_value() -> None:
    assert ask("ASK { ?f :kind :firm }") == Truth(True)
    assert ask("ASK { ?f :kind :government }") == Truth(False)


def test_construct_gives_sorted_triples() -> None:
    found = ask("CONSTRUCT { ?k :of ?x } WHERE { ?x :kind ?k }")
    assert found == Triples(
        ((vcc("customer"), vcc("of"), "<x:c>"), (vcc("firm"), vcc("of"), "<x:f>"))
    )


def test_the_cases_are_one_graph_unless_a_graph_is_named() -> None:
    both = ask("SELECT ?x { ?x :kind ?k }")
    one = ask("SELECT ?x { GRAPH <x:a> { ?x :kind ?k } }")
    from_one = ask("SELECT ?x FROM <x:b> { ?x :kind ?k }")
    assert [len(found.rows) for found in (both, one, from_one) if isinstance(found, Solutions)] == [
        2, 1, 1,
    ]  # fmt: skip


def test_the_ontology_stands_beside_the_cases() -> None:
    assert ask("ASK { ?x rdfs:label ?l }") == Truth(False)
    found = ask("SELECT ?l { ?x :kind ?k . GRAPH <x:o> { ?k rdfs:label ?l } }")
    assert found == Solutions(("l",), ((literal('the "firm"\n', "en"),),))


def test_what_is_not_sparql_is_shown_with_its_place() -> None:
    found = mistake("SELECT ?x\nWHERE { ?x :kind }")
    assert found.code == "Q101"
    assert found.span is not None
    assert (found.span.line, found.span.column) == (2, 18)


@pytest.mark.parametrize(
    "query", ["", "   ", "nonsense", "SELECT ?x WHERE {", "SELECT * { ?s ?p", "\0"]
)
def test_nonsense_gives_one_mistake(query: str) -> None:
    assert mistake(query).code == "Q101"


def test_an_undeclared_prefix_is_a_mistake() -> None:
    assert mistake("SELECT * { ?s foo:bar ?o }").code in {"Q101", "Q105"}


def test_a_function_that_is_not_there_is_a_mistake() -> None:
    assert mistake("SELECT (<x:f>(1) AS ?x) { ?s ?p ?o }").code == "Q105"


def test_a_query_can_be_checked_before_there_is_anything_to_ask() -> None:
    check_query(SourceText("q", "SELECT * FROM <x:later> { ?s ?p ?o }"))
    with pytest.raises(SourceErrors):
        check_query(SourceText("q", "SELECT * {"))


def test_what_would_leave_this_computer_never_runs() -> None:
    assert mistake("SELECT * { SERVICE <http://localhost:9/> { ?a ?b ?c } }").code == "Q102"
