"""A checked program → operators: plain data, printable, for any executor."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vcc.plan.from_program import Outside, plan_from_program
    from vcc.plan.operators import Plan

__all__ = ["Outside", "Plan", "plan_from_program"]


def __getattr__(name: str) -> object:  # loaded when needed: a compiled plan is run without
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("vcc.plan.from_program"), name)
