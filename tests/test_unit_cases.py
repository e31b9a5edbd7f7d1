"""Worked cases of the dominant-logic review: what each must give, and what it must not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from snippets import graph_of, objects, short

from vcc.case.from_text import case_from_text
from vcc.pipeline import knowledge
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple

CASES = Path(__file__).parent / "unit_cases"
CELLS = sorted((CASES / "cells").glob("*.vcc"))


@cache
def inferred(path: Path) -> frozenset[Triple]:
    source = SourceText(path.name, path.read_text(encoding="utf-8"))
    return frozenset(knowledge().engine.infer(graph_of(case_from_text(source).case)).inferred)


def concluded(name: str) -> set[Triple]:
    return set(inferred(CASES / f"{name}.vcc"))


def test_there_is_one_case_for_each_of_the_21_cells() -> None:
    cells = {short(s) for s, p, o in knowledge().ontology.triples if (p, o) == (TYPE, vcc("Cell"))}
    assert len(cells) == 21
    assert {path.stem for path in CELLS} == cells


@pytest.mark.parametrize("path", CELLS, ids=lambda path: path.stem)
def test_a_minimal_case_votes_for_exactly_its_cell(path: Path) -> None:
    assert objects(set(inferred(path)), "votes", of=path.stem) == {path.stem}


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.vcc")), ids=lambda path: path.stem)
def test_a_worked_case_is_well_formed(path: Path) -> None:
    from vcc.pipeline import analyse
    from vcc.source.diagnostic import Severity

    findings = analyse(path).report.findings
    assert not [finding.message.en for finding in findings if finding.severity is Severity.ERROR]


def test_car_and_petrol_give_a_new_experience_in_the_customers_own_context() -> None:
    found = concluded("car-and-petrol")
    drive = "car-and-petrol/drive"
    assert objects(found, "field", of=drive) == {"consumption-field"}
    assert "resource-integrator" in objects(found, "role", of=f"{drive}/party/driver")
    assert {"cross-firm-integration", "own-integration"} <= objects(found, "integrationKind")
    assert objects(found, "socialSetting", of=drive) == {"alone"}
    joy = "car-and-petrol/joy-of-driving"
    assert {"value-in-context", "real-value"} <= objects(found, "valueType", of=joy)
    assert objects(found, "coveredType", of=joy) == {"value-in-use", "value-in-exchange"}
    assert "value-type-service" not in objects(found, "votes"), "what is covered is no vote"


def test_a_car_alone_gives_hardly_any_value() -> None:
    found = concluded("car-alone")
    assert not objects(found, "valueType")
    assert not objects(found, "field")
    assert not objects(found, "votes")
    assert "customer-integration" in objects(found, "absent")


def test_a_modified_product_has_utility_and_psychological_value_at_once() -> None:
    value = objects(concluded("modified-product"), "valueType", "modified-product/bed-that-fits")
    assert {"utility-value", "psychological-value", "value-in-context"} <= value


def test_an_unwelcome_presence_is_reported() -> None:
    found = concluded("unwelcome-presence")
    assert "unwelcome-presence" in objects(found, "finding", "unwelcome-presence/calls")


def test_research_without_customers_is_no_co_creation() -> None:
    found = concluded("research-without-customers")
    assert not objects(found, "field")
    assert {"co-creation-basis", "customer-participation"} <= objects(found, "absent")
    assert "no-co-creation-basis" in objects(found, "finding", "research-without-customers")
    assert objects(found, "votes") == {"value-creator-goods"}


def test_a_loop_closes_where_one_thread_runs_through_all_links() -> None:
    found = concluded("closed-loop")
    assert "feedback-loop" in objects(found, "present")
    assert objects(found, "deliveredToOthers") == {"closed-loop/newcomers"}
    assert not objects(found, "breaksAt") | objects(found, "notShownAt")


def test_a_loop_whose_dates_run_backwards_does_not_close() -> None:
    found = concluded("loop-backwards")
    assert "feedback-loop" in objects(found, "partial")
    assert objects(found, "lacks") & {"renewed-feedback"} == {"renewed-feedback"}
    assert objects(found, "notShownAt") == {"renewed-feedback"}


@pytest.mark.java
def test_what_is_concluded_agrees_with_the_ontology() -> None:
    """HermiT finds no contradiction in what a case states together with all that follows."""
    from vcc.audit.model import Outcome
    from vcc.audit.owl import NamedGraph, owl_steps

    graphs = []
    for path in sorted(CASES.glob("*.vcc")):
        stated = graph_of(case_from_text(SourceText(path.name, path.read_text("utf-8"))).case)
        graphs.append(NamedGraph(path.stem, (*stated, *inferred(path))))
    assert len(graphs) >= 7
    steps = tuple(owl_steps(knowledge().ontology, graphs))
    assert len(steps) == 3
    assert [step.outcome for step in steps] == [Outcome.PASSED] * 3


def test_a_loss_is_no_value_no_vote_and_no_gain() -> None:
    found = concluded("losses")
    assert not objects(found, "valueType")
    assert not objects(found, "votes")
    assert not objects(found, "field")
    assert not {"customer-value-not-stated", "fragile-logic"} & objects(found, "finding")
