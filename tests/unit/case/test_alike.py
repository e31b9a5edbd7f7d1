"""Words that may be meant: slips, and words that say much the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.case.alike import alike
from vcc.case.from_text import case_from_text
from vcc.case.resolve import resolve
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText
from vcc.vocabulary.terms import shipped_terms


@pytest.mark.parametrize(
    ("scheme", "word", "meant"),
    [
        ("ActorKind", "frim", "firm"),
        ("OutcomeKind", "waste-reduction", "less-waste"),
        ("InstitutionKind", "service-level-agreement", "agreement"),
        ("DemandKind", "timeliness", "time-saving"),
        ("ActivityKind", "knowledge-sharing", "sharing"),
        ("ActivityKind", "集中采购", "采购"),
        ("ProblemKind", "利益分配不均", "分配不公"),
        ("ResourceForm", "农产品", "产品"),
        ("ChannelKind", "社群", "社群平台"),
    ],
)
def test_a_word_that_means_much_the_same_is_found(scheme: str, word: str, meant: str) -> None:
    assert meant in alike(word, shipped_terms().every_word(scheme)).words


@pytest.mark.parametrize(
    ("word", "other"),
    [("appliance", "place"), ("quality", "utility"), ("社交", "社保费"), ("公平", "价格")],
)
def test_words_that_only_share_letters_are_not_alike(word: str, other: str) -> None:
    assert alike(word, [other]).words == ()


@given(st.text("abcde-", min_size=1), st.lists(st.text("abcde-", min_size=1)))
def test_the_word_itself_comes_first_and_is_sure(word: str, others: list[str]) -> None:
    found = alike(word, [*others, word])
    assert found.words[0] == word
    assert found.is_sure
    assert len(found.words) <= 3


def help_for(statement: str) -> tuple[str, str]:
    """What is said of the only mistake in a statement, in both languages."""
    parsed = case_from_text(SourceText("x.vcc", f"vcc 1 case x {{ actor f is firm {statement} }}"))
    with pytest.raises(SourceErrors) as raised:
        resolve(parsed.case, shipped_terms())
    (mistake,) = raised.value.diagnostics
    assert mistake.help is not None
    return mistake.help.en, mistake.help.zh


def test_who_finds_no_kind_learns_that_it_may_be_left_out() -> None:
    en, zh = help_for("problem p is loneliness harms f")
    assert en.endswith("vcc words problem; if none fits, leave `is loneliness` out")
    assert zh.endswith("vcc words 问题；若都不合适，可省去“是 loneliness”")


def test_what_every_case_may_need_is_proposed_first() -> None:
    en, zh = help_for("actor people is xyz")
    assert en.startswith("possible: firm, firm-group, manufacturer, ")
    assert zh.startswith("可用的有：企业、企业群、制造商、")
    assert "leave" not in en


def test_a_word_of_another_place_still_leads_to_the_words_of_this_one() -> None:
    en, _ = help_for("problem p is hotline harms f")
    assert en.startswith("`hotline` is a kind of channel; all words: vcc words problem; ")
