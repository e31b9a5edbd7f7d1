"""Do the rules hold beyond the papers? Field notes on real companies, coded from the notes alone
(`examples/practice/`), against the labels that careful readers of the papers gave them.

`python -m tests.practice` prints the table and the reasons; here stand the figures as minimums.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from practice.agreement import (
    ACCEPTED,
    Compared,
    compared,
    compared_again,
    disagreements,
    share,
    table,
    unexplained,
)
from practice.answers import ANSWERS
from practice.labels import AGAIN, CASES, Label, labels_of_own_notes, labels_of_readers

OWN = sorted((CASES / "own").glob("*.vcc"))
OF_THEORY = ("frameworks", "dimensions", "overall logic", "fields", "value types")


@pytest.fixture(scope="module")
def labels(shared: Path) -> list[Label]:
    return list(labels_of_readers(shared))


@pytest.fixture(scope="module")
def of_readers(labels: list[Label]) -> list[Compared]:
    return compared(labels)


@pytest.fixture(scope="module")
def again(labels: list[Label]) -> list[Compared]:
    return compared_again(labels)


@pytest.fixture(scope="module")
def of_own_notes() -> list[Compared]:
    return compared(labels_of_own_notes())


@pytest.mark.shared
def test_there_are_six_notes_of_other_readers(of_readers: list[Compared]) -> None:
    assert {one.label.case for one in of_readers} == {f.name[:2] for f in CASES.glob("*.vcc")}
    assert sum(one.label.sure for one in of_readers) >= 140
    assert {one.label.category for one in of_readers} == set(ANSWERS)


@pytest.mark.shared
def test_conclusions_agree_with_nearly_all_sure_labels(of_readers: list[Compared]) -> None:
    assert share(of_readers) >= 0.99
    assert not unexplained(of_readers)


@pytest.mark.shared
@pytest.mark.parametrize("category", OF_THEORY)
def test_no_sure_label_in_terms_of_the_theory_is_missed(
    category: str, of_readers: list[Compared]
) -> None:
    sure = [one for one in of_readers if one.label.sure and one.label.category == category]
    assert sure
    assert not [one.label.id for one in sure if not one.agrees]


@pytest.mark.shared
def test_another_coder_with_fewer_words_comes_to_the_same(again: list[Compared]) -> None:
    assert len(list(AGAIN.glob("*.vcc"))) == 6
    assert share(again) >= 0.94
    assert not unexplained(again)
    of_theory = [one for one in again if one.label.category in OF_THEORY]
    assert share(of_theory) == 1


def test_our_own_notes_agree_with_the_labels_given_before_coding(
    of_own_notes: list[Compared],
) -> None:
    assert len(of_own_notes) >= 200
    assert {one.label.case for one in of_own_notes} == {file.stem for file in OWN}
    assert share(of_own_notes) >= 0.98
    assert not unexplained(of_own_notes)


@pytest.mark.shared
def test_only_real_disagreements_are_excused(
    of_readers: list[Compared], again: list[Compared], of_own_notes: list[Compared]
) -> None:
    every = (*of_readers, *again, *of_own_notes)
    assert {one.label.id for one in every if one.label.sure and not one.agrees} == set(ACCEPTED)
    for reason in ACCEPTED.values():
        assert reason.split(":")[0] in ("coding", "language", "rule", "label")


def test_every_note_has_its_case_and_every_case_its_note() -> None:
    assert len(OWN) >= 10
    assert {file.stem for file in OWN} == {file.stem for file in (CASES / "own").glob("*.md")}
    named = tomllib.loads((CASES / "own/labels.toml").read_text(encoding="utf-8"))
    assert set(named) == {file.stem for file in OWN}


def test_the_table_tells_a_disagreement_with_its_reason(of_own_notes: list[Compared]) -> None:
    missed = next(one for one in of_own_notes if not one.agrees)
    told = "\n".join(disagreements([missed]))
    assert missed.label.id in told
    assert ACCEPTED[missed.label.id] in told
    assert "0/1" in "\n".join(table([missed]))


def test_a_label_that_is_wrong_is_seen() -> None:
    wrong = Label("quirky", "overall logic", "", frozenset(["goods"]), True, "")
    (found,) = compared([wrong])
    assert not found.agrees
    assert unexplained([found]) == [wrong.id]
