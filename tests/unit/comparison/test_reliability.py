"""The coefficients give what their authors, and textbooks, print."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vcc.comparison.reliability import (
    Unit,
    cohens_kappa,
    jaccard_distance,
    krippendorffs_alpha,
    percent_agreement,
)


def units(first: str, second: str) -> list[Unit]:
    """Two coders' codes, one letter a unit."""
    return [(frozenset(a), frozenset(b)) for a, b in zip(first, second, strict=True)]


def table(*cells: tuple[str, str, int]) -> list[Unit]:
    """Units from a table of counts."""
    return [unit for a, b, count in cells for unit in units(a * count, b * count)]


def test_alpha_of_binary_data_as_krippendorff_prints_it() -> None:
    """Krippendorff (2011), section A: two observers, ten units, alpha = 0.095."""
    assert krippendorffs_alpha(units("0100000010", "1110010000")) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_nominal_data_as_krippendorff_prints_it() -> None:
    """Krippendorff (2011), section B: two observers, twelve units, alpha = 0.692."""
    found = krippendorffs_alpha(units("aabbdcccedda", "babbbccceddd"))
    assert found == pytest.approx(0.692, abs=5e-4)


def test_kappa_as_sim_and_wright_print_it() -> None:
    """Sim and Wright (2005), table 1: 22, 2, 4 and 11 of 39 assessments, kappa = 0.67."""
    found = cohens_kappa(table(("y", "y", 22), ("n", "y", 2), ("y", "n", 4), ("n", "n", 11)))
    assert found == pytest.approx(0.67, abs=5e-3)


def test_where_nothing_varies_no_coefficient_is_defined() -> None:
    same = units("aaaa", "aaaa")
    assert percent_agreement(same) == 1
    assert cohens_kappa(same) is None
    assert krippendorffs_alpha(same) is None


def test_without_units_nothing_is_defined() -> None:
    assert percent_agreement([]) is cohens_kappa([]) is krippendorffs_alpha([]) is None


def test_kappa_is_not_defined_for_several_codes_at_once() -> None:
    assert cohens_kappa([(frozenset("ab"), frozenset("a")), *units("ab", "ab")]) is None


def test_codes_in_common_disagree_less_than_codes_that_are_not() -> None:
    one, both, other = frozenset("a"), frozenset("ab"), frozenset("c")
    assert 0 < jaccard_distance(one, both) < jaccard_distance(one, other) == 1


coded = st.lists(
    st.tuples(*[st.frozensets(st.sampled_from("abc"), max_size=2)] * 2), min_size=2, max_size=12
)


@given(coded)
def test_no_coder_counts_more_than_the_other(found: list[Unit]) -> None:
    swapped = [(b, a) for a, b in found]
    assert cohens_kappa(found) == cohens_kappa(swapped)
    assert krippendorffs_alpha(found) == pytest.approx(krippendorffs_alpha(swapped))


@given(coded)
def test_coefficients_are_one_exactly_where_coders_agree_on_everything(found: list[Unit]) -> None:
    alpha = krippendorffs_alpha(found)
    assume(alpha is not None)
    assert (alpha == 1) == (percent_agreement(found) == 1)
    assert alpha <= 1
