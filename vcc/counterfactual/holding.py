"""Whether what is asked about is something that could follow, but does not."""

from __future__ import annotations

from vcc.counterfactual.goals import Goals, UnknownGoal
from vcc.counterfactual.world import world_from_analysis
from vcc.knowledge import Knowledge
from vcc.pipeline import Analysis
from vcc.source.diagnostic import Words


def not_so(analysis: Analysis, what: str, theory: Knowledge) -> tuple[str, Words] | None:
    """The id of what could be concluded and is not, with what it would say; None for all else."""
    world = world_from_analysis(analysis, theory)
    goals = Goals(world)
    try:
        goal = goals.find(what)
    except UnknownGoal:
        return None
    return None if goal.fact in world.conclusions else (goal.id, goals.title(goal))
