"""Do the rules hold beyond the papers? Field notes on real companies, coded from the notes alone
(`examples/practice/`), against the labels that careful readers of the papers gave them.

`python -m tests.practice` prints the table and the reasons; here stand the figures as minimums.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from practice.agreement import ACCEPTED, Compared, compared, disagreements, share, table
from practice.answers import ANSWERS
from practice.labels import CASES, labels_of_own_notes, labels_of_readers


@pytest.fixture(scope="module")
def of_readers(shared: Path) -> list[Compared]:
    return compared(labels_of_readers(shared))


@pytest.mark.shared
def test_there_are_six_notes_of_other_readers(of_readers: list[Compared]) -> None:
    assert {one.label.case for one in of_readers} == {f.name[:2] for f in CASES.glob("*.vcc")}
    assert sum(one.label.sure for one in of_readers) >= 140
    assert {one.label.category for one in of_readers} == set(ANSWERS)


@pytest.mark.shared
def test_conclusions_agree_with_nearly_all_sure_labels(of_readers: list[Compared]) -> None:
    assert share(of_readers) >= 0.95


@pytest.mark.shared
def test_every_sure_disagreement_was_looked_into(of_readers: list[Compared]) -> None:
    left = {one.label.id for one in of_readers if one.label.sure and not one.agrees}
    assert left == set(ACCEPTED)
    assert "NOT LOOKED INTO" not in "\n".join(disagreements(of_readers))


@pytest.mark.shared
@pytest.mark.parametrize("category", ("frameworks", "dimensions", "overall logic", "fields", "stages"))
def test_no_sure_label_of_the_theory_is_missed(
    category: str, of_readers: list[Compared]
) -> None:
    sure = [one for one in of_readers if one.label.sure and one.label.category == category]
    assert sure
    assert not [one.label.id for one in sure if not one.agrees]
