"""What rules compare by size: where all else holds, the numbers keep them from holding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeGuard

from vcc.engine.expressions import holds
from vcc.engine.lack import Budget, Partial, Supplier, partial_matches
from vcc.engine.relation import Store
from vcc.plan.lower import Body
from vcc.program.syntax import Call, Filter, Rule

_SIZES: Final = frozenset({"<", ">", "<=", ">="})


def is_comparison(part: object) -> TypeGuard[Filter]:
    """Whether a part of a rule compares by size."""
    return (
        isinstance(part, Filter)
        and isinstance(part.expression, Call)
        and part.expression.function in _SIZES
    )


def refused(
    rule: Rule, body: Body, values: Mapping[str, str], store: Store, supplier: Supplier,
    budget: Budget,
) -> tuple[Partial, tuple[Filter, ...]] | None:  # fmt: skip
    """A match of all that a rule looks at but for comparisons, with those that do not hold.

    None for a rule that compares nothing, or only what it counts itself.
    """
    compared = tuple(part for part in body.parts if is_comparison(part))
    if not compared:
        return None
    rest = replace(body, parts=tuple(part for part in body.parts if part not in compared))
    for partial in partial_matches(rule, rest, values, store, supplier, 0, budget):
        failed = tuple(c for c in compared if not holds(c.expression, partial.values))
        if failed:
            return partial, failed
    return None
