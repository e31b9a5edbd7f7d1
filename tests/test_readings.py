"""Rival readings: every option has choices and one default, and each choice changes what follows.

The choices are facts (`:reading :chooses choice`), given to the engine beside the ontology.
"""

from __future__ import annotations

from collections import Counter

import pytest
from snippets import conclusions_of, objects, short

from vcc.pipeline import knowledge
from vcc.vocabulary.namespaces import TYPE, vcc

TRIPLES = knowledge().ontology.triples
OPTION_OF = {short(s): short(o) for s, p, o in TRIPLES if p == vcc("choiceOf")}
DEFAULTS = {short(s) for s, p, o in TRIPLES if p == vcc("isDefault")}
PEOPLE = "actor f is firm  actor c is customer "
# What a choice other than the default changes: the case, the property, and what it then says of
# the subject by default and under the choice.
EFFECTS = {
    "strict-view": (
        """interaction poll is co-design during design indirect between f, c {
        c -> f : tips f uses steel }
        resource tips form idea resource steel form material held-by f""",
        "present", "t",
        {"joint-design", "several-contributors", "shared-resources", "value-formation"}, set(),
    ),
    "service-in-use-only": (
        "proposition fair by f for c  interaction lab between f, c during design direct",
        "votes", "t", {"creation-process-service"}, set(),
    ),
    "leadership-by-field": (
        "interaction lab between f, c during design direct decided-by f",
        "actualLeadership", "t/lab", {"firm-leads"}, {"both-lead"},
    ),
    "exchange-always": (
        "outcome cash is revenue for f", "votes", "t", set(), {"value-type-goods"},
    ),
    "decisions-show-peers": (
        "interaction talks is negotiation between f, c",
        "votes", "t", {"relation-service"}, set(),
    ),
    "left-data-silent": (
        "activity study by f uses logs  resource logs form data held-by c",
        "awareness", "t/study/use/logs", {"unconscious"}, set(),
    ),
    "closeness-as-worded": (
        """framework metaverse  actor op is platform-operator  actor x is firm  actor y is firm
        channel world is platform by op
        interaction one via world between c, f  interaction two between x, y""",
        "closerToCentreThan", "t/f", set(), {"t/x", "t/y"},
    ),
}  # fmt: skip


def test_every_option_has_two_choices_or_more_and_one_default() -> None:
    options = {short(s) for s, p, o in TRIPLES if (p, o) == (TYPE, vcc("ReadingOption"))}
    choices = Counter(OPTION_OF.values())
    assert len(options) >= 7
    assert set(choices) == options
    assert min(choices.values()) >= 2
    assert Counter(OPTION_OF[choice] for choice in DEFAULTS) == dict.fromkeys(options, 1)


def test_the_engine_is_given_the_default_of_every_option() -> None:
    given = {short(o) for _, p, o in knowledge().ontology.rule_facts if p == vcc("chooses")}
    assert given == DEFAULTS


def test_every_choice_can_be_named_in_both_languages_and_none_twice() -> None:
    words = [
        (o.rpartition("@")[2], o) for s, p, o in TRIPLES
        if p == vcc("word") and short(s) in OPTION_OF
    ]  # fmt: skip
    assert len(words) == len(set(words))
    assert {language for language, _ in words} == {"en", "zh"}


def test_every_choice_but_the_defaults_is_tested_here() -> None:
    assert set(EFFECTS) == set(OPTION_OF) - DEFAULTS


@pytest.mark.parametrize("choice", EFFECTS)
def test_a_choice_changes_what_follows(choice: str) -> None:
    statements, property, subject, by_default, chosen = EFFECTS[choice]
    told = by_default | chosen
    default = objects(set(conclusions_of(PEOPLE + statements).inferred), property, subject)
    under = objects(set(conclusions_of(PEOPLE + statements, choice).inferred), property, subject)
    assert default & told == by_default
    assert under & told == chosen


def test_a_choice_leaves_the_other_options_as_they_are() -> None:
    talks = PEOPLE + EFFECTS["decisions-show-peers"][0]
    assert "relation-service" in objects(
        set(conclusions_of(talks, "strict-view").inferred), "votes"
    )
