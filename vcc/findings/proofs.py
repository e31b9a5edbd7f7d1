"""Proofs → steps for people: what a rule used, each with the lines of the case behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from vcc.findings.claims import claims_from_ids
from vcc.findings.conclusions import Reason
from vcc.findings.explanation import Basis, Step
from vcc.findings.lexicon import Lexicon
from vcc.findings.model import Evidence, RuleNote, RuleStatus
from vcc.findings.sections import local_name
from vcc.findings.sources import Sources
from vcc.findings.wording import (
    Bindings,
    condition_in_words,
    count_in_words,
    filled,
    negation_in_words,
)
from vcc.program.syntax import Aggregate, Filter, Negation, Rule
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple
from vcc.vocabulary.rule_notes import RuleNote as WrittenNote

# What ties a node to its place in the case goes without saying where the node is named.
_PLUMBING = frozenset(
    {vcc("inCase"), vcc("moveOf"), vcc("actor"), vcc("resource"), vcc("context"), TYPE}
)
_LIST = Words(", ", "，")


@dataclass(frozen=True, slots=True)
class Instance:
    """One use of a rule: the values of its variables, and the facts that it used.

    `premises` are facts that hold before the conclusion: given ones, or concluded earlier.
    """

    rule: Rule
    bindings: Bindings
    premises: tuple[Triple, ...]


class Prover:
    """Explains the facts of one case.

    `instance` gives one use of a rule that concludes a fact, None for a fact that was given.
    """

    def __init__(
        self,
        instance: Callable[[Triple], Instance | None],
        notes: Mapping[str, WrittenNote],
        sources: Sources,
        lexicon: Lexicon,
    ) -> None:
        self._instance = instance
        self._notes = notes
        self._sources = sources
        self._lexicon = lexicon
        self._instances: dict[Triple, Instance | None] = {}
        self._evidence: dict[Triple, frozenset[Evidence]] = {}

    def instance(self, fact: Triple) -> Instance | None:
        """The use of a rule that concludes the fact; None if it was given."""
        if fact not in self._instances:
            self._instances[fact] = self._instance(fact)
        return self._instances[fact]

    def reason(self, fact: Triple) -> Reason:
        """Why the fact holds, in short."""
        instance = self.instance(fact)
        if instance is None:
            return Reason(None, None, tuple(self._sources.evidence([fact])))
        sentence = self._sentence(instance)
        evidence = sorted(self._leaves(fact), key=lambda item: item.span)
        return Reason(self.note(instance.rule), sentence, self._sources.by_line(evidence))

    def note(self, rule: Rule) -> RuleNote | None:
        """What is known of a rule; None for one that nobody described."""
        note = self._notes.get(rule.id)
        if note is None:
            return None
        known = {status.value for status in RuleStatus}
        return RuleNote(
            term=note.iri,
            name=local_name(note.iri),
            label=note.label,
            status=RuleStatus(note.status) if note.status in known else RuleStatus.OURS,
            claims=claims_from_ids(note.claims),
        )

    def step(self, fact: Triple) -> Step:
        """The proof of a fact, down to what the case and the theory say."""
        return self._step(fact, set())

    # ------------------------------------------------------------------ lines behind a fact
    def _leaves(self, fact: Triple) -> frozenset[Evidence]:
        """All statements of the case that a proof of the fact uses (proofs are never circular)."""
        open_facts = [fact]
        while open_facts:
            current = open_facts[-1]
            instance = self.instance(current)
            premises = instance.premises if instance else ()
            waiting = [premise for premise in premises if premise not in self._evidence]
            if waiting and current not in self._evidence:
                open_facts += waiting
                continue
            open_facts.pop()
            if current not in self._evidence:
                own = self._sources.evidence([current]) if instance is None else ()
                self._evidence[current] = frozenset(own).union(
                    *(self._evidence[premise] for premise in premises)
                )
        return self._evidence[fact]

    # ------------------------------------------------------------------ the tree
    def _step(self, fact: Triple, above: set[Triple]) -> Step:
        instance = self.instance(fact)
        statement = self._lexicon.sentence(*fact)
        if instance is None:
            return self._given([fact])
        reason, note = self._sentence(instance), self.note(instance.rule)
        if fact in above:
            return Step(Basis.INFERRED, statement, reason, note, shown_above=True)
        above.add(fact)
        premises = tuple(self._premises(instance, above))
        return Step(Basis.INFERRED, statement, reason, note, premises=premises)

    def _sentence(self, instance: Instance) -> Words | None:
        note = self._notes.get(instance.rule.id)
        if note is None:
            return None
        return filled(note.reason, instance.bindings, self._lexicon)

    def _premises(self, instance: Instance, above: set[Triple]) -> Iterator[Step]:
        """First what the case says, then what was inferred, then theory and conditions."""
        given: dict[str, list[Triple]] = {}
        theory: list[Triple] = []
        inferred: list[Triple] = []
        for fact in dict.fromkeys(instance.premises):
            if self.instance(fact) is not None:
                inferred.append(fact)
            elif self._sources.is_stated(fact):
                given.setdefault(fact[0], []).append(fact)
            else:
                theory.append(fact)
        yield from (self._given(facts) for facts in given.values())
        yield from (self._step(fact, above) for fact in inferred)
        if theory:
            yield Step(Basis.THEORY, self._sentences(theory))
        yield from self._conditions(instance)

    def _conditions(self, instance: Instance) -> Iterator[Step]:
        bindings, lexicon = instance.bindings, self._lexicon
        for element in instance.rule.body:
            if isinstance(element, Negation):
                yield Step(Basis.NOT_FOUND, negation_in_words(element, bindings, lexicon))
            elif isinstance(element, Aggregate):
                yield Step(Basis.COUNTED, count_in_words(element, bindings, lexicon))
            elif isinstance(element, Filter):
                yield Step(Basis.COMPUTED, condition_in_words(element, bindings, lexicon))

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
