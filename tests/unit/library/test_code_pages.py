"""Every code has a page, from data that is current.

`code_examples.json` (examples of mistakes from tests/errors, and which rule's example leads to
which finding) and docs/codes*.md are made by `VCC_REWRITE=1 pytest tests/unit/library/
test_code_pages.py`.
"""

from __future__ import annotations

import ast
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from finding_examples import Maker

from vcc.case.from_text import language_of
from vcc.cli.main import cli
from vcc.findings.outcome import Outcome
from vcc.library.code_pages import CodePages, kept_examples
from vcc.library.codes import CaseCodes, mistakes, severities_of_shapes
from vcc.library.waiving import waived
from vcc.pipeline import Stopped, analyse, check_many, knowledge
from vcc.render.code_pages import CodePage, Sort, markdown_from_pages
from vcc.source.reading import source_from_text
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import local_name

REPOSITORY = Path(__file__).resolve().parents[3]
KEPT = REPOSITORY / "vcc/library/code_examples.json"
DOCUMENTS = {"en": REPOSITORY / "docs/codes.md", "zh": REPOSITORY / "docs/codes.zh.md"}
BLOCK = re.compile(r"^```(vcc|expected)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FINDING = vcc("finding")
PAGES = CodePages(knowledge())


def run(*arguments: str, language: str = "en") -> Any:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, list(arguments))


# ---------------------------------------------------------------- what is kept
def documented_mistakes() -> dict[str, dict[str, str]]:
    """The shortest documented file of each language for each code, those with one mistake first."""
    found: dict[tuple[str, str], tuple[int, int, str]] = {}
    waivers = Path(__file__).with_name("waivers.md")
    for document in (*sorted((REPOSITORY / "tests/errors").glob("*.md")), waivers):
        text = document.read_text(encoding="utf-8")
        main, alone = "", True
        for kind, name, inside in BLOCK.findall(text):
            if kind == "vcc":
                main, alone = (main, False) if name else (inside, alone)
                continue
            codes = re.findall(r"^([A-Z]\d{3}) ", inside, re.MULTILINE)
            for code in set(codes) if alone and main.strip() else ():
                key = code, language_of(source_from_text("t", main))[:2]
                rank = len(codes), len(main), main
                found[key] = min(found.get(key, rank), rank)
            alone = True
    kept: dict[str, dict[str, str]] = {}
    for (code, language), (_, _, text) in sorted(found.items()):
        kept.setdefault(code, {})[language] = text.rstrip()
    return kept


def outcome_of(text: str) -> Outcome:
    try:
        return analyse(source_from_text("t.vcc", text), with_sections=False).outcome
    except Stopped as stopped:
        return stopped.outcome


def in_case(statements: str) -> str:
    return f'vcc 1\nlanguage en\ncase t en"T" {{\n{statements}\n}}\n'


def finders_in(statements: str) -> dict[str, str]:
    """The findings of a case, each with the rule that found it."""
    outcome = outcome_of(in_case(statements))
    return {f.name: f.rule.name for f in outcome.findings if f.rule is not None}


def leading_rules() -> dict[str, dict[str, str | int]]:
    """For each finding that no rule names: the rule that finds it, and an example on which it
    does (of which rule, and which of those on which that rule fires and is silent)."""
    theory = knowledge()
    named = {str(p.object) for r in theory.program.rules for p in r.head if p.predicate == FINDING}
    wanted = {local_name(note.iri) for note in theory.notes.findings if note.iri not in named}
    found: dict[str, dict[str, str | int]] = {}
    for note in sorted(theory.notes.rules, key=lambda note: note.iri):
        for number, statements in enumerate((*note.fires_on, *note.silent_on)):
            finders = finders_in(statements) if wanted - found.keys() else {}
            for name in sorted(finders.keys() & (wanted - found.keys())):
                example = {"of": local_name(note.iri), "number": number}
                found[name] = {"rule": finders[name], **example}
    return dict(sorted((found | made_examples(wanted - found.keys())).items()))


def made_examples(wanted: set[str]) -> dict[str, dict[str, str | int]]:
    """Examples of other findings: those that were made before, while they lead there, or new ones
    put together from those of the rules."""
    maker, found = Maker(knowledge()), {}
    for name in sorted(wanted):
        known = kept_examples()["findings"].get(name, {}).get("case", "")
        case = known if name in finders_in(known) else maker.example(vcc(name)) or ""
        finder = finders_in(case).get(name)
        if finder is not None:
            found[name] = {"rule": finder, "case": case}
    return found


if os.environ.get("VCC_REWRITE"):
    kept = {"findings": leading_rules(), "mistakes": documented_mistakes()}
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    kept_examples.cache_clear()
    for language, document in DOCUMENTS.items():
        text = markdown_from_pages(list(PAGES.pages()), language)
        document.write_text(text + "\n", encoding="utf-8")


def test_the_examples_of_mistakes_are_those_of_the_documents() -> None:
    assert kept_examples()["mistakes"] == documented_mistakes()
    assert len(kept_examples()["mistakes"]) >= 55


@pytest.mark.parametrize("language", DOCUMENTS)
def test_the_document_of_all_codes_is_current(language: str) -> None:
    written = run("rule", "--all", "--format", "markdown", language=language)
    assert written.exit_code == 0
    assert DOCUMENTS[language].read_text(encoding="utf-8") == written.output


