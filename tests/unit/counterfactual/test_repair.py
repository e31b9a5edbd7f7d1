"""Repair: proposals close what they say, are the smallest, and never contradict the case."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.unit.counterfactual.small import (
    CASES,
    EXAMPLES,
    SMALL,
    analysed,
    changed,
    of_file,
    small_world,
    universe,
)
from vcc.case.from_text import case_from_text
from vcc.case.to_text import text_from_case
from vcc.counterfactual.ask import repair
from vcc.counterfactual.drafts import Draft
from vcc.counterfactual.goals import UnknownGoal
from vcc.counterfactual.plausibility import Plausibility
from vcc.counterfactual.repair import repairs
from vcc.counterfactual.why_not import AlreadyHolds
from vcc.counterfactual.world import World
from vcc.findings.model import Status
from vcc.findings.repairs import Repairs
from vcc.graph.inverse import Place
from vcc.pipeline import analyse
from vcc.render.repairs_json import json_from_repairs
from vcc.render.repairs_text import markdown_from_repairs, text_from_repairs
from vcc.source.diagnostic import Severity
from vcc.source.text import SourceText

UNIVERSE = tuple(universe())
A_FEW = 2  # gaps asked in each example by the quick suite; which ones changes with their names
OPEN = (Status.PARTIAL, Status.UNKNOWN, Status.ABSENT)
ASSESSED = ("stage:", "mechanism:", "loop:")


def gaps(path: Path) -> list[str]:
    """Ids of the warnings, and of the stages, mechanisms and loops that are not present."""
    report = of_file(path)[0].report
    found = [f.id for f in report.findings if f.severity >= Severity.WARNING]
    return [
        *found,
        *(c.id for c in report.conclusions if c.status in OPEN and c.id.startswith(ASSESSED)),
    ]


def a_few(path: Path) -> list[str]:
    """The same gaps of an example at every run, spread as a hash spreads them."""
    return sorted(gaps(path), key=lambda gap: sha256(gap.encode()).digest())[:A_FEW]


def closes(answer: Repairs, path: Path) -> None:
    """The first proposal, applied to the file, does what it says and leaves the file valid."""
    proposal = answer.proposals[0]
    after = analyse(SourceText(str(path), proposal.difference.text))
    before = {f.id for f in of_file(path)[0].report.findings if f.severity is Severity.ERROR}
    assert {f.id for f in after.report.findings if f.severity is Severity.ERROR} <= before
    if answer.holds:
        held = {c.id: c.status for c in after.report.conclusions}
        assert held[answer.id] in (Status.PRESENT, None), answer.id
    else:
        assert answer.title.en not in {f.message.en for f in after.report.findings}, answer.id


def closed_or_told(id: str, path: Path, at_most: int) -> bool:
    """Whether there was a proposal, which closes the gap; where there is none, that is said."""
    analysis, world = of_file(path)
    answer = repairs(world, analysis.report, id, at_most)
    if answer.proposals:
        closes(answer, path)
        return True
    told = "no repair within" if answer.complete else "no repair found within"
    assert told in text_from_repairs(answer, "en", width=200, colour=False)
    return False


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_first_proposal_closes_the_gap_and_leaves_the_file_valid(path: Path) -> None:
    assert all(id in gaps(path) for id in a_few(path))
    for id in a_few(path):
        closed_or_told(id, path, 1)


@pytest.mark.slow
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_gap_is_closed_by_its_first_proposal_or_told_to_have_none(path: Path) -> None:
    asked = gaps(path)
    closed = [id for id in asked if closed_or_told(id, path, 2)]
    assert asked
    assert closed or path.stem == "working", "some gap is two statements away"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_patch_leaves_every_other_line_as_it_is(path: Path) -> None:
    analysis, world = of_file(path)
    laid_out = text_from_case(case_from_text(world.source)) == world.source.text
    answers = (repairs(world, analysis.report, id, 1) for id in gaps(path))
    answer = next((answer for answer in answers if answer.proposals), None)
    if answer is None:
        return
    text = answer.proposals[0].difference.text
    if laid_out:
        assert text_from_case(case_from_text(SourceText("x", text))) == text
    patch = answer.proposals[0].difference.patch.splitlines()[2:]
    removed = [line for line in patch if line[:1] == "-"]
    assert len(removed) <= 3 * len(answer.proposals[0].steps)


def test_what_is_added_takes_the_signs_of_its_neighbours() -> None:
    path = next(path for path in CASES if path.stem == "bakery")
    analysis, world = of_file(path)
    proposal = repairs(world, analysis.report, "loop:feedback-loop", 1).proposals[0]
    lines = proposal.difference.patch.splitlines()[2:]
    kept = "".join("".join(line[1:] for line in lines if line[:1] != "+").split())
    now = "".join("".join(line[1:] for line in lines if line[:1] != "-").split())
    rest = iter(now)
    assert all(sign in rest for sign in kept), "nothing is written otherwise than it was"
    added = "".join(line[1:] for line in lines if line[:1] == "+")
    assert not set("{}:") & set(added)
    assert "->" not in added


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch program")
def test_the_patch_applies(tmp_path: Path) -> None:
    (tmp_path / "small.vcc").write_text(SMALL, encoding="utf-8")
    proposal = repair(analysed(), "role:users@talk=co-creator", 2).proposals[0]
    patch = proposal.difference.patch
    subprocess.run(["patch", "-p0"], input=patch.encode(), cwd=tmp_path, check=True)
    assert (tmp_path / "small.vcc").read_text(encoding="utf-8") == proposal.difference.text


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_git_applies_the_patch_as_well(tmp_path: Path) -> None:
    (tmp_path / "small.vcc").write_text(SMALL, encoding="utf-8")
    proposal = repair(analysed(), "role:users@talk=co-creator", 2).proposals[0]
    patch = proposal.difference.patch.encode()
    subprocess.run(["git", "apply", "-p0"], input=patch, cwd=tmp_path, check=True)
    assert (tmp_path / "small.vcc").read_text(encoding="utf-8") == proposal.difference.text


# ---------------------------------------------------------------------- what is proposed first
def test_who_has_something_gives_it_and_not_to_whom_has_it() -> None:
    plausible = Plausibility(small_world())
    below = small_world().graph.case[:-1]

    def against(giver: str, receiver: str, resource: str) -> int:
        names = (("subjects", giver), ("receivers", receiver), ("objects", resource))
        places = {Place(place): (f"{below}/{name}>",) for place, name in names}
        talk = {Place.OWNER: (f"{below}/talk>",)}
        return plausible.against(Draft("move:gives", "?new", places | talk), {})

    assert against("users", "firm", "ideas") == 0
    assert against("firm", "users", "goods") == 0
    assert against("firm", "users", "ideas") > against("firm", "users", "goods")
    assert against("users", "firm", "goods") > against("users", "firm", "ideas")


def test_what_has_evidence_is_withdrawn_last() -> None:
    path = next(path for path in CASES if path.stem == "bakery")
    analysis, world = of_file(path)
    answer = repairs(world, analysis.report, "finding:problem-unsolved", 1)
    assert [proposal.steps[0].added for proposal in answer.proposals] == [True, False]


def test_no_framework_is_made_to_apply_no_longer_where_its_question_can_be_answered() -> None:
    text = """vcc 1
