"""Names: where a thing is declared, where it is meant, and what a new name changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ide.texts import CASES, CLUB, document, in_club, marked
from vcc.case.edit import text_with_edits
from vcc.ide.document import document_from_text
from vcc.ide.mentions import mention_at, mentions_of, same_thing, term_at
from vcc.ide.rename import CannotRename, renamed
from vcc.pipeline import knowledge
from vcc.source.reading import read_source
from vcc.source.text import SourceText

LIBRARY = (
    "vcc 1\nlibrary shared {\n  actor customers is customer-group\n  actor makers is firm\n}\n"
)
USER = 'vcc 1\nuse customers from "shared.vcc"\ncase c {\n  resource r held-by customers\n}\n'


def test_every_name_leads_to_its_declaration() -> None:
    text, offset = in_club("proposition p by roaster for members [@notes]")
    names = {mention.name: mention for mention in mentions_of(text)}
    assert {"roaster", "members", "notes", "p", "blend"} <= names.keys()
    for name in ("roaster", "members", "notes"):
        at = names[name].declared_at
        assert at is not None
        assert text.source.text[at.start : at.end] == name
    assert offset > 0


def test_the_sign_of_a_source_does_not_belong_to_its_name() -> None:
    text, offset = in_club("actor x is firm [@no|tes]")
    mention = mention_at(text, offset)
    assert mention is not None
    assert text.source.text[mention.span.start : mention.span.end] == "notes"


def test_a_word_of_the_ontology_is_no_name() -> None:
    text, offset = in_club("interaction i is co-design during us|e")
    assert mention_at(text, offset) is None
    term = term_at(text, offset)
    assert term is not None
    assert term.term == knowledge().terms.find("ProcessPhase", "use")


@pytest.mark.parametrize("path", CASES[::4], ids=lambda path: path.stem)
def test_renamed_there_and_back_a_case_is_what_it_was(path: Path) -> None:
    text = document_from_text(read_source(path), knowledge())
    declared = [mention for mention in mentions_of(text) if mention.is_declaration]
    assert len(declared) > 5
    for mention in declared[::5]:
        edits = renamed(mention, "new-name-1", [text])[text.source.name]
        changed = document(text_with_edits(text.source.text, edits), text.source.name)
        assert not changed.parse.mistakes
        assert mention.name not in [m.name for m in mentions_of(changed)]
        again = next(m for m in mentions_of(changed) if m.name == "new-name-1")
        back = renamed(again, mention.name, [changed])[text.source.name]
        restored = document(text_with_edits(changed.source.text, back), text.source.name)
        assert restored.case == text.case


def test_a_name_that_is_a_keyword_is_written_in_backquotes() -> None:
    text, offset = in_club("proposition p by ro|aster")
    mention = mention_at(text, offset)
    assert mention is not None
    (edits,) = renamed(mention, "value", [text]).values()
    assert text_with_edits(text.source.text, edits).count("`value`") == 3


@pytest.mark.parametrize(
    ("new", "reason"),
    [("9 lives", "cannot be a name"), ("", "cannot be a name"), ("members", "already declared"),
     ("x" * 201, "201 characters")],
)  # fmt: skip
def test_what_cannot_be_a_name_is_refused_with_the_reason(new: str, reason: str) -> None:
    text, offset = in_club("proposition p by ro|aster")
    mention = mention_at(text, offset)
    assert mention is not None
    with pytest.raises(CannotRename, match=reason) as refused:
        renamed(mention, new, [text])
    assert refused.value.words.zh != refused.value.words.en


def test_a_thing_of_a_library_is_renamed_in_all_files_that_name_it(tmp_path: Path) -> None:
    (tmp_path / "shared.vcc").write_text(LIBRARY, encoding="utf-8")
    other = USER.replace("customers", "makers")
    texts = {"shared": LIBRARY, "one": USER, "two": USER, "other": other}
    documents = [document(text, str(tmp_path / f"{name}.vcc")) for name, text in texts.items()]
    mention = next(m for m in mentions_of(documents[1]) if m.name == "customers")
    assert mention.declared_at is not None
    assert mention.declared_at.source == str(tmp_path / "shared.vcc")
    found = renamed(mention, "buyers", documents)
    assert {Path(name).stem: len(edits) for name, edits in found.items()} == {
        "shared": 1, "one": 2, "two": 2,
    }  # fmt: skip


def test_things_of_one_name_in_two_cases_are_two_things() -> None:
    one, offset = in_club("proposition p by ro|aster")
    two = document(CLUB.replace("HERE", ""), "another.vcc")
    mention = mention_at(one, offset)
    assert mention is not None
    assert {each.span.source for each in same_thing(mention, [one, two])} == {"club.vcc"}


def test_names_are_found_in_a_text_with_mistakes() -> None:
    text, offset = marked("vcc 1\ncase c {\n  actor a is firm\n  resorce r\n  channel c by |a\n}\n")
    assert text.parse.mistakes
    mention = mention_at(text, offset)
    assert mention is not None
    assert mention.declared_at is not None


def test_a_document_keeps_the_names_of_its_last_version_that_could_be_read() -> None:
    before = document(CLUB.replace("HERE", ""))
    after = document_from_text(SourceText("club.vcc", "vcc 1 nonsense"), knowledge(), before)
    assert after.case is None
    assert "roaster" in after.names
