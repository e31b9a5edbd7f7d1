"""How an atom is joined: which index, which loop, or only a membership test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from vcc.plan.operators import (
    AntiJoin,
    Atom,
    Extend,
    Fresh,
    Join,
    Operator,
    Pipeline,
    Scan,
    SemiJoin,
    is_variable,
)  # fmt: skip

if TYPE_CHECKING:
    from vcc.engine.codegen import Function


def reads_backward(operator: Operator, bound: frozenset[str]) -> bool:
    """Whether looking the atom up uses the index by object."""
    assert isinstance(operator, Scan | Join)
    if isinstance(operator, Scan) and operator.delta:
        return False
    subject, _, object = operator.atom
    if is_fixed(subject, bound):
        return False
    return is_fixed(object, bound) or (
        subject not in operator.keeps and object in operator.keeps and subject != object
        and not operator.given
    )  # fmt: skip


def backward_predicates(pipeline: Pipeline, bound: frozenset[str] = frozenset()) -> set[str | None]:
    """The predicates that the pipeline looks up by object, where some variables have values; None
    stands for a variable."""
    return _backward_predicates(pipeline.operators, bound)


def _backward_predicates(operators: Iterable[Operator], bound: frozenset[str]) -> set[str | None]:
    found: set[str | None] = set()
    for operator in operators:
        if isinstance(operator, Scan | Join):
            if reads_backward(operator, bound) and not repeats(operator.atom, bound):
                predicate = operator.atom[1]
                found.add(None if is_variable(predicate) else predicate)
            bound |= frozenset(operator.keeps)
        elif isinstance(operator, SemiJoin | AntiJoin):
            found |= _backward_predicates(operator.steps, bound)
        elif isinstance(operator, Extend | Fresh):
            bound |= {operator.variable}
    return found


def positive_atoms(operators: Iterable[Operator]) -> Iterator[tuple[Atom, bool]]:
    """The atoms that must match for there to be a solution, and whether with new facts."""
    for operator in operators:
        if isinstance(operator, Scan):
            yield operator.atom, operator.delta
        elif isinstance(operator, Join):
            yield operator.atom, False
        elif isinstance(operator, SemiJoin):
            yield from positive_atoms(operator.steps)


def all_atoms(operators: Iterable[Operator]) -> Iterator[Atom]:
    """The atoms that are looked up, also those of which nothing must match."""
    for operator in operators:
        if isinstance(operator, Scan | Join):
            yield operator.atom
        elif isinstance(operator, SemiJoin | AntiJoin):
            yield from all_atoms(operator.steps)


def membership(
    function: Function, operator: Scan | Join, bound: frozenset[str], rounds: str
) -> str | None:
    """A condition that some fact matches the atom, of a round that is `rounds` (empty: any); None
    if only a loop can tell."""
    subject, predicate, object = operator.atom
    if not is_fixed(predicate, bound) or repeats(operator.atom, bound):
        return None
    if isinstance(operator, Scan) and operator.delta:
        return None
    if is_fixed(subject, bound):
        if is_fixed(object, bound):
            row = _row(function, "F", predicate, subject)
            return _has(row, function.term(object), operator.given, rounds)
        return None if rounds else _some(function, "F", predicate, subject, operator.given)
    if rounds:
        return None
    if is_fixed(object, bound):
        return _some(function, "B", predicate, object, operator.given)
    return None if operator.given else _index(function, "F", predicate)


def _has(row: str, term: str, given: bool, rounds: str) -> str:
    """A condition that a row has a term, of the round that is wanted."""
    if given:
        return f"{row}.get({term}) == 0"
    return f"{row}.get({term}, NEVER) {rounds}" if rounds else f"{term} in {row}"


def _some(function: Function, which: str, predicate: str, outer: str, given: bool) -> str:
    """A condition that the row of a term has some fact."""
    if given:
        return f"0 in {_row(function, which, predicate, outer)}.values()"
    if is_variable(outer):
        return f"{function.term(outer)} in {_index(function, which, predicate)}"
    return _row(function, which, predicate, outer)


def write_access(function: Function, operator: Scan | Join, bound: frozenset[str]) -> None:
    """Write the loops and tests that extend a solution by the facts matching the atom."""
    function.fresh_names.clear()
    if not operator.keeps:
        condition = membership(function, operator, bound, function.rounds)
        if condition is not None:
            function.guard(condition)
            return
    if isinstance(operator, Scan) and operator.delta:
        _write_delta(function, operator, bound)
        return
    subject, predicate, object = operator.atom
    repeated = repeats(operator.atom, bound)
    backward = reads_backward(operator, bound) and not repeated
    outer, inner = (object, subject) if backward else (subject, object)
    which = "B" if backward else "F"
    if not is_fixed(predicate, bound):
        index = function.code.temporary()
        function.loop(f"for {_name(function, predicate)}, {index} in {which}.items():")
    else:
        index = ""
    inner_fixed = is_fixed(inner, bound)
    if is_fixed(outer, bound):
        if index:
            row = f"{index}.get({function.term(outer)}, E)"
        else:
            row = _row(function, which, predicate, outer)
        _write_row(function, operator, row, inner, inner_fixed)
        return
    index = index or _index(function, which, predicate)
    if (backward and inner not in operator.keeps) or (
        not repeated and not inner_fixed and inner not in operator.keeps and not operator.given
    ):
        function.loop(f"for {_name(function, outer)} in {index}:")
        return
    row = function.code.temporary()
    function.loop(f"for {_name(function, outer)}, {row} in {index}.items():")
    _write_row(function, operator, row, inner, inner_fixed)


def _write_row(
    function: Function, operator: Scan | Join, row: str, inner: str, inner_fixed: bool
) -> None:
    if inner_fixed:
        value = function.term(inner)
        function.guard(_has(row, value, operator.given, function.rounds))
    elif operator.given or function.rounds:
        number = function.code.temporary()
        function.loop(f"for {_name(function, inner)}, {number} in {row}.items():")
        function.guard(f"{number} == 0" if operator.given else f"{number} {function.rounds}")
    else:
        function.loop(f"for {_name(function, inner)} in {row}:")
    _write_repeats(function)


def _write_delta(function: Function, operator: Scan, bound: frozenset[str]) -> None:
    subject, predicate, object = operator.atom
    if is_fixed(predicate, bound):
        pairs = (
            f"D.get({function.term(predicate)}, ())"
            if is_variable(predicate)
            else (function.fetched("D", predicate))
        )
    else:
        pairs = function.code.temporary()
        function.loop(f"for {_name(function, predicate)}, {pairs} in D.items():")
    names = []
    tests = []
    for term in (subject, object):
        if is_variable(term) and term not in bound:
            names.append(_name(function, term))
        else:
            names.append(function.code.temporary())
            tests.append(f"{names[-1]} == {function.term(term)}")
    function.loop(f"for {names[0]}, {names[1]} in {pairs}:")
    for test in tests:
        function.guard(test)
    if operator.given:
        s, o = names
        index = function.term(predicate)
        function.guard(f"F[{index}][{s}][{o}] == 0")
    _write_repeats(function)


def is_fixed(term: str, bound: frozenset[str]) -> bool:
    """Whether a term of an atom has a value."""
    return not is_variable(term) or term in bound


def repeats(atom: Atom, bound: frozenset[str]) -> bool:
    """Whether a variable without a value stands twice in the atom."""
    free = [term for term in atom if is_variable(term) and term not in bound]
    return len(free) != len(set(free))


def _name(function: Function, term: str) -> str:
    """The Python name for a position without a value; a repeated one gets names of its own."""
    name = function.code.local(term)
    if name in function.fresh_names:
        other = function.code.temporary()
        function.repeated.append((name, other))
        return other
    function.fresh_names.add(name)
    return name


def _write_repeats(function: Function) -> None:
    for name, other in function.repeated:
        function.guard(f"{name} == {other}")
    function.repeated.clear()


def _index(function: Function, which: str, predicate: str) -> str:
    """A predicate's index."""
    if is_variable(predicate):
        return f"{which}.get({function.code.local(predicate)}, E)"
    return function.fetched(which, predicate)


def _row(function: Function, which: str, predicate: str, outer: str) -> str:
    """What a predicate's index has for a term that has a value."""
    if is_variable(predicate) or is_variable(outer):
        return f"{_index(function, which, predicate)}.get({function.term(outer)}, E)"
    return function.fetched(which, predicate, outer)
