"""Every shape is there for a reason: a case that breaks it and no other, and one that does not.

The cases stand beside the shapes (`:violatedBy`, `:satisfiedBy`; `ontology/shapes/`), so that
adding a shape is adding to one file.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from vcc.case.from_text import case_from_text
from vcc.case.resolve import resolve
from vcc.case.words import ACTOR_ITEMS, CLAUSES, MOVES, OTHER_WORDS, STATEMENTS
from vcc.graph.from_case import graph_from_case
from vcc.pipeline import knowledge
from vcc.source.diagnostic import Severity, Words
from vcc.source.text import SourceText
from vcc.validation.report import ValidationReport, fill
from vcc.validation.shapes import shipped_shapes
from vcc.validation.validate import validate
from vcc.vocabulary.namespaces import CASES, RDF, RDFS, SH, TYPE, VCC, XSD, vcc
from vcc.vocabulary.ontology import shipped_ontology
from vcc.vocabulary.rdf import LiteralParts, Triple, is_literal, literal_parts
from vcc.vocabulary.terms import shipped_terms
from vcc.vocabulary.turtle import triples_from_turtle

SHAPES = shipped_shapes()
CODES = {code: shape for shape, code in SHAPES.codes.items()}
PLACEHOLDERS = {"focus", "value", "path"}
PREFIXED = {"": VCC, "c": f"{CASES}t/", "xsd": XSD, "rdfs": RDFS}
TURTLE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXED.items())


def said(shape: str, property: str) -> list[str]:
    return [o for s, p, o in SHAPES.triples if s == shape and p == property]


def example(code: str, name: str) -> tuple[Triple, ...]:
    """The triples of an example: of a case text, or of Turtle where no text can say it."""
    shape = CODES[code]
    texts = [literal_parts(text).lexical for text in said(shape, vcc(name))]
    if texts:
        text = f'vcc 1\nlanguage en\ncase t en"T" {{\n{texts[0]}\n}}\n'
        case = case_from_text(SourceText("t.vcc", text)).case
        return graph_from_case(resolve(case, shipped_terms())).triples
    (data,) = [literal_parts(text).lexical for text in said(shape, vcc(f"{name}Data"))]
    return tuple(triples_from_turtle((TURTLE + data).encode(), code))


def report_of(code: str, name: str) -> ValidationReport:
    return validate(example(code, name), SHAPES, shipped_ontology())


def test_the_shapes_cover_the_language() -> None:
    assert len(CODES) >= 140


def test_no_code_stands_for_two_shapes() -> None:
    assert [c for c, n in Counter(SHAPES.codes.values()).items() if n > 1] == []


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_shape_finds_what_it_is_for_and_nothing_else(code: str) -> None:
    found = report_of(code, "violatedBy").results
    assert {result.code for result in found} == {code}


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_shape_is_content_with_a_case_that_it_looks_at(code: str) -> None:
    data = example(code, "satisfiedBy")
    assert focus_nodes(CODES[code], data), "the example has nothing that the shape looks at"
    assert validate(data, SHAPES, shipped_ontology()).results == ()


def focus_nodes(shape: str, data: tuple[Triple, ...]) -> set[str]:
    """What the shape, or the node shape that it belongs to, targets in the data."""
    owners = [s for s, p, o in SHAPES.triples if p == f"<{SH}property>" and o == shape] or [shape]
    ontology = shipped_ontology()
    found: set[str] = set()
    for owner in owners:
        for rdf_class in said(owner, f"<{SH}targetClass>"):
            found |= {
                s for s, p, o in data
                if p == TYPE and rdf_class in ontology.superclasses.get(o, frozenset({o}))
            }  # fmt: skip
        for property in said(owner, f"<{SH}targetSubjectsOf>"):
            found |= {s for s, p, _ in data if p == property}
        for property in said(owner, f"<{SH}targetObjectsOf>"):
            found |= {o for _, p, o in data if p == property}
    return found


def constraints() -> list[str]:
    """Every shape that is reported: all property shapes and all node shapes with a constraint."""
    property_shape, node_shape = f"<{SH}PropertyShape>", f"<{SH}NodeShape>"
    named = {s for s, p, o in SHAPES.triples if p == TYPE and o == property_shape}
    nodes = {s for s, p, o in SHAPES.triples if p == TYPE and o == node_shape}
    groups = {s for s, p, _ in SHAPES.triples if p == f"<{SH}property>"}
    return sorted(named | (nodes - groups))


def test_every_constraint_has_a_code_and_a_name() -> None:
    assert [shape for shape in constraints() if shape not in SHAPES.codes] == []
    assert all(shape.startswith("<") for shape in constraints())


@pytest.mark.parametrize("shape", constraints())
def test_a_shape_says_in_both_languages_what_to_write(shape: str) -> None:
    messages = [literal_parts(m) for m in said(shape, f"<{SH}message>")]
    assert sorted(m.language for m in messages) == ["en", "zh"]
    for message in messages:
        named = set(re.findall(r"\{(\w+)\}", message.lexical))
        assert named <= PLACEHOLDERS
        assert len(message.lexical) > 8


@pytest.mark.parametrize("shape", constraints())
def test_a_shape_names_a_claim_or_is_marked_ours(shape: str) -> None:
    claims = [literal_parts(claim).lexical for claim in said(shape, vcc("claim"))]
    assert bool(claims) != bool(said(shape, vcc("isOurs")))
    assert all(re.fullmatch(r"(DL|GE|XM|MV|SM)-\d{3}", claim) for claim in claims)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_message_has_nothing_left_to_fill(code: str) -> None:
    for result in report_of(code, "violatedBy").results:
        words = fill(result, lambda term: Words("LABEL", "名称"))
        for text in (words.en, words.zh):
            assert not re.search(r"\{\w+\}", text)
            assert "““" not in text
            assert "“”" not in text, "a name that is not there"


def test_only_core_shacl_is_used() -> None:
    """SHACL-SPARQL costs ten times as much; what joins statements is a rule."""
    used = {p for _, p, _ in SHAPES.triples}
    assert f"<{SH}sparql>" not in used
    assert f"<{SH}rule>" not in used


def test_shapes_name_only_terms_of_the_ontology() -> None:
    declared = {s for s, _, _ in shipped_ontology().triples}
    described = {s for s, p, _ in SHAPES.triples if p == TYPE} | set(SHAPES.codes)
    ours = {t for triple in SHAPES.triples for t in triple if t.startswith(f"<{VCC}")}
    assert sorted(ours - declared - described) == []


def test_every_severity_is_used_with_care() -> None:
    severities = Counter(o for _, p, o in SHAPES.triples if p == f"<{SH}severity>")
    assert set(severities) == {f"<{SH}{name}>" for name in ("Violation", "Warning", "Info")}


def test_a_report_carries_severity_code_and_value() -> None:
    (found,) = report_of("S211", "violatedBy").results
    assert found.severity is Severity.ERROR
    assert found.value == vcc("co-design")
    assert found.focus == f"<{CASES}t/x>"
    assert not is_literal(found.path)
    assert RDF not in found.path


def known_words() -> set[str]:
    """Everything that a case may be told to write: keywords, and the words of terms."""
    keywords = {word for w in (*STATEMENTS, *ACTOR_ITEMS, *CLAUSES) for word in (w.id, w.zh)}
    keywords |= {spelling for move in MOVES for spelling in move.spellings}
    keywords |= {word for pair in OTHER_WORDS.items() for word in pair}
    terms = {literal_parts(o).lexical for _, p, o in shipped_ontology().triples if p == vcc("word")}
    return keywords | terms


# What stands for something else in a message: the parts of a move, an amount with its unit.
STAND_INS = {"a", "b", "what", "stores", "words", "NAME", "KIND"}


@pytest.mark.parametrize("shape", constraints())
def test_a_message_tells_people_to_write_words_that_exist(shape: str) -> None:
    known = known_words() | STAND_INS
    (english,) = (m for m in messages(shape) if m.language == "en")
    written = " ".join(re.findall(r"`([^`]*)`", english.lexical))
    words = re.findall(r"(?<![@\w{-])[a-z]+(?:-[a-z]+)*(?![\w}])", written)
    assert [word for word in words if word not in known] == []


def messages(shape: str) -> list[LiteralParts]:
    return [literal_parts(m) for m in said(shape, f"<{SH}message>")]


@pytest.mark.parametrize("shape", constraints())
def test_a_chinese_message_tells_people_to_write_words_that_exist(shape: str) -> None:
    (chinese,) = (m for m in messages(shape) if m.language == "zh")
    known = known_words()
    commands = re.findall(r"请写“([^”]*)”", chinese.lexical)
    for command in commands:
        first = re.match(r"[\w-]+", command)
        assert first is None or first[0] in known or first[0] in {"名称", "给予者", "资源"}, command


# Keywords behind which the word of a term stands, with the sort of term; `is` takes any kind.
TERM_WORDS = {w: c.scheme for c in CLAUSES if c.scheme for w in (c.id, c.zh)} | {
    "is": "Kind", "是": "Kind", "complete": "ClosableList", "完整": "ClosableList",
}  # fmt: skip
# What stands for a word that the author puts in.
TERM_STAND_INS = {"KIND", "类别", "FORM", "PHASE"}


def misplaced(message: str, language: str) -> list[str]:
    """Words of terms in the code of a message (`…`; in Chinese “…”) that do not fit their place."""
    terms = shipped_terms()
    codes = re.findall("“([^”]*)”" if language == "zh" else "`([^`]*)`", message)
    return [
        f"{keyword} {word}"
        for code in codes
        for keyword, word in re.findall(r"(?<![\w-])([\w-]+) (?=([\w-]+))", code)
        if keyword in TERM_WORDS and word not in TERM_STAND_INS
        and terms.find(TERM_WORDS[keyword], word) is None
    ]  # fmt: skip


@pytest.mark.parametrize("shape", constraints())
def test_a_word_that_people_are_told_to_write_fits_its_place(shape: str) -> None:
    assert [w for m in messages(shape) for w in misplaced(m.lexical, m.language)] == []


def test_findings_of_rules_too_name_words_that_fit_their_place() -> None:
    findings = knowledge().notes.findings
    assert len(findings) >= 60
    told = [
        (f.iri, misplaced(f.message.en, "en") + misplaced(f.message.zh, "zh")) for f in findings
    ]
    assert [(iri, words) for iri, words in told if words] == []


def test_a_word_in_the_wrong_place_is_noticed() -> None:
    assert misplaced("Write `f -> c : car as marketing`.", "en") == ["as marketing"]
    assert misplaced("请写“作为 销售”、“作为 使用权”等。", "zh") == ["作为 销售"]
