"""Extremes: deep, long and endless programs end, with an answer or with one clear mistake."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from vcc.engine import Conclusions, infer, prove
from vcc.plan import plan_from_program
from vcc.program import program_from_sources
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple, integer

pytestmark = pytest.mark.usefixtures("rows")

E = "http://e/"
DEEP = 10_000
FACT = (f"<{E}a>", f"<{E}p>", integer(1))


def outcome(text: str, facts: list[Triple] | None = None) -> set[str]:
    """The codes of the mistakes; "ok" if the program runs."""
    try:
        program = program_from_sources([SourceText("t.srl", f"PREFIX : <{E}>\n{text}")])
    except SourceErrors as error:
        return {diagnostic.code for diagnostic in error.diagnostics}
    infer(plan_from_program(program), [FACT] if facts is None else facts)
    return {"ok"}


def filtered(expression: str) -> str:
    return f"RULE {{ ?x :q 1 }} WHERE {{ ?x :p ?y FILTER({expression}) }}"


TOO_DEEP = {
    "brackets": filtered("(" * DEEP + "?y" + ")" * DEEP),
    "negations": filtered("!(" * DEEP + "true" + ")" * DEEP),
    "signs": filtered("-(" * DEEP + "?y" + ")" * DEEP),
    "calls": filtered("STR(" * DEEP + "?y" + ")" * DEEP),
    "sum": filtered(" + ".join(["?y"] * DEEP)),
    "difference": filtered(" -1".join(["?y"] + [""] * DEEP)),
    "product": filtered(" * ".join(["?y"] * DEEP)),
    "sums in sums": filtered(("(" + "?y + " * 150) * 40 + "1" + ")" * 40),
    "triple terms": "DATA { :a :p " + "<<( :a :p " * DEEP + "1" + " )>>" * DEEP + " }",
    "reified triples": "DATA { " + "<< " * DEEP + ":a" + " :p 1 >>" * DEEP + " }",
    "lists": "DATA { :a :p " + "(" * DEEP + ")" * DEEP + " }",
    "nodes": "DATA { :a :p " + "[ :p " * DEEP + "1" + " ]" * DEEP + " }",
    "annotations": "DATA { :a :p 1 " + "{| :p 1 " * DEEP + "|}" * DEEP + " }",
    "paths": "RULE { ?x :q 1 } WHERE { ?x " + "(" * DEEP + ":p" + ")" * DEEP + " 1 }",
}
LONG = {
    "or": filtered(" || ".join(["?y = 1"] * 2_000)),
    "and": filtered(" && ".join(["?y = 1"] * 2_000)),
    "in": filtered(f"?y IN ({', '.join(map(str, range(2_000)))})"),
    "arguments": filtered(f"CONCAT({', '.join(['STR(?y)'] * 2_000)}) = '1'"),
    "list": f"DATA {{ :a :q ({' 1' * 2_000}) }}",
    "path": f"RULE {{ ?x :q ?z }} WHERE {{ ?x {'/'.join([':p'] * 100)} ?z }}",
    "filters": "RULE { ?x :q 1 } WHERE { ?x :p ?y " + "FILTER(?y = 1) " * 500 + "}",
    "negations": "RULE { ?x :q 1 } WHERE { ?x :p ?y " + "NOT { ?x :r 1 } " * 500 + "}",
    "rules": "".join(f"RULE {{ ?x :p{n + 1} 1 }} WHERE {{ ?x :p{n} 1 }}\n" for n in range(500)),
    "strata": "".join(
        f"RULE {{ ?x :p{n + 1} 1 }} WHERE {{ ?x :p 1 NOT {{ ?x :p{n} 1 }} }}\n" for n in range(300)
    ),
}


@pytest.mark.parametrize("text", TOO_DEEP.values(), ids=TOO_DEEP)
def test_what_is_nested_too_deeply_is_one_mistake(text: str) -> None:
    assert outcome(text) == {"R111"}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_what_is_only_long_is_read_and_run(text: str) -> None:
    assert outcome(text) == {"ok"}


# ---------------------------------------------------------------- generators
def counters(number: int, last: str = "") -> str:
    """Rules of which each sets one more than the one before; `last` closes the circle."""
    rules = [
        f"RULE {{ ?x :p{n + 1} ?z }} WHERE {{ ?x :p{n} ?y SET(?z := ?y + 1) }}"
        for n in range(number)
    ]
    return "\n".join([*rules, last])


def test_a_chain_of_generators_across_strata_comes_to_an_end() -> None:
    program = program_from_sources([SourceText("t.srl", f"PREFIX : <{E}>\n{counters(200)}")])
    assert len(program.strata) == 200
    start = (f"<{E}a>", f"<{E}p0>", integer(0))
    inferred = infer(plan_from_program(program), [start]).inferred
    assert len(inferred) == 200
    assert (f"<{E}a>", f"<{E}p200>", integer(200)) in inferred


@pytest.mark.parametrize(
    "text",
    [
        counters(3, "RULE { ?x :p0 ?y } WHERE { ?x :p3 ?y }"),  # back by a copy
        counters(3, "RULE { ?x ?q ?y } WHERE { ?x :p3 ?y . ?q a :Property }"),  # by a variable
        counters(
            1, "RULE { ?y :p0 ?x } WHERE { ?x :p1 ?y } RULE { ?x :p0 ?y } WHERE { ?y :p0 ?x }"
        ),
        "RULE { ?x :next [ :of ?x ] } WHERE { ?y :next ?x }",
        "RULE { ?x :says <<( ?x :says ?y )>> } WHERE { ?x :says ?y }",
        "RULE { ?x :n ?n } WHERE { ?x :n ?m SET(?n := BNODE()) }",
        "RULE { ?x :n ?n } WHERE { ?x :n ?m COUNT(?m AS ?n) }",
        "RULE { ?x :n ?n } WHERE { ?x :m ?k SET(?n := ?k) } RULE { ?x :m [] } WHERE { ?x :n ?y }",
    ],
)
def test_a_generator_that_feeds_itself_is_refused_and_never_runs(text: str) -> None:
    """Without the closed edge such a program would have no end; the check alone is called here,
    so that this test ends even where the check is broken."""
    with pytest.raises(SourceErrors) as caught:
        program_from_sources([SourceText("t.srl", f"PREFIX : <{E}>\n{text}")])
    assert {diagnostic.code for diagnostic in caught.value.diagnostics} == {"R150"}


# ---------------------------------------------------------------- long proofs
@contextmanager
def little_stack(frames: int = 80) -> Iterator[None]:
    """Only so many more frames: what recurses by the depth of its input fails."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + frames)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def by_rows(text: str, facts: list[Triple]) -> Conclusions:
    return infer(plan_from_program(program_from_sources([SourceText("t.srl", text)])), facts)


def by_columns(text: str, facts: list[Triple]) -> Conclusions:
    from vcc.engine.columns.run import infer_columns

    plan = plan_from_program(program_from_sources([SourceText("t.srl", text)]))
    return infer_columns(plan, facts)


@pytest.mark.parametrize("run", [by_rows, by_columns])
def test_a_proof_of_ten_thousand_steps_needs_no_stack(
    run: Callable[[str, list[Triple]], Conclusions],
) -> None:
    rule = f"PREFIX : <{E}> RULE {{ ?y :reached ?s }} WHERE {{ ?x :reached ?s . ?x :next ?y }}"
    facts = [(f"<{E}{n}>", f"<{E}next>", f"<{E}{n + 1}>") for n in range(DEEP)]
    facts.append((f"<{E}0>", f"<{E}reached>", f"<{E}s>"))
    conclusions = run(rule, facts)
    goal = (f"<{E}{DEEP}>", f"<{E}reached>", f"<{E}s>")
    with little_stack():
        proof = prove(conclusions, goal)
        assert proof is not None
        steps = list(proof.steps())
    assert len(steps) == 2 * DEEP + 1
    assert steps[-1] is proof
