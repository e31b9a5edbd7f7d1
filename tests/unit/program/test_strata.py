"""Which programs have strata, and how a circle is shown."""

from __future__ import annotations

import pytest

from vcc.program import Program, program_from_sources
from vcc.source.diagnostic import Diagnostic, SourceErrors
from vcc.source.text import SourceText


def program(text: str) -> Program:
    return program_from_sources([SourceText("test.srl", f"PREFIX : <http://e/>\n{text}")])


def mistakes(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(SourceErrors) as caught:
        program(text)
    return caught.value.diagnostics


def strata(text: str) -> list[set[str]]:
    found = program(text)
    return [
        {
            found.rules[place].id.rpartition("/")[2].rstrip(">")
            for place in (*s.run_once, *s.general)
        }
        for s in found.strata
    ]


def test_p_from_q_and_not_p_is_rejected() -> None:
    (mistake,) = mistakes("RULE :r { ?x a :P } WHERE { ?x a :Q . NOT { ?x a :P } }")
    assert mistake.code == "R150"
    assert mistake.note is not None
    assert mistake.note.en == "<http://e/r> → <http://e/r>"
    assert mistake.span is not None
    assert (mistake.span.line, mistake.span.column) == (2, 45)


def test_a_longer_circle_is_shown_from_rule_to_rule() -> None:
    (mistake,) = mistakes(
        "RULE :a { ?x :p 1 } WHERE { ?x :s 1 NOT { ?x :q 1 } }\n"
        "RULE :b { ?x :q 1 } WHERE { ?x :r 1 }\n"
        "RULE :c { ?x :r 1 } WHERE { ?x :p 1 }"
    )
    assert mistake.note is not None
    assert mistake.note.en == "<http://e/a> → <http://e/b> → <http://e/c> → <http://e/a>"
    assert [related.span.line for related in mistake.related] == [3, 4]


def test_every_circle_is_reported_at_once() -> None:
    found = mistakes(
        "RULE :a { ?x :p 1 } WHERE { ?x :s 1 NOT { ?x :p 1 } }\n"
        "RULE :b { ?x :q 1 } WHERE { ?x :s 1 NOT { ?x :q 1 } }"
    )
    assert [mistake.span.line for mistake in found if mistake.span] == [2, 3]


def test_constants_count_in_dependencies() -> None:
    assert program("RULE { ?x :status :bad } WHERE { ?x :s 1 NOT { ?x :status :good } }")


def test_a_variable_used_twice_must_take_one_value() -> None:
    assert program("RULE { :a :p :b } WHERE { ?x :s 1 NOT { ?y :p ?y } }")
    assert mistakes("RULE { :a :p :a } WHERE { ?x :s 1 NOT { ?y :p ?y } }")


def test_a_predicate_variable_depends_on_everything() -> None:
    assert mistakes("RULE { ?x :p 1 } WHERE { ?x :s 1 NOT { ?x ?q 1 } }")


def test_negation_of_given_facts_makes_no_dependency() -> None:
    assert program("RULE { ?x :p 1 } WHERE { ?x :s 1 NOT DATA { ?x :p 1 } }")
    assert program("RULE { ?x :p 1 } WHERE DATA { ?x :s 1 NOT { ?x :p 1 } }")


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("RULE { ?x :p ?y } WHERE { ?x :p ?z SET(?y := ?z + 1) }", "terms that it makes"),
        ("RULE { [] :p ?z } WHERE { ?x :p ?z }", "terms that it makes"),
        ("RULE { ?x :p <<( ?x :p ?z )>> } WHERE { ?x :p ?z }", "terms that it makes"),
        ("RULE { ?x :p ?n } WHERE { ?x :p ?z COUNT(?z AS ?n) }", "an aggregate"),
    ],
)
def test_what_could_feed_itself_for_ever_is_rejected(rule: str, why: str) -> None:
    (mistake,) = mistakes(rule)
    assert why in mistake.message.en


def test_rules_that_only_recur_share_a_stratum() -> None:
    assert strata(
        "RULE :one { ?a :r ?b } WHERE { ?a :e ?b }"
        "RULE :two { ?a :r ?c } WHERE { ?a :r ?b . ?b :r ?c }"
    ) == [{"one", "two"}]


def test_what_is_negated_or_counted_comes_first() -> None:
    assert strata(
        "RULE :last { ?x :lonely true } WHERE { ?x :n 0 }"
        "RULE :count { ?x :n ?n } WHERE { ?x :friend ?y COUNT(?y AS ?n) }"
        "RULE :first { ?y :friend ?x } WHERE { ?x :knows ?y NOT { ?x :enemy ?y } }"
    ) == [{"first"}, {"count", "last"}]


def test_a_long_chain_of_negations_has_as_many_strata() -> None:
    rules = [
        f"RULE {{ ?x :p{n + 1} 1 }} WHERE {{ ?x :s 1 NOT {{ ?x :p{n} 1 }} }}" for n in range(300)
    ]
    assert len(program("\n".join(rules)).strata) == 300
