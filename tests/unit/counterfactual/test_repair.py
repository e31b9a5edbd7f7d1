"""Repair: proposals close what they say, are the smallest, and never contradict the case."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.unit.counterfactual.small import (
    CASES,
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
from vcc.counterfactual.goals import UnknownGoal
from vcc.counterfactual.repair import repairs
from vcc.counterfactual.why_not import AlreadyHolds
from vcc.counterfactual.world import World
from vcc.findings.model import Status
from vcc.findings.repairs import Repairs
from vcc.pipeline import analyse
from vcc.render.repairs_json import json_from_repairs
from vcc.render.repairs_text import markdown_from_repairs, text_from_repairs
from vcc.source.diagnostic import Severity
from vcc.source.text import SourceText

UNIVERSE = tuple(universe())
A_FEW = 2  # gaps of each sort asked in each example; all of them are asked of the small case


def gaps(path: Path) -> list[str]:
    """Ids of findings and of what is not present, spread over a whole example."""
    report = of_file(path)[0].report
    found = [f.id for f in report.findings if f.triple is not None]
    statuses = (Status.PARTIAL, Status.UNKNOWN)
    missing = [c.id for c in report.conclusions if c.status in statuses and "=" not in c.id]
    return [*found[:: max(1, len(found) // A_FEW)], *missing[:: max(1, len(missing) // A_FEW)]]


def closes(answer: Repairs, path: Path) -> None:
    """The first proposal, applied to the file, does what it says and leaves the file valid."""
    proposal = answer.proposals[0]
    after = analyse(SourceText(str(path), proposal.difference.text))
    before = {f.id for f in of_file(path)[0].report.findings if f.severity is Severity.ERROR}
    assert {f.id for f in after.report.findings if f.severity is Severity.ERROR} <= before
    if answer.holds:
        held = {c.id: c.status for c in after.report.conclusions}
        assert held.get(answer.id, Status.PRESENT) is Status.PRESENT
        assert answer.id in held
    else:
        assert answer.title.en not in {f.message.en for f in after.report.findings}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_first_proposal_closes_the_gap_and_leaves_the_file_valid(path: Path) -> None:
    analysis, world = of_file(path)
    asked = gaps(path)
    assert len(asked) >= A_FEW
    closed = 0
    for id in asked:
        answer = repairs(world, analysis.report, id, 1)
        if answer.proposals:
            closes(answer, path)
            closed += 1
    assert closed, "some gap of each example is one statement away"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_proposal_keeps_the_layout_of_the_file(path: Path) -> None:
    analysis, world = of_file(path)
    laid_out = text_from_case(case_from_text(world.source)) == world.source.text
    answers = (repairs(world, analysis.report, id, 1) for id in gaps(path))
    answer = next(answer for answer in answers if answer.proposals)
    text = answer.proposals[0].difference.text
    if laid_out:
        assert text_from_case(case_from_text(SourceText("x", text))) == text
    removed = [
        line for line in answer.proposals[0].difference.patch.splitlines() if line[:1] == "-"
    ]
    assert len(removed) < 20, "what was not changed stays as it is"


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch program")
def test_the_patch_applies(tmp_path: Path) -> None:
    (tmp_path / "small.vcc").write_text(SMALL, encoding="utf-8")
    proposal = repair(analysed(), "role:users@talk=co-creator", 2).proposals[0]
    patch = proposal.difference.patch
    subprocess.run(["patch", "-p0"], input=patch.encode(), cwd=tmp_path, check=True)
    assert (tmp_path / "small.vcc").read_text(encoding="utf-8") == proposal.difference.text


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


# ---------------------------------------------------------------------- what is never proposed
def test_nothing_contradicts_what_the_case_denies_or_closes() -> None:
    closed = SMALL.replace("absent channel shop-front is offline", "complete decisions")
    answer = repair(analysed(closed), "role:users@talk=controller", 2)
    written = [step.text for proposal in answer.proposals for step in proposal.steps]
    assert not any("decided-by" in text or "complete" in text for text in written)


def test_it_says_when_there_is_no_repair() -> None:
    closed = SMALL.replace("absent channel shop-front is offline", "complete decisions")
    answer = repair(analysed(closed), "role:users@talk=controller", 1)
    assert not answer.proposals
    for language, told in (("en", "no repair"), ("zh", "无法修复")):
        text = text_from_repairs(answer, language, width=90, colour=False)
        assert told in text or not answer.complete


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
