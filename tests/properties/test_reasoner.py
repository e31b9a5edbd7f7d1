"""Laws of the reasoner on random programs and data."""

from __future__ import annotations

import pickle
import random
from collections import Counter
from collections.abc import Callable, Iterable

import naive_rules
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from vcc.engine import (
    Conclusions,
    Engine,
    Instance,
    Proof,
    infer,
    instances_of,
    prepare,
    prepared,
    prove_all,
    rule_fires,
)
from vcc.engine.aggregates import summarised
from vcc.engine.expressions import holds, value_or_none
from vcc.plan import Outside, plan_from_program
from vcc.program import Program, Rule, program_from_sources
from vcc.program.checks.aggregates import comes_after, group_of, results_of
from vcc.program.syntax import Aggregate, Assignment, Filter, Negation, TriplePattern
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple, integer

pytestmark = pytest.mark.usefixtures("rows")

E = "http://example.org/"
PREDICATES = [f":p{n}" for n in range(6)]
THINGS = [":a", ":b", ":c"]
VARIABLES = ["?x", "?y", "?z"]
relaxed = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def term(name: str) -> str:
    return integer(int(name)) if name.isdigit() else f"<{E}{name[1:]}>"


def one_in(draw: st.DrawFn, number: int) -> bool:
    """True once in so many times; shrinks to false."""
    return draw(st.integers(0, number - 1)) == number - 1


# Dense on purpose: on sparse facts most rules never fire, and laws hold for want of cases.
facts = st.lists(
    st.tuples(
        st.sampled_from(THINGS),
        st.sampled_from(PREDICATES[:3]),
        st.sampled_from([*THINGS, "1", "2"]),
    ).map(lambda t: (term(t[0]), term(t[1]), term(t[2]))),
    min_size=5,
    max_size=16,
    unique=True,
)


@st.composite
def patterns(draw: st.DrawFn, below: int) -> str:
    """A triple pattern over predicates below a number; sometimes with a predicate variable."""
    subject = draw(st.sampled_from(THINGS if one_in(draw, 7) else VARIABLES))
    object = draw(st.sampled_from([*THINGS, "1", "2"] if one_in(draw, 5) else VARIABLES))
    predicate = draw(st.sampled_from(PREDICATES[:below]))
    if below == len(PREDICATES) and one_in(draw, 2):
        predicate = "?q"
    return f"{subject} {predicate} {object}"


def named(texts: list[str]) -> list[str]:
    return sorted({word for text in texts for word in text.split() if word[0] == "?"})


@st.composite
def rules(draw: st.DrawFn) -> str:
    """One rule: a head of predicate n, positive patterns up to n or any, negative ones below."""
    level = draw(st.integers(1, 5))
    reach = len(PREDICATES) if one_in(draw, 4) else level + one_in(draw, 2)
    body = draw(st.lists(patterns(reach), min_size=1, max_size=3))
    known = named(body) or ["?x"]
    if known == ["?x"]:
        body.append("?x :p0 ?x")
    extra: list[str] = []
    if one_in(draw, 3):
        inner = " . ".join(draw(st.lists(patterns(level), min_size=1, max_size=2)))
        extra.append(f"NOT {'DATA ' if one_in(draw, 4) else ''}{{ {inner} }}")
    if one_in(draw, 3):
        operator = draw(st.sampled_from(["!=", "=", "<", ">="]))
        other = draw(st.sampled_from([*known, "1", ":a"]))
        extra.append(f"FILTER({draw(st.sampled_from(known))} {operator} {other})")
    result, more = draw(results(known))
    head_terms = [result] if result else [*known, *THINGS[:1]]
    predicate = "?q" if "?q" in known and one_in(draw, 2) else f":p{level}"
    subject = "[]" if one_in(draw, 12) and "AS" not in more else draw(st.sampled_from(known))
    head = f"{subject} {predicate} {draw(st.sampled_from(head_terms))}"
    where = "WHERE DATA" if one_in(draw, 12) else "WHERE"
    return f"RULE {{ {head} }} {where} {{ {' . '.join(body)} {' '.join(extra)} {more} }}"


@st.composite
def results(draw: st.DrawFn, known: list[str]) -> tuple[str, str]:
    """A variable that SET or an aggregate gives a value, and the text that does; or nothing."""
    source = draw(st.sampled_from(known))
    if one_in(draw, 6):
        made = draw(st.sampled_from([f"{source} + 1", f"STR({source})", "7"]))
        return "?s", f"SET(?s := {made})"
    if one_in(draw, 4):
        function = draw(st.sampled_from(["COUNT", "COUNT", "SUM", "MIN", "MAX", "AVG"]))
        distinct = "DISTINCT " if one_in(draw, 3) else ""
        having = "FILTER(?n > 1)" if one_in(draw, 3) else ""
        return "?n", f"{function}({distinct}{source} AS ?n) {having}"
    return "", ""


programs = st.lists(rules(), min_size=2, max_size=7)


