"""A plan and facts → conclusions and their proofs. Standard library only."""

from __future__ import annotations

from vcc.engine.conclusions import Conclusions
from vcc.engine.run import Engine, infer, prepare

__all__ = ["Conclusions", "Engine", "infer", "prepare"]
