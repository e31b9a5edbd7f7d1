"""What may conclude a fact, compiled where facts of that kind are asked about again and again.

To ask one rule backwards (`solve.py`) takes about as long as ten answers of a compiled function,
but to compile it takes as long as some dozens. So it is compiled after it was asked often: never
for one case, soon for a library.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from vcc.engine.heads import Head
from vcc.engine.relation import Store
from vcc.engine.solve import Values, View, solutions
from vcc.plan.lower import Body
from vcc.vocabulary.rdf import Triple

OFTEN: Final = 24
# A head with the values that make it the fact; and the premises, where they are known already.
Found = tuple[Head, Values, tuple[Triple, ...] | None]


class Finder:
    """The heads that conclude facts of one predicate and, maybe, one object."""

    __slots__ = ("_asked", "_backward", "_bodies", "_compiled", "_heads", "_others", "_run")

    def __init__(self, heads: Sequence[Head], bodies: Mapping[str, Body], often: int) -> None:
        """It is compiled when it was asked that often."""
        self._bodies = bodies
        self._heads = heads
        self._asked = -often
        self._run: Callable[..., None] | None = None
        self._compiled: list[tuple[Head, tuple[str, ...]]] = []
        self._others: Sequence[Head] = ()
        self._backward: frozenset[str] = frozenset()

    def found(self, fact: Triple, view: View) -> Iterator[Found]:
        """The heads that make the fact, with the values of each solution; of a rule that counts,
        with those that the fact tells, where it may hold."""
        store = view.store
        if self._run is None:
            self._asked += 1
            if self._asked <= 0 or not isinstance(store, Store):
                yield from self._searched(self._heads, fact, view)
                return
            self._compile()
        for predicate in self._backward:
            if predicate not in store.backward:
                store.back(predicate)
        rows: list[tuple[int, tuple[str, ...], tuple[Triple, ...]]] = []
        before = sys.maxsize if view.before is None else view.before
        assert self._run is not None
        self._run(store.forward, store.backward, before, rows, *fact)
        for number, row, premises in rows:
            head, names = self._compiled[number]
            yield head, dict(zip(names, row, strict=True)), premises
        if self._others:
            yield from self._searched(self._others, fact, view)

    def _searched(self, heads: Iterable[Head], fact: Triple, view: View) -> Iterator[Found]:
        for head in heads:
            values = head.values(fact)
            if values is None or not head.may_hold(values, view.store):
                continue
            body = self._bodies[head.rule]
            if body.aggregates:
                yield head, values, None
                continue
            for solution in solutions(body.parts, values, view):
                if head.makes(fact, body, solution):
                    yield head, solution, None

    def _compile(self) -> None:
        """Make the function; heads that make new terms, count, or look at facts of any predicate
        stay as they are."""
        from vcc.engine.questions import code_from_questions, question_of
        from vcc.engine.stratum import compiled

        questions = [(head, question_of(head, self._bodies[head.rule])) for head in self._heads]
        asked = [(head, question) for head, question in questions if question is not None]
        self._others = [head for head, question in questions if question is None]
        self._compiled = [(head, question.wanted) for head, question in asked]
        self._backward = frozenset[str]().union(*(question.backward for _, question in asked))
        code = code_from_questions(question for _, question in asked)
        self._run = compiled(code, "<what may conclude a fact>").function()
