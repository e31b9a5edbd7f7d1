"""Every rule of every file: described, firing where it says, silent where it says; and laws."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from snippets import case_of, conclusions_of, graph_of, inferred_from, short, statements_of

from vcc.case.model import Case, Declaration, Stance
from vcc.engine import rule_fires
from vcc.pipeline import knowledge
from vcc.program.syntax import Negation, Rule
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rule_notes import FindingNote, RuleNote

NOTES = knowledge().notes.rules
FINDINGS = knowledge().notes.findings
RULES = {rule.id: rule for rule in knowledge().program.rules}
STATUSES = {"stated", "derived", "ours"}
FINDING = vcc("finding")
THEORY = knowledge().theory
SAID_OF: dict[str, list[tuple[str, str]]] = {}
for _subject, _property, _object in knowledge().program.data:
    SAID_OF.setdefault(_subject, []).append((_property, _object))
# What no plan may bring about: an actual field, stage, vote and so on. (Goals are not planned
# here, and a declared main goal is evidence by itself.)
ACTUAL = ("field", "role", "present", "partial", "breadth", "coCreationForm", "integratedInto")
# A participation in the network, or a side, needs no deed.
OF_NETWORK = {"focal-firm", "user", "partner"}
# Choices of reading, other than the default ones, under which the example cases of a rule hold.
READINGS: dict[str, tuple[str, ...]] = {
    s: (short(o),) for s, p, o in knowledge().notes.triples if p == vcc("underReading")
}


def named(note: RuleNote | FindingNote) -> str:
    return short(note.iri)


def placeholders(*sentences: str) -> set[str]:
    return {name for sentence in sentences for name in re.findall(r"\{\?(\w+)\}", sentence)}


def variables(rule: Rule) -> set[str]:
    """The variables that a solution of the rule binds (those inside a negation are not bound)."""
    outside = (element for element in rule.body if not isinstance(element, Negation))
    return set(re.findall(r"\?(\w+)", repr((rule.head, tuple(outside)))))


def test_there_are_rules_for_every_folder() -> None:
    folders = Counter(Path(note.span.source).parent.name for note in NOTES if note.span)
    assert len(NOTES) >= 550
    assert folders["notions"] >= 80
    assert folders["dominant-logic"] >= 280
    assert folders["business-model"] >= 60
    assert folders["findings"] >= 60
    assert len(FINDINGS) >= 60


def test_every_rule_is_described_once_and_every_description_has_its_rule() -> None:
    assert Counter(note.iri for note in NOTES) == Counter(list(RULES))


@pytest.mark.parametrize("note", NOTES, ids=named)
def test_a_rule_says_what_it_rests_on(note: RuleNote) -> None:
    assert note.status in STATUSES
    assert note.rule_of
    assert note.claims or note.status == "ours"
    assert note.label.en
    assert note.label.zh
    assert note.reason.en
    assert note.reason.zh
    assert placeholders(note.reason.en) == placeholders(note.reason.zh)
    assert placeholders(note.reason.en) <= variables(RULES[note.iri])


@pytest.mark.parametrize("note", NOTES, ids=named)
def test_a_rule_fires_where_it_says(note: RuleNote) -> None:
    assert note.fires_on
    for statements in note.fires_on:
        found = conclusions_of(statements, *READINGS.get(note.iri, ()))
        assert rule_fires(found, note.iri), statements


@pytest.mark.parametrize("note", NOTES, ids=named)
def test_a_rule_is_silent_where_it_says(note: RuleNote) -> None:
    assert note.silent_on
    for statements in note.silent_on:
        found = conclusions_of(statements, *READINGS.get(note.iri, ()))
        assert not rule_fires(found, note.iri), statements


def test_a_rule_of_a_rival_reading_is_silent_by_default() -> None:
    assert len(READINGS) >= 5
    for note in NOTES:
        for statements in note.fires_on if note.iri in READINGS else ():
            assert not rule_fires(conclusions_of(statements), note.iri), statements


def rules_that_find(finding: str) -> list[Rule]:
    """The rules whose head concludes the finding, by itself or as DATA assign it to the rule."""
    return [
        rule
        for rule in RULES.values()
        for pattern in rule.head
        if pattern.predicate == FINDING
        and (pattern.object == finding or _is_assigned(finding, str(pattern.object), rule))
    ]


def _is_assigned(finding: str, variable: str, rule: Rule) -> bool:
    """Whether DATA give the rule the finding: about something of the class that it asks for."""
    classes = {p.subject: p.object for p in rule.patterns if p.predicate == TYPE}
    return any(
        pattern.predicate == said
        and classes.get(pattern.object, about) in (about, *THEORY.objects(about, TYPE))
        for pattern in rule.patterns
        if pattern.subject == variable
        for said, about in SAID_OF.get(finding, ())
    )


@pytest.mark.parametrize("note", FINDINGS, ids=named)
def test_a_finding_can_be_reported_in_both_languages(note: FindingNote) -> None:
    assert note.label.en
    assert note.label.zh
    assert note.message.en
    assert note.message.zh
    finding = rules_that_find(note.iri)
    assert finding, "no rule finds it"
    used = placeholders(note.message.en, note.message.zh)
    for rule in finding:
        assert used <= variables(rule), f"{short(rule.id)} gives no {used - variables(rule)}"
    assert bool(note.advice) <= bool(note.claims), "advice needs the claim of a paper"


def planned(case: Case, keep: tuple[str, ...] = ()) -> Case:
    """The case with every declaration meant instead of told, but for kinds of statements."""
    return replace(
        case,
        statements=tuple(
            replace(s, stance=Stance.PLANNED)
            if isinstance(s, Declaration) and s.id not in keep
            else s
            for s in case.statements
        ),
    )


SNIPPETS = sorted({statements for note in NOTES for statements in note.fires_on})
DECLARED_ONLY = [
    statements
    for statements in SNIPPETS
    if not re.search(r"\b(framework|complete|expect|absent|planned)\b", statements)
]


def test_there_are_enough_snippets_for_the_laws() -> None:
    assert len(SNIPPETS) > 300
    assert len(DECLARED_ONLY) > 250


def test_nothing_follows_from_what_is_only_planned() -> None:
    for statements in DECLARED_ONLY:
        case = statements_of(case_of(statements), lambda s: isinstance(s, Declaration))
        assert not inferred_from(planned(case)), statements


def test_planned_deeds_of_real_actors_show_nothing() -> None:
    things = ("actor", "resource", "channel", "period", "source", "coder")
    for statements in DECLARED_ONLY:
        found = inferred_from(planned(case_of(statements), keep=things))
        wrong = {
            (short(s), short(p), short(o))
            for s, p, o in found
            if short(p) in ACTUAL and short(o) not in OF_NETWORK
        }
        assert not wrong, (statements, wrong)


def test_two_cases_together_give_what_each_gives_alone() -> None:
    engine = knowledge().engine
    for one, two in pairwise(SNIPPETS[::7]):
        first, second = graph_of(case_of(one, "one")), graph_of(case_of(two, "two"))
        together = set(engine.infer((*first, *second)).inferred)
        apart = set(engine.infer(first).inferred) | set(engine.infer(second).inferred)
        assert together == apart, (one, two)


def test_every_element_of_a_framework_that_applies_has_one_status() -> None:
    theory = knowledge().ontology
    element_of = {s: o for s, p, o in theory.triples if p == vcc("elementOf")}
    assert len(element_of) > 30
    statuses = [vcc(status) for status in ("present", "partial", "absent", "unknown")]
    for statements in SNIPPETS:
        inferred = set(conclusions_of(statements).inferred)
        applied = {(s, o) for s, p, o in inferred if p == vcc("applies")}
        for case, framework in applied:
            for element, its_framework in element_of.items():
                if its_framework == framework:
                    held = [p for p in statuses if (case, p, element) in inferred]
                    assert len(held) == 1, (statements, short(element), held)
