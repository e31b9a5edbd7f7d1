"""Every mistake of a rule text: its code, its place, and what is said about it."""

from __future__ import annotations

import dataclasses
import re

import pytest

from vcc.program import mistakes, program_from_sources
from vcc.program.advice import HABITS as ADVICE
from vcc.source.diagnostic import Code, Diagnostic, SourceErrors
from vcc.source.text import SourceText

HEADER = "PREFIX : <http://e/>\n"


def found(*texts: str, strict_standard: bool = False) -> tuple[Diagnostic, ...]:
    sources = [SourceText(f"{n}.srl", HEADER + text) for n, text in enumerate(texts)]
    with pytest.raises(SourceErrors) as caught:
        program_from_sources(sources, strict_standard=strict_standard)
    return caught.value.diagnostics


def excerpt(text: str, mistake: Diagnostic) -> str:
    assert mistake.span is not None
    return (HEADER + text)[mistake.span.start : mistake.span.end]


# code, text, the piece it points at, and a piece of what it says (help, note or message)
EXAMPLES = [
    ("R101", "RULE { :a :b } WHERE { }", "}", "expected"),
    ("R101", "RULE { :a 'b' :c } WHERE { }", "'", "cannot stand"),
    ("R102", "RULE { :a :b :c } WEHRE { }", "WEHRE", "WHERE"),
    ("R102", "RULE { :a :b ?n } WHERE { ?x :p ?y . COUT(?y AS ?n) }", "COUT", "COUNT"),
    ("R102", "RULE { :a :b :c } WHERE { ?x :p ?y . FLITER(?y > 1) }", "FLITER", "FILTER"),
    ("R103", "RULE { :a :b :c } WHERE { ?x :p ?y", "y", "ends too early"),
    ("R103", "RULE", "E", "ends too early"),
    ("R104", "RULE { :a :b 'c } WHERE { }", "'c } WHERE { }", "closed"),
    ("R105", "IF { } THEN { }", "IF", "RULE"),
    ("R105", "RULE { :a :b ?y } WHERE { ?x :p ?z BIND(?z AS ?y) }", "BIND", "SET"),
    ("R105", "CONSTRUCT { :a :b :c } WHERE { }", "CONSTRUCT", "RULE"),
    ("R105", "RULE { :a :b :c } WHERE { ?x :p ?z OPTIONAL { ?x :q ?z } }", "OPTIONAL", "second"),
    ("R106", "RULE { :a :b <c d> } WHERE { }", "<c d>", "spaces"),
    ("R108", "RULE { :a :b 'x'@en--up } WHERE { }", "@en--up", "ltr"),
    ("R109", "DATA { :a :b ?x }", "?x", "RULE"),
    ("R110", "RULE { :a :b/:c :d } WHERE { }", ":b/:c", "one by one"),
    ("R170", "IMPORTS <other.srl>", "IMPORTS <other.srl>", "--imports"),
    ("R171", "IMPORTS <http://e/other>", "IMPORTS <http://e/other>", "network"),
    ("R113", r"RULE { :a :b 'x\q' } WHERE { }", r"\q", "backslash"),
    ("R114", "RULE { :a :b :c } WHERE { ?x :p/:q ?y ~ :r }", ":p/:q", "one by one"),
    ("R106", r"DATA { :a :b <http://e/\u0020x> }", r"<http://e/\u0020x>", "spaces"),
    ("R120", "RULE { :a ex:b :c } WHERE { }", "ex:", "PREFIX ex:"),
    ("R120", "RULE { :a rdfs:label :c } WHERE { }", "rdfs:", "rdf-schema#"),
    ("R121", "RULE { :a :b :c } WHERE { ?x :p ?y FILTER(STRLNE(?y) > 1) }", "STRLNE(?y)",
     "STRLEN"),
    ("R121", "RULE { :a :b :c } WHERE { ?x :p ?y FILTER(upper(?y) = 'A') }", "upper(?y)", "UCASE"),
    ("R121", "RULE { :a :b ?n } WHERE { ?x :p ?y SET(?n := COUNT(?y)) }", "COUNT(?y)",
     "COUNT(?x AS ?result)"),
    ("R121", "RULE { :a :b :c } WHERE { ?x :p ?y FILTER(BOUND(?y)) }", "BOUND(?y)", "NOT"),
    ("R122", "RULE { :a :b :c } WHERE { ?x :p ?y FILTER(STRLEN(?y, 1) > 1) }",
     "STRLEN(?y, 1)", "1"),
    ("R123", "RULE :r { } WHERE { } RULE :r { } WHERE { :a :b :c }", ":r", "another name"),
    ("R130", "RULE { :a :b :c } WHERE { FILTER(?y > 1) ?x :p ?y }", "FILTER(?y > 1)", "below"),
    ("R130", "RULE { :a :b :c } WHERE { ?x :value ?y FILTER(?z > 1) }", "FILTER(?z > 1)", "?z"),
    ("R130", "RULE { } WHERE { ?x :p 1 NOT { FILTER(?z > 1) ?x :p ?z } }", "FILTER(?z > 1)", "?z"),
    ("R131", "RULE { :a :b ?z } WHERE { SET(?z := ?y) ?x :p ?y }", "SET(?z := ?y)", "below"),
    ("R132", "RULE { :a :b ?y } WHERE { ?x :p ?y SET(?y := 1) }", "SET(?y := 1)", "FILTER"),
    ("R133", "RULE { ?actro :b 1 } WHERE { ?actor :p 1 }", "?actro :b 1", "?actor"),
    ("R133", "RULE { ?y :b 1 } WHERE { ?x :p 1 NOT { ?x :q ?y } }", "?y :b 1", "pattern with ?y"),
    ("R141", "RULE { ?x :b ?n } WHERE { ?x :p ?y COUNT(?z AS ?n) }", "COUNT(?z AS ?n)", "?z"),
    ("R142", "RULE { ?x :b ?y } WHERE { ?x :p ?y COUNT(?y AS ?y) }", "COUNT(?y AS ?y)", "new"),
    ("R143", "RULE { ?x :b ?n } WHERE { ?x :p ?y COUNT(?y AS ?n) FILTER(?n > ?y) }",
     "FILTER(?n > ?y)", "grouped"),
    ("R144", "RULE { ?x :b ?n } WHERE { ?x :p ?y COUNT(?y AS ?n) ?x :q ?n }", "?x :q ?n", "second"),
    ("R150", "RULE { ?x a :P } WHERE { ?x a :Q NOT { ?x a :P } }", "?x a :P", "circle"),
]  # fmt: skip


