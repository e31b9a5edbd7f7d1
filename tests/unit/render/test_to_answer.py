"""Answers as tables for people and in the formats of the standards."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.cli.query import FORMATS as OFFERED
from vcc.query.run import Solutions, Triples, Truth
from vcc.render.to_answer import FORMATS, text_from_answer
from vcc.vocabulary.namespaces import CASES, XSD, vcc
from vcc.vocabulary.rdf import integer, literal, literal_parts

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=6)
TERMS = st.one_of(
    st.just(""),
    st.sampled_from([vcc("firm"), f"<{CASES}t/小米>", "_:b1"]),
    st.builds(literal, TEXT),
    st.builds(literal, TEXT, st.just("zh")),
    st.builds(integer, st.integers()),
)
ROWS = st.lists(st.tuples(TERMS, TERMS), max_size=6)


def test_the_command_offers_every_format() -> None:
    assert OFFERED == FORMATS


def test_a_table_lines_up_wide_characters() -> None:
    answer = Solutions(("who", "n"), ((f"<{CASES}t/小米>", integer(7)), (vcc("firm"), "")))
    assert text_from_answer(answer) == (
        "who       n\n"
        "───────────\n"
        "<t/小米>  7\n"
        ":firm\n"
    )  # fmt: skip


def test_a_table_shows_no_control_characters() -> None:
    table = text_from_answer(Solutions(("x",), ((literal("a\x1b[31m\nb"),),)))
    assert "\x1b" not in table
    assert table.count("\n") == 3


@pytest.mark.parametrize("value", [True, False])
def test_a_truth_value_is_one_word(value: bool) -> None:
    word = "true" if value else "false"
    assert text_from_answer(Truth(value)) == f"{word}\n"
    assert text_from_answer(Truth(value), "csv") == f"{word}\r\n"
    assert json.loads(text_from_answer(Truth(value), "json")) == {"head": {}, "boolean": value}


@given(ROWS)
def test_json_is_what_the_standard_says(rows: list[tuple[str, str]]) -> None:
    text = text_from_answer(Solutions(("a", "b"), tuple(rows)), "json")
    found = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    read = [tuple("" if t is None else canonical(str(t)) for t in row) for row in found]
    assert read == rows


def canonical(term: str) -> str:
    return literal(*literal_parts(term)) if term.startswith('"') else term


@given(ROWS)
def test_csv_holds_plain_values(rows: list[tuple[str, str]]) -> None:
    text = text_from_answer(Solutions(("a", "b"), tuple(rows)), "csv")
    header, *read = csv.reader(StringIO(text, newline=""))
    assert header == ["a", "b"]
    assert read == [[plain(term) for term in row] for row in rows]


def plain(term: str) -> str:
    if term.startswith('"'):
        return literal_parts(term).lexical
    return term.removeprefix("<").removesuffix(">")


def test_a_graph_is_turtle_unless_something_else_is_asked_for() -> None:
    answer = Triples(((f"<{CASES}t/f>", vcc("kind"), vcc("firm")),))
    assert text_from_answer(answer).endswith("<t/f> :kind :firm .\n")
    assert text_from_answer(answer, "csv") == (
        f"subject,predicate,object\r\n{CASES}t/f,{vcc('kind')[1:-1]},{vcc('firm')[1:-1]}\r\n"
    )
    assert json.loads(text_from_answer(answer, "json"))["graph"][0]["id"] == "t/f"


def test_rows_are_no_graph() -> None:
    with pytest.raises(ValueError, match="CONSTRUCT"):
        text_from_answer(Solutions(("x",), ()), "turtle")


def test_an_empty_answer_still_names_its_columns() -> None:
    assert text_from_answer(Solutions(("x", "y"), ())).splitlines()[0] == "x  y"


def test_numbers_keep_their_datatype_in_json() -> None:
    text = text_from_answer(Solutions(("x",), ((integer(7),),)), "json")
    assert json.loads(text)["results"]["bindings"] == [
        {"x": {"type": "literal", "value": "7", "datatype": XSD + "integer"}}
    ]
