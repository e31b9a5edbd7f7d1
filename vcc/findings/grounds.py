"""What the case says that a fact rests on: the statements at the bottom of its proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vcc.engine.proof import Proof, Proofs
from vcc.findings.measured import MeasuredFacts
from vcc.findings.model import Evidence
from vcc.findings.sources import Sources
from vcc.findings.triples import Triples
from vcc.source.text import Span
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import Triple, boolean

# What is the ground of everything that a framework concludes (that it applies, who its parties
# are) is no news for any of it; the ontology says which properties are.
_IS_GROUND = vcc("isGround")
_PART_OF = vcc("partOfElement")
_FINDING = vcc("finding")
_Facts = frozenset[Triple]
_NOTHING: Final[_Facts] = frozenset()


class Grounds:
    """Finds the statements behind the facts of one case."""

    def __init__(
        self,
        proofs: Proofs,
        theory: Triples,
        sources: Sources,
        measured: MeasuredFacts,
    ) -> None:
        self._proofs = proofs
        self._theory = theory
        self._sources = sources
        self._measured = measured
        self._leaves: dict[Triple, _Facts] = {}
        # Hundreds of conclusions of a case rest on a hundred different things that it says.
        self._split: dict[tuple[_Facts, str, bool], tuple[_Facts, _Facts]] = {}
        self._evidence: dict[tuple[_Facts, _Facts], tuple[Evidence, ...]] = {}
        self.properties = frozenset(theory.subjects(_IS_GROUND, boolean(True)))

    def evidence(self, fact: Triple, proof: Proof) -> tuple[Evidence, ...]:
        """The lines behind a fact, told by a proof (its own, or that of what it passes on)."""
        told = self._told(fact, proof)
        known = self._evidence.get(told)
        if known is None:
            known = self._evidence[told] = self._by_line(*told)
        return known

    def _by_line(self, own: _Facts, others: _Facts) -> tuple[Evidence, ...]:
        lines = self._sources.by_line(self._sources.evidence(own))
        if not others:
            return lines
        told = {(item.span.source, item.span.line) for item in lines}
        further = self._sources.by_line(self._sources.evidence(others))
        return lines + tuple(i for i in further if (i.span.source, i.span.line) not in told)

    def lines(self, fact: Triple, proof: Proof) -> list[Span]:
        """The places of this evidence, which are told sooner without its quotes."""
        found: dict[tuple[str, int], Span] = {}
        for some in self._told(fact, proof):
            for span in sorted(self._sources.places(some)):
                found.setdefault((span.source, span.line), span)
        return list(found.values())

    def _told(self, fact: Triple, proof: Proof) -> tuple[_Facts, _Facts]:
        """What the case says of the subject of a fact (it is what a reader asks about), and of
        other things."""
        if proof.rule is None:
            return frozenset((fact,)), _NOTHING
        stated = self.stated(proof) or _NOTHING.union(
            *(self.stated(part) for part in self.parts(proof.fact))
        )
        asked = stated, fact[0], fact[1] == _FINDING
        told = self._split.get(asked)
        if told is None:
            told = self._split[asked] = self._divided(*asked)
        return told

    def _divided(self, stated: _Facts, subject: str, is_finding: bool) -> tuple[_Facts, _Facts]:
        telling = [leaf for leaf in stated if not self._sources.is_frame(leaf)] or list(stated)
        if is_finding:
            # What is found to be ruled out, or only planned, is about what says so.
            telling = [leaf for leaf in telling if self._sources.is_not_actual(leaf)] or telling
        own = frozenset(leaf for leaf in telling if _is_within(leaf[0], subject))
        return own, frozenset(telling) - own

    def stated(self, proof: Proof) -> _Facts:
        """What the case says that a proof uses, without the ground of the framework."""
        leaves, is_stated = self._leaves, self._sources.is_stated
        waiting = [proof.fact]
        while waiting:
            fact = waiting[-1]
            if fact in leaves:
                waiting.pop()
                continue
            found: set[Triple] = set()
            missing: list[Triple] = []
            for one in proof.facts if fact == proof.fact else self._below(fact):
                if one[1] in self.properties:
                    continue
                if is_stated(one):
                    found.add(one)
                elif one in leaves:
                    found |= leaves[one]
                elif not self._is_at_bottom(one):
                    missing.append(one)
            waiting += missing
            if not missing:
                leaves[fact] = frozenset(found)
        return leaves[proof.fact]

    def _is_at_bottom(self, fact: Triple) -> bool:
        return self._proofs.is_at_bottom(fact) and fact not in self._measured

    def _below(self, fact: Triple) -> Sequence[Triple]:
        measured = self._measured.get(fact)
        return self._proofs.facts_of(fact) if measured is None else measured.edges

    def edges(self, fact: Triple) -> list[Proof]:
        """Proofs of the ties that a measured fact was computed from; none for other facts."""
        found = self._measured.get(fact)
        return [self._proofs[edge] for edge in found.edges] if found else []

    def parts(self, fact: Triple) -> list[Proof]:
        """Proofs that the parts of an element have the status that the fact gives to it."""
        subject, status, element = fact
        parts = self._theory.subjects(_PART_OF, element)
        facts = [(subject, status, part) for part in parts]
        return [self._proofs[part] for part in facts if part in self._proofs]


def _is_within(node: str, other: str) -> bool:
    """Whether a node is the other, or a part of it."""
    return node == other or node.startswith(other[:-1] + "/")
