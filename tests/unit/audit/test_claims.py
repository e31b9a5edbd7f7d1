"""`vcc claims`, and coverage kind by kind: what is missing or of the wrong kind is found."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from vcc.audit.coverage import coverage_of, coverage_problems, unknown_claims
from vcc.audit.encoding import STRONG, Power, Sort, encodings_of, is_strong
from vcc.audit.mentions import mentions_in_cases, mentions_of_checkout
from vcc.audit.theory import Theory, theory_from_files
from vcc.cli.main import run
from vcc.vocabulary.frameworks import theory_files

CASE = 'vcc 1\nlanguage en\n# XM-001\ncase x en"X" {\n  actor a is firm  # XM-014\n}\n'


@pytest.fixture(scope="module")
def theory() -> Theory:
    read = theory_from_files(theory_files())
    assert isinstance(read, Theory), read
    return read


def weak_ids(theory: Theory) -> set[str]:
    coverage = coverage_of(theory, theory.claims, mentions_of_checkout())
    return {claim.id for claim in (*coverage.weak, *coverage.uncovered)}


def test_every_shipped_claim_is_encoded_by_something_of_its_kind(theory: Theory) -> None:
    assert len(theory.claims) == 532
    assert {claim.kind for claim in theory.claims} == set(STRONG)
    assert not weak_ids(theory)


def test_without_its_rules_a_rule_claim_is_weak(theory: Theory) -> None:
    kept = tuple(n for n in theory.notes.rules if "DL-087" not in n.claims)
    findings = tuple(n for n in theory.notes.findings if "DL-087" not in n.claims)
    notes = replace(theory.notes, rules=kept, findings=findings)
    assert "DL-087" in weak_ids(replace(theory, notes=notes))


def test_a_rule_that_is_only_described_encodes_nothing(theory: Theory) -> None:
    claim = next(c for c in theory.claims if c.id == "DL-088")
    running = {n.iri for n in theory.notes.rules if "DL-088" in n.claims}
    assert running
    rules = tuple(rule for rule in theory.program.rules if rule.id not in running)
    small = replace(theory, program=replace(theory.program, rules=rules))
    by_rule = [e for e in encodings_of(small)["DL-088"] if e.sort is Sort.RULE]
    assert by_rule
    assert not is_strong(claim.kind, by_rule)


def test_a_recommendation_without_advice_is_weak(theory: Theory) -> None:
    findings = tuple(replace(n, advice=None) for n in theory.notes.findings)
    found = weak_ids(replace(theory, notes=replace(theory.notes, findings=findings)))
    assert {c.id for c in theory.claims if c.kind == "recommendation"} <= found


def test_advice_that_nothing_leads_to_is_no_advice(theory: Theory) -> None:
    program = replace(theory.program, rules=(), data=())
    found = encodings_of(replace(theory, program=program))
    advised = [e for each in found.values() for e in each if Power.ADVISES in e.powers]
    assert not advised


def test_without_examples_the_facts_of_cases_are_missing(theory: Theory) -> None:
    facts = {c.id for c in theory.claims if c.kind == "case-fact"} - set(theory.left_out)
    coverage = coverage_of(theory, theory.claims)
    assert facts <= {claim.id for claim in (*coverage.weak, *coverage.uncovered)}
    messages = [p.message for p in coverage_problems(coverage)]
    assert any("a statement of an example case" in message.en for message in messages)
    assert any("示例案例中的陈述" in message.zh for message in messages)


def test_a_wrong_claim_id_is_found(theory: Theory) -> None:
    note = replace(theory.notes.rules[0], claims=("DL-999",))
    wrong = (note.iri, "<https://w3id.org/vcc/claim>", '"DL-999"')
    notes = replace(theory.notes, triples=(*theory.notes.triples, wrong))
    found = list(unknown_claims(replace(theory, notes=notes), theory.claims))
    assert ["DL-999" in problem.message.en for problem in found] == [True]


def test_a_comment_behind_a_statement_encodes_and_a_heading_does_not(tmp_path: Path) -> None:
    path = tmp_path / "x.vcc"
    path.write_text(CASE, encoding="utf-8")
    (mention,) = mentions_in_cases([path])
    assert (mention.claim, mention.text, mention.place.line) == ("XM-014", "actor a is firm", 5)


def test_a_case_that_cannot_be_read_encodes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.vcc"
    path.write_text("case {  # XM-014", encoding="utf-8")
    assert not list(mentions_in_cases([path, tmp_path / "none.vcc"]))


def test_a_claim_is_shown_with_its_kind_section_rules_and_places(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["claims", "dl-087"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("DL-087  production field · rule · section 4.1")
    assert "rule  R-04.production — production field" in said
    assert "rules/dominant-logic/fields.srl:" in said


def test_a_prefix_lists_a_line_for_each_claim_in_chinese(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["claims", "XM-06", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("XM-06") for line in lines) == 10
    assert "规则" in "".join(lines)


def test_json_has_both_languages_and_what_each_encoding_can_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["claims", "GE-117", "--format", "json"]) == 0
    (claim,) = json.loads(capsys.readouterr().out)["claims"]
    assert claim["kind"] == "recommendation"
    assert claim["label"]["zh"]
    advised = [by for by in claim["by"] if "advises" in by["powers"]]
    assert {by["sort"] for by in advised} == {"finding"}


@pytest.mark.parametrize(("id", "said"), [("DL-O87", "DL-087"), ("QQ", "DL, GE, XM, MV, SM")])
def test_an_unknown_claim_is_refused_with_near_ones(
    id: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["claims", id]) == 2
    assert said in capsys.readouterr().err


def test_nothing_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "--missing"]) == 0
    assert "532" in capsys.readouterr().out


@pytest.mark.shared
def test_the_shipped_table_agrees_with_the_teams(theory: Theory, shared: Path) -> None:
    with (shared / "theory/claims.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert {c.id for c in theory.claims} == set(rows)
    for claim in theory.claims:
        row = rows[claim.id]
        said = (claim.kind, claim.label.en, claim.label.zh)
        assert said == (row["kind"], row["term_en"], row["term_zh"])
