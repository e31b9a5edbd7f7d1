"""How firm conclusions are: which of them turn with a reading, a statement, or a source.

Everything is taken away once, alone, and the rules are run on what is left. A conclusion that
survives all of it rests on more than one leg; one that falls with a single line stands on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from vcc.case.model import Declaration
from vcc.case.reduced import Unit, units_of_case, without_source, without_unit
from vcc.case.resolved import ResolvedCase
from vcc.case.words import STATEMENT_BY_ID
from vcc.counterfactual.align import aligned
from vcc.counterfactual.world import World, concluded
from vcc.findings.model import Conclusion, Evidence, Node
from vcc.findings.sensitivity import Lost, Sensitivity, Turned
from vcc.graph.from_case import graph_from_case
from vcc.graph.iris import below
from vcc.knowledge import Knowledge
from vcc.measures import conclusions_and_measures
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple
from vcc.vocabulary.readings import ReadingOption, choice_facts, options_of_readings

_STATUSES: Final = tuple(map(vcc, ("present", "partial", "absent", "unknown")))
_SOURCE: Final = "source"
_ACTOR: Final = "Actor"
Progress = Callable[[int, int], None]


def sensitivity_of(
    world: World, conclusions: Iterable[Conclusion], progress: Progress | None = None
) -> Sensitivity:
    """Try every other reading, and the case without each statement and without each source.

    `conclusions` are those of the report about the world; `progress` is told how many of how many
    runs are done.
    """
    told = tuple(c for c in conclusions if c.triple in world.inferred)
    options = options_of_readings(world.theory.ontology)
    choices = [(option, choice) for option in options for choice in _others(option, world.theory)]
    units = list(units_of_case(world.resolved))
    sources = [d.name.text for d in world.resolved.declarations if d.id == _SOURCE]
    runs = len(choices) + len(units) + len(sources)
    trial = _Trial(world, told, runs, len(sources), progress)
    return Sensitivity(
        world.lexicon.node(world.graph.case),
        world.source.name,
        told,
        tuple(_turned(trial.reading(option, choice) for option, choice in choices)),
        tuple(_turned(map(trial.statement, units))),
        tuple(_turned(map(trial.source, sources))),
        (len(choices), len(units), len(sources)),
    )


def _others(option: ReadingOption, theory: Knowledge) -> Iterator[str]:
    """The choices of an option that are not taken."""
    taken = next((choice for choice in option.others if choice in theory.readings), option.default)
    yield from (choice for choice in (option.default, *option.others) if choice != taken)


def _turned(all: Iterable[Turned]) -> Iterator[Turned]:
    return (turned for turned in all if turned.lost or turned.gained)


def under_choices(world: World, choices: Iterable[str]) -> Iterable[Triple]:
    """What the rules conclude of the case under some choices of readings.

    One engine serves all choices: they are given with the facts of the case. What it concludes
    from a choice and the theory alone is no conclusion about the case.
    """
    theory = world.theory
    engine = theory.engine_of_readings
    chosen = tuple(choice_facts(theory.ontology, choices))
    given = (*world.graph.triples, *chosen)
    inferred = conclusions_and_measures(engine, theory.measures, given)[0].inferred
    return frozenset(inferred).difference(engine.infer(chosen).inferred)


def _is_ground(unit: Unit) -> bool:
    """Whether a statement only says who is there: of course nothing is concluded without."""
    part = unit.part
    return isinstance(part, Declaration) and STATEMENT_BY_ID[part.id].rdf_class == _ACTOR


class _Trial:
    """Runs the rules on one change after the other and says what is lost."""

    def __init__(
        self,
        world: World,
        told: tuple[Conclusion, ...],
        runs: int,
        sources: int,
        progress: Progress | None,
    ) -> None:
        self._world = world
        self._told = told
        self._shown = {p for s in world.sections if s.is_for_people for p in s.properties}
        self._runs = runs
        self._sources = sources
        self._done = 0
        self._progress = progress

    def reading(self, option: ReadingOption, choice: str) -> Turned:
        """With another choice of an option, the others as they are."""
        theory = self._world.theory
        kept = [c for c in theory.readings if c not in (option.default, *option.others)]
        chosen = kept if choice == option.default else [*kept, choice]
        node = self._world.lexicon.node
        lost, gained = self._difference(under_choices(self._world, chosen))
        return Turned(node(choice), lost, gained, option=node(option.term))

    def statement(self, unit: Unit) -> Turned:
        """Without a statement."""
        lost, gained = self._difference(self._facts(without_unit(self._world.resolved, unit)))
        case = self._world.graph.case
        about = below(case, unit.name) if unit.name else case
        node = self._world.lexicon.node(about)
        evidence = Evidence(unit.span)
        return Turned(node, lost, gained, evidence=evidence, is_ground=_is_ground(unit))

    def source(self, name: str) -> Turned:
        """Without a source and all that rests on it alone."""
        lost, gained = self._difference(self._facts(without_source(self._world.resolved, name)))
        node = self._world.lexicon.node(below(self._world.graph.case, name))
        return Turned(node, lost, gained, is_ground=self._sources == 1)

    def _facts(self, case: ResolvedCase) -> Iterable[Triple]:
        graph = aligned(graph_from_case(case), self._world.graph)
        return concluded(graph.triples, self._world.theory).inferred

    def _difference(self, now: Iterable[Triple]) -> tuple[tuple[Lost, ...], int]:
        inferred = frozenset(now)
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._runs)
        new = inferred - self._world.inferred
        lost = tuple(
            Lost(conclusion, self._instead(conclusion.triple, inferred, new))
            for conclusion in self._told
            if conclusion.triple not in inferred
        )
        return lost, sum(1 for _, property, _ in new if property in self._shown)

    def _instead(
        self, fact: Triple, inferred: frozenset[Triple], new: frozenset[Triple]
    ) -> tuple[Node, ...]:
        subject, property, object = fact
        node = self._world.lexicon.node
        if property in _STATUSES:
            return tuple(node(s) for s in _STATUSES if (subject, s, object) in inferred)
        return tuple(
            node(o) for s, p, o in sorted(new) if s == subject and p == property and p != TYPE
        )
