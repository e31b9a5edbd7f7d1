"""Which executor: rows for a case, columns for a library. Both give the same conclusions."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Final, Literal

from vcc.engine.conclusions import Conclusions
from vcc.engine.limits import Meter
from vcc.engine.run import infer as infer_rows
from vcc.plan.operators import Plan
from vcc.vocabulary.rdf import Triple

Executor = Literal["auto", "rows", "columns"]
MANY_FACTS: Final = 4_000  # measured: columns win from 2,000 to 6,000 facts on, as rules differ


def infer(
    plan: Plan,
    facts: Iterable[Triple],
    static: Iterable[Triple] = (),
    *,
    executor: Executor = "auto",
    meter: Meter | None = None,
) -> Conclusions:
    """All conclusions of a program from facts; terms are strings as N-Triples writes them.

    `auto` takes columns from `MANY_FACTS` facts on, if numpy is installed.

    Raises:
        ModuleNotFoundError: for `columns` without numpy (the extra `library` brings it).
        LimitReached: where the run comes to a limit of the meter.
    """
    facts, static = list(facts), list(static)
    if executor == "auto":
        many = len(facts) + len(static) >= MANY_FACTS
        executor = "columns" if many and find_spec("numpy") is not None else "rows"
    if executor == "rows":
        return infer_rows(plan, facts, static, meter)
    from vcc.engine.columns.run import infer_columns

    return infer_columns(plan, facts, static, meter)
