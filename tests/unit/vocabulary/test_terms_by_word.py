"""Words: what a case writes, and the terms that it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.case.terms import Terms
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.terms import OntologyTerms, shipped_terms


def as_terms(terms: Terms) -> Terms:
    return terms


@pytest.mark.parametrize(
    ("scheme", "word", "term"),
    [
        ("ActorKind", "firm", "firm"),
        ("ActorKind", "Firm", "firm"),
        ("ActorKind", "企业", "firm"),
        ("ActorKind", "公司", "firm"),
        ("ActorKind", "customer-group", "customer-group"),
        ("ProcessPhase", "use", "use-phase"),
        ("ProcessPhase", "使用", "use-phase"),
        ("ActivityKind", "co-design", "co-design"),
        ("Right", "使用权", "use-right"),
        ("ClosableList", "moves", "moves"),
        ("ValueType", "情境价值", "value-in-context"),
        ("Framework", "dominant-logic", "dominant-logic"),
    ],
)
def test_a_word_in_either_language_finds_its_term(scheme: str, word: str, term: str) -> None:
    assert as_terms(shipped_terms()).find(scheme, word) == vcc(term)


@pytest.mark.parametrize(
    ("scheme", "word"),
    [("ActorKind", "firmament"), ("ActorKind", ""), ("ProcessPhase", "firm"), ("Nonsense", "firm")],
)
def test_what_is_no_word_of_the_place_finds_nothing(scheme: str, word: str) -> None:
    assert shipped_terms().find(scheme, word) is None


def test_a_place_with_a_wide_class_takes_the_terms_of_its_subclasses() -> None:
    terms = shipped_terms()
    stages = set(terms.in_scheme("Stage"))
    assert stages
    assert stages < set(terms.in_scheme("Element"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_of_every_case_come_before_those_of_a_framework(language: str) -> None:
    terms = shipped_terms()
    words = terms.words("ActorKind", language)
    assert len(words) > 20
    assert words[0] == terms.spelling(vcc("firm"), language)
    assert terms.spelling(vcc("general-platform"), language) in words[20:]
    for word in words:
        found = terms.find("ActorKind", word)
        assert found is not None
        assert terms.spelling(found, language) == word


def test_labels_and_definitions_are_given_in_the_language_asked_for() -> None:
    terms: OntologyTerms = shipped_terms()
    assert terms.label(vcc("firm"), "en") == "firm"
    assert terms.label(vcc("firm"), "zh") == "企业"
    assert terms.definition(vcc("operant"), "en")
    assert terms.definition(vcc("operant"), "zh")
    assert terms.label(vcc("firm"), "fr") is None
    assert terms.spelling(vcc("Actor"), "en") is None


@given(st.text(max_size=12))
def test_no_word_whatever_makes_the_search_fail(word: str) -> None:
    found = shipped_terms().find("ActorKind", word)
    assert found is None or found in shipped_terms().in_scheme("ActorKind")
