"""What the concrete syntax abbreviates is written out."""

from __future__ import annotations

import pytest

from vcc.program import Program, Rule, program_from_sources
from vcc.program.dependencies import parts_of_triple_term
from vcc.program.iris import resolve
from vcc.program.syntax import Call, Filter, Negation, Term, TriplePattern, TripleTerm
from vcc.source.text import SourceText

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def program(*texts: str) -> Program:
    sources = [SourceText(f"{n}.srl", f"PREFIX : <http://e/>\n{t}") for n, t in enumerate(texts)]
    return program_from_sources(sources)


def rule(text: str) -> Rule:
    return program(text).rules[0]


def short(term: Term) -> str:
    if isinstance(term, TripleTerm):
        return f"<<{short(term.subject)} {short(term.predicate)} {short(term.object)}>>"
    for namespace, prefix in (("http://e/", ""), (RDF, "rdf:"), (XSD, "xsd:")):
        term = term.replace(f"<{namespace}", f"<{prefix}")
    return term.replace("<", "").replace(">", "")


def said(patterns: tuple[TriplePattern, ...]) -> list[str]:
    return [" ".join(map(short, pattern.terms)) for pattern in patterns]


def body(text: str) -> list[str]:
    return said(rule(f"RULE {{ }} WHERE {{ {text} }}").patterns)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?x a :T ; :p 1, 2 .",
         ["?x rdf:type T", '?x p "1"^^xsd:integer', '?x p "2"^^xsd:integer']),
        ("?x :p/:q ?y", ["?x p ?_:.1", "?_:.1 q ?y"]),
        ("?x ^:p ?y", ["?y p ?x"]),
        ("?x ^:p/^:q ?y", ["?_:.1 p ?x", "?y q ?_:.1"]),
        ("?x ^(:p/:q) ?y", ["?y p ?_:.1", "?_:.1 q ?x"]),
        ("?x :p/a ?y", ["?x p ?_:.1", "?_:.1 rdf:type ?y"]),
        ("?x ?p $y", ["?x ?p ?y"]),
        ("_:n :p [] . _:n :q [ :r _:n ]", ["?_:n p ?_:.1", "?_:.2 r ?_:n", "?_:n q ?_:.2"]),
        ("[ :p 'a' ]", ['?_:.1 p "a"']),
        ("?x :p ()", ["?x p rdf:nil"]),
        ("?x :p (:a ?y)", ["?_:.1 rdf:first a", "?_:.1 rdf:rest ?_:.2", "?_:.2 rdf:first ?y",
                           "?_:.2 rdf:rest rdf:nil", "?x p ?_:.1"]),
        ("<< ?s :p :o ~ :r >> :by :x", ["r rdf:reifies <<?s p o>>", "r by x"]),
        ("<< :s :p :o >>", ["?_:.1 rdf:reifies ( s p o )"]),
        ("?s :p :o ~ :r {| :q :z |}", ["?s p o", "r rdf:reifies <<?s p o>>", "r q z"]),
        ("?s :p :o {| :q :z |}", ["?s p o", "?_:.1 rdf:reifies <<?s p o>>", "?_:.1 q z"]),
        ("?s :p <<( ?a :b 'c' )>>", ['?s p <<?a b "c">>']),
        (r"?s :p 'tab\t\u00e9\"', 'x'@EN-gb, 'x'@ar--rtl",
         ['?s p "tab\té\\""', '?s p "x"@en-gb', '?s p "x"@ar--rtl']),
        ('?s :p \'\'\'it\'s\n""\'\'\', """a"b"""', ['?s p "it\'s\\n\\"\\""', '?s p "a\\"b"']),
        ("?s :p -1.5, 1e3, .5, true, 'x'^^:t",
         ['?s p "-1.5"^^xsd:decimal', '?s p "1e3"^^xsd:double', '?s p ".5"^^xsd:decimal',
          '?s p "true"^^xsd:boolean', '?s p "x"^^t']),
        (r":a.b :c-d :e\~f, :g%41, :中文", ["a.b c-d e~f", "a.b c-d g%41", "a.b c-d 中文"]),
    ],
)  # fmt: skip
def test_abbreviations_are_written_out(text: str, expected: list[str]) -> None:
    assert body(text) == expected


