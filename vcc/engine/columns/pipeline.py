"""One rule: a pipeline of operators, each of which turns batches of solutions into batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from vcc.engine.columns.aggregates import summaries_of
from vcc.engine.columns.arrays import Column, Mask
from vcc.engine.columns.database import Database
from vcc.engine.columns.delta import Delta
from vcc.engine.columns.expressions import Tick, nodes_of, true_of, values_of
from vcc.engine.columns.heads import Heads
from vcc.engine.columns.join import Facts, Pattern, extended, matched
from vcc.engine.columns.solutions import UNIT, Solutions, joined, written
from vcc.engine.columns.vocabulary import UNKNOWN, Vocabulary
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
)
from vcc.program.syntax import Call, variables

_ROW: Final = "#row"  # no variable of a rule: which solution of the outer pipeline


@dataclass(frozen=True, slots=True)
class Step:
    """An operator; the variables read after it; and, of a (anti-)semi-join, its own steps."""

    operator: Operator
    live: frozenset[str]
    reads: frozenset[str]
    inner: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule sees in one round, and where its conclusions go.

    `tick`, if given, is called for every batch of solutions, and may end the run by an exception.
    """

    vocabulary: Vocabulary
    database: Database
    new: Delta
    heads: Heads
    tick: Tick = None


def steps_from_operators(
    operators: Iterable[Operator], live: frozenset[str] = frozenset()
) -> tuple[Step, ...]:
    """The operators with what each may forget; `live` is read after the last one."""
    steps: list[Step] = []
    for operator in reversed(list(operators)):
        inner: tuple[Step, ...] = ()
        if isinstance(operator, SemiJoin | AntiJoin):
            inner = steps_from_operators(operator.steps, frozenset({_ROW}))
        reads = _reads(operator, inner)
        steps.append(Step(operator, live, reads, inner))
        live = reads | (live - _binds(operator))
    return tuple(reversed(steps))


def _reads(operator: Operator, inner: tuple[Step, ...]) -> frozenset[str]:
    """The variables whose values an operator reads; of an atom, all (some have none yet)."""
    if isinstance(operator, Scan | Join):
        return frozenset(t for t in operator.atom if is_variable(t) and t not in operator.keeps)
    if isinstance(operator, SemiJoin | AntiJoin):
        return frozenset(name for step in inner for name in step.reads) - {_ROW}
    if isinstance(operator, Select | Extend):
        return frozenset(variables(operator.expression))
    if isinstance(operator, Fresh):
        return frozenset(operator.values)
    if isinstance(operator, Aggregate):
        return frozenset(operator.group) | {s.argument for s in operator.summaries}
    return frozenset(t for template in operator.templates for t in template if is_variable(t))


def _binds(operator: Operator) -> frozenset[str]:
    if isinstance(operator, Scan | Join):
        return frozenset(operator.keeps)
    return frozenset({operator.variable}) if isinstance(operator, Extend | Fresh) else frozenset()


def _constants(operators: Iterable[Operator]) -> Iterator[str]:
    """The terms that operators name, but for those deep in an expression."""
    for operator in operators:
        if isinstance(operator, Scan | Join):
            yield from (term for term in operator.atom if not is_variable(term))
        elif isinstance(operator, SemiJoin | AntiJoin):
            yield from _constants(operator.steps)
        elif isinstance(operator, Project):
            yield from (t for atom in operator.templates for t in atom if not is_variable(t))
        elif isinstance(operator, Select | Extend) and isinstance(operator.expression, Call):
            arguments = operator.expression.arguments
            yield from (t for t in arguments if isinstance(t, str) and not is_variable(t))


class Evaluator:
    """A pipeline ready to run."""

    def __init__(self, pipeline: Pipeline) -> None:
        first = pipeline.operators[0]
        self.reads = None  # the one predicate without which there is nothing to do
        if isinstance(first, Scan) and not is_variable(first.atom[1]):
            self.reads = first.atom[1]
        self._steps = steps_from_operators(pipeline.operators)
        self.constants = frozenset(_constants(pipeline.operators))

    def run(self, scene: Scene) -> None:
        """Evaluate the rule once; its conclusions go to `scene.heads`."""
        for _ in _solutions(self._steps, UNIT, scene):
            pass  # nothing follows the head


