"""Actors in activities in which the case does not name them: asked as if it did.

The node of a party is there as soon as anything names the actor in the activity. What is said of
a party that is not there yet is looked for where it takes part, and nothing else is said of it.
"""

from __future__ import annotations

from vcc.counterfactual.candidates import ADDED_CLAUSE, Candidate, addition, with_changes
from vcc.counterfactual.drafts import Draft
from vcc.counterfactual.world import World, world_from_text
from vcc.counterfactual.writer import Writer
from vcc.graph.inverse import PARTICIPATION, Place


def party_statement(world: World, activity: str, actor: str) -> Candidate:
    """The plainest statement by which an actor takes part in an activity."""
    places = {Place.CONTEXT: (activity,), Place.ACTOR: (actor,)}
    written = Writer(world).text(Draft(PARTICIPATION, "?party", places), {}, {})
    return addition(written, ADDED_CLAUSE + 1)


def with_party(world: World, party: Candidate) -> World:
    """The case in which the actor takes part.

    Raises:
        SourceErrors: if the statement does not fit the language.
    """
    return world_from_text(with_changes(world, [party]), world.theory, world)
