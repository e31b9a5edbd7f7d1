"""Every claim is encoded as its kind asks: a rule fires, a constraint rejects, advice is attached …

That rules fire and shapes reject is tested where they stand (tests/test_rules.py runs every rule on
a case of its own, tests/test_shapes.py every shape); here it is that there is one for the claim.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from vcc.pipeline import knowledge
from vcc.resources import shape_files
from vcc.vocabulary.namespaces import OWL, RDF, TYPE, vcc
from vcc.vocabulary.rdf import Triple, iri, literal_parts, local_name
from vcc.vocabulary.turtle import triples_from_turtle

REPOSITORY = Path(__file__).parent.parent
# How a claim of each kind may be encoded, and how many such claims there are at least.
WAYS = {
    "rule": ({"rule", "computed"}, 200),
    "constraint": ({"rule", "finding", "shape", "axiom"}, 30),
    "metric": ({"rule", "example", "computed"}, 20),
    "process": ({"rule", "order"}, 25),
    "recommendation": ({"advice"}, 30),
    "case-fact": ({"example", "unit-case"}, 25),
}
# What is encoded in a way of its own, and how.
OTHERWISE = {
    "SM-088": "any institution of kind :dynamic-pricing counts for :dynamic-prices (tested below)",
}


def named(triples: Iterator[Triple] | tuple[Triple, ...]) -> Iterator[tuple[str, str]]:
    for subject, property, object in triples:
        if property == vcc("claim"):
            yield literal_parts(object).lexical, subject


def by_terms() -> Iterator[tuple[str, str]]:
    """Claims of terms, with what sort of statement the term makes."""
    theory = knowledge().ontology
    ordered = {s for s, p, _ in theory.triples if p in (vcc("precedes"), vcc("position"))}
    ordered |= {o for _, p, o in theory.triples if p == vcc("precedes")}
    apart = {iri(RDF + "first"), iri(OWL + "disjointWith")}
    disjoint = {term for s, p, o in theory.triples if p in apart for term in (s, o)}
    computed = {vcc(name) for name in ("NetworkMeasure", "SimulationModel", "ModelQuantity")}
    for claim, term in named(theory.triples):
        if term in ordered:
            yield claim, "order"
        if term in disjoint:
            yield claim, "axiom"
        if computed & set(theory.types.get(term, ())):
            yield claim, "computed"


def by_rules_and_shapes() -> Iterator[tuple[str, str]]:
    """Claims of rules, findings and shapes."""
    notes = knowledge().notes
    yield from ((claim, "rule") for rule in notes.rules for claim in rule.claims)
    for finding in notes.findings:
        for claim in finding.claims:
            yield claim, "finding"
            if finding.advice:
                yield claim, "advice"
    for path in shape_files():
        yield from (
            (claim, "shape")
            for claim, _ in named(tuple(triples_from_turtle(path.read_bytes(), path.name)))
        )


def by_cases() -> Iterator[tuple[str, str]]:
    """Claims that cases say they encode."""
    for folder, way in (("examples", "example"), ("tests/unit_cases", "unit-case")):
        for path in sorted((REPOSITORY / folder).rglob("*.vcc")):
            for claim in re.findall(r"\b[A-Z]{2}-\d{3}\b", path.read_text(encoding="utf-8")):
                yield claim, way


@cache
def ways() -> dict[str, set[str]]:
    """For every claim, the ways in which something encodes it."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim, way in (*by_terms(), *by_rules_and_shapes(), *by_cases()):
        found[claim].add(way)
    return found


def not_encoded() -> set[str]:
    with (REPOSITORY / "ontology/not-encoded.csv").open(encoding="utf-8", newline="") as table:
        return {row["claim"] for row in csv.DictReader(table)}


@pytest.mark.shared
@pytest.mark.parametrize("kind", WAYS)
def test_every_claim_of_a_kind_is_encoded_in_a_way_of_that_kind(kind: str, shared: Path) -> None:
    with (shared / "theory/claims.csv").open(encoding="utf-8", newline="") as table:
        claims = [row["id"] for row in csv.DictReader(table) if row["kind"] == kind]
    wanted, count = WAYS[kind]
    assert len(claims) >= count
    left_out = not_encoded() | set(OTHERWISE)
    assert not [claim for claim in claims if claim not in left_out and not ways()[claim] & wanted]


@pytest.mark.shared
def test_what_is_encoded_otherwise_is_of_the_theory_and_still_needs_it(shared: Path) -> None:
    with (shared / "theory/claims.csv").open(encoding="utf-8", newline="") as table:
        kinds = {row["id"]: row["kind"] for row in csv.DictReader(table)}
    for claim in OTHERWISE:
        assert not ways()[claim] & WAYS[kinds[claim]][0], "it is encoded in the usual way by now"


def test_prices_set_by_a_game_or_an_auction_count_as_dynamic() -> None:
    from snippets import conclusions_of, objects

    people = """framework shared-manufacturing actor o is platform-operator
      actor s is manufacturer actor d is business-customer """
    priced = people + "institution prices is dynamic-pricing set-by o"
    assert "dynamic-prices" in objects(set(conclusions_of(priced).inferred), "present")
    assert "dynamic-prices" not in objects(set(conclusions_of(people).inferred), "present")


def test_classes_that_overlap_in_the_texts_are_not_kept_apart() -> None:
    """Fields, roles and value types overlap (DL-119): no axiom may say otherwise."""
    theory = knowledge().ontology
    apart = {local_name(o) for _, p, o in theory.triples if p == iri(RDF + "first")}
    assert len(apart) > 20
    assert not apart & {"Field", "Role", "ValueType"}
    assert (vcc("ElementSubject"), TYPE, iri(OWL + "Class")) in theory.triples
