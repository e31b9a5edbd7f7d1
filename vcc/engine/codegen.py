"""A pipeline → the text of a Python function: nested loops over the indexes of a store.

The function takes `F` and `B` (the forward and backward indexes of every predicate), `D` (new
facts of each predicate) and `N` (where conclusions go: predicate → set of pairs). Every name in
the text is made here, and terms stand in the function's namespace, so no rule can inject code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from vcc.engine.access import membership, write_access
from vcc.engine.aggregates import summary_function
from vcc.engine.expressions import fresh_blank, predicate_function, value_function
from vcc.plan.operators import (
    Aggregate,
    AntiJoin,
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

# Python allows 20 nested loops; what comes deeper goes into a function of its own.
_MOST_LOOPS: Final = 12


@dataclass(slots=True)
class Code:
    """A generated module in the making: the text of its functions, and its namespace."""

    namespace: dict[str, object] = field(default_factory=lambda: {"E": {}})
    functions: list[str] = field(default_factory=list)
    grouping: bool = False
    _temporaries: int = 0
    _names: dict[object, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of the module; its function is called `run`."""
        return "\n".join(self.functions)

    def constant(self, value: object, prefix: str = "K") -> str:
        """The name under which the module knows a value."""
        name = self._names.get((prefix, value))
        if name is None:
            name = self._names[prefix, value] = f"{prefix}{len(self._names)}"
            self.namespace[name] = value
        return name

    def local(self, variable: str) -> str:
        """The Python name of a variable of the rule."""
        return self._names.setdefault(("v", variable), f"v{len(self._names)}")

    def temporary(self) -> str:
        """A name used nowhere else."""
        self._temporaries += 1
        return f"t{self._temporaries}"


def code_from_pipeline(pipeline: Pipeline) -> Code:
    """Generate the function of one pipeline."""
    code = Code()
    operators = list(pipeline.operators)
    grouped = next((o for o in operators if isinstance(o, Aggregate)), None)
    code.grouping = grouped is not None
    function = Function(code, "run", ["F", "B", "D", "N"], "return")
    if grouped is None:
        function.steps(operators, frozenset())
    else:
        function.prologue["groups"] = "{}"
        cut = operators.index(grouped) + 1
        function.steps(operators[:cut], frozenset())
        function.groups(grouped, operators[cut:])
    code.functions.append(function.text())
    return code


