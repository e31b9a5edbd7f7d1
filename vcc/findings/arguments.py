"""Every way in which something follows, each as an argument of its own.

`prove` gives one proof of a fact; there may be as many as rule instances conclude it. Each of
them is completed by proofs of its premises that do not rest on the fact itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from vcc.engine import Conclusions, Instance, Proof, instances_of, prove_all
from vcc.vocabulary.rdf import Triple


def arguments(
    conclusions: Conclusions, fact: Triple, passed_on: Callable[[Proof], Proof | None]
) -> tuple[Proof, ...]:
    """A proof for every rule instance that concludes the fact, those of the fewest steps first.

    Where a rule only passes a premise on under another property (`passed_on` tells which), every
    argument for that premise is one for the fact. Instances that hold only because the fact does
    are left out; what was given has no argument.
    """
    # Stable: among equals, the shallowest stays first.
    return tuple(sorted(_arguments(conclusions, fact, passed_on, frozenset()), key=_steps))


def _arguments(
    conclusions: Conclusions,
    fact: Triple,
    passed_on: Callable[[Proof], Proof | None],
    above: frozenset[Triple],
) -> Iterator[Proof]:
    """The arguments for a fact that do not rest on what they are to support."""
    unsupported = above | {fact}
    ways = instances_of(conclusions, fact)
    premises = {premise for way in ways for premise in way.premises} - unsupported
    proofs = _without(unsupported, premises, conclusions)
    for way in ways:
        proof = _completed(fact, way, proofs)
        passed = passed_on(proof) if proof else None
        if proof is None or passed is None:
            yield from filter(None, [proof])
            continue
        for argument in _arguments(conclusions, passed.fact, passed_on, unsupported):
            yield replace(
                proof, premises=tuple(argument if p is passed else p for p in proof.premises)
            )


def _steps(proof: Proof) -> int:
    return sum(1 for _ in proof.steps())


def _completed(fact: Triple, way: Instance, proofs: Mapping[Triple, Proof]) -> Proof | None:
    """The proof of a fact by an instance; None if some premise has no proof."""
    if not all(premise in proofs for premise in way.premises):
        return None
    premises = tuple(proofs[premise] for premise in way.premises)
    return Proof(fact, way, premises)


def _without(
    unsupported: frozenset[Triple], wanted: Iterable[Triple], conclusions: Conclusions
) -> Mapping[Triple, Proof]:
    """Proofs of facts that rest on none of some facts, of those that have such a proof.

    What the usual proofs give is taken where it rests on none of them. For the others, all
    instances are tried, from what has a proof upwards, until no more is proved.
    """
    proofs: dict[Triple, Proof] = {}
    ways: dict[Triple, tuple[Instance, ...]] = {}
    waiting = set(wanted)
    while waiting:
        known = prove_all(conclusions, sorted(waiting))
        spoilt = _resting_on(unsupported, known.values())
        proofs |= {f: proof for f, proof in known.items() if f not in spoilt}
        new = [f for f in spoilt if f not in ways and f not in unsupported]
        ways |= {f: instances_of(conclusions, f) for f in new}
        below = {premise for f in new for way in ways[f] for premise in way.premises}
        waiting = below - proofs.keys() - ways.keys() - unsupported
    while proved := dict(_proved(ways, proofs)):
        proofs |= proved
    return proofs


def _resting_on(unsupported: frozenset[Triple], proofs: Iterable[Proof]) -> set[Triple]:
    """The facts, and what has one in its proof; premises stand before what rests on them."""
    spoilt = set(unsupported)
    for proof in proofs:
        if any(premise.fact in spoilt for premise in proof.premises):
            spoilt.add(proof.fact)
    return spoilt


def _proved(
    ways: Mapping[Triple, tuple[Instance, ...]], proofs: Mapping[Triple, Proof]
) -> Iterator[tuple[Triple, Proof]]:
    """One more round: what follows by some instance from what has a proof."""
    for fact, found in ways.items():
        if fact not in proofs:
            proof = next(filter(None, (_completed(fact, way, proofs) for way in found)), None)
            if proof is not None:
                yield fact, proof