def program_of(texts: list[str], data: str = "") -> Program:
    text = f"PREFIX : <{E}>\n" + "\n".join([*texts, data])
    try:
        return program_from_sources([SourceText("random.srl", text)])
    except SourceErrors as error:
        codes = {diagnostic.code for diagnostic in error.diagnostics}
    assert codes == {"R150"}  # random programs have no other mistakes
    return reject()


def test_the_random_programs_reach_every_feature() -> None:
    """A law that is only tried on programs without conclusions would hold of any engine."""
    seen: Counter[str] = Counter()

    @settings(relaxed, max_examples=200, database=None, derandomize=True)
    @given(programs, facts)
    def look(texts: list[str], case: list[Triple]) -> None:
        program = program_of(texts)
        plan = plan_from_program(program)
        conclusions = infer(plan, case)
        fired = [rule for rule in program.rules if rule_fires(conclusions, rule.id)]
        seen["inferred"] += bool(conclusions.inferred)
        seen["negation"] += any(isinstance(e, Negation) for r in fired for e in r.body)
        seen["aggregate"] += any(r.aggregates for r in fired)
        seen["new terms"] += any(r.makes_terms for r in fired)
        seen["predicate variable"] += any(p.predicate == "?q" for r in fired for p in r.patterns)
        seen["recursion"] += any(r.recurring for r in plan.rules if r.rule in fired)
        seen["strata"] += len(program.strata) > 1 and bool(conclusions.inferred)

    look()
    assert all(seen[name] >= 4 for name in (
        "inferred", "negation", "aggregate", "new terms", "predicate variable", "recursion",
        "strata",
    )), seen  # fmt: skip


@relaxed
@given(programs, facts, facts)
def test_the_engine_agrees_with_the_definition(
    texts: list[str], case: list[Triple], static: list[Triple]
) -> None:
    program = program_of(texts, "DATA { :a :p0 :c }")
    plan = plan_from_program(program)
    expected = naive_rules.inferred(program, [*case, *static])
    assert set(infer(plan, [*case, *static]).inferred) == expected
    assert set(infer(plan, case, static).inferred) == expected


@relaxed
@given(programs, facts, facts, facts)
def test_a_prepared_engine_gives_each_case_its_own_conclusions(
    texts: list[str], first: list[Triple], second: list[Triple], static: list[Triple]
) -> None:
    program = program_of(texts)
    plan = plan_from_program(program)
    engine = prepare(plan, static)
    kept = Engine(pickle.loads(pickle.dumps(prepared(plan, static))))
    for case in (first, second, first):
        here = engine.infer(case)
        assert kept.infer(case).inferred == here.inferred
        expected = naive_rules.inferred(program, [*case, *static])
        assert {t for t in {*here.inferred, *engine.consequences} if here.round(t)} == expected


late = st.lists(
    st.tuples(
        st.sampled_from(THINGS), st.sampled_from(PREDICATES[2:]), st.sampled_from([*THINGS, "1"])
    ).map(lambda t: (term(t[0]), term(t[1]), term(t[2]))),
    max_size=4,
)


@relaxed
@given(programs, facts, late, facts, st.none() | st.sets(st.sampled_from(PREDICATES)))
def test_facts_made_of_conclusions_count_as_if_they_had_been_given(
    texts: list[str],
    case: list[Triple],
    further: list[Triple],
    static: list[Triple],
    reads: set[str] | None,
) -> None:
    predicates = None if reads is None else {term(name) for name in reads}
    outside = Outside(frozenset(predicates or ()), frozenset(p for _, p, _ in further))
    engine = prepare(plan_from_program(program_of(texts), outside), static)
    expected = engine.infer([*case, *further])

    def more(conclusions: Conclusions) -> list[Triple]:
        without = engine.infer(case)
        for predicate in [None] if predicates is None else predicates:
            seen = conclusions.matching(None, predicate)
            assert list(seen) == list(without.matching(None, predicate))
        return further

    found = engine.infer_with(case, more, predicates)
    assert found.inferred == expected.inferred
    everything = list(expected.matching())
    assert list(found.matching()) == everything
    assert [*map(found.round, everything)] == [*map(expected.round, everything)]
    assert described(found) == described(expected)


@relaxed
@given(programs, facts, st.randoms(use_true_random=False))
def test_neither_the_order_of_rules_nor_that_of_facts_matters(
    texts: list[str], case: list[Triple], order: random.Random
) -> None:
    conclusions = infer(plan_from_program(program_of(texts)), case)
    order.shuffle(texts)
    order.shuffle(case)
    again = infer(plan_from_program(program_of(texts)), case)
    assert conclusions.inferred == again.inferred
    assert list(map(conclusions.round, again.inferred)) == list(map(again.round, again.inferred))
    assert described(conclusions) == described(again)


def described(conclusions: Conclusions) -> list[tuple[object, ...]]:
    return [
        (p.fact, p.rule, p.substitution, [q.fact for q in p.premises], p.absent, p.counted)
        for p in prove_all(conclusions).values()
    ]


