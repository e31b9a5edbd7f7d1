"""Every gap of green e-commerce can be found: a case that rules the element out has it, and its
like that does not rule it out has it not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from snippets import conclusions_of, objects

from vcc.pipeline import knowledge
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import local_name

PARTIES = """framework green-commerce
  actor platform is platform-operator actor farm is merchant actor shoppers is customer
  actor ministry is government actor lab is third-party actor guild is association
  resource tea form green-product held-by farm"""
TRADERS = """framework green-commerce
  actor platform is platform-operator actor farm is merchant actor shoppers is customer"""
# Closing these says that nothing else was done, and how.
DONE = "complete activities complete interactions"


@dataclass(frozen=True)
class Gap:
    """A finding, what a case tells, and what it says is not so."""

    finding: str
    denied: str
    told: str = ""
    setting: str = PARTIES

    @property
    def without(self) -> str:
        return f"{self.setting}\n{self.told}"

    @property
    def case(self) -> str:
        return f"{self.without}\n{self.denied}"

    def said(self, instead: str) -> str:
        """The case, with another word instead of `absent`."""
        return f"{self.without}\n{self.denied.replace('absent ', instead)}"

    def __str__(self) -> str:
        return f"{self.finding}: {' '.join(self.denied.split())}"


GAPS = (
    # who takes part
    Gap("gap-actor-plurality", "complete actors", setting=TRADERS),
    Gap(
        "gap-actor-plurality",
        "absent actor ministry is government absent actor lab is third-party"
        " absent actor guild is association",
        setting=TRADERS,
    ),
    # what the association does
    Gap("gap-capacity-building", "absent activity course is training by guild"),
    Gap("gap-capacity-building", "absent activity course is training"),
    Gap("gap-association-survey", "absent activity poll is survey by guild"),
    Gap("gap-association-survey", DONE),
    Gap("gap-efficiency-safeguarded", "absent activity talks is coordination by guild"),
    Gap("gap-efficiency-safeguarded", "absent actor guild is association", setting=TRADERS),
    # what government does
    Gap("gap-government-guidance", "absent institution plan is policy set-by ministry"),
    Gap("gap-government-guidance", 'absent institution any "Any rule" set-by ministry'),
    Gap("gap-policy-governance", 'absent institution any "Any rule" set-by ministry'),
    Gap("gap-policy-governance", "complete institutions"),
    Gap("gap-policy-governance", "absent actor ministry is government", setting=TRADERS),
    Gap("gap-policy-transmission", "institution vouchers is policy set-by ministry ineffective"),
    Gap("gap-policy-transmission", 'absent institution any "Any rule" set-by ministry'),
    Gap(
        "gap-order-safeguarded",
        "absent institution aid is subsidy set-by ministry"
        " absent activity checks is supervision by ministry",
    ),
    Gap("gap-supervision-and-coordination", "absent activity checks is supervision by ministry"),
    Gap("gap-supervision-and-coordination", "absent activity talks is coordination by guild"),
    # what third parties do
    Gap("gap-quality-safeguarded", "absent activity tests is certification by lab"),
    Gap("gap-safeguard-support", "absent activity tests is certification by lab"),
    Gap("gap-safeguard-support", "absent actor lab is third-party", setting=TRADERS),
    # what consumers do
    Gap("gap-usage-feedback", "absent feedback stars is evaluation from shoppers to farm"),
    Gap("gap-usage-feedback", "complete feedback"),
    Gap("gap-demand-pull", "absent feedback voice from shoppers to platform"),
    Gap(
        "gap-demand-pull",
        "absent interaction asking { shoppers -> platform : wishes }",
        told="resource wishes form demand-information held-by shoppers",
    ),
    Gap("gap-green-purchase", "absent interaction shop during sale { farm -> shoppers : tea }"),
    Gap("gap-green-purchase", "absent interaction shop during sale between farm, shoppers"),
    # what merchants do
    Gap("gap-merchant-supplies", "absent interaction shop { farm -> shoppers : tea as sale }"),
    Gap("gap-merchant-supplies", "absent resource refills form green-product held-by farm"),
    Gap("gap-merchant-supplies", "complete moves"),
    Gap("gap-supply-response", "absent interaction shop { farm -> shoppers : tea as sale }"),
    Gap("gap-eco-materials", "absent resource bamboo form eco-material held-by farm"),
    Gap("gap-eco-materials", "complete moves"),
    # how demand and what was learned are passed on
    Gap(
        "gap-demand-transmission",
        "absent feedback wishes from shoppers to farm used-in harvest",
        told="activity harvest by farm during production",
    ),
    Gap("gap-demand-transmission", "absent feedback wishes from shoppers to farm updates tea"),
    Gap(
        "gap-cycle-return",
        "absent feedback lesson from shoppers to platform updates pledge",
        told="institution pledge is platform-rule set-by platform",
    ),
    Gap("gap-cycle-return", "complete feedback"),
    Gap("gap-process-dynamics", "complete feedback complete remedies complete moves"),
    Gap(
        "gap-problem-identified",
        "absent activity watch is monitoring by platform absent activity audit is assessment by lab"
        " absent activity poll is survey by guild",
    ),
    # what is brought together, and where
    Gap(
        "gap-resources-pooled",
        "absent activity pool by platform { platform combines tea, routes }",
        told="resource routes form data held-by platform",
    ),
    Gap(
        "gap-both-kinds-integrated",
        "absent activity wrapping by farm { farm combines tea, craft }",
        told="resource craft form knowledge held-by farm",
    ),
    Gap("gap-several-scenes", f"{DONE} complete channels"),
    # what governs, and who answers for it
    Gap("gap-market-governance", "absent interaction shop during sale between farm, shoppers"),
    Gap("gap-market-governance", DONE),
    Gap("gap-norm-governance", "absent institution custom is norm"),
    Gap("gap-norm-governance", "complete institutions"),
    Gap(
        "gap-responsibilities-fixed",
        'absent actor keeper "Somebody who answers for packing" responsible-for packing',
        told="activity packing by farm",
    ),
)  # fmt: skip
# Those that can be said without `absent` as well.
STATED = tuple(gap for gap in GAPS if "absent " in gap.denied)


def findings(statements: str) -> set[str]:
    return objects(set(conclusions_of(statements).inferred), "finding")


def conclusions(property: str, statements: str) -> set[str]:
    return objects(set(conclusions_of(statements).inferred), property)


def told_absent() -> dict[str, str]:
    """Each gap, and the element that it tells of."""
    said = knowledge().program.data
    return {local_name(s): local_name(o) for s, p, o in said if p == vcc("tellsAbsent")}


def test_every_gap_here_is_one_of_the_framework_and_there_are_enough() -> None:
    tested = {gap.finding for gap in GAPS}
    assert tested <= told_absent().keys()
    assert len(tested) == 27
    assert len(STATED) > 30


@pytest.mark.parametrize("gap", GAPS, ids=str)
def test_what_a_case_rules_out_is_a_gap(gap: Gap) -> None:
    assert gap.finding in findings(gap.case)
    assert told_absent()[gap.finding] in conclusions("absent", gap.case)


@pytest.mark.parametrize("gap", GAPS, ids=str)
def test_silence_is_no_gap(gap: Gap) -> None:
    assert gap.finding not in findings(gap.without)
    assert told_absent()[gap.finding] in conclusions("unknown", gap.without)


@pytest.mark.parametrize("gap", STATED, ids=str)
def test_what_is_so_or_planned_is_no_gap(gap: Gap) -> None:
    assert gap.finding not in findings(gap.said(""))
    assert gap.finding not in findings(gap.said("planned "))


@pytest.mark.parametrize(
    "gap",
    [gap for gap in STATED if "{" not in gap.denied and gap.denied.count("absent ") == 1],
    ids=str,
)
def test_what_was_not_so_for_a_time_is_no_gap(gap: Gap) -> None:
    assert gap.finding not in findings(f"{gap.case} until 2020")


@pytest.mark.parametrize(
    ("finding", "denied"),
    [
        ("gap-capacity-building", "absent activity course is training by farm"),
        ("gap-association-survey", "absent activity poll is survey by platform"),
        ("gap-efficiency-safeguarded", "absent activity talks is coordination by farm"),
        ("gap-quality-safeguarded", "absent activity tests is certification by platform"),
        ("gap-government-guidance", "absent institution house is policy set-by platform"),
        ("gap-policy-governance", 'absent institution any "Any rule" set-by platform'),
        ("gap-demand-pull", "absent feedback tips from shoppers to shoppers"),
    ],
)
def test_what_others_do_not_do_is_no_gap(finding: str, denied: str) -> None:
    assert finding not in findings(f"{PARTIES}\n{denied}")


@pytest.mark.parametrize(
    ("finding", "denied"),
    [
        # one of several ways is not all of them
        ("gap-order-safeguarded", "absent institution aid is subsidy set-by ministry"),
        ("gap-policy-governance", "absent institution aid is subsidy set-by ministry"),
        ("gap-government-guidance", "absent institution aid is subsidy set-by ministry"),
        ("gap-problem-identified", "absent activity watch is monitoring by platform"),
        ("gap-process-dynamics", "complete feedback"),
        ("gap-demand-pull", "absent feedback stars is evaluation from shoppers to farm"),
        ("gap-cycle-return", "absent feedback stars is evaluation from shoppers to farm"),
        ("gap-optimisation-started", "absent feedback stars is evaluation from shoppers to farm"),
        ("gap-several-scenes", DONE),
        ("gap-actor-plurality", "absent actor audit is third-party"),
        ("gap-market-governance", "absent interaction talk is negotiation during sale"),
    ],
)
def test_part_of_what_would_show_it_is_no_gap(finding: str, denied: str) -> None:
    assert finding not in findings(f"{PARTIES}\n{denied}")


@pytest.mark.parametrize(
    ("finding", "told", "denied"),
    [
        (
            "gap-policy-transmission",
            "institution aid is subsidy set-by ministry effective",
            "institution vouchers is policy set-by ministry ineffective",
        ),
        (
            "gap-merchant-supplies",
            "interaction shop during sale { farm -> shoppers : tea }",
            "absent interaction gift { farm -> shoppers : tea }",
        ),
        (
            "gap-efficiency-safeguarded",
            "activity mediation is dispute-settling by guild",
            "absent activity talks is coordination by guild",
        ),
        (
            "gap-norm-governance",
            "institution pact is self-regulation set-by guild",
            "absent institution custom is norm",
        ),
        (
            "gap-responsibilities-fixed",
            "activity packing by farm actor boss is firm responsible-for packing",
            "absent actor keeper is firm responsible-for packing",
        ),
    ],
)
def test_what_something_else_shows_is_no_gap(finding: str, told: str, denied: str) -> None:
    assert finding not in findings(f"{PARTIES}\n{told}\n{denied}")


def test_a_kind_of_actor_is_there_as_long_as_one_of_it_is() -> None:
    case = f"{PARTIES}\nabsent actor second is association"
    assert "association-function" not in conclusions("denies", case)


def test_two_of_nine_mechanisms_ruled_out_leave_the_interaction_dimension_open() -> None:
    case = f"""{PARTIES}
      absent activity show is practice-spreading by guild
      absent institution shares is distribution-rule"""
    ruled_out = conclusions("absent", case)
    assert {"innovation-diffusion", "value-distribution"} <= ruled_out
    assert "interaction-dimension" not in ruled_out
