"""Terms and their ids, with and without a dictionary of all terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("numpy", reason="the columns executor needs numpy")

from vcc.engine.columns.vocabulary import UNKNOWN, Vocabulary

names = st.sampled_from("abcdefgh")
questions = st.lists(
    st.tuples(st.sampled_from(["look_up", "known", "number", "numbers"]), st.lists(names)),
    max_size=8,
)


@given(st.lists(names, unique=True), questions)
def test_looking_terms_up_never_changes_an_answer(
    terms: list[str], questions: list[tuple[str, list[str]]]
) -> None:
    vocabulary, expected = Vocabulary(terms), dict(zip(terms, range(len(terms)), strict=True))
    for question, wanted in questions:
        if question == "look_up":
            vocabulary.look_up(wanted)
        elif question == "known":
            answers = [expected.get(term, UNKNOWN) for term in wanted]
            assert [*map(vocabulary.known, wanted)] == answers
        else:
            answers = [expected.setdefault(term, len(expected)) for term in wanted]
            if question == "number":
                assert [*map(vocabulary.number, wanted)] == answers
            else:
                assert vocabulary.numbers(wanted).tolist() == answers
        assert vocabulary.terms == list(expected)
