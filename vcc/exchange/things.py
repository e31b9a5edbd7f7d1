"""Which nodes of a graph are declared things of a case, and under which names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from vcc.case.model import Stance
from vcc.case.words import ACTOR_ITEMS, CLAUSES, ITEM_TARGETS, STATEMENTS, StatementWord
from vcc.exchange.facts import Facts
from vcc.exchange.sayable import can_be_name, plain_of
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import LABEL, TYPE, vcc
from vcc.vocabulary.rdf import is_iri, literal, literal_parts
from vcc.vocabulary.terms import OntologyTerms

IN_CASE: Final = vcc("inCase")
OF_ACTOR: Final = vcc("ofActor")
OF_CLASS: Final = vcc("ofClass")
NAME: Final = vcc("name")
KIND: Final = vcc("kind")
# How a case says that something is so, is not so, or is meant: its class, and its link to the case.
STANCES: Final = {
    Stance.ABSENT: (vcc("Denial"), vcc("deniedIn")),
    Stance.PLANNED: (vcc("Plan"), vcc("plannedFor")),
}
# The properties by which other statements refer to an item, by the item's id.
_REFER: Final = {
    id: tuple(vcc(clause.property) for clause in CLAUSES if target in clause.targets)
    for id, target in ITEM_TARGETS.items()
}
RENAMED: Final = Words(
    "no name of the language; called {name} here", "不能用作名称；此处改称 {name}"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A node that becomes a declaration, or an item in the block of an actor.

    `target` is what clauses may ask for: the id of the statement, `demand` or `goal`. `name` is
    empty for an item without one; `owner` is the node of an item's actor.
    """

    node: str
    word: StatementWord
    target: str
    stance: Stance
    name: str
    owner: str = ""


def last_segment(node: str) -> str:
    """What an IRI ends in, as people would read it."""
    return unquote(re.split("[/#:]", node[1:-1].rstrip("/#:"))[-1])


class Things:
    """All things of one case, by node."""

    def __init__(
        self, case: str, facts: Facts, terms: OntologyTerms, others: frozenset[str]
    ) -> None:
        """`others` are the other cases of the same data."""
        self.case = case
        self._terms = terms
        self._facts = facts
        self._others = others
        self._taken: set[str] = set()
        self.by_node: dict[str, Thing] = {}
        for thing in self._declared():
            self.by_node[thing.node] = thing
        for thing in [*self._items()]:
            self.by_node.setdefault(thing.node, thing)

    def called(self, node: str, targets: tuple[str, ...] = ()) -> str:
        """The name of a thing of one of these sorts (of any, without them); "" if it is none."""
        thing = self.by_node.get(node)
        fits = thing is not None and (not targets or thing.target in targets)
        return thing.name if thing is not None and fits else ""

    def items_of(self, actor: str) -> list[Thing]:
        """The demands and goals of an actor."""
        return [thing for thing in self.by_node.values() if thing.owner == actor]

    # ------------------------------------------------------------------ which nodes
    def _declared(self) -> Iterator[Thing]:
        seen: set[str] = set()
        for word in STATEMENTS:
            for stance, node in self._of_class(word):
                if node not in seen:
                    seen.add(node)
                    yield Thing(node, word, word.id, stance, self._name(node, word))

    def _of_class(self, word: StatementWord) -> Iterator[tuple[Stance, str]]:
        rdf_class = vcc(word.rdf_class)
        for node in self._facts.subjects(TYPE, rdf_class):
            if self._belongs(node, IN_CASE):
                yield Stance.ACTUAL, node
        for node in self._facts.subjects(OF_CLASS, rdf_class):
            types = self._facts.objects(node, TYPE)
            for stance, (stance_class, link) in STANCES.items():
                if stance_class in types and self._belongs(node, link):
                    yield stance, node

    def _belongs(self, node: str, link: str) -> bool:
        """Whether a node is said to be of this case, or of none where there is no other."""
        cases = self._facts.objects(node, link)
        return self.case in cases or (not cases and not self._others)

    def _items(self) -> Iterator[Thing]:
        for actor in sorted(n for n, thing in self.by_node.items() if thing.target == "actor"):
            for node in self._facts.subjects(OF_ACTOR, actor):
                word = self._item_word(node)
                named = self._facts.objects(node, NAME)
                name = self._name(node, word) if named or self._is_named(node) else ""
                stance = self.by_node[actor].stance
                yield Thing(node, word, ITEM_TARGETS[word.id], stance, name, actor)

    def _is_named(self, node: str) -> bool:
        """Whether other statements refer to an item: then it needs a name."""
        return any(self._facts.subjects(p, node) for p in (*_REFER["seeks"], *_REFER["aims"]))

    def _item_word(self, node: str) -> StatementWord:
        """Whether an item is sought or aimed at: its class tells, or else (below what is denied)
        its kind, its IRI, and what refers to it."""
        types = self._facts.objects(node, TYPE)
        kinds = self._facts.objects(node, KIND)
        fitting = [
            word
            for word in ACTOR_ITEMS
            if (not types or vcc(word.rdf_class) in types)
            and all(kind in self._terms.in_scheme(word.scheme) for kind in kinds)
        ]
        for word in fitting:
            numbered = f"/{word.rdf_class.lower()}/" in node
            if numbered or any(self._facts.subjects(p, node) for p in _REFER[word.id]):
                return word
        return (fitting or ACTOR_ITEMS)[0]

    # ------------------------------------------------------------------ names
    def _name(self, node: str, word: StatementWord) -> str:
        """The name that a node gives itself, or else one made from its IRI or label."""
        given = self._facts.objects(node, NAME)
        for term in given:
            text = plain_of(term)
            if text is not None and can_be_name(text) and text not in self._taken:
                self._taken.add(text)
                self._facts.said(node, NAME, term)
                return text
        name = self._free(self._proposal(node, word))
        for term in given:
            self._facts.refuse((node, NAME, term), RENAMED.filled({"name": name}))
        if not given:  # the text gives it one
            self._facts.said(node, NAME, literal(name))
        return name

    def _proposal(self, node: str, word: StatementWord) -> str:
        if is_iri(node):
            last = last_segment(node)
            if can_be_name(last):
                return last
        labels = [literal_parts(o).lexical for o in self._facts.objects(node, LABEL) if o[0] == '"']
        return next((label for label in labels if can_be_name(label)), word.id)

    def _free(self, name: str) -> str:
        number, found = 2, name
        while found in self._taken:
            found, number = f"{name}-{number}", number + 1
        self._taken.add(found)
        return found
