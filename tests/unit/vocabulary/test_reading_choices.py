"""Where the papers leave a reading open, one is chosen; what names none is told."""

from __future__ import annotations

import pytest

from vcc.knowledge import knowledge
from vcc.source.diagnostic import SourceErrors
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.readings import (
    CHOICE,
    choices_from_words,
    facts_under,
    options_of_readings,
)


def chosen(*choices: str) -> set[str]:
    facts = facts_under(knowledge().ontology, choices)
    return {o for _, p, o in facts if p == vcc("chooses")}


def test_every_option_has_a_default_and_another_choice() -> None:
    options = options_of_readings(knowledge().ontology)
    assert len(options) >= 5
    for option in options:
        assert option.others, option.term
        assert option.default not in option.others
    every = {choice for o in options for choice in (o.default, *o.others)}
    assert every == set(knowledge().terms.in_scheme(CHOICE))


def test_one_choice_of_every_option_is_taken_whatever_is_chosen() -> None:
    options = options_of_readings(knowledge().ontology)
    assert chosen() == {option.default for option in options}
    for option in options:
        for other in option.others:
            assert chosen(other) == (chosen() - {option.default}) | {other}


@pytest.mark.parametrize("word", ["strict", "Strict-View", "严格"])
def test_a_choice_goes_by_its_words_in_either_language(word: str) -> None:
    assert choices_from_words([word], knowledge().terms) == (vcc("strict-view"),)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["strct"], "T120", "did you mean `strict`"),
        (["xyzzy"], "T120", "vcc words reading"),
        (["strict", "broad"], "T121", "choose one"),
    ],
)
def test_words_that_cannot_be_meant_are_mistakes(words: list[str], code: str, told: str) -> None:
    with pytest.raises(SourceErrors) as caught:
        choices_from_words(words, knowledge().terms)
    (mistake,) = caught.value.diagnostics
    assert mistake.code == code
    assert mistake.help is not None
    assert told in mistake.help.en


def test_a_theory_under_a_reading_is_made_once_and_leaves_the_other_as_it_was() -> None:
    theory = knowledge()
    strict = theory.under([vcc("strict-view")])
    assert strict is theory.under([vcc("strict-view")])
    assert strict is not theory
    assert theory.under([]) is theory
    assert theory.readings == ()
