"""What a shape says of a case: what is missing or wrong, what it looked at, what would do."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema
import pytest

from vcc import __version__
from vcc.findings.explanation import Basis, Explanation
from vcc.findings.model import RuleStatus
from vcc.pipeline import Analysis, analyse, knowledge
from vcc.render.explanation_dot import dot_from_explanation
from vcc.render.explanation_json import json_from_explanation
from vcc.render.explanation_markdown import markdown_from_explanation
from vcc.render.explanation_text import text_from_explanation
from vcc.source.text import SourceText
from vcc.validation.shapes import shipped_shapes
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import literal_parts

SHAPES = shipped_shapes()
# A finding of a rule about the same thing may take the place of that of a shape.
SUPERSEDED = {
    literal_parts(code).lexical for _, code in knowledge().theory.pairs(vcc("supersedes"))
}
BROKEN = {
    code: literal_parts(text).lexical
    for shape, property, text in SHAPES.triples
    if property == vcc("violatedBy") and (code := SHAPES.codes[shape]) not in SUPERSEDED
}
OURS = {SHAPES.codes[s] for s, p, _ in SHAPES.triples if p == vcc("isOurs") and s in SHAPES.codes}


def analysed(inside: str) -> Analysis:
    return analyse(SourceText("t.vcc", f'vcc 1\nlanguage en\ncase t en"T" {{\n{inside}\n}}\n'))


def explained(code: str) -> Explanation:
    analysis = analysed(BROKEN[code])
    finding = next(f for f in analysis.report.findings if f.name == code)
    return analysis.explain(finding.id)


def test_there_are_shapes_that_a_text_can_break() -> None:
    assert len(BROKEN) >= 90
    assert len(OURS) >= 20


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_a_finding_of_a_shape_tells_what_is_amiss_and_what_would_do(code: str) -> None:
    explanation = explained(code)
    root = explanation.root
    assert root.basis is Basis.SHAPE
    broken, *others = root.premises
    assert broken.basis in (Basis.NOT_FOUND, Basis.WRONG)
    assert "<" not in broken.statement.en.replace("<=", ""), broken.statement.en
    assert broken.statement.en
    assert broken.statement.zh
    assert others[-1].basis is Basis.EXAMPLE
    analysed(others[-1].statement.en)  # the example is a case
    assert root.rule is not None
    assert (root.rule.status is RuleStatus.OURS) == (code in OURS)
    assert bool(root.rule.claims) == (code not in OURS)


def test_what_the_case_says_of_the_thing_stands_below_with_its_line() -> None:
    analysis = analysed('actor f is firm\nsource brief is report file "b.md"')
    finding = next(f for f in analysis.report.findings if f.name == "S326")
    stated = [s for s in analysis.explain(finding.id).root.premises if s.basis is Basis.STATED]
    (said,) = stated
    assert "b.md" in said.statement.en
    assert said.evidence[0].span.line == 5


def test_its_claims_are_those_of_the_finding_in_every_report() -> None:
    analysis = analysed("actor f is firm\nactor c is customer\ninteraction x { f -> c : g }\n"
                        "resource g form product held-by f")  # fmt: skip
    finding = next(f for f in analysis.report.findings if f.name == "S244")
    assert [claim.id for claim in finding.claims] == ["DL-006"]
    assert finding.claims[0].section


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_format_tells_it(language: str) -> None:
    explanation = explained("S210")
    for text in (
        text_from_explanation(explanation, language, width=80, colour=False, depth=0),
        markdown_from_explanation(explanation, language, depth=0),
        dot_from_explanation(explanation, language, depth=0),
    ):
        told = " ".join(text.replace("\\n", " ").split())
        assert "S210" in told
        assert "actor f is firm" in told
        assert "DL-083" in told


def test_the_json_is_as_published() -> None:
    schema = resources.files("vcc.render").joinpath("schemas/explanation.schema.json")
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text("utf-8")))
    for code in ("S210", "S211", "S215", "S326"):
        if code in BROKEN:
            validator.validate(json.loads(json_from_explanation(explained(code), __version__)))