# ---------------------------------------------------------------- completeness
def declared_codes() -> set[str]:
    """The first argument of every `Code(…)` and `_code(…)` in the sources."""
    found = set()
    for path in (REPOSITORY / "vcc").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in ("Code", "_code") and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return {code for code in found if re.fullmatch(r"[A-Z]\d{3}", code)}


def test_every_code_that_is_declared_has_a_page() -> None:
    declared = declared_codes()
    assert len(declared) >= 130
    assert declared == set(mistakes())
    assert len(severities_of_shapes(knowledge())) >= 140
    assert len(PAGES.codes) == len(set(PAGES.codes)) >= 750


def test_every_page_says_what_why_and_how_in_both_languages() -> None:
    for page in PAGES.pages():
        assert page.title.en, page.code
        is_open = page.title.zh == page.title.en == "{problem}"
        assert is_open or re.search(r"[\u4e00-\u9fff]", page.title.zh), page.code
        assert page.why, page.code
        assert all(why.en and why.zh for why in page.why), page.code


def test_a_page_shows_no_placeholder() -> None:
    for language, document in DOCUMENTS.items():
        text = document.read_text(encoding="utf-8")
        outside = re.sub(r"^```\n.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert not re.findall(r"\{\??[a-z_]+\}", outside), language


def test_shapes_and_findings_have_an_example_and_their_claims() -> None:
    shapes = [page for page in PAGES.pages() if page.sort is Sort.SHAPE]
    assert all(page.example for page in shapes)
    findings = [page for page in PAGES.pages() if page.sort is Sort.FINDING]
    assert [page.code for page in findings if page.example is None] == []
    assert sum(bool(page.claims) for page in findings) >= 0.9 * len(findings)


# ---------------------------------------------------------------- the examples are true
def found_in(page: CodePage, language: str) -> set[str]:
    assert page.example is not None
    text = page.example.in_language(language)
    whole = text if page.sort is Sort.MISTAKE else in_case(text)
    outcome = waived(outcome_of(whole), CaseCodes(knowledge)).outcome
    names = {finding.name for finding in outcome.findings}
    return names | {diagnostic.code for diagnostic in outcome.diagnostics}


@pytest.mark.parametrize("code", kept_examples()["mistakes"])
def test_the_example_of_a_mistake_makes_it(code: str) -> None:
    page = PAGES.page(code)
    for language in ("en", "zh"):
        assert code in found_in(page, language)


def is_a_case(page: CodePage) -> bool:
    return page.example is not None and "c:" not in page.example.en


SHAPES = [p.code for p in PAGES.pages() if p.sort is Sort.SHAPE and is_a_case(p)]
FINDINGS = [p.code for p in PAGES.pages() if p.sort is Sort.FINDING and is_a_case(p)]


@pytest.mark.parametrize("code", SHAPES[::4])
def test_the_example_of_a_shape_breaks_it_in_both_languages(code: str) -> None:
    for language in ("en", "zh"):
        assert code in found_in(PAGES.page(code), language)


def test_examples_are_made_where_no_rule_has_one() -> None:
    made = [code for code, kept in kept_examples()["findings"].items() if "case" in kept]
    assert len(made) >= 40
    assert set(made) <= set(FINDINGS)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_finding_arises_in_its_example(language: str) -> None:
    """A finding that no case brings about promises advice that nobody will ever read."""
    examples = [(code, PAGES.page(code).example) for code in FINDINGS]
    texts = [in_case(each.in_language(language)) for _, each in examples if each is not None]
    outcomes = check_many([source_from_text("t.vcc", text) for text in texts], knowledge())
    found = [{finding.name for finding in outcome.findings} for outcome in outcomes]
    assert len(found) == len(FINDINGS) >= 490
    assert [code for code, names in zip(FINDINGS, found, strict=True) if code not in names] == []


# ---------------------------------------------------------------- the command
def test_a_code_is_explained() -> None:
    shown = run("rule", "S244")
    assert shown.exit_code == 0
    assert "S244" in shown.output
    assert "The same without it" in shown.output
    assert "DL-006" in shown.output


def test_a_code_is_found_whatever_its_case_and_explained_in_chinese() -> None:
    shown = run("rule", "s244", language="zh")
    assert "结构约束" in shown.output
    assert "如何" in shown.output or "例子" in shown.output


def test_beginnings_explain_several_codes() -> None:
    listed = run("rule", "S24", "--list").output.splitlines()
    assert len(listed) >= 3
    assert all(line.startswith("S24") for line in listed)


def test_near_spellings_are_offered() -> None:
    shown = run("rule", "gap-own-reserch")
    assert shown.exit_code == 2
    assert "gap-own-research" in shown.output
    assert "vcc rule --list" in run("rule", "zzzz").output


def test_who_names_a_rule_is_led_to_the_command_that_shows_it() -> None:
    for language in ("en", "zh"):
        shown = run("rule", "R-44.delivered", language=language)
        assert shown.exit_code == 2
        assert "vcc rules show R-44.delivered" in shown.output
    assert run("rules", "show", "R-44.delivered").exit_code == 0


def test_a_code_must_be_named() -> None:
    assert run("rule").exit_code == 2


def test_machines_get_every_page() -> None:
    data = json.loads(run("rule", "--all", "--format", "json").output)
    assert [each["code"] for each in data["codes"]] == list(PAGES.codes)
