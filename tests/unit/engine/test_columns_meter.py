"""A meter ends a run in columns, also in the middle of a join."""

from __future__ import annotations

from time import monotonic

import pytest

from vcc.engine import LimitReached, Limits, Meter
from vcc.plan import Plan, plan_from_program
from vcc.program import program_from_sources
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

pytest.importorskip("numpy", reason="the columns executor needs numpy")

from vcc.engine.columns.choose import infer
from vcc.engine.columns.run import infer_columns, prepare_columns

E = "http://e/"


def plan_of(text: str) -> Plan:
    source = SourceText("t.srl", f"PREFIX : <{E}>\n{text}")
    return plan_from_program(program_from_sources([source]))


CHAIN = plan_of(
    "RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x :r ?z } WHERE { ?x :r ?y . ?y :p ?z }"
)
SQUARE = plan_of("RULE { ?x :r ?y } WHERE { ?x :p ?a . ?y :p ?b }")
# a join of a thousand million solutions, of which none is kept
FRUITLESS = plan_of(
    """RULE { ?x :r ?z } WHERE { ?x :p ?a . ?y :p ?b . ?z :p ?c
    FILTER(?x = ?z && ?y = ?z && ?a = 1) }"""
)


def links(count: int) -> list[Triple]:
    return [(f"<{E}{n}>", f"<{E}p>", f"<{E}{n + 1}>") for n in range(count)]


def test_the_number_of_conclusions_is_exact() -> None:
    whole = len(infer_columns(CHAIN, links(40)).inferred)
    enough = infer_columns(CHAIN, links(40), meter=Meter(Limits(facts=whole)))
    assert len(enough.inferred) == whole
    with pytest.raises(LimitReached, match="facts"):
        infer_columns(CHAIN, links(40), meter=Meter(Limits(facts=whole - 1)))


def test_static_facts_are_limited_as_well() -> None:
    with pytest.raises(LimitReached):
        prepare_columns(CHAIN, links(40), Meter(Limits(facts=10)))


def test_both_executors_take_a_meter() -> None:
    for executor in ("rows", "columns"):
        with pytest.raises(LimitReached, match="facts"):
            infer(CHAIN, links(40), executor=executor, meter=Meter(Limits(facts=10)))


def test_a_join_without_end_is_stopped_by_the_clock() -> None:
    started = monotonic()
    with pytest.raises(LimitReached, match="seconds"):
        infer_columns(FRUITLESS, links(1_000), meter=Meter(Limits(seconds=0.2)))
    assert monotonic() - started < 5


def test_too_many_conclusions_stop_a_join_before_it_ends() -> None:
    with pytest.raises(LimitReached) as reached:
        infer_columns(SQUARE, links(20_000), meter=Meter(Limits(facts=100_000, seconds=30)))
    assert reached.value.what == "facts"


def test_memory_ends_a_run() -> None:
    with pytest.raises(LimitReached, match="memory"):
        infer_columns(CHAIN, links(3), meter=Meter(Limits(memory=1)))


def test_an_engine_can_be_used_after_a_run_was_stopped() -> None:
    engine = prepare_columns(CHAIN)
    expected = engine.infer(links(5)).inferred
    with pytest.raises(LimitReached):
        engine.infer(links(60), Meter(Limits(facts=3)))
    assert engine.infer(links(5)).inferred == expected
