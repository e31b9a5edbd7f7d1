"""The text as a whole: its parts, what can be folded, what each piece is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.unit.ide.texts import CASES, document, in_club
from vcc.ide.colours import Kind, coloured
from vcc.ide.document import document_from_text
from vcc.ide.outline import Entry, folds_of, outline_of
from vcc.pipeline import knowledge
from vcc.source.reading import read_source


def test_the_outline_is_the_case_with_what_it_declares() -> None:
    text, _ = in_club(
        'interaction tasting is co-design "We taste" {\n roaster -> members : blend\n }\n'
        "actor x is firm { aims sales-growth }"
    )
    (case,) = outline_of(text)
    assert (case.name, case.sort, case.detail.zh) == ("club", "case", "咖啡会")
    assert [part.name for part in case.parts] == [
        "notes", "roaster", "members", "blend", "tasting", "x",
    ]  # fmt: skip
    tasting, x = case.parts[-2:]
    assert tasting.detail.en == "interaction · co-design · We taste"
    assert [part.name for part in tasting.parts] == ["roaster -> members : blend"]
    assert [(part.name, part.sort) for part in x.parts] == [("sales-growth", "goal")]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_parts_lie_within_what_they_are_parts_of(path: Path) -> None:
    def check(entry: Entry) -> None:
        assert entry.span.start <= entry.name_span.start <= entry.name_span.end <= entry.span.end
        for part in entry.parts:
            assert entry.span.start <= part.span.start <= part.span.end <= entry.span.end
            check(part)

    text = document_from_text(read_source(path), knowledge())
    (case,) = outline_of(text)
    assert text.case is not None
    assert len(case.parts) == len(list(text.case.declarations))
    check(case)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_pieces_follow_each_other_and_cover_every_word(path: Path) -> None:
    text = document_from_text(read_source(path), knowledge())
    pieces = list(coloured(text))
    assert all(one.end <= two.start for one, two in pairwise(pieces))
    begun = {piece.start for piece in pieces}
    words = [token for token in text.parse.tokens if token.word or token.type == "STRING"]
    assert all(token.start in begun for token in words)


def test_a_keyword_that_is_a_term_or_a_name_is_coloured_as_such() -> None:
    text, _ = in_club("interaction `value` is co-design during use")
    kinds = {text.source.text[p.start : p.end]: p for p in coloured(text)}
    assert kinds["use"].kind is Kind.TERM
    assert kinds["`value`"].kind is Kind.ACTIVITY
    assert kinds["`value`"].is_declaration
    assert kinds["during"].kind is Kind.KEYWORD
    assert kinds["roaster"].kind is Kind.ACTOR


def test_blocks_and_comments_together_can_be_folded() -> None:
    text = document(
        "# one\n# two\n# three\nvcc 1\ncase c {\n  actor a is firm {\n    aims x\n  }\n}\n"
    )
    assert sorted(folds_of(text)) == [(1, 3), (5, 8), (6, 7)]
