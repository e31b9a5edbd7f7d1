"""The columns executor where random programs are too small to lead: batches, indexes, chains."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vcc.engine import infer as infer_rows
from vcc.engine import prove
from vcc.plan import Plan, plan_from_program
from vcc.program import program_from_sources
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

np = pytest.importorskip("numpy", reason="the columns executor needs numpy")

from vcc.engine.columns import arrays, choose, heads, join, relation  # noqa: E402
from vcc.engine.columns.encoded import encoded_from_triples  # noqa: E402
from vcc.engine.columns.run import infer_columns, prepare_columns  # noqa: E402

E = "http://example.org/"
CLOSURE = """
RULE { ?x :t ?y } WHERE { ?x :e ?y }
RULE { ?x :t ?z } WHERE { ?x :t ?y . ?y :e ?z }
"""
MANY_SHAPES = """
RULE { ?x :t ?y } WHERE { ?x :e ?y }
RULE { ?x :t ?z } WHERE { ?x :t ?y . ?y :e ?z }
RULE { ?x :pair ?y } WHERE { ?x :kind :a . ?y :kind :b }
RULE { ?y :back ?x } WHERE { ?x :e ?y . NOT { ?y :e ?x } NOT { ?z :e ?x . ?z :kind :a } }
RULE { ?p :used ?x } WHERE { ?x :e ?y . ?y ?p :a }
RULE { ?x :out ?n } WHERE { ?x :t ?y . COUNT(DISTINCT ?y AS ?n) }
RULE { ?x :sum ?n } WHERE { ?x :t ?y . ?y :size ?k . SUM(?k AS ?n) }
RULE { ?x :big ?s } WHERE { ?x :size ?k . FILTER(?k > 3) SET(?s := ?k * 2) }
RULE { ?x :same ?y } WHERE { ?x :size ?k . ?y :size ?l . FILTER(?k = ?l) FILTER(?x != ?y) }
RULE { [] :of ?x } WHERE { ?x :big ?k }
"""


def plan_of(rules: str) -> Plan:
    source = SourceText("rules.srl", f"PREFIX : <{E}>\n{rules}")
    return plan_from_program(program_from_sources([source]))


def node(name: object) -> str:
    return f"<{E}{name}>"


def chain(length: int) -> list[Triple]:
    return [(node(f"n{k}"), node("e"), node(f"n{k + 1}")) for k in range(length)]


def graph(nodes: int) -> list[Triple]:
    facts = [(node(f"n{k}"), node("e"), node(f"n{k * k % nodes}")) for k in range(nodes)]
    facts += [(node(f"n{k}"), node("kind"), node("ab"[k % 3 > 0])) for k in range(nodes)]
    number = "http://www.w3.org/2001/XMLSchema#integer"
    return facts + [(node(f"n{k}"), node("size"), f'"{k % 7}"^^<{number}>') for k in range(nodes)]


def test_a_chain_of_a_thousand_steps_has_a_proof_of_a_thousand_steps() -> None:
    conclusions = infer_columns(plan_of(CLOSURE), chain(1000))
    assert len(conclusions.encoded) == 1000 * 1001 // 2
    far = (node("n0"), node("t"), node("n1000"))
    assert conclusions.round(far) == 1001
    proof = prove(conclusions, far)
    assert proof is not None
    assert len(list(proof.steps())) == 2000


def test_runs_stay_few_however_many_rounds_there_are() -> None:
    conclusions = infer_columns(plan_of(CLOSURE), chain(1000))
    reached = conclusions.view.relation(node("t"))
    assert reached is not None
    assert len(reached.history) == 1000
    assert len(reached.runs) < 20


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (join, "MOST_ROWS", 3),
        (heads, "_MOST_WAITING", 2),
        (relation, "_WORTH_AN_INDEX", 0),
        (relation, "_WORTH_AN_INDEX", 10**9),
        (relation, "_SCANS", 0),
        (arrays, "_DIGIT", 1),
    ],
)
def test_no_threshold_changes_a_conclusion(
    module: object, name: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches, sifting, indexes and sorting by digits are there for speed only."""
    plan, facts = plan_of(MANY_SHAPES), graph(40)
    expected = infer_rows(plan, facts)
    assert {p for _, p, _ in expected.inferred} >= {
        node(name) for name in ("t", "pair", "back", "used", "out", "sum", "big", "same", "of")
    }
    monkeypatch.setattr(module, name, value)
    conclusions = infer_columns(plan, facts)
    assert conclusions.inferred == expected.inferred
    rounds = [*map(expected.round, expected.inferred)]
    assert [*map(conclusions.round, expected.inferred)] == rounds


