"""A query only reads, and only what is here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.query import guard
from vcc.query.guard import query_tokens, refusals
from vcc.source.text import SourceText

GRAPHS = frozenset(
    {"<x:here>", "<https://w3id.org/vcc/>", "<https://w3id.org/vcc/case/t/asserted>"}
)


def codes(query: str) -> list[str]:
    return [found.code for found in refusals(SourceText("q", query), GRAPHS)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?a ?b ?c } }",
        "SELECT * { service silent ?where { ?a ?b ?c } }",
        "SELECT * { \\u0053ERVICE <http://x/> { ?a ?b ?c } }",
        "SELECT * { S\\U00000045RVICE <http://x/> { ?a ?b ?c } }",
        "SELECT*{FILTER(1<2)SERVICE<http://x/>{}}",
        "SELECT * {\n# a comment\nSERVICE <http://x/> {} }",
        "SELECT * { FILTER('it\\'s' != \"\") SERVICE <http://x/> {} }",
        "SELECT * { FILTER('''a'b''' != '') SERVICE <http://x/> {} }",
        "LOAD <http://x/>",
    ],
)
def test_no_query_asks_another_computer(query: str) -> None:
    assert "Q102" in codes(query)


def test_an_escaped_quote_hides_nothing_however_it_is_read() -> None:
    """Read as SPARQL says, the escape ends the string; some parsers keep it inside."""
    assert "Q102" in codes('SELECT * { FILTER("\\u0022" != "") SERVICE <http://x/> {} FILTER("") }')
    assert "Q102" in codes('SELECT * { FILTER("\\u0022) SERVICE <http://x/> {} FILTER(\\u0022") }')


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:c> 1 }", "DELETE WHERE { ?a ?b ?c }", "CLEAR ALL", "DROP ALL",
        "CREATE GRAPH <a:b>", "ADD <a:b> TO <a:c>", "MOVE <a:b> TO <a:c>", "COPY <a:b> TO <a:c>",
        "PREFIX a: <b:> delete { ?a ?b ?c } where { ?a ?b ?c }",
    ],
)  # fmt: skip
def test_no_query_changes_anything(query: str) -> None:
    assert "Q103" in codes(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service ?load ?from { ?service ?load ?from }",
        'SELECT $insert { $insert ?p \'SERVICE <http://x/>\' , "LOAD" , """DROP "ALL" """ }',
        "SELECT * { ?s <x:SERVICE> <LOAD> }",
        "SELECT * { ?s :SERVICE x:LOAD , service:x , load: }",
        "# SERVICE, LOAD and INSERT\nSELECT * { ?s ?p ?o } # DELETE",
        "SELECT * { ?s ?p 'x'@service }",
        "SELECT * { _:insert ?p ?o . FILTER(1 < 2 && 3 > 2) }",
        "SELECT * { ?案例 :名称 '服务' }",
        "SELECT (1 AS ?services) { ?s :in-service ?o }",
    ],
)
def test_a_word_inside_a_name_a_string_or_a_comment_means_nothing(query: str) -> None:
    assert codes(query) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * FROM <x:here> { ?s ?p ?o }", []),
        ("SELECT * FROM NAMED <x:here> { GRAPH ?g { ?s ?p ?o } }", []),
        ("PREFIX c: <https://w3id.org/vcc/case/> SELECT * FROM c:t\\/asserted { ?s ?p ?o }", []),
        ("SELECT * FROM : { ?s ?p ?o }", []),
        ("SELECT * FROM NAMED :case\\/t { ?s ?p ?o }", ["Q104"]),
        ("PREFIX : <http://elsewhere/> SELECT * FROM : { ?s ?p ?o }", ["Q104"]),
        ("SELECT * FROM <http://elsewhere/x.ttl> { ?s ?p ?o }", ["Q104"]),
        ("SELECT * FROM <x:here> FROM NAMED <x:there> { ?s ?p ?o }", ["Q104"]),
        ("PREFIX e: <http://elsewhere/> SELECT * FROM e:x { ?s ?p ?o }", ["Q104"]),
    ],
)
def test_from_names_only_graphs_that_are_here(query: str, expected: list[str]) -> None:
    assert codes(query) == expected


def test_a_refusal_points_at_the_word_as_it_is_written() -> None:
    (found,) = refusals(SourceText("q", "SELECT * {\n  \\u0053ERVICE <http://x/> {} }"), GRAPHS)
    assert found.span is not None
    assert (found.span.line, found.span.column, found.span.end_column) == (2, 3, 15)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_looked_at(text: str) -> None:
    for raw in (False, True):
        for token in query_tokens(text, raw):
            assert 0 <= token.start < token.end <= len(text)
    list(refusals(SourceText("q", text), GRAPHS))


WORDS = st.sampled_from(
    ["service", "SerVice", "\\u0053ERVICE", "\\U00000053ervice", "LOAD", "lo\\u0061d", "from",
     "FROM NAMED", "inſert", "DELETE", "drop", "\\", "<a>", ":b", '"c"', "'", "#", "\n", "?s", "{",
     "select", "addı", "copy", " "]
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=4), max_size=8).map("".join))
def test_the_quick_look_lets_nothing_through(text: str) -> None:
    """Where no word in question is in a text at all, its words are not looked at one by one."""
    source = SourceText("query", text)
    quick = list(refusals(source, frozenset()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "_WATCHED", ("",))  # which is in every text
        assert list(refusals(source, frozenset())) == quick
