"""A meter ends a run of the engine, wherever it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from vcc.engine import LimitReached, Limits, Meter, infer, prepare
from vcc.engine.limits import memory_used
from vcc.plan import Plan, plan_from_program
from vcc.program import program_from_sources
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

pytestmark = pytest.mark.usefixtures("rows")

E = "http://e/"
TraceFunction = Any


def plan_of(text: str) -> Plan:
    source = SourceText("t.srl", f"PREFIX : <{E}>\n{text}")
    return plan_from_program(program_from_sources([source]))


CHAIN = plan_of(
    "RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x :r ?z } WHERE { ?x :r ?y . ?y :p ?z }"
)


def links(count: int) -> list[Triple]:
    return [(f"<{E}{n}>", f"<{E}p>", f"<{E}{n + 1}>") for n in range(count)]


def test_the_number_of_conclusions_is_exact() -> None:
    whole = len(infer(CHAIN, links(40)).inferred)
    assert len(infer(CHAIN, links(40), meter=Meter(Limits(facts=whole))).inferred) == whole
    with pytest.raises(LimitReached, match="facts"):
        infer(CHAIN, links(40), meter=Meter(Limits(facts=whole - 1)))


@pytest.mark.parametrize("executor", ["rows", "columns"])
def test_a_timer_finds_no_moment_at_which_too_many_are_counted(executor: str) -> None:
    if executor == "columns":
        pytest.importorskip("numpy", reason="the columns executor needs numpy")
    circle = [*links(6), (f"<{E}6>", f"<{E}p>", f"<{E}0>"), (f"<{E}6>", f"<{E}p>", f"<{E}3>")]
    run = infer_by(executor)
    whole = len(run(CHAIN, circle, None))
    meter, looks = Meter(Limits(facts=whole)), 0

    def look(frame: FrameType, event: str, argument: object) -> TraceFunction:
        nonlocal looks
        if "engine" in frame.f_code.co_filename or frame.f_code.co_filename.startswith("<"):
            looks += 1
            sys.settrace(None)
            meter.check()
            sys.settrace(look)
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        found = run(CHAIN, circle, meter)
    finally:
        sys.settrace(before)
    assert len(found) == whole
    assert looks > 100


def infer_by(executor: str) -> Callable[..., frozenset[Triple]]:
    if executor == "rows":
        return lambda plan, facts, meter: frozenset(infer(plan, facts, meter=meter).inferred)
    from vcc.engine.columns.run import infer_columns

    return lambda plan, facts, meter: frozenset(infer_columns(plan, facts, meter=meter).inferred)


def test_static_facts_are_limited_as_well() -> None:
    with pytest.raises(LimitReached):
        prepare(CHAIN, links(40), Meter(Limits(facts=10)))


def test_time_ends_a_run_between_rounds() -> None:
    with pytest.raises(LimitReached) as reached:
        infer(CHAIN, links(2_000), meter=Meter(Limits(seconds=0.05)))
    assert reached.value.what == "seconds"


def test_memory_ends_a_run() -> None:
    assert memory_used() > 1_000_000
    with pytest.raises(LimitReached, match="memory"):
        infer(CHAIN, links(3), meter=Meter(Limits(memory=1)))


def test_a_meter_without_limits_lets_everything_pass() -> None:
    assert infer(CHAIN, links(9), meter=Meter(Limits())).inferred == infer(CHAIN, links(9)).inferred


def test_an_engine_can_be_used_after_a_run_was_stopped() -> None:
    engine = prepare(CHAIN)
    expected = engine.infer(links(5)).inferred
    with pytest.raises(LimitReached):
        engine.infer(links(60), Meter(Limits(facts=3)))
    assert engine.infer(links(5)).inferred == expected
