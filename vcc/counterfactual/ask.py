"""The three questions about what is not so, asked of a case that has been analysed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike

from vcc.counterfactual.goals import Goal, Goals, UnknownGoal
from vcc.counterfactual.instead import instead_of
from vcc.counterfactual.repair import repairs
from vcc.counterfactual.what_if import changed_text, difference
from vcc.counterfactual.why_not import why_not as why_not_in
from vcc.counterfactual.world import World, world_from_analysis, world_from_text
from vcc.findings.analysis import CaseAnalysis
from vcc.findings.changes import Difference
from vcc.findings.lacks import Askable, WhyNot
from vcc.findings.repairs import Repairs
from vcc.pipeline import Analysis, Knowledge, knowledge
from vcc.source.collecting import without_gc
from vcc.source.diagnostic import Words
from vcc.source.reading import read_source
from vcc.source.text import SourceText


def what_if(
    analysis: Analysis,
    *,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    copy: str | PathLike[str] | None = None,
    theory: Knowledge | None = None,
) -> Difference:
    """What follows otherwise if statements are added and taken out, or from an edited copy.

    Raises:
        Stopped: with every mistake of the changed case.
        SourceErrors: with the mistakes of a statement of `add` or `remove`.
    """
    with without_gc():
        if copy is not None:
            source = read_source(str(copy))
        else:
            source = changed_text(analysis.source, add, remove)
        return _difference(analysis, source, theory)


def _difference(analysis: Analysis, source: SourceText, theory: Knowledge | None) -> Difference:
    before, report = _world(analysis, theory), analysis.report
    after = world_from_text(source, before.theory, before)
    return difference(before, after, report.findings, tuple(report.conclusions))


def why_not(analysis: Analysis, what: str, theory: Knowledge | None = None) -> WhyNot:
    """Why something does not follow; `what` is an id, or a beginning that is unique.

    Raises:
        UnknownGoal: if nothing, or more than one thing, is called so; it says what is near.
        AlreadyHolds: if it does follow.
    """
    with without_gc():
        world = _world(analysis, theory)
        goal = _meant(world, what, analysis.report)
        return replace(why_not_in(world, goal.id), instead=instead_of(world, goal, analysis.report))


def _meant(world: World, what: str, report: CaseAnalysis) -> Goal:
    """The goal that is meant: of several that are called so, the one that the report shows so."""
    goals = Goals(world)
    try:
        return goals.find(what)
    except UnknownGoal as unknown:
        shown = {conclusion.id for conclusion in report.conclusions}.intersection(unknown.near)
        if unknown.is_ambiguous and len(shown) == 1:
            return goals.find(shown.pop())
        raise


def repair(
    analysis: Analysis, what: str, at_most: int = 2, theory: Knowledge | None = None
) -> Repairs:
    """The smallest changes after which a finding goes away or a conclusion follows.

    Raises:
        UnknownGoal: if nothing, or more than one thing, is called so; it says what is near.
        AlreadyHolds: if what is asked for follows as it is.
    """
    with without_gc():
        return repairs(_world(analysis, theory), analysis.report, what, at_most)


def open_goals(analysis: Analysis, theory: Knowledge | None = None) -> Mapping[str, Words]:
    """What does not follow and could be asked for, by id, with what it says."""
    world = _world(analysis, theory)
    goals = Goals(world)
    return {
        id: goals.title(goal)
        for id, goal in goals.all.items()
        if goal.fact not in world.conclusions
    }


def open_sections(analysis: Analysis, theory: Knowledge | None = None) -> tuple[Askable, ...]:
    """What does not follow and could be asked for, by section of the report."""
    goals = Goals(_world(analysis, theory))
    return tuple(
        Askable(section.title, section.pattern, tuple(goal.id for goal in section.goals))
        for section in goals.open
    )


def _world(analysis: Analysis, theory: Knowledge | None) -> World:
    return world_from_analysis(analysis, theory or knowledge())
