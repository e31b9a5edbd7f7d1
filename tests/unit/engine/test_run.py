"""The rows executor on small programs."""

from __future__ import annotations

import pytest

from vcc.engine import Conclusions, infer, prepare, prepared
from vcc.engine.delta import starts_of
from vcc.engine.estimates import Estimates
from vcc.engine.relation import Store
from vcc.plan import Plan, plan_from_program
from vcc.plan.operators import Join, Scan
from vcc.program import program_from_sources
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple, integer

pytestmark = pytest.mark.usefixtures("rows")

E = "http://e/"


def term(text: str) -> str:
    if text.isdigit():
        return integer(int(text))
    return text if text[0] in '"<_' else f"<{E}{text}>"


def facts(text: str) -> list[Triple]:
    """`a p b, c p d` as triples; digits are integers."""
    found = []
    for part in text.split(",") if text else []:
        s, p, o = part.split()
        found.append((term(s), term(p), term(o)))
    return found


def plan(rules: str) -> Plan:
    return plan_from_program(
        program_from_sources([SourceText("t.srl", f"PREFIX : <{E}>\n{rules}")])
    )


def run(rules: str, data: str, static: str = "") -> Conclusions:
    return infer(plan(rules), facts(data), facts(static))


def inferred(rules: str, data: str, static: str = "") -> str:
    """The new facts in the notation of `facts`."""
    found = []
    for triple in run(rules, data, static).inferred:
        short = (t.replace(f"<{E}", "").rstrip(">").partition('"^^')[0].lstrip('"') for t in triple)
        found.append(" ".join(short))
    return ", ".join(found)


REACH = """
RULE :base { ?a :reach ?b } WHERE { ?a :edge ?b }
RULE :step { ?a :reach ?c } WHERE { ?a :reach ?b . ?b :edge ?c }
"""


def test_recursion_ends_on_a_cycle() -> None:
    assert inferred(REACH, "a edge b, b edge a") == ("a reach a, a reach b, b reach a, b reach b")


def test_what_was_given_is_not_inferred() -> None:
    assert inferred(REACH, "a edge b, a reach b") == ""


def test_a_path_joins_through_nodes_that_have_no_name() -> None:
    rule = "RULE { ?x :uncle ?y } WHERE { ?x :parent/:brother ?y }"
    assert inferred(rule, "a parent b, b brother c, c brother d") == "a uncle c"
    inverse = "RULE { ?x :child ?y } WHERE { ?x ^:parent ?y }"
    assert inferred(inverse, "a parent b") == "b child a"
    nested = "RULE { ?x :cousin ?y } WHERE { ?x ^(:p/:q) ?y }"
    assert inferred(nested, "a p b, b q c") == "c cousin a"


def test_a_variable_twice_in_a_pattern_takes_one_value() -> None:
    rule = "RULE { ?x :own true } WHERE { ?x :p ?x NOT { ?y :q ?y } }"
    assert inferred(rule, "a p a, a p b, b q c") == "a own true"
    assert inferred(rule, "a p a, b q b") == ""
    assert inferred("RULE { ?p :self true } WHERE { ?p ?p ?p }", "a a a, b b a") == "a self true"


def test_joins_compare_terms_and_filters_compare_values() -> None:
    data = 'a n 1, b m "01"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert inferred("RULE { ?a :same ?b } WHERE { ?a :n ?v . ?b :m ?v }", data) == ""
    rule = "RULE { ?a :same ?b } WHERE { ?a :n ?v . ?b :m ?w FILTER(?v = ?w) }"
    assert inferred(rule, data) == "a same b"


def test_an_error_in_set_drops_the_solution() -> None:
    rule = "RULE { ?a :double ?m } WHERE { ?a :n ?n SET(?m := ?n * 2) }"
    assert inferred(rule, "a n 3, b n c") == "a double 6"


def test_a_pattern_after_set_is_a_join() -> None:
    rule = "RULE { ?a :next ?b } WHERE { ?a :n ?n SET(?m := ?n + 1) ?b :n ?m }"
    assert inferred(rule, "a n 1, b n 2, c n 4") == "a next b"