def test_keywords_are_read_in_any_case_and_names_may_look_like_keywords() -> None:
    found = rule(
        "rule :Rule { :data :set :not } where data { :filter :where ?a NOT { ?a :in ?b } }"
    )
    assert found.id == "<http://e/Rule>"
    assert found.data
    assert said(found.head) == ["data set not"]


def test_a_negation_keeps_its_filters() -> None:
    found = rule("RULE { } WHERE { ?x :p ?y NOT { ?x :q ?z . FILTER(?z < ?y) ?z :r 1 } }")
    (negation,) = (e for e in found.body if isinstance(e, Negation))
    assert [type(e) for e in negation.elements] == [TriplePattern, Filter, TriplePattern]


def test_operators_bind_as_in_sparql() -> None:
    found = rule("RULE { } WHERE { ?x :p ?y FILTER(!?x = 1 || ?y < 2 && ?y + 1 * 2 -3 > 0) }")
    (element,) = (e for e in found.body if isinstance(e, Filter))

    def text(expression: object) -> str:
        if isinstance(expression, Call):
            return f"({expression.function} {' '.join(map(text, expression.arguments))})"
        return str(expression).partition('"^^')[0].lstrip('"')

    assert text(element.expression) == (
        "(|| (= (! ?x) 1) (&& (< ?y 2) (> (+ (+ ?y (* 1 2)) -3) 0)))"
    )


def test_spans_point_into_the_file() -> None:
    text = (
        "# one\nDATA { :a :b :c }\nRULE :r { ?x :p 1 } WHERE {\n  ?x :q 1 .\n  FILTER(?x != :a)\n}"
    )
    found = rule(text)
    assert (found.span.line, found.span.end_line) == (4, 7)
    assert found.name_span is not None
    assert found.name_span.column == 6
    assert [element.span.line for element in found.body] == [5, 6]


def test_the_order_of_files_and_rules_does_not_matter() -> None:
    one, two = "RULE { :a :p 1 } WHERE { ?x :q 1 }", "RULE :named { :a :p 2 } WHERE { [] :q 2 }"
    assert program(one, two) == program(two, one) == program(f"{two}\n\n{one}")


def test_a_rule_said_twice_without_a_name_is_one_rule() -> None:
    assert len(program("RULE { :a :p 1 } WHERE { }  RULE { :a  :p 1 . } WHERE { }").rules) == 1


def test_prefixes_and_bases_hold_from_where_they_stand_and_in_their_file_only() -> None:
    found = program(
        "BASE <http://base/x/> PREFIX p: <#> DATA { <y> p:q <../z> } PREFIX p: <http://other/>"
        "DATA { p:a :b p:c }"
    )
    assert found.data == (
        ("<http://base/x/y>", "<http://base/x/#q>", "<http://base/z>"),
        ("<http://other/a>", "<http://e/b>", "<http://other/c>"),
    )


def test_blank_nodes_of_data_are_those_of_their_file() -> None:
    same = program("DATA { _:x :p 1 } DATA { _:x :q 2 }")
    assert len({s for s, _, _ in same.data}) == 1
    apart = program("DATA { _:x :p 1 }", "DATA { _:x :q 2 }")
    assert len({s for s, _, _ in apart.data}) == 2


@pytest.mark.parametrize(
    ("reference", "expected"),
    [  # RFC 3986, section 5.4
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
        (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
        ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
        ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("g.", "http://a/b/c/g."),
        ("./g/.", "http://a/b/c/g/"), ("g/../h", "http://a/b/c/h"), ("urn:x:y", "urn:x:y"),
    ],
)  # fmt: skip
def test_relative_iris_are_resolved_as_rfc_3986_says(reference: str, expected: str) -> None:
    assert resolve(reference, "http://a/b/c/d;p?q") == expected


def test_triple_terms_are_taken_apart_whatever_stands_in_their_strings() -> None:
    inner = '<<( <a> <b> "x )>> \\" y"@en )>>'
    assert parts_of_triple_term(f"<<( <s> <p> {inner} )>>") == ("<s>", "<p>", inner)
    assert parts_of_triple_term(f"<<( {inner} <p> _:b )>>") == (inner, "<p>", "_:b")
