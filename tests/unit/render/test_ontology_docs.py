"""The documentation of the theory: complete, linked, in both languages, with no outside request."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest

from vcc.audit.documentation import Documented, documented_from_theory
from vcc.audit.theory import Theory, theory_from_files
from vcc.cli.main import run
from vcc.render.ontology_docs import pages_from_theory
from vcc.vocabulary.frameworks import theory_files


class Read(HTMLParser):
    """Collects ids, links, tags and languages of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        if tag == "html":
            self.language = values["lang"] or ""


@pytest.fixture(scope="module")
def documented() -> Documented:
    theory = theory_from_files(theory_files())
    assert isinstance(theory, Theory)
    return documented_from_theory(theory)


@pytest.fixture(scope="module")
def pages(documented: Documented) -> dict[str, Read]:
    return {name: Read(text) for name, text in pages_from_theory(documented)}


def test_there_is_a_page_for_each_module_in_both_languages(documented, pages) -> None:
    assert len(documented.modules) > 20
    assert len(pages) == 2 * (len(documented.modules) + 4)
    assert {page.language for name, page in pages.items() if name.startswith("zh/")} == {"zh"}


def test_every_term_rule_and_claim_has_its_place(documented, pages) -> None:
    for language in ("en", "zh"):
        assert len(documented.terms) > 1500
        for term in documented.terms.values():
            assert term.iri.rsplit("/", 1)[-1][:-1] in pages[f"{language}/{term.file}"].ids
        assert len(pages[f"{language}/rules.html"].ids) > len(documented.rules) > 1000
        assert {c.id for c in documented.claims} <= set(pages[f"{language}/claims.html"].ids)


def test_every_term_is_shown_with_its_example(documented) -> None:
    texts = dict(pages_from_theory(documented))
    merchant = documented.terms["<https://w3id.org/vcc/merchant>"]
    for language in ("en", "zh"):
        example = merchant.example.in_language(language)
        assert len(example) > 10
        assert example in texts[f"{language}/{merchant.file}"]
    assert "For example:" in texts["en/core-actor.html"]
    assert "例如：" in texts["zh/core-actor.html"]


def test_what_has_no_example_says_so_by_silence(documented) -> None:
    from dataclasses import replace

    from vcc.source.diagnostic import Words

    bare = {k: replace(t, example=Words("", "")) for k, t in documented.terms.items()}
    texts = "".join(text for _, text in pages_from_theory(replace(documented, terms=bare)))
    assert "For example:" not in texts


def test_no_id_is_given_twice(pages) -> None:
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name


def test_every_link_leads_to_something(pages) -> None:
    ids = {name: set(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        assert len(page.links) > 10
        for link in page.links:
            file, _, anchor = link.partition("#")
            target = str(PurePosixPath(name).parent / file) if file else name
            target = re.sub(r"\w\w/\.\./", "", target)
            assert target in ids, (name, link)
            assert not anchor or anchor in ids[target], (name, link)


def test_a_page_asks_nothing_of_others_and_has_its_landmarks(documented) -> None:
    for name, text in pages_from_theory(documented):
        assert "<script" not in text, name
        assert not re.findall(r"(?:src|href)=\"(?:https?:)?//|@import|url\(", text), name
        tags = Read(text).tags
        assert {"header", "nav", "main", "h1"} <= set(tags), name
        assert tags.count("h1") == 1, name


def test_what_a_text_says_cannot_become_markup(documented) -> None:
    from dataclasses import replace

    from vcc.source.diagnostic import Words

    first = next(iter(documented.terms.values()))
    evil = replace(first, label=Words("<script>alert(1)</script>", "<b>甲</b>"))
    changed = replace(documented, terms={**documented.terms, first.iri: evil})
    texts = "".join(text for _, text in pages_from_theory(changed))
    assert "<script" not in texts
    assert "&lt;script&gt;" in texts


def test_the_command_writes_the_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ontology", "docs", "--output", str(tmp_path / "docs"), "--lang", "zh"]) == 0
    assert "开始阅读" in capsys.readouterr().out
    assert (tmp_path / "docs/zh/index.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/en").write_text("")
    assert run(["ontology", "docs", "--output", str(tmp_path / "docs")]) == 2
    assert "cannot write" in capsys.readouterr().err