def test_a_variable_of_not_is_its_own_even_if_it_is_bound_below() -> None:
    rule = "RULE { ?s :r ?y } WHERE { ?s :p 1 . NOT { ?s :no ?y } ?s :q ?y }"
    assert inferred(rule, "a p 1, a q 2, a no 3, b p 1, b q 2") == "b r 2"


def test_not_with_several_patterns_and_a_filter_looks_for_all_of_it() -> None:
    rule = "RULE { ?s :ok 1 } WHERE { ?s :p 1 NOT { ?s :q ?y . ?y :r ?z FILTER(?z > 5) } }"
    assert inferred(rule, "a p 1, b p 1, a q y, b q z, y r 9, z r 3") == "b ok 1"


def test_an_empty_not_never_passes_and_an_empty_body_always_holds() -> None:
    assert inferred("RULE { :a :b 1 } WHERE { NOT { } }", "a p 1") == ""
    assert inferred("RULE { :a :b 1 } WHERE { }", "") == "a b 1"


def test_not_data_gives_a_default_without_looking_at_conclusions() -> None:
    rules = """
    RULE { ?x :size 1 } WHERE { ?x :kind :box NOT DATA { ?x :size ?any } }
    RULE { ?x :size 7 } WHERE { ?x :big true }
    """
    big = 'b big "true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    assert inferred(rules, f"a kind box, b kind box, c kind box, c size 3, {big}") == (
        "a size 1, b size 1, b size 7"
    )


def test_where_data_sees_neither_conclusions_nor_data_blocks() -> None:
    rules = """
    DATA { :d :p 1 }
    RULE { ?x :p 2 } WHERE { ?x :q 1 }
    RULE { ?x :given true } WHERE DATA { ?x :p ?y }
    """
    assert inferred(rules, "a p 1, b q 1") == "a given true, b p 2, d p 1"


def test_a_fact_that_a_case_gives_counts_as_given_even_if_static_facts_entail_it() -> None:
    rules = "RULE { ?x :p 1 } WHERE { ?x :q 1 } RULE { ?x :given 1 } WHERE DATA { ?x :p 1 }"
    assert inferred(rules, "a p 1", "a q 1, b q 1") == "a given 1, b p 1"


def test_static_facts_are_shared_and_never_changed_by_a_case() -> None:
    engine = prepare(
        plan(
            "RULE { ?x :broad ?z } WHERE { ?x :kind ?y . ?y :up ?z }"
            "RULE { ?x :up ?z } WHERE { ?x :up ?y . ?y :up ?z }"
            "RULE { ?k :unused true } WHERE { ?k :up ?z NOT { ?x :kind ?k } }"
        ),
        facts("dog up animal, cat up animal, animal up thing"),
    )
    assert len(engine.consequences) == 2  # dog and cat are things
    first = engine.infer(facts("rex kind dog, dog up pet"))
    second = engine.infer(facts("tom kind cat"))
    assert (term("rex"), term("broad"), term("pet")) in first
    assert (term("dog"), term("up"), term("pet")) not in second
    assert [t for t in second.inferred if t[1] == term("broad")] == facts(
        "tom broad animal, tom broad thing"
    )
    unused = [t[0] for t in second.inferred if t[1] == term("unused")]
    assert unused == [term("animal"), term("dog")]


def test_blank_nodes_of_a_head_are_one_for_each_solution_and_the_same_in_every_run() -> None:
    rules = "RULE :r { _:x :of ?a ; :is [ :in ?b ] } WHERE { ?a :p ?b }"
    first, second = run(rules, "a p b, a p c"), run(rules, "a p c, a p b")
    nodes = {s for s, p, _ in first.inferred if p == term("of")}
    assert len(nodes) == 2
    assert first.inferred == second.inferred


def test_bnode_and_uuid_are_new_for_each_solution() -> None:
    rules = """
    RULE { ?a :id ?u ; :node ?n ; :same ?m } WHERE {
      ?a :p ?b SET(?u := UUID()) SET(?n := BNODE("x")) SET(?m := BNODE("x")) }
    """
    found = run(rules, "a p b, c p d").inferred
    values = {(s, p): o for s, p, o in found}
    assert values[term("a"), term("node")] == values[term("a"), term("same")]
    assert len({o for _, p, o in found if p == term("id")}) == 2
    assert values[term("a"), term("node")] != values[term("c"), term("node")]


