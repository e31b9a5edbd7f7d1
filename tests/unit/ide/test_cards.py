"""What is shown of the word at a position."""

from __future__ import annotations

from tests.unit.ide.texts import in_club
from vcc.ide.cards import Shown, card_at
from vcc.pipeline import analyse
from vcc.render.card import markdown_from_card

TASTING = """interaction tasting is co-design "We taste" direct during design
    decided-by roaster, members
  {
    members -> roaster : blend
    roaster combines blend into blend
  }
"""


def shown(statement: str, *, analysed: bool = False) -> Shown:
    text, offset = in_club(statement)
    found = card_at(text, offset, analyse(text.source) if analysed else None)
    assert found is not None
    return found


def test_a_keyword_is_shown_with_what_it_states_and_its_other_spelling() -> None:
    found = shown("resource r held|-by roaster")
    text = markdown_from_card(found.card, "zh")
    assert "`held-by` · 关键词 · 持有者" in text
    assert found.card.meaning is not None


def test_an_arrow_is_a_keyword() -> None:
    card = shown("interaction i is co-design { roaster -|> members : blend }").card
    assert card.label is not None
    assert "transfer" in card.label.en.lower()


def test_a_word_of_the_ontology_is_shown_with_its_meaning_in_both_languages() -> None:
    found = shown("interaction i is co-des|ign")
    assert found.card.meaning is not None
    english, chinese = (markdown_from_card(found.card, spoken) for spoken in ("en", "zh"))
    assert "共同设计" in english
    assert english != chinese


def test_a_name_is_shown_with_what_it_was_declared_as() -> None:
    found = shown("proposition p by ro|aster")
    assert found.card.is_a.en == "actor · firm"
    assert found.card.label is not None
    assert found.card.label.en == "The roaster"
    assert found.card.facts == ()


def test_with_an_analysis_it_is_shown_what_follows_and_what_is_asked() -> None:
    card = shown(TASTING.replace("tasting", "tas|ting", 1), analysed=True).card
    ids = [fact.id for fact in card.facts]
    assert "field:tasting=crossing-field" in ids
    assert "role:roaster@tasting=co-creator" in ids
    text = markdown_from_card(card, "en")
    assert "`field:tasting=crossing-field`" in text


def test_the_case_is_shown_with_what_its_report_says_first() -> None:
    text, _ = in_club(TASTING)
    case = text.case
    assert case is not None
    found = card_at(text, case.name.span.start, analyse(text.source))
    assert found is not None
    assert [fact.id for fact in found.card.facts if fact.id == "logic"]


def test_nothing_is_shown_of_white_space_and_texts() -> None:
    text, offset = in_club('actor x is firm "a la|bel"')
    assert card_at(text, offset) is None
