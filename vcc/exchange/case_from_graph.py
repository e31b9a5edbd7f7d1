"""A graph → a case: everything that the language can say of it.

The other way round of `vcc.graph.from_case`, by the same tables; what is over is listed with the
reason why. What the language never writes, because it follows (who takes part, which resources
are used), is not over: the case that is made says it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vcc.case.model import (
    Case,
    Clause,
    Closure,
    Declaration,
    Expectation,
    Expected,
    FrameworkChoice,
    Item,
    Move,
    Stance,
    Statement,
)
from vcc.case.words import (
    EXPECTED_SCHEMES,
    FRAMEWORK_SCHEME,
    LIST_SCHEME,
    MOVE_CLAUSES,
    MOVES,
    STATEMENTS,
    MoveWord,
)
from vcc.exchange.clauses import Clauses
from vcc.exchange.facts import Facts
from vcc.exchange.language import language_of
from vcc.exchange.sayable import NOWHERE, can_be_name, name_of, plain_of
from vcc.exchange.things import (
    IN_CASE,
    KIND,
    NAME,
    OF_ACTOR,
    OF_CLASS,
    STANCES,
    Thing,
    Things,
    last_segment,
)
from vcc.graph.moves import PLACES
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import Triple
from vcc.vocabulary.terms import OntologyTerms

CASE_CLASS: Final = vcc("Case")
_ASKS_FOR, _EXPECTS, _EXPECTED_TERM = vcc("asksFor"), vcc("expects"), vcc("expectedTerm")
_EXPECTATION_OF, _OF, _CLOSES = vcc("expectationOf"), vcc("of"), vcc("closes")
_COMPLETE, _MOVE_OF, _PRICE, _RETURN = (
    vcc("complete"),
    vcc("moveOf"),
    vcc("price"),
    vcc("inReturnFor"),
)
INCOMPLETE: Final = Words("a move needs all its parts", "流转须写明各个部分")
NO_ITEM_KIND: Final = Words(
    "what an actor seeks or aims at needs a kind", "主体的诉求或目标须有类别"
)
RENAMED_CASE: Final = Words("no name of the language", "不能用作名称")


@dataclass(frozen=True, slots=True)
class CaseOfGraph:
    """A case made of a graph; `left` are the triples that it does not say, with the reason
    where one is known; `names` are the names that nodes got."""

    case: Case
    left: Mapping[Triple, Words | None]
    names: Mapping[str, str]


def case_from_graph(
    node: str,
    facts: Facts,
    terms: OntologyTerms,
    others: frozenset[str] = frozenset(),
    language: str = "",
) -> CaseOfGraph:
    """The case that a node is; `others` are the other cases in the same data, `language` the one
    that the file should be in, if that can be."""
    things = Things(node, facts, terms, others)
    language = language_of(facts, things, language)
    words = "zh" if language.startswith("zh") else "en"
    clauses = Clauses(facts, things, terms, language, words)
    case = _Reader(node, facts, things, clauses).case(language)
    names = {thing.node: thing.name for thing in things.by_node.values() if thing.name}
    return CaseOfGraph(case, facts.missing(), names)


class _Reader:
    def __init__(self, node: str, facts: Facts, things: Things, clauses: Clauses) -> None:
        self._node = node
        self._facts = facts
        self._things = things
        self._clauses = clauses

    def case(self, language: str) -> Case:
        """The whole case."""
        self._facts.typed(self._node, CASE_CLASS)
        name = self._name()
        labels = self._clauses.labels(self._node)
        citations = self._clauses.citations(self._node)
        statements = tuple(self._statements())
        return Case(
            name_of(name), language, False, labels, citations, (), statements, NOWHERE
        )  # fmt: skip

    def _name(self) -> str:
        for term in self._facts.objects(self._node, NAME):
            text = plain_of(term)
            if text is not None and can_be_name(text):
                self._facts.said(self._node, NAME, term)
                return text
            self._facts.refuse((self._node, NAME, term), RENAMED_CASE)
        last = last_segment(self._node)
        return last if can_be_name(last) else "case"

    def _statements(self) -> Iterator[Statement]:
        """Statements in the order of the language's table, then by node."""
        frameworks = tuple(self._clauses.terms(self._node, _ASKS_FOR, FRAMEWORK_SCHEME))
        if frameworks:
            yield FrameworkChoice(frameworks, NOWHERE)
        order = {word.id: number for number, word in enumerate(STATEMENTS)}
        declared = [thing for thing in self._things.by_node.values() if not thing.owner]
        for thing in sorted(declared, key=lambda thing: (order[thing.word.id], thing.node)):
            yield self._declaration(thing)
        yield from self._closures()
        yield from self._expectations()

    # ------------------------------------------------------------------ declarations
    def _declaration(self, thing: Thing) -> Declaration:
        node, word = thing.node, thing.word
        self._membership(thing)
        scheme = word.scheme
        return Declaration(
            word.id,
            thing.stance,
            name_of(thing.name),
            self._clauses.term(node, KIND, scheme) if scheme else None,
            self._clauses.labels(node),
            self._clauses.of(node, word.clauses),
            self._clauses.citations(node),
            tuple(self._items(thing)),
            tuple(self._moves(thing)),
            NOWHERE,
        )

    def _membership(self, thing: Thing) -> None:
        """That a node is a thing of the case, or what is denied or meant, goes by the statement."""
        facts, node = self._facts, thing.node
        if thing.stance is Stance.ACTUAL:
            facts.typed(node, vcc(thing.word.rdf_class))
            facts.said(node, IN_CASE, self._node)
        else:
            stance_class, link = STANCES[thing.stance]
            facts.typed(node, stance_class)
            facts.said(node, OF_CLASS, vcc(thing.word.rdf_class))
            facts.said(node, link, self._node)

    def _items(self, actor: Thing) -> Iterator[Item]:
        for thing in self._things.items_of(actor.node):
            node, word = thing.node, thing.word
            kind = self._clauses.term(node, KIND, word.scheme)
            if kind is None:
                self._facts.refuse((node, OF_ACTOR, actor.node), NO_ITEM_KIND)
                continue
            self._facts.said(node, OF_ACTOR, actor.node)
            if thing.stance is Stance.ACTUAL:
                self._facts.typed(node, vcc(word.rdf_class))
                self._facts.said(node, IN_CASE, self._node)
            yield Item(
                word.id,
                name_of(thing.name) if thing.name else None,
                kind,
                self._clauses.labels(node),
                self._clauses.of(node, word.clauses),
                self._clauses.citations(node),
                NOWHERE,
            )

    # ------------------------------------------------------------------ moves
    def _moves(self, activity: Thing) -> Iterator[Move]:
        for node in self._facts.subjects(_MOVE_OF, activity.node):
            word = self._move_word(node)
            if word is None:
                self._facts.refuse((node, _MOVE_OF, activity.node), INCOMPLETE)
                continue
            self._facts.said(node, _MOVE_OF, activity.node)
            if activity.stance is Stance.ACTUAL:
                self._facts.typed(node, vcc(word.rdf_class))
                self._facts.said(node, IN_CASE, self._node)
            yield self._move(node, word)

    def _move_word(self, node: str) -> MoveWord | None:
        """The form of a move, by its class or by its parts; None if parts are missing."""
        types = self._facts.objects(node, TYPE)
        for word in MOVES:
            needed = zip(PLACES[word.id][:3], self._sorts(word)[:3], strict=True)
            whole = all(
                any(self._things.called(o, sorts) for o in self._facts.objects(node, property))
                for property, sorts in needed
                if property
            )
            if whole and (not types or vcc(word.rdf_class) in types):
                return word
        return None

    @staticmethod
    def _sorts(word: MoveWord) -> tuple[tuple[str, ...], ...]:
        """What may stand in the four places of a move."""
        return (word.subject_target,), ("actor",), ("resource",), ("resource",)

    def _move(self, node: str, word: MoveWord) -> Move:
        subjects, receivers, objects, products = (
            tuple(self._clauses.names(node, property, sorts)) if property else ()
            for property, sorts in zip(PLACES[word.id], self._sorts(word), strict=True)
        )
        ids = tuple(id for id in MOVE_CLAUSES if id != "for")
        clauses = (*self._clauses.of(node, ids), *self._returns(node, word))
        citations = self._clauses.citations(node)
        return Move(word.id, subjects, receivers, objects, products, clauses, citations, NOWHERE)

    def _returns(self, node: str, word: MoveWord) -> Iterator[Clause]:
        """What a transfer is made for: an amount, or resources (a move takes one of them)."""
        if word.id != MOVES[0].id:
            return
        resources = tuple(self._clauses.names(node, _RETURN, ("resource",)))
        if resources:
            yield Clause("for", resources, NOWHERE)
        for priced in self._facts.objects(node, _PRICE):
            quantity = self._clauses.quantity(priced)
            if quantity is not None:
                self._facts.said(node, _PRICE, priced)
                yield Clause("for", (quantity,), NOWHERE)

    # ------------------------------------------------------------------ about the case
    def _closures(self) -> Iterator[Closure]:
        """Closed lists: as nodes of their own, or in short."""
        said: set[tuple[str, str]] = set()
        for node in self._facts.subjects(TYPE, vcc("Closure")):
            if self._node not in self._facts.objects(node, IN_CASE):
                continue
            closed = self._facts.objects(node, _CLOSES)
            owners = self._facts.objects(node, _OF) or [self._node]
            list = self._clauses.term(node, _CLOSES, LIST_SCHEME)
            if list is None:
                continue
            said |= {(owner, closed[0]) for owner in owners}
            self._facts.typed(node, vcc("Closure"))
            self._facts.said(node, IN_CASE, self._node)
            of = tuple(self._clauses.names(node, _OF))
            clauses = self._clauses.of(node, ())
            yield Closure(list, of, clauses, self._clauses.citations(node), NOWHERE)
        for owner in (self._node, *self._things.by_node):
            yield from self._short_closures(owner, said)

    def _short_closures(self, owner: str, said: set[tuple[str, str]]) -> Iterator[Closure]:
        name = self._things.called(owner)
        of = () if owner == self._node else (name_of(name),)
        for object in self._facts.objects(owner, _COMPLETE):
            list = None if (owner, object) in said else self._clauses.word(object, LIST_SCHEME)
            if list is not None and (name or not of):
                self._facts.said(owner, _COMPLETE, object)
                yield Closure(list, of, (), (), NOWHERE)

    def _expectations(self) -> Iterator[Expectation]:
        about = {vcc(e.value.replace(" ", "-")): e for e in Expected}
        for node in self._facts.subjects(_EXPECTATION_OF, self._node):
            expects = [o for o in self._facts.objects(node, _EXPECTS) if o in about]
            if not expects:
                continue
            expected = about[expects[0]]
            scheme = EXPECTED_SCHEMES.get(expected.value, "")
            self._facts.said(node, _EXPECTATION_OF, self._node)
            self._facts.said(node, _EXPECTS, expects[0])
            self._facts.typed(node, vcc("Expectation"))
            terms = tuple(self._clauses.terms(node, _EXPECTED_TERM, scheme)) if scheme else ()
            of = tuple(self._clauses.names(node, _OF))
            clauses = self._clauses.of(node, ("according-to",))
            citations = self._clauses.citations(node)
            yield Expectation(expected, terms, of, clauses, citations, NOWHERE)
