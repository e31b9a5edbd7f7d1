"""Anchors become memberships by Ragin's direct method; a wrong file says what is wrong."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vcc.tables.calibration import (
    Anchors,
    Calibration,
    NotACalibration,
    calibration_from_file,
    crisp,
)

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


@given(NUMBERS, NUMBERS, NUMBERS, st.booleans())
def test_anchors_have_their_memberships(a: float, b: float, c: float, rising: bool) -> None:
    low, middle, high = sorted((a, b, c))
    assume(middle - low > 1e-3 and high - middle > 1e-3)
    anchors = Anchors(high, middle, low) if rising else Anchors(low, middle, high)
    assert math.isclose(anchors.membership(anchors.full_in), 0.95)
    assert math.isclose(anchors.membership(anchors.crossover), 0.5)
    assert math.isclose(anchors.membership(anchors.full_out), 0.05)


@given(st.lists(NUMBERS, min_size=2, max_size=20))
def test_more_is_never_less_membership(values: list[float]) -> None:
    anchors = Anchors(6, 3.5, 1)
    members = [anchors.membership(value) for value in sorted(values)]
    assert members == sorted(members)
    assert all(0 <= member <= 1 for member in members)


def test_the_table_of_ragins_example_is_met() -> None:
    """Countries by income per head: 20,000 in, 5,000 crossover, 2,500 out (Ragin 2008, table 5.2);
    he takes log odds of 3 at the anchors, which is within .003 of ours."""
    anchors = Anchors(20_000, 5_000, 2_500)
    for income, member in ((40_110, 1.0), (34_400, 1.0), (15_920, 0.90), (6_050, 0.55),
                           (4_070, 0.25), (2_970, 0.08), (110, 0.0)):  # fmt: skip
        assert anchors.membership(income) == pytest.approx(member, abs=0.011)


def test_unknown_has_no_membership_and_partial_is_more_out_than_in() -> None:
    calibration = Calibration()
    assert calibration.of_status("x", "unknown") is None
    assert [calibration.of_status("x", s) for s in ("present", "partial", "absent")] == [1, 0.33, 0]
    assert [crisp(m) for m in (1, 0.51, 0.5, 0.33, 0)] == [1, 1, 0, 0, 0]


def test_a_file_of_anchors(tmp_path: Path) -> None:
    file = tmp_path / "anchors.toml"
    file.write_text(
        '[status]\npartial = 0.6\n[columns."a"]\npartial = 0.2\n'
        "[columns.n]\nfull-in = 1\ncrossover = 3.5\nfull-out = 6\n",
        encoding="utf-8",
    )
    read = calibration_from_file(file)
    assert read.of_status("b", "partial") == 0.6
    assert read.of_status("a", "partial") == 0.2
    assert read.of_status("a", "present") == 1
    assert read.anchors["n"].membership(1) == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[status", "is not TOML"),
        ("[stats]\n", "no key `stats`; it takes status, columns"),
        ("[status]\nunknown = 0\n", "no key `unknown`; it takes present, partial, absent"),
        ("[status]\npartial = 2\n", r"partial must lie between 0 and 1"),
        ("[status]\npartial = true\n", "partial must be a number"),
        ("[status]\npartial = nan\n", "partial must be a number"),
        ("status = 1\n", r"\[status\] must be a table"),
        ("columns = 1\n", "columns must be a table"),
        ("[columns]\nx = 1\n", "must be a table"),
        ('[columns.x]\nfull-in = 1\n', "needs full-in, crossover and full-out"),
        ('[columns.x]\nfull-in = 1\ncrossover = 5\nfull-out = 3\n', "rising or falling"),
    ],
)  # fmt: skip
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "anchors.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(NotACalibration, match=said):
        calibration_from_file(file)