# What people write who know another language: the refused piece, and the advice.
HABITS = [
    ("// a comment", "/", "begin with `#`"),
    ("DATA { } /* a comment */", "/", "begin with `#`"),
    ("@prefix x: <http://x/> .", "@prefix", "without `@`"),
    ("PREFIX x <http://x/>", "x", "`x:`"),
    ("PREFIX x: http://x/", "http:", "`<http://x/>`"),
    ("BASE http://x/", "http:", "`<http://x/>`"),
    ("RULE { } WHERE { } .", ".", "without `.`"),
    ("DATA { :a :b :c } ;", ";", "without `.`"),
    ("RULE { :a :b :c } { ?x :p ?y }", "{", "`WHERE`"),
    ("RULE { ?x :b :c WHERE { ?x :p ?y }", "WHERE", "`}`"),
    ("RULE ｛ :a :b :c } WHERE { }", "｛", "`{`"),
    ("RULE { :a :b ：c } WHERE { }", "：", "`:`"),
    ("RULE { :a :b “c” } WHERE { }", "“", '`"`'),
    ("RULE { :a b :c } WHERE { }", "b", "`:b`"),
    ("RULE { :a :b :c } WHERE { ?x is :B }", "is", "`:is`"),
    ("RULE { :a :b :c :d } WHERE { }", ":d", "`.`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y\n?x :q ?z }", "?x", "`.`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y , FILTER(?y) }", "FILTER", "not with `,`"),
    ("RULE { :a :b :c } WHERE { ?x :p+ ?y }", "+", "recursive"),
    ("RULE { :a :b :c } WHERE { ?x (:p)* ?y }", "*", "recursive"),
    ("RULE { :a :b :c } WHERE { ?x :p|:q ?y }", "|", "one RULE for each"),
    ("RULE { :a :b :c } WHERE { { ?x :p ?y } UNION { ?x :q ?y } }", "{", "each alternative"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER ?y > 1 }", "?y", "`FILTER(…)`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER NOT EXISTS { ?x :q ?y } }", "NOT", "NOT {"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER(?y > 1 }", "}", "`)`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER(?y => 1) }", ">", "`>=`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER(?y =< 1) }", "<", "`<=`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER(?y == 1) }", "=", "`=`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER(?y <> 1) }", ">", "`!=`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER(?y > 1 and ?y < 3) }", "and", "`&&`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER(?y > 1 or ?y < 3) }", "or", "`||`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER(?y != null) }", "null", "no null"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER(REGEX(?y '^a')) }", "'", "`,`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y FILTER(?y.age > 3) }", ".age", "`?y :age ?y`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y SET(?z = ?y) }", "=", "`:=`"),
    ("RULE { :a :b :c } WHERE { ?x :p ?y SET ?z := ?y }", "?z", "`SET(?x := …)`"),
    ("RULE { :a :b ?n } WHERE { ?x :p ?y COUNT(?y) AS ?n }", ")", "stands inside"),
    ("RULE { :a :b :c } WHERE { NOT { ?x :p ?y NOT { ?y :q ?z } } }", "NOT", "rule of its own"),
]


