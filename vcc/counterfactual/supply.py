"""What the language can say: which statement could supply a premise that a rule lacks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from typing import Final

from vcc.case.words import STATEMENT_BY_ID, STATEMENTS, ClauseWord, Takes
from vcc.counterfactual.world import World
from vcc.engine.lack import Group
from vcc.graph.inverse import (
    MEMBERSHIP,
    STATEMENT_OF_CLASS,
    Place,
    Way,
    ways_of,
)
from vcc.plan.operators import Atom, is_variable
from vcc.program.syntax import Assignment, Term
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import is_literal

# The first word of the key of a group that rules supply, not a statement.
_GOAL: Final = "goal"
_PRICED: Final = "move:gives"  # the one statement in which `for` says what is given in return
# Statements whose node may get more said of it: those that declare a name of their own.
_DECLARED: Final = frozenset(word.id for word in STATEMENTS)


class CaseSupplier:
    """Says which statements of the case language could supply a pattern (`engine.lack.Supplier`).

    A premise that a rule concludes is a goal of its own; one that the theory says, or that no
    statement makes, cannot be supplied.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._store = world.conclusions.store

    @cached_property
    def _heads(self) -> Mapping[str, tuple[tuple[Term, ...], ...]]:
        """What rules conclude, by property."""
        found: dict[str, set[tuple[Term, ...]]] = {}
        for rule in self._world.theory.program.rules:
            for template in rule.head:
                if isinstance(template.predicate, str):
                    found.setdefault(template.predicate, set()).add(template.terms)
        return {property: tuple(heads) for property, heads in found.items()}

    @cached_property
    def derived(self) -> frozenset[str]:
        """The properties that only rules give, never a statement."""
        return frozenset(p for p in self._heads if p not in MEMBERSHIP and not ways_of(p))

    @cached_property
    def made(self) -> frozenset[str]:
        """The properties that say what a node is which only rules make (`SET(?x := IRI(…))`): the
        scope of a tally, say. What is there keeps them, and no statement gives them."""
        makers: dict[str, set[bool]] = {}
        for rule in self._world.theory.program.rules:
            assigned = {e.variable for e in rule.body if isinstance(e, Assignment)}
            for template in rule.head:
                is_made = template.subject in assigned
                makers.setdefault(str(template.predicate), set()).add(is_made)
        return frozenset(p for p, is_made in makers.items() if is_made == {True}) & self.derived

    def may_follow(self, atom: Atom) -> bool:
        """Whether a rule's conclusion could have the form of the pattern."""
        return any(
            all(mine == its or is_variable(mine) or is_variable(str(its))
                for mine, its in zip(atom, head, strict=True))
            for head in self._heads.get(atom[1], ())
        )  # fmt: skip

    @cached_property
    def statement_of(self) -> Mapping[str, str]:
        """The statement that makes each node that the text of the case itself makes."""
        own = self._world.source.name
        found = {}
        for subject, property, object in self._world.graph.triples:
            statement = STATEMENT_OF_CLASS.get(object) if property == TYPE else None
            if statement and self._world.graph.places[subject].source == own:
                found[subject] = statement
        return found

    # ------------------------------------------------------------------ engine.lack.Supplier
    def groups(self, atom: Atom, new: frozenset[str]) -> tuple[Group, ...]:
        """What could supply a pattern; nothing where it must be matched."""
        subject, property, object = atom
        if is_variable(property):
            return ()
        if is_variable(subject):
            return self._of_something(atom, new)
        if property in self.made and self._store.forward.get(property, {}).get(subject):
            return ()  # it is what it is
        if property in self.derived:
            return (Group((_GOAL, atom)),) if self.may_follow(atom) else ()
        if subject == self._world.graph.case and property == vcc("asksFor"):
            return (Group(("clause", atom)),)
        ways = self.ways(subject, property)
        if any(self.takes(way, subject, property, object) for way in ways):
            return (Group(("clause", atom)),)
        return ()

    def subjects(self, atom: Atom) -> tuple[str, ...]:
        """What the case declares and may still say this of."""
        _, property, object = atom
        if is_variable(property) or property in MEMBERSHIP or property in self.derived:
            return ()
        sorts = {way.statement for way in ways_of(property) if way.clause is not None}
        return tuple(
            node
            for node, sort in self.statement_of.items()
            if sort in sorts
            and any(self.takes(way, node, property, object) for way in self.ways(node, property))
        )

    def _of_something(self, atom: Atom, new: frozenset[str]) -> tuple[Group, ...]:
        """A pattern about something that the case may not have yet."""
        subject, property, object = atom
        if property in self.derived:
            if not self.may_follow(atom):
                return ()
            if subject in new:
                return (Group(("follows", atom), 0),)
            # It may be told of something that is there, or of something new.
            return Group((_GOAL, atom)), Group(("new", subject), 1, subject)
        if property == TYPE:
            makes = object in STATEMENT_OF_CLASS or is_variable(object)
        else:
            makes = property in MEMBERSHIP or bool(ways_of(property))
            if not is_variable(object) and makes and property not in MEMBERSHIP:
                makes = any(self.may_stand(way, object) for way in ways_of(property))
        return (Group(("new", subject), 1, subject),) if makes else ()

    # ------------------------------------------------------------------ what may be said where
    def ways(self, node: str, property: str) -> tuple[Way, ...]:
        """The ways to say more of a node that the case declares."""
        statement = self.statement_of.get(node, "")
        if statement not in _DECLARED:
            return ()
        return tuple(
            way
            for way in ways_of(property, statement)
            if way.clause is not None or way.place is Place.KIND
        )

    def takes(self, way: Way, node: str, property: str, object: str) -> bool:
        """Whether a declared node may still get this value (a variable: some value) that way."""
        if node == object:
            return False
        said = self._store.forward.get(property, {}).get(node, {})
        many = way.clause is not None and way.clause.takes in (Takes.NAMES, Takes.TERMS)
        if said and not (many or (way.clause is not None and way.clause.repeatable)):
            return False
        return is_variable(object) or self.may_stand(way, object)

    def may_stand(self, way: Way, object: str) -> bool:
        """Whether a value may stand there: a thing of the right sort, or a term of the scheme."""
        if way.clause is not None and is_variable(object):
            return True
        if way.clause is not None and way.clause.id == "for" and way.statement == _PRICED:
            return self.sort_of(object) == "resource"
        if way.clause is not None:
            return self._fits_clause(way.clause, object)
        if way.place is Place.KIND:
            scheme = vcc(STATEMENT_BY_ID[way.statement].scheme)
            return object in self._world.theory.ontology.members.get(scheme, ())
        return not is_literal(object)

    def _fits_clause(self, clause: ClauseWord, object: str) -> bool:
        if clause.takes is Takes.TERMS:
            return object in self._world.theory.ontology.members.get(vcc(clause.scheme), ())
        if clause.takes is Takes.NAMES:
            return self.sort_of(object) in clause.targets
        if clause.takes is Takes.NOTHING:
            return object == vcc(clause.value) or object.startswith(f'"{clause.value}"')
        return True

    def sort_of(self, node: str) -> str:
        """The word under which `targets` know a declared thing (`actor`, `demand`, …); or ""."""
        return self.sorts.get(node, "")

    @cached_property
    def sorts(self) -> Mapping[str, str]:
        """The sort of every name of the case."""
        resolved = self._world.resolved
        below = self._world.graph.case[:-1]
        found = {}
        for node in self._world.graph.places:
            name = self._world.lexicon.name(node)
            declared = resolved.declared.get(name)
            if declared is not None and node.count("/") == below.count("/") + 1:
                found[node] = declared.target
        return found


class WrittenSupplier(CaseSupplier):
    """The same for people, who are told what they could write.

    What only rules make is no more than what it is made of: neither is something of the sort to
    be written, nor could anything that is there become it.
    """

    def groups(self, atom: Atom, new: frozenset[str]) -> tuple[Group, ...]:
        """What could supply a pattern; of what only rules make, these rules."""
        subject, property, _ = atom
        groups = super().groups(atom, new)
        if property not in self.made:
            return groups
        return () if self._is_there(subject) else tuple(g for g in groups if is_goal(g.key))

    def is_sound(self, lacking: Iterable[tuple[Atom, Group]]) -> bool:
        """The same once a match has found out what its patterns are about."""
        return not any(p in self.made and self._is_there(s) for (s, p, _), _ in lacking)

    def _is_there(self, term: str) -> bool:
        return any(self._store.matching(term, None, None))


def is_goal(key: Hashable) -> bool:
    """Whether the group of that key is supplied by rules, not by a statement."""
    return isinstance(key, tuple) and key[0] == _GOAL
