"""How well a statement fits what the case says: what one would propose to its author first.

Nothing here decides what is possible, only what is tried and shown first. A giver gives what it
has; who is named in an activity already is named in it again; what acts is what can act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from vcc.case.words import CLAUSE_BY_ID, STATEMENT_BY_ID, Takes
from vcc.counterfactual.drafts import MOVE, Draft, Slot
from vcc.counterfactual.world import World
from vcc.graph.inverse import PARTICIPATION, Place
from vcc.plan.operators import is_variable
from vcc.vocabulary.namespaces import vcc

# What speaks against a statement, in the measure of `candidates.ADDED_…`.
_HAS_IT_NOT: Final = 8  # gives or uses what somebody else has
_HAS_IT: Final = 6  # receives or makes what it has
_CANNOT_ACT: Final = 8  # acts by itself, though it is of a sort that is acted on
_STRANGER: Final = 3  # is not yet named in the activity
_VAGUE: Final = 2  # new, and nobody knows of what kind
_SECOND_TERM: Final = 5  # a further word where the case has said one
_SECOND_NAME: Final = 1
_MINOR: Final = 1  # one of the less important actors of the case
_HELD_BY: Final = vcc("heldBy")
_OF_PARTS: Final = (
    (vcc("receiver"), vcc("conveys")),  # who has received something has it
    (vcc("giver"), vcc("conveys")),
    (vcc("integrator"), vcc("produces")),
    (vcc("by"), vcc("offers")),
    (vcc("by"), vcc("produces")),
)


class Plausibility:
    """Weighs drafts whose names are filled in, by one case."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._facts = world.facts

    def against(self, draft: Draft, values: Mapping[str, str]) -> int:
        """How much speaks against a statement; 0: it fits."""

        def known(slot: Slot) -> list[str]:
            terms = (values.get(term, term) for term in slot)
            return [term for term in terms if not is_variable(term)]

        places = {place: known(slot) for place, slot in draft.places.items()}
        clauses = {id: known(slot) for id, slot in draft.clauses.items()}
        against = self._of_move(draft.statement, places)
        against += self._of_actors(draft, places, clauses)
        against += sum(self._further(draft.node, id) for id in clauses)
        word = STATEMENT_BY_ID.get(draft.statement)
        if word is not None and word.scheme and is_variable(draft.node):
            against += 0 if places.get(Place.KIND) else _VAGUE
        return against

    # ------------------------------------------------------------------ moves
    def _of_move(self, statement: str, places: Mapping[Place, list[str]]) -> int:
        subjects, objects = places.get(Place.SUBJECTS, []), places.get(Place.OBJECTS, [])
        if statement == "move:acts-on":
            there = self._uses.get(next(iter(places.get(Place.OWNER, ())), ""), frozenset())
            strange = sum(resource not in there for resource in (*subjects, *objects))
            return _STRANGER * strange + _CANNOT_ACT * sum(map(self._cannot_act, subjects))
        against = 0
        for resource in objects if statement.startswith(MOVE) else ():
            against += sum(self._has_not(actor, resource) for actor in subjects)
        for resource in objects:
            holders = self._holders(resource)
            against += _HAS_IT * len(holders.intersection(places.get(Place.RECEIVERS, ())))
        for made in places.get(Place.PRODUCTS, ()):
            against += _HAS_IT if made in objects else 0
            against += sum(self._has_not(actor, made) for actor in subjects)
        return against

    def _has_not(self, actor: str, resource: str) -> int:
        having = self._having.get(resource)
        return _HAS_IT_NOT if having is not None and actor not in having else 0

    def _holders(self, resource: str) -> frozenset[str]:
        return frozenset(self._facts.objects(resource, _HELD_BY))

    def _cannot_act(self, resource: str) -> bool:
        """Whether its form is of a sort that is acted on, and does not act."""
        kinds = {
            kind
            for form in self._facts.objects(resource, vcc("form"))
            for kind in self._world.theory.theory.objects(form, vcc("defaultResourceKind"))
        }
        return bool(kinds) and vcc("operant") not in kinds

    @cached_property
    def _having(self) -> Mapping[str, frozenset[str]]:
        """Who has each resource at some time: holds, gives, receives, makes or offers it."""
        found: dict[str, set[str]] = {}
        for resource, holder in self._facts.pairs(_HELD_BY):
            found.setdefault(resource, set()).add(holder)
        for actor, resource in _OF_PARTS:
            for node, had in self._facts.pairs(resource):
                found.setdefault(had, set()).update(self._facts.objects(node, actor))
        return {resource: frozenset(who) for resource, who in found.items() if who}

    # ------------------------------------------------------------------ actors
    def _of_actors(
        self,
        draft: Draft,
        places: Mapping[Place, list[str]],
        clauses: Mapping[str, list[str]],
    ) -> int:
        activity = next(iter(places.get(Place.OWNER) or places.get(Place.CONTEXT) or ()), "")
        named = [a for slot in (*places.values(), *clauses.values()) for a in slot]
        actors = [a for a in named if a in self._actors]
        against = _MINOR * sum(2 * self._actors[a] < self._most for a in actors)
        there = self._parties.get(activity or draft.node)
        if there is not None and draft.statement != PARTICIPATION:
            against += _STRANGER * sum(actor not in there for actor in actors)
        return against

    def _further(self, node: str, clause: str) -> int:
        """A further value where the case has said one already is less likely to be forgotten."""
        word = CLAUSE_BY_ID[clause]
        if self._facts.object(node, vcc(word.property)) is None:
            return 0
        return _SECOND_TERM if word.takes is Takes.TERMS else _SECOND_NAME

    @cached_property
    def _actors(self) -> Mapping[str, int]:
        """How often each actor of the case is named."""
        actors = {actor for _, actor in self._facts.pairs(vcc("actor"))}
        said = Counter(object for _, _, object in self._world.graph.triples if object in actors)
        return dict(said)

    @cached_property
    def _most(self) -> int:
        return max(self._actors.values(), default=0)

    @cached_property
    def _parties(self) -> Mapping[str, frozenset[str]]:
        """Who is named in each activity."""
        return self._in_context(vcc("actor"))

    @cached_property
    def _uses(self) -> Mapping[str, frozenset[str]]:
        """What is moved or used in each activity."""
        return self._in_context(vcc("resource"))

    def _in_context(self, property: str) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for node, context in self._facts.pairs(vcc("context")):
            found.setdefault(context, set()).update(self._facts.objects(node, property))
        return {context: frozenset(named) for context, named in found.items()}