@pytest.mark.parametrize(("text", "piece", "advised"), HABITS)
def test_a_habit_of_another_language_gets_advice(text: str, piece: str, advised: str) -> None:
    mistake = found(text)[0]
    assert mistake.code == "R115"
    assert excerpt(text, mistake) == piece
    assert mistake.help is not None
    assert advised in mistake.help.en
    assert re.search("[\u4e00-\u9fff]", mistake.help.zh)
    assert mistake.note is not None
    assert "(?" not in mistake.note.en  # names of what is expected, no patterns


def test_every_advice_is_tried() -> None:
    given = {found(text)[0].help for text, _, _ in HABITS}
    assert len(given) >= len(ADVICE)


def test_what_a_file_begins_with_is_listed() -> None:
    for text in ("?x a :A", "rule: { } where: { }"):
        note = found(text)[0].note
        assert note is not None
        assert "`RULE`, `DATA`, `PREFIX`" in note.en


@pytest.mark.parametrize(("code", "text", "piece", "said"), EXAMPLES)
def test_a_mistake_has_its_code_its_place_and_its_repair(
    code: str, text: str, piece: str, said: str
) -> None:
    (mistake,) = found(text)
    assert mistake.code == code
    assert excerpt(text, mistake) == piece
    words = (mistake.message, mistake.note, mistake.help)
    assert any(said in sentence.en for sentence in words if sentence)


def test_the_extension_is_refused_where_only_the_standard_counts() -> None:
    text = "RULE { ?x :b ?n } WHERE { ?x :p ?y COUNT(?y AS ?n) }"
    program_from_sources([SourceText("a.srl", HEADER + text)])
    (mistake,) = found(text, strict_standard=True)
    assert mistake.code == "R140"


