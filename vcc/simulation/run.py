"""A model and values → the numbers of every step."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from vcc.simulation.expressions import Equation, equation
from vcc.simulation.model import Model
from vcc.source.diagnostic import Words

_NO_QUANTITY: Final = Words(
    "the model has no parameter {name}; it has {known}", "模型没有参数 {name}；其参数有 {known}"
)
_OUT_OF_BOUNDS: Final = Words(
    "{name} = {value} is out of bounds: {lowest} to {highest}",
    "{name} = {value} 超出范围：{lowest} 至 {highest}",
)
_NO_NUMBER: Final = Words(
    "{name} has no finite value after {step} steps", "第 {step} 步之后 {name} 无有限取值"
)


class CannotSimulate(ValueError):
    """The values given, or what comes of them, cannot be computed with; `words` says why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


@dataclass(frozen=True, slots=True)
class Simulation:
    """A run: `rows[t]` has the values of all quantities after `t` steps, by symbol."""

    model: Model
    rows: tuple[Mapping[str, float], ...]


def simulate(model: Model, given: Mapping[str, float], steps: int) -> Simulation:
    """Run a model for some steps with the values given; the others start at their defaults.

    Raises:
        CannotSimulate: for an unknown symbol, a value out of bounds, or a number that grows
            beyond what can be computed.
        BadEquation: if the model is not well formed.
    """
    symbols = frozenset(quantity.symbol for quantity in model.quantities)
    now = {q.symbol: equation(q.now, symbols) for q in model.quantities if q.now}
    following = {q.symbol: equation(q.next, symbols) for q in model.quantities if q.next}
    values = _completed(now, _start(model, given), 0)
    rows = [values]
    for step in range(1, steps + 1):
        carried = {name: _number(name, value, values, step) for name, value in following.items()}
        values = _completed(now, {**values, **carried}, step)
        rows.append(values)
    return Simulation(model, tuple(rows))


def _start(model: Model, given: Mapping[str, float]) -> dict[str, float]:
    bounds = {q.symbol: (q.lowest, q.highest) for q in model.quantities if q.is_given}
    for name, value in given.items():
        if name not in bounds:
            raise CannotSimulate(_NO_QUANTITY.filled({"name": name, "known": ", ".join(bounds)}))
        lowest, highest = bounds[name]
        if not lowest <= value <= highest:
            numbers = {"value": f"{value:g}", "lowest": f"{lowest:g}", "highest": f"{highest:g}"}
            raise CannotSimulate(_OUT_OF_BOUNDS.filled({"name": name, **numbers}))
    defaults = {q.symbol: q.start for q in model.quantities if q.start is not None}
    return {**defaults, **given}


def _completed(
    now: Mapping[str, Equation], values: dict[str, float], step: int
) -> dict[str, float]:
    """The values with everything that is computed of them in the same step, in order."""
    complete = dict(values)
    for name, value in now.items():
        complete[name] = _number(name, value, complete, step)
    return complete


def _number(name: str, value: Equation, values: Mapping[str, float], step: int) -> float:
    try:
        number = value(values)
    except (OverflowError, ZeroDivisionError):
        number = math.inf
    if isinstance(number, complex) or not math.isfinite(number):
        raise CannotSimulate(_NO_NUMBER.filled({"name": name, "step": str(step)}))
    return number
