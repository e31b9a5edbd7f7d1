"""Rules asked backwards → the text of one Python function: which of them conclude a fact, and how.

What a rule needs of the fact's own terms is looked at first, inline; only where all of it is there
is the rule's own function called, whose loops find its solutions (`codegen.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vcc.engine.codegen import Function
from vcc.engine.generated import Code
from vcc.engine.heads import Head, Need
from vcc.engine.join import backward_predicates
from vcc.engine.solve import given_by
from vcc.plan.lower import Body
from vcc.plan.operators import Atom, Operator, Pipeline, is_variable
from vcc.plan.order import ordered


@dataclass(frozen=True, slots=True)
class Question:
    """A rule asked backwards: the template that makes the fact, what must match it, and how the
    solutions are found.

    `wanted` are the variables of a solution, `premises` the patterns that it fills; `backward` are
    the predicates looked up by object.
    """

    template: Atom
    needs: tuple[Need, ...]
    operators: tuple[Operator, ...]
    wanted: tuple[str, ...]
    premises: tuple[Atom, ...]
    backward: frozenset[str]


def question_of(head: Head, body: Body) -> Question | None:
    """The question of a head; None for one that makes new terms or counts, and where it cannot be
    told what will be looked up."""
    if not head.is_plain or body.aggregates:
        return None
    subject, predicate, object = map(str, head.terms)
    known = tuple(dict.fromkeys(t for t in (subject, predicate, object) if is_variable(t)))
    steps = tuple(ordered(body.parts, known))
    backward = {name for name, _, is_subject in head.needs if not is_subject}
    for name in backward_predicates(Pipeline(head.rule, None, False, steps), frozenset(known)):
        if name is None:
            return None
        backward.add(name)
    wanted = tuple(sorted({*known, *(name for part in body.parts for name in given_by(part))}))
    return Question(
        (subject, predicate, object),
        head.needs,
        steps,
        wanted,
        tuple(match.atom for match in body.matches),
        frozenset(backward),
    )


def code_from_questions(questions: Iterable[Question]) -> Code:
    """Generate the function that answers questions about one fact.

    It takes `F` and `B`, the round before which all that is matched must have appeared, the list
    `N`, and the fact. For each solution it adds to the list the number of the question, the terms
    of the variables that are wanted, and the premises.
    """
    code = Code(always=("F", "B", "before", "N"))
    main = Function(code, "run", [*code.always, *_FACT], None)
    for number, question in enumerate(questions):
        known = dict(reversed([(t, n) for t, n in zip(question.template, _FACT, strict=True)]))
        names = {term: name for term, name in known.items() if is_variable(term)}
        arguments = [*code.always, *map(code.local, names)]
        asked = number, question.wanted, question.premises
        own = Function(code, code.temporary(), arguments, "return", asked)
        own.steps(question.operators, frozenset(names))
        code.functions.append(own.text())
        main.depth, main.loops = 1, 0
        for condition in _conditions(question, names):
            main.guard(condition)
        main.write(f"{own.name}({', '.join([*code.always, *names.values()])})")
    code.functions.append(main.text())
    return code


_FACT = ("s", "p", "o")


def _conditions(question: Question, names: dict[str, str]) -> Iterator[str]:
    """What must hold for there to be a solution, told by the fact alone."""
    for term, name in zip(question.template, _FACT, strict=True):
        if names.get(term) != name:
            yield f"{name} == {names.get(term, repr(term))}"
    for predicate, term, is_subject in question.needs:
        yield f"{names.get(term, repr(term))} in {'F' if is_subject else 'B'}.get({predicate!r}, E)"
