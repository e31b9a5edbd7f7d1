"""Which changed lines make a fact hold in one world and not in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vcc.counterfactual.world import World
from vcc.engine import Absence, Conclusions, Instance
from vcc.engine.solve import View, solutions
from vcc.findings.changes import Cause
from vcc.plan.lower import Match
from vcc.source.text import Span
from vcc.vocabulary.rdf import Triple


class Causes:
    """Asks for the reasons of differences between a case before and after a change."""

    def __init__(self, before: World, after: World) -> None:
        self._worlds = before, after
        self._said = tuple(map(_said, self._worlds))
        self._known: dict[tuple[Triple, bool], frozenset[tuple[Triple, bool]]] = {}

    def of(self, facts: Iterable[Triple], in_after: bool) -> tuple[Cause, ...]:
        """The changed lines behind facts that hold in one of the worlds only."""
        leaves = frozenset[tuple[Triple, bool]]()
        for fact in facts:
            leaves |= self._leaves(fact, in_after)
        return self._lines(leaves)

    def about(self, node: str) -> tuple[Cause, ...]:
        """The changed lines that say something of a node."""
        stated = tuple(
            {fact for fact in world.graph.triples if fact[0] == node} for world in self._worlds
        )
        return self._lines(
            (fact, side) for side in (False, True) for fact in stated[side] - stated[not side]
        )

    def _lines(self, leaves: Iterable[tuple[Triple, bool]]) -> tuple[Cause, ...]:
        """The lines that state some facts, each with whether it is in the world after."""
        found: dict[tuple[bool, str, int], Cause] = {}
        for fact, in_after in leaves:
            world = self._worlds[in_after]
            span = world.graph.origins.get(fact)
            if span is not None and not self._stands_in_both(span, in_after):
                text = world.source.line(span.line).strip()
                found.setdefault((in_after, span.source, span.line), Cause(span, text, in_after))
        return tuple(found[key] for key in sorted(found))

    def _stands_in_both(self, span: Span, in_after: bool) -> bool:
        world = self._worlds[in_after]
        line = span.source, world.source.line(span.line).strip()
        return line in self._said[not in_after]

    def _leaves(self, fact: Triple, here: bool) -> frozenset[tuple[Triple, bool]]:
        """Facts stated in one world only from which the difference comes."""
        key = fact, here
        if key not in self._known:
            self._known[key] = frozenset()  # a circle adds nothing
            self._known[key] = frozenset(self._found(fact, here))
        return self._known[key]

    def _found(self, fact: Triple, here: bool) -> Iterator[tuple[Triple, bool]]:
        other = self._worlds[not here]
        instance = _instance(self._worlds[here].conclusions, fact)
        if instance is None:
            if fact not in other.conclusions:
                yield fact, here
            return
        met = False
        for premise in instance.premises:
            if premise not in other.conclusions:
                met = True
                yield from self._leaves(premise, here)
        for absence in instance.absent:
            for found in self._in_the_way(absence, other):
                met = True
                yield from self._leaves(found, not here)
        if not met and instance.counted:
            yield from self._counted(instance, here)

    def _in_the_way(self, absence: Absence, world: World) -> Iterator[Triple]:
        """Facts of a world that are what a negation looked for and did not find."""
        parts = [Match(pattern, absence.data) for pattern in absence.patterns]
        here = self._worlds[world is self._worlds[0]]
        for values in solutions(parts, {}, View(world.conclusions.store)):
            for s, p, o in absence.patterns:
                fact = values.get(s, s), values.get(p, p), values.get(o, o)
                if fact not in here.conclusions:
                    yield fact

    def _counted(self, instance: Instance, here: bool) -> Iterator[tuple[Triple, bool]]:
        """Where a number differs: what the other world has more of what was counted."""
        properties = {premise[1] for premise in instance.premises}
        other, own = self._worlds[not here], self._worlds[here]
        for fact in sorted(other.inferred - own.inferred):
            if fact[1] in properties:
                yield from self._leaves(fact, not here)


def _said(world: World) -> set[tuple[str, str]]:
    """The lines that say something, each with its file."""
    lines = {(span.source, span.line) for span in world.graph.origins.values()}
    return {(file, world.source.line(line).strip()) for file, line in lines}


def _instance(conclusions: Conclusions, fact: Triple) -> Instance | None:
    """One way in which a fact was concluded; None for what was given."""
    round = conclusions.round(fact)
    if not round:
        return None
    found = conclusions.engine.rulebook.concluding(fact, conclusions.store, round)
    return min(found, key=lambda instance: instance.key, default=None)