def _solutions(steps: Sequence[Step], solutions: Solutions, scene: Scene) -> Iterator[Solutions]:
    """The solutions after all steps, in batches."""
    cut = next((n for n, s in enumerate(steps) if isinstance(s.operator, Aggregate)), None)
    if cut is None:
        yield from _streamed(steps, solutions, scene)
        return
    parts = list(_streamed(steps[:cut], solutions, scene))
    operator = steps[cut].operator
    assert isinstance(operator, Aggregate)
    grouped = summaries_of(operator, joined(parts), scene.vocabulary) if parts else None
    if grouped is not None:
        yield from _streamed(steps[cut + 1 :], grouped, scene)


def _streamed(steps: Sequence[Step], solutions: Solutions, scene: Scene) -> Iterator[Solutions]:
    if not steps:
        yield solutions
        return
    for batch in _applied(steps[0], solutions, scene):
        yield from _streamed(steps[1:], batch, scene)


def _applied(step: Step, solutions: Solutions, scene: Scene) -> Iterator[Solutions]:
    """The solutions after one step, in batches; none is empty."""
    operator = step.operator
    if scene.tick is not None:
        scene.tick()
    if isinstance(operator, Scan | Join):
        pattern = _pattern(operator, step.live, solutions, scene.vocabulary)
        yield from extended(solutions, pattern, _facts(operator, scene))
    elif isinstance(operator, Extend | Fresh):
        yield from _valued(operator, step.live, solutions, scene)
    elif isinstance(operator, Project):
        scene.heads.project(operator, solutions)
    else:
        if isinstance(operator, Select):
            mask = true_of(operator.expression, solutions, scene.vocabulary, scene.tick)
        else:
            mask = _exists(step, solutions, scene)
            mask = ~mask if isinstance(operator, AntiJoin) else mask
        chosen = solutions.where(mask, step.live)
        if chosen is not None:
            yield chosen


def _valued(
    operator: Extend | Fresh, live: frozenset[str], solutions: Solutions, scene: Scene
) -> Iterator[Solutions]:
    values: Column
    if isinstance(operator, Fresh):
        values = nodes_of(operator, solutions, scene.vocabulary, scene.tick)
    else:
        values = values_of(operator, solutions, scene.vocabulary, scene.tick)
    longer = solutions.extended({operator.variable: values})
    chosen = longer.where(written(values, solutions.count) != UNKNOWN, live)
    if chosen is not None:
        yield chosen


def _facts(operator: Scan | Join, scene: Scene) -> Facts:
    if isinstance(operator, Scan) and operator.delta:
        return scene.new
    return scene.database.given if operator.given else scene.database


def _pattern(
    operator: Scan | Join, live: frozenset[str], solutions: Solutions, vocabulary: Vocabulary
) -> Pattern:
    """The atom with its variables and constants as columns where they have a value."""

    def position(term: str) -> Column | str:
        if is_variable(term):
            return solutions.columns.get(term, term)
        return vocabulary.known(term)

    subject, predicate, object = map(position, operator.atom)
    return Pattern(subject, predicate, object, operator.keeps, live)


def _exists(step: Step, solutions: Solutions, scene: Scene) -> Mask:
    """For which solutions the inner steps have a solution."""
    if len(step.inner) == 1:
        first = step.inner[0].operator
        if isinstance(first, Scan | Join) and not first.keeps:
            pattern = _pattern(first, step.live, solutions, scene.vocabulary)
            return matched(solutions, pattern, _facts(first, scene))
    wanted = step.reads & solutions.columns.keys()
    columns = {name: solutions.columns[name] for name in wanted}
    if not any(isinstance(column, np.ndarray) for column in columns.values()):
        some = next(_solutions(step.inner, Solutions(1, columns), scene), None)
        return np.full(solutions.count, some is not None)
    rows = np.arange(solutions.count)
    mask = np.zeros(solutions.count, np.bool_)
    for batch in _solutions(step.inner, Solutions(solutions.count, {**columns, _ROW: rows}), scene):
        mask[batch.columns[_ROW]] = True
    return mask
