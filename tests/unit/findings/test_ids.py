"""Ids: distinct, stable, and found by a beginning."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vcc.findings.ids import Naming, distinct_ids, matching_ids, near_ids, short_ids


def named(id: str, predicate: str, object: str) -> Naming:
    return Naming(id, f"<{predicate}>", predicate, object)


def test_a_unique_id_stays_as_it_is() -> None:
    assert distinct_ids([named("logic", "dominant", "service")]) == ["logic"]


def test_the_first_of_another_property_keeps_a_shared_id() -> None:
    found = distinct_ids(
        [
            named("logic", "dominant", "service"),
            named("logic", "status", "necessary"),
            named("logic", "status", "contested"),
        ]
    )
    assert found == ["logic", "logic=necessary", "logic=contested"]


def test_a_tie_leaves_no_one_the_short_id() -> None:
    found = distinct_ids([named("logic", "tied", "service"), named("logic", "tied", "goods")])
    assert found == ["logic=service", "logic=goods"]


@given(
    st.sets(
        st.tuples(st.sampled_from("ab"), st.sampled_from("pq"), st.sampled_from("xyz")), min_size=1
    )
)
def test_ids_are_distinct_whatever_is_concluded(facts: set[tuple[str, str, str]]) -> None:
    found = distinct_ids([named(id, p, o) for id, p, o in sorted(facts)])
    assert len(set(found)) == len(facts)


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
