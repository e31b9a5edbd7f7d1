"""The Turtle in the `#:` lines of rule files."""

from __future__ import annotations

import pytest

from vcc.resources import rule_files
from vcc.source.diagnostic import Severity, SourceErrors, Words
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import LABEL, vcc
from vcc.vocabulary.rule_notes import RuleNotes, rule_notes_from_sources

FILE = '''# Fields.
PREFIX : <https://w3id.org/vcc/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

#: :R-04.production a :Rule ; :status :stated ; :claim "DL-087" , "DL-093" ; :ruleOf "R-04" ;
#:   rdfs:label "production field"@en , "生产领域"@zh ;
#:   :reason "{?a} enters {?i}"@en , "{?a}进入{?i}"@zh ;
#:   :firesOn """actor f is firm
#:     actor c is customer""" ;
#:   :silentOn """actor f is firm""" , """actor c is customer""" .
RULE :R-04.production { ?i :field :production-field } WHERE { ?i :via ?a }

  #: :no-customer a :FindingType ; :severity :warning ; :claim "DL-099" ;
  #:   rdfs:label "no customer"@en , "没有顾客"@zh ;
  #:   :message "{focus} has no customer"@en , "{focus} 没有顾客"@zh .
#: :advised a :FindingType ; :severity :info ; :message "m"@en ; :advice "Invite them"@en .
'''


def notes_of(*texts: str) -> RuleNotes:
    sources = [SourceText(f"{number}.srl", text) for number, text in enumerate(texts)]
    return rule_notes_from_sources(sources)


def mistakes_of(*texts: str) -> list[tuple[str, int, int]]:
    with pytest.raises(SourceErrors) as caught:
        notes_of(*texts)
    spans = [diagnostic.span for diagnostic in caught.value.diagnostics]
    return [(span.source, span.line, span.column) for span in spans if span]


def test_a_rule_is_read_with_all_that_is_said_of_it() -> None:
    (rule,) = notes_of(FILE).rules
    assert rule.iri == vcc("R-04.production")
    assert rule.status == "stated"
    assert rule.claims == ("DL-087", "DL-093")
    assert rule.rule_of == ("R-04",)
    assert rule.label == Words("production field", "生产领域")
    assert rule.reason == Words("{?a} enters {?i}", "{?a}进入{?i}")
    assert rule.silent_on == ("actor f is firm", "actor c is customer")


def test_a_text_over_several_lines_is_one_text() -> None:
    (rule,) = notes_of(FILE).rules
    (case,) = rule.fires_on
    assert [line.strip() for line in case.splitlines()] == [
        "actor f is firm",
        "actor c is customer",
    ]


def test_findings_are_read_with_severity_message_and_advice_only_where_given() -> None:
    no_customer, advised = notes_of(FILE).findings
    assert no_customer.severity is Severity.WARNING
    assert no_customer.message == Words("{focus} has no customer", "{focus} 没有顾客")
    assert no_customer.advice is None
    assert advised.severity is Severity.INFO
    assert advised.advice == Words("Invite them", "Invite them")


def test_a_note_knows_its_place_in_the_file() -> None:
    notes = notes_of(FILE)
    assert str(notes.rules[0].span) == "0.srl:5:4"
    assert str(notes.findings[0].span) == "0.srl:13:6"


def test_the_triples_are_handed_on() -> None:
    assert (vcc("no-customer"), LABEL, '"没有顾客"@zh') in notes_of(FILE).triples


def test_ordinary_comments_and_rules_are_no_notes() -> None:
    assert notes_of("# : not a note\nRULE { ?a ?b ?c } WHERE { ?c ?b ?a }\n").triples == ()


def test_a_mistake_is_placed_where_it_stands_in_the_rule_file() -> None:
    text = "PREFIX : <https://w3id.org/vcc/>\n\n# 注释\n  #: :乙 a a :Rule .\n"
    assert mistakes_of(text) == [("0.srl", 4, 11)]


def test_mistakes_of_all_files_are_told_at_once() -> None:
    wrong = "PREFIX : <x:>\n#: :a :b .\n"
    assert [file for file, _, _ in mistakes_of(wrong, FILE, wrong)] == ["0.srl", "2.srl"]


@pytest.mark.parametrize(
    "text", ["#:", "#: :a", '#: :a :b """', "#: <<<", "#: \\", "#: :a a :Rule"]
)
def test_an_unfinished_note_is_a_mistake_inside_the_file_never_a_crash(text: str) -> None:
    whole = "PREFIX : <https://w3id.org/vcc/>\n" + text
    if text == "#:":
        assert notes_of(whole).triples == ()
    else:
        assert all(line <= 2 for _, line, _ in mistakes_of(whole))


def test_all_rule_files_have_notes() -> None:
    sources = [SourceText(path.name, path.read_text(encoding="utf-8")) for path in rule_files()]
    assert len(sources) > 5
    for source in sources:
        notes = rule_notes_from_sources([source])
        assert all(note.span for note in (*notes.rules, *notes.findings))
        assert notes.rules or notes.findings
