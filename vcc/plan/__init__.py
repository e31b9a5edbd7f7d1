"""A checked program → operators: plain data, printable, for any executor."""

from __future__ import annotations

from vcc.plan.from_program import Outside, plan_from_program
from vcc.plan.operators import Plan

__all__ = ["Outside", "Plan", "plan_from_program"]