class Function:
    """One Python function in the making; `fail` leaves it when there is no loop to continue."""

    def __init__(self, code: Code, name: str, arguments: list[str], fail: str) -> None:
        self.code = code
        self.name = name
        self.arguments = arguments
        self.fail = fail
        self.lines: list[str] = []
        self.prologue: dict[str, str] = {}
        self.depth = 1
        self.loops = 0
        self.exists = fail == "return False"
        self.early: str | None = None
        self.fresh_names: set[str] = set()
        self.repeated: list[tuple[str, str]] = []

    def text(self) -> str:
        """The finished function."""
        head = [f"def {self.name}({', '.join(self.arguments)}):"]
        first = sorted(self.prologue.items(), key=lambda item: item[0] != self.early)
        start = [f"    {name} = {value}" for name, value in first]
        if self.early is not None:  # nothing to begin with: most rules, on most cases
            start.insert(1, f"    if not {self.early}: {self.fail}")
        return "\n".join([*head, *start, *self.lines, f"    {self.fail}", ""])

    def write(self, line: str) -> None:
        """Add a line at the present depth."""
        self.lines.append("    " * self.depth + line)

    def loop(self, header: str) -> None:
        """Open a loop; what follows stands inside it."""
        self.write(header)
        self.depth += 1
        self.loops += 1

    def guard(self, condition: str) -> None:
        """Go on only if the condition holds."""
        self.write(f"if not ({condition}): {'continue' if self.loops else self.fail}")

    # operators

    def steps(self, operators: Sequence[Operator], bound: frozenset[str]) -> None:
        """Write the operators; `bound` are the variables that have values."""
        for number, operator in enumerate(operators):
            if self.loops >= _MOST_LOOPS and isinstance(operator, Join):
                self._continued(operators[number:], bound)
                return
            bound |= self._operator(operator, bound)
        if self.exists:
            self.write("return True")

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
        return self.code.local(term) if is_variable(term) else self.code.constant(term)

    def _condition(self, expression: Expression) -> str:
        if isinstance(expression, Call) and expression.function == "SAMETERM":
            left, right = expression.arguments
            if isinstance(left, str) and isinstance(right, str):
                return f"{self.term(left)} == {self.term(right)}"
        return self._called(predicate_function(expression), expression)

    def _called(self, function: object, expression: Expression) -> str:
        arguments = ", ".join(map(self.code.local, dict.fromkeys(variables(expression))))
        return f"{self.code.constant(function, 'X')}({arguments})"

    def _extend(self, operator: Extend) -> None:
        name = self.code.local(operator.variable)
        if isinstance(operator.expression, str):
            self.write(f"{name} = {self.term(operator.expression)}")
            return
        self.write(
            f"{name} = {self._called(value_function(operator.expression), operator.expression)}"
        )
        self.guard(f"{name} is not None")

    def _fresh(self, operator: Fresh) -> None:
        made = self.code.constant(fresh_blank(operator.rule, operator.label), "X")
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
                out = f"n{self.code.constant(predicate)}"
                self.prologue.setdefault(out, f"N[{self.code.constant(predicate)}]")
                self.write(f"{out}.add({pair})")

    # aggregates

    def _collect(self, operator: Aggregate) -> None:
        key = ", ".join(map(self.code.local, operator.group))
        values = ", ".join(self.code.local(s.argument) for s in operator.summaries)
        self.write(f"groups.setdefault(({key}{',' if key else ''}), []).append(({values},))")

    def groups(self, operator: Aggregate, rest: Sequence[Operator]) -> None:
        """After all solutions: one pass over the groups, at the top of the function."""
        self.depth, self.loops = 1, 0
        key = "".join(f"{self.code.local(name)}, " for name in operator.group)
        self.loop(
            f"for ({key}), rows in groups.items():" if key else "for rows in groups.values():"
        )
        for column, summary in enumerate(operator.summaries):
            function = summary_function(summary.function, summary.distinct)
            name = self.code.local(summary.result)
            values = f"[row[{column}] for row in rows]"
            self.write(f"{name} = {self.code.constant(function, 'X')}({values})")
            self.guard(f"{name} is not None")
        self.steps(rest, frozenset())

    # functions of their own

    def _exists(self, steps: Sequence[Operator], bound: frozenset[str]) -> str:
        """A condition: the steps have a solution."""
        if not steps:
            return "True"
        if len(steps) == 1 and isinstance(steps[0], Scan | Join):
            inline = membership(self, steps[0], bound)
            if inline is not None:
                return inline
        return self._call(steps, bound, "return False")

    def _continued(self, steps: Sequence[Operator], bound: frozenset[str]) -> None:
        call = self._call(steps, bound, self.fail)
        self.write(f"if {call}: return True" if self.exists else call)

    def _call(self, steps: Sequence[Operator], bound: frozenset[str], fail: str) -> str:
        """Write the steps as a function and call it with all that has a value here."""
        names = sorted(map(self.code.local, bound))
        shared = ["F", "B", "D", "N", *(["groups"] if self.code.grouping else [])]
        inner = Function(self.code, self.code.temporary(), [*shared, *names], fail)
        inner.steps(steps, bound)
        self.prologue.update(inner.prologue)
        inner.arguments += inner.prologue  # fetched once, by the outermost function
        inner.prologue, inner.early = {}, None
        self.code.functions.append(inner.text())
        return f"{inner.name}({', '.join(inner.arguments)})"