def test_a_prepared_engine_does_not_remember_its_batches() -> None:
    engine = prepare_columns(plan_of(CLOSURE), chain(3))
    more = [(node("n3"), node("e"), node("m"))]
    first = engine.infer(more)
    assert (node("n0"), node("t"), node("m")) in first
    again = engine.infer([])
    assert again.inferred == ()
    assert first.inferred == engine.infer(encoded_from_triples(more)).inferred


def test_conclusions_are_found_by_any_of_their_terms() -> None:
    facts = [*chain(3), (node("n9"), node("other"), node("n1"))]
    rows = infer_rows(plan_of(CLOSURE), facts)
    columns = infer_columns(plan_of(CLOSURE), facts)
    names = [None, *map(node, ("n1", "t", "e", "other", "unknown"))]
    for s in names:
        for p in names:
            for o in names:
                assert [*columns.matching(s, p, o)] == [*rows.matching(s, p, o)], (s, p, o)
    assert ("odd",) not in columns


# --- which executor ---


def test_auto_takes_columns_for_many_facts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from vcc.engine.columns.conclusions import ColumnsConclusions

    plan, facts = plan_of(CLOSURE), chain(20)
    assert not isinstance(choose.infer(plan, facts), ColumnsConclusions)
    assert isinstance(choose.infer(plan, facts, executor="columns"), ColumnsConclusions)
    monkeypatch.setattr(choose, "MANY_FACTS", 20)
    many = choose.infer(plan, facts)
    assert isinstance(many, ColumnsConclusions)
    assert many.inferred == choose.infer(plan, facts, executor="rows").inferred


def test_without_numpy_auto_takes_rows_and_columns_say_what_is_missing() -> None:
    program = f"""
import sys
sys.modules["numpy"] = None
from vcc.engine.columns import choose
from vcc.plan import plan_from_program
from vcc.program import program_from_sources
from vcc.source.text import SourceText
choose.MANY_FACTS = 1
plan = plan_from_program(program_from_sources([SourceText("r", "PREFIX : <{E}>{CLOSURE}")]))
facts = [("<a:a>", "<{E}e>", "<a:b>")]
assert len(choose.infer(plan, facts).inferred) == 1
try:
    choose.infer(plan, facts, executor="columns")
except ModuleNotFoundError as error:
    assert "numpy" in str(error)
else:
    raise AssertionError
""".replace("\n\n", "\n").replace(CLOSURE, CLOSURE.replace("\n", " "))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# --- arrays ---

numbers = st.lists(st.integers(0, 50), max_size=30)


@given(numbers)
def test_sorted_distinct_is_a_sorted_set(values: list[int]) -> None:
    assert arrays.sorted_distinct(np.array(values, np.int64)).tolist() == sorted(set(values))


@given(numbers, numbers)
def test_are_in_is_membership(values: list[int], others: list[int]) -> None:
    ascending = np.array(sorted(set(others)), np.int64)
    found = arrays.are_in(np.array(values, np.int64), ascending)
    assert found.tolist() == [value in others for value in values]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4)), max_size=20))
def test_expanded_writes_ranges_out(ranges: list[tuple[int, int]]) -> None:
    starts, counts = (np.array([r[n] for r in ranges], np.int64) for n in (0, 1))
    rows, places = arrays.expanded(starts, counts)
    expected = [(i, s + k) for i, (s, c) in enumerate(ranges) for k in range(c)]
    found = range(len(ranges)) if rows is None else rows.tolist()
    assert list(zip(found, places.tolist(), strict=True)) == expected


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=30))
def test_numbered_gives_equal_rows_equal_numbers(rows: list[tuple[int, int, int]]) -> None:
    columns = [np.array([row[n] for row in rows], np.int64) for n in range(3)]
    found, firsts = arrays.numbered(columns)
    assert len(firsts) == len(set(rows)) == len(set(found.tolist()))
    assert [rows[firsts[number]] for number in found] == rows


@settings(max_examples=20)
@given(st.integers(0, 2**31), st.sampled_from([100, 70_000, 140_000]))
def test_swapped_pairs_are_sorted_by_their_other_half(seed: int, size: int) -> None:
    random = np.random.default_rng(seed)
    pairs = arrays.sorted_distinct(random.integers(0, 2**62, size))
    expected = np.sort(arrays.packed(arrays.seconds(pairs), arrays.firsts(pairs)))
    assert (arrays.swapped(pairs) == expected).all()
