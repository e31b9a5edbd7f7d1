"""Proofs on demand: why a fact holds, from the rounds in which facts appeared.

Every conclusion has a rule instance whose premises appeared in earlier rounds; a proof is such an
instance with the proofs of its premises. So a proof is found without search and never circular.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vcc.engine.conclusions import Conclusions
from vcc.engine.instances import Absence, Instance
from vcc.vocabulary.rdf import Triple


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Proof:
    """Why one fact holds. `rule` is None for a fact that was given (or stands in a DATA block).

    `substitution`, `absent` and `counted` are those of the rule instance (see `Instance`);
    `premises` are the proofs of its facts. Proofs of the same run share those of shared facts.
    """

    fact: Triple
    rule: str | None
    substitution: Mapping[str, str]
    premises: tuple[Proof, ...]
    absent: tuple[Absence, ...]
    counted: tuple[Mapping[str, str], ...]

    def __repr__(self) -> str:
        return f"Proof({' '.join(self.fact)} by {self.rule or 'given'})"

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


def prove(conclusions: Conclusions, triple: Triple) -> Proof | None:
    """The shallowest proof of a fact; None if it does not hold."""
    return prove_all(conclusions, [triple]).get(triple)


def prove_all(
    conclusions: Conclusions, triples: Iterable[Triple] | None = None
) -> dict[Triple, Proof]:
    """Proofs of facts (None: of everything inferred) and of all that they rest on.

    Facts that do not hold are left out.
    """
    waiting = list(conclusions.inferred if triples is None else triples)
    chosen: dict[Triple, Instance | None] = {}
    while waiting:
        triple = waiting.pop()
        if triple in chosen or triple not in conclusions:
            continue
        instance = chosen[triple] = _shallowest(conclusions, triple)
        if instance is not None:
            waiting += instance.premises
    proofs: dict[Triple, Proof] = {}
    for triple in sorted(chosen, key=lambda t: (conclusions.round(t), t)):
        proofs[triple] = _proof(triple, chosen[triple], proofs)
    return proofs


def _proof(triple: Triple, instance: Instance | None, proofs: Mapping[Triple, Proof]) -> Proof:
    if instance is None:
        return Proof(triple, None, {}, (), (), ())
    premises = tuple(proofs[premise] for premise in instance.premises)
    return Proof(
        triple, instance.rule, instance.substitution, premises, instance.absent, instance.counted
    )


def _shallowest(conclusions: Conclusions, triple: Triple) -> Instance | None:
    """The instance to prove a fact with; None if nothing needs proof."""
    round = conclusions.round(triple)
    if not round or triple in conclusions.engine.data:
        return None
    found = list(conclusions.engine.rulebook.concluding(triple, conclusions.store, round))
    if len(found) == 1:
        return found[0]
    return min(found, key=lambda instance: _depth(conclusions, instance))


def _depth(conclusions: Conclusions, instance: Instance) -> tuple[object, ...]:
    rounds = (conclusions.round(premise) or 0 for premise in instance.premises)
    return (max(rounds, default=0), *instance.key)


def instances(conclusions: Conclusions, triple: Triple) -> tuple[Instance, ...]:
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
