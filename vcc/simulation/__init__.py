"""Models in equations, declared in the ontology, run step by step for illustration."""

from __future__ import annotations

from vcc.simulation.expressions import BadEquation
from vcc.simulation.model import MODEL, OF_MODEL, Model, Quantity, models_from_ontology
from vcc.simulation.run import CannotSimulate, Simulation, simulate

__all__ = [
    "MODEL",
    "OF_MODEL",
    "BadEquation",
    "CannotSimulate",
    "Model",
    "Quantity",
    "Simulation",
    "models_from_ontology",
    "simulate",
]
