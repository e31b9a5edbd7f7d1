"""Proofs on demand: why a fact holds, from the rounds in which facts appeared.

Every conclusion has a rule instance whose premises appeared in earlier rounds; a proof is such an
instance with the proofs of its premises. So a proof is found without search and never circular.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from vcc.engine.conclusions import Conclusions
from vcc.engine.instance import Absence, Instance
from vcc.vocabulary.rdf import Triple


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Proof:
    """Why one fact holds: by a rule instance, or None (it was given, or stands in a DATA block).

    `premises` are the proofs of its facts. Proofs of the same run share those of shared facts.
    """

    fact: Triple
    instance: Instance | None
    premises: Sequence[Proof]

    def __repr__(self) -> str:
        return f"Proof({' '.join(self.fact)} by {self.rule or 'given'})"

    @property
    def rule(self) -> str | None:
        """The rule; None for a fact that needs none."""
        return self.instance.rule if self.instance else None

    @property
    def substitution(self) -> Mapping[str, str]:
        """What the instance says; worked out at each call, as the next two are."""
        return self.instance.substitution if self.instance else {}

    @property
    def absent(self) -> tuple[Absence, ...]:
        """What the instance looked for in vain."""
        return self.instance.absent if self.instance else ()

    @property
    def counted(self) -> tuple[Mapping[str, str], ...]:
        """What the instance counted."""
        return self.instance.counted if self.instance else ()

    @property
    def facts(self) -> Sequence[Triple]:
        """What the premises prove; to ask for it proves nothing."""
        if isinstance(self.premises, _Premises):
            return self.premises.facts
        return [premise.fact for premise in self.premises]

    def steps(self) -> Iterator[Proof]:
        """Every proof in this one, each once, premises before what rests on them."""
        seen: set[Triple] = set()
        stack = [(self, False)]
        while stack:
            proof, done = stack.pop()
            if done:
                yield proof
            elif proof.fact not in seen:
                seen.add(proof.fact)
                stack.append((proof, True))
                stack += [(premise, False) for premise in reversed(proof.premises)]


class Proofs(Mapping[Triple, Proof]):
    """The shallowest proof of every fact of a run, each made when it is first asked for.

    Premises are proved when somebody looks at them, so that to ask for the last step of a proof
    costs no more than that step.
    """

    def __init__(self, conclusions: Conclusions) -> None:
        self.conclusions = conclusions
        self._made: dict[Triple, Proof] = {}
        self._found: dict[Triple, Instance | None] = {}

    def __contains__(self, fact: object) -> bool:
        return fact in self.conclusions

    def __iter__(self) -> Iterator[Triple]:
        return self.conclusions.matching()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, fact: Triple) -> Proof:
        """The proof of a fact.

        Raises:
            KeyError: if it does not hold.
        """
        proof = self._made.get(fact)
        if proof is None:
            proof = self._made[fact] = self._proof(fact)
        return proof

    def is_given(self, fact: Triple) -> bool:
        """Whether a fact that holds needs no rule."""
        return not self.conclusions.round(fact) or fact in self.conclusions.engine.data

    def facts_of(self, fact: Triple) -> Sequence[Triple]:
        """What the proof of a fact uses, which is known before there is a proof.

        Raises:
            KeyError: if it does not hold.
        """
        instance = self._instance(fact)
        return () if instance is None else instance.premises

    def _instance(self, fact: Triple) -> Instance | None:
        if fact not in self._found:
            round = self.conclusions.round(fact)
            if round is None:
                raise KeyError(fact)
            self._found[fact] = _shallowest(self.conclusions, fact, round)
        return self._found[fact]

    def is_at_bottom(self, fact: Triple) -> bool:
        """Whether a fact that holds was given, or follows from static facts alone."""
        return (self.conclusions.round(fact) or 0) <= self.conclusions.engine.static_round

    def forget(self) -> None:
        """Let go of the proofs that were made: they hold each other, so that without this all of a
        run stays until somebody looks for garbage."""
        self._made.clear()
        self._found.clear()

    def _proof(self, fact: Triple) -> Proof:
        instance = self._instance(fact)
        return Proof(fact, instance, _Premises(instance.premises, self) if instance else ())


class _Premises(Sequence[Proof]):
    """The proofs of some facts."""

    __slots__ = ("_proofs", "facts")

    def __init__(self, facts: Sequence[Triple], proofs: Proofs) -> None:
        self.facts = facts
        self._proofs = proofs

    def __len__(self) -> int:
        return len(self.facts)

    @overload
    def __getitem__(self, place: int) -> Proof: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Proof]: ...
    def __getitem__(self, place: int | slice) -> Proof | Sequence[Proof]:
        if isinstance(place, slice):
            return _Premises(self.facts[place], self._proofs)
        return self._proofs[self.facts[place]]

    def __iter__(self) -> Iterator[Proof]:
        return map(self._proofs.__getitem__, self.facts)


def prove(conclusions: Conclusions, triple: Triple) -> Proof | None:
    """The shallowest proof of a fact; None if it does not hold."""
    return Proofs(conclusions).get(triple)


def prove_all(
    conclusions: Conclusions, triples: Iterable[Triple] | None = None
) -> dict[Triple, Proof]:
    """Proofs of facts (None: of everything inferred) and of all that they rest on.

    Facts that do not hold are left out.
    """
    proofs = Proofs(conclusions)
    wanted = conclusions.inferred if triples is None else triples
    waiting = [proofs[triple] for triple in wanted if triple in proofs]
    found: dict[Triple, Proof] = {}
    while waiting:
        proof = waiting.pop()
        if proof.fact not in found:
            found[proof.fact] = proof
            waiting += proof.premises
    order = sorted(found, key=lambda triple: (conclusions.round(triple), triple))
    return {triple: found[triple] for triple in order}


def _shallowest(conclusions: Conclusions, triple: Triple, round: int) -> Instance | None:
    """The instance to prove a fact of that round with; None if nothing needs proof."""
    engine = conclusions.engine
    if not round or triple in engine.data:
        return None
    found = engine.rulebook.concluding(triple, conclusions.store, round)
    if len(found) == 1:
        return found[0]
    reach = [_reach(conclusions, instance) for instance in found]
    least = min(reach)
    first = [instance for instance, r in zip(found, reach, strict=True) if r == least]
    return first[0] if len(first) == 1 else min(first, key=lambda instance: instance.key)


def _reach(conclusions: Conclusions, instance: Instance) -> tuple[int, int]:
    """When the last premise appeared, and how many there are: what comes first in `_depth`."""
    rounds = map(conclusions.store.round, instance.premises)
    return max((round or 0 for round in rounds), default=0), len(instance.premises)


def _depth(conclusions: Conclusions, instance: Instance) -> tuple[object, ...]:
    return (*_reach(conclusions, instance), *instance.key)


def instances_of(conclusions: Conclusions, triple: Triple) -> tuple[Instance, ...]:
    """All rule instances that conclude a fact, the shallowest first; none for what was given.

    Some may rest on the fact itself: only `prove` promises a proof without a circle.
    """
    if triple not in conclusions:
        return ()
    found = conclusions.engine.rulebook.concluding(triple, conclusions.store, None)
    return _sorted(conclusions, found)


def rule_fires(conclusions: Conclusions, rule: str) -> tuple[Instance, ...]:
    """All instances of a rule, named by its IRI term; none if the rule is silent or unknown."""
    return _sorted(conclusions, conclusions.engine.rulebook.firing(rule, conclusions.store))


def _sorted(conclusions: Conclusions, found: Iterable[Instance]) -> tuple[Instance, ...]:
    keyed = {repr(instance.key): instance for instance in found}
    return tuple(sorted(keyed.values(), key=lambda instance: _depth(conclusions, instance)))
