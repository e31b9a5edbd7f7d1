"""What an editor offers: all that fits, and nothing that would be a mistake."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.unit.ide.texts import CASES, in_club, marked
from vcc.case.parse import place_behind
from vcc.case.tables import load_tables
from vcc.case.tokens import KEYWORDS, tokens_from_text
from vcc.ide.completion import Completions, completions_at
from vcc.ide.document import Document, document_from_text
from vcc.ide.mentions import mentions_of, term_mentions_of
from vcc.pipeline import knowledge
from vcc.source.reading import read_source
from vcc.source.text import SourceText


def offered(found: Completions) -> list[str]:
    return [item.text for item in found.items]


def offered_at(marked_document: tuple[Document, int]) -> list[str]:
    return offered(completions_at(*marked_document))


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("|", ["absent", "planned", "complete", "framework", "expect", "source"]),
        ("actor x |", ["is", "since", "until"]),
        ("actor x is |", ["firm", "firm-group"]),
        ("resource r held-by |", ["roaster", "members"]),
        ("resource r held-by roaster, |", ["members"]),
        ("channel c is online by roaster |", ["since"]),
        ("interaction i is co-design during |", ["research", "design"]),
        ("interaction i is co-design { | }", ["roaster", "members", "blend"]),
        ("interaction i is co-design { roaster -> | }", ["roaster", "members"]),
        ("interaction i is co-design { roaster -> members : | }", ["blend"]),
        ("interaction i is co-design { roaster combines | }", ["blend"]),
        ("interaction i is co-design { roaster -> members : blend for | }", ["blend"]),
        ("actor x is firm { | }", ["seeks", "aims"]),
        ("actor x is firm { seeks | }", ["functional"]),
        ("actor x is firm { seeks main | }", ["functional"]),
        ("actor x is firm { seeks cheap is | }", ["functional"]),
        ("complete |", ["actors", "resources"]),
        ("complete moves |", ["of", "since"]),
        ("complete moves of |", ["notes", "roaster", "members", "blend"]),
        ("expect |", ["absent", "logic", "role", "value", "field", "missing"]),
        ("expect logic |", ["service-dominant", "goods-dominant"]),
        ("expect role participant of |", ["roaster", "members"]),
        ("expect missing stage |", ["joint-proposition"]),
        ("framework |", ["business-model", "dominant-logic"]),
        ("absent |", ["source", "coder", "period", "actor"]),
        ("actor x is firm [|", ["@notes"]),
        ("actor x is firm [@no|]", ["@notes"]),
        ("主体 x |", ["is"]),
    ],
)
def test_what_fits_is_offered_likely_things_first(statement: str, first: list[str]) -> None:
    assert offered_at(in_club(statement))[: len(first)] == first


def test_a_file_begins_with_its_version_its_language_and_the_case() -> None:
    assert offered_at(marked("|")) == ["vcc", "language", "use", "case", "library"]
    assert offered_at(marked("vcc 1\nlanguage |")) == ["en", "zh"]


def test_the_language_of_keywords_is_that_of_the_text_or_of_the_word_begun() -> None:
    text = "案例 甲 {\n  主体 乙 是 企业\n  资源 丙 |\n}"
    assert "持有者" in offered_at(marked(text))
    assert "held-by" in offered_at(marked(text.replace("|", "hel|")))
    assert "企业" in offered_at(marked(text.replace("|", "是 |").replace("资源", "主体")))
    assert "主体" in offered_at(in_club("主|"))


@pytest.mark.parametrize("statement", ['actor x "a |b"', "actor x # about |it", 'actor x "open |'])
def test_nothing_is_offered_inside_texts_and_comments(statement: str) -> None:
    assert offered_at(in_club(statement)) == []


def test_the_word_that_is_begun_is_what_is_replaced() -> None:
    text, offset = in_club("actor x is fir|")
    found = completions_at(text, offset)
    assert text.source.text[found.start : found.end] == "fir"
    assert "firm" in offered(found)


def test_a_name_that_is_also_a_keyword_is_offered_in_backquotes() -> None:
    assert "`value`" in offered_at(in_club("actor `value` is firm\n  resource r held-by |"))


def test_names_are_known_before_the_case_is_closed() -> None:
    found = offered_at(marked("vcc 1\ncase c {\n  actor a is firm\n  resource r held-by |"))
    assert found == ["a"]


def test_every_keyword_and_word_says_in_both_languages_what_it_means() -> None:
    found = [*completions_at(*in_club("|")).items, *completions_at(*in_club("actor x is |")).items]
    told = [item.meaning.definition for item in found if item.meaning.definition]
    assert len(told) > 50
    assert all(words.en and words.zh and words.en != words.zh for words in told)


def stands_for(text: Document) -> dict[int, tuple[str, str]]:
    """What each word of a text is, by where it begins: a name, a term, or a keyword."""
    known = {t.start: ("keyword", t.word) for t in text.parse.tokens if t.word}
    for mention in mentions_of(text):
        before = text.source.text[mention.span.start - 1]
        known.pop(mention.span.start, None)
        if not mention.is_declaration:
            known[mention.span.start - (before == "@")] = ("name", mention.name)
    for term in term_mentions_of(text):
        known[term.span.start] = (term.scheme, term.term or "")
    return known


def is_offered(meant: tuple[str, str], found: Completions) -> bool:
    sort, what = meant
    words = [item.text.strip("`@") for item in found.items]
    if sort == "name":
        return what in words
    if sort == "keyword":
        return what in [KEYWORDS[word].word for word in words if word in KEYWORDS]
    return what in [knowledge().terms.find(sort, word) for word in words]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_stands_in_the_examples_would_have_been_offered_there(path: Path) -> None:
    text = document_from_text(read_source(path), knowledge())
    known = stands_for(text)
    places = random.Random(path.stem).sample(sorted(known), min(12, len(known)))
    assert len(places) == 12
    missing = [
        (text.source.line_column(at), known[at])
        for at in places
        if not is_offered(known[at], completions_at(text, at))
    ]
    assert missing == []


@pytest.mark.parametrize("path", CASES[::3], ids=lambda path: path.stem)
def test_what_is_offered_fits(path: Path) -> None:
    """Behind the text up to some place and one thing that is offered there, the text can go on."""
    text = document_from_text(read_source(path), knowledge())
    ends = [token.end for token in text.parse.tokens[:-1]]
    rng = random.Random(path.stem)
    tried = 0
    for end in rng.sample(ends, 6):
        items = completions_at(
            document_from_text(_up_to(text, end + 1), knowledge()), end + 1
        ).items
        for item in rng.sample(items, min(3, len(items))):
            whole = SourceText("", f"{text.source.text[:end]}\n{item.text}")
            tokens = [t for t in tokens_from_text(whole)[0] if t.text]
            place = place_behind(whole, tokens, load_tables())
            assert place is not None
            assert place.previous.text == item.text
            tried += 1
    assert tried > 3


def _up_to(text: Document, end: int) -> SourceText:
    return SourceText(text.source.name, text.source.text[: end - 1] + "\n")
