"""What a case says about something that it does not state: nothing, or that it is not so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vcc.counterfactual.world import World
from vcc.findings.lacks import Silence
from vcc.findings.model import Evidence
from vcc.graph.inverse import CLOSED_BY
from vcc.plan.operators import Atom, is_variable
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple

_STANCES = ((vcc("Denial"), Silence.DENIED), (vcc("Plan"), Silence.PLANNED))


class Silences:
    """Tells "you did not say" from "the case says no"."""

    def __init__(self, world: World) -> None:
        self._world = world

    def of(self, atoms: Iterable[Atom]) -> tuple[Silence, tuple[Evidence, ...]]:
        """What the case says of the patterns of one thing that it lacks, and where."""
        wanted = list(atoms)
        for stance, silence in _STANCES:
            for node in self._world.facts.subjects(TYPE, stance):
                if self._is_about(node, wanted):
                    return silence, self._evidence((node, TYPE, stance))
        closed = next(self._closing(wanted), None)
        if closed is not None:
            return Silence.CLOSED, self._evidence(closed)
        return Silence.UNSAID, ()

    def _is_about(self, node: str, wanted: Iterable[Atom]) -> bool:
        """Whether what is denied or planned is of the sort that is looked for, in all that both
        say."""
        facts = self._world.facts
        met = False
        for _, property, object in wanted:
            if property == TYPE:
                if facts.object(node, vcc("ofClass")) != object:
                    return False
                met = True
            elif not is_variable(object):
                said = facts.objects(node, property)
                if said and object not in said:
                    return False
        return met

    def _closing(self, wanted: Iterable[Atom]) -> Iterator[Triple]:
        """The statement that a list is complete in which this would stand."""
        facts, case = self._world.facts, self._world.graph.case
        for subject, property, object in wanted:
            key = object if property == TYPE else property
            listed = CLOSED_BY.get(key)
            if listed is None:
                continue
            owners = {case, *(term for atom in wanted for term in atom if term[0] == "<"), subject}
            yield from (
                (owner, vcc("complete"), listed)
                for owner in sorted(owners)
                if (owner, vcc("complete"), listed) in facts
            )

    def _evidence(self, fact: Triple) -> tuple[Evidence, ...]:
        return self._world.sources.by_line(self._world.sources.evidence([fact]))
