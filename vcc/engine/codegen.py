"""Pipelines → the text of one Python function: for each a block of nested loops over a store.

The function takes `F` and `B` (the forward and backward indexes of every predicate), `D` (new
facts of each predicate), `N` (where conclusions go: predicate → set of pairs) and `tick` (called
before a block runs; or None). What blocks look up is fetched once, at the top, and a block is
entered only if something matches every pattern of its rule: on most cases most rules are passed
by. Every name in the text is made here, and terms are written by `repr`, so no rule can inject
code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from vcc.engine.aggregates import summary_function
from vcc.engine.expressions import fresh_blank, predicate_function, value_function
from vcc.engine.generated import Code
from vcc.engine.join import membership, write_access
from vcc.plan.operators import (
    Aggregate,
    AntiJoin,
    Atom,
    Extend,
    Fresh,
    Join,
    Operator,
    Pipeline,
    Project,
    Scan,
    Select,
    SemiJoin,
    is_variable,
)  # fmt: skip
from vcc.program.syntax import Call, Expression, variables

# Python allows 20 nested loops and 100 indents; what comes deeper is a function of its own.
_MOST_LOOPS: Final = 12
_DEEPEST: Final = 60
_COMPARED: Final = {"=": "==", "!=": "!="}


def code_from_pipelines(
    pipelines: Iterable[Pipeline], guards: Callable[[Pipeline], Iterable[Guard]]
) -> Code:
    """Generate the function that runs the pipelines one after the other.

    `guards` are lookups without any of which a pipeline finds nothing.
    """
    code = Code()
    function = Function(code, "run", [*code.always, "tick"], None)
    for pipeline in pipelines:
        function.block(pipeline.operators, guards(pipeline))
    code.functions.append(function.text())
    return code


# Index (F, B or D), predicate and, if it matters, the outer term: what must not be empty.
Guard = tuple[str, str, str | None]
Asked = tuple[int, tuple[str, ...], tuple[Atom, ...]]


class Function:
    """One Python function in the making.

    `fail` leaves it when there is no loop to continue; without it, what follows a guard stands
    inside an `if`. `asked`: for a question, its number, and the variables and the atoms that it
    wants filled in.
    """

    def __init__(
        self,
        code: Code,
        name: str,
        arguments: list[str],
        fail: str | None,
        asked: Asked | None = None,
    ) -> None:
        self.code = code
        self.name = name
        self.arguments = arguments
        self.fail = fail
        self.asked = asked
        self.lines: list[str] = []
        self.prologue: dict[str, str] = {}
        self.depth = 1
        self.loops = 0
        self.exists = fail == "return False"
        self.fresh_names: set[str] = set()
        self.repeated: list[tuple[str, str]] = []

    def text(self) -> str:
        """The finished function."""
        head = f"def {self.name}({', '.join(self.arguments)}):"
        start = [f" {name} = {value}" for name, value in self.prologue.items()]
        return "\n".join([head, *start, *self.lines, f" {self.fail or 'return'}", ""])

    def write(self, line: str) -> None:
        """Add a line at the present depth."""
        self.lines.append(" " * self.depth + line)

    def loop(self, header: str) -> None:
        """Open a loop; what follows stands inside it."""
        self.write(header)
        self.depth += 1
        self.loops += 1

    def guard(self, condition: str) -> None:
        """Go on only if the condition holds."""
        if self.loops:
            self.write(f"if not ({condition}): continue")
        elif self.fail is not None:
            self.write(f"if not ({condition}): {self.fail}")
        else:
            self.write(f"if {condition}:")
            self.depth += 1

    def fetched(self, index: str, predicate: str, outer: str | None = None) -> str:
        """The name of an index of a predicate, or of its row of one term: fetched at the top."""
        name = f"{index.lower()}{self.code.number(predicate)}"
        if index == "D":
            self.prologue.setdefault(name, f"D.get({predicate!r}, ())")
            return name
        self.prologue.setdefault(name, f"{index}.get({predicate!r}, E)")
        if outer is None:
            return name
        row = f"{name}_{self.code.number(outer)}"
        self.prologue.setdefault(row, f"{name}.get({outer!r}, E)")
        return row

    # blocks

    def block(self, operators: Sequence[Operator], guards: Iterable[Guard]) -> None:
        """Write a whole pipeline."""
        self.depth, self.loops = 1, 0
        conditions = [self.fetched(*guard) for guard in guards]
        if conditions:
            self.guard(" and ".join(dict.fromkeys(conditions)))
        self.write("if tick: tick()")
        depth = self.depth
        grouped = next((o for o in operators if isinstance(o, Aggregate)), None)
        if grouped is None:
            self.steps(operators, frozenset())
            return
        self.code.groups = self.code.temporary()
        self.write(f"{self.code.groups} = {{}}")
        cut = operators.index(grouped) + 1
        self.steps(operators[:cut], frozenset())
        self.depth, self.loops = depth, 0
        self._groups(grouped, operators[cut:])
        self.code.groups = ""

    def steps(self, operators: Sequence[Operator], bound: frozenset[str]) -> None:
        """Write the operators; `bound` are the variables that have values."""
        for number, operator in enumerate(operators):
            if self.depth >= _DEEPEST or (self.loops >= _MOST_LOOPS and isinstance(operator, Join)):
                self._continued(operators[number:], bound)
                return
            bound |= self._operator(operator, bound)
        if self.exists:
            self.write("return True")
        elif self.asked is not None:
            number, wanted, atoms = self.asked
            terms = "".join(f"{self.code.local(name)}, " for name in wanted)
            facts = "".join(f"({', '.join(map(self.term, atom))}), " for atom in atoms)
            self.write(f"N.append(({number}, ({terms}), ({facts})))")

    @property
    def rounds(self) -> str:
        """What the round of a fact must be for it to match (empty: any)."""
        return "" if self.asked is None else "< before"

    def _operator(self, operator: Operator, bound: frozenset[str]) -> frozenset[str]:
        if isinstance(operator, Scan | Join):
            write_access(self, operator, bound)
            return frozenset(operator.keeps)
        if isinstance(operator, SemiJoin):
            self.guard(self._exists(operator.steps, bound))
        elif isinstance(operator, AntiJoin):
            self.guard(f"not {self._exists(operator.steps, bound)}")
        elif isinstance(operator, Select):
            self.guard(self._condition(operator.expression))
        elif isinstance(operator, Extend):
            self._extend(operator)
            return frozenset({operator.variable})
        elif isinstance(operator, Fresh):
            self._fresh(operator)
            return frozenset({operator.variable})
        elif isinstance(operator, Aggregate):
            self._collect(operator)
        else:
            self._project(operator)
        return frozenset()

    def term(self, term: str) -> str:
        """The Python expression for a term of an atom that has a value."""
        return self.code.local(term) if is_variable(term) else repr(term)

    def _condition(self, expression: Expression) -> str:
        if isinstance(expression, Call) and expression.function == "SAMETERM":
            left, right = expression.arguments
            if isinstance(left, str) and isinstance(right, str):
                return f"{self.term(left)} == {self.term(right)}"
        looked_up = self._looked_up(self.code.function(predicate_function, expression), expression)
        if isinstance(expression, Call) and expression.function in _COMPARED:
            left, right = expression.arguments
            if isinstance(left, str) and isinstance(right, str) and is_variable(left):
                # Only literals (and triple terms of them) have values that differ from terms.
                one, same = self.term(left), _COMPARED[expression.function]
                simple = f"{one}[0] != '\"' and {one}[1] != '<'"
                return f"({one} {same} {self.term(right)} if {simple} else {looked_up})"
        return looked_up

    def _looked_up(self, table: str, expression: Expression) -> str:
        names = "".join(f"{self.code.local(v)}, " for v in dict.fromkeys(variables(expression)))
        return f"{table}[{names or '()'}]"

    def _extend(self, operator: Extend) -> None:
        name = self.code.local(operator.variable)
        if isinstance(operator.expression, str):
            self.write(f"{name} = {self.term(operator.expression)}")
            return
        function = self.code.function(value_function, operator.expression)
        self.write(f"{name} = {self._looked_up(function, operator.expression)}")
        self.guard(f"{name} is not None")

    def _fresh(self, operator: Fresh) -> None:
        made = self.code.function(fresh_blank, operator.rule, operator.label)
        values = ", ".join(map(self.code.local, operator.values))
        self.write(f"{self.code.local(operator.variable)} = {made}({values})")

    def _project(self, operator: Project) -> None:
        if not operator.templates:  # an empty head concludes nothing
            self.write("pass")
        for subject, predicate, object in operator.templates:
            pair = f"({self.term(subject)}, {self.term(object)})"
            if is_variable(predicate):
                name = self.code.local(predicate)
                self.write(f"if {name}[0] == '<' and {name}[1] != '<': N[{name}].add({pair})")
            else:
                self.write(f"N[{predicate!r}].add({pair})")

    # aggregates

    def _collect(self, operator: Aggregate) -> None:
        key = ", ".join(map(self.code.local, operator.group))
        values = ", ".join(self.code.local(s.argument) for s in operator.summaries)
        key = f"({key}{',' if key else ''})"
        self.write(f"{self.code.groups}.setdefault({key}, []).append(({values},))")

    def _groups(self, operator: Aggregate, rest: Sequence[Operator]) -> None:
        """After all solutions: one pass over the groups."""
        key = "".join(f"{self.code.local(name)}, " for name in operator.group)
        groups, rows = self.code.groups, self.code.temporary()
        self.loop(f"for ({key}), {rows} in {groups}.items():" if key else
                  f"for {rows} in {groups}.values():")  # fmt: skip
        for column, summary in enumerate(operator.summaries):
            function = self.code.function(summary_function, summary.function, summary.distinct)
            name = self.code.local(summary.result)
            self.write(f"{name} = {function}([row[{column}] for row in {rows}])")
            self.guard(f"{name} is not None")
        self.steps(rest, frozenset())

    # functions of their own

    def _exists(self, steps: Sequence[Operator], bound: frozenset[str]) -> str:
        """A condition: the steps have a solution."""
        if not steps:
            return "True"
        if len(steps) == 1 and isinstance(steps[0], Scan | Join):
            inline = membership(self, steps[0], bound, "")
            if inline is not None:
                return inline
        return self._call(steps, bound, "return False", None)

    def _continued(self, steps: Sequence[Operator], bound: frozenset[str]) -> None:
        call = self._call(steps, bound, self.fail or "return", self.asked)
        self.write(f"if {call}: return True" if self.exists else call)

    def _call(
        self,
        steps: Sequence[Operator],
        bound: frozenset[str],
        fail: str,
        asked: Asked | None,
    ) -> str:
        """Write the steps as a function and call it with all that has a value here."""
        names = sorted(map(self.code.local, bound))
        groups = [self.code.groups] if self.code.groups else []
        arguments = [*self.code.always, *groups, *names]
        inner = Function(self.code, self.code.temporary(), arguments, fail, asked)
        inner.steps(steps, bound)
        self.prologue = {**self.prologue, **inner.prologue}
        inner.arguments += inner.prologue  # fetched once, by the outermost function
        inner.prologue = {}
        self.code.functions.append(inner.text())
        return f"{inner.name}({', '.join(inner.arguments)})"
