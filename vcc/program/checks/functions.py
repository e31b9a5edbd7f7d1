"""Functions exist and have as many arguments as they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from vcc.program import mistakes
from vcc.program.functions import CASTS, ELSEWHERE, FUNCTIONS, LEFT_OUT, MANY
from vcc.program.syntax import (
    AGGREGATES,
    Assignment,
    Call,
    Element,
    Expression,
    Filter,
    Negation,
    Rule,
    calls,
)  # fmt: skip
from vcc.source.diagnostic import Diagnostic, Words
from vcc.vocabulary.namespaces import XSD

# None of these can be written as a function.
_OPERATORS = {"||", "&&", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "!", "IN", "NOT IN",
              "UNARY -", "UNARY +", "IRI ON BASE"}  # fmt: skip
_CAST_TERMS = {f"<{XSD}{name}>" for name in CASTS}


def check_functions(rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    """Report unknown functions (with the nearest known one) and wrong numbers of arguments."""
    for rule in rules:
        for element in rule.body:
            for expression in expressions_in(element):
                for call in calls(expression):
                    yield from _check(call)


def expressions_in(element: Element) -> Iterator[Expression]:
    """The expressions of a body element, those inside a negation included."""
    if isinstance(element, Filter | Assignment):
        yield element.expression
    elif isinstance(element, Negation):
        for inner in element.elements:
            yield from expressions_in(inner)


def _check(call: Call) -> Iterator[Diagnostic]:
    name, given = call.function, len(call.arguments)
    if name in _OPERATORS:
        return
    fewest, most = (1, 1) if name in _CAST_TERMS else FUNCTIONS.get(name, (0, -1))
    if most < 0:
        yield _unknown(call)
    elif not fewest <= given <= most:
        wanted = str(fewest) if fewest == most else f"{fewest}-{'…' if most == MANY else most}"
        yield mistakes.ARGUMENT_COUNT.at(call.span, found=name, wanted=wanted, given=str(given))


def _unknown(call: Call) -> Diagnostic:
    name = call.function
    if name in AGGREGATES:
        en = f"an aggregate stands in the body by itself: {name}(?x AS ?result)"
        zh = f"汇总单独写在主体中：{name}(?x AS ?result)"
    elif name in ELSEWHERE:
        en, zh = f"write {ELSEWHERE[name]}", f"请写 {ELSEWHERE[name]}"
    elif name in LEFT_OUT:
        en = f"SPARQL-RL leaves it out; see whether {LEFT_OUT[name]} says what you mean"
        zh = f"SPARQL-RL 未收入该函数；请看 {LEFT_OUT[name]} 能否表达"
    else:
        known = sorted(_CAST_TERMS) if name.startswith("<") else sorted(FUNCTIONS)
        near = get_close_matches(name, known, 1)
        en = f"did you mean {near[0]}?" if near else "see the list of built-ins in the draft"
        zh = f"是否想写 {near[0]}？" if near else "请查看标准草案中的内置函数表"
    return mistakes.UNKNOWN_FUNCTION.at(call.span, found=name, advice=Words(en, zh))
