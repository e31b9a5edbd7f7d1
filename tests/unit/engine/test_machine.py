"""The compiled machine: what it takes, what ends it, and when the generated functions run instead.

That it gives the same results is what every other test of the *rows* executor says, which runs on
both (the fixture `rows`).
"""

from __future__ import annotations

import pickle
import signal
import threading
from pathlib import Path

import pytest

from vcc.engine import Engine, infer, prepare, prepared
from vcc.engine import machine as package
from vcc.engine.evaluation import OverMachine, OverStore
from vcc.engine.machine import ROWS_VARIABLE, machine, sum_of_sources
from vcc.plan import Plan, plan_from_program
from vcc.program import program_from_sources
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

E = "http://e/"


def plan_of(text: str) -> Plan:
    source = SourceText("t.srl", f"PREFIX : <{E}>\n{text}")
    return plan_from_program(program_from_sources([source]))


def links(count: int, property: str = "p") -> list[Triple]:
    return [(f"<{E}{n}>", f"<{E}{property}>", f"<{E}{n + 1}>") for n in range(count)]


CHAIN = "RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x :r ?z } WHERE { ?x :r ?y . ?y :p ?z }"


def evaluation_of(engine: Engine) -> object:
    return engine._evaluation()


compiled = pytest.mark.skipif(
    machine() is None, reason="the machine is not compiled: pip install -e . compiles it"
)


def test_a_compiled_machine_is_of_the_sources_that_stand_beside_it() -> None:
    """After a change of the sources, `pip install -e .` compiles them."""
    there = list(Path(package.__file__).parent.glob("_machine.*.[sp][oy]*"))
    assert not there or machine() is not None


@compiled
def test_a_machine_of_other_sources_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    package._compiled.cache_clear()
    monkeypatch.setattr(package, "sum_of_sources", lambda: sum_of_sources() ^ 1)
    try:
        assert machine() is None
        assert isinstance(evaluation_of(prepare(plan_of(CHAIN))), OverStore)
    finally:
        package._compiled.cache_clear()


@compiled
def test_the_generated_functions_run_where_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert isinstance(evaluation_of(prepare(plan_of(CHAIN))), OverMachine)
    monkeypatch.setenv(ROWS_VARIABLE, "python")
    assert isinstance(evaluation_of(prepare(plan_of(CHAIN))), OverStore)


@compiled
def test_a_rule_with_too_many_loops_within_each_other_is_left_to_the_generated_functions() -> None:
    body = " . ".join(f"?x{n} :p ?x{n + 1}" for n in range(300))
    engine = prepare(plan_of(f"RULE {{ ?x0 :far ?x300 }} WHERE {{ {body} }}"))
    assert isinstance(evaluation_of(engine), OverStore)
    assert engine.infer(links(300)).inferred == ((f"<{E}0>", f"<{E}far>", f"<{E}300>"),)


@compiled
def test_a_theory_that_was_kept_runs_as_the_one_that_was_made() -> None:
    static = links(4, "q")
    plan = plan_of(CHAIN + "RULE { ?x :s ?y } WHERE { ?x :q ?y . NOT { ?y :p ?z } }")
    made = prepared(plan, static)
    kept = Engine(pickle.loads(pickle.dumps(made)))
    assert isinstance(evaluation_of(kept), OverMachine)
    assert kept.infer(links(6)).inferred == Engine(made).infer(links(6)).inferred


@compiled
def test_many_terms_facts_and_predicates_are_no_more_than_that() -> None:
    """Tables grow several times, also those that predicates have which no rule names."""
    facts = [(f"<{E}{n % 977}>", f"<{E}p{n % 1500}>", f'"{n}"') for n in range(20_000)]
    plan = plan_of("RULE { ?x :has ?y } WHERE { ?x ?p ?y } RULE { ?y ?p ?x } WHERE { ?x ?p ?y }")
    assert isinstance(evaluation_of(prepare(plan)), OverMachine)
    conclusions = infer(plan, facts)
    by_hand = {(s, f"<{E}has>", o) for s, _, o in facts} | {(o, p, s) for s, p, o in facts}
    by_hand |= {(o, f"<{E}has>", s) for s, _, o in facts}
    by_hand |= {(o, f"<{E}has>", s) for s, _, o in by_hand if s[0] == "<"}
    assert set(conclusions.inferred) == by_hand
    assert len(list(conclusions.matching(predicate=f"<{E}p7>"))) == 2 * sum(
        p == f"<{E}p7>" for _, p, _ in facts
    )


@compiled
def test_ctrl_c_ends_one_long_rule() -> None:
    engine = prepare(plan_of("RULE { ?x :r ?y } WHERE { ?x :p ?u . ?y :p ?v }"))
    timer = threading.Timer(0.2, signal.raise_signal, (signal.SIGINT,))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            engine.infer(links(5_000))
    finally:
        timer.cancel()


@compiled
def test_runs_of_several_threads_do_not_meet() -> None:
    engine = prepare(plan_of(CHAIN))
    expected = {count: engine.infer(links(count)).inferred for count in (30, 60, 90)}
    wrong: list[int] = []

    def work(count: int) -> None:
        for _ in range(20):
            wrong.extend([count] * (engine.infer(links(count)).inferred != expected[count]))

    threads = [threading.Thread(target=work, args=(count,)) for count in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@compiled
def test_what_a_function_raises_reaches_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = prepare(
        plan_of("RULE { ?x :r ?l } WHERE { ?x :p ?y . SET ( ?l := STRLEN(STR(?y)) ) }")
    )
    made = engine._machine
    assert made is not None
    from vcc.engine.expressions import Table

    def broken(*_: object) -> str:
        raise MemoryError("no more")

    monkeypatch.setattr(Table, "__missing__", broken)
    with pytest.raises(MemoryError, match="no more"):
        engine.infer([(f"<{E}s>", f"<{E}p>", '"never seen before"')])
