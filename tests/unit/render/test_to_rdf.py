"""Exports read back as the same triples, and the same triples are the same bytes."""

from __future__ import annotations

import json
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.cli.export import FORMATS as OFFERED
from vcc.render.rdf_xml import NotXml
from vcc.render.to_rdf import FORMATS, rdf_from_graphs
from vcc.vocabulary.namespaces import CASES, LABEL, PROV, TYPE, VCC, XSD, vcc
from vcc.vocabulary.rdf import Triple, boolean, integer, literal, literal_parts

READERS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
NODES = st.sampled_from(
    [
        f"<{CASES}t>", f"<{CASES}t/小米>", f"<{CASES}t/i/move/1>", f"<{CASES}a%2Fb/x>", vcc("firm"),
        vcc("a.b"), vcc("x/y"), f"<{VCC}>", f"<{CASES}>", f"<{CASES}../x>", f"<{CASES}a:b>",
        f"<{CASES}?q>", f"<{CASES}//x>", f"<{CASES}x/./y>", "<urn:x>", f"<{PROV}Entity>",
    ]
)  # fmt: skip
PROPERTIES = st.sampled_from([TYPE, LABEL, vcc("kind"), vcc("co-design"), "<urn:p>", vcc("x/y")])
SAFE_PROPERTIES = st.sampled_from([TYPE, LABEL, vcc("kind"), vcc("co-design"), vcc("x/y")])
_NOT_XML = "[\x00-\x08\x0b-\x1f\ufffe\uffff]"
LITERALS = st.one_of(
    st.builds(literal, TEXT),
    st.builds(literal, TEXT, st.sampled_from(["en", "zh", "zh-hans"])),
    st.builds(integer, st.integers()),
    st.builds(boolean, st.booleans()),
    st.builds(
        lambda lexical, name: literal(lexical, datatype=XSD + name),
        st.sampled_from(["007", "1.0", "1", "+2", ".5", "1e3", "true", "1", "yes", ""]),
        st.sampled_from(["integer", "decimal", "boolean", "double", "date"]),
    ),
)
TRIPLES = st.lists(st.tuples(NODES, PROPERTIES, st.one_of(NODES, LITERALS)), max_size=12)
NAMES = st.sampled_from(["", f"<{CASES}t/asserted>", f"<{CASES}t/inferred>", "<urn:g>"])
DATASETS = st.dictionaries(NAMES, TRIPLES, max_size=3)


def canonical(term: object) -> str:
    text = str(term)
    return literal(*literal_parts(text)) if text.startswith('"') else text


def read(text: str, format: str) -> set[tuple[str, Triple]]:
    return {
        (
            "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name),
            (canonical(quad.subject), canonical(quad.predicate), canonical(quad.object)),
        )
        for quad in ox.parse(text, format=READERS[format])
    }


def test_the_command_offers_every_format() -> None:
    assert OFFERED == FORMATS
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("format", ["trig", "nquads", "jsonld"])
@given(DATASETS)
def test_formats_with_graphs_give_back_every_graph(
    format: str, dataset: dict[str, list[Triple]]
) -> None:
    expected = {(name, triple) for name, triples in dataset.items() for triple in triples}
    assert read(rdf_from_graphs(dataset, format), format) == expected


@pytest.mark.parametrize("format", ["turtle", "ntriples"])
@given(DATASETS)
def test_formats_without_graphs_give_back_every_triple(
    format: str, dataset: dict[str, list[Triple]]
) -> None:
    expected = {("", triple) for triples in dataset.values() for triple in triples}
    assert read(rdf_from_graphs(dataset, format), format) == expected


@pytest.mark.parametrize("format", [f for f in FORMATS if f != "rdfxml"])
@given(DATASETS, st.randoms(use_true_random=False))
def test_the_same_triples_are_the_same_bytes(
    format: str, dataset: dict[str, list[Triple]], chance: object
) -> None:
    mixed = {name: [*reversed(dataset[name]), *dataset[name]] for name in reversed(dataset)}
    assert rdf_from_graphs(mixed, format) == rdf_from_graphs(dataset, format)


def test_turtle_reads_well() -> None:
    triples = [
        (f"<{CASES}t/小米>", TYPE, vcc("Actor")),
        (f"<{CASES}t/小米>", LABEL, literal("小米公司", "zh")),
        (f"<{CASES}t/小米>", vcc("since"), integer(20100400)),
        (f"<{CASES}t>", TYPE, vcc("Case")),
    ]
    assert rdf_from_graphs({"": triples}, "turtle") == (
        f"@base <{CASES}> .\n"
        f"@prefix : <{VCC}> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "\n<t> a :Case .\n"
        '\n<t/小米> a :Actor ;\n    rdfs:label "小米公司"@zh ;\n    :since 20100400 .\n'
    )


def test_jsonld_uses_the_words_of_the_ontology() -> None:
    triples = [(f"<{CASES}t/f>", TYPE, vcc("Actor")), (f"<{CASES}t/f>", vcc("kind"), vcc("firm"))]
    document = json.loads(rdf_from_graphs({"": triples}, "jsonld"))
    assert document["graph"] == [{"id": "t/f", "type": "Actor", "kind": "firm"}]


@pytest.mark.parametrize("lexical", ["a\x01", "\x0b", "\ufffe"])
def test_what_xml_cannot_hold_is_refused(lexical: str) -> None:
    triple = (f"<{CASES}t>", LABEL, literal(lexical))
    with pytest.raises(NotXml) as caught:
        rdf_from_graphs({"": [triple]}, "rdfxml")
    assert caught.value.args == (triple[2],)


def test_a_property_without_a_name_for_xml_is_refused() -> None:
    with pytest.raises(NotXml):
        rdf_from_graphs({"": [(f"<{CASES}t>", vcc("1st"), "<urn:x>")]}, "rdfxml")


@given(st.lists(st.tuples(NODES, SAFE_PROPERTIES, NODES | LITERALS), max_size=12))
def test_rdfxml_gives_back_what_xml_can_hold(triples: list[Triple]) -> None:
    kept = [triple for triple in triples if not re.search(_NOT_XML, triple[2])]
    text = rdf_from_graphs({"": kept}, "rdfxml")
    assert read(text, "rdfxml") == {("", triple) for triple in kept}


def test_a_key_with_a_rule_still_takes_other_values() -> None:
    subject = f"<{CASES}t/f>"
    triples = {
        (subject, LABEL, literal("a")),
        (subject, LABEL, literal("b", "en")),
        (subject, vcc("kind"), f"<{CASES}t/x>"),
        (subject, vcc("kind"), vcc("firm")),
        (subject, vcc("heldBy"), literal("nobody")),
        (subject, vcc("note"), integer(7)),
    }
    text = rdf_from_graphs({"": triples}, "jsonld")
    assert read(text, "jsonld") == {("", triple) for triple in triples}