@relaxed
@given(programs, facts, facts)
def test_every_conclusion_has_a_proof_that_can_be_checked(
    texts: list[str], case: list[Triple], static: list[Triple]
) -> None:
    program = program_of(texts)
    conclusions = infer(plan_from_program(program), case, static)
    proofs = prove_all(conclusions)
    everything = frozenset(conclusions.matching())
    base = frozenset([*case, *static])
    assert set(conclusions.inferred) <= set(proofs)
    for proof in proofs.values():
        check(program, conclusions, proof, everything, base)


def check(
    program: Program, conclusions: Conclusions, proof: Proof,
    everything: frozenset[Triple], base: frozenset[Triple],
) -> None:  # fmt: skip
    """Accept a proof step only if it follows from what it names; knows no solver of the engine."""
    if proof.rule is None:
        assert proof.fact in base
        return
    rule = program.rule(proof.rule)
    assert rule is not None
    own = conclusions.round(proof.fact)
    assert own is not None
    premises = {premise.fact for premise in proof.premises}
    assert premises <= everything
    assert all((conclusions.round(fact) or 0) < own for fact in premises)
    values = dict(proof.substitution)
    results = results_of(rule)
    assert concludes(rule, values, proof.fact)
    for solution in proof.counted or [values]:
        check_solution(rule, dict(solution), premises, everything, base)
    if rule.aggregates:
        check_groups(rule, proof, values, everything, base)
    assert all(follows(element, values) for element in rule.body if comes_after(element, results))


def concludes(rule: Rule, values: dict[str, str], fact: Triple) -> bool:
    def makes(term: str, value: str) -> bool:
        return value.startswith("_:") if term.startswith("_:") else values.get(term, term) == value

    return any(all(map(makes, template.terms, fact)) for template in rule.head)


def check_solution(
    rule: Rule, values: dict[str, str], premises: set[Triple],
    everything: frozenset[Triple], base: frozenset[Triple],
) -> None:  # fmt: skip
    seen = base if rule.data else everything
    bound: set[str] = set()
    for element in rule.body:
        if isinstance(element, TriplePattern):
            s, p, o = (values.get(t, t) for t in element.terms)
            bound |= {t for t in element.terms if t[0] == "?"}
            assert (s, p, o) in premises & seen
        elif isinstance(element, Negation):
            start = {name: values[name] for name in bound}
            looked = base if element.data else seen
            assert not naive_rules.solutions(element.elements, start, looked, base)
        elif not isinstance(element, Aggregate) and not comes_after(element, results_of(rule)):
            assert follows(element, values)
            bound |= {element.variable} if isinstance(element, Assignment) else set()


def follows(element: object, values: dict[str, str]) -> bool:
    if isinstance(element, Assignment):
        return value_or_none(element.expression, values) == values[element.variable]
    return isinstance(element, Filter) and holds(element.expression, values)


def check_groups(
    rule: Rule, proof: Proof, values: dict[str, str],
    everything: frozenset[Triple], base: frozenset[Triple],
) -> None:  # fmt: skip
    results = results_of(rule)
    before = [e for e in rule.body if not isinstance(e, Aggregate) and not comes_after(e, results)]
    start = {name: values[name] for name in group_of(rule)}
    seen = base if rule.data else everything
    members = [
        found
        for found in naive_rules.solutions(before, {}, seen, base)
        if all(found[name] == value for name, value in start.items())
    ]
    key: Callable[[object], str] = lambda found: repr(sorted(found.items()))  # type: ignore[attr-defined]  # noqa: E731
    assert sorted(members, key=key) == sorted(map(dict, proof.counted), key=key)
    for a in rule.aggregates:
        terms_ = [found[a.argument] for found in members]
        assert values[a.result] == summarised(a.function, a.distinct, terms_)


@relaxed
@given(programs, facts)
def test_what_is_asked_often_is_answered_as_what_is_asked_once(
    texts: list[str], case: list[Triple]
) -> None:
    plan = plan_from_program(program_of(texts))
    once, often, kept = (infer(plan, case) for _ in range(3))
    often.engine.rulebook.often = 0
    kept.engine.rulebook = pickle.loads(pickle.dumps(kept.engine.rulebook))
    for compiled in (often, kept):
        assert steps(prove_all(once).values()) == steps(prove_all(compiled).values())
        for fact in once.inferred:
            one, other = (instances_of(conclusions, fact) for conclusions in (once, compiled))
            assert [said(instance) for instance in one] == [said(instance) for instance in other]


def steps(proofs: Iterable[Proof]) -> list[object]:
    return [(p.fact, p.rule, p.substitution, tuple(p.facts), p.absent, p.counted) for p in proofs]


def said(instance: Instance) -> tuple[object, ...]:
    return instance.key, instance.absent, instance.counted


@relaxed
@given(programs, facts)
def test_a_rule_fires_exactly_where_it_concludes(texts: list[str], case: list[Triple]) -> None:
    program = program_of(texts)
    conclusions = infer(plan_from_program(program), case)
    everything = frozenset(conclusions.matching())
    for rule in program.rules:
        expected = naive_rules.final_solutions(rule, everything, frozenset(case))
        fired = {repr(sorted(i.substitution.items())) for i in rule_fires(conclusions, rule.id)}
        assert fired == {repr(sorted(values.items())) for values in expected}
