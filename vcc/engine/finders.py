"""What may conclude a fact, compiled where facts of that kind are asked about again and again.

To ask one rule backwards (`solve.py`) takes about as long as ten answers of a compiled function,
but to compile it takes as long as some dozens. So it is compiled after it was asked often, or with
the rules, where these are kept on disk (`instances.py`): to read it takes as long as one answer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vcc.engine.heads import Head
from vcc.engine.instance import Instance, instance_of
from vcc.engine.relation import Store
from vcc.engine.solve import Values, View, solutions
from vcc.plan.lower import Body
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.engine.stratum import Compiled

OFTEN: Final = 24
# Instances; and heads of rules that count, each with the values that the fact tells.
Found = tuple[list[Instance], Sequence[tuple[Head, Values]]]


@dataclass(frozen=True, slots=True)
class Answers:
    """Heads compiled to one function; it can be pickled.

    `asked` are the rules that the function numbers, with the variables of their solutions;
    `others` are the places of heads that stay as they are, `backward` the predicates that are
    looked up by object.
    """

    code: Compiled
    asked: tuple[tuple[str, tuple[str, ...]], ...]
    others: tuple[int, ...]
    backward: frozenset[str]


class Finder:
    """The heads that conclude facts of one predicate and, maybe, one object."""

    __slots__ = ("_answers", "_asked", "_bodies", "_compiled", "_heads", "_others", "_run")

    def __init__(
        self,
        heads: Sequence[Head],
        bodies: Mapping[str, Body],
        often: int,
        answers: Answers | None = None,
    ) -> None:
        """It is compiled when it was asked that often, if it was not before (`answers`)."""
        self._bodies = bodies
        self._heads = heads
        self._asked = -often
        self._answers = answers
        self._run: Callable[..., None] | None = None
        self._compiled: list[tuple[str, Body, tuple[str, ...]]] = []
        self._others: Sequence[Head] = ()

    def found(self, fact: Triple, store: Store, before: int | None) -> Found:
        """What concludes the fact from facts that appeared before a round (None: any)."""
        if self._run is None and not (isinstance(store, Store) and self._is_ready()):
            return self._searched(self._heads, fact, View(store, before))
        assert self._run is not None
        assert self._answers is not None
        for predicate in self._answers.backward:
            if predicate not in store.backward:
                store.back(predicate)
        rows: list[tuple[int, tuple[str, ...], tuple[Triple, ...]]] = []
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

    def _is_ready(self) -> bool:
        """Make the function if it was asked for often enough; whether it was."""
        answers = self._answers
        if answers is None:
            self._asked += 1
            if self._asked <= 0:
                return False
            answers = self._answers = answers_from_heads(self._heads, self._bodies)
        bodies = self._bodies
        self._compiled = [(rule, bodies[rule], wanted) for rule, wanted in answers.asked]
        self._others = [self._heads[place] for place in answers.others]
        self._run = answers.code.function()
        return True


def answers_from_heads(heads: Sequence[Head], bodies: Mapping[str, Body]) -> Answers:
    """Compile heads; those that make new terms, count, or look at facts of any predicate stay as
    they are."""
    from vcc.engine.questions import code_from_questions, question_of
    from vcc.engine.stratum import compiled

    questions = [(head, question_of(head, bodies[head.rule])) for head in heads]
    asked = [(head.rule, question) for head, question in questions if question is not None]
    code = code_from_questions(question for _, question in asked)
    return Answers(
        compiled(code, "<what may conclude a fact>"),
        tuple((rule, question.wanted) for rule, question in asked),
        tuple(place for place, (_, question) in enumerate(questions) if question is None),
        frozenset[str]().union(*(question.backward for _, question in asked)),
    )
