"""Names and words: what a resolved case hands on, and libraries in real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from vcc.case.from_text import case_from_text
from vcc.case.libraries import read_library
from vcc.case.model import Case, Name
from vcc.case.resolve import Resolver, resolve
from vcc.case.resolved import ResolvedCase
from vcc.source.diagnostic import SourceErrors
from vcc.source.reading import read_source, source_from_text
from vcc.source.text import Span

NOWHERE = Span("", 0, 0, 1, 1, 1, 1)


class AnyWord:
    """Terms in which every word means something."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def find(self, scheme: str, word: str) -> str | None:
        self.asked.append((scheme, word))
        return f"<{scheme}/{word}>"

    def words(self, scheme: str, language: str) -> tuple[str, ...]:
        return ()

    def every_word(self, scheme: str) -> tuple[str, ...]:
        return ()

    def spelling(self, term: str, language: str) -> str | None:
        return None


def resolved(text: str) -> ResolvedCase:
    case = case_from_text(source_from_text("x.vcc", f"vcc 1 case x {{ {text} }}")).case
    return resolve(case, AnyWord())


def named(text: str) -> Name:
    return Name(text, NOWHERE)


def test_order_never_matters():
    case = resolved("resource r held-by a  actor a is firm { seeks need is use }")
    assert list(case.declared) == ["r", "a", "need"]
    assert case.thing(named("need")).target == "demand"
    assert case.thing(named("need")).statement is case.thing(named("a")).statement
    assert case.term("ActorKind", named("firm")) == "<ActorKind/firm>"
    assert case.term("DemandKind", named("use")) == "<DemandKind/use>"


def test_every_word_is_asked_for_in_its_scheme():
    case = resolved(
        "framework f  actor a is k has-power p  complete moves of a  resource r form g "
        "interaction i is m during d quality q { a -> a2 : r as s during e }  actor a2 "
        "expect logic l  expect role o of a  expect value v for a  expect field w of i "
        "expect present j  expect missing stage n"
    )
    assert set(case.terms) == {
        ("Framework", "f"), ("ActorKind", "k"), ("PowerKind", "p"), ("ClosableList", "moves"),
        ("ResourceForm", "g"), ("ActivityKind", "m"), ("ProcessPhase", "d"), ("Quality", "q"),
        ("Right", "s"), ("ProcessPhase", "e"), ("Logic", "l"), ("Role", "o"), ("ValueType", "v"),
        ("Field", "w"), ("Element", "j"), ("Stage", "n"),
    }  # fmt: skip


def test_in_a_move_for_names_resources_and_elsewhere_actors():
    resolved("actor a actor b resource r resource m interaction i { a -> b : r for m }")
    with pytest.raises(SourceErrors, match="C204"):
        resolved("actor a actor b resource r interaction i { a -> b : r for a }")
    with pytest.raises(SourceErrors, match="C204"):
        resolved("resource r outcome o for r")


SHARED = """vcc 1
library shared {
  source p is report
  actor everyone
  actor users is customer-group part-of everyone [@p §1]
  actor others
  resource phone held-by users
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shared.vcc").write_text(SHARED, encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "wide.vcc").write_text(
        'vcc 1\nuse phone from "../shared.vcc"\nlibrary wide { proposition o offers phone }\n',
        encoding="utf-8",
    )
    return tmp_path


def in_folder(folder: Path, use: str, text: str = "") -> ResolvedCase:
    path = folder / "case.vcc"
    path.write_text(f"vcc 1\n{use}\ncase x {{ {text} }}\n", encoding="utf-8")
    return resolve(case_from_text(read_source(path)).case, AnyWord())


def test_a_whole_library(folder):
    case = in_folder(folder, 'use "shared.vcc"', "actor a part-of others")
    assert [d.name.text for d in case.declarations] == [
        "p", "everyone", "users", "others", "phone", "a",
    ]  # fmt: skip
    assert case.files == (str(folder / "shared.vcc"),)
    assert ("ActorKind", "customer-group") in case.terms
    assert len(case.case.statements) == 1


def test_names_bring_what_they_need(folder):
    case = in_folder(folder, 'use phone from "shared.vcc"')
    assert set(case.declared) == {"phone", "users", "everyone", "p"}


def test_libraries_use_libraries_and_nothing_comes_twice(folder):
    case = in_folder(folder, 'use "more/wide.vcc" use users from "shared.vcc"')
    names = [d.name.text for d in case.declarations]
    assert sorted(names) == ["everyone", "o", "p", "phone", "users"]
    assert set(case.files) == {str(folder / "more" / "wide.vcc"), str(folder / "shared.vcc")}


def test_a_file_that_uses_itself(folder):
    with pytest.raises(SourceErrors) as caught:
        in_folder(folder, 'use "case.vcc"')
    assert [d.code for d in caught.value.diagnostics] == ["C221"]


def test_a_missing_library_and_a_folder(folder):
    for use in ('use "nothing.vcc"', 'use "more"'):
        with pytest.raises(SourceErrors) as caught:
            in_folder(folder, use)
        assert [d.code for d in caught.value.diagnostics] == ["C220"]


def test_a_library_is_read_once_for_many_cases(folder):
    read: list[str] = []

    def counted(path: str) -> Case:
        read.append(path)
        return read_library(path)

    resolver = Resolver(AnyWord(), counted)
    for number in range(3):
        path = folder / f"case{number}.vcc"
        path.write_text('vcc 1 use "shared.vcc" case x { }', encoding="utf-8")
        resolver.resolve(case_from_text(read_source(path)).case)
    assert read == [str(folder / "shared.vcc")]


def test_words_are_asked_for_once():
    terms = AnyWord()
    text = "vcc 1 case x { " + "".join(f"actor a{i} is firm " for i in range(50)) + "}"
    resolve(case_from_text(source_from_text("x", text)).case, terms)
    assert terms.asked == [("ActorKind", "firm")]


@pytest.mark.parametrize("begin", ["since", "in"])
def test_what_begins_after_it_ends_is_told_however_it_is_dated(begin):
    with pytest.raises(SourceErrors) as caught:
        resolved(f"actor a {begin} 2020 until 2010")
    (found,) = caught.value.diagnostics
    assert (found.code, found.values["since"], found.values["until"]) == ("C210", "2020", "2010")
