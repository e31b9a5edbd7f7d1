"""Numbers about the network that a case concludes: generic procedures, declared in the ontology."""

from __future__ import annotations

from vcc.measures.compute import LibraryMissing, Measured, measured
from vcc.measures.declarations import Measure, Procedure, measures_from_ontology

__all__ = [
    "LibraryMissing",
    "Measure",
    "Measured",
    "Procedure",
    "measured",
    "measures_from_ontology",
]
