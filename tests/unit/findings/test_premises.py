"""The order of premises: what tells the most first, what goes without saying last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vcc.findings.explanation import Basis, Step
from vcc.pipeline import Analysis, analyse

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def bakery() -> Analysis:
    return analyse(REPOSITORY / "examples/02-bakery/bakery.vcc")


def steps(step: Step) -> Iterator[Step]:
    yield step
    for premise in step.premises:
        yield from steps(premise)


def every_step(analysis: Analysis) -> Iterator[Step]:
    for id in analysis.titles:
        yield from steps(analysis.explain(id).root)


def test_a_count_stands_first_and_names_what_was_counted(bakery: Analysis) -> None:
    counted = [s.premises[0] for s in every_step(bakery)
               if any(p.basis is Basis.COUNTED for p in s.premises)]  # fmt: skip
    assert len(counted) > 10
    for step in counted:
        assert step.basis is Basis.COUNTED
        assert ": " in step.statement.en
        assert "：" in step.statement.zh
    number = bakery.explain("evidencedDimensions").root.premises[0]
    names = number.statement.en.partition(": ")[2].split(", ")
    assert number.statement.en.startswith(f"{len(names)} found")
    assert "customer role" in names


def test_theory_is_last_and_what_the_case_says_comes_before_what_is_looked_for(
    bakery: Analysis,
) -> None:
    seen = 0
    for step in every_step(bakery):
        bases = [premise.basis for premise in step.premises]
        if step.basis is Basis.INFERRED and Basis.THEORY in bases:
            seen += 1
            assert bases.index(Basis.THEORY) == len(bases) - 1
        if Basis.STATED in bases and Basis.NOT_FOUND in bases and step.basis is Basis.INFERRED:
            assert bases.index(Basis.STATED) < bases.index(Basis.NOT_FOUND)
    assert seen > 20


def test_that_a_framework_applies_is_no_news_and_comes_after_what_tells_more(
    bakery: Analysis,
) -> None:
    after = [
        {later.basis for later in step.premises[place:]}
        for step in every_step(bakery)
        for place, premise in enumerate(step.premises, 1)
        if premise.statement.en.startswith("applies: ")
    ]
    assert len(after) > 10
    # Other grounds (who the focal firm is, say) may stand beside it.
    assert all(bases <= {Basis.INFERRED, Basis.THEORY, Basis.COMPUTED} for bases in after)
