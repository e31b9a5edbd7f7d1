"""Rule text → a checked, stratified program. Imports Lark only when it parses."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vcc.program.from_sources import program_from_sources
    from vcc.program.syntax import Program, Rule

__all__ = ["Program", "Rule", "program_from_sources"]


def __getattr__(name: str) -> object:  # loaded when needed: rules that are kept are not read
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "from_sources" if name == "program_from_sources" else "syntax"
    return getattr(import_module(f"vcc.program.{home}"), name)
