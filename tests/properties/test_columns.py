"""Laws of the columns executor: it is the rows executor, only with arrays."""

from __future__ import annotations

import random
from unittest.mock import patch

import naive_rules
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_reasoner import check, described, facts, program_of, programs, relaxed

from vcc.engine import infer, prepare, prove_all
from vcc.plan import plan_from_program
from vcc.vocabulary.rdf import Triple

pytest.importorskip("numpy", reason="the columns executor needs numpy")

from vcc.engine.columns import join
from vcc.engine.columns.encoded import encoded_from_triples
from vcc.engine.columns.run import infer_columns, prepare_columns


@relaxed
@given(programs, facts, facts)
def test_columns_agree_with_the_definition_and_with_rows(
    texts: list[str], case: list[Triple], static: list[Triple]
) -> None:
    program = program_of(texts, "DATA { :a :p0 :c }")
    plan = plan_from_program(program)
    expected = naive_rules.inferred(program, [*case, *static])
    assert set(infer_columns(plan, [*case, *static]).inferred) == expected
    rows, columns = infer(plan, case, static), infer_columns(plan, case, static)
    assert columns.inferred == rows.inferred
    everything = list(rows.matching())
    assert list(columns.matching()) == everything
    assert [*map(columns.round, everything)] == [*map(rows.round, everything)]
    with patch.object(join, "MOST_ROWS", 2):
        assert infer_columns(plan, case, static).inferred == rows.inferred


@relaxed
@given(programs, facts, facts, facts)
def test_a_prepared_engine_gives_each_batch_its_own_conclusions(
    texts: list[str], first: list[Triple], second: list[Triple], static: list[Triple]
) -> None:
    plan = plan_from_program(program_of(texts))
    rows, columns = prepare(plan, static), prepare_columns(plan, static)
    assert columns.consequences == rows.consequences
    for case in (first, second, first):
        assert columns.infer(case).inferred == rows.infer(case).inferred


@relaxed
@given(programs, facts, st.randoms(use_true_random=False))
def test_neither_the_order_of_rules_nor_that_of_facts_matters(
    texts: list[str], case: list[Triple], order: random.Random
) -> None:
    conclusions = infer_columns(plan_from_program(program_of(texts)), case)
    order.shuffle(texts)
    order.shuffle(case)
    again = infer_columns(plan_from_program(program_of(texts)), case)
    assert conclusions.inferred == again.inferred
    assert [*map(conclusions.round, again.inferred)] == [*map(again.round, again.inferred)]


@relaxed
@given(programs, facts, facts)
def test_proofs_from_columns_are_those_from_rows_and_can_be_checked(
    texts: list[str], case: list[Triple], static: list[Triple]
) -> None:
    program = program_of(texts)
    plan = plan_from_program(program)
    conclusions = infer_columns(plan, case, static)
    everything = frozenset(conclusions.matching())
    for proof in prove_all(conclusions).values():
        check(program, conclusions, proof, everything, frozenset([*case, *static]))
    assert described(conclusions) == described(infer(plan, case, static))


@relaxed
@given(programs, facts, facts)
def test_encoded_facts_give_the_same_as_triples(
    texts: list[str], case: list[Triple], static: list[Triple]
) -> None:
    plan = plan_from_program(program_of(texts))
    from_arrays = infer_columns(plan, encoded_from_triples(case), static)
    assert from_arrays.inferred == infer_columns(plan, case, static).inferred
    assert set(from_arrays.encoded.triples()) == set(from_arrays.inferred)
    assert len(from_arrays.encoded) == len(from_arrays.inferred)
