"""Reports of whole cases: every conclusion has its reason, and every reason its ground."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from vcc.findings.explanation import Basis, Step
from vcc.findings.model import Status
from vcc.findings.sections import Layout, sections_from_ontology
from vcc.pipeline import Analysis, Stopped, analyse, check, knowledge
from vcc.source.diagnostic import Severity
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import vcc

REPOSITORY = Path(__file__).resolve().parents[3]
LIBRARY = re.compile(r"^(?:library|文库) ", re.MULTILINE)
CASES = [
    path
    for path in sorted((REPOSITORY / "examples").glob("*/*.vcc"))
    if not LIBRARY.search(path.read_text(encoding="utf-8"))
]


@cache
def analysis(path: Path) -> Analysis:
    return analyse(path)


def of_text(inside: str, head: str = "vcc 1\nlanguage en\n") -> Analysis:
    return analyse(SourceText("case.vcc", f'{head}case t en"T" zh"测试" {{\n{inside}\n}}\n'))


def test_there_are_cases_to_report_on() -> None:
    assert len(CASES) >= 2


# ---------------------------------------------------------------- the sections
def test_sections_name_only_what_the_ontology_declares() -> None:
    theory = knowledge()
    sections = sections_from_ontology(theory.theory)
    assert len(sections) >= 15
    declared = set(theory.ontology.types)
    for section in sections:
        named = {
            *section.properties,
            *section.headline,
            *filter(None, (section.group, section.rows, section.columns, section.object_class)),
        }
        assert named <= declared, (section.key, named - declared)
        assert section.properties
        assert set(section.headline) <= set(section.properties)
        assert section.title.en != section.title.zh
        assert section.layout is not Layout.MATRIX or section.columns


def test_what_the_conclusion_vocabulary_promises_is_shown() -> None:
    shown = {p for s in sections_from_ontology(knowledge().theory) for p in s.properties}
    promised = ["role", "resourceKind", "field", "valueType", "supportsCell", "votes", "applies"]
    promised += ["present", "partial", "absent", "unknown", "effectShown", "effectNotShown"]
    promised += ["logicStatus", "dominantLogic", "defaultKind"]
    assert {vcc(name) for name in promised} <= shown


# ---------------------------------------------------------------- conclusions
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_conclusion_has_its_rule_its_reason_and_an_id_of_its_own(path: Path) -> None:
    conclusions = list(analysis(path).report.conclusions)
    ids = [c.id for c in conclusions] + [f.id for f in analysis(path).report.findings]
    assert len(set(ids)) == len(ids)
    assert set(ids) == set(analysis(path).titles)
    for conclusion in conclusions:
        assert conclusion.rule is not None, conclusion.id
        assert conclusion.reason is not None, conclusion.id
        for text in (conclusion.reason.en, conclusion.reason.zh, conclusion.rule.label.zh):
            assert text, conclusion.id
            assert "{" not in text, (conclusion.id, text)
        assert (conclusion.object is None) == bool(conclusion.value), conclusion.id


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_element_has_exactly_one_status(path: Path) -> None:
    with_status = [c for c in analysis(path).report.conclusions if c.status is not None]
    elements = [c.object.term for c in with_status if c.object]
    assert len(elements) > 20
    assert len(set(elements)) == len(elements)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_present_names_lines_of_the_case_and_what_is_unknown_names_none(
    path: Path,
) -> None:
    for conclusion in analysis(path).report.conclusions:
        if conclusion.status is Status.PRESENT:
            assert conclusion.evidence, conclusion.id
        if conclusion.status is Status.UNKNOWN:
            assert not conclusion.evidence, conclusion.id


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_findings_are_ranked_and_their_messages_are_whole(path: Path) -> None:
    findings = analysis(path).report.findings
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities, reverse=True)
    for finding in findings:
        told = finding.message.en + finding.message.zh
        assert not re.search(r"\{\??\w+(:\w+)?(\|\w*)?\}", told), finding.id
        assert finding.span is not None, finding.id
        assert (finding.advice is None) or finding.advice_claims, finding.id


# ---------------------------------------------------------------- proofs
def steps(step: Step) -> Iterator[Step]:
    yield step
    for premise in step.premises:
        yield from steps(premise)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_proof_ends_in_what_is_stated_theory_or_what_was_not_found(path: Path) -> None:
    found = analysis(path)
    seen: set[Basis] = set()
    for id in found.titles:
        explanation = found.explain(id)
        assert explanation.id == id
        for step in steps(explanation.root):
            seen.add(step.basis)
            assert step.statement.en
            assert step.statement.zh
            is_end = not step.premises and not step.shown_above
            assert not (is_end and step.basis is Basis.INFERRED), (id, step.statement.en)
            if step.basis is Basis.STATED:
                assert step.evidence, (id, step.statement.en)
            if step.basis is Basis.INFERRED and not step.shown_above:
                assert step.rule, (id, step.statement.en)
    assert seen >= set(Basis) - {Basis.SHAPE, Basis.WRONG, Basis.EXAMPLE}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_shown_above_really_is(path: Path) -> None:
    found = analysis(path)
    for id in list(found.titles)[:60]:
        told: set[str] = set()
        for step in steps(found.explain(id).root):
            if step.basis is Basis.INFERRED:
                assert not step.shown_above or step.statement.en in told, id
                told.add(step.statement.en)


def test_evidence_brings_the_quote_of_the_statement() -> None:
    found = of_text(
        """source s is article
        actor f is firm
        actor c is customer
        resource w form knowledge held-by c
        interaction lab is co-design direct during design
          [@s §3.1 "they met"] { c -> f : w [@s p.4 "she said"] }"""
    )
    quotes = {
        (quote.source, quote.places, quote.texts)
        for conclusion in found.report.conclusions
        for evidence in conclusion.evidence
        for quote in evidence.quotes
    }
    assert ("s", ("§3.1",), ("they met",)) in quotes
    assert ("s", ("p.4",), ("she said",)) in quotes


def test_the_order_of_statements_changes_no_conclusion() -> None:
    lines = [
        "actor f is firm",
        "actor c is customer",
        "resource w form knowledge held-by c",
        "interaction lab is co-design direct during design { c -> f : w }",
        "outcome joy is pleasure for c through lab",
    ]
    one, other = of_text("\n".join(lines)), of_text("\n".join(reversed(lines)))
    assert one.titles == other.titles
    assert len(one.titles) > 20


# ---------------------------------------------------------------- findings and mistakes
def test_a_broken_shape_becomes_a_finding_at_its_place() -> None:
    found = of_text("actor f is firm\noutcome joy is pleasure for f")
    questions = [f for f in found.report.findings if f.focus.name == "joy"]
    assert questions
    assert questions[0].span is not None
    assert questions[0].span.line == 5
    assert questions[0].severity is Severity.INFO
    explanation = found.explain(questions[0].id)
    assert explanation.root.evidence


def test_a_text_with_mistakes_stops_with_all_of_them() -> None:
    with pytest.raises(Stopped) as stopped:
        of_text("actor f is frim\nactor g is frim")
    assert len(stopped.value.diagnostics) == 2
    assert stopped.value.outcome.sources["case.vcc"].text


def test_checking_finds_the_same_as_analysing() -> None:
    path = CASES[0]
    assert check(path).findings == analysis(path).report.findings


def test_the_spans_of_a_library_can_be_shown(tmp_path: Path) -> None:
    (tmp_path / "l.vcc").write_text("vcc 1\nlibrary l { outcome joy is pleasure }\n", "utf-8")
    case = tmp_path / "c.vcc"
    case.write_text('vcc 1\nuse "l.vcc"\ncase c en"C" { actor f is firm }\n', "utf-8")
    outcome = check(case)
    assert outcome.findings
    places = {finding.span.source for finding in outcome.findings if finding.span}
    assert places <= set(outcome.sources)
