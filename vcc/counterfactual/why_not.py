"""Why not: the rules that could give something, at their nearest, and what each of them lacks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

from vcc.counterfactual.compared import is_comparison, refused
from vcc.counterfactual.drafts import Draft, draft_of_group
from vcc.counterfactual.goals import Goal, Goals
from vcc.counterfactual.silence import Silences
from vcc.counterfactual.supply import WrittenSupplier, is_goal
from vcc.counterfactual.taking_part import party_statement, with_party
from vcc.counterfactual.world import World
from vcc.counterfactual.writer import Writer
from vcc.engine.instance import Absence
from vcc.engine.lack import Budget, Partial, partial_matches
from vcc.engine.solve import match_template
from vcc.findings.claims import note_from_written
from vcc.findings.explanation import Basis, Step
from vcc.findings.lacks import Against, Lack, Missing, NearMatch, Silence, WhyNot
from vcc.findings.model import RuleNote
from vcc.findings.wording import absence_in_words, condition_in_words, filled
from vcc.plan.lower import Body
from vcc.plan.operators import Atom, is_variable
from vcc.program.syntax import Rule, variables
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple, boolean, is_literal

_STEPS: Final = 6_000  # of one question: enough for rules of twenty premises
_STEPS_BELOW: Final = 1_500
_DEPTH: Final = 4
_MOST_LACKING: Final = 5
_NEAREST: Final = 2  # matches shown of one rule
_RULES, _RULES_BELOW = 6, 3
_SOME: Final = Words("({sort}) {statement}", "（{sort}）{statement}")
_NOT_SO: Final = Words("{condition} is not so", "{condition} 不成立")
_COMPARED: Final = Words("{sentence} ({condition})", "{sentence}（{condition}）")
_TAKES_PART: Final = Words("{actor} takes part in “{activity}”", "{actor}参与“{activity}”")
_PLUMBING: Final = frozenset(
    {vcc("inCase"), vcc("moveOf"), vcc("actor"), vcc("resource"), vcc("context"), TYPE}
)


class AlreadyHolds(ValueError):
    """What was asked for follows from the case; `goal` says what."""

    def __init__(self, goal: Goal) -> None:
        super().__init__(f"{goal.id} holds")
        self.goal = goal


def why_not(world: World, what: str) -> WhyNot:
    """Why something does not follow.

    Raises:
        UnknownGoal: if nothing, or more than one thing, is called so.
        AlreadyHolds: if it does follow.
    """
    goals = Goals(world)
    goal = goals.find(what)
    if goal.fact in world.conclusions:
        raise AlreadyHolds(goal)
    party = goals.absent_party(goal)
    if party is None:
        root = Asking(world).lack(goal.fact, 0, set())
    else:
        root = _if_taking_part(world, goal, *party)
    return WhyNot(goal.id, goals.title(goal), world.resolved.case.language, root)


def _if_taking_part(world: World, goal: Goal, activity: str, actor: str) -> Lack:
    """What is lacking where the actor takes part; and first of all, that it does."""
    statement = party_statement(world, activity, actor)
    there = with_party(world, statement)
    label = world.lexicon.label
    told = _TAKES_PART.filled({"actor": label(actor), "activity": label(activity)})
    taking_part = Missing(told, Silence.UNSAID, (statement.text,))
    asking = Asking(there)
    if goal.fact in there.conclusions:
        match = NearMatch(None, None, (), (taking_part,), ())
        return Lack(there.lexicon.sentence(*goal.fact), (match,))
    root = asking.lack(goal.fact, 0, set())
    matches = (replace(m, missing=(taking_part, *m.missing)) for m in root.matches)
    return replace(root, matches=tuple(matches))


class Asking:
    """One question and the questions below it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lexicon = world.lexicon
        self._supplier = WrittenSupplier(world)
        self._writer = Writer(world)
        self._silences = Silences(world)
        self._notes = {note.iri: note for note in world.theory.notes.rules}

    def lack(self, atom: Atom, depth: int, above: set[Atom]) -> Lack:
        """The rules that could conclude a pattern, the nearest first."""
        statement = self._pattern(atom)
        if atom in above:
            return Lack(statement, (), shown_above=True)
        above.add(atom)
        budget = Budget(_STEPS_BELOW if depth else _STEPS)
        rules = list(rules_for(self._world, atom))
        nearest: list[Partial] = []
        for rule, body, values in rules:
            nearest += self._nearest(rule, body, values, budget)
        nearest.sort(key=lambda partial: partial.rank)
        enough = nearest[0].cost + 1 if nearest else 0
        most = _RULES_BELOW if depth else _RULES
        kept = [partial for partial in nearest if partial.cost <= enough][:most]
        shown = [self._match(partial, depth, above) for partial in kept]
        near_rules = {partial.rule.id for partial in kept}
        for rule, body, values in rules:
            compared = self._refused(rule, body, values, budget)
            if compared is not None:
                near_rules.add(rule.id)
                shown.insert(0, compared)
        others = len({rule.id for rule, _, _ in rules} - near_rules)
        return Lack(statement, tuple(shown), others)

    def _nearest(
        self, rule: Rule, body: Body, values: Mapping[str, str], budget: Budget
    ) -> list[Partial]:
        """The matches of one rule that lack least, without those that lack the same."""
        store = self._world.conclusions.store
        for cost in range(1, _MOST_LACKING + 1):  # what lacks nothing is there, and was not enough
            matches = partial_matches(rule, body, values, store, self._supplier, cost, budget)
            found = [partial for partial in matches if self._supplier.is_sound(partial.lacking)]
            if found:
                found.sort(key=lambda partial: partial.rank)
                distinct = {_shape(partial): partial for partial in reversed(found)}
                return sorted(distinct.values(), key=lambda p: p.rank)[:_NEAREST]
            if budget.is_spent:
                budget.steps = 500  # the next rule gets a chance as well
                return []
        return []

    def _refused(
        self, rule: Rule, body: Body, values: Mapping[str, str], budget: Budget
    ) -> NearMatch | None:
        """A rule whose premises all hold, but not what it compares of them."""
        store = self._world.conclusions.store
        found = refused(rule, body, values, store, self._supplier, budget)
        if found is None:
            return None
        partial, failed = found
        against = []
        for comparison in failed:
            words = condition_in_words(comparison, partial.values, self._lexicon)
            compared = {partial.values.get(name) for name in variables(comparison.expression)}
            facts = [self._step(fact) for fact in partial.held if fact[2] in compared]
            told = Step(Basis.COMPUTED, _NOT_SO.filled({"condition": words}))
            against.append(Against(words, (*facts, told)))
        held = [fact for fact in partial.held if not is_literal(fact[2])]
        return NearMatch(self._note(rule.id), None, tuple(self._held(held)), (), tuple(against))

    # ------------------------------------------------------------------ one match
    def _match(self, partial: Partial, depth: int, above: set[Atom]) -> NearMatch:
        note = self._notes.get(partial.rule.id)
        bindings = {name: term for name, term in partial.values.items() if name[1] != "_"}
        reason = filled(note.reason, bindings, self._lexicon) if note else None
        return NearMatch(
            rule=self._note(partial.rule.id),
            reason=reason,
            held=tuple(self._held(partial.held)),
            missing=tuple(self._missing(partial, depth, above)),
            against=tuple(self._against(partial)),
        )

    def _note(self, rule: str) -> RuleNote | None:
        note = self._notes.get(rule)
        return None if note is None else note_from_written(note, self._world.theory.theory)

    def _held(self, facts: Iterable[Triple]) -> Iterator[Step]:
        """What the case says or gives of the premises; what ties nodes goes without saying."""
        for fact in dict.fromkeys(facts):
            if fact[1] not in _PLUMBING | self._supplier.made:
                step = self._step(fact)
                if step.basis is not Basis.THEORY:
                    yield step

    def _step(self, fact: Triple) -> Step:
        sources, statement = self._world.sources, self._lexicon.sentence(*fact)
        if sources.is_stated(fact):
            evidence = sources.by_line(sources.evidence([fact]))
            return Step(Basis.STATED, statement, evidence=evidence)
        concluded = bool(self._world.conclusions.round(fact))
        is_number = is_literal(fact[2]) and fact[2] != boolean(True)
        if concluded and not is_number and fact[1] not in self._reported:
            statement = self._by_its_rule(fact) or statement
        return Step(Basis.INFERRED if concluded else Basis.THEORY, statement)

    @cached_property
    def _reported(self) -> frozenset[str]:
        """The properties that people know from the report; others are steps on the way there."""
        return frozenset(p for section in self._world.sections for p in section.properties)

    def _by_its_rule(self, fact: Triple) -> Words | None:
        """The sentence of the rule that concludes a fact, with the numbers that it compares."""
        told = self._world.prover.reason(fact)
        if told.sentence is None or told.rule is None:
            return None
        bindings = self._world.prover.bindings(fact)
        for part in self._world.theory.rules[told.rule.term].body:
            if is_comparison(part) and set(variables(part.expression)) <= bindings.keys():
                words = condition_in_words(part, bindings, self._lexicon)
                return _COMPARED.filled({"sentence": told.sentence, "condition": words})
        return told.sentence

    def _against(self, partial: Partial) -> Iterator[Against]:
        for blocked in partial.blocked:
            looked_for = absence_in_words(Absence(blocked.patterns, False, False), self._lexicon)
            facts = [fact for fact in blocked.facts if fact[1] not in _PLUMBING] or blocked.facts
            yield Against(looked_for, tuple(map(self._step, facts)))

    # ------------------------------------------------------------------ what is missing
    def _missing(self, partial: Partial, depth: int, above: set[Atom]) -> Iterator[Missing]:
        groups: dict[Hashable, list[Atom]] = {}
        for atom, group in partial.lacking:
            if group.cost:
                groups.setdefault(group.key, []).append(atom)
        for key, atoms in groups.items():
            draft = None if is_goal(key) else draft_of_group(atoms, self._supplier)
            inferred = next((a for a in atoms if a[1] in self._supplier.derived), None)
            if inferred is None or draft is not None:
                yield self._unsaid(atoms, draft)
            else:
                below = self._below(inferred, depth, above)
                silence, evidence = self._silences.of(atoms)
                yield Missing(self._pattern(inferred), silence, (), below, evidence)

    def _below(self, atom: Atom, depth: int, above: set[Atom]) -> Lack:
        """Why a premise does not follow either; too deep down only how many rules might give it."""
        if depth < _DEPTH:
            return self.lack(atom, depth + 1, above)
        rules = {rule.id for rule, _, _ in rules_for(self._world, atom)}
        return Lack(self._pattern(atom), (), others=len(rules))

    def _unsaid(self, atoms: list[Atom], draft: Draft | None) -> Missing:
        """Something that a statement would supply."""
        silence, evidence = self._silences.of(atoms)
        supplies = (
            (self._writer.text(draft, {}, self._writer.placeholders(draft)),) if draft else ()
        )
        telling = [a for a in atoms if a[1] not in _PLUMBING] or atoms
        parts = [self._pattern(atom) for atom in telling]
        statement = Words(
            "; ".join(part.en for part in parts), "；".join(part.zh for part in parts)
        )
        made = next((o for _, p, o in atoms if p == TYPE and not is_variable(o)), None)
        if made is not None:
            label = self._lexicon.label(made)
            statement = _SOME.filled({"sort": label, "statement": statement})
        return Missing(statement, silence, supplies, None, evidence)

    def _pattern(self, atom: Atom) -> Words:
        """A pattern in words; what has no name is "something"."""
        return absence_in_words(Absence((atom,), False, False), self._lexicon)


def rules_for(world: World, atom: Atom) -> Iterator[tuple[Rule, Body, dict[str, str]]]:
    """The rules whose conclusion has the form of a pattern, with what that gives to variables."""
    for planned, template in world.rules_by_property.get(atom[1], ()):
        head = template.object
        if head != atom[2] and not (is_variable(str(head)) or is_variable(atom[2])):
            continue  # most rules conclude the same property of another term
        values = match_template(template.terms, atom)
        if values is not None:
            bound = {name: term for name, term in values.items() if not is_variable(term)}
            yield planned.rule, planned.body, bound


def _shape(partial: Partial) -> object:
    """What a match lacks, whoever it is about: of many alike, one is shown."""
    lacking = tuple((atom[1], group.cost) for atom, group in partial.lacking)
    return partial.rule.id, lacking, tuple(blocked.patterns for blocked in partial.blocked)
