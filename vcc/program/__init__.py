"""Rule text → a checked, stratified program. Imports Lark only when it parses."""

from __future__ import annotations

from vcc.program.from_sources import program_from_sources
from vcc.program.syntax import Program, Rule

__all__ = ["Program", "Rule", "program_from_sources"]
