"""Proofs → steps for people: what a rule used, each with the lines of the case behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vcc.engine.proof import Proof, Proofs
from vcc.findings.claims import note_from_written
from vcc.findings.conclusions import Reason
from vcc.findings.explanation import Basis, Step
from vcc.findings.grounds import Grounds
from vcc.findings.lexicon import Lexicon
from vcc.findings.measured import MeasuredFacts, workings
from vcc.findings.model import Evidence, RuleNote
from vcc.findings.sources import Sources
from vcc.findings.triples import Triples
from vcc.findings.wording import (
    Bindings,
    absence_in_words,
    condition_in_words,
    count_in_words,
    filled,
)
from vcc.program.syntax import Aggregate, Filter, Rule
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple
from vcc.vocabulary.rule_notes import RuleNote as WrittenNote

# What ties a node to its place in the case goes without saying where the node is named.
_PLUMBING = frozenset(
    {vcc("inCase"), vcc("moveOf"), vcc("actor"), vcc("resource"), vcc("context"), TYPE}
)
_LIST = Words(", ", "，")


class Prover:
    """Explains the facts of one case."""

    def __init__(
        self,
        proofs: Proofs,
        rules: Mapping[str, Rule],
        notes: Mapping[str, WrittenNote],
        theory: Triples,
        sources: Sources,
        lexicon: Lexicon,
        measured: MeasuredFacts,
    ) -> None:
        self._theory = theory
        self._proofs = proofs
        self._rules = rules
        self._notes = notes
        self._sources = sources
        self.lexicon = self._lexicon = lexicon
        self._measured = measured
        self._grounds = Grounds(proofs, theory, sources, measured)
        self._noted: dict[str, RuleNote | None] = {}

    def forget(self) -> None:
        """Let go of everything that was proved."""
        self._proofs.forget()

    def bindings(self, fact: Triple) -> Bindings:
        """The values of the variables of the rule that concludes the fact."""
        return _bindings(self._proofs[fact])

    def reason(self, fact: Triple, of_object: bool = False) -> Reason:
        """Why the fact holds, in short: the rule that says something new, and what it rests on.

        `of_object`: what is told is the object (a vote's cell), whoever has it.
        """
        proof = self._telling(self._proofs[fact], of_object)
        sentence = self._sentence(proof) if proof.rule else None
        return Reason(self._note(proof), sentence, self._grounds.evidence(fact, proof))

    def rule(self, fact: Triple) -> RuleNote | None:
        """The rule of `reason`."""
        return self._note(self._telling(self._proofs[fact], False))

    def evidence(self, fact: Triple) -> tuple[Evidence, ...]:
        """The evidence of `reason`."""
        return self._grounds.evidence(fact, self._telling(self._proofs[fact], False))

    def lines(self, fact: Triple) -> list[Span]:
        """The places of this evidence, which are quicker to tell without its quotes."""
        return self._grounds.lines(fact, self._telling(self._proofs[fact], False))

    def _telling(self, proof: Proof, of_object: bool) -> Proof:
        """The proof of a fact without the rules that only pass it on under another property."""
        passed_on = self.passed_on(proof, of_object)
        return proof if passed_on is None else self._telling(passed_on, False)

    def passed_on(self, proof: Proof, of_object: bool = False) -> Proof | None:
        """The one premise that a rule only passes on under another property; None if it does not.

        `of_object`: what counts is that the object is the same, whoever has it.
        """
        subject, _, object = proof.fact
        for place, fact in enumerate(proof.facts):
            is_same = fact[2] == object and (of_object or fact[0] == subject)
            if not is_same or proof.premises[place].rule is None:
                continue
            if of_object or not self._adds(proof, fact):
                return proof.premises[place]
        return None

    def _adds(self, proof: Proof, passed_on: Triple) -> bool:
        """Whether a rule looks at more of the case than at the one premise, and the ground."""
        return any(
            fact[1] not in self._grounds.properties
            and (not self._proofs.is_given(fact) or self._sources.is_stated(fact))
            for fact in proof.facts
            if fact != passed_on
        )

    def _note(self, proof: Proof) -> RuleNote | None:
        """What is known of the rule; None for one that nobody described."""
        rule = proof.rule or ""
        if rule not in self._noted:
            note = self._notes.get(rule)
            self._noted[rule] = note_from_written(note, self._theory) if note else None
        return self._noted[rule]

    def step(self, fact: Triple) -> Step:
        """The proof of a fact, down to what the case and the theory say."""
        return self.argument(self._proofs[fact])

    def argument(self, proof: Proof) -> Step:
        """A proof, which need not be the one that is told first of all."""
        return self._step(proof, set())

    def said_of(self, node: str) -> Step | None:
        """What the case says of a node itself; None if nothing is said of it."""
        facts = self._sources.statements_of(node)
        return self._given(facts) if facts else None

    # ------------------------------------------------------------------ the tree
    def _step(self, proof: Proof, above: set[Triple]) -> Step:
        if proof.fact in self._measured:
            return self._computed(proof.fact, above)
        if proof.rule is None:
            return self._given([proof.fact])
        statement = self._lexicon.sentence(*proof.fact)
        reason, note = self._sentence(proof), self._note(proof)
        if proof.fact in above:
            return Step(Basis.INFERRED, statement, reason, note, shown_above=True)
        above.add(proof.fact)
        premises = tuple(self._premises(proof, above))
        return Step(Basis.INFERRED, statement, reason, note, premises=premises)

    def _computed(self, fact: Triple, above: set[Triple]) -> Step:
        """A measured fact: the distances it was made of, and the ties of the network."""
        distances = workings(self._measured[fact], self._lexicon)
        ties = tuple(self._step(edge, above) for edge in self._grounds.edges(fact))
        statement = self._lexicon.sentence(*fact)
        return Step(Basis.COMPUTED, statement, distances, premises=ties)

    def _sentence(self, proof: Proof) -> Words | None:
        note = self._notes.get(proof.rule or "")
        return filled(note.reason, _bindings(proof), self._lexicon) if note else None

    def _premises(self, proof: Proof, above: set[Triple]) -> Iterator[Step]:
        """The most important first: what was counted, what the case says, what was inferred from
        what it says, what was looked for in vain, what was compared; then what goes without
        saying (inferred without the case, or the ground of the framework), and theory."""
        given: dict[str, list[Triple]] = {}
        theory: list[Triple] = []
        inferred: list[Proof] = []
        for premise in proof.premises:
            if self._sources.is_stated(premise.fact):
                given.setdefault(premise.fact[0], []).append(premise.fact)
            elif premise.rule is not None or premise.fact in self._measured:
                inferred.append(premise)
            else:
                theory.append(premise.fact)
        inferred += (part for part in self._grounds.parts(proof.fact) if part not in inferred)
        inferred.sort(key=lambda premise: premise.fact[1] in self._grounds.properties)
        telling = [premise for premise in inferred if self._is_telling(premise)]
        yield from self._counts(proof)
        yield from (self._given(facts) for facts in given.values())
        yield from (self._step(premise, above) for premise in telling)
        yield from self._conditions(proof)
        yield from (self._step(premise, above) for premise in inferred if premise not in telling)
        if theory:
            yield Step(Basis.THEORY, self._sentences(theory))

    def _is_telling(self, premise: Proof) -> bool:
        """Whether a premise rests on more of the case than on who there is."""
        is_ground = premise.fact[1] in self._grounds.properties
        return not is_ground and not all(map(self._sources.is_frame, self._grounds.stated(premise)))

    def _counts(self, proof: Proof) -> Iterator[Step]:
        """What was counted, with what it came to."""
        rule = self._rules.get(proof.rule or "")
        for element in rule.body if rule else ():
            if isinstance(element, Aggregate):
                bindings = _bindings(proof)
                words = count_in_words(element, bindings, proof.counted, self._lexicon)
                yield Step(Basis.COUNTED, words)

    def _conditions(self, proof: Proof) -> Iterator[Step]:
        """What was looked for and not found, and what was compared."""
        lexicon = self._lexicon
        for absence in proof.absent:
            yield Step(Basis.NOT_FOUND, absence_in_words(absence, lexicon))
        rule = self._rules.get(proof.rule or "") if not proof.counted else None
        for element in rule.body if rule else ():
            if isinstance(element, Filter):
                yield Step(Basis.COMPUTED, condition_in_words(element, proof.substitution, lexicon))

    def _given(self, facts: list[Triple]) -> Step:
        """What the case says of one node, in one sentence with its lines and quotes."""
        telling = [fact for fact in facts if fact[1] not in _PLUMBING]
        subject = self._lexicon.label(facts[0][0])
        details = self._details(telling)
        statement = Words(
            f"{subject.en} ({details.en})" if telling else subject.en,
            f"{subject.zh}（{details.zh}）" if telling else subject.zh,
        )
        evidence = self._sources.by_line(self._sources.evidence(facts))
        basis = Basis.STATED if self._sources.is_stated(facts[0]) else Basis.THEORY
        return Step(basis, statement, evidence=evidence)

    def _details(self, facts: Iterable[Triple]) -> Words:
        """Properties with their values, those of one property together."""
        values: dict[str, list[Words]] = {}
        for _, property, object in facts:
            values.setdefault(property, []).append(self._lexicon.label(object))
        parts = [
            Words(
                f"{self._lexicon.label(property).en} {_LIST.en.join(v.en for v in labels)}",
                f"{self._lexicon.label(property).zh}{'、'.join(v.zh for v in labels)}",
            )
            for property, labels in values.items()
        ]
        return Words(_LIST.en.join(p.en for p in parts), _LIST.zh.join(p.zh for p in parts))

    def _sentences(self, facts: Iterable[Triple]) -> Words:
        sentences = [self._lexicon.sentence(*fact) for fact in facts]
        return Words(
            "; ".join(sentence.en for sentence in sentences),
            "；".join(sentence.zh for sentence in sentences),
        )


def _bindings(proof: Proof) -> Bindings:
    """The values of a rule's variables; of one that counts, also what all solutions share."""
    counted = proof.counted
    if not counted:
        return proof.substitution
    first, *others = counted
    shared = {v: t for v, t in first.items() if all(other.get(v) == t for other in others)}
    return {**shared, **proof.substitution}
