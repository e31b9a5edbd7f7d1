"""A plan and facts → conclusions and their proofs. Standard library only."""

from __future__ import annotations

from vcc.engine.conclusions import Conclusions
from vcc.engine.instances import Absence, Instance
from vcc.engine.limits import LimitReached, Limits, Meter
from vcc.engine.proof import Proof, instances, prove, prove_all, rule_fires
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
    "infer",
    "instances",
    "prepare",
    "prepared",
    "prove",
    "prove_all",
    "rule_fires",
]
