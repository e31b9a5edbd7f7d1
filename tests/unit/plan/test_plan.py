"""Plans: in which order a body is joined, and what is kept."""

from __future__ import annotations

from vcc.plan import plan_from_program
from vcc.plan.operators import AntiJoin, Join, Operator, Scan, Select, SemiJoin
from vcc.program import program_from_sources
from vcc.render.plan_text import text_from_plan
from vcc.source.text import SourceText

E = "http://e/"


def plan_of(text: str):  # type: ignore[no-untyped-def]
    source = SourceText("t.srl", f"PREFIX : <{E}>\n{text}")
    return plan_from_program(program_from_sources([source]))


def operators(body: str, head: str = "?x :h 1") -> tuple[Operator, ...]:
    return plan_of(f"RULE {{ {head} }} WHERE {{ {body} }}").rules[0].whole.operators


def order(body: str, head: str = "?x :h 1") -> list[str]:
    found = operators(body, head)
    inner = [s for o in found for s in (o.steps if isinstance(o, SemiJoin) else (o,))]
    return [o.atom[1].rpartition("/")[2][:-1] for o in inner if isinstance(o, Scan | Join)]


def test_the_join_begins_with_what_is_most_fixed() -> None:
    assert order("?x :p ?y . ?y :q ?z . ?z :r :a") == ["r", "q", "p"]


def test_no_cross_product_where_a_join_will_do() -> None:
    assert order("?x :p :a . ?y :q :b . ?x :r ?y", "?x :h ?y") == ["p", "r", "q"]


def test_filters_and_negations_come_as_soon_as_their_variables_have_values() -> None:
    found = operators("?x :p ?y . ?y :q ?z . FILTER(?y > 1) NOT { ?x :r ?y }", "?x :h ?z")
    assert [type(o) for o in found[:4]] == [Scan, Select, AntiJoin, Join]


def test_what_is_not_used_later_is_only_matched() -> None:
    scan, join, *_ = operators("?x :p ?y . ?x :q ?z")
    assert isinstance(scan, Scan)
    assert isinstance(join, Join)
    assert scan.keeps == ("?x",)
    assert join.keeps == ()


def test_once_the_head_has_its_values_the_rest_only_has_to_exist() -> None:
    assert isinstance(operators("?x :p ?y . ?y :q ?z . ?z :r ?w")[1], SemiJoin)


def test_a_rule_that_counts_keeps_every_variable() -> None:
    _, join, *_ = operators("?x :p ?y . ?y :q ?unread . COUNT(?y AS ?n)", "?x :h ?n")
    assert isinstance(join, Join)
    assert join.keeps == ("?unread",)


def test_only_recursive_patterns_get_a_pipeline_for_new_facts() -> None:
    plan = plan_of(
        "RULE :a { ?x :r ?z } WHERE { ?x :r ?y . ?y :e ?z } RULE :b { ?x :s ?y } WHERE { ?x :r ?y }"
    )
    assert [[p.start for p in rule.recurring] for rule in plan.rules] == [[0], []]
    assert [phase.rules for phase in plan.phases] == [(0,), (1,)]


def test_a_plan_can_be_read() -> None:
    plan = plan_of(
        "RULE :far { ?x :far ?z } WHERE { ?x :near ?y . ?y :far ?z FILTER(?x != ?z) }\n"
        "RULE :none { ?x :n ?m } WHERE { ?x :near ?y NOT { ?x :far ?z . ?z :far ?w } "
        "COUNT(DISTINCT ?y AS ?n) SET(?m := ?n * 2) }"
    )
    one = '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert text_from_plan(plan, {"": E}) == (
        "phase 1\n"
        "  rule :far\n"
        "    Scan ?x :near ?y  → ?x ?y\n"
        "    Join ?y :far ?z  → ?z\n"
        "    Select (?x != ?z)\n"
        "    Project ?x :far ?z\n"
        "    from new pattern 2\n"
        "    Scan new ?y :far ?z  → ?y ?z\n"
        "    Join ?x :near ?y  → ?x\n"
        "    Select (?x != ?z)\n"
        "    Project ?x :far ?z\n"
        "phase 2\n"
        "  rule :none (run once)\n"
        "    Scan ?x :near ?y  → ?x ?y\n"
        "    AntiJoin\n"
        "      Join ?x :far ?z  → ?z\n"
        "      Join ?z :far ?w\n"
        "    Aggregate by (?x) ?n := COUNT(DISTINCT ?y)\n"
        f"    Extend ?m := (?n * {one})\n"
        "    Project ?x :n ?m\n"
    )
