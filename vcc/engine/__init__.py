"""A plan and facts → conclusions and their proofs. Standard library only.

What is imported from here is loaded by itself: who has conclusions to explain need not know how
rules are compiled.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vcc.engine.conclusions import Conclusions
    from vcc.engine.instance import Absence, Instance
    from vcc.engine.limits import LimitReached, Limits, Meter
    from vcc.engine.proof import Proof, Proofs, instances_of, prove, prove_all, rule_fires
    from vcc.engine.run import Engine, Prepared, infer, prepare, prepared

__all__ = [
    "Absence",
    "Conclusions",
    "Engine",
    "Instance",
    "LimitReached",
    "Limits",
    "Meter",
    "Prepared",
    "Proof",
    "Proofs",
    "infer",
    "instances_of",
    "prepare",
    "prepared",
    "prove",
    "prove_all",
    "rule_fires",
]

_HOMES = {
    "vcc.engine.conclusions": ("Conclusions",),
    "vcc.engine.instance": ("Absence", "Instance"),
    "vcc.engine.limits": ("LimitReached", "Limits", "Meter"),
    "vcc.engine.proof": ("Proof", "Proofs", "instances_of", "prove", "prove_all", "rule_fires"),
    "vcc.engine.run": ("Engine", "Prepared", "infer", "prepare", "prepared"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
