"""What may conclude a fact, compiled where facts of that kind are asked about again and again.

To ask one rule backwards (`solve.py`) takes about as long as ten answers of a compiled function,
but to compile it takes as long as some dozens. So it is compiled after it was asked often: never
for one case, soon for a library.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from vcc.engine.heads import Head
from vcc.engine.instance import Instance, instance_of
from vcc.engine.relation import Store
from vcc.engine.solve import Values, View, solutions
from vcc.plan.lower import Body
from vcc.vocabulary.rdf import Triple

OFTEN: Final = 24
# Instances; and heads of rules that count, each with the values that the fact tells.
Found = tuple[list[Instance], Sequence[tuple[Head, Values]]]


class Finder:
    """The heads that conclude facts of one predicate and, maybe, one object."""

    __slots__ = ("_asked", "_backward", "_bodies", "_compiled", "_heads", "_others", "_run")

    def __init__(self, heads: Sequence[Head], bodies: Mapping[str, Body], often: int) -> None:
        """It is compiled when it was asked that often."""
        self._bodies = bodies
        self._heads = heads
        self._asked = -often
        self._run: Callable[..., None] | None = None
        self._compiled: list[tuple[str, Body, tuple[str, ...]]] = []
        self._others: Sequence[Head] = ()
        self._backward: frozenset[str] = frozenset()

    def found(self, fact: Triple, store: Store, before: int | None) -> Found:
        """What concludes the fact from facts that appeared before a round (None: any)."""
        if self._run is None:
            self._asked += 1
            if self._asked <= 0 or not isinstance(store, Store):
                return self._searched(self._heads, fact, View(store, before))
            self._compile()
        for predicate in self._backward:
            if predicate not in store.backward:
                store.back(predicate)
        rows: list[tuple[int, tuple[str, ...], tuple[Triple, ...]]] = []
        assert self._run is not None
        limit = sys.maxsize if before is None else before
        self._run(store.forward, store.backward, limit, rows, *fact)
        compiled = self._compiled
        found = []
        for number, terms, premises in rows:
            rule, body, names = compiled[number]
            found.append(Instance(rule, body, names, terms, premises))
        if not self._others:
            return found, ()
        searched, counting = self._searched(self._others, fact, View(store, before))
        return found + searched, counting

    def _searched(self, heads: Iterable[Head], fact: Triple, view: View) -> Found:
        found: list[Instance] = []
        counting: list[tuple[Head, Values]] = []
        for head in heads:
            values = head.values(fact)
            if values is None or not head.may_hold(values, view.store):
                continue
            body = self._bodies[head.rule]
            if body.aggregates:
                counting.append((head, values))
                continue
            found += [
                instance_of(head.rule, body, solution)
                for solution in solutions(body.parts, values, view)
                if head.makes(fact, body, solution)
            ]
        return found, counting

    def _compile(self) -> None:
        """Make the function; heads that make new terms, count, or look at facts of any predicate
        stay as they are."""
        from vcc.engine.questions import code_from_questions, question_of
        from vcc.engine.stratum import compiled

        questions = [(head, question_of(head, self._bodies[head.rule])) for head in self._heads]
        asked = [(head, question) for head, question in questions if question is not None]
        self._others = [head for head, question in questions if question is None]
        bodies = self._bodies
        self._compiled = [(h.rule, bodies[h.rule], question.wanted) for h, question in asked]
        self._backward = frozenset[str]().union(*(question.backward for _, question in asked))
        code = code_from_questions(question for _, question in asked)
        self._run = compiled(code, "<what may conclude a fact>").function()