case x {
  actor f is firm
  actor s is supplier
  actor c is customer-group
  resource pan form product held-by f
  resource steel form material held-by s
  resource tips form idea held-by c
  proposition fair by f for c offers pan accepted-by c
  interaction lab is co-design direct during design decided-by f, c {
    c -> f : tips
    f combines tips into pan
  }
  interaction supply during sourcing { s -> f : steel }
  problem rust is defect harms c
}
"""
    analysis = analysed(text)
    assert "framework:business-model" in analysis.titles
    answer = repair(analysis, "finding:problem-unsolved@rust", 1)
    assert answer.proposals
    assert all(step.added for proposal in answer.proposals for step in proposal.steps)


def test_a_new_thing_is_one_statement_however_many_rules_ask_for_it() -> None:
    path = next(path for path in CASES if path.stem == "bakery")
    analysis, world = of_file(path)
    answer = repairs(world, analysis.report, "mechanism:own-research", 2)
    assert len(answer.proposals[0].steps) == 1


def test_a_role_of_whoever_takes_no_part_yet_can_be_wished() -> None:
    extra = SMALL.replace("actor firm is firm", "actor firm is firm\n  actor maker is supplier")
    answer = repair(analysed(extra), "role:maker@talk=co-creator", 2)
    assert answer.proposals
    assert all("talk" in step.text for step in answer.proposals[0].steps)


# ---------------------------------------------------------------------- exactly the smallest
@cache
def singles() -> tuple[tuple[str, World], ...]:
    """Every case that differs from the small one by one statement of the universe."""
    worlds = ((text, changed(small_world(), text)) for text in UNIVERSE)
    return tuple((text, world) for text, world in worlds if world is not None)


def test_the_universe_is_large_enough_to_mean_something() -> None:
    assert len(singles()) > 100


def test_what_one_statement_brings_about_is_found_with_one_statement() -> None:
    world, report = small_world(), analysed().report
    shown = {p for section in world.sections for p in section.properties}
    reachable = {
        fact: text
        for text, one in singles()
        for fact in one.inferred - world.inferred
        if fact[1] in shown and fact[0] == world.graph.case and not fact[2].startswith('"')
    }
    assert len(reachable) > 20
    from vcc.counterfactual.goals import Goals

    ids = {goal.fact: goal.id for goal in Goals(world).all.values()}
    asked = [(ids[fact], text) for fact, text in sorted(reachable.items()) if fact in ids]
    assert len(asked) > 20
    for id, text in asked:
        answer = repairs(world, report, id, 1)
        assert answer.proposals, f"{id} follows from `{text}`"
        assert all(len(proposal.steps) == 1 for proposal in answer.proposals)


def test_a_finding_that_one_statement_removes_is_removed_by_one_statement() -> None:
    world, report = small_world(), analysed().report
    checked = 0
    for finding in report.findings:
        if finding.triple is None:
            continue
        by = [text for text, one in singles() if finding.triple not in one.inferred]
        if by:
            checked += 1
            answer = repairs(world, report, finding.id, 1)
            assert answer.proposals, f"{finding.id} is removed by `{by[0]}`"
    assert checked >= 3


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=st.sets(st.sampled_from(UNIVERSE), min_size=2, max_size=2), data=st.data())
def test_what_two_statements_bring_about_is_found_with_at_most_two(
    pair: set[str], data: st.DataObject
) -> None:
    world = small_world()
    both = changed(world, *sorted(pair))
    assume(both is not None)
    assert both is not None
    by_one = frozenset[tuple[str, str, str]]().union(*(one.inferred for _, one in singles()))
    from vcc.counterfactual.goals import Goals

    ids = {goal.fact: goal.id for goal in Goals(world).all.values()}
    new = sorted(f for f in both.inferred - by_one if f in ids and f[0] == world.graph.case)
    assume(new)
    id = ids[data.draw(st.sampled_from(new))]
    answer = repairs(world, analysed().report, id, 2)
    assert answer.proposals or not answer.complete, f"{id} follows from {pair}"


def test_more_is_said_of_an_existing_thing_also_where_nothing_is_said_so_yet() -> None:
    answer = repairs(small_world(), analysed().report, "vote:resources-used-goods", 2)
    texts = [{step.text for step in proposal.steps} for proposal in answer.proposals]
    assert texts
    assert all(any(text == "resource goods main" for text in one) for one in texts)


# ---------------------------------------------------------------------- what is never proposed
def test_nothing_is_added_to_what_the_case_closes() -> None:
    (proposal,) = repair(analysed(), "role:users@talk=controller", 1).proposals
    assert [step.text for step in proposal.steps] == ["interaction talk decided-by users"]
    closed = SMALL.replace("absent channel shop-front is offline", "complete decisions")
    assert not repair(analysed(closed), "role:users@talk=controller", 2).proposals


def test_it_says_when_there_is_no_repair() -> None:
    closed = SMALL.replace("absent channel shop-front is offline", "complete decisions")
    answer = repair(analysed(closed), "role:users@talk=controller", 1)
    assert not answer.proposals
    for language, told in (("en", "no repair"), ("zh", "无法修复")):
        text = text_from_repairs(answer, language, width=90, colour=False)
        assert told in text or not answer.complete


@cache
def far_off() -> Repairs:
    path = EXAMPLES / "01-xiaomi" / "xiaomi.vcc"
    return repairs(of_file(path)[1], of_file(path)[0].report, "logic=customer-dominant")


def test_what_is_too_far_off_for_so_few_statements_is_told_before_long() -> None:
    answer = far_off()
    assert not answer.proposals
    assert answer.instead is not None
    assert (answer.behind, answer.instead.behind) == (6, 6)
    assert 0 < answer.tried <= 12
    assert replace(answer, at_most=3).behind == 0  # three statements might turn three rows


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_a_search_ends_without_a_repair_it_says_what_it_tried_and_where_to_look(
    language: str,
) -> None:
    answer = far_off()
    text = text_from_repairs(answer, language, width=80, colour=False)
    assert f" {answer.tried} " in text
    assert "logic=customer-dominant" in text.split("]", 1)[1]
    assert {"en": "what follows instead", "zh": "实际推得"}[language] in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_search_that_worked_out_no_case_does_not_say_that_it_did(language: str) -> None:
    words = {"en": "worked out", "zh": "推演"}[language]
    for instead in (None, far_off().instead):
        answer = replace(far_off(), tried=0, instead=instead)
        assert words not in text_from_repairs(answer, language, width=80, colour=False)


def test_a_near_logic_is_looked_for_as_long_as_anything_else() -> None:
    report = analysed().report
    answer = repairs(small_world(), report, "logic=customer-dominant")
    assert answer.behind == 0


def test_what_holds_needs_no_repair() -> None:
    with pytest.raises(AlreadyHolds):
        repair(analysed(), "framework:dominant-logic")


def test_an_unknown_wish_names_what_is_near() -> None:
    with pytest.raises(UnknownGoal) as raised:
        repair(analysed(), "stage:joint-delivary")
    assert "stage:joint-delivery" in raised.value.near


# ---------------------------------------------------------------------- how it reads
@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_read_proposals_in_their_language(language: str) -> None:
    answer = repair(analysed(), "element:several-contributors", 1)
    text = text_from_repairs(answer, language, width=90, colour=False)
    assert ("Proposal 1" in text) is (language == "en")
    assert "+++ small.vcc" in text
    assert markdown_from_repairs(answer, language).count("```diff") == len(answer.proposals)


def test_machines_get_what_the_schema_says() -> None:
    answer = repair(analysed(), "element:several-contributors", 1)
    schema = resources.files("vcc.render").joinpath("schemas/repair.schema.json")
    jsonschema.validate(
        json.loads(json_from_repairs(answer, "0")), json.loads(schema.read_text(encoding="utf-8"))
    )
