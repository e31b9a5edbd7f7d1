"""Backward through the rules: sets of statements that might bring a fact about, or undo it.

Every set is a guess from how things stand now: a rule that looks for what is not there may mind
what is added. So a set counts only once the changed case has been worked out (`repair.py`), and
where it was not enough, the search goes on from there. What must hold in any case is that a set
which works begins with one of the sets that are named here (see `repair.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Final

from vcc.counterfactual.candidates import Candidate, removal
from vcc.counterfactual.drafts import Draft, drafts_of_group
from vcc.counterfactual.grounding import Grounder
from vcc.counterfactual.silence import Silences
from vcc.counterfactual.supply import CaseSupplier, is_goal
from vcc.counterfactual.why_not import rules_for
from vcc.counterfactual.world import World
from vcc.engine.instance import Instance
from vcc.engine.lack import Budget, Partial, partial_matches
from vcc.findings.lacks import Silence
from vcc.plan.lower import Body, Without
from vcc.plan.operators import Atom
from vcc.program.syntax import Rule
from vcc.vocabulary.rdf import Triple

Change = frozenset[Candidate]
_DEPTH: Final = 12
_STEPS: Final = 40_000
_MOST_ANSWERS: Final = 2_000  # to one question
_MOST_SETS: Final = 400  # of one rule at one place


class Abducer:
    """Looks for changes of one world; `is_complete` says whether it has seen all there are."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._store = world.conclusions.store
        self._rulebook = world.conclusions.engine.rulebook
        self._supplier = CaseSupplier(world)
        self._silences = Silences(world)
        self._grounder = Grounder(world, self._supplier)
        self._budget = Budget(_STEPS)
        self._cut = False
        self._answers: dict[tuple[str, Atom, int], tuple[Change, ...]] = {}
        self._returned_to = 0

    @property
    def is_complete(self) -> bool:
        """Whether nothing was left out."""
        return not self._cut and self._grounder.is_complete and not self._budget.is_spent

    # ------------------------------------------------------------------ to bring about
    def to_hold(self, atom: Atom, most: int, above: tuple[Atom, ...] = ()) -> Sequence[Change]:
        """Changes of at most so many statements with which a pattern might hold."""
        return self._asked(("hold", atom), most, above, self._ways_to_hold)

    def to_fail(self, fact: Triple, most: int, above: tuple[Atom, ...] = ()) -> Sequence[Change]:
        """Changes of at most so many statements that might undo one way in which a fact holds."""
        return self._asked(("fail", fact), most, above, self._ways_to_fail)

    def _asked(
        self,
        question: tuple[str, Atom],
        most: int,
        above: tuple[Atom, ...],
        ways: Callable[[Atom, int, tuple[Atom, ...]], Iterator[Change]],
    ) -> Sequence[Change]:
        """The answer to a question, worked out once.

        A question that stands above itself has no answer there that is not found without it. An
        answer that was cut short in this way is not kept, for elsewhere it could be longer.
        """
        atom = question[1]
        if most < 1:
            return ()
        if atom in above:
            self._returned_to = min(self._returned_to, above.index(atom))
            return ()
        if len(above) >= _DEPTH:
            self._cut = True
            return ()
        known = self._answers.get((*question, most))
        if known is not None:
            return known
        outer, self._returned_to = self._returned_to, len(above)
        found = tuple(dict.fromkeys(islice(ways(atom, most, (*above, atom)), _MOST_ANSWERS)))
        self._cut |= len(found) == _MOST_ANSWERS
        if self._returned_to >= len(above):
            self._answers[*question, most] = found
        self._returned_to = min(outer, self._returned_to)
        return found

    def _ways_to_hold(self, atom: Atom, most: int, above: tuple[Atom, ...]) -> Iterator[Change]:
        for rule, body, values in rules_for(self._world, atom):
            yield from self._body_to_hold(rule, body, values, most, above)

    def _body_to_hold(
        self,
        rule: Rule,
        body: Body,
        values: Mapping[str, str],
        most: int,
        above: tuple[Atom, ...],
    ) -> Iterator[Change]:
        for cost in range(most + 1):
            found = partial_matches(
                rule, body, values, self._store, self._supplier, cost, self._budget
            )
            for count, partial in enumerate(found):
                if count == _MOST_SETS:
                    self._cut = True
                    break
                yield from self._of_partial(partial, most, above)

    def _of_partial(self, partial: Partial, most: int, above: tuple[Atom, ...]) -> Iterator[Change]:
        """Ways to supply all that a match lacks, and to clear away what is against it."""
        groups: dict[Hashable, list[Atom]] = {}
        for atom, group in partial.lacking:
            if group.cost:
                groups.setdefault(group.key, []).append(atom)
        choices: list[tuple[Draft, ...]] = []
        goals: list[Atom] = []
        for key, atoms in groups.items():
            if is_goal(key):
                goals.append(atoms[0])
            elif self._silences.of(atoms)[0] in (Silence.DENIED, Silence.CLOSED):
                return
            else:
                choices.append(drafts_of_group(atoms, self._supplier))
        room = most - len(goals) - len(partial.blocked)
        for drafts in product(*choices):
            ways = self._grounder.statements(drafts, room) if drafts else (Change(),)
            for written in ways:
                yield from self._with_goals(written, goals, partial, most, above)

    def _with_goals(
        self,
        written: Change,
        goals: Sequence[Atom],
        partial: Partial,
        most: int,
        above: tuple[Atom, ...],
    ) -> Iterator[Change]:
        """The statements together with what brings about the goals and undoes what is against."""
        if goals:
            rest = most - len(written) - len(goals) - len(partial.blocked) + 1
            for change in self.to_hold(goals[0], rest, above):
                if len(written | change) <= most:
                    yield from self._with_goals(written | change, goals[1:], partial, most, above)
        elif partial.blocked:
            room = most - len(written)
            for fact in partial.blocked[0].facts:
                for change in self.to_fail(fact, room, above):
                    yield written | change  # what else is against it is met later
        elif written:
            yield written

    # ------------------------------------------------------------------ to undo
    def _ways_to_fail(self, fact: Triple, most: int, above: tuple[Atom, ...]) -> Iterator[Change]:
        if not self._store.round(fact):
            taken_out = removal(fact, self._world)
            if taken_out is not None:
                yield Change({taken_out})
            return
        found = self._rulebook.concluding(fact, self._store, None)
        instance = min(found, key=lambda one: one.key, default=None)
        if instance is None:
            return
        yield from self._absent_to_hold(instance, most, above)
        for premise in instance.premises:
            yield from self.to_fail(premise, most, above)

    def _absent_to_hold(
        self, instance: Instance, most: int, above: tuple[Atom, ...]
    ) -> Iterator[Change]:
        """Changes that add what a rule looked for and did not find."""
        rule, body = self._rulebook.rules[instance.rule], self._rulebook.bodies[instance.rule]
        for part in body.parts:
            if not isinstance(part, Without):
                continue
            outer = {n: instance.substitution[n] for n in part.outer if n in instance.substitution}
            inner = Body(part.body, (), (), ())
            yield from self._body_to_hold(rule, inner, outer, most, above)


def distinct(changes: Iterable[Change], most: int) -> dict[Change, None]:
    """The changes, each once, without those that have a smaller one in them."""
    found = dict.fromkeys(islice(changes, most))
    return {c: None for c in found if not any(other < c for other in found)}