def test_every_code_is_tried() -> None:
    codes = {value.id for value in vars(mistakes).values() if isinstance(value, Code)}
    tried = {code for code, *_ in EXAMPLES} | {
        "R140",
        "R111",
        "R115",
        "R172",
    }  # R172: test_imports.py
    assert codes == tried


def test_nothing_is_left_to_fill_in_and_chinese_is_chinese() -> None:
    for _, text, *_ in EXAMPLES:
        (mistake,) = found(text)
        for words in filter(None, (mistake.message, mistake.note, mistake.help)):
            assert not re.search(r"\{[a-z_]+\}", words.en + words.zh)
        assert re.search("[\u4e00-\u9fff]", mistake.message.zh)


def test_one_run_shows_the_mistakes_of_every_statement_and_file() -> None:
    mistaken = found(
        "RULE { :a :b } WHERE { }\nRULE { :a :b :c } WEHRE { }\n"
        "DATA { :a :b :c }\nDATA { :a ex:b ?x }",
        "RULE { :a :b :c WHERE { } RULE { } WHERE { }",
    )
    assert [(m.span.source, m.span.line, m.code) for m in mistaken if m.span] == [
        ("0.srl", 2, "R101"),
        ("0.srl", 3, "R102"),
        ("0.srl", 5, "R120"),
        ("0.srl", 5, "R109"),
        ("1.srl", 2, "R115"),
    ]


def test_a_second_rule_of_a_name_points_to_the_first() -> None:
    (mistake,) = found("RULE :r { } WHERE { }", "RULE :r { } WHERE { :a :b :c }")
    assert mistake.span is not None
    assert mistake.span.source == "1.srl"
    assert [related.span.source for related in mistake.related] == ["0.srl"]


@pytest.mark.parametrize("depth", [2_000, 10_000])
def test_deep_nesting_is_one_mistake(depth: int) -> None:
    (mistake,) = found(f"RULE {{ }} WHERE {{ ?x :p ?y FILTER({'(' * depth}1{')' * depth}) }}")
    assert mistake.code == "R111"


@pytest.mark.parametrize("operator", ["+", "*"])
def test_a_chain_without_end_is_one_mistake(operator: str) -> None:
    chain = operator.join(["1"] * 5_000)
    (mistake,) = found(f"RULE {{ }} WHERE {{ ?x :p ?y FILTER({chain} > 1) }}")
    assert mistake.code == "R111"


@pytest.mark.parametrize("nested", ["[ :p ", "( ", "<<( :a :b ", "^( "])
def test_deep_terms_are_one_mistake(nested: str) -> None:
    assert {m.code for m in found(f"RULE {{ }} WHERE {{ ?x :p {nested * 5_000} }}")} <= {
        "R101",
        "R103",
        "R115",
    }
    closing = {"[ :p ": " ]", "( ": " )", "<<( :a :b ": " )>>", "^( ": " )"}[nested]
    inner = ":c" if nested != "^( " else ":q"
    end = "" if nested != "^( " else " ?y"
    deep = f"{'' if end else ':p '}{nested * 5_000}{inner}{closing * 5_000}{end}"
    text = f"RULE {{ }} WHERE {{ ?x {deep} }}"
    (mistake,) = found(text)
    assert mistake.code == "R111"


@pytest.mark.parametrize(
    "text",
    ["", "\ufeff# only a comment\n", "\r\n", "# 注释\r\n", "RULE { } WHERE { }\x0c"],
)
def test_strange_but_legal_texts_are_programs(text: str) -> None:
    program_from_sources([SourceText("a.srl", text)])


@pytest.mark.parametrize("text", ["\x00", "RULE { :a :b '\x00' } WHERE", "💥", "}", "<", '"'])
def test_strange_texts_are_mistakes_and_nothing_worse(text: str) -> None:
    assert found(text)


def test_a_diagnostic_is_data() -> None:
    (mistake,) = found("RULE { :a ex:b :c } WHERE { }")
    assert dataclasses.asdict(mistake)["code"] == "R120"
