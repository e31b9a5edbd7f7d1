"""Ids: distinct, stable, and found by a beginning."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vcc.findings.ids import matching_ids, near_ids, short_ids, with_distinct_ids
from vcc.findings.model import Conclusion, Node
from vcc.source.diagnostic import Words


def node(name: str) -> Node:
    return Node(f"<{name}>", name, Words(name, name))


def conclusion(id: str, predicate: str, object: str) -> Conclusion:
    return Conclusion(
        id=id,
        section="s",
        subject=node("case"),
        predicate=node(predicate),
        object=node(object),
        value="",
        status=None,
        rule=None,
        reason=None,
        evidence=(),
    )


def test_a_unique_id_stays_as_it_is() -> None:
    only = conclusion("logic", "dominant", "service")
    assert with_distinct_ids([only]) == (only,)


def test_the_first_of_another_property_keeps_a_shared_id() -> None:
    found = with_distinct_ids(
        [
            conclusion("logic", "dominant", "service"),
            conclusion("logic", "status", "necessary"),
            conclusion("logic", "status", "contested"),
        ]
    )
    assert [c.id for c in found] == ["logic", "logic=necessary", "logic=contested"]


def test_a_tie_leaves_no_one_the_short_id() -> None:
    found = with_distinct_ids(
        [conclusion("logic", "tied", "service"), conclusion("logic", "tied", "goods")]
    )
    assert [c.id for c in found] == ["logic=service", "logic=goods"]


@given(
    st.sets(
        st.tuples(st.sampled_from("ab"), st.sampled_from("pq"), st.sampled_from("xyz")), min_size=1
    )
)
def test_ids_are_distinct_whatever_is_concluded(facts: set[tuple[str, str, str]]) -> None:
    ordered = [conclusion(id, p, o) for id, p, o in sorted(facts)]
    found = with_distinct_ids(ordered)
    assert len({c.id for c in found}) == len(facts)


IDS = ["role:users@codesign=participant", "role:users=user", "stage:delivery", "stage:creation"]


def test_an_exact_id_wins_over_longer_ones() -> None:
    assert matching_ids("a", ["a", "ab"]) == ("a",)


def test_a_beginning_means_all_that_begin_so() -> None:
    assert matching_ids("role:", IDS) == tuple(sorted(IDS[:2]))
    assert matching_ids("nothing", IDS) == ()


def test_near_ids_are_alike_or_contain_what_was_typed() -> None:
    assert near_ids("stage:delivary", IDS)[0] == "stage:delivery"
    assert "role:users@codesign=participant" in near_ids("CODESIGN", IDS)
    assert near_ids("", IDS) == ()


def test_an_id_may_go_without_its_section_where_that_is_clear() -> None:
    ids = ["stage:a", "joint:a", "mechanism:b", "plain"]
    assert matching_ids("b", ids) == ("mechanism:b",)
    assert matching_ids("a", ids) == ("joint:a", "stage:a")
    assert matching_ids("plain", ids) == ("plain",)
    assert short_ids(ids) == {
        "stage:a": "stage:a",
        "joint:a": "joint:a",
        "mechanism:b": "b",
        "plain": "plain",
    }


@given(st.sets(st.from_regex(r"[ab]{1,2}(:[ab]{1,2})?", fullmatch=True), max_size=8))
def test_a_short_id_always_means_its_own(ids: set[str]) -> None:
    for id, short in short_ids(ids).items():
        assert matching_ids(short, ids) == (id,)
