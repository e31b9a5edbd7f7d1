"""Numbers about the network that a case concludes: generic procedures, declared in the ontology."""

from __future__ import annotations

from vcc.measures.compute import Measured, measured
from vcc.measures.declarations import Measure, Procedure, measures_from_ontology
from vcc.measures.run import conclusions_and_measures, outside_of

__all__ = [
    "Measure",
    "Measured",
    "Procedure",
    "conclusions_and_measures",
    "measured",
    "measures_from_ontology",
    "outside_of",
]
