"""The operators of a plan. A pipeline is a list of them; solutions flow from left to right.

Nothing here says how an operator is executed: `engine/` has an executor over dictionaries
("rows"); any other executor reads the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vcc.plan.atoms import Atom, is_variable
from vcc.program.syntax import Expression, Rule

if TYPE_CHECKING:
    from vcc.plan.lower import Body

__all__ = [
    "Aggregate", "AntiJoin", "Atom", "Extend", "Fresh", "Join", "Operator", "Phase", "Pipeline",
    "Plan", "Project", "RulePlan", "Scan", "Select", "SemiJoin", "Summary", "is_variable",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scan:
    """Where a pipeline begins: all facts, or (`delta`) the new ones, that match the atom.

    `keeps` are the variables whose values are used later; the others are only matched.
    `given`: facts of the base graph only (`WHERE DATA`).
    """

    atom: Atom
    keeps: tuple[str, ...]
    delta: bool = False
    given: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """Extends each solution by the facts that match the atom; `keeps` may be empty."""

    atom: Atom
    keeps: tuple[str, ...]
    given: bool = False


@dataclass(frozen=True, slots=True)
class SemiJoin:
    """Keeps a solution if the steps, started from it, have at least one."""

    steps: tuple[Operator, ...]


@dataclass(frozen=True, slots=True)
class AntiJoin:
    """Keeps a solution if the steps, started from it, have none."""

    steps: tuple[Operator, ...]


@dataclass(frozen=True, slots=True)
class Select:
    """Keeps a solution if the expression is true; an error counts as false."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Extend:
    """Gives the variable the value of the expression; an error drops the solution."""

    variable: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class Fresh:
    """Gives the variable a new blank node: the same one for the same rule, label and values."""

    variable: str
    rule: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """One aggregate: function, whether of distinct terms, argument and result."""

    function: str
    distinct: bool
    argument: str
    result: str


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Replaces the solutions by one for each group that has any: its values and the results."""

    group: tuple[str, ...]
    summaries: tuple[Summary, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """Makes one fact of each template."""

    templates: tuple[Atom, ...]


Operator = Scan | Join | SemiJoin | AntiJoin | Select | Extend | Fresh | Aggregate | Project


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One way to evaluate a rule; `start` is the pattern it begins with, if it was told which."""

    rule: str
    start: int | None
    delta: bool
    operators: tuple[Operator, ...]


@dataclass(frozen=True, slots=True)
class RulePlan:
    """A rule with its pipelines: the whole rule, and one for each pattern that can recur.

    `body` is what the pipelines were made from, for executors that ask in other ways.
    `run_once`: the rule makes terms or aggregates, and never sees its own conclusions.
    """

    rule: Rule
    body: Body
    run_once: bool
    whole: Pipeline
    recurring: tuple[Pipeline, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """Rules (places in `Plan.rules`) none of which needs another, unless they need each other.

    Phases are finer than strata: every rule is evaluated once on complete input, and only rules
    on a circle again on what is new.
    """

    rules: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to evaluate a program; `data` are its own facts."""

    rules: tuple[RulePlan, ...]
    phases: tuple[Phase, ...]
    data: tuple[Atom, ...]