def test_triple_terms_are_matched_taken_apart_and_made() -> None:
    rules = """
    RULE { ?who :doubts ?s } WHERE { ?who :says <<( ?s :is ?o )>> . ?o :rare true }
    RULE { ?s :noted << ?s :k ?o ~ :note >> } WHERE { ?s :k ?o }
    """
    true = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    spoken = (term("ann"), term("says"), "<<( <http://e/x> <http://e/is> <http://e/y> )>>")
    given = [spoken, *facts(f"y rare {true}, a k b")]
    found = infer(plan(rules), given).inferred
    assert (term("ann"), term("doubts"), term("x")) in found
    reifies = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>"
    stated = "<<( <http://e/a> <http://e/k> <http://e/b> )>>"
    assert (term("note"), reifies, stated) in found


def test_a_literal_is_never_a_predicate() -> None:
    assert inferred("RULE { ?s ?o 1 } WHERE { ?s :p ?o }", "a p 1, a p q") == "a q 1"


def test_aggregates_group_by_the_variables_of_the_head() -> None:
    data = "a r 1, a r 2, b r 5, a s 2"
    assert inferred("RULE { ?x :n ?n } WHERE { ?x :r ?y COUNT(?y AS ?n) }", data) == "a n 2, b n 1"
    assert inferred("RULE { :all :n ?n } WHERE { ?x :r ?y SUM(?y AS ?n) }", data) == "all n 8"
    both = "RULE { ?x :lo ?a ; :hi ?b } WHERE { ?x :r ?y MIN(?y AS ?a) MAX(?y AS ?b) }"
    assert inferred(both, data) == "a hi 2, a lo 1, b hi 5, b lo 5"
    mean = "RULE { ?x :mean ?m } WHERE { ?x :r ?y AVG(?y AS ?m) }"
    assert inferred(mean, data) == "a mean 1.5, b mean 5.0"


def test_count_counts_solutions_and_count_distinct_terms() -> None:
    data = "a r x, a r y, x t 1, y t 1"
    rule = "RULE {{ ?a :n ?n }} WHERE {{ ?a :r/:t ?v COUNT({}?v AS ?n) }}"
    assert inferred(rule.format(""), data) == "a n 2"
    assert inferred(rule.format("DISTINCT "), data) == "a n 1"


def test_variables_that_nobody_reads_still_make_solutions_to_count() -> None:
    rule = "RULE { ?a :n ?n } WHERE { ?a :r ?b . ?a :s ?unread COUNT(?b AS ?n) }"
    assert inferred(rule, "a r x, a s y, a s z") == "a n 2"


def test_without_a_solution_there_is_no_group() -> None:
    assert inferred("RULE { :all :n ?n } WHERE { ?x :r ?y COUNT(?y AS ?n) }", "a s 1") == ""


def test_groups_are_filtered_and_extended_after_the_aggregate() -> None:
    rule = """RULE { ?x :many ?m } WHERE {
      ?x :r ?y COUNT(?y AS ?n) FILTER(?n > 1) SET(?m := ?n * 10) }"""
    assert inferred(rule, "a r 1, a r 2, b r 5") == "a many 20"


def test_a_sum_over_something_that_is_no_number_drops_the_group() -> None:
    rule = "RULE { ?x :sum ?n } WHERE { ?x :r ?y SUM(?y AS ?n) }"
    assert inferred(rule, "a r 1, a r b, c r 2") == "c sum 2"


