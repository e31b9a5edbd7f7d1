"""What a repair is to bring about: that something follows, or that it no longer does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vcc.counterfactual.abduce import Abducer, Change
from vcc.counterfactual.drafts import draft_of_group
from vcc.counterfactual.goals import Goals
from vcc.counterfactual.grounding import Grounder
from vcc.counterfactual.supply import CaseSupplier
from vcc.counterfactual.why_not import AlreadyHolds
from vcc.counterfactual.world import World
from vcc.findings.ids import matching_ids
from vcc.findings.model import Finding
from vcc.graph.inverse import WAYS
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import SH
from vcc.vocabulary.rdf import Triple, iri, is_blank, is_iri

_PATH = iri(SH + "path")


@dataclass(frozen=True, slots=True)
class Wish:
    """A fact that shall hold or go; for a finding of a shape, that finding, which shall go.

    `party`: activity and actor of a fact about a party that the case does not have yet.
    """

    id: str
    title: Words
    holds: bool
    fact: Triple | None
    shape: Finding | None = None
    party: tuple[str, str] | None = None

    def is_granted(self, world: World) -> bool:
        """Whether it is so in a world."""
        if self.fact is not None:
            return (self.fact in world.conclusions) is self.holds
        assert self.shape is not None, "a wish is about a fact or about a shape"
        focus = self.shape.focus.term
        return not any(
            result.focus == focus and self.shape.name in (result.code, result.shape)
            for result in world.validation.results
        )

    def changes(self, world: World, most: int) -> tuple[Iterable[Change], Abducer]:
        """Changes of a world that might grant it, and what tells whether these are all."""
        abducer = Abducer(world)
        if self.fact is None:
            return self._said_of_focus(world, most), abducer
        if self.holds:
            return abducer.to_hold(self.fact, most), abducer
        return abducer.to_fail(self.fact, most), abducer

    def _said_of_focus(self, world: World, most: int) -> Iterator[Change]:
        """More said of what a shape is about, by the properties that the shape looks at."""
        assert self.shape is not None, "only a shape has a focus"
        focus = self.shape.focus.term
        supplier = CaseSupplier(world)
        grounder = Grounder(world, supplier)
        for result in world.validation.results:
            if result.focus != focus or self.shape.name not in (result.code, result.shape):
                continue
            for property in _properties(world, result.shape):
                draft = draft_of_group([(focus, property, "?value")], supplier)
                if draft is not None:
                    yield from grounder.statements([draft], most)


def _properties(world: World, shape: str) -> tuple[str, ...]:
    """The properties that a shape looks at, those of its nested shapes included."""
    said: dict[str, list[tuple[str, str]]] = {}
    for subject, property, object in world.theory.shapes.triples:
        said.setdefault(subject, []).append((property, object))
    found: dict[str, None] = {}
    seen, todo = {shape}, [shape]
    while todo:
        for property, object in said.get(todo.pop(), ()):
            if property == _PATH and is_iri(object):
                found[object] = None
            if is_blank(object) and object not in seen:
                seen.add(object)
                todo.append(object)
            elif is_iri(object) and object in WAYS and property != _PATH:
                found[object] = None  # an alternative of a path
    return tuple(found)


def wish_for(world: World, what: str, found: tuple[Finding, ...]) -> Wish:
    """What is meant: a finding that there is shall go, anything else shall follow.

    Raises:
        UnknownGoal: if nothing, or more than one thing, is called so.
        AlreadyHolds: if it follows as it is.
    """
    findings = {finding.id: finding for finding in found}
    matching = matching_ids(what, findings)
    if len(matching) == 1:
        finding = findings[matching[0]]
        shape = finding if finding.triple is None else None
        return Wish(finding.id, finding.message, False, finding.triple, shape)
    goals = Goals(world)
    goal = goals.find(what)
    if goal.fact in world.conclusions:
        raise AlreadyHolds(goal)
    party = goals.absent_party(goal)
    return Wish(goal.id, goals.title(goal), True, goal.fact, None, party)