def test_a_rule_with_forty_patterns_is_compiled_in_pieces() -> None:
    body = " . ".join(f"?v{n} :p ?v{n + 1}" for n in range(40))
    assert inferred(f"RULE {{ ?v0 :far ?v40 }} WHERE {{ {body} }}", "a p b, b p a") == (
        "a far a, b far b"
    )
    counted = f"RULE {{ ?v0 :n ?n }} WHERE {{ {body} COUNT(?v40 AS ?n) }}"
    assert inferred(counted, "a p b, b p a") == "a n 1, b n 1"
    negated = f"RULE {{ ?x :end 1 }} WHERE {{ ?x :q 1 NOT {{ ?x :p ?v0 . {body} }} }}"
    assert inferred(negated, "x q 1, y q 1, x p a, a p b, b p a") == "y end 1"


def test_a_rule_with_a_hundred_conditions_before_its_first_loop_is_compiled_in_pieces() -> None:
    steps = " ".join(f"SET(?s{n + 1} := ?s{n} + 1) FILTER(?s{n + 1} > {n})" for n in range(100))
    rule = f"RULE {{ ?x :ends ?s100 }} WHERE {{ :a :p :b SET(?s0 := 0) {steps} ?x :q ?y }}"
    assert inferred(rule, "a p b, c q 1") == "c ends 100"
    assert inferred(rule, "a p c, c q 1") == ""


def test_what_static_facts_relate_is_joined_before_what_only_cases_have() -> None:
    static = facts("part1 partOf whole, part2 partOf whole")
    rule = "RULE { ?c :found ?v } WHERE { ?c :shows ?w . ?c :lacks ?v . ?v :partOf ?w }"
    few = Estimates(prepared(plan(rule), static).base)
    (pipeline,) = starts_of(plan(rule).rules[0], prepared(plan(rule), static).base, few)
    atoms = [o.atom[1] for o in pipeline.operators if isinstance(o, Scan | Join)]
    assert atoms == [term("shows"), term("partOf"), term("lacks")]
    case = facts("c shows whole, c lacks part2, d shows whole, d lacks other")
    assert prepare(plan(rule), static).infer(case).inferred == tuple(facts("c found part2"))


def test_names_of_rules_and_terms_never_become_code() -> None:
    evil = "<http://e/x');import(os)>"
    rule = f"RULE <http://e/'''> {{ ?x :p {evil} }} WHERE {{ ?x :q '''\"\"\"\n\\\\''' }}"
    given = [(term("a"), term("q"), '"\\"\\"\\"\\n\\\\"')]
    assert infer(plan(rule), given).inferred == ((term("a"), term("p"), evil),)


def test_rounds_grow_from_premises_to_conclusions() -> None:
    conclusions = run(REACH, "a edge b, b edge c, c edge d")
    assert conclusions.round(facts("a edge b")[0]) == 0
    rounds = [conclusions.round(facts(f"a reach {x}")[0]) for x in "bcd"]
    assert rounds == sorted(set(rounds))  # type: ignore[type-var]
    assert conclusions.round(facts("d reach a")[0]) is None


def test_conclusions_are_asked_by_any_part_of_a_triple() -> None:
    conclusions = run(REACH, "a edge b, b edge c")
    assert list(conclusions.matching(predicate=term("reach"), object=term("c"))) == facts(
        "a reach c, b reach c"
    )
    assert list(conclusions.matching(subject=term("b"))) == facts("b edge c, b reach c")
    assert len(list(conclusions.matching())) == 5
    assert list(conclusions.matching(term("z"))) == []
    assert facts("a reach c")[0] in conclusions
    assert "a reach c" not in conclusions


def test_the_garbage_collector_is_left_as_it_was() -> None:
    import gc

    gc.disable()
    try:
        run(REACH, "a edge b")
        assert not gc.isenabled()
    finally:
        gc.enable()
    run(REACH, "a edge b")
    assert gc.isenabled()


def test_what_one_fork_is_given_no_other_knows() -> None:
    """Also of a predicate that the base was asked for and does not have."""
    base = Store(None)
    base.give("p", [("a", "b")])
    assert not list(base.matching(None, "q", "y"))
    for indexed in (None, frozenset[str]()):
        first, second = base.fork(indexed), base.fork(indexed)
        first.give("q", [("x", "y")])
        assert list(first.matching(None, "q", "y")) == [("x", "q", "y")]
        assert not list(second.matching(None, "q", "y"))
        assert not list(base.fork(indexed).matching(None, "q", "y"))
